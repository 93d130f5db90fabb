/// A primitive of two operands a and b.
public enum Binary: String, CaseIterable, Sendable {
  /// a + b.
  case add
  /// a − b.
  case subtract
  /// a × b.
  case multiply
  /// a / b.
  case divide
  /// a / b for a number a, computed as PyTorch does: 1 / b, rounded, times a.
  case quotientOfNumber
  /// a to the power b.
  case power
  /// The larger of a and b; a tie is shared.
  case maximum
  /// The smaller of a and b; a tie is shared.
  case minimum
  /// a − b ⌊a / b⌋.
  case remainder
  /// ⌊a / b⌋.
  case floorDivide
  /// The angle of the point (b, a).
  case atan2
  /// a where it is positive, and a times the slope b elsewhere.
  case leakyRelu
  /// a where it is positive, and b (eᵃ − 1) elsewhere.
  case elu
  /// ln(1 + e^(ab)) / b; the identity where ab > 20.
  case softplus
  /// a² / 2 up to |a| = b, then b (|a| − b / 2).
  case huber
  /// a² / 2b below |a| = b, then |a| − b / 2.
  case smoothL1
  /// −(b ln a + (1 − b) ln(1 − a)) for a probability a and a target b; no logarithm below −100.
  case crossEntropy
  /// The same for a logit a, whose probability is sigmoid(a).
  case logitCrossEntropy

  var savesValues: Bool {
    switch self {
    case .add, .subtract, .remainder, .floorDivide: false
    case .multiply, .divide, .quotientOfNumber, .power, .maximum, .minimum, .atan2, .leakyRelu,
      .elu, .softplus, .huber, .smoothL1, .crossEntropy, .logitCrossEntropy:
      true
    }
  }

  /// Which operand of a binary primitive is meant.
  public enum Side: Sendable {
    /// The operand before the sign.
    case left
    /// The operand after the sign.
    case right
  }

  /// What a node y = f(a, b) sends to one of its operands.
  ///
  /// The slope, bound or scale b of an activation is a fixed number of the program and is sent
  /// nothing.
  @inline(__always)
  public func contribution<N: Number>(
    upstream g: N, to side: Side, a: N, b: N, output y: N
  ) -> N {
    switch (self, side) {
    case (.add, _), (.subtract, .left), (.remainder, .left): g
    case (.subtract, .right): -g
    case (.multiply, .left): g * b
    case (.multiply, .right): g * a
    case (.divide, .left): g / b
    case (.divide, .right): -g * (a / b / b)
    case (.quotientOfNumber, .left): g / b
    case (.quotientOfNumber, .right):
      -(g * a) * (b.applying(.reciprocal) * b.applying(.reciprocal))
    case (.power, .left):
      b.number == 0 ? g.zero : g * (b * a.applying(.power, b - b.one))
    case (.power, .right):
      g * (a.number == 0 && b.number >= 0 ? g.zero : y * a.applying(.log))
    case (.maximum, .left): shared(g, larger: a, smaller: b)
    case (.maximum, .right): shared(g, larger: b, smaller: a)
    case (.minimum, .left): shared(g, larger: b, smaller: a)
    case (.minimum, .right): shared(g, larger: a, smaller: b)
    case (.remainder, .right): -g * a.applying(.floorDivide, b)
    case (.floorDivide, _): g.zero
    case (.atan2, .left): g * b * inverseSquaredLength(a, b)
    case (.atan2, .right): g * -a * inverseSquaredLength(a, b)
    case (.leakyRelu, .left): a.number > 0 ? g : g * b
    case (.elu, .left): a.number <= 0 ? g * (b * a.applying(.exp)) : g
    case (.softplus, .left):
      a.number * b.number > 20 ? g : softplusSlope(g, (a * b).applying(.exp))
    case (.huber, .left):
      a.number.magnitude >= b.number ? g * b * a.applying(.sign) : g * a
    case (.smoothL1, .left):
      a.number.magnitude >= b.number ? g * a.applying(.sign) : g * a / b
    case (.crossEntropy, .left):
      g * (a - b) / atLeast(Double(Float(1e-12)), (a.one - a) * a)
    case (.crossEntropy, .right):
      g * -(a / (a.one - a)).applying(.log)
    case (.logitCrossEntropy, .left): g * (a.applying(.sigmoid) - b)
    case (.logitCrossEntropy, .right): -g * a
    case (.leakyRelu, .right), (.elu, .right), (.softplus, .right), (.huber, .right),
      (.smoothL1, .right):
      g.zero
    }
  }

  private func softplusSlope<N: Number>(_ g: N, _ exponential: N) -> N {
    g * exponential / (exponential + g.one)
  }

  /// 1 / (a² + b²), and zero at the origin, where an angle has no derivative.
  private func inverseSquaredLength<N: Number>(_ a: N, _ b: N) -> N {
    let square = a * a + b * b
    return square.number == 0 ? square.zero : square.applying(.reciprocal)
  }

  private func atLeast<N: Number>(_ bound: Double, _ x: N) -> N {
    x.number < bound ? x.constant(bound) : x
  }

  /// The winner takes the gradient, equals take half each.
  private func shared<N: Number>(
    _ g: N, larger: N, smaller: N
  ) -> N {
    if larger.number == smaller.number { return g / g.constant(2) }
    return larger.number < smaller.number ? g.zero : g
  }
}
