import CStandard

/// The normal distribution as oneDNN's kernel has it, which PyTorch calls for `gelu` of more than one
/// 32-bit number: erf by formula 7.1.26 of Abramowitz & Stegun, products fused into the sums that
/// they are part of.
///
/// Source: `src/cpu/x64/injectors/jit_uni_eltwise_injector.cpp` of oneDNN, for AVX2.
struct NormalApproximation {
  /// x / √2.
  private let scaled: Float
  /// e^(−x²/2).
  private let power: Float
  /// erf(x / √2).
  private let turn: Float

  init(_ x: Float) {
    scaled = x * 0x1.6a09e6p-1
    power = Self.exp(-(scaled * scaled))
    let t = 1 / Float(1).addingProduct(scaled.magnitude, 0x1.4f740ap-2)
    var sum: Float = 0x1.0fb844p0
    for coefficient: Float in [-0x1.7401c6p0, 0x1.6be1c6p0, -0x1.23531cp-2, 0x1.04f20cp-2] {
      sum = coefficient.addingProduct(sum, t)
    }
    let magnitude = Float(1).addingProduct(sum, -power * t)
    turn = scaled.sign == .minus ? -magnitude : magnitude
  }

  /// x times the share of the distribution below x.
  func gelu(_ x: Float) -> Float { (x * 0.5).addingProduct(turn, x * 0.5) }

  /// The slope of ``gelu(_:)``.
  var slope: Float { (scaled * 0x1.20dd74p-1 * power + 0.5).addingProduct(turn, 0.5) }

  /// e^x for an x that is not positive.
  private static func exp(_ x: Float) -> Float {
    guard x >= -0x1.5d58a0p6 else { return x.isNaN ? x : 0 }
    let exponent = Float(0.5).addingProduct(x, 0x1.715476p0).rounded(.down)
    let rest = x.addingProduct(-exponent, 0x1.62e430p-1)
    var sum: Float = 0x1.0f9f9cp-7
    for coefficient: Float in [0x1.573a1ap-5, 0x1.555a80p-3, 0x1.fffdc6p-2, 0x1.fffff6p-1, 1] {
      sum = coefficient.addingProduct(sum, rest)
    }
    return sum * exp2f(exponent - 1) * 2
  }
}
