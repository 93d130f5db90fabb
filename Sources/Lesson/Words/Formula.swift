package import Autograd

/// The reading of a rule that explains: what is computed, together with its value.
///
/// Construction simplifies as a teacher would on the board: `1 · x` is x, numbers of the rule are
/// folded. The tree is as deep as a rule, never as deep as a graph.
package struct Formula: Number, Equatable, Sendable {
  /// What the formula comes to.
  package let number: Double
  let term: Term

  /// What a formula is built from.
  indirect enum Term: Equatable, Sendable {
    /// A number of the rule or of the program: `2`.
    case number(Double)
    /// A number that was computed, `2.0`; it stays visible.
    case amount(Double)
    /// The value of a node.
    case symbol(String, Double)
    case unary(Unary, Formula)
    case binary(Binary, Formula, Formula)
    /// A function of several operands.
    case call(String, [Formula])
  }

  private init(_ term: Term, _ number: Double) {
    self.term = term
    self.number = number
  }

  /// A number of a rule or of the program.
  package static func number(_ value: Double) -> Formula { Formula(.number(value), value) }

  /// A number that was computed, and that no simplification swallows.
  package static func amount(_ value: Double) -> Formula { Formula(.amount(value), value) }

  /// The value of a node, under its name.
  package static func symbol(_ name: String, _ value: Double) -> Formula {
    Formula(.symbol(name, value), value)
  }

  /// A function of several operands, and what it comes to.
  static func call(_ name: String, _ operands: [Formula], _ value: Double) -> Formula {
    Formula(.call(name, operands), value)
  }

  /// A number of the rule.
  package func constant(_ value: Double) -> Formula { .number(value) }

  /// A primitive of one operand, simplified.
  package func applying(_ operation: Unary) -> Formula {
    let value = Real(number).applying(operation).number
    switch (operation, term) {
    case (.alias, _), (.detach, _): return self
    case (.reciprocal, _): return Formula.number(1) / self
    case (.negate, .unary(.negate, let inner)): return inner
    case (_, .number): return .number(value)
    case (_, _): return Formula(.unary(operation, self), value)
    }
  }

  /// A primitive of two operands, simplified.
  package func applying(_ operation: Binary, _ other: Formula) -> Formula {
    let value = Real(number).applying(operation, Real(other.number)).number
    if literal != nil, other.literal != nil, operation != .divide || value == value.rounded() {
      return .number(value)
    }
    return switch operation {
    case .add: simplifiedSum(other, value)
    case .subtract: simplifiedDifference(other, value)
    case .multiply: simplifiedProduct(other, value)
    case .divide, .quotientOfNumber: simplifiedQuotient(other, value)
    case .power: simplifiedPower(other, value)
    case .maximum, .minimum, .remainder, .floorDivide, .atan2, .leakyRelu, .elu, .softplus, .huber,
      .smoothL1, .crossEntropy, .logitCrossEntropy:
      Formula(.binary(operation, self, other), value)
    }
  }

  /// An upstream gradient times this local derivative, exactly as it stands.
  package func scaled(by upstream: Formula) -> Formula {
    Formula(.binary(.multiply, upstream, self), upstream.number * number)
  }
}

extension Formula {
  /// The value of a number of the rule.
  private var literal: Double? {
    if case .number(let value) = term { value } else { nil }
  }

  private var negated: Formula? {
    if case .unary(.negate, let inner) = term { inner } else { nil }
  }

  /// The b of 1 / b.
  private var inverted: Formula? {
    guard case .binary(.divide, let top, let bottom) = term, top.literal == 1,
      bottom.literal == nil
    else { return nil }
    return bottom
  }

  private func simplifiedSum(_ other: Formula, _ value: Double) -> Formula {
    if literal == 0 { return other }
    if other.literal == 0 { return self }
    if let inner = other.negated { return Formula(.binary(.subtract, self, inner), value) }
    if let inner = negated { return Formula(.binary(.subtract, other, inner), value) }
    return Formula(.binary(.add, self, other), value)
  }

  private func simplifiedDifference(_ other: Formula, _ value: Double) -> Formula {
    if literal == 0 { return -other }
    if other.literal == 0 { return self }
    if let inner = other.negated { return Formula(.binary(.add, self, inner), value) }
    return Formula(.binary(.subtract, self, other), value)
  }

  private func simplifiedProduct(_ other: Formula, _ value: Double) -> Formula {
    if literal == 1 { return other }
    if other.literal == 1 { return self }
    if (literal == 0 || other.literal == 0) && value == 0 { return .number(0) }
    if literal == -1 { return -other }
    if other.literal == -1 { return -self }
    if let inner = negated { return -(inner * other) }
    if let inner = other.negated { return -(self * inner) }
    if other.literal != nil, literal == nil { return other * self }
    if let factor = literal, case .binary(.multiply, let inner, let rest) = other.term,
      let second = inner.literal
    {
      return .number(factor * second) * rest
    }
    if let bottom = inverted { return other / bottom }
    if let bottom = other.inverted { return self / bottom }
    if term == other.term { return raised(to: 2) }
    return Formula(.binary(.multiply, self, other), value)
  }

  private func simplifiedQuotient(_ other: Formula, _ value: Double) -> Formula {
    if other.literal == 1 { return self }
    if literal == 0, value == 0 { return .number(0) }
    if let inner = negated { return -(inner / other) }
    if case .binary(.divide, let top, let bottom) = term, bottom == other, bottom.literal == nil {
      return Formula(.binary(.divide, top, bottom.raised(to: 2)), value)
    }
    return Formula(.binary(.divide, self, other), value)
  }

  private func simplifiedPower(_ other: Formula, _ value: Double) -> Formula {
    if other.literal == 1 { return self }
    if other.literal == 0 { return .number(1) }
    return Formula(.binary(.power, self, other), value)
  }

  private func raised(to exponent: Double) -> Formula { applying(.power, .number(exponent)) }
}

extension Graph {
  /// The local derivative of an edge as a formula: the rule's contribution for an upstream
  /// gradient of one.
  ///
  /// - Returns: Only the number where the formula would not fit a line: a product or a variance
  ///   of many operands.
  /// - Complexity: O(operands of the node).
  package func localFormula(of edge: Edge) -> Formula {
    let node = recording.nodes[edge.to]
    if case .reduction(let reduction) = node.operation, reduction.namesAll, node.operands.count > 6
    {
      return .amount(localDerivative(of: edge) ?? .nan)
    }
    let operands = node.operands.map { formula(ofOperand: $0) }
    let output = Formula.symbol(symbol(of: edge.to), node.value)
    return node.operation.partials(one: Formula.number(1), operands: operands, output: output)[
      edge.place]
  }

  private func formula(ofOperand id: Int) -> Formula {
    let value = recording.nodes[id].value
    guard let node = self[origins[id]] else { return .number(value) }
    return node.kind == .constant && node.name == nil ? .amount(value) : .symbol(node.symbol, value)
  }
}

extension Reduction {
  /// Whether the local derivative of each operand names all the others.
  fileprivate var namesAll: Bool {
    switch self {
    case .product, .variance, .standardDeviation: true
    case .clamp, .choose, .sum, .sumByFour, .sumInRuns, .sumInOrder, .multiplyAdd, .lerp, .mean,
      .max,
      .min, .median, .norm, .logSumExp, .ranked, .selected:
      false
    }
  }
}

extension Formula {
  /// Whether a further factor needs parentheses around the formula.
  var isCompound: Bool {
    switch term {
    case .number, .amount, .symbol, .unary, .call: false
    case .binary(let operation, _, _): operation != .power
    }
  }
}
