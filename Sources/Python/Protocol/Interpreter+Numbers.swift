import CStandard

/// A builtin number: what arithmetic between `bool`, `int` and `float` comes down to.
enum Number {
  case small(Int)
  case big(Integer)
  case real(Double)

  init?(_ value: Object) {
    switch value {
    case .bool(let flag): self = .small(flag ? 1 : 0)
    case .int(let n): self = .small(n)
    case .bigInt(let n): self = .big(n)
    case .float(let x): self = .real(x)
    default: return nil
    }
  }

  var integer: Integer? {
    switch self {
    case .small(let n): Integer(n)
    case .big(let n): n
    case .real: nil
    }
  }

  /// As a float, infinite if too large.
  var double: Double {
    switch self {
    case .small(let n): Double(n)
    case .big(let n): Double(n)
    case .real(let x): x
    }
  }
}

extension Interpreter {
  func numeric(
    _ operation: BinaryOperator, _ a: Object, _ b: Object
  ) throws(Raised) -> Object? {
    if case .bool(let x) = a, case .bool(let y) = b {
      switch operation {
      case .and: return .bool(x && y)
      case .or: return .bool(x || y)
      case .xor: return .bool(x != y)
      default: break
      }
    }
    guard let x = Number(a), let y = Number(b) else { return nil }
    if let m = x.integer, let n = y.integer { return try integer(operation, m, n) }
    let (base, exponent) = (try finite(x), try finite(y))
    if operation == .power, base < 0, base.isFinite, exponent.isFinite,
      exponent != exponent.rounded()
    {
      return complex(
        try power(
          Complex(real: base, imaginary: 0), Complex(real: exponent, imaginary: 0)))
    }
    return try float(operation, base, exponent)
  }

  private func finite(_ number: Number) throws(Raised) -> Double {
    let value = number.double
    if case .big = number, value.isInfinite {
      throw raise("OverflowError", "int too large to convert to float")
    }
    return value
  }

  private func integer(
    _ operation: BinaryOperator, _ m: Integer, _ n: Integer
  ) throws(Raised) -> Object? {
    try spend(max(m.bitLength, n.bitLength))
    switch operation {
    case .add: return Object(m + n)
    case .subtract: return Object(m - n)
    case .multiply:
      try checkBits(m.bitLength + n.bitLength)
      try spend(bits: m.bitLength, by: n.bitLength)
      return Object(m * n)
    case .divide:
      guard !n.isZero else { throw raise("ZeroDivisionError", "division by zero") }
      return .float(try trueDivide(m, n))
    case .floorDivide:
      guard !n.isZero else {
        throw raise("ZeroDivisionError", "integer division or modulo by zero")
      }
      try spend(bits: m.bitLength - n.bitLength, by: n.bitLength)
      return Object(m / n)
    case .modulo:
      guard !n.isZero else { throw raise("ZeroDivisionError", "integer modulo by zero") }
      try spend(bits: m.bitLength - n.bitLength, by: n.bitLength)
      return Object(m % n)
    case .power: return try power(m, n)
    case .leftShift:
      guard !n.isNegative else { throw valueError("negative shift count") }
      if m.isZero { return .int(0) }
      let shift = Int(exactly: n) ?? .max
      try checkBits(shift > limits.integerBits ? shift : shift + m.bitLength)
      return Object(m << shift)
    case .rightShift:
      guard !n.isNegative else { throw valueError("negative shift count") }
      guard let shift = Int(exactly: n) else { return .int(m.isNegative ? -1 : 0) }
      return Object(m >> shift)
    case .and: return Object(m & n)
    case .or: return Object(m | n)
    case .xor: return Object(m ^ n)
    case .matrixMultiply: return nil
    }
  }

  /// The correctly rounded quotient of two integers.
  private func trueDivide(_ m: Integer, _ n: Integer) throws(Raised) -> Double {
    let exact: Integer = 1 << 53
    if m.magnitude <= exact, n.magnitude <= exact { return Double(m) / Double(n) }
    // Scale so that the quotient has 66 bits, with a sticky bit for the remainder.
    let shift = 66 - (m.bitLength - n.bitLength)
    let (quotient, remainder) = (m.magnitude << max(0, shift))
      .quotientAndRemainder(flooringBy: n.magnitude << max(0, -shift))
    let sticky = quotient * 2 + (remainder.isZero ? 0 : 1)
    let value = Double(sticky, scaledBy: -(shift + 1))
    guard value.isFinite else {
      throw raise("OverflowError", "integer division result too large for a float")
    }
    return m.isNegative != n.isNegative ? -value : value
  }

  private func power(_ m: Integer, _ n: Integer) throws(Raised) -> Object {
    if n.isNegative {
      return try float(.power, try finite(.big(m)), try finite(.big(n))) ?? .notImplemented
    }
    if n.isZero { return .int(1) }
    if m.isZero || m == 1 { return Object(m) }
    if m == -1 { return .int(n.isOdd ? -1 : 1) }
    let exponent = Int(exactly: n) ?? .max
    let (bits, overflow) = (m.bitLength - 1).multipliedReportingOverflow(by: exponent)
    try checkBits(overflow ? .max : max(bits, exponent / 2))
    try spend(bits: bits, by: bits)
    return Object(m.power(exponent))
  }

  private func float(
    _ operation: BinaryOperator, _ x: Double, _ y: Double
  ) throws(Raised) -> Object? {
    switch operation {
    case .add: return .float(x + y)
    case .subtract: return .float(x - y)
    case .multiply: return .float(x * y)
    case .divide:
      guard y != 0 else { throw raise("ZeroDivisionError", "float division by zero") }
      return .float(x / y)
    case .floorDivide:
      guard y != 0 else { throw raise("ZeroDivisionError", "float floor division by zero") }
      return .float(floorDivide(x, y).quotient)
    case .modulo:
      guard y != 0 else { throw raise("ZeroDivisionError", "float modulo") }
      return .float(floorDivide(x, y).remainder)
    case .power:
      if x == 0, y < 0 {
        throw raise("ZeroDivisionError", "0.0 cannot be raised to a negative power")
      }
      let value = pow(x, y)
      if value.isInfinite, x.isFinite, y.isFinite {
        throw raise(
          "OverflowError", arguments: [.int(34), .string("Numerical result out of range")])
      }
      return .float(value)
    case .matrixMultiply, .leftShift, .rightShift, .and, .or, .xor: return nil
    }
  }

  /// Source: `float_divmod` in CPython's `Objects/floatobject.c`.
  func floorDivide(_ x: Double, _ y: Double) -> (quotient: Double, remainder: Double) {
    var remainder = fmod(x, y)
    var quotient = (x - remainder) / y
    if remainder != 0 {
      if (y < 0) != (remainder < 0) {
        remainder += y
        quotient -= 1
      }
    } else {
      remainder = y < 0 ? -0.0 : 0.0
    }
    if quotient != 0 {
      let floor = quotient.rounded(.down)
      quotient = quotient - floor > 0.5 ? floor + 1 : floor
    } else {
      quotient = x / y < 0 || (x / y).sign == .minus ? -0.0 : 0.0
    }
    return (quotient, remainder)
  }

  // MARK: Conversions natives ask for

  /// An integer through `__index__`, nil if the value has none.
  func indexIfPresent(_ value: Object) throws(Raised) -> Integer? {
    switch value {
    case .int(let n): return Integer(n)
    case .bool(let flag): return flag ? 1 : 0
    case .bigInt(let n): return n
    case .instance(let instance):
      if let box = instance.payload as? ScalarBox, let n = Number(box.value)?.integer { return n }
      guard instance.type.lookup("__index__") != nil,
        let result = try special("__index__", value)
      else { return nil }
      guard let n = Number(result)?.integer else {
        throw typeError("__index__ returned non-int (type \(typeOf(result).name))")
      }
      return n
    default: return nil
    }
  }

  /// An index or a count, or TypeError as Python words it for arguments; see `Int.init(index:)`.
  package func integer(_ value: Object) throws(Raised) -> Int {
    if case .int(let n) = value { return n }
    return Int(clamping: try word(value))
  }

  /// A whole number of 64 bits, or TypeError as Python words it for arguments.
  package func word(_ value: Object) throws(Raised) -> Int64 {
    guard let n = try indexIfPresent(value) else {
      throw typeError("'\(typeOf(value).errorName)' object cannot be interpreted as an integer")
    }
    guard let word = Int64(exactly: n) else {
      throw raise("OverflowError", "Python int too large to convert to C ssize_t")
    }
    return word
  }

  /// A `Double` through `__float__` or `__index__`, as `math` functions read their arguments.
  package func double(_ value: Object) throws(Raised) -> Double {
    switch value {
    case .float(let x): return x
    case .int(let n): return Double(n)
    case .bool(let flag): return flag ? 1 : 0
    case .bigInt(let n): return try finite(.big(n))
    case .instance(let instance):
      if let box = instance.payload as? ScalarBox, let number = Number(box.value) {
        return number.double
      }
      if instance.type.lookup("__float__") != nil, let result = try special("__float__", value) {
        guard case .float(let x) = result else {
          throw typeError(
            "\(instance.type.name).__float__ returned non-float (type \(typeOf(result).name))")
        }
        return x
      }
      if let n = try indexIfPresent(value) { return try finite(.big(n)) }
    default: break
    }
    throw typeError("must be real number, not \(typeOf(value).name)")
  }
}

extension Int {
  /// An index or a count; nil if it has more than 64 bits.
  ///
  /// Where a word has fewer, what lies beyond it lies beyond every memory too, and the nearest does
  /// the same.
  package init?(index value: Integer) {
    guard Int64(exactly: value) != nil else { return nil }
    self.init(clamping: value)
  }
}
