import Autograd
import Lesson

/// Wrong local derivatives, by operation; and wrong values on the way forward.
extension Malrule {
  static let locals: [Malrule] = [
    Malrule(.productSwapped, .local { $0.operation == .binary(.multiply) ? $0.operand : nil }),
    Malrule(.sumAsProduct, .local { $0.operation == .binary(.add) ? $0.partner : nil }),
    Malrule(
      .subtractionSign,
      .local {
        $0.operation == .binary(.subtract) && $0.place == 1 ? TracedNumber(1) : nil
      }),
    Malrule(.negationSign, .local { $0.operation == .unary(.negate) ? TracedNumber(1) : nil }),
    Malrule(
      .quotientSign,
      .local {
        $0.isDivisor ? $0.partner / ($0.operand * $0.operand) : nil
      }),
    Malrule(.quotientSquare, .local { $0.isDivisor ? -($0.partner / $0.operand) : nil }),
    Malrule(.quotientAsProduct, .local { $0.isQuotient && $0.place == 0 ? $0.partner : nil }),
    Malrule(
      .powerExponentDropped,
      .local {
        $0.isPower ? $0.operand.applying(.power, $0.partner - TracedNumber(1)) : nil
      }),
    Malrule(
      .powerNotLowered,
      .local {
        $0.isPower ? $0.partner * $0.operand.applying(.power, $0.partner) : nil
      }),
    Malrule(
      .squareFactorDoubled,
      .local {
        $0.isPower && $0.partner.number == 2 ? TracedNumber(4) * $0.operand : nil
      }),
    Malrule(
      .sigmoidOfInput,
      .local {
        $0.operation == .unary(.sigmoid) ? $0.operand * (TracedNumber(1) - $0.operand) : nil
      }),
    Malrule(
      .sigmoidTwice,
      .local {
        guard $0.operation == .unary(.sigmoid) else { return nil }
        let again = $0.output.applying(.sigmoid)
        return again * (TracedNumber(1) - again)
      }),
    Malrule(
      .sigmoidSaturated,
      .local {
        $0.operation == .unary(.sigmoid) && $0.operand.number.magnitude >= 4 ? TracedNumber(0) : nil
      }),
    Malrule(
      .activationDerivativeTwice,
      .local { use in
        switch use.operation {
        case .unary(.sigmoid), .unary(.tanh):
          let local = use.operation.partials(
            one: TracedNumber(1), operands: use.operands, output: use.output)[0]
          return local * local
        case .source, .unary, .binary, .reduction: return nil
        }
      }),
    Malrule(
      .tanhOfInput,
      .local {
        $0.operation == .unary(.tanh) ? TracedNumber(1) - $0.operand * $0.operand : nil
      }),
    Malrule(
      .reluAlwaysOpen,
      .local {
        $0.operation == .unary(.relu) && $0.operand.number <= 0 ? TracedNumber(1) : nil
      }),
    Malrule(
      .reluValueAsSlope,
      .local {
        $0.operation == .unary(.relu) && $0.operand.number > 0 ? $0.output : nil
      }),
    Malrule(
      .reluClosed,
      .local {
        $0.operation == .unary(.relu) && $0.operand.number > 0 ? TracedNumber(0) : nil
      }),
    Malrule(
      .leakySlopeDropped,
      .local {
        $0.operation == .binary(.leakyRelu) && $0.operand.number <= 0 ? TracedNumber(0) : nil
      }),
    Malrule(
      .absAtKink,
      .local {
        $0.operation == .unary(.abs) && $0.operand.number == 0 ? TracedNumber(1) : nil
      }),
    Malrule(
      .clampOpenAtBound,
      .local {
        guard $0.operation == .reduction(.clamp), $0.place == 0 else { return nil }
        let x = $0.operand.number
        return $0.operands.dropFirst().contains { $0.number == x }
          ? TracedNumber(1) : nil
      }),
    Malrule(
      .tieNotShared,
      .local {
        let isExtreme = $0.operation == .binary(.maximum) || $0.operation == .binary(.minimum)
        return isExtreme && $0.operand.number == $0.partner.number ? TracedNumber(1) : nil
      }),
    Malrule(
      .expAsPower,
      .local {
        $0.operation == .unary(.exp)
          ? $0.operand * ($0.operand - TracedNumber(1)).applying(.exp) : nil
      }),
    Malrule(.logNotInverted, .local { $0.operation == .unary(.log) ? $0.operand : nil }),
    Malrule(.outerAtWrongPlace, .local { use in use.inner.flatMap(use.slope) }),
    Malrule(
      .functionAsFactor,
      .local { use in
        switch use.operation {
        case .unary(let unary) where unary != .negate && unary != .relu: use.output
        case .binary(.power) where use.place == 0: use.output
        case .source, .unary, .binary, .reduction: nil
        }
      }),
    Malrule(.weightUpdatedFirst, .local { $0.layer?.updated }),
    Malrule(.weightOfOwnLayer, .local { $0.layer?.below }),
    Malrule(.meanAsSum, .local { $0.operation == .reduction(.mean) ? TracedNumber(1) : nil }),
    Malrule(
      .sumAsMean,
      .local { use in
        switch use.operation {
        case .reduction(let reduction) where reduction.isSum:
          TracedNumber(1 / Double(use.operands.count))
        case .source, .unary, .binary, .reduction: nil
        }
      }),
  ]

  static let forward: [Malrule] = [
    Malrule(
      .differenceReversed,
      .value { $0.operation == .binary(.subtract) ? $0.operands[1] - $0.operands[0] : nil }),
    Malrule(.quotientReversed, .value { $0.isQuotient ? $0.operands[1] / $0.operands[0] : nil }),
    Malrule(.powerAsProduct, .value { $0.isPower ? $0.operands[0] * $0.operands[1] : nil }),
    Malrule(
      .squareKeepsSign,
      .value { use in
        guard use.operands[0].number < 0 else { return nil }
        if use.isPower, use.operands[1].number == 2 {
          return -(use.operands[0] * use.operands[0])
        }
        return nil
      }),
    Malrule(
      .productAsSum,
      .value { $0.operation == .binary(.multiply) ? $0.operands[0] + $0.operands[1] : nil }),
    Malrule(
      .productSign,
      .value { use in
        guard use.operation == .binary(.multiply),
          use.operands.contains(where: { $0.number < 0 })
        else { return nil }
        return -(use.operands[0] * use.operands[1])
      }),
    Malrule(
      .reluNotApplied,
      .value {
        $0.operation == .unary(.relu) && $0.operands[0].number < 0 ? $0.operands[0] : nil
      }),
    Malrule(
      .meanNotDivided,
      .value {
        $0.operation == .reduction(.mean) ? $0.operands.dropFirst().reduce($0.operands[0], +) : nil
      }),
    Malrule(
      .sumDivided,
      .value { use in
        guard use.operation == .reduction(.sum) else { return nil }
        return use.operands.dropFirst().reduce(use.operands[0], +)
          / TracedNumber(Double(use.operands.count))
      }),
  ]
}

extension Mutation.Use {
  /// The derivative of a function of one, at another place than the operand; nil where it is no such
  /// function.
  func slope(at place: TracedNumber) -> TracedNumber? {
    switch operation {
    case .unary(let unary) where unary != .negate:
      operation.partials(one: TracedNumber(1), operands: [place], output: place.applying(unary))[0]
    case .binary(.power) where self.place == 0:
      partner * place.applying(.power, partner - TracedNumber(1))
    case .source, .unary, .binary, .reduction: nil
    }
  }

  /// Whether it is a function of one whose derivative depends on where it is taken, not only on
  /// which side of a kink.
  var isCurved: Bool {
    switch operation {
    case .unary(.alias), .unary(.detach), .unary(.negate), .unary(.relu), .unary(.abs),
      .unary(.sign), .unary(.floor), .unary(.ceil), .unary(.round):
      false
    case .unary: true
    case .binary(.power): place == 0
    case .source, .binary, .reduction: false
    }
  }

  fileprivate var isQuotient: Bool {
    operation == .binary(.divide) || operation == .binary(.quotientOfNumber)
  }
  fileprivate var isDivisor: Bool { isQuotient && place == 1 }
  fileprivate var isPower: Bool { operation == .binary(.power) && place == 0 }
}
