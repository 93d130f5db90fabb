import Grading
import Questions
import TestSupport
import Testing

/// The pages of a class of four.
@Suite struct ResultPagesTests {
  private static func gradebook() throws -> Gradebook {
    var question = ReferenceGraph().question
    question.picture = BlankPicture(
      template: """
        <svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><g class="⟦1 mark⟧">\
        <text x="5" y="20">⟦1⟧</text></g><g class="⟦4 mark⟧"><text x="65" y="20">⟦4⟧</text></g></svg>
        """, description: "d = e + a: gradient blank 1. a: gradient blank 4.")
    let files = [
      ("1001.csv", "blank,answer\n1,-8\n2,-8\n3,-16\n4,16\n"),
      ("1002.json", #"{"submitted": "2026-11-27 08:00", "1": -4, "2": -4, "3": 12, "4": 8}"#),
      (
        "1003.md",
        "| Blank | Answer |\n|--|--|\n| 1 | <b>eight</b> |\n| 2 | -8 |\n| 3 | 24 |\n| 4 | 17 |\n"
      ),
      ("unknown.csv", "blank,answer\n1,-8\n"),
    ]
    return Gradebook(
      key: Key([question]),
      roster: try Roster(
        "name,id,email\nAda,1001,ada@example.org\nEmmy,1002,emmy@example.org\n"
          + "\"=Sofia, 1\",1003,\nMary,1004,mary@example.org\n"),
      files: files.map { SubmissionFolder.File(path: $0, content: .bytes(Array($1.utf8))) },
      deadline: Timestamp("2026-11-26 18:00"))
  }

  @Test(arguments: ["ada", "emmy", "sofia-1", "mary"])
  func givesFeedback(slug: String) throws {
    let entries = try Self.gradebook().entries.filter { $0.student.slug == slug }
    let page = FeedbackPage(entries)
    expectSnapshot(page.markdown, named: "\(slug).md")
    expectSnapshot(page.html, named: "\(slug).html")
    for picture in page.pictures { expectSnapshot(picture.svg, named: "\(slug).svg") }
  }

  @Test func reports() throws {
    let book = try Self.gradebook()
    let report = ClassReport(book)
    expectSnapshot(report.markdown, named: "report.md")
    expectSnapshot(report.html, named: "report.html")
    expectSnapshot(try report.json(), named: "report.json")
    expectSnapshot(book.gradesCSV, named: "grades.csv")
    expectSnapshot(try book.resultsJSON(), named: "results.json")
  }
}
