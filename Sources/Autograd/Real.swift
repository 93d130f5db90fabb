import CStandard

/// How many bits a result is rounded to.
public enum Precision: UInt8, Sendable {
  /// 64 bits: no rounding beyond the machine's.
  case double
  /// 32 bits, PyTorch's default.
  case single
  /// 16 bits.
  case half

  /// The nearest number that this precision holds.
  @inline(__always)
  public func rounded(_ value: Double) -> Double {
    self == .double ? value : self == .single ? Double(Float(value)) : Self.roundedToHalf(value)
  }

  /// a + bc, rounded once.
  public func multiplyAdd(_ a: Double, _ b: Double, _ c: Double) -> Double {
    switch self {
    case .double: a.addingProduct(b, c)
    case .single: Double(Float(a).addingProduct(Float(b), Float(c)))
    case .half: rounded(Double(Float(a).addingProduct(Float(b), Float(c))))
    }
  }

  /// A function of its own: inlined, the compiler converts in software at every operation and drops
  /// the result.
  @inline(never)
  private static func roundedToHalf(_ value: Double) -> Double { Double(Float16(value)) }
}

/// The reading of a rule that computes: a number, rounded after every operation as PyTorch does.
///
/// Rounding a double result once gives the correctly rounded single-precision result of
/// + − × / and √, since 53 ≥ 2·24 + 2 (Figueroa, *When is double rounding innocuous?*, 1995).
public struct Real: Number, Sendable {
  /// The number.
  public let number: Double
  /// What results are rounded to.
  public let precision: Precision

  /// A number that is already rounded to `precision`.
  @inline(__always)
  public init(_ number: Double, precision: Precision = .double) {
    self.number = number
    self.precision = precision
  }

  @inline(__always)
  private func result(_ value: Double) -> Real {
    Real(precision.rounded(value), precision: precision)
  }

  /// A fixed number, rounded like the others.
  @inline(__always)
  public func constant(_ value: Double) -> Real { result(value) }

  /// The rounded value of a primitive of one operand.
  @inline(__always)
  public func applying(_ operation: Unary) -> Real {
    let x = number
    return switch operation {
    case .alias, .detach: result(x)
    case .negate: Real(-x, precision: precision)
    case .exp: result(exp(x))
    case .expm1: result(expm1(x))
    case .log: result(log(x))
    case .log2: result(log2(x))
    case .log10: result(log10(x))
    case .log1p: result(log1p(x))
    case .sqrt: result(x.squareRoot())
    case .rsqrt: result(1 / precision.rounded(x.squareRoot()))
    case .reciprocal: result(1 / x)
    case .sin: result(sin(x))
    case .cos: result(cos(x))
    case .tan: result(tan(x))
    case .asin: result(asin(x))
    case .acos: result(acos(x))
    case .atan: result(atan(x))
    case .sinh: result(sinh(x))
    case .cosh: result(cosh(x))
    case .tanh: result(tanh(x))
    case .erf: result(erf(x))
    case .sigmoid: result(1 / precision.rounded(1 + precision.rounded(exp(-x))))
    case .relu: x <= 0 ? Real(x.isZero ? x : 0, precision: precision) : self
    case .abs: result(x.magnitude)
    case .sign: result(x > 0 ? 1 : x < 0 ? -1 : 0)
    case .floor: result(x.rounded(.down))
    case .ceil: result(x.rounded(.up))
    case .round: result(x.rounded(.toNearestOrEven))
    case .trunc: result(x.rounded(.towardZero))
    }
  }

  /// The rounded value of a primitive of two operands.
  @inline(__always)
  public func applying(_ operation: Binary, _ other: Real) -> Real {
    switch operation {
    case .add: result(number + other.number)
    case .subtract: result(number - other.number)
    case .multiply: result(number * other.number)
    case .divide: result(number / other.number)
    case .quotientOfNumber: result(precision.rounded(1 / other.number) * number)
    case .power: power(other)
    case .maximum: number.isNaN || number >= other.number ? self : other
    case .minimum: number.isNaN || number <= other.number ? self : other
    case .remainder: result(flooredRemainder(number, other.number))
    case .floorDivide: result(flooredQuotient(number, other.number))
    case .atan2: result(atan2(number, other.number))
    case .leakyRelu: number > 0 ? self : result(number * other.number)
    case .elu:
      number >= 0 || number.isNaN ? self : result(other.number * precision.rounded(expm1(number)))
    case .softplus: softplus(scale: other.number)
    case .huber: huber(bound: other.number)
    case .smoothL1: smoothL1(bound: other.number)
    case .crossEntropy: crossEntropy(target: other.number)
    case .logitCrossEntropy: logitCrossEntropy(target: other.number)
    }
  }

  /// PyTorch multiplies for small exponents, and so rounds in between
  /// (`pow_tensor_scalar_optimized_kernel`).
  private func power(_ exponent: Real) -> Real {
    switch exponent.number {
    case 0.5: applying(.sqrt)
    case -0.5: applying(.rsqrt)
    case -1: result(1 / number)
    case -2: result(1 / precision.rounded(number * number))
    case 2: result(number * number)
    case 3: result(precision.rounded(number * number) * number)
    default: result(pow(number, exponent.number))
    }
  }

  private func softplus(scale: Double) -> Real {
    number * scale > 20 ? self : result(log1p(exp(number * scale)) / scale)
  }

  private func huber(bound: Double) -> Real {
    let size = number.magnitude
    return result(size <= bound ? 0.5 * size * size : bound * (size - 0.5 * bound))
  }

  private func smoothL1(bound: Double) -> Real {
    let size = number.magnitude
    return result(size < bound ? 0.5 * size * size / bound : size - 0.5 * bound)
  }

  private func crossEntropy(target: Double) -> Real {
    let positive = target * max(precision.rounded(log(number)), -100)
    let negative = precision.rounded(target - 1) * max(precision.rounded(log1p(-number)), -100)
    return result(precision.rounded(negative) - precision.rounded(positive))
  }

  private func logitCrossEntropy(target: Double) -> Real {
    let logSigmoid = min(0, number) - precision.rounded(log1p(exp(-number.magnitude)))
    let linear = precision.rounded(1 - target) * number
    return result(precision.rounded(linear) - precision.rounded(logSigmoid))
  }

  private func flooredRemainder(_ x: Double, _ y: Double) -> Double {
    let remainder = fmod(x, y)
    return remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder
  }

  /// ⌊x / y⌋ by way of the exact remainder, as Python and PyTorch have it
  /// (`c10::div_floor_floating`).
  private func flooredQuotient(_ x: Double, _ y: Double) -> Double {
    if y == 0 { return x / y }
    let remainder = fmod(x, y)
    var quotient = precision.rounded(precision.rounded(x - remainder) / y)
    if remainder != 0, (remainder < 0) != (y < 0) { quotient -= 1 }
    if quotient == 0 { return Double(signOf: x / y, magnitudeOf: 0) }
    let floor = quotient.rounded(.down)
    return quotient - floor > 0.5 ? floor + 1 : floor
  }
}
