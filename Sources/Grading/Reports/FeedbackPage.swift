import Mustache
import Questions
import Rendering

/// What one student is told: points, the picture with right and wrong marked, and a word on every
/// blank.
package struct FeedbackPage: Sendable {
  private let student: String
  private let sections: [Section]

  /// One exercise; the names are those of the template.
  fileprivate struct Section: Sendable {
    var exercise: String
    var title: String
    var score: String
    var remark: String?
    var picture: String?
    var description: String
    var isGraded: Bool
    var rows: [Row]
  }

  fileprivate struct Row: Sendable {
    var number: Int
    var prompt: String
    var given: String?
    var style: String
    var mark: String
    var headline: String
    var explanation: String?
    var key: String?
    var points: String
    var outOf: String
  }

  /// - Parameter entries: One student's, in the order of the exercises.
  package init(_ entries: [Gradebook.Entry]) {
    student = entries.first?.student.name ?? ""
    sections = entries.map(Section.init)
  }

  /// The feedback as a page by itself.
  package var html: String { PageTemplate.feedback.render(self) }

  /// For the folder that ``pictures`` lie in.
  package var markdown: String {
    var text = "\(StaleFeedback.firstWords)\(Markdown.escaped(student))\n"
    for section in sections {
      text += "\n## \(Markdown.escaped(section.title))\n\n**\(section.score)**\n"
      if let remark = section.remark { text += "\n\(Markdown.escaped(remark))\n" }
      if section.picture != nil {
        text += "\n"
        text += Markdown.figure(
          "\(section.exercise).svg", alternative: section.description, caption: "")
      }
      guard section.isGraded else { continue }
      text += "\n"
      text += Markdown.table(
        ["Blank", "Asked", "Your answer", "Verdict", "Points"], section.rows.map(\.cells))
    }
    return text
  }

  /// The marked pictures, by the name of the exercise, as SVG.
  package var pictures: [(exercise: String, svg: String)] {
    sections.compactMap { section in section.picture.map { (section.exercise, $0) } }
  }
}

extension FeedbackPage.Row {
  fileprivate init(_ judgement: Judgement, _ blank: Blank, names: [Int: String]) {
    number = judgement.number
    prompt = blank.prompt
    given = judgement.given.isEmpty ? nil : judgement.given
    (style, mark) = judgement.style
    headline = judgement.headline(names)
    let text = judgement.explanation(blank, names: names)
    explanation = text.isEmpty ? nil : text
    key = judgement.showsKey ? blank.keyText : nil
    points = PointsText.text(judgement.points)
    outOf = PointsText.text(judgement.outOf)
  }

  /// As Markdown; what a student wrote is code, in which nothing is markup.
  fileprivate var cells: [String] {
    var verdict = "**\(mark) \(Markdown.escaped(headline))**"
    if let explanation { verdict += "<br>\(Markdown.escaped(explanation))" }
    if let key { verdict += "<br>Right is \(Markdown.code(Visible.line(key)))." }
    return [
      "\(number)", Markdown.escaped(prompt), given.map(Markdown.code) ?? "", verdict,
      "\(points) of \(outOf)",
    ]
  }
}

extension FeedbackPage.Section {
  fileprivate init(_ entry: Gradebook.Entry) {
    let question = entry.question
    exercise = question.exercise
    title = question.title
    score =
      "\(PointsText.text(entry.points)) of \(PointsText.text(entry.outOf)) points"
    description = question.picture?.description ?? ""
    switch entry.outcome {
    case .missing:
      remark = "No answers came."
      (isGraded, rows) = (false, [])
    case .unreadable(let reason):
      remark = "Your file could not be read: \(reason)."
      (isGraded, rows) = (false, [])
    case .graded(let grade):
      remark = entry.isLate ? "Handed in late." : nil
      isGraded = true
      rows = zip(grade.judgements, question.blanks).map {
        FeedbackPage.Row($0, $1, names: question.names)
      }
      picture = question.markedPicture(grade)
    }
  }
}

/// Looked up by name, since reflection takes most of the time that ten thousand pages take.
extension FeedbackPage.Row: MustacheParent {
  fileprivate func child(named name: String) -> Any? {
    switch name {
    case "number": number
    case "prompt": prompt
    case "given": given
    case "style": style
    case "mark": mark
    case "headline": headline
    case "explanation": explanation
    case "key": key
    case "points": points
    case "outOf": outOf
    default: nil
    }
  }
}

extension Question {
  /// The picture with a student's answers in its blanks, marked right and wrong, as SVG.
  fileprivate func markedPicture(_ grade: Grade) -> String? {
    let judgements = Dictionary(grade.judgements.map { ($0.number, $0) }) { first, _ in first }
    return picture?.filled { number in
      guard let judgement = judgements[number] else { return BlankPicture.Entry("", .open) }
      return BlankPicture.Entry(judgement.given, judgement.pictureMark)
    }
  }
}

extension Judgement {
  /// How a verdict looks: a class of the style sheet, and a sign that needs no colour.
  fileprivate var style: (name: String, sign: String) {
    switch verdict {
    case .right: ("right", "✓")
    case .carried: ("carried", "✓")
    case .tooFewDigits, .otherForm, .order: ("half", "◐")
    case .mistake, .pair, .wrong, .trivial: ("wrong", "✗")
    case .unreadable: ("wrong", "?")
    case .empty: ("wrong", "–")
    }
  }

  fileprivate var showsKey: Bool {
    switch verdict {
    case .right, .carried, .otherForm: false
    case .tooFewDigits, .order, .mistake, .pair, .wrong, .trivial, .unreadable, .empty: true
    }
  }

  fileprivate var pictureMark: BlankPicture.Mark {
    switch verdict {
    case .right, .tooFewDigits, .otherForm: .right
    case .carried: .carried
    case .mistake, .pair, .order, .wrong, .trivial, .unreadable, .empty: .wrong
    }
  }
}

extension PageTemplate {
  /// What one student gets back.
  fileprivate static let feedback = PageTemplate("feedback", in: Embedded.files)
}
