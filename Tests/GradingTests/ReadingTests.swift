import Grading
import Questions
import TestSupport
import Testing

@Suite struct RosterTests {
  @Test func readsWhatRegistersWrite() throws {
    let roster = try Roster(
      "\u{FEFF}E-mail;\"Last name\";\"First name\";ID number\r\n"
        + "ada@x.org;Lovelace;Ada;17\r\n"
        + "\"noether@x.org\";\"Noether, geb. \"\"N.\"\"\";Emmy;18\r\n;;;\r\n")
    #expect(roster.students.map(\.name) == ["Ada Lovelace", "Emmy Noether, geb. \"N.\""])
    #expect(roster.students.map(\.id) == ["17", "18"])
    #expect(roster.students.map(\.email) == ["ada@x.org", "noether@x.org"])
    #expect(roster.students.map(\.slug) == ["ada-lovelace", "emmy-noether-geb-n"])
    #expect(roster.students.map(\.line) == [2, 3])
    #expect(roster.remarks.isEmpty)
  }

  @Test(arguments: [
    "name,id,email\nAda,17,a@x.org\n", "id,email,name\n17,a@x.org,Ada\n",
    "sep=;\nid;email;name\n17;a@x.org;Ada\n", "id\temail\tname\r17\ta@x.org\tAda\r",
    "Group,NAME,Student ID,Email address\nB,Ada,17,a@x.org",
  ])
  func takesColumnsInAnyOrder(text: String) throws {
    let student = try #require(try Roster(text).students.first)
    #expect(student.name == "Ada" && student.id == "17" && student.email == "a@x.org")
  }

  @Test func keepsFilesOfNamesakesApart() throws {
    let roster = try Roster(
      "name,id\nAlex Kim,1\nAlex Kim,2\nalex-kim,3\nÅsa Größ,4\n李明,5\n../..,6\n")
    let slugs = roster.students.map(\.slug)
    #expect(Set(slugs).count == 6)
    #expect(slugs.prefix(4) == ["alex-kim", "alex-kim-2", "alex-kim-3", "asa-gross"])
    let isPlain = slugs.allSatisfy {
      $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
    #expect(isPlain)
  }

  @Test func givesNobodyAFolderThatWindowsKeeps() throws {
    let roster = try Roster("name,id\nCon,1\nAux,\nLPT1,3\nConny,4\n")
    #expect(roster.students.map(\.slug) == ["con-1", "aux-2", "lpt1-3", "conny"])
  }

  @Test func passesOverDuplicatesAndSaysSo() throws {
    let roster = try Roster("name,id\nAda,17\nAda L.,17\n\nEmmy,18\n,\n")
    #expect(roster.students.map(\.name) == ["Ada", "Emmy"])
    #expect(roster.remarks.map(\.line) == [3])
    #expect(roster.remarks.map(\.text) == ["is the student of line 2 again; the first counts"])
  }

  @Test(arguments: [
    ("", RosterError.empty), ("\n\n", .empty),
    ("colour,shape\nred,round\n", .noColumns(found: ["colour", "shape"])),
    ("name,id\nAda,17\n\"Emmy,18\n", .openQuote(line: 3)),
  ])
  func saysWhatIsMissing(text: String, reason: RosterError) {
    #expect(throws: reason) { try Roster(text) }
  }
}

@Suite struct SubmissionTests {
  static let answers = [1: "-8", 2: "3/2", 3: "6,5", 4: "None"]

  @Test(arguments: [
    ("csv", "blank,answer\n1,-8\n2,3/2\n3,\"6,5\"\n4,None\n"),
    ("csv", "blank,answer\n1,-8\n2,3/2\n3,6,5\n4,None\n"),
    ("csv", "blank;asked;answer\r\n1;d.grad;-8\r\n2;e;3/2\r\n3;b;6,5\r\n4;a;None\r\n"),
    ("csv", "answer,blank\n-8,1\n3/2,2\n\"6,5\",3\nNone,4\n"),
    ("csv", "1,-8\n2,3/2\n3,\"6,5\"\n4,None\n"),
    ("txt", "1\t-8\n2\t3/2\n3\t6,5\n4\tNone\n"),
    ("json", #"{"1": -8, "2": "3/2", "3": "6,5", "4": null}"#),
    ("json", #"{"student": "Ada", "answers": {"1": -8, "2": "3/2", "3": "6,5", "4": "None"}}"#),
    ("json", #"["-8", "3/2", "6,5", null]"#),
    (
      "json",
      #"[{"blank": 1, "answer": -8}, {"blank": "2", "answer": "3\/2"}, {"blank": 3, "answer": "6,5"}, {"blank": 4, "answer": "None"}]"#
    ),
    (
      "md",
      "| # | asked | answer |\n|---|---|---|\n| 1 | d | -8 |\n| 2 | e | 3/2 |\n| (3) | b | **6,5** |\n| 4 | a | `None` |\n"
    ),
    (
      "md",
      "| blank | answer | note |\n|--|--|--|\n| 1 | -8 | ? |\n| 2 | 3/2 | |\n| 3 | 6,5 | |\n| 4 | None | sure |\n"
    ),
    ("md", "# Answers\n\n1. -8\n2. __3/2__\n3) 6,5\n- 4: None\n\n```\n5. 7\n```\n"),
  ])
  func readsEveryForm(ending: String, text: String) throws {
    let answers = try Submission(Array(text.utf8), ending: ending).answers
    #expect(answers == Self.answers)
  }

  @Test func keepsDigitsAsTheyWereTyped() throws {
    let submission = try Submission(Array(#"{"1": 0.330, "2": 1e-3}"#.utf8), ending: "json")
    #expect(submission.answers == [1: "0.330", 2: "1e-3"])
  }

  @Test func readsWhatTheFileSaysOfItself() throws {
    let csv = "student,Ada\nexercise,reuse\nsubmitted,2026-11-26 18:00\nblank,answer\n1,-8\n"
    let json = #"{"exercise": "reuse", "name": "Ada", "submitted": "2026-11-26 18:00", "1": -8}"#
    let md = "Name: Ada\n\n**Exercise:** reuse\n\nSubmitted: 2026-11-26 18:00\n\n1. -8\n"
    for (ending, text) in [("csv", csv), ("json", json), ("md", md)] {
      let submission = try Submission(Array(text.utf8), ending: ending)
      #expect(submission.claims == ["Ada"], "\(ending)")
      #expect(submission.exercise == "reuse", "\(ending)")
      #expect(submission.submitted == "2026-11-26 18:00", "\(ending)")
      #expect(submission.answers == [1: "-8"], "\(ending)")
    }
  }

  @Test func seesContradictions() throws {
    let submission = try Submission(
      Array("blank,answer\n1,-8\n1,-9\n2,5\n2,5\n3,\n3,4\n".utf8), ending: "csv")
    #expect(submission.contradicted == [1])
    #expect(submission.answers[3] == "4")
  }

  @Test func readsUTF16() throws {
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in "blank\tanswer\r\n1\t−8\r\n".utf16 {
      bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    #expect(try Submission(bytes, ending: "txt").answers == [1: "−8"])
  }

  @Test(arguments: [
    ("csv", "", SubmissionError.empty), ("csv", " \n\n", .empty),
    ("pdf", "%PDF-1.4", .unknownFormat("pdf")), ("csv", "\0\u{1}\u{2}", .binary),
    ("csv", "name,colour\nAda,red\n", .noAnswers), ("md", "I did not do it.\n", .noAnswers),
    ("json", "{\"1\": 2", .json(line: 1, "a comma or } should stand here")),
    ("json", "{\"1\": 2,\n\"1\": 3}", .json(line: 2, "the key 1 comes twice")),
    ("json", String(repeating: "[", count: 100_000), .json(line: 1, "nested too deep for answers")),
    (
      "json", String(repeating: "{\"1\":", count: 50_000),
      .json(line: 1, "nested too deep for answers")
    ),
    ("csv", String(repeating: "1,2\n", count: 300_000), .tooLarge(limit: 1 << 20)),
  ])
  func refuses(ending: String, text: String, reason: SubmissionError) {
    #expect(throws: reason) { try Submission(Array(text.utf8), ending: ending) }
  }

  @Test func refusesWhatIsNotUTF8() {
    #expect(throws: SubmissionError.notUTF8) {
      try Submission([0x31, 0x2C, 0xE9, 0x0A], ending: "csv")
    }
  }

  @Test(arguments: [
    ("2026-11-26", "2026-11-27", true), ("2026-11-26 18:00", "2026-11-26T18:00:01", true),
    ("2026-11-26T18:00Z", "2026-11-26T18:30+01:00", false),
    ("2026-02-28 23:59", "2026-03-01 00:00", true), ("2024-02-29", "2024-03-01", true),
    ("2026-11-26 18:00", "2026-11-26 18:00", false),
  ])
  func ordersTimes(first: String, second: String, isBefore: Bool) throws {
    #expect((try #require(Timestamp(first)) < (try #require(Timestamp(second)))) == isBefore)
  }

  @Test(arguments: ["", "yesterday", "2026-13-01", "2026-02-29", "26.11.2026", "2026-11-26 25:00"])
  func refusesTimes(text: String) { #expect(Timestamp(text) == nil) }
}

@Suite struct CSVTests {
  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("@SUM(A1)", "'@SUM(A1)"),
    ("-2+3", "'-2+3"), ("-8", "-8"), ("+8", "+8"), ("-1e-3", "-1e-3"), ("−8", "−8"),
    ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("\t=1", "\"'\t=1\""),
    ("=a\nb", "\"'=a\nb\""), ("plain", "plain"),
  ])
  func writesNoFormulas(text: String, field: String) {
    #expect(CSV.line([text]) == field + "\r\n")
  }

  @Test(arguments: [["a", "b,c", "d\"e", "f\ng", "", " h "], ["1", "2;3", "x\r\n"]])
  func readsWhatItWrites(fields: [String]) {
    #expect(CSV.read(CSV.line(fields)).records.first?.fields == fields)
  }
}
