extension Interpreter {
  /// A subclass of `tuple` whose elements have names.
  func namedTuple(
    _ name: String, _ fields: Object, defaults: [Object], renaming: Bool = false
  ) throws(Raised) -> Object {
    var names: [String] = []
    if case .string(let text) = fields {
      names = text.split { $0 == " " || $0 == "," || $0 == "\n" }.map(String.init)
    } else {
      for field in try iterate(fields) { names.append(field.text) }
    }
    if renaming {
      for (index, field) in names.enumerated() {
        let isRefused =
          Token.keywords.contains(field) || field.hasPrefix("_") || names[..<index].contains(field)
        if isRefused { names[index] = "_\(index)" }
      }
    }
    for (index, field) in names.enumerated() where !renaming {
      if Token.keywords.contains(field) {
        throw valueError("Type names and field names cannot be a keyword: \(quoted(field))")
      }
      if field.hasPrefix("_") {
        throw valueError("Field names cannot start with an underscore: \(quoted(field))")
      }
      if names[..<index].contains(field) {
        throw valueError("Encountered duplicate field name: \(quoted(field))")
      }
    }
    let type = TypeObject(name: name, bases: [builtinTypes.tuple], module: "__main__")
    type.slotNames = []
    let fields = names
    type.setAttribute("_fields", .tuple(fields.map { .string($0) }))
    type.setAttribute("__match_args__", .tuple(fields.map { .string($0) }))
    for (index, field) in fields.enumerated() {
      type.setAttribute(
        field,
        .property(
          PropertyObject(
            getter: .builtin(
              BuiltinFunction(field) { (interpreter, arguments) throws(Raised) in
                interpreter.tupleElements(arguments.positional[0])?[index] ?? .none
              }))))
    }
    let defaultValues = DictObject()
    for (field, value) in zip(fields.suffix(defaults.count), defaults) {
      defaultValues.set(field, value)
    }
    type.setAttribute("_field_defaults", .dict(defaultValues))
    type.setAttribute(
      "__new__",
      .builtin(
        BuiltinFunction("__new__") { (interpreter, arguments) throws(Raised) in
          var rest = arguments
          guard case .type(let requested) = rest.positional.removeFirst() else { return .none }
          let elements = try interpreter.matchFields(rest, fields, defaultValues, "\(name).__new__")
          return .instance(Instance(type: requested, payload: TupleBox(elements)))
        }))
    addNamedTupleMethods(type, fields)
    return .type(type)
  }

  private func matchFields(
    _ arguments: Arguments, _ fields: [String], _ defaults: DictObject, _ function: String
  ) throws(Raised) -> [Object] {
    guard arguments.positional.count <= fields.count else {
      let required = fields.count - defaults.count + 1
      let range = defaults.count == 0 ? "" : "from \(required) to "
      throw typeError(
        "\(function)() takes \(range)\(fields.count + 1) positional arguments but "
          + "\(arguments.positional.count + 1) were given")
    }
    var values: [Object?] = arguments.positional.map(Optional.some)
    values += Array(repeating: nil, count: fields.count - values.count)
    for (name, value) in arguments.keywords {
      guard let index = fields.firstIndex(of: name) else {
        throw typeError("\(function)() got an unexpected keyword argument '\(name)'")
      }
      guard values[index] == nil else {
        throw typeError("\(function)() got multiple values for argument '\(name)'")
      }
      values[index] = value
    }
    var missing: [String] = []
    for (index, field) in fields.enumerated() where values[index] == nil {
      values[index] = defaults.get(field)
      if values[index] == nil { missing.append("'\(field)'") }
    }
    guard missing.isEmpty else {
      let list =
        missing.count > 2
        ? missing.dropLast().joined(separator: ", ") + ", and " + (missing.last ?? "")
        : missing.joined(separator: " and ")
      throw typeError(
        "\(function)() missing \(missing.count) required positional "
          + "argument\(missing.count == 1 ? "" : "s"): \(list)")
    }
    return values.compactMap { $0 }
  }

  private func addNamedTupleMethods(_ type: TypeObject, _ fields: [String]) {
    func add(_ name: String, _ body: @escaping BuiltinFunction.Body) {
      type.setAttribute(name, .builtin(BuiltinFunction(name, body)))
    }
    add("__repr__") { (interpreter, arguments) throws(Raised) in
      let value = arguments.positional[0]
      var parts: [String] = []
      for (field, element) in zip(fields, interpreter.tupleElements(value) ?? []) {
        parts.append("\(field)=\(try interpreter.repr(element))")
      }
      return .string("\(interpreter.typeOf(value).name)(\(parts.joined(separator: ", ")))")
    }
    add("_asdict") { (interpreter, arguments) throws(Raised) in
      let dict = DictObject()
      for (field, element) in zip(fields, interpreter.tupleElements(arguments.positional[0]) ?? [])
      {
        dict.set(field, element)
      }
      return .dict(dict)
    }
    add("_replace") { (interpreter, arguments) throws(Raised) in
      var elements = interpreter.tupleElements(arguments.positional[0]) ?? []
      for (name, value) in arguments.keywords {
        guard let index = fields.firstIndex(of: name) else {
          throw interpreter.valueError("Got unexpected field names: ['\(name)']")
        }
        elements[index] = value
      }
      return .instance(
        Instance(type: interpreter.typeOf(arguments.positional[0]), payload: TupleBox(elements)))
    }
    type.setAttribute(
      "_make",
      .classMethod(
        MethodWrapper(
          .builtin(
            BuiltinFunction("_make") { (interpreter, arguments) throws(Raised) in
              let elements = try interpreter.iterate(arguments.positional[1])
              guard elements.count == fields.count else {
                throw interpreter.typeError(
                  "Expected \(fields.count) arguments, got \(elements.count)")
              }
              return try interpreter.call(arguments.positional[0], Arguments(elements))
            }))))
    type.setAttribute(
      "__doc__", .string("\(type.name)(\(fields.joined(separator: ", ")))"))
  }
}
