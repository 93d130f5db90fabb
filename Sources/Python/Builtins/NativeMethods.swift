extension Interpreter {
  /// The special methods of a builtin type, so that subclasses, `super()` and `hasattr` find them.
  func defineSpecialMethods(
    _ type: TypeObject, operators: [BinaryOperator] = [], reflected: [BinaryOperator] = [],
    unary: [UnaryOperator] = []
  ) {
    for operation in operators {
      define(type, "__\(operation.methodName)__", takes: 1...1) {
        (interpreter, value, rest) throws(Raised) in
        let other = interpreter.unwrapped(rest[0])
        guard interpreter.takes(value, other) else { return .notImplemented }
        return try interpreter.native(operation, value, other) ?? .notImplemented
      }
    }
    for operation in reflected {
      define(type, "__r\(operation.methodName)__", takes: 1...1) {
        (interpreter, value, rest) throws(Raised) in
        let other = interpreter.unwrapped(rest[0])
        guard interpreter.takes(value, other) else { return .notImplemented }
        return try interpreter.native(operation, other, value) ?? .notImplemented
      }
    }
    for operation in unary {
      define(type, operation.methodName, takes: 0...0) { (interpreter, value, _) throws(Raised) in
        try interpreter.unary(operation, value)
      }
    }
    for comparison in [
      ComparisonOperator.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
    ] {
      define(type, comparison.methodName, takes: 1...1) {
        (interpreter, value, rest) throws(Raised) in
        let other = interpreter.unwrapped(rest[0])
        if case .instance = other { return .notImplemented }
        let same = interpreter.typeOf(value) === interpreter.typeOf(other)
        if !same, Number(value) == nil || Number(other) == nil,
          comparison == .equal || comparison == .notEqual
        {
          guard case .set = value, case .set = other else { return .notImplemented }
        }
        return try interpreter.nativeCompare(comparison, value, other).map { .bool($0) }
          ?? .notImplemented
      }
    }
    define(type, "__repr__", takes: 0...0) { (interpreter, value, _) throws(Raised) in
      .string(try interpreter.repr(value))
    }
  }

  /// Whether the operators of a value's type know the other operand: those of `int` know integers,
  /// and leave floats and sequences to the types of these.
  private func takes(_ value: Object, _ other: Object) -> Bool {
    guard Number(value)?.integer != nil else { return true }
    return Number(other)?.integer != nil
  }

  /// `__format__` of numbers and strings; all others have that of `object`.
  func defineFormat(_ type: TypeObject) {
    define(type, "__format__") { (interpreter, arguments) throws(Raised) in
      var rest = arguments
      let value = rest.positional.removeFirst()
      let argument = try interpreter.positional("\(type.name).__format__", rest, 1...1)[0]
      guard case .string(let spec) = interpreter.unwrapped(argument) else {
        throw interpreter.typeError(
          "__format__() argument must be str, not \(interpreter.typeOf(argument).name)")
      }
      return .string(
        try interpreter.format(value, spec: spec, typeName: interpreter.typeOf(value).name))
    }
  }

  /// The special methods of a builtin container.
  func defineContainerMethods(_ type: TypeObject, isMutable: Bool, isHashable: Bool) {
    define(type, "__len__", takes: 0...0) { (interpreter, value, _) throws(Raised) in
      .int(try interpreter.length(value))
    }
    define(type, "__iter__", takes: 0...0) { (interpreter, value, _) throws(Raised) in
      .iterator(try interpreter.makeIterator(value))
    }
    define(type, "__contains__", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      .bool(try interpreter.contains(value, rest[0]))
    }
    if type !== builtinTypes.set, type !== builtinTypes.frozenset {
      define(type, "__getitem__", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
        try interpreter.subscripted(value, rest[0])
      }
    }
    if isMutable {
      define(type, "__setitem__", takes: 2...2) { (interpreter, value, rest) throws(Raised) in
        try interpreter.setSubscript(value, rest[0], rest[1])
        return .none
      }
      define(type, "__delitem__", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
        try interpreter.deleteSubscript(value, rest[0])
        return .none
      }
    }
    if isHashable {
      defineHash(type)
    } else {
      type.attributes["__hash__"] = Object.none
    }
  }

  func defineHash(_ type: TypeObject) {
    define(type, "__hash__", takes: 0...0) { (interpreter, value, _) throws(Raised) in
      Object(Integer(try interpreter.hash(value)))
    }
  }

  /// `__new__` of a builtin type: a plain value, or an instance of a subclass around one.
  func defineConstructor(
    _ type: TypeObject, _ make: @escaping (Interpreter, Arguments) throws(Raised) -> Object
  ) {
    type.attributes["__new__"] = .builtin(
      BuiltinFunction("__new__") { (interpreter, arguments) throws(Raised) in
        var rest = arguments
        guard !rest.positional.isEmpty, case .type(let requested) = rest.positional.removeFirst()
        else { throw interpreter.typeError("\(type.name).__new__(): not enough arguments") }
        if requested === type { return try make(interpreter, rest) }
        return .instance(
          Instance(
            type: requested,
            payload: interpreter.payload(try interpreter.constructBase(type, requested, rest, make))
          ))
      })
  }

  private func constructBase(
    _ type: TypeObject, _ requested: TypeObject, _ arguments: Arguments,
    _ make: (Interpreter, Arguments) throws(Raised) -> Object
  ) throws(Raised) -> Object {
    // Mutable containers are filled by `__init__`, whose arguments a subclass may have changed.
    if type === builtinTypes.list { return .list(ListObject()) }
    if type === builtinTypes.dict { return .dict(DictObject()) }
    if type === builtinTypes.set { return .set(SetObject()) }
    return try make(self, arguments)
  }

  private func payload(_ value: Object) -> AnyObject? {
    switch value {
    case .list(let list): list
    case .dict(let dict): dict
    case .set(let set): set
    case .tuple(let elements): TupleBox(elements)
    default: ScalarBox(value)
    }
  }
}
