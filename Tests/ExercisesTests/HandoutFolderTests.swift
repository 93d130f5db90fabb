import Exercises
import Foundation
import Grading
import Questions
import TestSupport
import Testing

/// What happens to a folder that is used again.
@Suite struct HandoutFolderTests {
  private static let program = """
    import torch
    a = torch.tensor(2.0, requires_grad=True)
    b = torch.tensor(-3.0, requires_grad=True)
    e = a * b
    d = e + a
    d.backward()
    """

  private static let path = "students/sheet-1/reuse.csv"

  /// Sheets with the numbers 1 to 3, without names; another operation makes another program under
  /// the same name.
  private static func handout(_ operation: String = "+", count: Int = 3) throws -> Handout {
    let exercise = try Exercise(
      program.replacing(" + ", with: " \(operation) "), file: "reuse.py", asks: [Ask(.gradients)])
    return try Handout(
      Variants(exercise),
      for: (1...count).map {
        .init(slug: "sheet-\($0)", student: nil, sheet: $0, seed: 1 + UInt64($0))
      })
  }

  private func within(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func text(_ path: String, _ folder: URL) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }

  /// Writes the key's answers into a sheet's file.
  private func fill(_ folder: URL, sheet: Int) throws {
    let file = folder.appendingPathComponent("students/sheet-\(sheet)/reuse.csv")
    let key = try Key.questions(of: folder.appendingPathComponent("key/sheet-\(sheet)").path)
    let answers = key[0].blanks.map { "\($0.number),,\($0.answer.text)\r\n" }.joined()
    try Data("sheet,\(sheet),\r\nblank,what,answer\r\n\(answers)".utf8).write(to: file)
  }

  @Test func keepsWhatStudentsHaveFilledIn() throws {
    try within { folder in
      let place = HandoutFolder(folder)
      #expect(try place.write(Self.handout()).isEmpty)
      try fill(folder, sheet: 1)
      let filled = try text(Self.path, folder)
      #expect(try place.write(Self.handout()) == ["\(Self.path): is filled in, and was kept"])
      #expect(try text(Self.path, folder) == filled)
    }
  }

  @Test func writesNothingWhereFilledFilesWouldGetOtherQuestions() throws {
    try within { folder in
      let place = HandoutFolder(folder)
      _ = try place.write(Self.handout())
      try fill(folder, sheet: 1)
      let before = try text("key/sheet-2/reuse.json", folder)
      #expect {
        _ = try place.write(Self.handout("-"))
      } throws: { error in
        "\(error)".hasPrefix("nothing was written, since these are filled in")
          && "\(error)".contains(Self.path)
      }
      #expect(try text("key/sheet-2/reuse.json", folder) == before)
    }
  }

  @Test(arguments: [
    ("students/sheet-1/reuse.csv", "sheet,1,\r\nblank,what,answer\r\n1,,\r\n2,,\r\n", true),
    ("students/sheet-1/reuse.csv", "", true),
    ("students/sheet-1/reuse.csv", "\u{0}PK", false),
    ("students/sheet-1/reuse.md", "| Blank | What | Answer |\n| 1 | x | -8 |\n", false),
    ("students/sheet-1/reuse.md", "| Blank | What | Answer |\n| 1 | x | |\n", true),
    ("students/sheet-1/reuse.html", "anything", true),
  ])
  func writesOverWhatHoldsNoAnswers(path: String, content: String, isWritten: Bool) throws {
    try within { folder in
      let place = HandoutFolder(folder)
      _ = try place.write(Self.handout())
      try Data(content.utf8).write(to: folder.appendingPathComponent(path))
      if isWritten {
        #expect(try place.write(Self.handout("-")).isEmpty)
        #expect(try text(path, folder) != content)
      } else {
        #expect(throws: HandoutFolderError.self) { _ = try place.write(Self.handout("-")) }
      }
    }
  }

  @Test func saysWhatIsOfAnEarlierMake() throws {
    try within { folder in
      let place = HandoutFolder(folder)
      _ = try place.write(Self.handout())
      let remarks = try place.write(Self.handout(count: 2))
      #expect(remarks.count == 1)
      #expect(remarks[0].hasPrefix("students/sheet-3/reuse.*: of an earlier make"))
    }
  }

  @Test func gradesSheetsByTheirNumbers() throws {
    try within { folder in
      _ = try HandoutFolder(folder).write(Self.handout())
      try fill(folder, sheet: 1)
      try fill(folder, sheet: 3)
      // Sent in without the folder, as an attachment is.
      try FileManager.default.moveItem(
        at: folder.appendingPathComponent("students/sheet-3/reuse.csv"),
        to: folder.appendingPathComponent("students/attachment (2).csv"))
      try FileManager.default.removeItem(
        at: folder.appendingPathComponent("students/sheet-3"))
      let key = try Key(folder.appendingPathComponent("key").path)
      let roster = try #require(key.sheetRoster)
      let files = try SubmissionFolder(folder.appendingPathComponent("students").path).files
      let book = Gradebook(key: key, roster: roster, files: files)
      #expect(book.entries.map(\.student.name) == ["Sheet 1", "Sheet 2", "Sheet 3"])
      #expect(book.entries.map { $0.points == $0.outOf } == [true, false, true])
    }
  }

  @Test func takesFeedbackAwayFromWhoHasLeft() throws {
    try within { folder in
      func write(_ roster: String) throws -> [String] {
        let book = Gradebook(
          key: Key([ReferenceGraph().question]), roster: try Roster(roster), files: [])
        return try ResultFiles.write(book, ClassReport(book), under: folder)
      }
      let feedback = folder.appendingPathComponent("feedback")
      #expect(try write("name\nAda\nEmmy\nGrace\n").isEmpty)
      try Data("mine".utf8).write(to: feedback.appendingPathComponent("grace/notes.txt"))
      try FileManager.default.createDirectory(
        at: feedback.appendingPathComponent("other"), withIntermediateDirectories: true)
      try Data("# Other".utf8).write(to: feedback.appendingPathComponent("other/README.md"))
      let remarks = try write("name\nAda\n")
      let names = try FileManager.default.contentsOfDirectory(atPath: feedback.path).sorted()
      #expect(names == ["ada", "grace", "other"])
      #expect(remarks.count == 3)
      #expect(remarks[0].hasPrefix("feedback/emmy: removed"))
      #expect(remarks[1].hasPrefix("feedback/grace: not of this class"))
      #expect(try text("feedback/grace/notes.txt", folder) == "mine")
      #expect(try text("feedback/other/README.md", folder) == "# Other")
    }
  }
}
