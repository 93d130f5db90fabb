extension Interpreter {
  /// A type with its parameters, such as `list[int]`.
  func genericAlias(_ origin: Object, _ parameters: Object) throws(Raised) -> Object {
    try call(try typesName("GenericAlias"), Arguments([origin, parameters]))
  }

  /// What `int | None` means, nil if one of them is no type.
  func union(_ a: Object, _ b: Object) throws(Raised) -> Object? {
    let result = try call(try typesName("_union"), Arguments([a, b]))
    return result.isNotImplemented ? nil : result
  }

  private func typesName(_ name: String) throws(Raised) -> Object {
    guard let module = modules["types"], let value = try module.attribute(name) else {
      throw unsupported("a type with parameters")
    }
    return value
  }

  /// Lets a type and those that inherit from it take parameters.
  func defineParameters(_ type: TypeObject) {
    type.attributes["__class_getitem__"] = .classMethod(
      MethodWrapper(
        .builtin(
          BuiltinFunction("__class_getitem__") { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("__class_getitem__", arguments, 2...2)
            return try interpreter.genericAlias(values[0], values[1])
          })))
  }

  /// `|` of classes whose class a program wrote; the others are added natively.
  func installTypeUnion() {
    for (name, isReflected) in [("__or__", false), ("__ror__", true)] {
      define(builtinTypes.type, name, takes: 1...1) { (interpreter, value, rest) throws(Raised) in
        try isReflected
          ? interpreter.union(rest[0], value) ?? .notImplemented
          : interpreter.union(value, rest[0]) ?? .notImplemented
      }
    }
    let types = builtinTypes
    for type in [types.list, types.dict, types.tuple, types.set, types.frozenset] {
      defineParameters(type)
    }
  }
}
