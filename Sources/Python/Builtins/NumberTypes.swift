import CStandard

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
      define(type, "conjugate", takes: 0...0) { (_, value, _) throws(Raised) in
        value.withoutTruth
      }
      type.attributes["real"] = .property(
        PropertyObject(
          getter: .builtin(
            BuiltinFunction("real") { (interpreter, arguments) throws(Raised) in
              interpreter.unwrapped(arguments.positional[0]).withoutTruth
            })))
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
    for (name, rule) in [
      ("__floor__", FloatingPointRoundingRule.down), ("__ceil__", .up), ("__trunc__", .towardZero),
    ] {
      define(types.float, name, takes: 0...0) { (interpreter, value, _) throws(Raised) in
        try interpreter.toInteger(value.real.rounded(rule))
      }
      define(types.int, name, takes: 0...0) { (_, value, _) throws(Raised) in
        Object(Number(value)?.integer ?? 0)
      }
    }
    for type in [types.int, types.float] {
      define(type, "__round__", takes: 0...1) { (interpreter, value, rest) throws(Raised) in
        try interpreter.round(value, rest.first ?? .none)
      }
      for (name, isReflected) in [("__divmod__", false), ("__rdivmod__", true)] {
        define(type, name, takes: 1...1) { (interpreter, value, rest) throws(Raised) in
          let other = interpreter.unwrapped(rest[0])
          guard Number(other) != nil else { return .notImplemented }
          return try interpreter.quotientAndRemainder(
            isReflected ? other : value, isReflected ? value : other)
        }
      }
    }
    define(types.int, "bit_length", takes: 0...0) { (_, value, _) throws(Raised) in
      .int(Number(value)?.integer?.bitLength ?? 0)
    }
    define(types.int, "bit_count", takes: 0...0) { (_, value, _) throws(Raised) in
      .int(Number(value)?.integer?.bitCount ?? 0)
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
    installNumberConversions()
  }

  private func makeInteger(_ arguments: Arguments) throws(Raised) -> Object {
    guard !arguments.keywords.contains(where: { $0.name == "x" }) else {
      throw typeError("'x' is an invalid keyword argument for int()")
    }
    let reader = try ArgumentReader("int", arguments, ["x", "base"], self)
    guard let value = reader.optional(0) else { return .int(0) }
    if let base = reader.optional(1) {
      guard let text = digits(value) else {
        throw typeError("int() can't convert non-string with explicit base")
      }
      let radix = try integer(base)
      guard radix == 0 || (2...36).contains(radix) else {
        throw valueError("int() base must be >= 2 and <= 36, or 0")
      }
      return try parseInteger(text, radix: radix, value)
    }
    switch value {
    case .int, .bigInt: return value
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .float(let x): return try toInteger(x.isFinite ? x.rounded(.towardZero) : x)
    case .string, .bytes: return try parseInteger(digits(value) ?? "", radix: 10, value)
    case .instance:
      for name in ["__int__", "__index__", "__trunc__"] where typeOf(value).lookup(name) != nil {
        guard let result = try special(name, value), Number(result)?.integer != nil else {
          throw typeError("\(name) returned non-int")
        }
        return Object(Number(result)?.integer ?? 0)
      }
      if let text = digits(value) { return try parseInteger(text, radix: 10, value) }
    default: break
    }
    throw typeError(
      "int() argument must be a string, a bytes-like object or a real number, "
        + "not '\(typeOf(value).name)'")
  }

  /// Reads `[sign][0x]digits` in a base of 2 to 36, or in the base that the prefix tells.
  ///
  /// Source: `PyLong_FromString` in CPython's `Objects/longobject.c`.
  private func parseInteger(
    _ text: String, radix given: Int, _ shown: Object
  ) throws(Raised) -> Object {
    let invalid = valueError("invalid literal for int() with base \(given): \(try repr(shown))")
    guard var rest = NumberDigits.ascii(text)?[...] else { throw invalid }
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    var radix = given
    let prefixes: [UInt8: Int] = [
      UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2,
    ]
    var isPrefixed = false
    if rest.first == UInt8(ascii: "0"), let letter = rest.dropFirst().first,
      let base = prefixes[letter | 0x20], radix == 0 || radix == base
    {
      radix = base
      rest.removeFirst(2)
      if rest.first == UInt8(ascii: "_") { rest.removeFirst() }
      isPrefixed = true
    }
    if radix == 0 { radix = 10 }
    guard rest.first != UInt8(ascii: "_"), rest.last != UInt8(ascii: "_") else { throw invalid }
    var digits: [UInt8] = []
    var previous = UInt8(0)
    for byte in rest {
      if byte == UInt8(ascii: "_") {
        guard previous != byte else { throw invalid }
      } else {
        guard let value = NumberDigits.digit(byte), value < radix else { throw invalid }
        digits.append(byte)
      }
      previous = byte
    }
    guard !digits.isEmpty else { throw invalid }
    // Without a base, a leading zero would look like an octal number.
    if given == 0, !isPrefixed, digits.first == UInt8(ascii: "0"),
      digits.contains(where: { $0 != UInt8(ascii: "0") })
    {
      throw invalid
    }
    guard digits.count <= 4300 || radix & (radix - 1) == 0 else {
      throw valueError(
        "Exceeds the limit (4300 digits) for integer string conversion: value has "
          + "\(digits.count) digits; use sys.set_int_max_str_digits() to increase the limit")
    }
    try checkBits(digits.count * (Int.bitWidth - (radix - 1).leadingZeroBitCount))
    guard let magnitude = Integer(digits: digits, radix: radix) else { throw invalid }
    return Object(isNegative ? -magnitude : magnitude)
  }

  private func makeFloat(_ arguments: Arguments) throws(Raised) -> Object {
    let values = try positional("float", arguments, 0...1)
    guard let value = values.first else { return .float(0) }
    if let text = digits(value) {
      guard let parsed = Self.parseFloat(text) else {
        throw valueError("could not convert string to float: \(try repr(value))")
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

  /// What numbers are read from.
  private func digits(_ value: Object) -> String? {
    switch unwrapped(value) {
    case .string(let text): text
    case .bytes(let bytes): bytes.latin
    default: nil
    }
  }

  /// Reads a decimal number, `inf` or `nan`.
  ///
  /// Source: `PyFloat_FromString` in CPython's `Objects/floatobject.c`.
  static func parseFloat(_ text: String) -> Double? {
    guard let bytes = NumberDigits.ascii(text), let plain = NumberDigits.withoutUnderscores(bytes)
    else { return nil }
    var rest = plain[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let sign: Double = isNegative ? -1 : 1
    switch String(decoding: rest, as: UTF8.self).lowercased() {
    case "inf", "infinity": return sign * .infinity
    case "nan": return .nan
    default: break
    }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction = rest[..<rest.startIndex]
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    var exponent = ""
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        exponent = String(UnicodeScalar(sign))
        rest.removeFirst()
      }
      let digits = rest.prefix(while: isDigit)
      guard !digits.isEmpty else { return nil }
      exponent += String(decoding: digits, as: UTF8.self)
      rest = rest.dropFirst(digits.count)
    }
    guard rest.isEmpty else { return nil }
    let mantissa =
      "0" + String(decoding: whole, as: UTF8.self) + "."
      + String(decoding: fraction, as: UTF8.self) + "0"
    return sign * strtod(exponent.isEmpty ? mantissa : "\(mantissa)e\(exponent)", nil)
  }
}

extension Object {
  /// A truth value as the integer that it is.
  fileprivate var withoutTruth: Object {
    if case .bool(let flag) = self { .int(flag ? 1 : 0) } else { self }
  }
}
