/// The generator behind PyTorch's random numbers on the CPU.
///
/// Source: Matsumoto & Nishimura, *Mersenne Twister*, ACM TOMACS 8 (1998), as MT19937.
struct MersenneTwister {
  private static let size = 624
  private static let middle = 397
  private var words: [UInt32]
  private var position = MersenneTwister.size

  /// A generator that starts from the low 32 bits of a seed, as PyTorch's does.
  init(seed: UInt64) {
    var word = UInt32(truncatingIfNeeded: seed)
    words = [word]
    words.reserveCapacity(MersenneTwister.size)
    for index in 1..<MersenneTwister.size {
      word = 1_812_433_253 &* (word ^ (word >> 30)) &+ UInt32(index)
      words.append(word)
    }
  }

  /// The next 32 bits.
  mutating func next() -> UInt32 {
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
