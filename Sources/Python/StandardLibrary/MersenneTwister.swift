/// The generator behind Python's random numbers, and PyTorch's on the CPU.
///
/// Source: Matsumoto & Nishimura, *Mersenne Twister*, ACM TOMACS 8 (1998), as MT19937.
package struct MersenneTwister {
  private static let size = 624
  private static let middle = 397
  private var words: [UInt32]
  private var position = MersenneTwister.size

  /// A generator that starts from the low 32 bits of a seed, as PyTorch's does.
  package init(seed: UInt64) {
    var word = UInt32(truncatingIfNeeded: seed)
    words = [word]
    words.reserveCapacity(MersenneTwister.size)
    for index in 1..<MersenneTwister.size {
      word = 1_812_433_253 &* (word ^ (word >> 30)) &+ UInt32(index)
      words.append(word)
    }
  }

  /// A generator that starts from a key of any length, as Python's `random` does.
  ///
  /// Source: `init_by_array` of the authors' version of 2002.
  package init(key: [UInt32]) {
    self.init(seed: 19_650_218)
    let size = MersenneTwister.size
    var (index, place) = (1, 0)
    for _ in 0..<max(size, key.count) {
      let mixed = (words[index - 1] ^ (words[index - 1] >> 30)) &* 1_664_525
      words[index] = (words[index] ^ mixed) &+ key[place] &+ UInt32(place)
      (index, place) = (step(index), (place + 1) % key.count)
    }
    for _ in 0..<(size - 1) {
      let mixed = (words[index - 1] ^ (words[index - 1] >> 30)) &* 1_566_083_941
      words[index] = (words[index] ^ mixed) &- UInt32(index)
      index = step(index)
    }
    words[0] = 0x8000_0000
  }

  /// The place after another, round from the last to the second, with the first one renewed.
  private mutating func step(_ index: Int) -> Int {
    guard index + 1 == MersenneTwister.size else { return index + 1 }
    words[0] = words[MersenneTwister.size - 1]
    return 1
  }

  /// The next 32 bits.
  package mutating func next() -> UInt32 {
    if position == MersenneTwister.size { regenerate() }
    var word = words[position]
    position += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9d2c_5680
    word ^= (word << 15) & 0xefc6_0000
    return word ^ (word >> 18)
  }

  private mutating func regenerate() {
    let size = MersenneTwister.size
    for index in 0..<size {
      let joined = (words[index] & 0x8000_0000) | (words[(index + 1) % size] & 0x7fff_ffff)
      let twisted = (joined >> 1) ^ (joined & 1 == 0 ? 0 : 0x9908_b0df)
      words[index] = words[(index + MersenneTwister.middle) % size] ^ twisted
    }
    position = 0
  }
}
