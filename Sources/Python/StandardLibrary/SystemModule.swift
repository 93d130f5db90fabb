extension Interpreter {
  /// `sys`, as far as it asks nothing of the outside world, and the modules that are like it.
  func installSystem() {
    let (output, errors) = (stream(isOutput: true), stream(isOutput: false))
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
        ("get_int_max_str_digits", { (_, _) throws(Raised) in .int(4300) }),
        (
          "intern",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.positional("sys.intern", arguments, 1...1)[0]
          }
        ),
        (
          "exc_info",
          { (interpreter, _) throws(Raised) in
            guard let exception = interpreter.handled?.exception else {
              return .tuple([.none, .none, .none])
            }
            return .tuple([.type(exception.type), .instance(exception), .none])
          }
        ),
      ],
      values: [
        "float_info": floatInfo, "int_info": intInfo,
        "maxsize": Object(Integer(Int64.max)), "maxunicode": .int(0x10FFFF),
        "byteorder": .string("little"),
        "platform": .string("linux"), "argv": .list(ListObject([.string("")])),
        "path": .list(ListObject([.string("")])), "float_repr_style": .string("short"),
        "stdout": output, "__stdout__": output, "stderr": errors, "__stderr__": errors,
        "version_info": versionInfo, "version": .string("3.11.0"), "hexversion": .int(0x030B_00F0),
        "copyright": .string(""), "dont_write_bytecode": .bool(true),
      ])
    refuse("sys", "a program here can reach nothing outside of itself")
    let builtin = ModuleObject(name: "builtins")
    builtin.loader = { [unowned(unsafe) self] module in
      for case (.string(let name), let value) in self.builtins.items {
        module.attributes[name] = value
      }
    }
    modules["builtins"] = builtin
    installFutures()
    modules["_traceback"] = ModuleObject(
      name: "_traceback",
      attributes: [
        "report": .builtin(
          BuiltinFunction("report", isMethod: false) { (interpreter, arguments) throws(Raised) in
            guard case .instance(let exception)? = arguments.positional.first else { return .none }
            let traceback = interpreter.state(of: exception).traceback
            return .string(
              interpreter.tracebackText(Raised(exception: exception, traceback: traceback)))
          })
      ])
  }

  /// `sys.stdout` or `sys.stderr`.
  private func stream(isOutput: Bool) -> Object {
    let write = { (interpreter: Interpreter, text: String) throws(Raised) in
      if isOutput {
        try interpreter.print(text)
      } else {
        interpreter.writeError(text)
      }
    }
    let type = TypeObject(name: "TextIOWrapper", bases: [builtinTypes.object], module: "_io")
    let stream = Instance(type: type)
    define(type, "write", takes: 1...1) { (interpreter, _, rest) throws(Raised) in
      guard case .string(let text) = interpreter.unwrapped(rest[0]) else {
        throw interpreter.typeError(
          "write() argument must be str, not \(interpreter.typeOf(rest[0]).name)")
      }
      try write(interpreter, text)
      return .int(text.unicodeScalars.count)
    }
    define(type, "writelines", takes: 1...1) { (interpreter, _, rest) throws(Raised) in
      for line in try interpreter.iterate(rest[0]) {
        try write(interpreter, try interpreter.text(line, "write"))
      }
      return .none
    }
    define(type, "flush", takes: 0...0) { (_, _, _) throws(Raised) in .none }
    define(type, "isatty", takes: 0...0) { (_, _, _) throws(Raised) in .bool(false) }
    stream.attributes.set("encoding", .string("utf-8"))
    stream.attributes.set("name", .string(isOutput ? "<stdout>" : "<stderr>"))
    return .instance(stream)
  }

  /// A value of a named tuple of `sys`.
  private func record(_ name: String, _ fields: [(String, Object)]) -> Object {
    let names = Object.tuple(fields.map { .string($0.0) })
    guard let made = try? namedTuple(name, names, defaults: []), case .type(let type) = made else {
      return .none
    }
    type.module = nil
    return .instance(Instance(type: type, payload: TupleBox(fields.map { $0.1 })))
  }

  private var versionInfo: Object {
    record(
      "sys.version_info",
      [
        ("major", .int(3)), ("minor", .int(11)), ("micro", .int(0)),
        ("releaselevel", .string("final")), ("serial", .int(0)),
      ])
  }

  private var floatInfo: Object {
    record(
      "sys.float_info",
      [
        ("max", .float(.greatestFiniteMagnitude)), ("max_exp", .int(1024)),
        ("max_10_exp", .int(308)), ("min", .float(.leastNormalMagnitude)),
        ("min_exp", .int(-1021)), ("min_10_exp", .int(-307)), ("dig", .int(15)),
        ("mant_dig", .int(53)), ("epsilon", .float(.ulpOfOne)), ("radix", .int(2)),
        ("rounds", .int(1)),
      ])
  }

  private var intInfo: Object {
    record(
      "sys.int_info",
      [
        ("bits_per_digit", .int(30)), ("sizeof_digit", .int(4)),
        ("default_max_str_digits", .int(4300)), ("str_digits_check_threshold", .int(640)),
      ])
  }

  /// `from __future__ import …` of what is long the rule: the names, and what they stand for.
  private func installFutures() {
    let type = TypeObject(name: "_Feature", bases: [builtinTypes.object], module: "__future__")
    var features: [String: Object] = [:]
    for name in Interpreter.futureNames { features[name] = .instance(Instance(type: type)) }
    modules["__future__"] = ModuleObject(name: "__future__", attributes: features)
  }

  /// Source: the module `__future__` of Python 3.11.
  static let futureNames = [
    "nested_scopes", "generators", "division", "absolute_import", "with_statement",
    "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations",
  ]
}
