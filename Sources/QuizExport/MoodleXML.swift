import Foundation
import Rendering

/// Questions in Moodle's own XML.
///
/// Source: question/format/xml/format.php of Moodle; what it reads is the definition.
package struct MoodleXML {
  /// The file.
  package let text: String

  /// - Parameters:
  ///   - drafts: Grouped by exercise.
  ///   - whole: Whether a graph is one question, or each blank is one.
  ///   - options: What the teacher has decided.
  package init(_ drafts: [QuestionDraft], whole: Bool, _ options: ExportOptions) {
    var questions: [Element] = []
    var exercise: String?
    for draft in drafts {
      if draft.exercise != exercise {
        questions.append(Self.category(draft))
        exercise = draft.exercise
      }
      if whole {
        questions.append(Self.whole(draft, options))
      } else {
        questions += draft.items.map { Self.single($0, of: draft, options) }
      }
    }
    text = Element("quiz", [:], questions).document
  }

  /// The folder that the following questions go to, made if it is not there.
  static func categoryPath(_ subject: String) -> String {
    // A slash would open a folder in the folder.
    "$course$/top/Gradwalk/" + subject.replacing("/", with: "//")
  }

  private static func category(_ draft: QuestionDraft) -> Element {
    Element(
      "question", ["type": "category"],
      [
        Element("category", [:], [Element("text", text: categoryPath(draft.subject))]),
        html("info", "<p>Variants of one exercise, made by Gradwalk.</p>"),
        Element("idnumber", text: "gw-\(draft.exercise)"),
      ])
  }

  // MARK: A graph as one question

  private static func whole(_ draft: QuestionDraft, _ options: ExportOptions) -> Element {
    let text =
      Cloze.plain(draft.html) + (draft.asked.map(image) ?? "")
      + draft.items.map { item in
        let part = Cloze(item, credit: options.creditForMistakes).text
        return "\n<p>\(Cloze.plain(label(item))) \(part)</p>"
      }.joined()
    return Element(
      "question", ["type": "cloze"],
      [
        Element("name", [:], [Element("text", text: draft.title)]),
        html("questiontext", text, file: draft.asked),
      ] + generalFeedback(draft) + [
        Element("penalty", text: penalty),
        Element("hidden", text: "0"),
        Element("idnumber", text: draft.identifier),
      ] + hints(draft))
  }

  // MARK: A blank as one question

  private static func single(
    _ item: ExportItem, of draft: QuestionDraft, _ options: ExportOptions
  ) -> Element {
    let credit = options.creditForMistakes.text
    let type: String
    var details: [Element]
    switch item.judged {
    case .number(let key, let slips):
      type = "numerical"
      details = [number(key, "100")]
      details += slips.map { number($0.answer, credit, $0.feedback) }
      details.append(answer("*", "0", ExportItem.unknownMistake, tolerance: "0"))
      details += [
        Element("unitgradingtype", text: "0"), Element("unitpenalty", text: "0.1"),
        Element("showunits", text: "3"), Element("unitsleft", text: "0"),
      ]
    case .text(let key, let slips):
      type = "shortanswer"
      details = [Element("usecase", text: "1"), answer(wildcardFree(key), "100")]
      details += slips.map { answer(wildcardFree($0.answer), credit, $0.feedback) }
      details.append(answer("*", "0", ExportItem.unknownMistake))
    case .choice(let options):
      type = "multichoice"
      details = [
        Element("single", text: "true"), Element("shuffleanswers", text: "false"),
        Element("answernumbering", text: "none"),
      ]
      details += options.map { option in
        Element(
          "answer",
          [
            "fraction": option.isKey ? "100" : option.feedback == nil ? "0" : credit,
            "format": "html",
          ],
          [
            Element("text", [:], .verbatim(code(option.text))),
            feedback(option.isKey ? nil : option.feedback ?? ExportItem.unknownMistake),
          ])
      }
    case .order:
      preconditionFailure("Moodle's core judges no orders")
    }
    return Element(
      "question", ["type": type],
      [
        Element(
          "name", [:],
          [Element("text", text: "\(draft.title): (\(item.number)) \(item.prompt)")]),
        html(
          "questiontext", draft.html + (draft.asked.map(image) ?? "") + "\n<p>\(label(item))</p>",
          file: draft.asked),
        Element("defaultgrade", text: PlainDecimal.text(item.points)),
        Element("penalty", text: penalty),
        Element("hidden", text: "0"),
        Element("idnumber", text: "\(draft.identifier)-b\(item.number)"),
      ] + details + hints(draft))
  }

  private static func number(
    _ range: NumberRange, _ fraction: String, _ feedback: String? = nil
  ) -> Element {
    answer(
      PlainDecimal.text(range.value), fraction, feedback,
      tolerance: PlainDecimal.text(range.tolerance))
  }

  /// In file order: Moodle takes the first answer that fits.
  private static func answer(
    _ text: String, _ fraction: String, _ sentence: String? = nil, tolerance: String? = nil
  ) -> Element {
    Element(
      "answer", ["fraction": fraction, "format": "moodle_auto_format"],
      [Element("text", text: text)]
        + (tolerance.map { [Element("tolerance", text: $0)] } ?? []) + [feedback(sentence)])
  }

  private static func feedback(_ sentence: String?) -> Element {
    Element(
      "feedback", ["format": "html"],
      [Element("text", [:], .verbatim(sentence.map { escaped($0) } ?? ""))])
  }

  /// An asterisk stands for any text in a short answer.
  static func wildcardFree(_ text: String) -> String { text.replacing("*", with: "\\*") }

  // MARK: What both have

  /// A third of the points for each further attempt: Moodle's own default.
  private static let penalty = "0.3333333"

  private static func label(_ item: ExportItem) -> String {
    "(\(item.number)) \(escaped(item.prompt))"
  }

  static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }

  private static func image(_ picture: PictureFile) -> String {
    picture.inline.map { "\n<p>\($0)</p>" }
      ?? "\n" + picture.image(at: "@@PLUGINFILE@@/\(picture.name)")
  }

  /// The graph with all of its answers, which only a question for all of them may show.
  private static func generalFeedback(_ draft: QuestionDraft) -> [Element] {
    draft.solved.map { [html("generalfeedback", image($0), file: $0)] } ?? []
  }

  private static func hints(_ draft: QuestionDraft) -> [Element] {
    draft.hints.map { html("hint", $0) }
  }

  private static func html(_ name: String, _ text: String, file: PictureFile? = nil) -> Element {
    var content = [Element("text", [:], .verbatim(text))]
    if let file, file.inline == nil {
      content.append(
        Element(
          "file", ["name": file.name, "path": "/", "encoding": "base64"],
          text: Data(file.bytes).base64EncodedString()))
    }
    return Element(name, ["format": "html"], content)
  }
}
