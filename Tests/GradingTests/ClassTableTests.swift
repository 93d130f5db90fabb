import Foundation
import Grading
import Questions
import TestSupport
import Testing

/// One file with the answers of a class; a = 2, b = −3: d.grad −8, e.grad −8, b.grad −16, a.grad 16.
@Suite struct ClassTableTests {
  private static let roster =
    "name,id,email\nAda Lovelace,1001,ada@x.org\nEmmy Noether,1002,emmy@x.org\n"
    + "Grace Hopper,1003,grace@x.org\n"

  private static func book(
    _ text: String, deadline: String? = nil, name: String = "class.csv"
  ) throws -> Gradebook {
    Gradebook(
      key: Key([ReferenceGraph().question]), roster: try Roster(roster),
      table: try ClassTable(Array(text.utf8), name: name),
      deadline: deadline.flatMap { Timestamp($0) })
  }

  private static func points(_ book: Gradebook) -> [Double] { book.entries.map(\.points) }

  @Test(arguments: [
    ("a column for each blank", "id,1,2,3,4\n1001,-8,-8,-16,16\n1002,-4,-4,-8,8\n"),
    (
      "a spreadsheet's semicolons, and a byte order mark",
      "\u{FEFF}Name;blank 1;blank 2;blank 3;blank 4\r\nAda Lovelace;-8;-8;-16;16\r\n"
        + "Emmy Noether;-4,0;-4,0;-8;8\r\n"
    ),
    (
      "Moodle's responses",
      "Last name,First name,Email address,Status,Started,Completed,Duration,Grade/4.00,Response 1,"
        + "Response 2,Response 3,Response 4\n"
        + "Lovelace,Ada,ada@x.org,Finished,,,,4.00,-8,-8,-16,16\n"
        + "Noether,Emmy,emmy@x.org,Finished,,,,3.00,-4,-4,-8,8\n"
    ),
    (
      "Moodle's responses to a cloze",
      "First name,Last name,Email address,Response 1\n"
        + "Ada,Lovelace,ada@x.org,part 1: -8; part 2: -8; part 3: -16; part 4: 16\n"
        + "Emmy,Noether,emmy@x.org,\"part 1: -4; part 2: -4; part 3: -8; part 4: 8\"\n"
    ),
    (
      "Canvas's analysis, with points after each answer",
      "name,id,attempt,\"71: (1) the gradient of d\",1.0,\"72: (2) the gradient of e\",1.0,"
        + "\"73: (3) the gradient of b\",1.0,\"74: (4) the gradient of a\",1.0,score\n"
        + "Ada Lovelace,1001,1,-8,1.0,-8,1.0,-16,1.0,16,1.0,4\n"
        + "Emmy Noether,1002,1,-4,0.0,-4,1.0,-8,1.0,8,1.0,3\n"
    ),
    (
      "a row for each blank",
      "student,blank,answer\n1001,1,-8\n1002,1,-4\n1002,2,-4\n1001,2,-8\n1001,3,-16\n1001,4,16\n"
        + "1002,4,8\n1002,3,-8\n"
    ),
  ])
  func readsWhatIsExported(what: String, text: String) throws {
    let book = try Self.book(text)
    #expect(Self.points(book) == [4, 3, 0], "\(book.incidents)")
    #expect(
      book.entries[1].grade?.codes == ["one-use", "carried", "carried", "carried"], "\(what)")
    #expect(book.incidents.isEmpty)
  }

  @Test func gradesTheRestWhateverStandsThere() throws {
    let text = """
      id,submitted,1,2,3,4
      1001,2026-11-26 17:00,-8,-8,-16,16
      9999,2026-11-26 17:00,-8,-8,-16,16
      ,2026-11-26 17:00,-8,-8,-16,16
      1002,2026-11-26 19:00,-8,-8,-16,16
      1001,2026-11-26 16:00,0,0,0,0
      1002,2026-11-26 17:00,-8,-8,-16,16,17
      \u{0}\u{1},,,,,
      1003,2026-11-26 17:00,"-8,-8,-16,16
      1003,yesterday,=HYPERLINK(1),../../etc/passwd,<b>,16
      """
    let book = try Self.book(text, deadline: "2026-11-26 18:00")
    #expect(Self.points(book) == [4, 4, 1])
    #expect(book.entries.map(\.isLate) == [false, true, false])
    let said = book.incidents.map { "\($0.place): \($0.text)" }
    let parts = [
      "class.csv, line 3: not graded: nobody on the roster is 9999",
      "class.csv, line 4: not read: does not say whose",
      "class.csv, line 5: late: handed in 2026-11-26 19:00",
      "class.csv, line 6: set aside: Ada Lovelace also handed in class.csv, line 2",
      "class.csv, line 7: not read: 7 fields, where the header has 6",
      "class.csv, line 8: not read: holds bytes that are no text",
      "class.csv, line 9: not read: a quote opens here and never closes",
      "class.csv, line 10: when it was handed in, yesterday, cannot be read",
    ]
    for part in parts { #expect(said.contains { $0.hasPrefix(part) }, "\(part)") }
    #expect(said.count == parts.count, "\(said)")
  }

  @Test func listsAnswersThatContradictAndNumbersThatAreNone() throws {
    let text = "id,blank,answer\n1001,1,-8\n1001,1,7\n1001,zwei,7\n1001,2,-8\n"
    let book = try Self.book(text)
    #expect(book.entries[0].grade?.codes == ["unreadable", "right", "empty", "empty"])
    #expect(
      book.incidents.map(\.text) == ["not read: “zwei” is no number of a blank"])
  }

  @Test func takesARowInAnotherEncodingForNobodys() throws {
    let text =
      Array("name,1,2,3,4\nAda Lovelace,-8,-8,-16,16\nJos".utf8) + [0xE9] + Array(",1,1,1,1\n".utf8)
    let table = try ClassTable(text, name: "class.csv")
    let book = Gradebook(
      key: Key([ReferenceGraph().question]), roster: try Roster(Self.roster), table: table)
    #expect(Self.points(book) == [4, 0, 0])
    #expect(book.incidents.count == 1)
  }

  @Test func staysFastWhateverStandsThere() throws {
    let line = "1001,\"-8,-8,-16,16\n"
    let quotes = "id,1,2,3,4\n" + String(repeating: line, count: 20_001)
    let table = try ClassTable(Array(quotes.utf8), name: "class.csv")
    #expect(table.handedIn.count + table.incidents.count > 0)
  }

  @Test(arguments: [
    ("", "empty; a class's answers are CSV with a header"),
    (
      "1,2,3\n4,5,6\n",
      "line 1: no column says whose answers they are: name, id or email; there are 1, 2, 3"
    ),
    (
      "id,mark\n1,2\n",
      "line 1: no columns for blanks, such as 1, 2, 3, and no columns blank and answer; there are "
        + "id, mark"
    ),
  ])
  func saysWhatIsMissing(text: String, message: String) {
    #expect {
      _ = try ClassTable(Array(text.utf8), name: "class.csv")
    } throws: { error in
      "\(error)" == message
    }
  }
}
