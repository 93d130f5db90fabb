import CStandard

/// The other forms of numbers: fractions, hexadecimal floats, and integers as bytes.
extension Interpreter {
  func installNumberConversions() {
    let types = builtinTypes
    define(types.int, "as_integer_ratio", takes: 0...0) { (_, value, _) throws(Raised) in
      .tuple([Object(Number(value)?.integer ?? 0), .int(1)])
    }
    define(types.float, "as_integer_ratio", takes: 0...0) {
      (interpreter, value, _) throws(Raised) in
      let (numerator, denominator) = try interpreter.ratio(value.real)
      return .tuple([Object(numerator), Object(denominator)])
    }
    define(types.float, "hex", takes: 0...0) { (_, value, _) throws(Raised) in
      .string(hexadecimal(value.real))
    }
    classMethod(types.float, "fromhex") { (interpreter, arguments) throws(Raised) in
      let text = try interpreter.positional("float.fromhex", arguments, 1...1)[0]
      guard case .string(let text) = interpreter.unwrapped(text) else {
        throw interpreter.typeError("bad argument type for built-in operation")
      }
      return .float(try interpreter.float(hexadecimal: text))
    }
    define(types.int, "to_bytes") { (interpreter, arguments) throws(Raised) in
      try interpreter.toBytes(arguments)
    }
    classMethod(types.int, "from_bytes") { (interpreter, arguments) throws(Raised) in
      try interpreter.fromBytes(arguments)
    }
  }

  /// A method of the class, which gets the arguments without it.
  private func classMethod(
    _ type: TypeObject, _ name: String, _ body: @escaping BuiltinFunction.Body
  ) {
    type.attributes[name] = .classMethod(
      MethodWrapper(
        .builtin(
          BuiltinFunction(name) { (interpreter, arguments) throws(Raised) in
            var rest = arguments
            let requested = rest.positional.removeFirst()
            let value = try body(interpreter, rest)
            guard case .type(let subclass) = requested, subclass !== type else { return value }
            return try interpreter.call(requested, Arguments([value]))
          })))
  }

  /// The fraction in lowest terms that a float is.
  private func ratio(_ x: Double) throws(Raised) -> (numerator: Integer, denominator: Integer) {
    if x.isNaN { throw valueError("cannot convert NaN to integer ratio") }
    if x.isInfinite { throw raise("OverflowError", "cannot convert Infinity to integer ratio") }
    if x == 0 { return (0, 1) }
    let significand = Integer(Int64(scalbn(x.significand, 52)))
    let exponent = Int(x.exponent) - 52
    let spare = min(significand.trailingZeroBitCount, max(0, -exponent))
    let whole = significand >> spare
    let numerator = exponent >= 0 ? whole << exponent : whole
    return (x < 0 ? -numerator : numerator, exponent >= 0 ? 1 : Integer(1) << (-exponent - spare))
  }

  /// Source: `float_fromhex_impl` in CPython's `Objects/floatobject.c`.
  private func float(hexadecimal text: String) throws(Raised) -> Double {
    let invalid = valueError("invalid hexadecimal floating-point string")
    guard let bytes = NumberDigits.ascii(text) else { throw invalid }
    var rest = bytes[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let sign: Double = isNegative ? -1 : 1
    switch String(decoding: rest, as: UTF8.self).lowercased() {
    case "inf", "infinity": return sign * .infinity
    case "nan": return .nan
    default: break
    }
    if rest.first == UInt8(ascii: "0"), rest.dropFirst().first.map({ $0 | 0x20 }) == 0x78 {
      rest.removeFirst(2)
    }
    let isDigit = { (byte: UInt8) in (NumberDigits.digit(byte) ?? 16) < 16 }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction = rest[..<rest.startIndex]
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { throw invalid }
    var exponent = 0
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "p") {
      guard let value = Int(String(decoding: rest.dropFirst(), as: UTF8.self)) else {
        throw invalid
      }
      exponent = max(-1 << 30, min(value, 1 << 30))
      rest = []
    }
    guard rest.isEmpty else { throw invalid }
    try checkBits(4 * (whole.count + fraction.count))
    guard let digits = Integer(digits: Array(whole + fraction), radix: 16) else { throw invalid }
    let value = Double(digits, scaledBy: exponent - 4 * fraction.count)
    guard value.isFinite else {
      throw raise("OverflowError", "hexadecimal value too large to represent as a float")
    }
    return sign * value
  }

  // MARK: Bytes

  private func byteOrder(_ value: Object?) throws(Raised) -> Bool {
    guard let value else { return true }
    guard case .string(let text) = unwrapped(value) else {
      throw typeError("argument 'byteorder' must be str, not \(typeOf(value).name)")
    }
    guard text == "big" || text == "little" else {
      throw valueError("byteorder must be either 'little' or 'big'")
    }
    return text == "big"
  }

  private func toBytes(_ arguments: Arguments) throws(Raised) -> Object {
    let reader = try ArgumentReader(
      "to_bytes", arguments, ["self", "length", "byteorder", "signed"], required: 1, self)
    let number = Number(reader[0])?.integer ?? 0
    let length = try reader.optional(1).map { (value) throws(Raised) in
      try self.integer(value)
    }
    let isBig = try byteOrder(reader.optional(2))
    let isSigned = try isTrue(reader.optional(3) ?? .bool(false))
    let count = length ?? 1
    guard count >= 0 else { throw valueError("length argument must be non-negative") }
    try checkSize(count)
    if number.isNegative, !isSigned {
      throw raise("OverflowError", "can't convert negative int to unsigned")
    }
    let needed = isSigned ? signedWidth(number) : number.bitLength
    guard needed <= count * 8 else { throw raise("OverflowError", "int too big to convert") }
    let bytes = number.bytes(count)
    return .bytes(BytesObject(isBig ? bytes.reversed() : bytes))
  }

  /// The bits of a number in two's complement, its sign among them; zero needs none.
  private func signedWidth(_ number: Integer) -> Int {
    if number.isZero { return 0 }
    return (number.isNegative ? ~number : number).bitLength + 1
  }

  private func fromBytes(_ arguments: Arguments) throws(Raised) -> Object {
    let reader = try ArgumentReader(
      "from_bytes", arguments, ["bytes", "byteorder", "signed"], required: 1, self)
    switch unwrapped(reader[0]) {
    case .string, .int, .bool, .bigInt, .float, .none:
      throw typeError("cannot convert '\(typeOf(reader[0]).name)' object to bytes")
    default:
      let made = try call(.type(builtinTypes.bytes), Arguments([reader[0]]))
      let isBig = try byteOrder(reader.optional(1))
      let bytes = isBig ? made.byteElements.reversed() : made.byteElements
      try checkBits(bytes.count * 8)
      let isSigned = try isTrue(reader.optional(2) ?? .bool(false))
      return Object(Integer(bytes: bytes, isSigned: isSigned))
    }
  }
}

/// `float.hex`: `0x1.8p+1`, with all thirteen digits.
private func hexadecimal(_ x: Double) -> String {
  if x.isNaN { return "nan" }
  let sign = x.sign == .minus ? "-" : ""
  if x.isInfinite { return sign + "inf" }
  if x == 0 { return sign + "0x0.0p+0" }
  let digits = String(x.significandBitPattern, radix: 16)
  let fraction = String(repeating: "0", count: 13 - digits.count) + digits
  let exponent = x.isSubnormal ? -1022 : Int(x.exponent)
  return "\(sign)0x\(x.isSubnormal ? 0 : 1).\(fraction)p\(exponent < 0 ? "-" : "+")\(abs(exponent))"
}

extension Object {
  /// The value of a float, zero of anything else.
  var real: Double {
    if case .float(let x) = self { x } else { 0 }
  }
}
