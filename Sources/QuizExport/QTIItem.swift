import Rendering

/// One question as an item of QTI 2.1; its blanks are judged by rules that stand in it.
struct QTIItem {
  let element: Element

  init(_ draft: QuestionDraft, _ options: ExportOptions) {
    let blanks = draft.items.map { QTIBlank($0, credit: options.creditForMistakes) }
    var outcomes = [
      Self.outcome("SCORE", "float", initially: "0"),
      Self.outcome("MAXSCORE", "float", initially: PlainDecimal.text(draft.points)),
    ]
    outcomes += blanks.map { Self.outcome($0.feedbackVariable, "identifier") }
    var hints: [Element] = []
    var rules = blanks.flatMap(\.rules)
    if !draft.hints.isEmpty {
      outcomes.append(Self.outcome("HINTS", "identifier"))
      rules.append(Self.hintRule)
      let list = draft.hints.map { "<li>\(Self.xhtml($0))</li>" }.joined()
      hints = [Self.feedback("HINTS", "hints", "<ol>\(list)</ol>")]
    }
    let picture = draft.asked.map { "\n\($0.image(at: "images/\($0.name)"))" } ?? ""
    let body = Self.xhtml(draft.html) + picture + "\n" + blanks.map(\.body).joined(separator: "\n")
    element = Element(
      "assessmentItem",
      [
        "xmlns": QTIPackage.namespace, "identifier": draft.identifier, "title": draft.title,
        "adaptive": "false", "timeDependent": "false",
      ],
      blanks.flatMap(\.declarations) + outcomes + [
        Element("itemBody", [:], .markup("\n\(body)\n  ")),
        Element("responseProcessing", [:], rules),
      ] + blanks.flatMap(\.feedbacks) + hints)
  }

  /// Hints are shown to whoever does not have all of the points.
  private static var hintRule: Element {
    Element(
      "responseCondition", [:],
      [
        Element(
          "responseIf", [:],
          [
            Element(
              "lt", [:],
              [
                Element("variable", ["identifier": "SCORE"]),
                Element("variable", ["identifier": "MAXSCORE"]),
              ]),
            set("HINTS", identifier: "hints"),
          ])
      ])
  }

  private static func outcome(
    _ identifier: String, _ type: String, initially value: String? = nil
  ) -> Element {
    Element(
      "outcomeDeclaration",
      ["identifier": identifier, "cardinality": "single", "baseType": type],
      value.map { [Element("defaultValue", [:], [Element("value", text: $0)])] } ?? [])
  }

  static func set(_ variable: String, identifier: String) -> Element {
    Element(
      "setOutcomeValue", ["identifier": variable],
      [Element("baseValue", ["baseType": "identifier"], text: identifier)])
  }

  static func feedback(_ variable: String, _ identifier: String, _ markup: String) -> Element {
    Element(
      "modalFeedback",
      ["outcomeIdentifier": variable, "identifier": identifier, "showHide": "show"],
      .markup(markup))
  }

  /// XHTML without the attributes that QTI's vocabulary does not have.
  static func xhtml(_ html: String) -> String {
    var text = html
    for side in ["left", "right", "center"] {
      // In text a quotation mark is an entity, so this is an attribute.
      text = text.replacing(" align=\"\(side)\"", with: "")
    }
    return text.replacing(#/<ol start="\d+">/#, with: "<ol>")
      .replacing(#/ title="[^"]*"/#, with: "")
      .trimmingSuffix(while: \.isNewline)
  }
}

extension String {
  fileprivate func trimmingSuffix(while isIn: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isIn(last) { text.removeLast() }
    return String(text)
  }
}
