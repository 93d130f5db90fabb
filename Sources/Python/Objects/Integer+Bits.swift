extension Integer {
  /// How many bits the magnitude has, zero for zero.
  package var bitLength: Int {
    switch form {
    case .word(let word): UInt64.bitWidth - word.magnitude.leadingZeroBitCount
    case .large(_, let magnitude): magnitude.bitLength
    }
  }

  /// How many bits of the magnitude are set.
  var bitCount: Int { natural.limbs.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// How many zeros the bits end with, zero for zero.
  var trailingZeroBitCount: Int { natural.trailingZeroBitCount }

  var isOdd: Bool { UInt64(truncatingIfNeeded: self) & 1 == 1 }

  /// Whether a bit of the magnitude is set.
  func isSet(bit: Int) -> Bool {
    let limbs = natural.limbs
    let (index, offset) = bit.quotientAndRemainder(dividingBy: UInt64.bitWidth)
    return index < limbs.count && limbs[index] >> offset & 1 == 1
  }

  /// - Precondition: `count` is not negative.
  package static func << (value: Integer, count: Int) -> Integer {
    if case .word(let word) = value.form, count < Int64.bitWidth, (word << count) >> count == word {
      return Integer(word: word << count)
    }
    return Integer(value.natural << count, isNegative: value.isNegative)
  }

  /// Rounds down, as bits in two's complement do.
  ///
  /// - Precondition: `count` is not negative.
  package static func >> (value: Integer, count: Int) -> Integer {
    switch value.form {
    case .word(let word): Integer(word: word >> count)
    case .large(isNegative: false, let magnitude): Integer(magnitude >> count)
    case .large(isNegative: true, _): ~Integer((~value).natural >> count)
    }
  }

  package static prefix func ~ (value: Integer) -> Integer {
    if case .word(let word) = value.form { return Integer(word: ~word) }
    return -value - 1
  }

  package static func & (a: Integer, b: Integer) -> Integer { bitwise(a, b) { $0 & $1 } }
  package static func | (a: Integer, b: Integer) -> Integer { bitwise(a, b) { $0 | $1 } }
  package static func ^ (a: Integer, b: Integer) -> Integer { bitwise(a, b) { $0 ^ $1 } }

  @inline(__always)
  private static func bitwise(
    _ a: Integer, _ b: Integer, _ operation: (UInt64, UInt64) -> UInt64
  ) -> Integer {
    if case .word(let x) = a.form, case .word(let y) = b.form {
      return Integer(
        word: Int64(bitPattern: operation(UInt64(bitPattern: x), UInt64(bitPattern: y))))
    }
    // One limb more, which holds the sign alone.
    let count = max(a.natural.limbs.count, b.natural.limbs.count) + 1
    var limbs = a.twosComplement(limbs: count)
    let others = b.twosComplement(limbs: count)
    for index in limbs.indices { limbs[index] = operation(limbs[index], others[index]) }
    return Integer(twosComplement: limbs)
  }
}

extension Integer {
  /// The lowest limbs in two's complement, lowest first.
  private func twosComplement(limbs count: Int) -> [UInt64] {
    let magnitude = natural.limbs
    var limbs = Array(magnitude.prefix(count))
    limbs += repeatElement(0, count: count - limbs.count)
    if isNegative { limbs.negate() }
    return limbs
  }

  /// From limbs in two's complement, lowest first; the highest bit is the sign.
  private init(twosComplement limbs: [UInt64]) {
    var limbs = limbs
    let isNegative = limbs.last.map { $0 >> 63 == 1 } ?? false
    if isNegative { limbs.negate() }
    self.init(Natural(limbs: limbs), isNegative: isNegative)
  }

  /// The lowest bytes in two's complement, lowest first.
  package func bytes(_ count: Int) -> [UInt8] {
    let limbs = twosComplement(limbs: (count + 7) / 8)
    return (0..<count).map { UInt8(truncatingIfNeeded: limbs[$0 / 8] >> (8 * UInt64($0 % 8))) }
  }

  /// From bytes, lowest first, in two's complement if they are signed.
  package init(bytes: [UInt8], isSigned: Bool) {
    let fill: UInt64 = isSigned && bytes.last.map { $0 >= 0x80 } ?? false ? .max : 0
    var limbs = [UInt64](repeating: fill, count: bytes.count / 8 + 1)
    for (index, byte) in bytes.enumerated() {
      let shift = 8 * UInt64(index % 8)
      limbs[index / 8] = limbs[index / 8] & ~(0xFF << shift) | UInt64(byte) << shift
    }
    // What is not signed may end with a bit that is set.
    self.init(twosComplement: limbs + [fill])
  }
}

extension [UInt64] {
  /// Negates in two's complement.
  fileprivate mutating func negate() {
    var carry = true
    for index in indices {
      (self[index], carry) = (~self[index]).addingReportingOverflow(carry ? 1 : 0)
    }
  }
}
