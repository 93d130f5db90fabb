import Autograd

/// How an operation is written: short on its card, in full in a formula.
package enum OperationText {
  /// What an operation is applied to.
  enum Operand {
    /// A number of the program, written in place.
    case number(Double)
    /// Another node; it has a name if the program gave it one.
    case node(name: String?, symbol: String)

    /// How a card writes it; nil for a node without a short name.
    var short: String? {
      switch self {
      case .number(let value): OperationText.operand(value)
      case .node(let name, _): name.flatMap { $0.count <= 12 ? $0 : nil }
      }
    }

    var full: String {
      switch self {
      case .number(let value): OperationText.operand(value)
      case .node(_, let symbol): symbol
      }
    }

    /// Whether there is more to write than that something is there.
    var isKnown: Bool { full != "…" }

    var number: Double? {
      switch self {
      case .number(let value): value
      case .node: nil
      }
    }
  }

  /// `w × x`, `+ b`, `square`.
  static func short(_ operation: Operation, _ operands: [Operand]) -> String {
    switch operation {
    case .source: ""
    case .unary(.negate): operands[0].short.map { "−\($0)" } ?? "negate"
    case .unary(let unary): unary.title
    case .binary(let binary): short(binary, operands)
    case .reduction(let reduction): short(reduction, operands)
    }
  }

  /// `v₁ + b`, `relu(z)`, `mean(a, b, c)`.
  static func full(_ operation: Operation, _ operands: [Operand]) -> String {
    let texts = operands.map { $0.full }
    switch operation {
    case .source: return ""
    case .unary(.negate): return "−\(texts[0])"
    case .unary(.alias): return texts[0]
    case .unary(let unary): return call(unary.title, texts)
    case .binary(.power): return raised(texts[0], to: operands[1]) ?? "\(texts[0])^\(texts[1])"
    case .binary(let binary):
      guard let sign = binary.sign else { return call(binary.title, texts) }
      return "\(texts[0]) \(sign) \(texts[1])"
    case .reduction(.selected):
      return call("", Array(texts.dropFirst())) + "[\(texts[0])]"
    case .reduction(let reduction):
      let parameters = reduction.parameters
      let options = Array(operands.prefix(parameters))
      return call(reduction.title(options), Array(texts.dropFirst(parameters)))
    }
  }

  private static func short(_ binary: Binary, _ operands: [Operand]) -> String {
    let (a, b) = (operands[0].short, operands[1].short)
    if binary == .power {
      if let power = raised(a, to: operands[1]) { return power }
      return a == nil && b == nil ? "^" : "\(a ?? "·")^\(b ?? "·")"
    }
    guard let sign = binary.sign else { return short(call: binary.title, operands) }
    switch (a, b) {
    case (let a?, let b?): return "\(a) \(sign) \(b)"
    case (nil, let b?): return "\(sign) \(b)"
    case (let a?, nil): return binary.isCommutative ? "\(sign) \(a)" : "\(a) \(sign) ·"
    case (nil, nil): return sign
    }
  }

  private static func short(_ reduction: Reduction, _ operands: [Operand]) -> String {
    switch reduction {
    case .clamp: bounds(operands)
    case .choose: short(call: reduction.title([]), operands)
    case .sum, .sumByFour, .sumInRuns, .sumInOrder, .multiplyAdd, .lerp, .mean, .product, .max,
      .min, .median, .norm, .variance, .standardDeviation, .logSumExp, .ranked, .selected:
      reduction.title(Array(operands.prefix(reduction.parameters)))
    }
  }

  /// `clamp(0, 1)`, or only the bound that there is.
  private static func bounds(_ operands: [Operand]) -> String {
    if operands[1].number == -.infinity { return "clamp(max=\(operands[2].short ?? "·"))" }
    if operands[2].number == .infinity { return "clamp(min=\(operands[1].short ?? "·"))" }
    return "clamp(\(operands[1].short ?? "·"), \(operands[2].short ?? "·"))"
  }

  /// A call on a card: what is known of its operands, or the bare title if nothing is.
  private static func short(call title: String, _ operands: [Operand]) -> String {
    let texts = operands.map { $0.short }
    let knowsAll = texts.allSatisfy { $0 != nil }
    let hasNumber = operands.contains { $0.number != nil }
    return knowsAll || hasNumber ? call(title, texts.map { $0 ?? "·" }) : title
  }

  /// A number in the place of a name: in parentheses when it is negative.
  static func replacing(_ value: Double) -> String {
    let text = NumberText.card(value)
    return text.hasPrefix("−") ? "(\(text))" : text
  }

  /// `mean(a, b, …, z)`.
  static func call(_ title: String, _ operands: [String]) -> String {
    let shown =
      operands.count <= 4
      ? operands : [operands[0], operands[1], "…", operands[operands.count - 1]]
    return "\(title)(\(shown.joined(separator: ", ")))"
  }

  /// A power with a fixed exponent: `x²`, `square`, `x^3`, `^3`.
  private static func raised(_ base: String?, to exponent: Operand) -> String? {
    guard let number = exponent.number else { return nil }
    if number == 2 { return base.map { "\($0)²" } ?? "square" }
    if number > 2, number < 10, number == number.rounded() {
      let digits = ["³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
      return (base ?? "·") + digits[Int(number) - 3]
    }
    return "\(base ?? "")^\(NumberText.plain(number))"
  }

  /// A number inside an expression, in parentheses when it is negative.
  static func operand(_ value: Double) -> String {
    let text = NumberText.plain(value)
    return text.hasPrefix("−") ? "(\(text))" : text
  }

  /// A count in subscript digits.
  static func subscripted(_ count: Int) -> String {
    let digits = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]
    return String(count).compactMap { $0.wholeNumberValue.map { digits[$0] } }.joined()
  }
}

extension Graph {
  /// What a node computes, with another text for each operand that is a node.
  ///
  /// - Parameters:
  ///   - id: A node of the graph.
  ///   - text: What stands for an operand, by its place.
  /// - Returns: Nil where no operand is a node, or the node is written in another way.
  package func definition(of id: Int, text: (Int) -> String) -> String? {
    guard outline == nil, let node = self[id] else { return nil }
    let recorded = recording.nodes[id]
    var (named, replaced): ([OperationText.Operand], [OperationText.Operand]) = ([], [])
    var isChanged = false
    for (place, operand) in recorded.operands.enumerated() {
      guard let shown = self[origins[operand]], shown.kind != .constant || shown.name != nil else {
        let number = OperationText.Operand.number(recording.nodes[origins[operand]].value)
        named.append(number)
        replaced.append(number)
        continue
      }
      isChanged = true
      named.append(.node(name: nil, symbol: shown.symbol))
      replaced.append(.node(name: nil, symbol: text(place)))
    }
    guard isChanged, OperationText.full(recorded.operation, named) == node.definition else {
      return nil
    }
    return OperationText.full(recorded.operation, replaced)
  }

  /// What a node computes, with the numbers put in: `3.0 × 2.0`.
  func numericDefinition(of id: Int) -> String? {
    let node = recording.nodes[id]
    let isCall =
      switch node.operation {
      case .source, .reduction: true
      case .unary(let unary): unary != .negate
      case .binary(let binary): binary.sign == nil
      }
    return definition(of: id) { place in
      let value = self[origins[node.operands[place]]]?.value ?? .nan
      return isCall ? NumberText.card(value) : OperationText.replacing(value)
    }
  }
}
