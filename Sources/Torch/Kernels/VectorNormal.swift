/// Pairs of normal numbers as PyTorch's vector kernel for 32 bits makes them of uniform ones.
///
/// Its logarithm, sine and cosine are the polynomials of the Cephes library, each product fused into
/// the sum that it is part of, as the compiler fuses them.
///
/// Source: Moshier, *Methods and Programs for Mathematical Functions*, 1989; Box & Muller, *A Note on
/// the Generation of Random Normal Deviates*, 1958.
enum VectorNormal {
  /// Two normal numbers of mean 0 and deviation 1, of two uniform ones of [0, 1).
  static func pair(_ first: Float, _ second: Float) -> (Float, Float) {
    let radius = (-2 * logarithm(1 - first)).squareRoot()
    let (sine, cosine) = sineAndCosine(Float(2 * Double.pi) * second)
    return (radius * cosine, radius * sine)
  }

  /// ln x of a positive number.
  private static func logarithm(_ x: Float) -> Float {
    let bits = max(x, .leastNormalMagnitude).bitPattern
    var exponent = Float(Int(bits >> 23) - 126)
    var rest = Float(bitPattern: (bits & 0x807F_FFFF) | Float(0.5).bitPattern)
    if rest < 0.707106781186547524 {
      exponent -= 1
      rest = rest - 1 + rest
    } else {
      rest -= 1
    }
    let square = rest * rest
    let coefficients: [Float] = [
      -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
      2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ]
    let series = coefficients.reduce(7.0376836292e-2 as Float) { $1.addingProduct($0, rest) } * rest
    let correction = (exponent * -2.12194440e-4).addingProduct(series, square)
    let sum = rest + correction.addingProduct(square, -0.5)
    return sum.addingProduct(exponent, 0.693359375)
  }

  /// Of an angle from 0 up to 2π.
  private static func sineAndCosine(_ x: Float) -> (Float, Float) {
    let octant = (Int(x * 1.27323954473516) + 1) & ~1
    let turns = Float(octant)
    let parts: [Float] = [-0.78515625, -2.4187564849853515625e-4, -3.77489497744594108e-8]
    let rest = parts.reduce(x) { $0.addingProduct(turns, $1) }
    let square = rest * rest
    let even = [-1.388731625493765e-3, 4.166664568298827e-2].reduce(2.443315711809948e-5 as Float) {
      ($1 as Float).addingProduct($0, square)
    }
    let cosine = (-(square * 0.5)).addingProduct(even * square, square) + 1
    let odd = [8.3321608736e-3, -1.6666654611e-1].reduce(-1.9515295891e-4 as Float) {
      ($1 as Float).addingProduct($0, square)
    }
    let sine = rest.addingProduct(odd * square, rest)
    let isSwapped = octant & 2 != 0
    let (s, c) = isSwapped ? (cosine, sine) : (sine, cosine)
    return (octant & 4 != 0 ? -s : s, (octant - 2) & 4 == 0 ? -c : c)
  }
}
