import CStandard
import Platform

extension Interpreter {
  func installNumberFunctions() {
    defineFunction("abs") { (interpreter, arguments) throws(Raised) in
      let value = try interpreter.positional("abs", arguments, 1...1)[0]
      switch value {
      case .int(let n): return n == .min ? Object(Integer(n).magnitude) : .int(abs(n))
      case .bool(let flag): return .int(flag ? 1 : 0)
      case .bigInt(let n): return Object(n.magnitude)
      case .float(let x): return .float(x.magnitude)
      default:
        if let result = try interpreter.special("__abs__", value) { return result }
        throw interpreter.typeError(
          "bad operand type for abs(): '\(interpreter.typeOf(value).errorName)'")
      }
    }
    defineFunction("round") { (interpreter, arguments) throws(Raised) in
      let reader = try ArgumentReader(
        "round", arguments, ["number", "ndigits"], required: 1, interpreter)
      return try interpreter.round(reader[0], reader[1])
    }
    defineFunction("divmod") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("divmod", arguments, 2...2)
      if case .instance = values[0],
        let result = try interpreter.special("__divmod__", values[0], [values[1]])
      {
        return result
      }
      if case .instance = values[1],
        let result = try interpreter.special("__rdivmod__", values[1], [values[0]])
      {
        return result
      }
      guard Number(values[0]) != nil, Number(values[1]) != nil else {
        let names = values.map { "'\(interpreter.typeOf($0).name)'" }.joined(separator: " and ")
        throw interpreter.typeError("unsupported operand type(s) for divmod(): \(names)")
      }
      return try interpreter.quotientAndRemainder(values[0], values[1])
    }
    defineFunction("pow") { (interpreter, arguments) throws(Raised) in
      let reader = try ArgumentReader(
        "pow", arguments, ["base", "exp", "mod"], required: 2, interpreter)
      guard !reader[2].isNone else { return try interpreter.binary(.power, reader[0], reader[1]) }
      if case .function? = interpreter.typeOf(reader[0]).lookup("__pow__"),
        let result = try interpreter.special("__pow__", reader[0], [reader[1], reader[2]]),
        !result.isNotImplemented
      {
        return result
      }
      guard !interpreter.isComplex(reader[0]), !interpreter.isComplex(reader[1]) else {
        throw interpreter.valueError("complex modulo")
      }
      guard let base = try interpreter.indexIfPresent(reader[0]),
        let exponent = try interpreter.indexIfPresent(reader[1]),
        let modulus = try interpreter.indexIfPresent(reader[2])
      else {
        throw interpreter.typeError(
          "pow() 3rd argument not allowed unless all arguments are integers")
      }
      guard !modulus.isZero else { throw interpreter.valueError("pow() 3rd argument cannot be 0") }
      return Object(try interpreter.power(base, exponent, modulus: modulus))
    }
    for (name, radix, prefix) in [("bin", 2, "0b"), ("oct", 8, "0o"), ("hex", 16, "0x")] {
      defineFunction(name) { (interpreter, arguments) throws(Raised) in
        let value = try interpreter.positional(name, arguments, 1...1)[0]
        guard let n = try interpreter.indexIfPresent(value) else {
          throw interpreter.typeError(
            "'\(interpreter.typeOf(value).name)' object cannot be interpreted as an integer")
        }
        let sign = n.isNegative ? "-" : ""
        return .string(sign + prefix + String(n.magnitude, radix: radix))
      }
    }
    defineFunction("chr") { (interpreter, arguments) throws(Raised) in
      let code = try interpreter.integer(try interpreter.positional("chr", arguments, 1...1)[0])
      guard (0...0x10FFFF).contains(code) else {
        throw interpreter.valueError("chr() arg not in range(0x110000)")
      }
      return .string(try interpreter.character(code))
    }
    defineFunction("ord") { (interpreter, arguments) throws(Raised) in
      let value = try interpreter.positional("ord", arguments, 1...1)[0]
      guard case .string(let text) = interpreter.unwrapped(value) else {
        throw interpreter.typeError(
          "ord() expected string of length 1, but \(interpreter.typeOf(value).name) found")
      }
      let scalars = text.unicodeScalars
      guard scalars.count == 1, let scalar = scalars.first else {
        throw interpreter.typeError(
          "ord() expected a character, but string of length \(scalars.count) found")
      }
      return .int(Int(scalar.value))
    }
  }

  /// The string of one code point, which a surrogate cannot be here.
  func character(_ code: Int) throws(Raised) -> String {
    guard let value = UInt32(exactly: code), let scalar = UnicodeScalar(value) else {
      throw unsupported("a surrogate by itself, U+\(String(code, radix: 16, uppercase: true)),")
    }
    return String(scalar)
  }

  /// What `divmod` answers for numbers.
  func quotientAndRemainder(_ a: Object, _ b: Object) throws(Raised) -> Object {
    .tuple([try binary(.floorDivide, a, b), try binary(.modulo, a, b)])
  }

  /// `round`: half to even, on the exact binary value.
  func round(_ value: Object, _ digits: Object) throws(Raised) -> Object {
    if case .instance = value, typeOf(value).lookup("__round__") != nil {
      return try special("__round__", value, digits.isNone ? [] : [digits]) ?? .none
    }
    switch unwrapped(value) {
    case .float(let x):
      guard !digits.isNone else { return try toInteger(x.rounded(.toNearestOrEven)) }
      let places = try integer(digits)
      guard x.isFinite, places <= 323 else { return .float(x) }
      guard places >= -308 else { return .float(x < 0 ? -0.0 : 0.0) }
      if places >= 0 {
        let text = DecimalText.fixed(x.magnitude, digits: places)
        let rounded = Double(text) ?? x
        return .float(x.sign == .minus ? -rounded : rounded)
      }
      let scale = pow(10.0, Double(-places))
      return .float((x / scale).rounded(.toNearestOrEven) * scale)
    case .int, .bool, .bigInt:
      guard let n = Number(unwrapped(value))?.integer else { return value }
      let places = digits.isNone ? 0 : try integer(digits)
      guard places < 0 else { return Object(n) }
      // A decimal digit is more than three bits.
      guard places > -n.bitLength / 3 - 2 else { return .int(0) }
      let scale = Integer(10).power(-places)
      let (quotient, remainder) = n.quotientAndRemainder(flooringBy: scale)
      let double = remainder * 2
      let up = double > scale || (double == scale && quotient.isOdd)
      return Object((up ? quotient + 1 : quotient) * scale)
    default:
      throw typeError("type \(typeOf(value).name) doesn't define __round__ method")
    }
  }

  /// A float without fraction as an integer.
  func toInteger(_ x: Double) throws(Raised) -> Object {
    if let n = Integer(exactly: x.rounded(.towardZero)) { return Object(n) }
    if x.isNaN { throw valueError("cannot convert float NaN to integer") }
    throw raise("OverflowError", "cannot convert float infinity to integer")
  }
}
