extension Interpreter {
  func installExceptionTypes() {
    let type = builtinTypes.baseException
    func add(_ name: String, _ body: @escaping BuiltinFunction.Body) {
      type.attributes[name] = .builtin(BuiltinFunction(name, body))
    }
    add("__new__") { (interpreter, arguments) throws(Raised) in
      guard case .type(let requested)? = arguments.positional.first else {
        throw interpreter.typeError("BaseException.__new__(): not enough arguments")
      }
      return .instance(
        Instance(
          type: requested, payload: ExceptionState(Array(arguments.positional.dropFirst()))))
    }
    add("__init__") { (interpreter, arguments) throws(Raised) in
      guard case .instance(let instance)? = arguments.positional.first else { return .none }
      interpreter.state(of: instance).arguments = Array(arguments.positional.dropFirst())
      for (name, value) in arguments.keywords where ["name", "obj", "path"].contains(name) {
        instance.attributes.set(name, value)
      }
      return .none
    }
    add("__str__") { (interpreter, arguments) throws(Raised) in
      let values = interpreter.exceptionArguments(arguments)
      switch values.count {
      case 0: return .string("")
      case 1: return .string(try interpreter.str(values[0]))
      default: return .string(try interpreter.repr(.tuple(values)))
      }
    }
    add("__repr__") { (interpreter, arguments) throws(Raised) in
      var parts: [String] = []
      for value in interpreter.exceptionArguments(arguments) {
        parts.append(try interpreter.repr(value))
      }
      let name = interpreter.typeOf(arguments.positional[0]).name
      return .string("\(name)(\(parts.joined(separator: ", ")))")
    }
    add("with_traceback") { (_, arguments) throws(Raised) in arguments.positional[0] }
    add("add_note") { (interpreter, arguments) throws(Raised) in
      guard arguments.positional.count == 2, case .instance(let instance) = arguments.positional[0]
      else { return .none }
      if case .list(let notes)? = instance.attributes.get("__notes__") {
        notes.elements.append(arguments.positional[1])
      } else {
        instance.attributes.set("__notes__", .list(ListObject([arguments.positional[1]])))
      }
      return .none
    }
    installExceptionProperties(type)
    builtinTypes.exception("KeyError").attributes["__str__"] = .builtin(
      BuiltinFunction("__str__") { (interpreter, arguments) throws(Raised) in
        let values = interpreter.exceptionArguments(arguments)
        if values.count == 1 { return .string(try interpreter.repr(values[0])) }
        return .string(values.isEmpty ? "" : try interpreter.repr(.tuple(values)))
      })
    builtinTypes.exception("OSError").attributes["__str__"] = .builtin(
      BuiltinFunction("__str__") { (interpreter, arguments) throws(Raised) in
        let values = interpreter.exceptionArguments(arguments)
        if values.count == 2 {
          return .string(
            "[Errno \(try interpreter.str(values[0]))] \(try interpreter.str(values[1]))")
        }
        return .string(values.count == 1 ? try interpreter.str(values[0]) : "")
      })
    for name in ["StopIteration", "SystemExit"] {
      let attribute = name == "SystemExit" ? "code" : "value"
      builtinTypes.exception(name).attributes[attribute] = .property(
        PropertyObject(
          getter: .builtin(
            BuiltinFunction(attribute) { (interpreter, arguments) throws(Raised) in
              interpreter.exceptionArguments(arguments).first ?? .none
            })))
    }
  }

  private func exceptionArguments(_ arguments: Arguments) -> [Object] {
    guard case .instance(let instance)? = arguments.positional.first else { return [] }
    return state(of: instance).arguments
  }

  private func installExceptionProperties(_ type: TypeObject) {
    func property(
      _ name: String, get: @escaping (ExceptionState) -> Object,
      set: @escaping (Interpreter, ExceptionState, Object) throws(Raised) -> Void
    ) {
      type.attributes[name] = .property(
        PropertyObject(
          getter: .builtin(
            BuiltinFunction(name) { (interpreter, arguments) throws(Raised) in
              guard case .instance(let instance)? = arguments.positional.first else { return .none }
              return get(interpreter.state(of: instance))
            }),
          setter: .builtin(
            BuiltinFunction(name) { (interpreter, arguments) throws(Raised) in
              guard case .instance(let instance)? = arguments.positional.first else { return .none }
              try set(interpreter, interpreter.state(of: instance), arguments.positional[1])
              return .none
            })))
    }
    func instance(_ value: Object) -> Instance? {
      if case .instance(let instance) = value { instance } else { nil }
    }
    property(
      "args", get: { .tuple($0.arguments) },
      set: { (interpreter, state, value) throws(Raised) in
        state.arguments = try interpreter.iterate(value)
      })
    property(
      "__cause__", get: { $0.cause.map { .instance($0) } ?? .none },
      set: { (_, state, value) throws(Raised) in
        state.cause = instance(value)
        state.suppressesContext = true
      })
    property(
      "__context__", get: { $0.context.map { .instance($0) } ?? .none },
      set: { (_, state, value) throws(Raised) in state.context = instance(value) })
    property(
      "__suppress_context__", get: { .bool($0.suppressesContext) },
      set: { (interpreter, state, value) throws(Raised) in
        state.suppressesContext = try interpreter.isTrue(value)
      })
    property("__traceback__", get: { _ in .none }, set: { (_, _, _) throws(Raised) in })
  }
}
