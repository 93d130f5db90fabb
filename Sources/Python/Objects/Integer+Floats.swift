extension Double {
  /// `value * 2^exponent`, rounded half to even once, also among the subnormal numbers; infinite if
  /// too large.
  package init(_ value: Integer, scaledBy exponent: Int = 0) {
    if exponent == 0, case .word(let word) = value.form {
      self.init(word)
      return
    }
    let sign: FloatingPointSign = value.isNegative ? .minus : .plus
    let magnitude = value.natural
    let top = magnitude.bitLength + exponent
    guard !magnitude.isZero, top >= -1080 else {
      self.init(signOf: sign == .minus ? -1 : 1, magnitudeOf: 0)
      return
    }
    guard top <= 1024 else {
      self.init(signOf: sign == .minus ? -1 : 1, magnitudeOf: .infinity)
      return
    }
    // The exponent of the result's last place.
    let unit = Swift.max(top - 53, -1074)
    let shift = unit - exponent
    guard shift > 0 else {
      self.init(sign: sign, exponent: exponent, significand: Double(magnitude.lowest))
      return
    }
    // One bit more than the result has, and whether anything is below it.
    let quotient = (magnitude >> (shift - 1)).lowest
    let isOverHalf = quotient & 1 == 1 && magnitude.trailingZeroBitCount < shift - 1
    let significand = (quotient >> 1) + (isOverHalf || quotient & 3 == 3 ? 1 : 0)
    self.init(sign: sign, exponent: unit, significand: Double(significand))
  }
}

extension Integer {
  /// Nil of what is not whole, infinite or not a number.
  package init?(exactly x: Double) {
    if let word = Int64(exactly: x) {
      self.init(word: word)
      return
    }
    // A float is whole where its last place is.
    guard x.isFinite, x.exponent >= Double.significandBitCount else { return nil }
    let exponent = Int(x.exponent) - Double.significandBitCount
    let significand = x.significandBitPattern | 1 << UInt64(Double.significandBitCount)
    self.init(Natural(significand) << exponent, isNegative: x < 0)
  }

  /// The value modulo the Mersenne prime 2^61 - 1 with the sign of the number, and -2 instead of
  /// -1: the hash of CPython.
  package var hash: Int64 {
    let modulus: UInt64 = 1 << 61 - 1
    // 2^64 is 2^3 modulo the prime, and multiplying by that rotates 61 bits.
    let residue = natural.limbs.reversed().reduce(UInt64(0)) { hash, limb in
      let rotated = (hash << 3) & modulus | hash >> 58
      let sum = rotated + (limb & modulus) + limb >> 61
      let folded = (sum & modulus) + sum >> 61
      return folded >= modulus ? folded - modulus : folded
    }
    let signed = isNegative ? -Int64(residue) : Int64(residue)
    return signed == -1 ? -2 : signed
  }
}
