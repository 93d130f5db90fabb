import Foundation
import Grading
import Questions
import TestSupport
import Testing

/// A folder as a bad night may leave it.
@Suite struct HostileFilesTests {
  private static let roster = "name,id\nAda,1001\nEmmy,1002\nSofia,1003\nMary,1004\nGrace,1005\n"
  private static let right = "blank,answer\n1,-8\n2,-8\n3,-16\n4,16\n"

  private func gradebook(
    deadline: String? = nil, roster: String = roster, _ fill: (URL) throws -> Void
  ) throws -> Gradebook {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try fill(folder)
    return Gradebook(
      key: Key([ReferenceGraph().question]), roster: try Roster(roster),
      files: try SubmissionFolder(folder.path).files, deadline: deadline.flatMap { Timestamp($0) })
  }

  private func write(_ text: String, _ name: String, _ folder: URL) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func points(_ book: Gradebook) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: book.entries.map { ($0.student.name, $0.points) })
  }

  @Test func gradesTheRestWhateverLiesThere() throws {
    let book = try gradebook { folder in
      try write(Self.right, "ada.csv", folder)
      try write("", "emmy.csv", folder)
      try write(String(repeating: "[", count: 200_000), "sofia.json", folder)
      try Data([0, 1, 2, 0xFF]).write(to: folder.appendingPathComponent("mary.csv"))
      try Data([0x31, 0x2C, 0xFF, 0xFE]).write(to: folder.appendingPathComponent("grace.csv"))
      try write(Self.right, "stranger.csv", folder)
      try write("hello", "photo.jpeg", folder)
      try write("", "huge.csv", folder)
      let huge = try FileHandle(forWritingTo: folder.appendingPathComponent("huge.csv"))
      try huge.truncate(atOffset: 100 << 20)
      try huge.close()
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("1002.csv").path, withDestinationPath: "/etc/passwd")
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("loop").path, withDestinationPath: ".")
      #expect(mkfifo(folder.appendingPathComponent("1003.csv").path, 0o600) == 0)
    }
    #expect(points(book) == ["Ada": 4, "Emmy": 0, "Sofia": 0, "Mary": 0, "Grace": 0])
    let said = book.incidents.map { "\($0.place): \($0.text)" }
    let parts = [
      "emmy.csv: not graded: empty", "sofia.json: not graded: line 1: not JSON: nested too deep",
      "mary.csv: not graded: not a text file", "grace.csv: not graded: not UTF-8",
      "stranger.csv: not graded: nobody on the roster", "photo.jpeg: not graded: .jpeg is not read",
      "huge.csv: not graded: larger than 1024 KiB", "loop: not graded: a link",
    ]
    for part in parts { #expect(said.contains { $0.hasPrefix(part) }, "\(part)") }
    #expect(said.contains { $0.hasPrefix("1002.csv:") })
    #expect(said.contains { $0.hasPrefix("1003.csv:") })
  }

  @Test func letsNobodyWriteForAnother() throws {
    let book = try gradebook { folder in
      try write("name,Emmy\nblank,answer\n1,0\n2,0\n3,0\n4,0\n", "ada.csv", folder)
      try write(Self.right, "emmy.csv", folder)
      try write("exercise,../../../etc/passwd\n1,-8\n", "sofia.csv", folder)
      try write("name,../../mary\n1,-8\n", "upload.csv", folder)
    }
    #expect(points(book)["Emmy"] == 4)
    #expect(points(book)["Ada"] == 0)
    let said = book.incidents.map { "\($0.place): \($0.text)" }
    #expect(said.contains { $0.hasPrefix("ada.csv: not graded: from Ada by its name") })
    #expect(said.contains { $0.hasPrefix("sofia.csv: not graded: the key has no exercise") })
  }

  @Test func findsTheStudentAsLearningSystemsNameFiles() throws {
    let book = try gradebook { folder in
      try write(Self.right, "Ada_99_assignsubmission_file_/answers.csv", folder)
      try write(Self.right, "1002.json.csv", folder)
      try write(Self.right, "sofia-reuse.csv", folder)
      try write(Self.right, "reuse/mary (1).csv", folder)
      try write("id,1005\n" + Self.right, "answers.csv", folder)
    }
    let missing = book.entries.filter { $0.grade == nil }.map(\.student.name)
    #expect(missing == ["Emmy"])
  }

  /// A name that is signs alone, or cannot be read, is like no other.
  @Test func matchesNobodyByANameWithoutLetters() throws {
    let book = try gradebook(roster: "name\n.\nAda\n") { folder in
      try write(Self.right, "student.csv", folder)
      try write(Self.right, "!!.csv", folder)
      try write(Self.right, "???.csv", folder)
      let name = Array(folder.path.utf8) + [0x2F, 0xFF, 0xFE] + Array(".csv".utf8) + [0]
      let file = open(name.map { CChar(bitPattern: $0) }, O_WRONLY | O_CREAT, 0o600)
      close(file)
    }
    #expect(points(book)["."] == 4)
    let said = book.incidents.map { "\($0.place): \($0.text)" }
    #expect(said.count == 3)
    #expect(said.contains { $0.contains("its name is not UTF-8 text") })
    #expect(!said.contains { $0.contains("set aside") })
  }

  @Test func takesTheLastOfSeveral() throws {
    let wrong = "blank,answer\n1,1\n2,1\n3,1\n4,1\n"
    let book = try gradebook(deadline: "2026-11-26 18:00") { folder in
      try write("submitted,2026-11-26 12:00\n" + Self.right, "ada.csv", folder)
      try write("submitted,2026-11-26 11:00\n" + wrong, "1001.csv", folder)
      try write("submitted,2026-11-26 17:00\n" + Self.right, "emmy.csv", folder)
      try write("submitted,2026-11-26 19:00\n" + wrong, "1002.csv", folder)
      try write("submitted,2026-11-27\n" + Self.right, "sofia.csv", folder)
      try write("nothing", "mary.csv", folder)
      try write(Self.right, "mary.md.csv", folder)
    }
    #expect(points(book)["Ada"] == 4)
    #expect(points(book)["Emmy"] == 4)
    #expect(book.entries.filter(\.isLate).map(\.student.name) == ["Sofia"])
    let said = book.incidents.map { "\($0.place): \($0.text)" }
    #expect(said.contains("1001.csv: set aside: Ada also handed in ada.csv"))
    #expect(said.contains("1002.csv: set aside: Emmy also handed in emmy.csv"))
    #expect(said.contains { $0.hasPrefix("sofia.csv: late") })
  }

  @Test func takesTheFilledFileOfAHandout() throws {
    let book = try gradebook { folder in
      try write(Self.right, "ada/reuse.csv", folder)
      try write("| Blank | Answer |\n|--|--|\n| 1 |  |\n| 2 |  |\n", "ada/reuse.md", folder)
      try write("%PDF-1.4", "ada/reuse.pdf", folder)
      try write("%PDF-1.4", "emmy/reuse.pdf", folder)
    }
    #expect(points(book)["Ada"] == 4)
    #expect(
      book.incidents.map(\.text) == [
        "not graded: .pdf is not read; answers are .csv, .json or .md"
      ])
  }

  @Test func letsNothingOutOfAPage() throws {
    let attack = "</td></tr><script>alert(1)</script>"
    let csv = """
      blank,answer
      1,"=HYPERLINK(""http://x"")"
      2,"\(attack)"
      3,"` | **x** ![](http://x) ``` <img src=x onerror=alert(1)>"
      4,"⟦1⟧\u{202E}{{name}}{{{name}}}"

      """
    let book = try gradebook(roster: "name,id\n\(attack),1001\n") { folder in
      try write(csv, "1001.csv", folder)
    }
    let page = FeedbackPage(book.entries)
    #expect(!page.html.contains("<script"))
    #expect(!page.html.contains("<img"))
    #expect(page.html.contains("&lt;script&gt;"))
    #expect(!page.markdown.contains("\n<script"))
    #expect(page.markdown.contains("```` ` \\| **x**"))
    #expect(book.gradesCSV.contains("\"'=HYPERLINK(\"\"http://x\"\")\""))
    #expect(book.entries[0].student.slug == "td-tr-script-alert-1-script")
    #expect(!ClassReport(book).html.contains("<script"))
  }
}
