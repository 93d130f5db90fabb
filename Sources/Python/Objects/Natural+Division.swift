extension Natural {
  /// Source: Knuth, *The Art of Computer Programming*, volume 2, 4.3.1, algorithm D.
  ///
  /// - Precondition: `divisor` is not zero.
  func quotientAndRemainder(dividingBy divisor: Natural) -> (quotient: Natural, remainder: Natural)
  {
    precondition(!divisor.isZero, "division by zero")
    guard self >= divisor else { return (Natural(0), self) }
    if divisor.limbs.count == 1 {
      var quotient = limbs
      let remainder = quotient.divide(by: divisor.limbs[0])
      return (Natural(limbs: quotient), Natural(remainder))
    }
    // The highest bit of the divisor is set, so that two limbs of each estimate a digit well.
    let shift = divisor.limbs[divisor.limbs.count - 1].leadingZeroBitCount
    let parts = (divisor << shift).limbs
    var rest = (self << shift).limbs
    rest += repeatElement(0, count: limbs.count + 1 - rest.count)
    var quotient = [UInt64](repeating: 0, count: rest.count - parts.count)
    for place in quotient.indices.reversed() {
      quotient[place] = rest.subtractMultiple(of: parts, at: place)
    }
    return (Natural(limbs: quotient), Natural(limbs: rest) >> shift)
  }
}

extension [UInt64] {
  /// Divides in place by one limb and returns the remainder.
  mutating func divide(by divisor: UInt64) -> UInt64 {
    var remainder: UInt64 = 0
    for index in indices.reversed() {
      (self[index], remainder) = divisor.dividingFullWidth((remainder, self[index]))
    }
    return remainder
  }

  /// Subtracts the divisor times 2^64 to the power of `place` as often as it goes, and returns how
  /// often: one digit of a quotient.
  fileprivate mutating func subtractMultiple(of divisor: [UInt64], at place: Int) -> UInt64 {
    let end = place + divisor.count
    var digit = Self.estimate(
      (self[end], self[end - 1], self[end - 2]),
      by: (divisor[divisor.count - 1], divisor[divisor.count - 2]))
    guard digit > 0 else { return 0 }
    var carry: UInt64 = 0
    var index = place
    for limb in divisor {
      let (high, low) = digit.multipliedFullWidth(by: limb)
      let (partial, first) = low.addingReportingOverflow(carry)
      let (difference, second) = self[index].subtractingReportingOverflow(partial)
      self[index] = difference
      carry = high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
      index += 1
    }
    let (difference, isTooMuch) = self[end].subtractingReportingOverflow(carry)
    self[end] = difference
    guard isTooMuch else { return digit }
    // Rarely the estimate is one too many: the divisor is added back.
    digit -= 1
    var overflow = false
    for (offset, limb) in divisor.enumerated() {
      let (partial, first) = self[place + offset].addingReportingOverflow(limb)
      let (sum, second) = partial.addingReportingOverflow(overflow ? 1 : 0)
      self[place + offset] = sum
      overflow = first || second
    }
    self[end] &+= overflow ? 1 : 0
    return digit
  }

  /// The digit from the three highest limbs of what is divided and the two highest of the divisor:
  /// right or one too many.
  private static func estimate(
    _ dividend: (UInt64, UInt64, UInt64), by divisor: (UInt64, UInt64)
  ) -> UInt64 {
    var digit = UInt64.max
    var remainder: UInt64
    var overflow = false
    if dividend.0 < divisor.0 {
      (digit, remainder) = divisor.0.dividingFullWidth((dividend.0, dividend.1))
    } else {
      (remainder, overflow) = dividend.1.addingReportingOverflow(divisor.0)
    }
    while !overflow {
      let product = digit.multipliedFullWidth(by: divisor.1)
      guard (product.high, product.low) > (remainder, dividend.2) else { break }
      digit -= 1
      (remainder, overflow) = remainder.addingReportingOverflow(divisor.0)
    }
    return digit
  }
}
