import Rendering

/// What one blank adds to an item of QTI 2.1.
struct QTIBlank {
  var declarations: [Element] = []
  /// XHTML with the interactions in it.
  var body = ""
  var rules: [Element] = []
  var feedbacks: [Element] = []
  let feedbackVariable: String

  private let item: ExportItem
  private let credit: MarkFraction
  /// What the student's answer is called, and the start of the names of its parts.
  private let response: String

  init(_ item: ExportItem, credit: MarkFraction) {
    self.item = item
    self.credit = credit
    response = "BLANK_\(item.number)"
    feedbackVariable = "FEEDBACK_\(item.number)"
    switch item.judged {
    case .number(let key, let slips): number(key, slips)
    case .text(let key, let slips): text(key, slips)
    case .choice(let options): choice(options)
    case .order(let steps, let pairs, let slips): order(steps, pairs, slips)
    }
  }

  // MARK: Kinds

  private mutating func number(_ key: NumberRange, _ slips: [ExportItem.Slip<NumberRange>]) {
    declare(response, "float", PlainDecimal.text(key.value))
    body = "<p>\(label) \(entry(response, length: 10))</p>"
    judge(
      right: equal(Element("correct", ["identifier": response]), key.tolerance),
      slips: slips.map { slip in
        let value = Element(
          "baseValue", ["baseType": "float"], text: PlainDecimal.text(slip.answer.value))
        return (slip.code, slip.feedback, equal(value, slip.answer.tolerance))
      })
  }

  private mutating func text(_ key: String, _ slips: [ExportItem.Slip<String>]) {
    declare(response, "string", key)
    if key.contains(where: \.isNewline) {
      body =
        "<div><p>\(label)</p><extendedTextInteraction responseIdentifier=\"\(response)\""
        + " expectedLines=\"\(key.split(separator: "\n").count)\" format=\"preFormatted\" /></div>"
    } else {
      body = "<p>\(label) \(entry(response, length: max(10, key.count + 5)))</p>"
    }
    judge(
      right: match(response, Element("correct", ["identifier": response])),
      slips: slips.map { slip in
        let value = Element("baseValue", ["baseType": "string"], text: slip.answer)
        return (slip.code, slip.feedback, match(response, value))
      })
  }

  private mutating func choice(_ options: [ExportItem.Option]) {
    let names = options.indices.map { "CHOICE_\($0 + 1)" }
    let keys = zip(names, options).filter(\.1.isKey).map(\.0)
    if let first = keys.first { declare(response, "identifier", first) }
    let choices = zip(names, options).map { name, option in
      "  <simpleChoice identifier=\"\(name)\"><code>\(escaped(option.text))</code></simpleChoice>\n"
    }
    body =
      "<choiceInteraction responseIdentifier=\"\(response)\" shuffle=\"false\" maxChoices=\"1\">\n"
      + "  <prompt>\(label)</prompt>\n\(choices.joined())</choiceInteraction>"
    let correct = match(response, Element("correct", ["identifier": response]))
    let others = keys.dropFirst().map { name in
      match(response, Element("baseValue", ["baseType": "identifier"], text: name))
    }
    judge(
      right: others.isEmpty ? correct : Element("or", [:], [correct] + others),
      slips: zip(names, options).compactMap { name, option in
        guard let feedback = option.feedback, !option.isKey else { return nil }
        let value = Element("baseValue", ["baseType": "identifier"], text: name)
        return (name, feedback, match(response, value))
      })
  }

  /// Each step gets its number; what has to come first has to have the smaller one.
  ///
  /// An interaction for orders would accept one order only.
  private mutating func order(
    _ steps: [String], _ pairs: [[Int]], _ slips: [ExportItem.Slip<[Int]>]
  ) {
    let names = steps.indices.map { "\(response)_\($0 + 1)" }
    for name in names { declare(name, "integer", nil) }
    let rows = zip(names, steps).map { name, step in
      "  <li>\(entry(name, length: 3)) <code>\(escaped(step))</code></li>\n"
    }
    body = "<div><p>\(label) (number the steps from 1)</p>\n<ul>\n\(rows.joined())</ul></div>"
    func variable(_ index: Int) -> Element { Element("variable", ["identifier": names[index]]) }
    func integer(_ value: Int) -> Element {
      Element("baseValue", ["baseType": "integer"], text: "\(value)")
    }
    // Every number from 1 is given to one of the steps: none is used twice, and none is left out.
    let everyNumber = steps.indices.map { place in
      Element(
        "or", [:],
        steps.indices.map {
          Element("equal", ["toleranceMode": "exact"], [variable($0), integer(place + 1)])
        })
    }
    let kept = pairs.map { Element("lt", [:], [variable($0[0]), variable($0[1])]) }
    judge(
      right: Element("and", [:], everyNumber + kept),
      slips: slips.map { slip in
        let same = steps.indices.map { index in
          Element(
            "equal", ["toleranceMode": "exact"], [variable(index), integer(slip.answer[index])])
        }
        return (slip.code, slip.feedback, Element("and", [:], same))
      })
  }

  // MARK: Parts

  private var label: String { "(\(item.number)) \(escaped(item.prompt))" }

  private func entry(_ identifier: String, length: Int) -> String {
    "<textEntryInteraction responseIdentifier=\"\(identifier)\" expectedLength=\"\(length)\" />"
  }

  private mutating func declare(_ identifier: String, _ type: String, _ correct: String?) {
    declarations.append(
      Element(
        "responseDeclaration",
        ["identifier": identifier, "cardinality": "single", "baseType": type],
        correct.map { [Element("correctResponse", [:], [Element("value", text: $0)])] } ?? []))
  }

  private func match(_ identifier: String, _ other: Element) -> Element {
    Element("match", [:], [Element("variable", ["identifier": identifier]), other])
  }

  private func equal(_ other: Element, _ tolerance: Double) -> Element {
    let operands = [Element("variable", ["identifier": response]), other]
    guard tolerance > 0 else { return Element("equal", ["toleranceMode": "exact"], operands) }
    let text = PlainDecimal.text(tolerance)
    return Element(
      "equal",
      [
        // Two numbers, below and above: readers differ in what one of them means.
        "toleranceMode": "absolute", "tolerance": "\(text) \(text)",
        "includeLowerBound": "true", "includeUpperBound": "true",
      ], operands)
  }

  /// Points for the key, feedback for each known mistake, and a sentence for anything else.
  private mutating func judge(
    right: Element, slips: [(code: String, feedback: String, condition: Element)]
  ) {
    var branches = [Element("responseIf", [:], [right, award(item.points)])]
    var used: Set<String> = []
    for slip in slips {
      let code = "B\(item.number)_" + slip.code.replacing("-", with: "_")
      var name = code
      var count = 1
      while !used.insert(name).inserted {
        count += 1
        name = "\(code)_\(count)"
      }
      let points = item.points * credit.percent / 100
      branches.append(
        Element(
          "responseElseIf", [:],
          [slip.condition] + (points > 0 ? [award(points)] : [])
            + [QTIItem.set(feedbackVariable, identifier: name)]))
      feedbacks.append(feedback(name, slip.feedback))
    }
    let other = "B\(item.number)_OTHER"
    branches.append(
      Element("responseElse", [:], [QTIItem.set(feedbackVariable, identifier: other)]))
    feedbacks.append(feedback(other, ExportItem.unknownMistake))
    rules = [Element("responseCondition", [:], branches)]
  }

  private func feedback(_ identifier: String, _ sentence: String) -> Element {
    QTIItem.feedback(
      feedbackVariable, identifier, "<p>(\(item.number)) \(escaped(sentence))</p>")
  }

  private func award(_ points: Double) -> Element {
    Element(
      "setOutcomeValue", ["identifier": "SCORE"],
      [
        Element(
          "sum", [:],
          [
            Element("variable", ["identifier": "SCORE"]),
            Element("baseValue", ["baseType": "float"], text: PlainDecimal.text(points)),
          ])
      ])
  }
}
