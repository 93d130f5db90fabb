import Autograd
import CStandard

/// A function of two arrays, element by element, by its name in NumPy.
enum ArrayBinary: String, CaseIterable {
  case add
  case subtract
  case multiply
  case divide
  case floorDivide = "floor_divide"
  case remainder
  case fmod
  case power
  case maximum
  case minimum
  case fmax
  case fmin
  case arctan2
  case hypot
  case logaddexp
  case copysign
  case bitwiseAnd = "bitwise_and"
  case bitwiseOr = "bitwise_or"
  case bitwiseXor = "bitwise_xor"
  case leftShift = "left_shift"
  case rightShift = "right_shift"
  case equal
  case notEqual = "not_equal"
  case less
  case lessEqual = "less_equal"
  case greater
  case greaterEqual = "greater_equal"
  case logicalAnd = "logical_and"
  case logicalOr = "logical_or"
  case logicalXor = "logical_xor"

  /// The types that operands of a joined type are brought to, and that the result has.
  func types(for joined: DType) throws(TorchError) -> (operands: DType, result: DType) {
    switch self {
    case .add, .multiply, .maximum, .minimum, .fmax, .fmin: return (joined, joined)
    case .subtract:
      guard joined != .bool else {
        throw .type(
          "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, "
            + "the `^` operator, or the logical_xor function instead.")
      }
      return (joined, joined)
    case .floorDivide, .remainder, .fmod, .power:
      let type: DType = joined == .bool ? .int8 : joined
      return (type, type)
    case .divide:
      let type: DType = joined.isFloating ? joined : .float64
      return (type, type)
    case .arctan2, .hypot, .logaddexp, .copysign: return (joined.ofFunctions, joined.ofFunctions)
    case .bitwiseAnd, .bitwiseOr, .bitwiseXor, .leftShift, .rightShift:
      guard !joined.isFloating else { throw .noLoop(rawValue) }
      let type: DType =
        joined == .bool && (self == .leftShift || self == .rightShift) ? .int8 : joined
      return (type, type)
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .logicalAnd, .logicalOr,
      .logicalXor:
      return (joined, .bool)
    }
  }

  /// The result for operands of the type that ``types(for:)`` names, and what went wrong in it.
  func callAsFunction(
    _ a: NDArray, _ b: NDArray, type: DType, result: DType
  ) throws(TorchError) -> (array: NDArray, slips: FloatingPointSlips) {
    let shape = try broadcastShape([a.shape, b.shape])
    let loop = ElementLoop(a, b, over: shape)
    var slips: FloatingPointSlips = []
    var values: [Double]
    if type.category == .integer, let whole = try integers(loop, a, b, type, &slips) {
      values = whole
    } else {
      values = numbers(loop, b, type)
    }
    if result.isFloating {
      slips = round(&values, loop, result)
    } else if result.category == .integer {
      try result.settle(&values)
    }
    return (NDArray(values, shape: shape.sizes, dtype: result), slips)
  }

  /// Rounds to the type of the result, and looks for what is not finite.
  private func round(
    _ values: inout [Double], _ loop: ElementLoop, _ type: DType
  ) -> FloatingPointSlips {
    if type != .float64 {
      for index in values.indices { values[index] = type.precision.rounded(values[index]) }
    }
    guard values.contains(where: { !$0.isFinite }) else { return [] }
    var slips: FloatingPointSlips = []
    var index = 0
    _ = loop.map { x, y in
      slips.formUnion(.between(x, y, values[index], isPole: isPole))
      index += 1
      return 0
    }
    return slips
  }

  private func isPole(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .divide, .floorDivide: b == 0
    case .power: a == 0
    default: false
    }
  }

  /// What has to be computed with whole numbers; nil where floats are exact as well.
  private func integers(
    _ loop: ElementLoop, _ a: NDArray, _ b: NDArray, _ type: DType,
    _ slips: inout FloatingPointSlips
  ) throws(TorchError) -> [Double]? {
    @inline(__always) func whole(_ body: (Int64, Int64) -> Int64) -> [Double] {
      loop.map { Double(body(Int64(clamping: $0), Int64(clamping: $1))) }
    }
    switch self {
    case .floorDivide, .remainder, .fmod:
      if b.values.contains(0) { slips = .divide }
      return whole { x, y in
        guard y != 0 else { return 0 }
        // The one quotient that would not fit is that of the smallest number and -1.
        let (quotient, rest) = y == -1 ? (0 &- x, 0) : x.quotientAndRemainder(dividingBy: y)
        let isBelow = rest != 0 && (rest < 0) != (y < 0)
        switch self {
        case .floorDivide: return isBelow ? quotient - 1 : quotient
        case .remainder: return isBelow ? rest + y : rest
        default: return rest
        }
      }
    case .power:
      guard b.values.allSatisfy({ $0 >= 0 }) else {
        throw .value("Integers to negative integer powers are not allowed.")
      }
      let powers = loop.map { pow($0, $1) }
      // Small types wrap around, which needs the true number.
      guard powers.allSatisfy({ $0.magnitude < 0x1p53 }) else { throw .tooLargeInteger }
      return powers
    case .bitwiseAnd: return whole { $0 & $1 }
    case .bitwiseOr: return whole { $0 | $1 }
    case .bitwiseXor: return whole { $0 ^ $1 }
    case .leftShift: return whole { (0..<64).contains($1) ? $0 << $1 : 0 }
    case .rightShift: return whole { $0 >> ((0..<64).contains($1) ? $1 : 63) }
    default: return nil
    }
  }

  private func numbers(_ loop: ElementLoop, _ b: NDArray, _ type: DType) -> [Double] {
    @inline(__always) func test(_ holds: (Double, Double) -> Bool) -> [Double] {
      loop.map { holds($0, $1) ? 1 : 0 }
    }
    switch self {
    case .add: return type == .bool ? test { $0 + $1 > 0 } : loop.map { $0 + $1 }
    case .subtract: return loop.map { $0 - $1 }
    case .multiply: return loop.map { $0 * $1 }
    case .divide: return loop.map { $0 / $1 }
    case .floorDivide: return loop.map { flooredQuotient($0, $1) }
    case .remainder: return loop.map { flooredRemainder($0, $1) }
    case .fmod: return loop.map { CStandard.fmod($0, $1) }
    case .power:
      if b.count == 1, b.first == 2 { return loop.map { x, _ in x * x } }
      if b.count == 1, b.first == 0.5 { return loop.map { x, _ in x.squareRoot() } }
      if b.count == 1, b.first == 1 { return loop.map { x, _ in x } }
      if b.count == 1, b.first == -1 { return loop.map { x, _ in 1 / x } }
      return loop.map { pow($0, $1) }
    case .maximum: return loop.map { $0.isNaN || $0 >= $1 ? $0 : $1 }
    case .minimum: return loop.map { $0.isNaN || $0 <= $1 ? $0 : $1 }
    case .fmax: return loop.map { $1.isNaN || $0 >= $1 ? $0 : $1 }
    case .fmin: return loop.map { $1.isNaN || $0 <= $1 ? $0 : $1 }
    case .arctan2: return loop.map { atan2($0, $1) }
    case .hypot: return loop.map { CStandard.hypot($0, $1) }
    case .logaddexp: return loop.map { logarithmOfSum($0, $1) }
    case .copysign: return loop.map { Double(signOf: $1, magnitudeOf: $0) }
    case .equal: return test { $0 == $1 }
    case .notEqual: return test { $0 != $1 }
    case .less: return test { $0 < $1 }
    case .lessEqual: return test { $0 <= $1 }
    case .greater: return test { $0 > $1 }
    case .greaterEqual: return test { $0 >= $1 }
    case .logicalAnd, .bitwiseAnd: return test { $0 != 0 && $1 != 0 }
    case .logicalOr, .bitwiseOr: return test { $0 != 0 || $1 != 0 }
    case .logicalXor, .bitwiseXor: return test { ($0 != 0) != ($1 != 0) }
    case .leftShift, .rightShift: return loop.map { x, _ in x }
    }
  }
}

extension DType {
  /// Brings whole results into the type: small types wrap around, and what a float does not hold
  /// exactly is refused.
  func settle(_ values: inout [Double]) throws(TorchError) {
    guard self == .int64 else {
      for index in values.indices { values[index] = converted(values[index]) }
      return
    }
    guard values.allSatisfy({ $0.magnitude < 0x1p53 }) else { throw .tooLargeInteger }
  }
}

/// A whole number on the way to a result; nan, which no result may be, once it is not exact.
@inline(__always)
func wholeResult(_ value: Double) -> Double { value.magnitude < 0x1p53 ? value : .nan }

extension TorchError {
  static let tooLargeInteger = TorchError.unsupported("an integer beyond 2**53 in an array")

  static func noLoop(_ function: String) -> TorchError {
    .type(
      "ufunc '\(function)' not supported for the input types, and the inputs could not be safely "
        + "coerced to any supported types according to the casting rule ''safe''")
  }
}

/// The remainder with the sign of the divisor, as Python defines it; nan for a divisor of zero.
func flooredRemainder(_ x: Double, _ y: Double) -> Double {
  let rest = fmod(x, y)
  if rest == 0 { return Double(signOf: y, magnitudeOf: 0) }
  return (rest < 0) != (y < 0) ? rest + y : rest
}

/// The quotient that goes with ``flooredRemainder(_:_:)``.
func flooredQuotient(_ x: Double, _ y: Double) -> Double {
  guard y != 0 else { return x / y }
  let rest = fmod(x, y)
  var quotient = (x - rest) / y
  if rest != 0, (rest < 0) != (y < 0) { quotient -= 1 }
  guard quotient != 0 else { return Double(signOf: x / y, magnitudeOf: 0) }
  let floor = quotient.rounded(.down)
  return quotient - floor > 0.5 ? floor + 1 : floor
}

/// log(eˣ + eʸ) without overflow.
private func logarithmOfSum(_ x: Double, _ y: Double) -> Double {
  if x == y { return x + log(2) }
  let difference = x - y
  if difference > 0 { return x + log1p(exp(-difference)) }
  return difference <= 0 ? y + log1p(exp(difference)) : difference
}
