/// A natural number of any size: the magnitude of an `Integer`.
struct Natural: Hashable, Sendable {
  /// The digits in base 2^64, lowest first; the last is not zero, so that zero has none.
  let limbs: [UInt64]

  /// - Parameter limbs: May end with zeros.
  init(limbs: [UInt64]) {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    self.limbs = limbs
  }

  init(_ limb: UInt64) { limbs = limb == 0 ? [] : [limb] }

  var isZero: Bool { limbs.isEmpty }

  /// The lowest 64 bits.
  var lowest: UInt64 { limbs.first ?? 0 }

  var bitLength: Int {
    limbs.last.map { limbs.count * UInt64.bitWidth - $0.leadingZeroBitCount } ?? 0
  }

  /// How many zeros the bits end with, zero for zero.
  var trailingZeroBitCount: Int {
    limbs.firstIndex { $0 != 0 }
      .map { $0 * UInt64.bitWidth + limbs[$0].trailingZeroBitCount } ?? 0
  }

  static func << (value: Natural, count: Int) -> Natural {
    guard !value.isZero, count > 0 else { return value }
    let (whole, bits) = count.quotientAndRemainder(dividingBy: UInt64.bitWidth)
    var limbs: [UInt64] = []
    limbs.reserveCapacity(value.limbs.count + whole + 1)
    limbs += repeatElement(0, count: whole)
    var carry: UInt64 = 0
    for limb in value.limbs {
      limbs.append(limb << bits | carry)
      carry = limb >> (UInt64.bitWidth - bits)
    }
    limbs.append(carry)
    return Natural(limbs: limbs)
  }

  static func >> (value: Natural, count: Int) -> Natural {
    guard count > 0 else { return value }
    let (whole, bits) = count.quotientAndRemainder(dividingBy: UInt64.bitWidth)
    var limbs = Array(value.limbs.dropFirst(whole))
    for index in limbs.indices {
      let next = index + 1 < limbs.count ? limbs[index + 1] : 0
      limbs[index] = limbs[index] >> bits | next << (UInt64.bitWidth - bits)
    }
    return Natural(limbs: limbs)
  }

  static func + (a: Natural, b: Natural) -> Natural {
    Natural(limbs: a.limbs[...].adding(b.limbs[...]))
  }

  /// - Precondition: `a` is not less than `b`.
  static func - (a: Natural, b: Natural) -> Natural {
    var limbs = a.limbs
    limbs.subtract(b.limbs[...])
    return Natural(limbs: limbs)
  }
}

extension Natural: Comparable {
  static func < (a: Natural, b: Natural) -> Bool {
    guard a.limbs.count == b.limbs.count else { return a.limbs.count < b.limbs.count }
    for index in a.limbs.indices.reversed() where a.limbs[index] != b.limbs[index] {
      return a.limbs[index] < b.limbs[index]
    }
    return false
  }
}

extension ArraySlice<UInt64> {
  /// A sum with one limb more than the longer addend has.
  func adding(_ other: ArraySlice) -> [UInt64] {
    let (short, long) = count < other.count ? (self, other) : (other, self)
    var limbs: [UInt64] = []
    limbs.reserveCapacity(long.count + 1)
    limbs += long
    limbs.append(0)
    limbs.add(short)
    return limbs
  }
}

extension [UInt64] {
  /// Adds a number times 2^64 to the power of `place`, for which there must be room.
  mutating func add(_ other: ArraySlice<UInt64>, at place: Int = 0) {
    var carry = false
    var index = place
    for limb in other {
      let (partial, first) = self[index].addingReportingOverflow(limb)
      let (sum, second) = partial.addingReportingOverflow(carry ? 1 : 0)
      self[index] = sum
      carry = first || second
      index += 1
    }
    while carry {
      (self[index], carry) = self[index].addingReportingOverflow(1)
      index += 1
    }
  }

  /// Subtracts a number times 2^64 to the power of `place`, which must not be greater.
  mutating func subtract(_ other: ArraySlice<UInt64>, at place: Int = 0) {
    var borrow = false
    var index = place
    for limb in other {
      let (partial, first) = self[index].subtractingReportingOverflow(limb)
      let (difference, second) = partial.subtractingReportingOverflow(borrow ? 1 : 0)
      self[index] = difference
      borrow = first || second
      index += 1
    }
    while borrow {
      (self[index], borrow) = self[index].subtractingReportingOverflow(1)
      index += 1
    }
  }
}
