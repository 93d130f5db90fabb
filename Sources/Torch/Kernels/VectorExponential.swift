import Autograd
import CStandard

/// eˣ as PyTorch's kernels for vectors compute it, which is not always the nearest number.
///
/// Source: Shibata & Petrogalli, *SLEEF: A Portable Vectorized Library of C Standard Mathematical
/// Functions*, 2020, the exponential of an error of up to 1.0 units in the last place.
enum VectorExponential {
  /// The exponential in a precision of 64 or 32 bits; 16 bits are computed in 32.
  static func of(_ x: Double, _ precision: Precision) -> Double {
    precision == .double ? double(x) : Double(single(Float(x)))
  }

  private static func single(_ x: Float) -> Float {
    guard x >= -104 else { return x.isNaN ? x : 0 }
    guard x <= 100 else { return .infinity }
    let quotient = (x * 1.4426950408889634).rounded(.toNearestOrEven)
    var rest = x.addingProduct(quotient, -0.693145751953125)
    rest = rest.addingProduct(quotient, -1.428606765330187045e-06)
    let coefficients: [Float] = [
      0.00139304355252534151077271, 0.00833336077630519866943359, 0.0416664853692054748535156,
      0.166666671633720397949219, 0.5,
    ]
    let series = coefficients.reduce(0.000198527617612853646278381 as Float) {
      $1.addingProduct($0, rest)
    }
    let power = 1 + rest.addingProduct(rest * rest, series)
    let exponent = Int(quotient)
    let half = exponent >> 1
    return power * Float(sign: .plus, exponent: half, significand: 1)
      * Float(sign: .plus, exponent: exponent - half, significand: 1)
  }

  private static func double(_ x: Double) -> Double {
    guard x >= -1000 else { return x.isNaN ? x : 0 }
    guard x <= 709.782712893383973096206318587 else { return .infinity }
    let quotient = (x * 1.442695040888963407359924681001892137426645954152985934135449406931)
      .rounded(.toNearestOrEven)
    var rest = x.addingProduct(quotient, -0.69314718055966295651160180568695068359375)
    rest = rest.addingProduct(quotient, -0.28235290563031577122588448175013436025525412068e-12)
    let power = 1 + rest.addingProduct(rest * rest, series(rest))
    let exponent = Int(quotient)
    let half = exponent >> 1
    return power * Double(sign: .plus, exponent: half, significand: 1)
      * Double(sign: .plus, exponent: exponent - half, significand: 1)
  }

  /// Σ rᵏ⁻² / k! from k = 2 on, pairs of terms before pairs of pairs.
  private static func series(_ r: Double) -> Double {
    let (square, fourth) = (r * r, r * r * (r * r))
    func pair(_ high: Double, _ low: Double) -> Double { low.addingProduct(high, r) }
    let low = pair(0.0416666666666665047591422, 0.166666666666666851703837)
      .addingProduct(pair(0.00138888888889774492207962, 0.00833333333331652721664984), square)
    let high = pair(2.4801587159235472998791e-05, 0.000198412698960509205564975)
      .addingProduct(pair(2.75573911234900471893338e-07, 2.75572362911928827629423e-06), square)
    let highest = pair(2.08860621107283687536341e-09, 2.51112930892876518610661e-08)
    let upper = low.addingProduct(high, fourth)
    let sum = upper.addingProduct(highest, fourth * fourth)
    return (0.5 as Double).addingProduct(sum, r)
  }
}
