import Grading
import Lesson
import Questions
import Rendering

/// What the teacher has of all variants: every answer, how it comes about, and what typical wrong
/// answers look like.
package struct TeacherKey: Sendable {
  /// The names are those of the template.
  private let title: String
  private let summary: String
  private let sections: [Section]

  fileprivate struct Section: Sendable {
    var slug: String
    var who: String
    var mark: String
    var program: String
    var bug: String?
    var picture: String?
    var rows: [Row]
    var hasSteps: Bool
    var steps: [Step]
    var hasRemarks: Bool
    var remarks: [String]
  }

  fileprivate struct Row: Sendable {
    var number: Int
    var prompt: String
    var answer: String
    var working: String
    var mistakes: [Mistake]
  }

  fileprivate struct Mistake: Sendable {
    var answer: String
    var name: String
  }

  fileprivate struct Step: Sendable {
    var title: String
    var arithmetic: [String]
    var sentence: String
  }

  /// - Parameters:
  ///   - variants: With the folder that each is handed out in.
  ///   - title: The exercise's.
  package init(_ variants: [(slug: String, variant: Variants.Variant)], title: String) {
    self.title = title
    summary =
      variants.count == 1
      ? "One variant." : "\(variants.count) variants, in the order of the roster."
    sections = variants.map { Section($0.slug, $0.variant) }
  }

  /// The key as a page by itself.
  package var html: String { PageTemplate.key.render(self) }

  /// The key as Markdown.
  package var markdown: String {
    var text = "# Key: \(Markdown.escaped(title))\n\n\(summary)\n"
    for section in sections {
      text += "\n## \(Markdown.escaped(section.who))\n\n\(Markdown.escaped(section.mark))\n\n"
      text += Markdown.fenced(section.program, language: "python")
      if let bug = section.bug { text += "\n\(Markdown.escaped(bug))\n" }
      text += "\n"
      text += Markdown.table(
        ["Blank", "What", "Answer", "How it comes about", "Typical wrong answers"],
        section.rows.map(\.cells))
      if section.hasSteps {
        let steps = section.steps.enumerated().map { index, step in
          let lines = step.arithmetic.map { "   " + Markdown.code($0) + "\n" }.joined()
          return "\(index + 1). **\(Markdown.escaped(step.title))**\n\(lines)"
            + "   \(Markdown.escaped(step.sentence))\n"
        }
        text += "\n" + Markdown.details("Worked, step by step", steps.joined())
      }
      for remark in section.remarks { text += "\nNot told apart: \(Markdown.escaped(remark))\n" }
    }
    return text
  }
}

extension TeacherKey.Row {
  fileprivate init(_ blank: Blank) {
    number = blank.number
    prompt = blank.prompt
    answer = blank.keyText
    working = blank.derivation?.text ?? ""
    mistakes = blank.mistakes.map {
      TeacherKey.Mistake(answer: $0.answer.text, name: $0.name)
    }
  }

  fileprivate var cells: [String] {
    [
      "\(number)", Markdown.escaped(prompt), Markdown.code(answer), Markdown.escaped(working),
      mistakes.map { "\(Markdown.code($0.answer)) \(Markdown.escaped($0.name))" }
        .joined(separator: "<br>"),
    ]
  }
}

extension TeacherKey.Section {
  fileprivate init(_ slug: String, _ variant: Variants.Variant) {
    let question = variant.question
    self.slug = slug
    who = question.student ?? slug
    mark = question.seed == 0 ? "The numbers as written." : "Seed \(question.seed)."
    program = variant.program
    bug = variant.bug?.reason
    picture = question.solvedPicture
    rows = question.blanks.map(TeacherKey.Row.init)
    steps = variant.plot.map(Self.steps) ?? []
    hasSteps = !steps.isEmpty
    remarks = variant.remarks
    hasRemarks = !remarks.isEmpty
  }

  private static func steps(_ plot: Plot) -> [TeacherKey.Step] {
    let tour = Tour(scalarsOf: plot.graph.recording, roots: plot.graph.roots)
    var walk = TourWalk(tour)
    return tour.indices.map { index in
      let frame = walk.view(index).frame
      return TeacherKey.Step(
        title: frame.title,
        arithmetic: frame.arithmetic.split(separator: "\n").map(String.init),
        sentence: frame.sentence)
    }
  }
}

extension PageTemplate {
  fileprivate static let key = PageTemplate("key", in: Embedded.files)
}
