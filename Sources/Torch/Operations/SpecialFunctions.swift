import CStandard

/// Functions of mathematics that neither the processor nor the tape knows, in double precision.
///
/// Source: Abramowitz and Stegun, *Handbook of Mathematical Functions*, chapters 6, 7, 9 and 23.
enum SpecialFunction: String {
  case digamma
  case erfcx
  case erfinv
  case i0
  case i0e
  case i1
  case i1e
  case lgamma
  case logNormalDistribution = "log_ndtr"
  case ndtri

  func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .digamma: Self.slopeOfLogGamma(x)
    case .erfcx: Self.scaledErrorComplement(x)
    case .erfinv: Self.inverseError(x)
    case .i0: Self.bessel(0, x, scaled: false)
    case .i0e: Self.bessel(0, x, scaled: true)
    case .i1: Self.bessel(1, x, scaled: false)
    case .i1e: Self.bessel(1, x, scaled: true)
    case .lgamma: CStandard.lgamma(x)
    case .logNormalDistribution:
      x < -1
        ? log(Self.scaledErrorComplement(-x / 2.0.squareRoot()) / 2) - x * x / 2
        : log1p(-erfc(x / 2.0.squareRoot()) / 2)
    case .ndtri: 2.0.squareRoot() * Self.inverseError(2 * x - 1)
    }
  }

  /// The slope of ln Γ: moved to where its asymptotic series is exact.
  private static func slopeOfLogGamma(_ x: Double) -> Double {
    if x == 0 { return x.sign == .minus ? .infinity : -.infinity }
    if x < 0 {
      guard x.rounded() != x, x.isFinite else { return .nan }
      return slopeOfLogGamma(1 - x) - .pi / tan(.pi * x.truncatingRemainder(dividingBy: 1))
    }
    guard x.isFinite else { return x }
    var (x, sum) = (x, 0.0)
    while x < 10 {
      sum -= 1 / x
      x += 1
    }
    let square = 1 / (x * x)
    var series = 0.0
    let coefficients: [Double] = [
      -691.0 / 32760, 1.0 / 132, -1.0 / 240, 1.0 / 252, -1.0 / 120, 1.0 / 12,
    ]
    for coefficient in coefficients {
      series = (series + coefficient) * square
    }
    return sum + log(x) - 0.5 / x - series
  }

  /// Hurwitz's ζ(s, q) = Σ 1 / (q + k)ˢ, by the formula of Euler and Maclaurin.
  static func zeta(_ s: Double, _ q: Double) -> Double {
    if s == 1 { return .infinity }
    guard s > 1, !q.isNaN else { return .nan }
    if q <= 0 {
      if q.rounded() == q { return .infinity }
      guard s.rounded() == s else { return .nan }
    }
    var (sum, place) = (0.0, q)
    for _ in 0..<9 where place < 1e15 {
      sum += pow(place, -s)
      place += 1
    }
    while place < 9 {
      sum += pow(place, -s)
      place += 1
    }
    sum += pow(place, 1 - s) / (s - 1) + pow(place, -s) / 2
    var factor = s * pow(place, -s - 1)
    let bernoulli: [Double] = [
      1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1_209_600, 1.0 / 47_900_160,
      -691.0 / 1_307_674_368_000, 1.0 / 74_724_249_600,
    ]
    for (step, coefficient) in bernoulli.enumerated() {
      sum += factor * coefficient
      let next = s + Double(2 * step)
      factor *= (next + 1) * (next + 2) / (place * place)
    }
    return sum
  }

  /// The place below which a share of the error function lies: an estimate, made exact by Newton's
  /// and Halley's steps.
  private static func inverseError(_ y: Double) -> Double {
    guard y.magnitude < 1 else { return y.magnitude == 1 ? y * .infinity : .nan }
    guard y != 0 else { return y }
    let logarithm = log1p(-y * y)
    let half = 2 / (.pi * 0.147) + logarithm / 2
    var x = ((half * half - logarithm / 0.147).squareRoot() - half).squareRoot()
    if y < 0 { x = -x }
    for _ in 0..<3 {
      let excess =
        if y > 0.5 {
          (1 - y) - erfc(x)
        } else if y < -0.5 {
          erfc(-x) - (1 + y)
        } else {
          erf(x) - y
        }
      let step = excess / (2 / Double.pi.squareRoot() * exp(-x * x))
      guard step.isFinite else { break }
      x -= step / (1 + x * step)
    }
    return x
  }

  /// e^(x²) erfc(x), by a continued fraction where the product would be of huge and tiny numbers.
  private static func scaledErrorComplement(_ x: Double) -> Double {
    guard x > 5 else { return exp(x * x) * erfc(x) }
    var fraction = x
    for step in stride(from: 60, to: 0, by: -1) { fraction = x + Double(step) / 2 / fraction }
    return 1 / (Double.pi.squareRoot() * fraction)
  }

  /// The modified Bessel function of the first kind: its series, or far out its asymptotic one.
  private static func bessel(_ order: Int, _ x: Double, scaled: Bool) -> Double {
    guard !x.isNaN else { return x }
    let size = x.magnitude
    let result: Double
    if size > 30 {
      var (term, sum) = (1.0, 1.0)
      let square = Double(4 * order * order)
      for step in 1...20 {
        let odd = Double(2 * step - 1)
        term *= (odd * odd - square) / (Double(8 * step) * size)
        sum += term
      }
      result = sum / (2 * .pi * size).squareRoot() * (scaled ? 1 : exp(size))
    } else {
      let quarter = size * size / 4
      var (term, sum, step) = (order == 0 ? 1 : size / 2, 0.0, 1.0)
      while term > sum * 1e-18 {
        sum += term
        term *= quarter / (step * (step + Double(order)))
        step += 1
      }
      result = sum * (scaled ? exp(-size) : 1)
    }
    return order == 1 && x < 0 ? -result : result
  }
}

extension Library {
  /// The numbers that the Python text `torch._refs.special` gives their derivatives.
  func defineSpecialFunctions() {
    let core = module("torch._C")
    free("special(name, input)", in: core) { c throws(TorchError) in
      let x = try c.tensor("input")
      guard let function = SpecialFunction(rawValue: try c.string("name")) else {
        throw TorchError.unsupported("torch.special.\(try c.string("name"))")
      }
      return self.wrap(
        Tensor(
          x.values.map { x.dtype.converted(function($0)) }, shape: x.shape, dtype: x.dtype))
    }
    free("zeta(input, other)", in: core) { c throws(TorchError) in
      let (x, q) = (try c.tensor("input"), try c.tensor("other"))
      return self.wrap(
        Tensor(
          zip(x.values, q.values).map { x.dtype.converted(SpecialFunction.zeta($0, $1)) },
          shape: x.shape, dtype: x.dtype))
    }
  }
}
