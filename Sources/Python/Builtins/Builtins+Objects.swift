extension Interpreter {
  func installObjectFunctions() {
    defineFunction("repr") { (interpreter, arguments) throws(Raised) in
      .string(try interpreter.repr(try interpreter.positional("repr", arguments, 1...1)[0]))
    }
    defineFunction("ascii") { (interpreter, arguments) throws(Raised) in
      let value = try interpreter.positional("ascii", arguments, 1...1)[0]
      return .string(asciiEscaped(try interpreter.repr(value)))
    }
    defineFunction("format") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("format", arguments, 1...2)
      guard values.count == 2 else { return .string(try interpreter.format(values[0], spec: "")) }
      guard case .string(let spec) = values[1] else {
        throw interpreter.typeError(
          "format() argument 2 must be str, not \(interpreter.typeOf(values[1]).name)")
      }
      return .string(try interpreter.format(values[0], spec: spec))
    }
    defineFunction("hash") { (interpreter, arguments) throws(Raised) in
      let value = try interpreter.positional("hash", arguments, 1...1)[0]
      return Object(Integer(try interpreter.hash(value)))
    }
    defineFunction(
      ofOne: "id",
      { (interpreter, value) throws(Raised) in
        Object(Integer(interpreter.identityNumber(value)))
      })
    defineFunction("callable") { (interpreter, arguments) throws(Raised) in
      .bool(interpreter.isCallable(try interpreter.positional("callable", arguments, 1...1)[0]))
    }
    defineFunction(
      ofTwo: "isinstance",
      { (interpreter, value, type) throws(Raised) in
        .bool(try interpreter.isInstance(value, of: type))
      })
    defineFunction("issubclass") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("issubclass", arguments, 2...2)
      guard case .type(let type) = values[0] else {
        throw interpreter.typeError("issubclass() arg 1 must be a class")
      }
      return .bool(try interpreter.isSubclass(type, of: values[1]))
    }
    installAttributeFunctions()
    defineFunction("globals") { (interpreter, _) throws(Raised) in .dict(interpreter.globals) }
    defineFunction("locals") { (interpreter, _) throws(Raised) in
      guard let frame = interpreter.machine.pointee.top else { return .dict(interpreter.globals) }
      return .dict(interpreter.locals(of: frame))
    }
    defineFunction("vars") { (interpreter, arguments) throws(Raised) in
      guard let value = arguments.positional.first else {
        return .dict(interpreter.machine.pointee.top.map(interpreter.locals) ?? interpreter.globals)
      }
      guard let dict = try interpreter.attributeOrNil("__dict__", of: value) else {
        throw interpreter.typeError("vars() argument must have __dict__ attribute")
      }
      return dict
    }
    defineFunction("dir") { (interpreter, arguments) throws(Raised) in
      var names: Set<String> = []
      if let value = arguments.positional.first {
        if let own = interpreter.typeOf(value).lookup("__dir__"),
          !interpreter.isObjects(own, "__dir__")
        {
          let listed = try interpreter.callMethod(own, value, Arguments())
          return .list(
            ListObject(try interpreter.sorted(try interpreter.iterate(listed), Arguments())))
        }
        var type = interpreter.typeOf(value)
        if case .type(let itself) = value { type = itself }
        for ancestor in type.mro { names.formUnion(ancestor.attributes.keys) }
        if case .instance(let instance) = value {
          for case .string(let name) in instance.attributes.keys { names.insert(name) }
        }
        if case .module(let module) = value {
          try module.load()
          let prefix = module.name + "."
          let submodules = interpreter.modules.keys.lazy.filter {
            $0.hasPrefix(prefix) && !$0.dropFirst(prefix.count).contains(".")
          }
          names = Set(module.names).union(submodules.map { String($0.dropFirst(prefix.count)) })
            .subtracting(module.hidden)
        }
      } else {
        for case .string(let name) in interpreter.globals.keys { names.insert(name) }
      }
      return .list(ListObject(names.sorted().map { .string($0) }))
    }
  }

  func isCallable(_ value: Object) -> Bool {
    switch value {
    case .function, .builtin, .method, .type, .staticMethod: true
    case .instance(let instance): instance.type.lookup("__call__") != nil
    default: false
    }
  }

  private func installAttributeFunctions() {
    defineFunction("getattr") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("getattr", arguments, 2...3)
      let name = try interpreter.attributeName(values[1], "getattr")
      guard values.count == 3 else { return try interpreter.attribute(name, of: values[0]) }
      return try interpreter.attributeOrNil(name, of: values[0]) ?? values[2]
    }
    defineFunction("hasattr") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("hasattr", arguments, 2...2)
      let name = try interpreter.attributeName(values[1], "hasattr")
      do throws(Raised) {
        return .bool(try interpreter.attributeOrNil(name, of: values[0]) != nil)
      } catch {
        // What only cannot be used here is there all the same.
        guard error.exception.type.name == "UnsupportedError" else { throw error }
        return .bool(true)
      }
    }
    defineFunction("setattr") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("setattr", arguments, 3...3)
      let name = try interpreter.attributeName(values[1], "setattr")
      try interpreter.setAttribute(name, of: values[0], to: values[2])
      return .none
    }
    defineFunction("delattr") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("delattr", arguments, 2...2)
      try interpreter.deleteAttribute(
        try interpreter.attributeName(values[1], "delattr"), of: values[0])
      return .none
    }
  }

  func attributeName(_ value: Object, _ function: String) throws(Raised) -> String {
    guard case .string(let name) = unwrapped(value) else {
      throw typeError("attribute name must be string, not '\(typeOf(value).name)'")
    }
    return name
  }

  /// An attribute, nil on any AttributeError.
  func attributeOrNil(_ name: String, of owner: Object) throws(Raised) -> Object? {
    do throws(Raised) {
      return try attributeIfPresent(name, of: owner)
    } catch {
      guard error.exception.type.isSubtype(of: builtinTypes.exception("AttributeError")) else {
        throw error
      }
      return nil
    }
  }

  func isInstance(_ value: Object, of types: Object) throws(Raised) -> Bool {
    if let choices = tupleElements(types) {
      return try recursing(" in __instancecheck__") { () throws(Raised) in
        for choice in choices {
          try self.step()
          if try self.isInstance(value, of: choice) { return true }
        }
        return false
      }
    }
    if types.isNone { return value.isNone }
    guard case .type(let type) = types else {
      if let hook = try special("__instancecheck__", types, [value]) { return try isTrue(hook) }
      throw typeError("isinstance() arg 2 must be a type, a tuple of types, or a union")
    }
    if let hook = type.metaclass?.lookup("__instancecheck__") {
      return try isTrue(try callMethod(hook, types, Arguments([value])))
    }
    return isInstance(value, type)
  }

  private func isSubclass(_ type: TypeObject, of types: Object) throws(Raised) -> Bool {
    if let choices = tupleElements(types) {
      return try recursing(" in __subclasscheck__") { () throws(Raised) in
        for choice in choices {
          try self.step()
          if try self.isSubclass(type, of: choice) { return true }
        }
        return false
      }
    }
    guard case .type(let base) = types else {
      if let hook = try special("__subclasscheck__", types, [.type(type)]) {
        return try isTrue(hook)
      }
      throw typeError("issubclass() arg 2 must be a class, a tuple of classes, or a union")
    }
    if let hook = base.metaclass?.lookup("__subclasscheck__") {
      return try isTrue(try callMethod(hook, types, Arguments([.type(type)])))
    }
    return type.isSubtype(of: base)
  }

  func locals(of frame: Frame) -> DictObject {
    if frame.name == "<module>" { return frame.globals }
    if let namespace = frame.namespace { return namespace }
    let dict = DictObject()
    for (slot, name) in frame.layout.localNames.enumerated() {
      let cell = frame.layout.cellNames.firstIndex(of: name)
      if let value = cell.flatMap({ frame.cells[$0].value }) ?? frame.local(slot) {
        dict.set(name, value)
      }
    }
    return dict
  }
}
