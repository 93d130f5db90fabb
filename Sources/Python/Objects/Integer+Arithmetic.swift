extension Integer {
  package static prefix func - (value: Integer) -> Integer {
    if case .word(let word) = value.form, word != .min { return Integer(word: -word) }
    return Integer(value.natural, isNegative: !value.isNegative)
  }

  package static func + (a: Integer, b: Integer) -> Integer {
    if case .word(let x) = a.form, case .word(let y) = b.form {
      let (sum, overflow) = x.addingReportingOverflow(y)
      if !overflow { return Integer(word: sum) }
    }
    return sum(a, b, isNegative: b.isNegative)
  }

  package static func - (a: Integer, b: Integer) -> Integer {
    if case .word(let x) = a.form, case .word(let y) = b.form {
      let (difference, overflow) = x.subtractingReportingOverflow(y)
      if !overflow { return Integer(word: difference) }
    }
    return sum(a, b, isNegative: !b.isNegative)
  }

  package static func * (a: Integer, b: Integer) -> Integer {
    if case .word(let x) = a.form, case .word(let y) = b.form {
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      if !overflow { return Integer(word: product) }
    }
    return Integer(a.natural * b.natural, isNegative: a.isNegative != b.isNegative)
  }

  package static func += (a: inout Integer, b: Integer) { a = a + b }
  package static func -= (a: inout Integer, b: Integer) { a = a - b }
  package static func *= (a: inout Integer, b: Integer) { a = a * b }

  /// `a` and the magnitude of `b` with a sign of its own.
  private static func sum(_ a: Integer, _ b: Integer, isNegative: Bool) -> Integer {
    let (x, y) = (a.natural, b.natural)
    if a.isNegative == isNegative { return Integer(x + y, isNegative: isNegative) }
    return x < y
      ? Integer(y - x, isNegative: isNegative) : Integer(x - y, isNegative: a.isNegative)
  }

  /// How large a power may be is the caller's to say.
  ///
  /// - Precondition: `exponent` is not negative.
  package func power(_ exponent: Int) -> Integer {
    precondition(exponent >= 0)
    guard exponent > 0, !isZero else { return exponent == 0 ? 1 : 0 }
    // Factors of two are shifted in at the end.
    let magnitude = natural
    let twos = magnitude.trailingZeroBitCount
    let base = magnitude >> twos
    var power = base
    for bit in (0..<(Int.bitWidth - exponent.leadingZeroBitCount - 1)).reversed() {
      power = power * power
      if exponent >> bit & 1 == 1 { power = power * base }
    }
    return Integer(power << (twos * exponent), isNegative: isNegative && exponent & 1 == 1)
  }
}

extension Integer {
  /// The quotient rounded down and the remainder, which has the divisor's sign: Python's `divmod`.
  ///
  /// - Precondition: `divisor` is not zero.
  package func quotientAndRemainder(flooringBy divisor: Integer) -> (
    quotient: Integer, remainder: Integer
  ) {
    if case .word(let m) = form, case .word(let n) = divisor.form, m != .min || n != -1 {
      let (quotient, remainder) = m.quotientAndRemainder(dividingBy: n)
      return remainder != 0 && (remainder < 0) != (n < 0)
        ? (Integer(word: quotient - 1), Integer(word: remainder + n))
        : (Integer(word: quotient), Integer(word: remainder))
    }
    let (quotient, remainder) = natural.quotientAndRemainder(dividingBy: divisor.natural)
    let rest = Integer(remainder, isNegative: isNegative)
    guard isNegative != divisor.isNegative else { return (Integer(quotient), rest) }
    let negated = Integer(quotient, isNegative: true)
    return rest.isZero ? (negated, rest) : (negated - 1, rest + divisor)
  }

  /// Python's `//`.
  package static func / (a: Integer, b: Integer) -> Integer {
    a.quotientAndRemainder(flooringBy: b).quotient
  }

  /// Python's `%`.
  package static func % (a: Integer, b: Integer) -> Integer {
    a.quotientAndRemainder(flooringBy: b).remainder
  }
}
