/// `complex`: instances of a builtin type, since few programs have any.
extension Interpreter {
  func complex(_ real: Double, _ imaginary: Double) -> Object {
    complex(Complex(real: real, imaginary: imaginary))
  }

  func complex(_ value: Complex) -> Object {
    .instance(Instance(type: builtinTypes.complex, payload: ComplexBox(value)))
  }

  /// A number as a complex one; nil for what is no builtin number.
  ///
  /// - Throws: OverflowError for an integer beyond every float.
  func complexIfNumber(_ value: Object) throws(Raised) -> Complex? {
    let value = unwrapped(value)
    if let own = Self.complex(of: value) { return own }
    return Number(value) == nil ? nil : Complex(real: try double(value), imaginary: 0)
  }

  func isComplex(_ value: Object) -> Bool { Self.complex(of: unwrapped(value)) != nil }

  private static func complex(of value: Object) -> Complex? {
    guard case .instance(let instance) = value else { return nil }
    return (instance.payload as? ComplexBox)?.value
  }

  func installComplexType() {
    let type = builtinTypes.complex
    defineConstructor(type) { (interpreter, arguments) throws(Raised) in
      interpreter.complex(try interpreter.makeComplex(arguments))
    }
    for operation in [BinaryOperator.add, .subtract, .multiply, .divide] {
      operators(operation) { (interpreter, a, b) throws(Raised) in
        switch operation {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a * b
        default:
          guard let quotient = a.divided(by: b) else {
            throw interpreter.raise("ZeroDivisionError", "complex division by zero")
          }
          return quotient
        }
      }
    }
    operators(.power) { (interpreter, a, b) throws(Raised) in try interpreter.power(a, b) }
    define(type, "__eq__", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      guard let own = try interpreter.complexIfNumber(value) else { return .notImplemented }
      let other = interpreter.unwrapped(rest[0])
      if let second = Self.complex(of: other) { return .bool(own == second) }
      guard Number(other) != nil else { return .notImplemented }
      guard own.imaginary == 0 else { return .bool(false) }
      return .bool(try interpreter.equal(.float(own.real), other))
    }
    define(type, "__hash__", takes: 0...0) { (interpreter, value, _) throws(Raised) in
      let own = try interpreter.complexIfNumber(value) ?? .one
      let hash =
        interpreter.floatHash(own.real) &+ 1_000_003 &* interpreter.floatHash(own.imaginary)
      return .int(Int(truncatingIfNeeded: hash == -1 ? -2 : hash))
    }
    unary("__neg__") { (interpreter, value) in interpreter.complex(-value) }
    unary("__pos__") { (interpreter, value) in interpreter.complex(value) }
    unary("conjugate") { (interpreter, value) in interpreter.complex(value.conjugate) }
    unary("__complex__") { (interpreter, value) in interpreter.complex(value) }
    unary("__bool__") { (_, value) in .bool(!value.isZero) }
    unary("__repr__") { (_, value) in .string(value.text) }
    unary("__abs__") { (interpreter, value) throws(Raised) in
      let magnitude = value.magnitude
      if magnitude.isInfinite, value.real.isFinite, value.imaginary.isFinite {
        throw interpreter.raise("OverflowError", "absolute value too large")
      }
      return .float(magnitude)
    }
    define(type, "__format__", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      guard case .string(let spec) = interpreter.unwrapped(rest[0]) else {
        throw interpreter.typeError(
          "__format__() argument must be str, not \(interpreter.typeOf(rest[0]).name)")
      }
      let own = try interpreter.complexIfNumber(value) ?? .one
      return .string(try interpreter.format(own, spec))
    }
    for (name, part) in [("real", { $0.real }), ("imag", { $0.imaginary })]
      as [(String, (Complex) -> Double)]
    {
      type.attributes[name] = .property(
        PropertyObject(
          getter: .builtin(
            BuiltinFunction(name) { (interpreter, arguments) throws(Raised) in
              .float(part(try interpreter.complexIfNumber(arguments.positional[0]) ?? .one))
            })))
    }
  }

  /// A negative number to a fractional power has a complex result.
  func power(_ base: Complex, _ exponent: Complex) throws(Raised) -> Complex {
    guard let power = base.power(exponent) else {
      throw raise("ZeroDivisionError", "0.0 to a negative or complex power")
    }
    if power.real.isInfinite || power.imaginary.isInfinite {
      throw raise("OverflowError", "complex exponentiation")
    }
    return power
  }

  private func operators(
    _ operation: BinaryOperator,
    _ body: @escaping (Interpreter, Complex, Complex) throws(Raised) -> Complex
  ) {
    for (prefix, isReflected) in [("__", false), ("__r", true)] {
      define(builtinTypes.complex, "\(prefix)\(operation.methodName)__", takes: 1...1) {
        (interpreter, value, rest) throws(Raised) in
        guard let own = try interpreter.complexIfNumber(value),
          let other = try interpreter.complexIfNumber(rest[0])
        else { return .notImplemented }
        return interpreter.complex(
          try isReflected ? body(interpreter, other, own) : body(interpreter, own, other))
      }
    }
  }

  private func unary(
    _ name: String, _ body: @escaping (Interpreter, Complex) throws(Raised) -> Object
  ) {
    define(builtinTypes.complex, name, takes: 0...0) { (interpreter, value, _) throws(Raised) in
      try body(interpreter, try interpreter.complexIfNumber(value) ?? .one)
    }
  }

  // MARK: Making

  private func makeComplex(_ arguments: Arguments) throws(Raised) -> Complex {
    let reader = try ArgumentReader("complex", arguments, ["real", "imag"], self)
    let (first, second) = (reader.optional(0), reader.optional(1))
    if let first, case .string(let text) = unwrapped(first) {
      guard second == nil else {
        throw typeError("complex() can't take second arg if first is a string")
      }
      guard let value = Complex(text) else {
        throw valueError("complex() arg is a malformed string")
      }
      return value
    }
    if let second, case .string = unwrapped(second) {
      throw typeError("complex() second arg can't be a string")
    }
    let real = try first.map { (value) throws(Raised) in try part(value, "first") }
    let imaginary = try second.map { (value) throws(Raised) in try part(value, "second") }
    let base = real ?? Complex(real: 0, imaginary: 0)
    guard let imaginary else { return base }
    return Complex(
      real: imaginary.imaginary == 0 ? base.real : base.real - imaginary.imaginary,
      imaginary: base.imaginary == 0 ? imaginary.real : base.imaginary + imaginary.real)
  }

  private func part(_ value: Object, _ place: String) throws(Raised) -> Complex {
    if let number = try complexIfNumber(value) { return number }
    if place == "first", typeOf(value).lookup("__complex__") != nil,
      let result = try special("__complex__", value)
    {
      guard let number = Self.complex(of: unwrapped(result)) else {
        throw typeError("__complex__ returned non-complex (type \(typeOf(result).name))")
      }
      return number
    }
    if case .instance = value,
      typeOf(value).lookup("__float__") != nil || typeOf(value).lookup("__index__") != nil
    {
      return Complex(real: try double(value), imaginary: 0)
    }
    let wanted = place == "first" ? "a string or a number" : "a number"
    throw typeError(
      "complex() \(place) argument must be \(wanted), not "
        + "'\(typeOf(value).name)'")
  }
}
