import CStandard
import Python

/// The numbers behind `np.random.seed`: NumPy's old generator, to the last bit.
///
/// A class, because a program's generator is one object, however many names it has.
final class RandomState {
  private var twister: MersenneTwister
  /// The second of a pair of normal numbers, kept for the next draw.
  private var spareNormal: Double?

  init(seed: UInt32) { twister = MersenneTwister(seed: UInt64(seed)) }

  /// A generator that starts from several words.
  init(key: [UInt32]) { twister = MersenneTwister(key: key) }

  /// A copy of the state, which can be put back.
  var state: State {
    get { State(twister: twister, spareNormal: spareNormal) }
    set { (twister, spareNormal) = (newValue.twister, newValue.spareNormal) }
  }

  struct State {
    fileprivate let twister: MersenneTwister
    fileprivate let spareNormal: Double?
  }
}

extension RandomState: RandomSource {
  func unit() -> Double {
    let (high, low) = (twister.next() >> 5, twister.next() >> 6)
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  func half() -> UInt32 { twister.next() }

  func word() -> UInt64 {
    let high = UInt64(twister.next())
    return high << 32 | UInt64(twister.next())
  }

  func below(orEqual bound: UInt64) -> UInt64 { masked(orEqual: bound) }

  /// Source: Marsaglia & Bray, *A Convenient Method for Generating Normal Variables*, 1964.
  func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let (x, y) = (2 * unit() - 1, 2 * unit() - 1)
      let square = x * x + y * y
      guard square < 1, square != 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spareNormal = factor * x
      return factor * y
    }
  }
}

/// What all distributions are made from.
protocol RandomSource: AnyObject {
  /// 32 random bits.
  func half() -> UInt32
  /// 64 random bits.
  func word() -> UInt64
  /// A number of [0, 1).
  func unit() -> Double
  /// A whole number from 0 to the bound, which may be drawn too.
  func below(orEqual bound: UInt64) -> UInt64
  /// A number of the standard normal distribution.
  func normal() -> Double
}

extension RandomSource {
  /// Draws as many bits as the bound has until they are within it.
  func masked(orEqual bound: UInt64) -> UInt64 {
    guard bound > 0 else { return 0 }
    let mask = UInt64.max >> UInt64(bound.leadingZeroBitCount)
    while true {
      let drawn = (bound <= UInt64(UInt32.max) ? UInt64(half()) : word()) & mask
      if drawn <= bound { return drawn }
    }
  }

  /// The numbers below `count` with those from the last one down to `first` exchanged, each with
  /// one that a draw names.
  func order(_ count: Int, downTo first: Int, _ draw: (UInt64) -> UInt64) -> [Int] {
    var order = Array(0..<count)
    guard count > first else { return order }
    for place in (first..<count).reversed() {
      order.swapAt(place, Int(draw(UInt64(place))))
    }
    return order
  }

  /// How many of `count` trials succeed, for few successes.
  ///
  /// Source: Kachitvichyanukul & Schmeiser, *Binomial Random Variate Generation*, 1988 (BINV).
  func binomial(_ count: Int, _ probability: Double) -> Int {
    if probability > 0.5 { return count - binomial(count, 1 - probability) }
    if count == 0 || probability == 0 { return 0 }
    let failure = 1 - probability
    let none = exp(Double(count) * log(failure))
    let mean = Double(count) * probability
    let bound = min(Double(count), mean + 10 * (mean * failure + 1).squareRoot())
    var successes = 0
    var chance = none
    var drawn = unit()
    while drawn > chance {
      successes += 1
      if Double(successes) > bound {
        (successes, chance, drawn) = (0, none, unit())
      } else {
        drawn -= chance
        chance =
          Double(count - successes + 1) * probability * chance / (Double(successes) * failure)
      }
    }
    return successes
  }

  /// How many events happen, by multiplying until the chance is used up.
  ///
  /// Source: Knuth, *The Art of Computer Programming*, volume 2, 3.4.1.
  func poisson(_ mean: Double) -> Int {
    guard mean > 0 else { return 0 }
    let limit = exp(-mean)
    var count = 0
    var product = unit()
    while product > limit {
      count += 1
      product *= unit()
    }
    return count
  }
}
