extension Interpreter {
  func installModules() {
    installMath()
    installCopy()
    installFunctools()
    installCollections()
    installItertools()
    installTyping()
    installOperator()
    installSystem()
    installRegex()
    installWarnings()
    installLibrary()
  }

  /// Registers a module, with its functions made from a table.
  func module(
    _ name: String, _ functions: [(String, BuiltinFunction.Body)],
    values: [String: Object] = [:]
  ) {
    let module = ModuleObject(name: name, attributes: values)
    for (name, body) in functions {
      module.attributes[name] = .builtin(BuiltinFunction(name, isMethod: false, body))
    }
    modules[name] = module
  }

  func installTyping() {
    var values: [String: Object] = [:]
    let any = TypeObject(name: "Any", bases: [builtinTypes.object], module: "typing")
    any.attributes["__class_getitem__"] = .classMethod(
      MethodWrapper(
        .builtin(
          BuiltinFunction("__class_getitem__") { (_, arguments) throws(Raised) in
            arguments.positional[0]
          })))
    // Annotations are not evaluated, so these only have to exist.
    for name in [
      "Any", "Optional", "Union", "TypeVar", "Literal", "Final", "ClassVar", "NoReturn", "Never",
      "Self", "Type", "Generic", "Protocol", "Annotated", "NewType", "Awaitable", "Coroutine",
      "Concatenate", "ParamSpec", "TypeAlias", "TypeGuard", "LiteralString", "Required",
      "NotRequired", "Unpack", "SupportsInt", "SupportsFloat", "SupportsAbs", "SupportsIndex",
      "SupportsRound", "AnyStr", "Text", "IO", "TextIO", "BinaryIO",
    ] {
      values[name] = .type(any)
    }
    for (name, type) in [
      ("List", builtinTypes.list), ("Dict", builtinTypes.dict), ("Tuple", builtinTypes.tuple),
      ("Set", builtinTypes.set), ("FrozenSet", builtinTypes.frozenset),
    ] {
      values[name] = .type(type)
    }
    values["TYPE_CHECKING"] = .bool(false)
    let identity: BuiltinFunction.Body = { (_, arguments) throws(Raised) in
      arguments.positional.last ?? .none
    }
    module(
      "typing",
      [
        ("cast", identity), ("overload", identity), ("no_type_check", identity),
        ("final", identity), ("runtime_checkable", identity),
        ("TypeVar", { (_, _) throws(Raised) in .type(any) }),
      ], values: values)
    installAbstract()
  }

  private func installAbstract() {
    let metaclass = TypeObject(name: "ABCMeta", bases: [builtinTypes.type], module: "abc")
    let base = TypeObject(name: "ABC", bases: [builtinTypes.object], module: "abc")
    base.metaclass = metaclass
    module(
      "abc",
      [
        (
          "abstractmethod",
          { (_, arguments) throws(Raised) in
            if case .function(let function)? = arguments.positional.first {
              function.attributes.set("__isabstractmethod__", .bool(true))
            }
            return arguments.positional.first ?? .none
          }
        )
      ], values: ["ABC": .type(base), "ABCMeta": .type(metaclass)])
  }

  private func installOperator() {
    var functions: [(String, BuiltinFunction.Body)] = []
    for operation in BinaryOperator.allCases {
      let name = operation.methodName
      functions.append(
        (
          ["and", "or"].contains(name) ? name + "_" : name,
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional(name, arguments, 2...2)
            return try interpreter.binary(operation, values[0], values[1])
          }
        ))
    }
    for (name, comparison) in [
      ("eq", ComparisonOperator.equal), ("ne", .notEqual), ("lt", .less), ("le", .lessOrEqual),
      ("gt", .greater), ("ge", .greaterOrEqual), ("is_", .is), ("is_not", .isNot),
    ] {
      functions.append(
        (
          name,
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional(name, arguments, 2...2)
            return try interpreter.compare(comparison, values[0], values[1])
          }
        ))
    }
    for (name, operation) in [
      ("neg", UnaryOperator.negative), ("pos", .positive), ("invert", .invert), ("not_", .not),
    ] {
      functions.append(
        (
          name,
          { (interpreter, arguments) throws(Raised) in
            try interpreter.unary(
              operation, try interpreter.positional(name, arguments, 1...1)[0])
          }
        ))
    }
    module("operator", functions, values: ["abs": builtins.get("abs") ?? .none])
  }
}
