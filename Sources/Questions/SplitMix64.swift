/// The generator that all variants are drawn with, the same on every machine and in every version:
/// a question's seed is a promise.
///
/// Source: Steele, Lea & Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014,
/// with the constants of Vigna's `splitmix64.c`.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The stream of a seed.
  package init(seed: UInt64) { state = seed }

  /// A generator for one thing of many, such as one student of a class: a name gives the same
  /// stream whoever else there is.
  package init(seed: UInt64, name: String) {
    // FNV-1a, 64 bits (Fowler, Noll & Vo).
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var mixer = SplitMix64(seed: seed)
    state = mixer.next() ^ hash
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// An index below a bound; the standard library's way of doing this is not promised to stay.
  package mutating func index(below bound: Int) -> Int {
    precondition(bound > 0, "no index below \(bound)")
    return Int(next() % UInt64(bound))
  }

  /// The elements in another order (Fisher & Yates, as Durstenfeld has it).
  package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, index(below: last + 1))
    }
    return elements
  }
}
