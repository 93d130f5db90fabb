extension Interpreter {
  /// Fills the namespace behind every program's globals.
  func installBuiltins() {
    let types = builtinTypes
    for type in [
      types.object, types.type, types.int, types.bool, types.float, types.str, types.bytes,
      types.bytearray, types.complex, types.memoryview, types.tuple,
      types.list, types.dict, types.set, types.frozenset, types.range, types.slice,
      types.property, types.classMethod, types.staticMethod, types.superType,
    ] {
      builtins.set(type.name, .type(type))
    }
    for name in types.exceptionNames { builtins.set(name, .type(types.exception(name))) }
    for name in ["EnvironmentError", "IOError"] {
      builtins.set(name, .type(types.exception("OSError")))
    }
    builtins.set("NotImplemented", .notImplemented)
    builtins.set("Ellipsis", .ellipsis)
    builtins.set("__debug__", .bool(true))
    installObjectType()
    installTypeType()
    installTypeUnion()
    installNumberTypes()
    installComplexType()
    installStringType()
    installBytesTypes()
    installListType()
    installTupleType()
    installDictType()
    installSetTypes()
    installSmallTypes()
    installGeneratorType()
    installExceptionTypes()
    installIterationFunctions()
    installReductionFunctions()
    installNumberFunctions()
    installObjectFunctions()
    installInputAndOutput()
    installExecution()
  }

  private func installInputAndOutput() {
    defineFunction("print") { (interpreter, arguments) throws(Raised) in
      let plain = Arguments([], keywords: arguments.keywords)
      let reader = try ArgumentReader("print", plain, ["sep", "end", "file", "flush"], interpreter)
      let separator = try interpreter.separator(reader[0], " ", "sep")
      let end = try interpreter.separator(reader[1], "\n", "end")
      var text = ""
      for (index, value) in arguments.positional.enumerated() {
        if index > 0 { text += separator }
        text += try interpreter.str(value)
        try interpreter.checkText(text.utf8.count)
      }
      text += end
      let stream = reader[2].isNone ? interpreter.replacedOutput : reader[2]
      if stream.isNone {
        try interpreter.print(text)
      } else {
        let write = try interpreter.attribute("write", of: stream)
        _ = try interpreter.call(write, Arguments([.string(text)]))
      }
      return .none
    }
    for name in [
      "input", "open", "breakpoint", "help", "aiter", "anext", "BaseExceptionGroup",
      "ExceptionGroup",
    ] {
      defineFunction(name) { (interpreter, _) throws(Raised) in
        throw interpreter.unsupported("\(name)()")
      }
    }
    // Programs ask of values whether they are of this type, and never of some here.
    builtinTypes.memoryview.attributes["__new__"] = .builtin(
      BuiltinFunction("__new__") { (interpreter, _) throws(Raised) in
        throw interpreter.unsupported("memoryview()")
      })
    for name in ["exit", "quit"] {
      defineFunction(name) { (interpreter, arguments) throws(Raised) in
        throw interpreter.raise("SystemExit", arguments: arguments.positional)
      }
    }
  }

  /// What a program has put in the place of `sys.stdout`, none as long as it has not.
  private var replacedOutput: Object {
    guard let system = modules["sys"], let stream = system.attributes["stdout"] else {
      return .none
    }
    let original = system.attributes["__stdout__"] ?? .none
    return stream.isIdentical(to: original) ? .none : stream
  }

  private func separator(
    _ value: Object, _ fallback: String, _ name: String
  ) throws(Raised) -> String {
    switch value {
    case .none: return fallback
    case .string(let text): return text
    default: throw typeError("\(name) must be None or a string, not \(typeOf(value).name)")
    }
  }
}
