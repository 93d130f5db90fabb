extension Natural {
  /// From how many limbs on factors are split.
  static let karatsubaLimbs = 32

  static func * (a: Natural, b: Natural) -> Natural {
    Natural(limbs: product(a.limbs[...], b.limbs[...]))
  }

  /// As many limbs as both factors have together, the last of them may be zeros.
  private static func product(_ a: ArraySlice<UInt64>, _ b: ArraySlice<UInt64>) -> [UInt64] {
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    guard short.count >= karatsubaLimbs else { return schoolProduct(short, long) }
    let half = (long.count + 1) / 2
    if short.count > half { return splitProduct(short, long, at: half) }
    // Pieces as long as the other factor.
    var result = [UInt64](repeating: 0, count: short.count + long.count)
    var rest = long
    while !rest.isEmpty {
      let piece = rest.prefix(short.count)
      result.add(trimmed(product(short, piece)), at: long.count - rest.count)
      rest = rest.dropFirst(piece.count)
    }
    return result
  }

  /// Three products of halves instead of four.
  ///
  /// Source: Karatsuba and Ofman, *Multiplication of Many-Digital Numbers by Automatic Computers*,
  /// 1962.
  private static func splitProduct(
    _ a: ArraySlice<UInt64>, _ b: ArraySlice<UInt64>, at half: Int
  ) -> [UInt64] {
    let (lowA, highA) = (a.prefix(half), a.dropFirst(half))
    let (lowB, highB) = (b.prefix(half), b.dropFirst(half))
    let low = product(lowA, lowB)
    let high = product(highA, highB)
    var middle = product(lowA.adding(highA)[...], lowB.adding(highB)[...])
    middle.subtract(low[...])
    middle.subtract(high[...])
    var result = low
    result.reserveCapacity(low.count + high.count)
    result += high
    result.add(trimmed(middle), at: half)
    return result
  }

  private static func trimmed(_ limbs: [UInt64]) -> ArraySlice<UInt64> {
    limbs[..<((limbs.lastIndex { $0 != 0 } ?? -1) + 1)]
  }

  private static func schoolProduct(
    _ a: ArraySlice<UInt64>, _ b: ArraySlice<UInt64>
  ) -> [UInt64] {
    var result = [UInt64](repeating: 0, count: a.count + b.count)
    var place = 0
    for x in a {
      var carry: UInt64 = 0
      var index = place
      for y in b {
        // Two limbs hold (2^64 - 1)^2 + 2 (2^64 - 1).
        let (high, low) = x.multipliedFullWidth(by: y)
        let (partial, first) = low.addingReportingOverflow(carry)
        let (sum, second) = partial.addingReportingOverflow(result[index])
        result[index] = sum
        carry = high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
        index += 1
      }
      result[index] = carry
      place += 1
    }
    return result
  }
}
