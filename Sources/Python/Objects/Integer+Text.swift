extension Integer: CustomStringConvertible {
  package var description: String { String(self) }

  /// From digits of a base from 2 to 36, highest first, in either case; nil if there are none or
  /// one is of another base.
  package init?(digits: [UInt8], radix: Int) {
    guard !digits.isEmpty else { return nil }
    let chunk = Chunk(radix: radix)
    // Pairs of neighbours are joined until one is left, so that the time is that of
    // multiplication.
    var parts: [Natural] = []
    var end = digits.count
    while end > 0 {
      let start = max(0, end - chunk.digits)
      var part: UInt64 = 0
      for byte in digits[start..<end] {
        guard let digit = NumberDigits.digit(byte), digit < radix else { return nil }
        part = part * UInt64(radix) + UInt64(digit)
      }
      parts.append(Natural(part))
      end = start
    }
    var power = Natural(chunk.power)
    while parts.count > 1 {
      parts = stride(from: 0, to: parts.count, by: 2).map { index in
        index + 1 < parts.count ? parts[index + 1] * power + parts[index] : parts[index]
      }
      if parts.count > 1 { power = power * power }
    }
    self.init(parts[0])
  }
}

extension String {
  /// The digits in a base from 2 to 36, after a minus if the value is negative.
  package init(_ value: Integer, radix: Int = 10, uppercase: Bool = false) {
    if case .word(let word) = value.form {
      self.init(word, radix: radix, uppercase: uppercase)
      return
    }
    let magnitude = value.natural
    let values =
      radix.nonzeroBitCount == 1
      ? magnitude.digits(ofBits: radix.trailingZeroBitCount) : magnitude.digits(radix: radix)
    let letter = UInt8(ascii: uppercase ? "A" : "a")
    let digits = values.reversed().map { $0 < 10 ? UInt8(ascii: "0") + $0 : letter + $0 - 10 }
    self.init(
      decoding: value.isNegative ? [UInt8(ascii: "-")] + digits : digits, as: UTF8.self)
  }
}

extension Natural {
  /// The digits in a base that is a power of two, lowest first.
  fileprivate func digits(ofBits width: Int) -> [UInt8] {
    let mask: UInt64 = 1 << UInt64(width) - 1
    return stride(from: 0, to: bitLength, by: width).map { bit in
      let (index, offset) = bit.quotientAndRemainder(dividingBy: UInt64.bitWidth)
      let next = index + 1 < limbs.count ? limbs[index + 1] : 0
      return UInt8((limbs[index] >> offset | next << (UInt64.bitWidth - offset)) & mask)
    }
  }

  /// The digits in any base, lowest first.
  fileprivate func digits(radix: Int) -> [UInt8] {
    let chunk = Chunk(radix: radix)
    var digits: [UInt8] = []
    var limbs = limbs
    while !limbs.isEmpty {
      var part = limbs.divide(by: chunk.power)
      while limbs.last == 0 { limbs.removeLast() }
      for _ in 0..<chunk.digits where !limbs.isEmpty || part > 0 {
        digits.append(UInt8(part % UInt64(radix)))
        part /= UInt64(radix)
      }
    }
    return digits
  }
}

/// As many digits of a base as always fit a limb.
private struct Chunk {
  let digits: Int
  /// The base to the power of so many.
  let power: UInt64

  init(radix: Int) {
    var (digits, power) = (1, UInt64(radix))
    while case (let next, false) = power.multipliedReportingOverflow(by: UInt64(radix)) {
      (digits, power) = (digits + 1, next)
    }
    (self.digits, self.power) = (digits, power)
  }
}
