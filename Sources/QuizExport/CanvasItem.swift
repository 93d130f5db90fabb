import Rendering

/// One blank as a question of a Canvas quiz.
struct CanvasItem {
  let element: Element

  init(_ item: ExportItem, of draft: QuestionDraft) {
    let identifier = "\(draft.identifier)-b\(item.number)"
    let type: String
    let answers: [String]
    let response: Element
    var conditions: [Element] = []
    var feedbacks: [Element] = []
    switch item.judged {
    case .number(let key, _):
      type = "numerical_question"
      answers = ["\(identifier)-key"]
      response = Self.entry(["fibtype": "Decimal"])
      conditions = [Self.score(Self.within(key))]
    case .text(let key, let slips):
      type = "short_answer_question"
      answers = ["\(identifier)-key"]
      response = Self.entry([:])
      for (index, slip) in slips.enumerated() {
        let name = "\(identifier)-slip\(index + 1)"
        conditions.append(Self.tell(Self.equal(slip.answer), "\(name)_fb"))
        feedbacks.append(Self.feedback("\(name)_fb", "<p>\(escaped(slip.feedback))</p>"))
      }
      conditions.append(Self.score(Self.equal(key)))
    case .choice(let options):
      type = "multiple_choice_question"
      answers = options.indices.map { "\(identifier)-choice\($0 + 1)" }
      response = Self.choice(zip(answers, options).map { ($0, $1.text) })
      for (name, option) in zip(answers, options) {
        guard let feedback = option.feedback, !option.isKey else { continue }
        conditions.append(Self.tell(Self.equal(name), "\(name)_fb"))
        feedbacks.append(Self.feedback("\(name)_fb", "<p>\(escaped(feedback))</p>"))
      }
      conditions += zip(answers, options).filter(\.1.isKey).map { Self.score(Self.equal($0.0)) }
    case .order:
      preconditionFailure("Canvas judges no orders")
    }
    conditions.append(Self.tell(Element("other"), "general_incorrect_fb"))
    feedbacks.append(
      Self.feedback(
        "general_incorrect_fb",
        "<p>\(escaped(ExportItem.unknownMistake))</p>" + draft.hints.joined()))
    let picture =
      draft.asked.map { $0.image(at: "$IMS-CC-FILEBASE$/images/\($0.name)") } ?? ""
    element = Element(
      "item", ["ident": identifier, "title": "(\(item.number)) \(item.prompt)"],
      [
        Element(
          "itemmetadata", [:],
          [
            Element(
              "qtimetadata", [:],
              [
                Self.field("question_type", type),
                Self.field("points_possible", PlainDecimal.text(item.points)),
                Self.field("original_answer_ids", answers.joined(separator: ",")),
                Self.field("assessment_question_identifierref", "\(identifier)-ref"),
              ])
          ]),
        Element(
          "presentation", [:],
          [
            Self.material(
              "\(draft.html)\(picture)\n<p>(\(item.number)) \(escaped(item.prompt))</p>"),
            response,
          ]),
        Element(
          "resprocessing", [:],
          [
            Element(
              "outcomes", [:],
              [
                Element(
                  "decvar",
                  [
                    "maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal",
                  ])
              ])
          ] + conditions),
      ] + feedbacks)
  }

  // MARK: Parts

  static func field(_ label: String, _ entry: String) -> Element {
    Element(
      "qtimetadatafield", [:],
      [Element("fieldlabel", text: label), Element("fieldentry", text: entry)])
  }

  private static func material(_ html: String) -> Element {
    Element("material", [:], [Element("mattext", ["texttype": "text/html"], text: html)])
  }

  private static func entry(_ kind: KeyValuePairs<String, String>) -> Element {
    Element(
      "response_str", ["ident": "response1", "rcardinality": "Single"],
      [Element("render_fib", kind, [Element("response_label", ["ident": "answer1"])])])
  }

  private static func choice(_ choices: [(name: String, text: String)]) -> Element {
    Element(
      "response_lid", ["ident": "response1", "rcardinality": "Single"],
      [
        Element(
          "render_choice", [:],
          choices.map { choice in
            Element(
              "response_label", ["ident": choice.name],
              [material("<code>\(escaped(choice.text))</code>")])
          })
      ])
  }

  private static func equal(_ answer: String) -> Element {
    Element("varequal", ["respident": "response1"], text: answer)
  }

  /// The number itself and its interval: without the first, Canvas shows the interval as the key.
  private static func within(_ key: NumberRange) -> Element {
    let ends = PlainDecimal.ends(of: key)
    return Element(
      "or", [:],
      [
        equal(PlainDecimal.text(key.value)),
        Element(
          "and", [:],
          [
            Element("vargte", ["respident": "response1"], text: ends.lower),
            Element("varlte", ["respident": "response1"], text: ends.upper),
          ]),
      ])
  }

  private static func score(_ condition: Element) -> Element {
    Element(
      "respcondition", ["continue": "No"],
      [
        Element("conditionvar", [:], [condition]),
        Element("setvar", ["action": "Set", "varname": "SCORE"], text: "100"),
      ])
  }

  private static func tell(_ condition: Element, _ feedback: String) -> Element {
    Element(
      "respcondition", ["continue": "Yes"],
      [
        Element("conditionvar", [:], [condition]),
        Element("displayfeedback", ["feedbacktype": "Response", "linkrefid": feedback]),
      ])
  }

  private static func feedback(_ identifier: String, _ html: String) -> Element {
    Element("itemfeedback", ["ident": identifier], [Element("flow_mat", [:], [material(html)])])
  }
}
