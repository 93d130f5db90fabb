extension Interpreter {
  func installObjectType() {
    let type = builtinTypes.object
    let types = builtinTypes
    func add(_ name: String, _ body: @escaping BuiltinFunction.Body) {
      type.attributes[name] = .builtin(BuiltinFunction(name, body))
    }
    add("__new__") { (interpreter, arguments) throws(Raised) in
      guard case .type(let requested)? = arguments.positional.first else {
        throw interpreter.typeError("object.__new__(X): X is not a type object")
      }
      let hasArguments = arguments.positional.count > 1 || !arguments.keywords.isEmpty
      if hasArguments, interpreter.isObjects(requested.lookup("__init__"), "__init__") {
        throw interpreter.typeError("\(requested.name)() takes no arguments")
      }
      if let abstract = requested.abstractMethods(interpreter), !abstract.isEmpty {
        let plural = abstract.count == 1 ? "" : "s"
        throw interpreter.typeError(
          "Can't instantiate abstract class \(requested.name) with abstract method\(plural) "
            + abstract.joined(separator: ", "))
      }
      return .instance(Instance(type: requested))
    }
    add("__init__") { (_, _) throws(Raised) in .none }
    add("__eq__") { (_, arguments) throws(Raised) in
      let same = arguments.positional[0].isIdentical(
        to: arguments.positional.dropFirst().first ?? .none)
      return same ? .bool(true) : .notImplemented
    }
    add("__hash__") { (interpreter, arguments) throws(Raised) in
      Object(Integer(interpreter.identityHash(arguments.positional[0])))
    }
    add("__repr__") { (interpreter, arguments) throws(Raised) in
      .string(interpreter.defaultRepr(arguments.positional[0]))
    }
    add("__str__") { (interpreter, arguments) throws(Raised) in
      .string(try interpreter.repr(arguments.positional[0]))
    }
    add("__format__") { (interpreter, arguments) throws(Raised) in
      guard arguments.positional.count == 2, case .string(let spec) = arguments.positional[1] else {
        throw interpreter.typeError("__format__() takes one argument")
      }
      return .string(try interpreter.objectFormat(arguments.positional[0], spec))
    }
    add("__setattr__") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("__setattr__", arguments, 3...3)
      let name = try interpreter.attributeName(values[1], "setattr")
      try interpreter.setPlainAttribute(name, of: values[0], to: values[2])
      return .none
    }
    add("__delattr__") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("__delattr__", arguments, 2...2)
      let name = try interpreter.attributeName(values[1], "delattr")
      try interpreter.deletePlainAttribute(name, of: values[0])
      return .none
    }
    add("__getattribute__") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("__getattribute__", arguments, 2...2)
      let name = try interpreter.attributeName(values[1], "getattr")
      guard case .instance(let instance) = values[0] else {
        return try interpreter.attribute(name, of: values[0])
      }
      if let value = try interpreter.genericAttribute(name, of: instance) { return value }
      throw interpreter.missingAttribute(name, of: values[0])
    }
    add("__dir__") { (interpreter, arguments) throws(Raised) in
      guard let dir = interpreter.builtins.get("dir") else { return .none }
      return try interpreter.call(dir, arguments)
    }
    type.attributes["__init_subclass__"] = .classMethod(
      MethodWrapper(
        .builtin(
          BuiltinFunction("__init_subclass__") { (interpreter, arguments) throws(Raised) in
            guard arguments.keywords.isEmpty else {
              let name =
                if case .type(let type)? = arguments.positional.first { type.name } else { "" }
              throw interpreter.typeError("\(name).__init_subclass__() takes no keyword arguments")
            }
            return .none
          })))
    types.object.attributes["__doc__"] = Object.none
  }

  /// Whether a special method is the one that `object` has, and no type's own.
  func isObjects(_ found: Object?, _ name: String) -> Bool {
    guard case .builtin(let function)? = found,
      case .builtin(let own)? = builtinTypes.object.attributes[name]
    else { return false }
    return function === own
  }

  func installTypeType() {
    let type = builtinTypes.type
    type.attributes["__new__"] = .builtin(
      BuiltinFunction("__new__") { (interpreter, arguments) throws(Raised) in
        let values = arguments.positional
        guard values.count == 4, case .string(let name) = values[1],
          let bases = interpreter.tupleElements(values[2]),
          let namespace = interpreter.dictionary(values[3])
        else { throw interpreter.typeError("type() takes 1 or 3 arguments") }
        var parents: [TypeObject] = []
        for case .type(let base) in bases { parents.append(base) }
        var metaclass: TypeObject?
        if case .type(let given) = values[0], given !== interpreter.builtinTypes.type {
          metaclass = given
        }
        let made = try interpreter.makeClass(name, parents, namespace, metaclass: metaclass)
        try interpreter.announce(made, arguments.keywords)
        return .type(made)
      })
    type.attributes["__call__"] = .builtin(
      BuiltinFunction("__call__") { (interpreter, arguments) throws(Raised) in
        var rest = arguments
        guard !rest.positional.isEmpty, case .type(let made) = rest.positional.removeFirst() else {
          throw interpreter.typeError("descriptor '__call__' requires a 'type' object")
        }
        return try interpreter.construct(made, rest)
      })
    type.attributes["__init__"] = .builtin(
      BuiltinFunction("__init__") { (_, _) throws(Raised) in .none })
    type.attributes["mro"] = .builtin(
      BuiltinFunction("mro") { (_, arguments) throws(Raised) in
        guard case .type(let made)? = arguments.positional.first else { return .none }
        return .list(ListObject(made.mro.map { .type($0) }))
      })
    type.attributes["__subclasscheck__"] = .builtin(
      BuiltinFunction("__subclasscheck__") { (_, arguments) throws(Raised) in
        guard arguments.positional.count == 2, case .type(let base) = arguments.positional[0],
          case .type(let made) = arguments.positional[1]
        else { return .bool(false) }
        return .bool(made.isSubtype(of: base))
      })
  }
}

extension TypeObject {
  /// The names still abstract, if the class has the metaclass of `abc.ABC`.
  func abstractMethods(_ interpreter: Interpreter) -> [String]? {
    guard metaclass?.name == "ABCMeta" else { return nil }
    var seen: Set<String> = []
    var names: [String] = []
    for type in mro {
      for (name, value) in type.attributes where seen.insert(name).inserted {
        var value = value
        if case .property(let property) = value { value = property.getter }
        if case .classMethod(let wrapper) = value { value = wrapper.function }
        if case .staticMethod(let wrapper) = value { value = wrapper.function }
        if case .function(let function) = value,
          function.attributes.get("__isabstractmethod__") != nil
        {
          names.append(name)
        }
      }
    }
    return names.sorted()
  }
}
