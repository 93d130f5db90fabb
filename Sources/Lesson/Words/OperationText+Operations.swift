import Autograd

extension Unary {
  /// The word on the card; the program's own where it has one.
  var title: String {
    switch self {
    case .alias: "copy"
    case .detach: "detach"
    case .negate: "negate"
    case .exp: "exp"
    case .expm1: "expm1"
    case .log: "log"
    case .log2: "log2"
    case .log10: "log10"
    case .log1p: "log1p"
    case .sqrt: "sqrt"
    case .rsqrt: "rsqrt"
    case .reciprocal: "reciprocal"
    case .sin: "sin"
    case .cos: "cos"
    case .tan: "tan"
    case .asin: "asin"
    case .acos: "acos"
    case .atan: "atan"
    case .sinh: "sinh"
    case .cosh: "cosh"
    case .tanh: "tanh"
    case .erf: "erf"
    case .sigmoid: "sigmoid"
    case .relu: "relu"
    case .abs: "abs"
    case .sign: "sign"
    case .floor: "floor"
    case .ceil: "ceil"
    case .round: "round"
    case .trunc: "trunc"
    }
  }
}

extension Binary {
  /// The sign between the operands; nil for what is written as a call.
  var sign: String? {
    switch self {
    case .add: "+"
    case .subtract: "−"
    case .multiply: "×"
    case .divide, .quotientOfNumber: "/"
    case .power: "^"
    case .remainder: "%"
    case .floorDivide: "//"
    case .maximum, .minimum, .atan2, .leakyRelu, .elu, .softplus, .huber, .smoothL1,
      .crossEntropy, .logitCrossEntropy:
      nil
    }
  }

  /// The word on the card.
  var title: String {
    switch self {
    case .add: "add"
    case .subtract: "subtract"
    case .multiply: "multiply"
    case .divide, .quotientOfNumber: "divide"
    case .power: "power"
    case .maximum: "max"
    case .minimum: "min"
    case .remainder: "remainder"
    case .floorDivide: "floor_divide"
    case .atan2: "atan2"
    case .leakyRelu: "leaky_relu"
    case .elu: "elu"
    case .softplus: "softplus"
    case .huber: "huber"
    case .smoothL1: "smooth_l1"
    case .crossEntropy: "binary_cross_entropy"
    case .logitCrossEntropy: "bce_with_logits"
    }
  }

  /// Whether a and b may change places.
  var isCommutative: Bool {
    switch self {
    case .add, .multiply, .maximum, .minimum: true
    case .subtract, .divide, .quotientOfNumber, .power, .remainder, .floorDivide, .atan2,
      .leakyRelu, .elu,
      .softplus, .huber, .smoothL1, .crossEntropy, .logitCrossEntropy:
      false
    }
  }
}

extension Reduction {
  /// The word on the card, with the fixed numbers that change its meaning.
  func title(_ parameters: [OperationText.Operand]) -> String {
    switch self {
    case .clamp: "clamp"
    case .choose: "where"
    case .sum, .sumByFour, .sumInRuns, .sumInOrder: "sum"
    case .multiplyAdd: "a + bc"
    case .lerp: "lerp"
    case .mean: "mean"
    case .product: "prod"
    case .max: "max"
    case .min: "min"
    case .median: "median"
    case .norm:
      parameters.first?.number.map { $0 == 2 ? "norm" : "\(NumberText.plain($0))-norm" } ?? "norm"
    case .variance: "var"
    case .standardDeviation: "std"
    case .logSumExp: "logsumexp"
    case .ranked: Reduction.rankTitle(parameters.first?.number ?? 0)
    case .selected: "select"
    }
  }

  /// `max`, `2nd largest`, `3rd smallest`.
  static func rankTitle(_ rank: Double) -> String {
    switch rank {
    case 0: "median"
    case 1: "min"
    case -1: "max"
    case ..<0: "\(ordinal(Int(-rank))) largest"
    default: "\(ordinal(Int(rank))) smallest"
    }
  }

  private static func ordinal(_ number: Int) -> String {
    let isTeen = (11...13).contains(number % 100)
    return switch number % 10 {
    case 1 where !isTeen: "\(number)st"
    case 2 where !isTeen: "\(number)nd"
    case 3 where !isTeen: "\(number)rd"
    default: "\(number)th"
    }
  }
}
