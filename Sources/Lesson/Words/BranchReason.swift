import Autograd

extension Graph {
  /// Why an operation that has branches has this local derivative here: `x > 0`.
  ///
  /// - Returns: Nil where the derivative is the same formula everywhere.
  package func branchReason(of edge: Edge) -> String? {
    guard custom[edge] == nil else { return nil }
    let node = recording.nodes[edge.to]
    let operands = node.operands.map {
      Branch.Operand(symbol(ofOperand: $0), recording.nodes[$0].value)
    }
    return switch node.operation {
    case .source: nil
    case .unary(let unary): Branch.reason(unary, operands[0])
    case .binary(let binary): Branch.reason(binary, edge.place, operands[0], operands[1])
    case .reduction(let reduction):
      Branch.reason(reduction, edge.place, operands, output: node.value)
    }
  }

  /// What a formula calls an operand: its symbol, or the number where it is written in place.
  func symbol(ofOperand id: Int) -> String {
    let origin = origins[id]
    return self[origin]?.symbol ?? NumberText.plain(recording.nodes[origin].value)
  }
}

/// Which branch of an operation was taken, in words.
private enum Branch {
  struct Operand {
    let symbol: String
    let value: Double

    init(_ symbol: String, _ value: Double) {
      self.symbol = symbol
      self.value = value
    }

    func compared(to other: Operand) -> String {
      let sign = value > other.value ? ">" : value < other.value ? "<" : "="
      return "\(symbol) \(sign) \(other.symbol)"
    }

    var sign: String { compared(to: Operand("0", 0)) }
  }

  static func reason(_ unary: Unary, _ x: Operand) -> String? {
    switch unary {
    case .relu: x.value > 0 ? x.sign : "\(x.sign), where relu is flat"
    case .abs: x.value == 0 ? "\(x.sign), the kink, where PyTorch takes 0" : x.sign
    case .sign, .floor, .ceil, .round, .trunc: "\(unary.title) is flat between its steps"
    case .alias, .detach, .negate, .exp, .expm1, .log, .log2, .log10, .log1p, .sqrt, .rsqrt,
      .reciprocal, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh, .erf, .sigmoid:
      nil
    }
  }

  static func reason(
    _ binary: Binary, _ place: Int, _ a: Operand, _ b: Operand
  ) -> String? {
    switch binary {
    case .maximum, .minimum:
      a.value == b.value ? "\(a.compared(to: b)), a tie: half each" : a.compared(to: b)
    case .leakyRelu, .elu: a.sign
    case .softplus:
      a.value * b.value > 20 ? "\(a.symbol) is so large that softplus is the identity" : nil
    case .huber, .smoothL1:
      "|\(a.symbol)| \(a.value.magnitude < b.value ? "<" : "≥") \(b.symbol)"
    case .power: place == 0 && b.value == 0 ? "the exponent is 0" : nil
    case .floorDivide: "rounding down is flat between its steps"
    case .add, .subtract, .multiply, .divide, .quotientOfNumber, .remainder, .atan2,
      .crossEntropy, .logitCrossEntropy:
      nil
    }
  }

  static func reason(
    _ reduction: Reduction, _ place: Int, _ x: [Operand], output: Double
  ) -> String? {
    switch reduction {
    case .clamp: clamp(x[0], x[1], x[2])
    case .choose: "the condition is \(x[0].value != 0 ? "true" : "false")"
    case .max, .min:
      if x[place].value != output {
        "\(x[place].symbol) is not the \(reduction == .max ? "largest" : "smallest")"
      } else if x.count(where: { $0.value == output }) > 1 {
        "a tie: equal shares"
      } else {
        "\(x[place].symbol) is the \(reduction == .max ? "largest" : "smallest")"
      }
    case .ranked:
      "\(x[place].symbol) is \(isTaken(place, x, reduction, output) ? "" : "not ")the "
        + rankWord(x[0].value)
    case .selected:
      "\(x[place].symbol) is \(isTaken(place, x, reduction, output) ? "" : "not ")selected"
    case .norm, .standardDeviation:
      output == 0 ? "\(reduction.title([])) is 0, its kink, where PyTorch takes 0" : nil
    case .sum, .sumByFour, .sumInRuns, .sumInOrder, .multiplyAdd, .lerp, .median, .mean, .product,
      .variance,
      .logSumExp:
      nil
    }
  }

  /// Whether a selection took an operand.
  private static func isTaken(
    _ place: Int, _ x: [Operand], _ reduction: Reduction, _ output: Double
  ) -> Bool {
    let one = Real(1, precision: .double)
    let sent = reduction.contributions(
      upstream: one, operands: x.map { Real($0.value) }, output: Real(output))
    return sent[place].number == 1
  }

  private static func rankWord(_ rank: Double) -> String {
    switch rank {
    case 0: "middle one"
    case 1: "smallest"
    case -1: "largest"
    default: Reduction.rankTitle(rank)
    }
  }

  private static func clamp(_ x: Operand, _ lower: Operand, _ upper: Operand) -> String {
    if x.value < lower.value { return "\(x.compared(to: lower)), below the bounds" }
    if x.value > upper.value { return "\(x.compared(to: upper)), above the bounds" }
    if x.value == lower.value { return "\(x.compared(to: lower)), at a bound" }
    if x.value == upper.value { return "\(x.compared(to: upper)), at a bound" }
    return "\(x.symbol) is inside the bounds"
  }
}
