/// A whole number of any size: what Python's `int` holds.
///
/// Each value has one form, so that forms compare as values do.
package struct Integer: Hashable, Sendable {
  enum Form: Hashable {
    /// Whatever fits 64 bits.
    case word(Int64)
    /// Only what does not.
    case large(isNegative: Bool, Natural)
  }

  let form: Form

  init(word: Int64) { form = .word(word) }

  init(_ magnitude: Natural, isNegative: Bool = false) {
    switch magnitude.limbs.count {
    case 0: form = .word(0)
    case 1 where magnitude.limbs[0] < 1 << 63:
      let word = Int64(magnitude.limbs[0])
      form = .word(isNegative ? -word : word)
    case 1 where isNegative && magnitude.limbs[0] == 1 << 63: form = .word(.min)
    default: form = .large(isNegative: isNegative, magnitude)
    }
  }

  /// From an integer of at most 64 bits.
  package init(_ value: some FixedWidthInteger) {
    if let word = Int64(exactly: value) {
      form = .word(word)
    } else {
      form = .large(isNegative: false, Natural(UInt64(value)))
    }
  }

  /// Whether it is 0.
  package var isZero: Bool { form == .word(0) }

  /// Whether it is less than 0.
  package var isNegative: Bool {
    switch form {
    case .word(let word): word < 0
    case .large(let isNegative, _): isNegative
    }
  }

  /// The number without its sign.
  package var magnitude: Integer { isNegative ? -self : self }

  /// The magnitude in limbs.
  var natural: Natural {
    switch form {
    case .word(let word): Natural(word.magnitude)
    case .large(_, let magnitude): magnitude
    }
  }
}

extension Integer: ExpressibleByIntegerLiteral {
  /// The number as it is written in Swift, of at most 64 bits.
  package init(integerLiteral value: Int64) { form = .word(value) }
}

extension Integer: Comparable {
  package static func < (a: Integer, b: Integer) -> Bool {
    switch (a.form, b.form) {
    case (.word(let x), .word(let y)): x < y
    // What needs limbs is beyond every word.
    case (.word, .large(let isNegative, _)): !isNegative
    case (.large(let isNegative, _), .word): isNegative
    case (.large(let isNegative, let x), .large(let isOtherNegative, let y)):
      isNegative == isOtherNegative ? (isNegative ? y < x : x < y) : isNegative
    }
  }
}

extension FixedWidthInteger {
  /// Nil where the value does not fit this type, which has at most 64 bits.
  package init?(exactly value: Integer) {
    switch value.form {
    case .word(let word): self.init(exactly: word)
    case .large(isNegative: false, let magnitude) where magnitude.limbs.count == 1:
      self.init(exactly: magnitude.limbs[0])
    case .large: return nil
    }
  }

  /// The value of this type, which has at most 64 bits, that is nearest.
  package init(clamping value: Integer) {
    switch value.form {
    case .word(let word): self.init(clamping: word)
    case .large(let isNegative, let magnitude):
      self =
        isNegative ? .min : magnitude.limbs.count > 1 ? .max : Self(clamping: magnitude.limbs[0])
    }
  }

  /// The low bits in two's complement, as many as this type has, at most 64.
  package init(truncatingIfNeeded value: Integer) {
    switch value.form {
    case .word(let word): self.init(truncatingIfNeeded: word)
    case .large(let isNegative, let magnitude):
      self.init(truncatingIfNeeded: isNegative ? 0 &- magnitude.limbs[0] : magnitude.limbs[0])
    }
  }
}
