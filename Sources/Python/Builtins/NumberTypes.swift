import BigInt

extension Interpreter {
  func installNumberTypes() {
    let types = builtinTypes
    let all: [BinaryOperator] = [
      .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power,
    ]
    let bits: [BinaryOperator] = [.leftShift, .rightShift, .and, .or, .xor]
    defineSpecialMethods(
      types.int, operators: all + bits, reflected: all + bits,
      unary: [.negative, .positive, .invert])
    defineSpecialMethods(
      types.float, operators: all, reflected: all, unary: [.negative, .positive])
    for type in [types.int, types.float] {
      defineFormat(type)
      defineHash(type)
      define(type, "__bool__", takes: 0...0) { (interpreter, value, _) throws(Raised) in
        .bool(try interpreter.isTrue(value))
      }
      define(type, "__abs__", takes: 0...0) { (interpreter, value, _) throws(Raised) in
        guard let function = interpreter.builtins.get("abs") else { return .none }
        return try interpreter.call(function, Arguments([value]))
      }
      define(type, "__float__", takes: 0...0) { (interpreter, value, _) throws(Raised) in
        .float(try interpreter.double(value))
      }
      define(type, "__int__", takes: 0...0) { (interpreter, value, _) throws(Raised) in
        if case .float(let x) = value { return try interpreter.toInteger(x.rounded(.towardZero)) }
        return Object(Number(value)?.integer ?? 0)
      }
      define(type, "conjugate", takes: 0...0) { (_, value, _) throws(Raised) in value }
      type.attributes["real"] = .property(
        PropertyObject(
          getter: .builtin(
            BuiltinFunction("real") { (_, arguments) throws(Raised) in arguments.positional[0] })))
      type.attributes["imag"] = .property(
        PropertyObject(
          getter: .builtin(
            BuiltinFunction("imag") { (_, arguments) throws(Raised) in
              if case .float = arguments.positional[0] { .float(0) } else { .int(0) }
            })))
    }
    define(types.int, "__index__", takes: 0...0) { (_, value, _) throws(Raised) in
      Object(Number(value)?.integer ?? 0)
    }
    define(types.int, "bit_length", takes: 0...0) { (_, value, _) throws(Raised) in
      .int(Number(value)?.integer?.magnitude.bitWidth ?? 0)
    }
    define(types.int, "bit_count", takes: 0...0) { (_, value, _) throws(Raised) in
      let words = Number(value)?.integer?.magnitude.words.map(\.nonzeroBitCount) ?? []
      return .int(words.reduce(0, +))
    }
    for name in ["numerator", "denominator"] {
      types.int.attributes[name] = .property(
        PropertyObject(
          getter: .builtin(
            BuiltinFunction(name) { (_, arguments) throws(Raised) in
              name == "numerator" ? arguments.positional[0] : .int(1)
            })))
    }
    define(types.float, "is_integer", takes: 0...0) { (_, value, _) throws(Raised) in
      guard case .float(let x) = value else { return .bool(true) }
      return .bool(x.isFinite && x == x.rounded())
    }
    define(types.float, "as_integer_ratio", takes: 0...0) {
      (interpreter, value, _) throws(Raised) in
      guard case .float(let x) = value else { return .notImplemented }
      guard x.isFinite else {
        throw interpreter.raise("OverflowError", "cannot convert Infinity to integer ratio")
      }
      var numerator = x
      var exponent = 0
      while numerator != numerator.rounded() {
        numerator *= 2
        exponent += 1
      }
      return .tuple([Object(BigInt(numerator)), Object(BigInt(1) << exponent)])
    }
    defineConstructor(types.bool) { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("bool", arguments, 0...1)
      return .bool(
        try values.first.map { (value) throws(Raised) in
          try interpreter.isTrue(value)
        } ?? false)
    }
    defineConstructor(types.int) { (interpreter, arguments) throws(Raised) in
      try interpreter.makeInteger(arguments)
    }
    defineConstructor(types.float) { (interpreter, arguments) throws(Raised) in
      try interpreter.makeFloat(arguments)
    }
    types.float.attributes["fromhex"] = nil
  }

  private func makeInteger(_ arguments: Arguments) throws(Raised) -> Object {
    let reader = try ArgumentReader("int", arguments, ["x", "base"], self)
    guard let value = reader.optional(0) else { return .int(0) }
    if let base = reader.optional(1) {
      guard case .string(let text) = unwrapped(value) else {
        throw typeError("int() can't convert non-string with explicit base")
      }
      let radix = try integer(base)
      guard radix == 0 || (2...36).contains(radix) else {
        throw valueError("int() base must be >= 2 and <= 36, or 0")
      }
      return try parseInteger(text, radix: radix)
    }
    switch value {
    case .int, .bigInt: return value
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .float(let x): return try toInteger(x.isFinite ? x.rounded(.towardZero) : x)
    case .string(let text): return try parseInteger(text, radix: 10)
    case .instance:
      for name in ["__int__", "__index__", "__trunc__"] where typeOf(value).lookup(name) != nil {
        guard let result = try special(name, value), Number(result)?.integer != nil else {
          throw typeError("\(name) returned non-int")
        }
        return Object(Number(result)?.integer ?? 0)
      }
      if case .string(let text) = unwrapped(value) { return try parseInteger(text, radix: 10) }
    default: break
    }
    throw typeError(
      "int() argument must be a string, a bytes-like object or a real number, "
        + "not '\(typeOf(value).name)'")
  }

  private func parseInteger(_ text: String, radix: Int) throws(Raised) -> Object {
    let shown = String(quoted(text).unicodeScalars.prefix(200))
    let invalid = valueError("invalid literal for int() with base \(radix): \(shown)")
    try spend(text.utf8.count)
    var scalars = Array(text.strippingWhitespace().unicodeScalars)[...]
    let isNegative = scalars.first == "-"
    if isNegative || scalars.first == "+" { scalars.removeFirst() }
    var base = radix
    let prefixes: [(Unicode.Scalar, Int)] = [("x", 16), ("o", 8), ("b", 2)]
    for (letter, own) in prefixes where base == own || base == 0 {
      guard scalars.count > 2, scalars.first == "0",
        scalars.dropFirst().first?.properties.lowercaseMapping == String(letter)
      else { continue }
      base = own
      scalars.removeFirst(2)
      if scalars.first == "_" { scalars.removeFirst() }
    }
    var digits: [UInt] = []
    digits.reserveCapacity(scalars.count)
    var mayBreak = false
    for scalar in scalars {
      if scalar == "_", mayBreak {
        mayBreak = false
      } else if let digit = scalar.digit, digit < (base == 0 ? 10 : base) {
        digits.append(UInt(digit))
        mayBreak = true
      } else {
        throw invalid
      }
    }
    guard mayBreak else { throw invalid }
    if base == 0 {
      // Without a prefix, a zero in front is a mistake unless all are.
      guard digits[0] != 0 || digits.allSatisfy({ $0 == 0 }) else { throw invalid }
      base = 10
    }
    let isPowerOfTwo = base & (base - 1) == 0
    guard isPowerOfTwo || digits.count <= 4300 else {
      throw valueError(
        "Exceeds the limit (4300 digits) for integer string conversion: value has "
          + "\(digits.count) digits; use sys.set_int_max_str_digits() to increase the limit")
    }
    let bits = base.trailingZeroBitCount
    if isPowerOfTwo { try checkBits(digits.count * bits) }
    let magnitude = BigInt(
      isPowerOfTwo ? BigUInt(digits, bits: bits) : BigUInt(digits, radix: UInt(base)))
    return Object(isNegative ? -magnitude : magnitude)
  }

  private func makeFloat(_ arguments: Arguments) throws(Raised) -> Object {
    let values = try positional("float", arguments, 0...1)
    guard let value = values.first else { return .float(0) }
    if case .string(let text) = unwrapped(value) {
      guard let parsed = parseFloat(text) else {
        throw valueError("could not convert string to float: \(quoted(text))")
      }
      return .float(parsed)
    }
    if case .instance = value {
      if typeOf(value).lookup("__float__") != nil || typeOf(value).lookup("__index__") != nil {
        return .float(try double(value))
      }
    } else if Number(value) != nil {
      return .float(try double(value))
    }
    throw typeError(
      "float() argument must be a string or a real number, not '\(typeOf(value).name)'")
  }

  private func parseFloat(_ text: String) -> Double? {
    var body = text.strippingWhitespace().lowercased()
    var sign = 1.0
    if body.hasPrefix("-") { sign = -1 }
    if body.hasPrefix("-") || body.hasPrefix("+") { body.removeFirst() }
    if ["inf", "infinity"].contains(body) { return sign * .infinity }
    if body == "nan" { return .nan }
    guard !body.hasPrefix("_"), !body.hasSuffix("_"), !body.contains("__") else { return nil }
    body.removeAll { $0 == "_" }
    guard let first = body.utf8.first, (0x30...0x39).contains(first) || first == 0x2E,
      body.utf8.allSatisfy({ (0x30...0x39).contains($0) || "e.+-".utf8.contains($0) })
    else { return nil }
    if body.hasSuffix(".") { body += "0" }
    if body.hasPrefix(".") { body = "0" + body }
    body = body.replacing(".e", with: ".0e")
    return Double(body).map { sign * $0 }
  }
}

extension Unicode.Scalar {
  /// The value as a digit of any base up to 36: a decimal digit of any script, or a Latin letter.
  fileprivate var digit: Int? {
    switch value {
    case 0x30...0x39: Int(value) - 0x30
    case 0x41...0x5A: Int(value) - 0x41 + 10
    case 0x61...0x7A: Int(value) - 0x61 + 10
    default:
      properties.numericType == .decimal
        ? properties.numericValue.flatMap { Int(exactly: $0) } : nil
    }
  }
}

extension BigUInt {
  /// The number with some digits, the highest first.
  fileprivate init(_ digits: [UInt], radix: UInt) {
    self.init()
    for digit in digits {
      multiply(byWord: radix)
      self += BigUInt(digit)
    }
  }

  /// The number with some digits of `bits` bits each, the highest first.
  fileprivate init(_ digits: [UInt], bits: Int) {
    var words: [UInt] = []
    var word: UInt = 0
    var filled = 0
    for digit in digits.reversed() {
      word |= digit << filled
      filled += bits
      if filled >= UInt.bitWidth {
        words.append(word)
        filled -= UInt.bitWidth
        word = digit >> (bits - filled)
      }
    }
    self.init(words: words + [word])
  }
}
