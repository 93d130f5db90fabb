extension Interpreter {
  func installModules() {
    installMath()
    installCopy()
    installFunctools()
    installCollections()
    installItertools()
    installTyping()
    installOperator()
    installDataclasses()
    installSystem()
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

  /// Only what asks nothing of the outside world.
  private func installSystem() {
    let stream = { (isOutput: Bool) -> Object in
      let type = TypeObject(
        name: "TextIOWrapper", bases: [self.builtinTypes.object],
        attributes: [
          "write": .builtin(
            BuiltinFunction("write") { (interpreter, arguments) throws(Raised) in
              let text = arguments.positional.last?.text ?? ""
              if isOutput {
                try interpreter.print(text)
              } else {
                interpreter.writeError(text)
              }
              return .int(text.unicodeScalars.count)
            }),
          "flush": .builtin(BuiltinFunction("flush") { (_, _) throws(Raised) in .none }),
        ], module: "_io")
      return .instance(Instance(type: type))
    }
    module(
      "sys",
      [
        (
          "exit",
          { (interpreter, arguments) throws(Raised) in
            throw interpreter.raise("SystemExit", arguments: arguments.positional)
          }
        ),
        (
          "getrecursionlimit",
          { (interpreter, _) throws(Raised) in .int(interpreter.limits.recursionDepth) }
        ),
        ("setrecursionlimit", { (_, _) throws(Raised) in .none }),
      ],
      values: [
        "float_info": floatInfo,
        "maxsize": .int(.max), "path": .list(ListObject([.string("")])),
        "argv": .list(ListObject([.string("")])),
        "stdout": stream(true), "stderr": stream(false),
        "version_info": .tuple([.int(3), .int(11), .int(0)]), "version": .string("3.11"),
      ])
    module("__future__", [], values: ["annotations": .none, "division": .none])
  }

  private var floatInfo: Object {
    let info = Instance(type: TypeObject(name: "float_info", bases: [builtinTypes.object]))
    for (name, value) in [
      ("epsilon", Double.ulpOfOne), ("max", .greatestFiniteMagnitude),
      ("min", .leastNormalMagnitude),
    ] {
      info.attributes.set(name, .float(value))
    }
    return .instance(info)
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
      "Any", "Optional", "Union", "Callable", "Iterable", "Iterator", "Generator", "Sequence",
      "Mapping", "TypeVar", "Literal", "Final", "ClassVar", "NoReturn", "Self", "Type", "Generic",
      "Protocol", "Annotated", "Hashable", "Sized", "Collection", "NewType", "Number",
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
        ("final", identity), ("TypeVar", { (_, _) throws(Raised) in .type(any) }),
      ], values: values)
    modules["collections.abc"] = ModuleObject(name: "collections.abc", attributes: values)
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
    functions.append(
      (
        "itemgetter",
        { (_, getter) throws(Raised) in
          .builtin(
            BuiltinFunction("itemgetter") { (interpreter, arguments) throws(Raised) in
              let owner = try interpreter.positional("itemgetter", arguments, 1...1)[0]
              var parts: [Object] = []
              for key in getter.positional { parts.append(try interpreter.subscripted(owner, key)) }
              return parts.count == 1 ? parts[0] : .tuple(parts)
            })
        }
      ))
    functions.append(
      (
        "attrgetter",
        { (_, getter) throws(Raised) in
          .builtin(
            BuiltinFunction("attrgetter") { (interpreter, arguments) throws(Raised) in
              let owner = try interpreter.positional("attrgetter", arguments, 1...1)[0]
              var parts: [Object] = []
              for path in getter.positional {
                var value = owner
                for name in path.text.split(separator: ".") {
                  value = try interpreter.attribute(String(name), of: value)
                }
                parts.append(value)
              }
              return parts.count == 1 ? parts[0] : .tuple(parts)
            })
        }
      ))
    module("operator", functions)
  }
}
