import CStandard

/// The gamma function and its logarithm, to the last digit as CPython has them, which does not ask
/// the C library.
///
/// Source: Lanczos, *A Precision Approximation of the Gamma Function*, 1964, with the coefficients
/// of Boost for g = 6.0246800…; the steps are those of `m_tgamma` and `m_lgamma` in CPython's
/// `Modules/mathmodule.c`.
enum GammaFunction {
  private static let g = 6.024680040776729583740234375
  private static let gMinusHalf = 5.524680040776729583740234375
  private static let numerator = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
  ]
  private static let denominator: [Double] = [
    0, 39_916_800, 120_543_840, 150_917_976, 105_258_076, 45_995_730, 13_339_535, 2_637_558, 357423,
    32670, 1925,
    66, 1,
  ]

  /// The sum of Lanczos: a quotient of polynomials, in powers of `x` or of `1 / x`.
  private static func sum(_ x: Double) -> Double {
    var (above, below) = (0.0, 0.0)
    if x < 5 {
      for index in numerator.indices.reversed() {
        above = above * x + numerator[index]
        below = below * x + denominator[index]
      }
    } else {
      for index in numerator.indices {
        above = above / x + numerator[index]
        below = below / x + denominator[index]
      }
    }
    return above / below
  }

  /// `sin(πx)`, exact where it is zero.
  private static func sinePi(_ x: Double) -> Double {
    let y = fmod(x.magnitude, 2)
    let value: Double =
      switch Int((2 * y).rounded(.toNearestOrAwayFromZero)) {
      case 0: sin(.pi * y)
      case 1: cos(.pi * (y - 0.5))
      case 2: sin(.pi * (1 - y))
      case 3: -cos(.pi * (y - 1.5))
      default: sin(.pi * (y - 2))
      }
    return x < 0 ? -value : value
  }

  /// NaN where it is not defined: at minus infinity and the integers below one.
  static func gamma(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x.isInfinite { return x > 0 ? x : .nan }
    if x == 0 { return .nan }
    if x == x.rounded(.down) {
      if x < 0 { return .nan }
      if x <= 23 { return stride(from: 2, to: x, by: 1).reduce(1, *) }
    }
    let magnitude = x.magnitude
    if magnitude < 1e-20 { return 1 / x }
    if magnitude > 200 { return x < 0 ? 0 / sinePi(x) : .infinity }
    let y = magnitude + gMinusHalf
    // What was lost in the sum.
    let lost =
      magnitude > gMinusHalf ? (y - magnitude) - gMinusHalf : (y - gMinusHalf) - magnitude
    let correction = lost * g / y
    let root = pow(y, magnitude / 2 - 0.25)
    if x < 0 {
      var value = -Double.pi / sinePi(magnitude) / magnitude * exp(y) / sum(magnitude)
      value -= correction * value
      return magnitude < 140 ? value / pow(y, magnitude - 0.5) : value / root / root
    }
    var value = sum(magnitude) / exp(y)
    value += correction * value
    return magnitude < 140 ? value * pow(y, magnitude - 0.5) : value * root * root
  }

  /// The logarithm of the magnitude; NaN at the poles, which are the integers below one.
  static func logarithm(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x.isInfinite { return .infinity }
    if x == x.rounded(.down), x <= 2 { return x <= 0 ? .nan : 0 }
    let magnitude = x.magnitude
    if magnitude < 1e-20 { return -log(magnitude) }
    var value = log(sum(magnitude)) - g
    value += (magnitude - 0.5) * (log(magnitude + g - 0.5) - 1)
    if x < 0 {
      let logPi = 1.144729885849400174143427351353058711647
      value = logPi - log(sinePi(magnitude).magnitude) - log(magnitude) - value
    }
    return value
  }
}
