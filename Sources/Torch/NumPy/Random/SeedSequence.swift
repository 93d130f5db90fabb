/// Spreads a seed over as many well mixed words as a generator needs.
///
/// Source: <https://numpy.org/doc/stable/reference/random/bit_generators/generated/numpy.random.SeedSequence.html>,
/// after O'Neill, *Developing a seed_seq Alternative*, 2015.
package struct SeedSequence {
  private var pool: [UInt32]
  private static let size = 4

  /// A sequence from words, lowest first.
  package init(_ entropy: [UInt32]) {
    var mixer = Mixer()
    pool = (0..<SeedSequence.size).map { mixer.hash($0 < entropy.count ? entropy[$0] : 0) }
    for source in pool.indices {
      for target in pool.indices where target != source {
        pool[target] = Mixer.mix(pool[target], mixer.hash(pool[source]))
      }
    }
    for word in entropy.dropFirst(SeedSequence.size) {
      for target in pool.indices {
        pool[target] = Mixer.mix(pool[target], mixer.hash(word))
      }
    }
  }

  private struct Mixer {
    private var constant: UInt32 = 0x43b0_d7e5

    mutating func hash(_ value: UInt32) -> UInt32 {
      var value = value ^ constant
      constant = constant &* 0x931e_8875
      value = value &* constant
      return value ^ (value >> 16)
    }

    static func mix(_ a: UInt32, _ b: UInt32) -> UInt32 {
      let mixed = 0xca01_f9dd &* a &- 0x4973_f715 &* b
      return mixed ^ (mixed >> 16)
    }
  }

  /// The state for a generator, 64 bits at a time.
  package func words(_ count: Int) -> [UInt64] {
    var constant: UInt32 = 0x8b51_f9dd
    let halves = (0..<(2 * count)).map { index -> UInt64 in
      var value = pool[index % pool.count] ^ constant
      constant = constant &* 0x58f3_8ded
      value = value &* constant
      return UInt64(value ^ (value >> 16))
    }
    return (0..<count).map { halves[2 * $0] | halves[2 * $0 + 1] << 32 }
  }
}
