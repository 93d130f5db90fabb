import CStandard

/// The numbers behind `np.random.default_rng`: PCG64, to the last bit.
///
/// Source: O'Neill, *PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
/// Random Number Generation*, 2014 (XSL RR 128/64).
final class PermutedGenerator {
  private var state: UInt128 = 0
  private let increment: UInt128
  /// The upper half of a word whose lower half was drawn.
  private var spareHalf: UInt32?

  init(seed: SeedSequence) {
    let words = seed.words(4).map { UInt128($0) }
    increment = (words[2] << 64 | words[3]) << 1 | 1
    step()
    state = state &+ (words[0] << 64 | words[1])
    step()
  }

  private func step() {
    let multiplier = UInt128(2_549_297_995_355_413_924) << 64 | 4_865_540_595_714_422_341
    state = state &* multiplier &+ increment
  }

  func word() -> UInt64 {
    step()
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(state >> 122)
    return turn == 0 ? folded : folded >> turn | folded << (64 - turn)
  }

  func half() -> UInt32 {
    if let spare = spareHalf {
      spareHalf = nil
      return spare
    }
    let word = word()
    spareHalf = UInt32(word >> 32)
    return UInt32(truncatingIfNeeded: word)
  }
}

extension PermutedGenerator: RandomSource {
  func unit() -> Double { Double(word() >> 11) * 0x1p-53 }

  /// Source: Lemire, *Fast Random Integer Generation in an Interval*, 2019.
  func below(orEqual bound: UInt64) -> UInt64 {
    if bound == 0 { return 0 }
    if bound == .max { return word() }
    if bound == UInt64(UInt32.max) { return UInt64(half()) }
    if bound < UInt64(UInt32.max) {
      return UInt64(scaled(UInt32(bound) + 1) { half() })
    }
    return scaled(bound + 1) { word() }
  }

  private func scaled<Word: FixedWidthInteger & UnsignedInteger>(
    _ count: Word, _ draw: () -> Word
  ) -> Word where Word.Magnitude == Word {
    var product = count.multipliedFullWidth(by: draw())
    if product.low < count {
      let threshold = (0 &- count) % count
      while product.low < threshold { product = count.multipliedFullWidth(by: draw()) }
    }
    return product.high
  }

  func normal() -> Double { Ziggurat.normal.draw(self) }
}
