import Autograd
import Testing

/// Values and gradients of every primitive against what PyTorch printed.
struct ReferenceTests {
  static let reference = Result { try Reference.load() }

  @Test(arguments: Unary.allCases, [Precision.double, .single])
  func agreesWithPyTorch(_ operation: Unary, in precision: Precision) throws {
    let tables = try Self.reference.get().tables(precision)
    try compare(tables.unary["\(operation)"], precision, operation.tolerance) {
      $0[0].applying(operation)
    }
  }

  @Test(arguments: Binary.allCases, [Precision.double, .single])
  func agreesWithPyTorch(_ operation: Binary, in precision: Precision) throws {
    let tables = try Self.reference.get().tables(precision)
    try compare(tables.binary["\(operation)"], precision, operation.tolerance) {
      $0[0].applying(operation, $0[1])
    }
  }

  @Test(arguments: Reduction.allCases, [Precision.double, .single])
  func agreesWithPyTorch(_ operation: Reduction, in precision: Precision) throws {
    let tables = try Self.reference.get().tables(precision)
    try compare(tables.reduction["\(operation)"], precision, operation.tolerance) {
      Value.reduce(operation, $0, precision: precision)
    }
  }

  private func compare(
    _ rows: [String]?, _ precision: Precision, _ tolerance: Tolerance,
    _ function: ([Value]) -> Value
  ) throws {
    for text in try #require(rows) {
      let row = try #require(ReferenceRow(text), "\(text)")
      let tape = Tape(keepsEvents: false)
      let leaves = row.operands.map { tape.leaf($0, precision: precision) }
      let output = function(leaves)
      if output.needsGradient { try output.backward(seed: row.seed) }
      let error = distance(output.number, row.value, precision) ?? .infinity
      #expect(error <= tolerance.value, "value \(output.number): \(text)")
      for (leaf, expected) in zip(leaves, row.gradients) {
        guard let expected else { continue }
        let error = distance(leaf.gradient ?? 0, expected, precision) ?? .infinity
        #expect(error <= tolerance.gradient, "gradient \(leaf.gradient ?? 0): \(text)")
      }
    }
  }
}

/// How far we may be from PyTorch, in units of the last place.
///
/// Zero where both round the exact result. PyTorch's transcendental functions, and even its square
/// root of a float, come from a vector library and err by one unit, which a difference of two
/// near numbers in a derivative enlarges.
struct Tolerance {
  var value: Double
  var gradient: Double

  static let exact = Tolerance(value: 0, gradient: 0)
  static let rounding = Tolerance(value: 2, gradient: 4)
  static let cancellation = Tolerance(value: 2, gradient: 64)
}

extension Unary {
  var tolerance: Tolerance {
    switch self {
    case .alias, .detach, .negate, .rsqrt, .reciprocal, .relu, .abs, .sign, .floor, .ceil, .round,
      .trunc:
      .exact
    case .exp, .log, .log2, .log10, .log1p, .sqrt, .sin, .cos, .tan, .asin, .acos, .atan, .sinh,
      .cosh, .erf, .sigmoid:
      .rounding
    case .expm1, .tanh: .cancellation
    }
  }
}

extension Binary {
  var tolerance: Tolerance {
    switch self {
    case .add, .subtract, .multiply, .divide, .quotientOfNumber, .maximum, .minimum, .remainder,
      .floorDivide, .leakyRelu, .huber:
      .exact
    case .power, .atan2, .elu, .softplus, .smoothL1: .rounding
    case .crossEntropy, .logitCrossEntropy: .cancellation
    }
  }
}

extension Reduction {
  var tolerance: Tolerance {
    switch self {
    case .clamp, .choose, .max, .min, .median, .ranked, .selected: .exact
    case .multiplyAdd, .lerp, .sum, .sumByFour, .sumInRuns, .sumInOrder, .mean, .product, .norm:
      .rounding
    case .variance, .standardDeviation, .logSumExp: .cancellation
    }
  }
}
