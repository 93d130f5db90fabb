extension Interpreter {
  func installDictType() {
    let type = builtinTypes.dict
    defineSpecialMethods(type, operators: [.or], reflected: [.or])
    defineContainerMethods(type, isMutable: true, isHashable: false)
    defineConstructor(type) { (interpreter, arguments) throws(Raised) in
      let dict = DictObject()
      try interpreter.fill(dict, arguments, "dict")
      return .dict(dict)
    }
    for name in ["__init__", "update"] {
      define(type, name) { (interpreter, arguments) throws(Raised) in
        var rest = arguments
        guard case .dict(let dict) = rest.positional.removeFirst() else { return .none }
        try interpreter.fill(dict, rest, name == "update" ? "update" : "dict")
        return .none
      }
    }
    defineDict("get", takes: 1...2) { (interpreter, dict, rest) throws(Raised) in
      try dict.get(rest[0], interpreter) ?? (rest.count > 1 ? rest[1] : .none)
    }
    defineDict("setdefault", takes: 1...2) { (interpreter, dict, rest) throws(Raised) in
      if let value = try dict.get(rest[0], interpreter) { return value }
      let value = rest.count > 1 ? rest[1] : Object.none
      try dict.set(rest[0], value, interpreter)
      return value
    }
    defineDict("pop", takes: 1...2) { (interpreter, dict, rest) throws(Raised) in
      // An empty dictionary does not even hash the key.
      if dict.count > 0, let value = try dict.remove(rest[0], interpreter) { return value }
      if rest.count > 1 { return rest[1] }
      throw interpreter.raise("KeyError", arguments: [rest[0]])
    }
    defineDict("popitem", takes: 0...0) { (interpreter, dict, _) throws(Raised) in
      guard let (key, value) = dict.removeLast() else {
        throw interpreter.raise("KeyError", "popitem(): dictionary is empty")
      }
      return .tuple([key, value])
    }
    defineDict("clear", takes: 0...0) { (_, dict, _) throws(Raised) in
      dict.removeAll()
      return .none
    }
    defineDict("copy", takes: 0...0) { (_, dict, _) throws(Raised) in
      .dict(DictObject(copying: dict))
    }
    for (name, kind) in [("keys", DictView.Kind.keys), ("values", .values), ("items", .items)] {
      defineDict(name, takes: 0...0) { (_, dict, _) throws(Raised) in
        .view(DictView(kind, of: dict))
      }
    }
    type.attributes["fromkeys"] = .classMethod(
      MethodWrapper(
        .builtin(
          BuiltinFunction("fromkeys") { (interpreter, arguments) throws(Raised) in
            var rest = arguments
            let requested = rest.positional.removeFirst()
            let values = try interpreter.positional("fromkeys", rest, 1...2)
            let made = try interpreter.call(requested, Arguments())
            for key in try interpreter.iterate(values[0]) {
              try interpreter.setSubscript(made, key, values.count > 1 ? values[1] : .none)
            }
            return made
          })))
    installViews()
    overrideMissing()
  }

  private func defineDict(
    _ name: String, takes count: ClosedRange<Int>,
    _ body: @escaping (Interpreter, DictObject, [Object]) throws(Raised) -> Object
  ) {
    define(builtinTypes.dict, name, takes: count) { (interpreter, value, rest) throws(Raised) in
      guard case .dict(let dict) = value else {
        throw interpreter.typeError(
          "descriptor '\(name)' requires a 'dict' object but received a "
            + "'\(interpreter.typeOf(value).name)'")
      }
      return try body(interpreter, dict, rest)
    }
  }

  /// What `dict(…)` and `update(…)` put into a dictionary.
  private func fill(_ dict: DictObject, _ arguments: Arguments, _ name: String) throws(Raised) {
    guard arguments.positional.count <= 1 else {
      throw typeError("\(name) expected at most 1 argument, got \(arguments.positional.count)")
    }
    if let source = arguments.positional.first {
      if try !merge(source, into: dict) {
        guard isIterable(source) else {
          throw typeError("'\(typeOf(source).name)' object is not iterable")
        }
        for (index, pair) in try iterate(source).enumerated() {
          guard isIterable(pair) else {
            throw typeError(
              "cannot convert dictionary update sequence element #\(index) to a sequence")
          }
          let parts = try iterate(pair)
          guard parts.count == 2 else {
            throw valueError(
              "dictionary update sequence element #\(index) has length \(parts.count); "
                + "2 is required")
          }
          try dict.set(parts[0], parts[1], self)
        }
      }
    }
    for (name, value) in arguments.keywords { dict.set(name, value) }
  }

  private func installViews() {
    for (kind, type) in builtinTypes.dictViews {
      defineContainerMethods(type, isMutable: false, isHashable: false)
      guard kind != .values else { continue }
      define(type, "isdisjoint", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
        let other = try interpreter.makeSet(try interpreter.iterate(rest[0]))
        for element in try interpreter.iterate(value)
        where try other.contains(element, interpreter) { return .bool(false) }
        return .bool(true)
      }
    }
  }

  /// A subclass of `dict` may say what a missing key means.
  private func overrideMissing() {
    builtinTypes.dict.attributes["__getitem__"] = .builtin(
      BuiltinFunction("__getitem__") { (interpreter, arguments) throws(Raised) in
        let values = try interpreter.positional("__getitem__", arguments, 2...2)
        guard let dict = interpreter.dictionary(values[0]) else { return .none }
        if let found = try dict.get(values[1], interpreter) { return found }
        if case .instance = values[0],
          let result = try interpreter.special("__missing__", values[0], [values[1]])
        {
          return result
        }
        throw interpreter.raise("KeyError", arguments: [values[1]])
      })
  }
}
