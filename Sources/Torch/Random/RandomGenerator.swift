import Autograd
import CStandard
import Python

/// A stream of random numbers, drawn in PyTorch's order and to PyTorch's last bit.
///
/// A class, because a program's generator is one object, however many names it has.
final class RandomGenerator {
  /// What `initial_seed` reports.
  private(set) var seed: UInt64
  private var twister: MersenneTwister
  /// The second of a pair of normal numbers, kept for the next draw of a few.
  private var spareNormal: Double?

  /// The seed of a generator that was given none.
  static let defaultSeed: UInt64 = 67_280_421_310_721

  init(seed: UInt64 = RandomGenerator.defaultSeed) {
    self.seed = seed
    twister = MersenneTwister(seed: seed)
  }

  func reseed(_ seed: UInt64) {
    self.seed = seed
    twister = MersenneTwister(seed: seed)
    spareNormal = nil
  }

  /// A copy of the state, which can be put back.
  var state: State {
    get { State(seed: seed, twister: twister, spareNormal: spareNormal) }
    set { (seed, twister, spareNormal) = (newValue.seed, newValue.twister, newValue.spareNormal) }
  }

  struct State {
    fileprivate let seed: UInt64
    fileprivate let twister: MersenneTwister
    fileprivate let spareNormal: Double?
  }

  // MARK: Integers

  func word() -> UInt32 { twister.next() }

  func longWord() -> UInt64 {
    let high = UInt64(twister.next())
    return high << 32 | UInt64(twister.next())
  }

  /// An integer of `low..<high`, which is not empty.
  func integer(from low: Int64, to high: Int64) -> Int64 {
    let range = UInt64(bitPattern: high &- low)
    let drawn = range >= 1 << 32 ? longWord() % range : UInt64(word()) % range
    return low &+ Int64(bitPattern: drawn)
  }

  /// The numbers below `count` in a random order.
  func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for index in order.indices.dropLast() {
      order.swapAt(index, index + Int(word() % UInt32(count - index)))
    }
    return order
  }

  // MARK: Real numbers

  /// Uniform numbers of [low, high), with as many random bits as the type's significand.
  ///
  /// Here and below a product and a sum are rounded at once, as PyTorch's kernels do it.
  func uniform(_ count: Int, from low: Double, to high: Double, dtype: DType) -> [Double] {
    let precision = dtype.precision
    let (low, width) = (precision.rounded(low), precision.rounded(high - low))
    return (0..<count).map { _ in
      precision.rounded(low.addingProduct(unit(dtype), width))
    }
  }

  /// A uniform number of [0, 1).
  func unit(_ dtype: DType) -> Double {
    dtype == .float64
      ? Double(longWord() & (1 << 53 - 1)) * 0x1p-53 : Double(word() & (1 << 24 - 1)) * 0x1p-24
  }

  /// Normally distributed numbers.
  ///
  /// Fewer than sixteen are made one by one; more are made in blocks, so that a longer list does
  /// not begin like a shorter one.
  func normal(_ count: Int, mean: Double, deviation: Double, dtype: DType) -> [Double] {
    let precision = dtype.precision
    guard count >= 16 else {
      return (0..<count).map { _ in
        precision.rounded(mean.addingProduct(singleNormal(), deviation))
      }
    }
    var values = (0..<count).map { _ in unit(dtype) }
    for start in stride(from: 0, through: count - 16, by: 16) {
      transform(&values, from: start, mean, deviation, dtype)
    }
    if count % 16 != 0 {
      for index in (count - 16)..<count { values[index] = unit(dtype) }
      transform(&values, from: count - 16, mean, deviation, dtype)
    }
    return values
  }

  /// Makes normal numbers of a pair of uniform ones.
  ///
  /// Source: Box & Muller, *A Note on the Generation of Random Normal Deviates*, 1958.
  private func singleNormal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    let (first, second) = (unit(.float64), unit(.float64))
    let radius = (-2 * log1p(-second)).squareRoot()
    let angle = 2 * Double.pi * first
    spareNormal = radius * sin(angle)
    return radius * cos(angle)
  }

  /// Transforms sixteen uniform numbers, the first eight with the second eight.
  private func transform(
    _ values: inout [Double], from start: Int, _ mean: Double, _ deviation: Double, _ dtype: DType
  ) {
    let precision = dtype.precision
    func rounded(_ value: Double) -> Double { precision.rounded(value) }
    for index in start..<(start + 8) {
      if dtype == .float32 {
        let pair = VectorNormal.pair(Float(values[index]), Float(values[index + 8]))
        for (place, number) in [(index, pair.0), (index + 8, pair.1)] {
          values[place] = precision.multiplyAdd(
            rounded(mean), Double(number), rounded(deviation))
        }
        continue
      }
      let first = rounded(1 - values[index])
      let radius = rounded(rounded(-2 * rounded(log(first))).squareRoot())
      let angle = rounded(rounded(2 * Double.pi) * values[index + 8])
      for (place, direction) in [(index, cos(angle)), (index + 8, sin(angle))] {
        let distance = rounded(radius * rounded(direction))
        values[place] = rounded(rounded(mean).addingProduct(distance, rounded(deviation)))
      }
    }
  }
}
