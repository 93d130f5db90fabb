import Cairo
import Foundation
import Grading
import Notebook
package import Questions
package import Rendering

/// What one student is handed: a sheet in three forms, and a file to answer in.
package struct Sheet: Sendable {
  fileprivate let question: Question

  /// The sheet that asks a question.
  package init(_ question: Question) { self.question = question }

  /// The file that a student answers in.
  package var answerFile: String {
    (question.sheet.map { CSV.line(["sheet", "\($0)", ""]) } ?? "")
      + CSV.line(["blank", "what", "answer"])
      + question.blanks.map { CSV.line(["\($0.number)", $0.prompt, ""]) }.joined()
  }

  /// What the sheet calls itself, with the seed that gives it again.
  fileprivate var mark: String {
    ([question.exercise] + (question.sheet.map { ["sheet \($0)"] } ?? [])
      + (question.seed == 0 ? [] : ["seed \(question.seed)"])).joined(separator: " · ")
  }

  fileprivate var points: String {
    let sum = question.blanks.reduce(0) { $0 + $1.points }
    let text = sum == sum.rounded() ? "\(Int(sum))" : "\(sum)"
    return "\(text) point\(sum == 1 ? "" : "s")"
  }

  /// The sheet in Markdown, for the folder that its picture lies in; to be filled in by hand or
  /// with an editor.
  package var markdown: String {
    var text = "# \(Markdown.escaped(question.title))\n\n"
    if let student = question.student { text += "**\(Markdown.escaped(student))** · " }
    text += "\(Markdown.escaped(mark)) · \(points)\n\n\(question.text)\n\n"
    if let picture = question.picture {
      text +=
        Markdown.figure(
          "\(question.exercise).svg", alternative: picture.description, caption: "") + "\n"
    }
    text += Markdown.table(
      ["Blank", "What", "Answer"],
      question.blanks.map { ["\($0.number)", Markdown.escaped($0.prompt), " "] })
    if !question.hints.isEmpty {
      let hints = question.hints.map { "- \($0)\n" }.joined()
      text += "\n" + Markdown.details("Hints", hints)
    }
    return text
  }

  /// The sheet as a page that needs nothing beside itself, for the screen and for paper.
  package var html: String { PageTemplate.sheet.render(Content(self)) }

  /// The sheet as a PDF document.
  package func pdf() throws(PictureError) -> [UInt8] {
    var setter = SheetPages(footer: mark)
    setter.heading(question.title)
    setter.rule(question.student ?? "Name:", "\(mark) · \(points)")
    for block in Markup.blocks(question.text) { setter.block(block) }
    if let picture = question.picture { setter.picture(picture.asked) }
    for blank in question.blanks { setter.blank(blank.number, blank.prompt) }
    setter.finish()
    return try PDF.document(pages: setter.pages, title: question.title)
  }

  /// The names are those of the template.
  private struct Content {
    let title: String
    let student: String?
    let mark: String
    let points: String
    let text: String
    let picture: String?
    let rows: [Row]
    let hasHints: Bool
    let hints: [String]

    struct Row {
      let number: Int
      let prompt: String
    }

    init(_ sheet: Sheet) {
      let question = sheet.question
      title = question.title
      student = question.student
      mark = sheet.mark
      points = sheet.points
      text = Markup.html(question.text)
      picture = question.picture?.asked
      rows = question.blanks.map { Row(number: $0.number, prompt: $0.prompt) }
      hasHints = !question.hints.isEmpty
      hints = question.hints
    }
  }
}

extension PageTemplate {
  fileprivate static let sheet = PageTemplate("sheet", in: Embedded.files)
}
