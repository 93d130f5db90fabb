import CStandard

/// Draws normally distributed numbers from 256 layers of the same area that cover the density.
///
/// Source: Marsaglia & Tsang, *The Ziggurat Method for Generating Random Variables*, 2000; the
/// layers are computed as their paper describes.
struct Ziggurat: Sendable {
  /// Up to which drawn bits a point of a layer is surely under the curve.
  private let sure: [UInt64]
  /// What turns drawn bits into a point of a layer.
  private let scale: [Double]
  /// The density where a layer ends.
  private let density: [Double]

  static let normal = Ziggurat()

  /// Where the tail begins, and the area of a layer.
  private static let (end, area) = (3.654152885361009, 0.004928673233974652)

  private static let inverseEnd = 0.27366123732975827203

  private init() {
    func height(_ x: Double) -> Double { exp(-0.5 * x * x) }
    var ends = [Double](repeating: 0, count: 256)
    ends[255] = Ziggurat.end
    for layer in (1..<255).reversed() {
      let y = Ziggurat.area / ends[layer + 1] + height(ends[layer + 1])
      ends[layer] = (-2 * log(y)).squareRoot()
      // NumPy's layers are two units in the last place lower from here on.
      if layer == 37 { ends[layer] = ends[layer].nextDown.nextDown }
    }
    let base = Ziggurat.area / height(Ziggurat.end)
    sure =
      [UInt64(Ziggurat.end / base * 0x1p52), 0]
      + (2..<256).map { UInt64(ends[$0 - 1] / ends[$0] * 0x1p52) }
    scale = [base * 0x1p-52] + ends.dropFirst().map { $0 * 0x1p-52 }
    density = [1] + ends.dropFirst().map(height)
  }

  func draw(_ source: PermutedGenerator) -> Double {
    while true {
      let word = source.word()
      let layer = Int(word & 0xff)
      let bits = word >> 9 & 0x000f_ffff_ffff_ffff
      let x = Double(bits) * scale[layer]
      let point = word >> 8 & 1 == 1 ? -x : x
      if bits < sure[layer] { return point }
      if layer == 0 { return tail(source, isNegative: bits >> 8 & 1 == 1) }
      let step = density[layer - 1] - density[layer]
      if step * source.unit() + density[layer] < exp(-0.5 * x * x) { return point }
    }
  }

  private func tail(_ source: PermutedGenerator, isNegative: Bool) -> Double {
    while true {
      let beyond = -Ziggurat.inverseEnd * log1p(-source.unit())
      let height = -log1p(-source.unit())
      if height + height > beyond * beyond {
        return isNegative ? -(Ziggurat.end + beyond) : Ziggurat.end + beyond
      }
    }
  }
}
