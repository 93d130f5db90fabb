import Autograd
import Lesson

/// Wrong local derivatives, by operation; and wrong values on the way forward.
extension Malrule {
  static let locals: [Malrule] = [
    Malrule(
      "product-swapped", "takes the own factor in a product",
      "The derivative of a product by one factor is the other factor.",
      .local { $0.operation == .binary(.multiply) ? $0.operand : nil }),
    Malrule(
      "sum-as-product", "treats a sum like a product",
      "A sum passes the gradient on unchanged: its local derivative is 1, whatever the other term.",
      .local { $0.operation == .binary(.add) ? $0.partner : nil }),
    Malrule(
      "subtraction-sign", "loses the sign of a subtraction",
      "What is subtracted has the local derivative −1.",
      .local {
        $0.operation == .binary(.subtract) && $0.place == 1 ? Derived(1) : nil
      }),
    Malrule(
      "negation-sign", "loses a minus sign",
      "The minus in front is a factor of −1 on the way back too.",
      .local { $0.operation == .unary(.negate) ? Derived(1) : nil }),
    Malrule(
      "quotient-sign", "loses the sign of the quotient rule",
      "The derivative of a / b by b is −a / b²: a larger divisor makes the quotient smaller.",
      .local {
        $0.isDivisor ? $0.partner / ($0.operand * $0.operand) : nil
      }),
    Malrule(
      "quotient-square", "loses the square of the quotient rule",
      "The derivative of a / b by b is −a / b², with the divisor squared.",
      .local { $0.isDivisor ? -($0.partner / $0.operand) : nil }),
    Malrule(
      "quotient-as-product", "takes the divisor itself as a factor",
      "The derivative of a / b by a is 1 / b, not b.",
      .local { $0.isQuotient && $0.place == 0 ? $0.partner : nil }),
    Malrule(
      "power-exponent-dropped", "loses the factor of the power rule",
      "The derivative of xⁿ is n·xⁿ⁻¹; for a square that is 2x, and the 2 stays.",
      .local {
        $0.isPower ? $0.operand.applying(.power, $0.partner - Derived(1)) : nil
      }),
    Malrule(
      "power-not-lowered", "does not lower the exponent",
      "The derivative of xⁿ is n·xⁿ⁻¹: the exponent goes down by one.",
      .local {
        $0.isPower ? $0.partner * $0.operand.applying(.power, $0.partner) : nil
      }),
    Malrule(
      "square-factor-doubled", "has a factor of 2 too many",
      "The derivative of x² is 2x; no further 2 comes from anywhere.",
      .local {
        $0.isPower && $0.partner.number == 2 ? Derived(4) * $0.operand : nil
      }),
    Malrule(
      "sigmoid-of-input", "takes the input of the sigmoid for its output",
      "The derivative of the sigmoid is s·(1 − s) for its output s, not for its input.",
      .local {
        $0.operation == .unary(.sigmoid) ? $0.operand * (Derived(1) - $0.operand) : nil
      }),
    Malrule(
      "sigmoid-twice", "applies the sigmoid once more",
      "The s in s·(1 − s) is the output that you have already; do not apply the sigmoid to it again.",
      .local {
        guard $0.operation == .unary(.sigmoid) else { return nil }
        let again = $0.output.applying(.sigmoid)
        return again * (Derived(1) - again)
      }),
    Malrule(
      "sigmoid-saturated", "takes a saturated sigmoid for flat",
      "The output is close to 1 or 0 but not equal to it, so the derivative is small and not 0.",
      .local {
        $0.operation == .unary(.sigmoid) && $0.operand.number.magnitude >= 4 ? Derived(0) : nil
      }),
    Malrule(
      "activation-derivative-twice", "multiplies by an activation's derivative twice",
      "The derivative of the activation is one factor, and it stands there once.",
      .local { use in
        switch use.operation {
        case .unary(.sigmoid), .unary(.tanh):
          let local = use.operation.partials(
            one: Derived(1), operands: use.operands, output: use.output)[0]
          return local * local
        case .source, .unary, .binary, .reduction: return nil
        }
      }),
    Malrule(
      "tanh-of-input", "takes the input of tanh for its output",
      "The derivative of tanh is 1 − t² for its output t, not for its input.",
      .local {
        $0.operation == .unary(.tanh) ? Derived(1) - $0.operand * $0.operand : nil
      }),
    Malrule(
      "relu-always-open", "passes gradients through a closed ReLU",
      "The input of this ReLU is not positive, so its gate is closed and 0 passes.",
      .local {
        $0.operation == .unary(.relu) && $0.operand.number <= 0 ? Derived(1) : nil
      }),
    Malrule(
      "relu-value-as-slope", "takes the output of a ReLU for its derivative",
      "The derivative of an open ReLU is 1, whatever its output.",
      .local {
        $0.operation == .unary(.relu) && $0.operand.number > 0 ? $0.output : nil
      }),
    Malrule(
      "relu-closed", "closes an open ReLU",
      "The input of this ReLU is positive, so its gate is open and the gradient passes.",
      .local {
        $0.operation == .unary(.relu) && $0.operand.number > 0 ? Derived(0) : nil
      }),
    Malrule(
      "leaky-slope-dropped", "sends nothing through the leaky side",
      "A leaky ReLU has a small slope on its negative side, not none.",
      .local {
        $0.operation == .binary(.leakyRelu) && $0.operand.number <= 0 ? Derived(0) : nil
      }),
    Malrule(
      "abs-at-kink", "takes one side's slope at the kink of an absolute value",
      "At 0 neither side counts: PyTorch takes the slope 0 between −1 and 1.",
      .local {
        $0.operation == .unary(.abs) && $0.operand.number == 0 ? Derived(1) : nil
      }),
    Malrule(
      "clamp-open-at-bound", "passes gradients through a clamp at its bound",
      "Exactly at a bound a clamp is closed, as it is beyond it: 0 passes.",
      .local {
        guard $0.operation == .reduction(.clamp), $0.place == 0 else { return nil }
        let x = $0.operand.number
        return $0.operands.dropFirst().contains { $0.number == x }
          ? Derived(1) : nil
      }),
    Malrule(
      "tie-not-shared", "gives a tie to both in full",
      "Where both are equal, each gets half of the gradient.",
      .local {
        let isExtreme = $0.operation == .binary(.maximum) || $0.operation == .binary(.minimum)
        return isExtreme && $0.operand.number == $0.partner.number ? Derived(1) : nil
      }),
    Malrule(
      "exp-as-power", "differentiates an exponential like a power",
      "The derivative of eˣ is eˣ itself; the power rule is for a fixed exponent.",
      .local {
        $0.operation == .unary(.exp) ? $0.operand * ($0.operand - Derived(1)).applying(.exp) : nil
      }),
    Malrule(
      "log-not-inverted", "takes x for the derivative of its logarithm",
      "The derivative of ln x is 1 / x.",
      .local { $0.operation == .unary(.log) ? $0.operand : nil }),
    Malrule(
      "outer-at-wrong-place", "differentiates the outer function at the wrong place",
      "The outer derivative is taken at what the inner function gives, not at its input.",
      .local { use in use.inner.flatMap(use.slope) }),
    Malrule(
      "function-as-factor", "multiplies by the function instead of its derivative",
      "In a chain the factors are derivatives; you multiplied by the value of the function itself.",
      .local { use in
        switch use.operation {
        case .unary(let unary) where unary != .negate && unary != .relu: use.output
        case .binary(.power) where use.place == 0: use.output
        case .source, .unary, .binary, .reduction: nil
        }
      }),
    Malrule(
      "weight-updated-first", "goes back through a weight that has been changed already",
      "All gradients of a pass belong to the weights before the step; change none until every "
        + "gradient is there.",
      .local { $0.layer?.updated }),
    Malrule(
      "weight-of-own-layer", "goes back through the weight of the layer below",
      "The error goes back through the weight that the layer above multiplied by on the way forward.",
      .local { $0.layer?.below }),
    Malrule(
      "mean-as-sum", "takes the mean for a sum",
      "A mean of n terms has the local derivative 1/n.",
      .local { $0.operation == .reduction(.mean) ? Derived(1) : nil }),
    Malrule(
      "sum-as-mean", "takes the sum for a mean",
      "A sum has the local derivative 1; only a mean divides by the number of terms.",
      .local { use in
        switch use.operation {
        case .reduction(let reduction) where reduction.isSum:
          Derived(1 / Double(use.operands.count))
        case .source, .unary, .binary, .reduction: nil
        }
      }),
  ]

  static let forward: [Malrule] = [
    Malrule(
      "difference-reversed", "subtracts the wrong way round",
      "The second is subtracted from the first.",
      .value { $0.operation == .binary(.subtract) ? $0.operands[1] - $0.operands[0] : nil }),
    Malrule(
      "quotient-reversed", "divides the wrong way round",
      "The first is divided by the second.",
      .value { $0.isQuotient ? $0.operands[1] / $0.operands[0] : nil }),
    Malrule(
      "power-as-product", "multiplies by the exponent",
      "An exponent says how often the number is a factor: x² is x·x, not 2x.",
      .value { $0.isPower ? $0.operands[0] * $0.operands[1] : nil }),
    Malrule(
      "square-keeps-sign", "gives a square a minus sign",
      "The square of a negative number is positive.",
      .value { use in
        guard use.operands[0].number < 0 else { return nil }
        if use.isPower, use.operands[1].number == 2 {
          return -(use.operands[0] * use.operands[0])
        }
        return nil
      }),
    Malrule(
      "product-as-sum", "adds instead of multiplying",
      "The two are multiplied here, not added.",
      .value { $0.operation == .binary(.multiply) ? $0.operands[0] + $0.operands[1] : nil }),
    Malrule(
      "product-sign", "loses the sign of a product",
      "A product of two numbers of different sign is negative, of equal sign positive.",
      .value { use in
        guard use.operation == .binary(.multiply),
          use.operands.contains(where: { $0.number < 0 })
        else { return nil }
        return -(use.operands[0] * use.operands[1])
      }),
    Malrule(
      "relu-not-applied", "leaves a negative number through a ReLU",
      "A ReLU gives 0 for everything that is not positive.",
      .value {
        $0.operation == .unary(.relu) && $0.operands[0].number < 0 ? $0.operands[0] : nil
      }),
    Malrule(
      "mean-not-divided", "adds up and does not divide",
      "A mean is divided by the number of its terms.",
      .value {
        $0.operation == .reduction(.mean) ? $0.operands.dropFirst().reduce($0.operands[0], +) : nil
      }),
    Malrule(
      "sum-divided", "divides a sum by the number of its terms",
      "A sum is not divided; that would be the mean.",
      .value { use in
        guard use.operation == .reduction(.sum) else { return nil }
        return use.operands.dropFirst().reduce(use.operands[0], +)
          / Derived(Double(use.operands.count))
      }),
  ]
}

extension Mutation.Use {
  /// The derivative of a function of one, at another place than the operand; nil where it is no such
  /// function.
  func slope(at place: Derived) -> Derived? {
    switch operation {
    case .unary(let unary) where unary != .negate:
      operation.partials(one: Derived(1), operands: [place], output: place.applying(unary))[0]
    case .binary(.power) where self.place == 0:
      partner * place.applying(.power, partner - Derived(1))
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
