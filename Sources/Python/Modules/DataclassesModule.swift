extension Interpreter {
  func installDataclasses() {
    let fieldType = TypeObject(name: "Field", bases: [builtinTypes.object], module: "dataclasses")
    let replacing: BuiltinFunction.Body = { (interpreter, arguments) throws(Raised) in
      let value = try interpreter.positional("replace", Arguments(arguments.positional), 1...1)[0]
      var keywords: [(name: String, value: Object)] = []
      for name in try interpreter.fieldNames(interpreter.typeOf(value)) {
        let given = arguments.keywords.first { $0.name == name }?.value
        let kept = if let given { given } else { try interpreter.attribute(name, of: value) }
        keywords.append((name, kept))
      }
      return try interpreter.call(
        .type(interpreter.typeOf(value)), Arguments([], keywords: keywords))
    }
    module(
      "dataclasses",
      [
        (
          "dataclass",
          { (interpreter, arguments) throws(Raised) in
            let options = arguments.keywords
            if case .type(let type)? = arguments.positional.first {
              return try interpreter.makeDataclass(type, options, fieldType)
            }
            return .builtin(
              BuiltinFunction("dataclass") { (interpreter, arguments) throws(Raised) in
                guard case .type(let type)? = arguments.positional.first else { return .none }
                return try interpreter.makeDataclass(type, options, fieldType)
              })
          }
        ),
        (
          "field",
          { (_, arguments) throws(Raised) in
            let field = Instance(type: fieldType)
            for (name, value) in arguments.keywords { field.attributes.set(name, value) }
            return .instance(field)
          }
        ),
        (
          "asdict",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.plain(
              try interpreter.positional("asdict", arguments, 1...1)[0], asTuple: false)
          }
        ),
        (
          "astuple",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.plain(
              try interpreter.positional("astuple", arguments, 1...1)[0], asTuple: true)
          }
        ),
        ("replace", replacing),
        (
          "is_dataclass",
          { (interpreter, arguments) throws(Raised) in
            let value = try interpreter.positional("is_dataclass", arguments, 1...1)[0]
            let type = if case .type(let type) = value { type } else { interpreter.typeOf(value) }
            return .bool(type.lookup("__dataclass_fields__") != nil)
          }
        ),
        (
          "fields",
          { (interpreter, arguments) throws(Raised) in
            let value = try interpreter.positional("fields", arguments, 1...1)[0]
            let type = if case .type(let type) = value { type } else { interpreter.typeOf(value) }
            var fields: [Object] = []
            for name in try interpreter.fieldNames(type) {
              let field = Instance(type: fieldType)
              field.attributes.set("name", .string(name))
              if let value = type.lookup(name) { field.attributes.set("default", value) }
              fields.append(.instance(field))
            }
            return .tuple(fields)
          }
        ),
      ],
      values: [
        "FrozenInstanceError": .type(
          define(
            exception: "FrozenInstanceError", base: "AttributeError", module: "dataclasses"))
      ])
  }

  private func fieldNames(_ type: TypeObject) throws(Raised) -> [String] {
    guard let names = type.lookup("__match_args__"), let names = tupleElements(names),
      type.lookup("__dataclass_fields__") != nil
    else { throw typeError("must be called with a dataclass type or instance") }
    return names.map(\.text)
  }

  private func plain(_ value: Object, asTuple: Bool) throws(Raised) -> Object {
    try descend()
    defer { depth -= 1 }
    try step()
    switch value {
    case .instance(let instance) where instance.type.lookup("__dataclass_fields__") != nil:
      let dict = DictObject()
      for name in try fieldNames(instance.type) {
        dict.set(name, try plain(try attribute(name, of: value), asTuple: asTuple))
      }
      return asTuple ? .tuple(dict.values) : .dict(dict)
    case .list(let list):
      var copies: [Object] = []
      for element in list.elements { copies.append(try plain(element, asTuple: asTuple)) }
      return .list(ListObject(copies))
    default: return value
    }
  }

  private struct Field {
    let name: String
    var defaultValue: Object?
    var factory: Object?
    var isShown = true
    var isCompared = true
    var isInitialized = true
  }

  private func makeDataclass(
    _ type: TypeObject, _ options: [(name: String, value: Object)], _ fieldType: TypeObject
  ) throws(Raised) -> Object {
    func flag(_ name: String, _ fallback: Bool) throws(Raised) -> Bool {
      guard let value = options.first(where: { $0.name == name })?.value else { return fallback }
      return try self.isTrue(value)
    }
    var fields: [Field] = []
    for base in type.mro.reversed() {
      guard let annotations = base.attributes["__annotations__"],
        let names = dictionary(annotations)
      else { continue }
      for name in names.keys.map(\.text) {
        var field = Field(name: name)
        // What a base was given stands there no longer: it was replaced by the default.
        let given = base.attributes["__dataclass_given__"].flatMap { dictionary($0) }
        if let value = given?.get(name) ?? base.attributes[name] { field.defaultValue = value }
        if case .instance(let options)? = field.defaultValue, options.type === fieldType {
          field.defaultValue = options.attributes.get("default")
          field.factory = options.attributes.get("default_factory")
          field.isShown = try isTrue(options.attributes.get("repr") ?? .bool(true))
          field.isCompared = try isTrue(options.attributes.get("compare") ?? .bool(true))
          field.isInitialized = try isTrue(options.attributes.get("init") ?? .bool(true))
        }
        switch field.defaultValue {
        case .list?, .dict?, .set?:
          let kind = try repr(.type(typeOf(field.defaultValue ?? .none)))
          throw valueError(
            "mutable default \(kind) for field \(name) is not allowed: use default_factory")
        default: break
        }
        if let index = fields.firstIndex(where: { $0.name == name }) {
          fields[index] = field
        } else {
          fields.append(field)
        }
      }
    }
    let given = DictObject()
    for field in fields {
      if let value = type.attributes[field.name] { given.set(field.name, value) }
    }
    type.setAttribute("__dataclass_given__", .dict(given))
    for field in fields {
      if let value = field.defaultValue {
        type.setAttribute(field.name, value)
      } else {
        _ = type.removeAttribute(field.name)
      }
    }
    var hasDefault = false
    for field in fields where field.isInitialized {
      if field.defaultValue != nil || field.factory != nil {
        hasDefault = true
      } else if hasDefault, !(try flag("kw_only", false)) {
        throw typeError("non-default argument '\(field.name)' follows default argument")
      }
    }
    let names = fields.map { Object.string($0.name) }
    type.setAttribute("__match_args__", .tuple(names))
    type.setAttribute("__dataclass_fields__", .tuple(names))
    addInitializer(type, fields, keywordsOnly: try flag("kw_only", false))
    try addComparisons(
      type, fields, equal: try flag("eq", true), order: try flag("order", false),
      frozen: try flag("frozen", false), shown: try flag("repr", true))
    return .type(type)
  }

  private func addInitializer(_ type: TypeObject, _ fields: [Field], keywordsOnly: Bool) {
    if type.attributes["__init__"] != nil { return }
    let arguments = fields.filter(\.isInitialized)
    let most = keywordsOnly ? 1 : arguments.count + 1
    let least =
      keywordsOnly ? 1 : 1 + arguments.count { $0.defaultValue == nil && $0.factory == nil }
    type.setAttribute(
      "__init__",
      .builtin(
        BuiltinFunction("__init__") { (interpreter, call) throws(Raised) in
          guard case .instance(let instance)? = call.positional.first else { return .none }
          let name = "\(type.name).__init__"
          guard call.positional.count <= most else {
            let taken = least == most ? "\(most)" : "from \(least) to \(most)"
            throw interpreter.typeError(
              "\(name)() takes \(taken) positional argument\(most == 1 ? "" : "s") but "
                + "\(call.positional.count) were given")
          }
          for (keyword, _) in call.keywords where !arguments.contains(where: { $0.name == keyword })
          {
            throw interpreter.typeError("\(name)() got an unexpected keyword argument '\(keyword)'")
          }
          var missing: [String] = []
          for field in fields {
            let position = arguments.firstIndex { $0.name == field.name }
            var value: Object?
            if let position, position + 1 < call.positional.count {
              value = call.positional[position + 1]
            }
            value = value ?? call.keywords.first { $0.name == field.name }?.value
            if value == nil, let factory = field.factory {
              value = try interpreter.call(factory, Arguments())
            }
            if let value = value ?? field.defaultValue {
              instance.attributes.set(field.name, value)
            } else if field.isInitialized {
              missing.append("'\(field.name)'")
            }
          }
          guard missing.isEmpty else {
            let list =
              missing.count > 2
              ? missing.dropLast().joined(separator: ", ") + ", and " + missing[missing.count - 1]
              : missing.joined(separator: " and ")
            throw interpreter.typeError(
              "\(name)() missing \(missing.count) required positional "
                + "argument\(missing.count == 1 ? "" : "s"): \(list)")
          }
          _ = try interpreter.special("__post_init__", .instance(instance))
          return .none
        }))
  }

  private func addComparisons(
    _ type: TypeObject, _ fields: [Field], equal: Bool, order: Bool, frozen: Bool, shown: Bool
  ) throws(Raised) {
    func add(_ name: String, _ body: @escaping BuiltinFunction.Body) {
      if type.attributes[name] == nil {
        type.setAttribute(name, .builtin(BuiltinFunction(name, body)))
      }
    }
    func key(_ interpreter: Interpreter, _ value: Object) throws(Raised) -> Object {
      var parts: [Object] = []
      for field in fields where field.isCompared {
        parts.append(try interpreter.attribute(field.name, of: value))
      }
      return .tuple(parts)
    }
    if shown {
      add("__repr__") { (interpreter, arguments) throws(Raised) in
        var parts: [String] = []
        for field in fields where field.isShown {
          let value = try interpreter.attribute(field.name, of: arguments.positional[0])
          parts.append("\(field.name)=\(try interpreter.repr(value))")
        }
        let name = interpreter.typeOf(arguments.positional[0]).qualifiedName
        return .string("\(name)(\(parts.joined(separator: ", ")))")
      }
    }
    var comparisons: [ComparisonOperator] = equal ? [.equal] : []
    if order { comparisons += [.less, .lessOrEqual, .greater, .greaterOrEqual] }
    for comparison in comparisons {
      add(comparison.methodName) { (interpreter, arguments) throws(Raised) in
        let values = try interpreter.positional(comparison.methodName, arguments, 2...2)
        guard interpreter.typeOf(values[0]) === interpreter.typeOf(values[1]) else {
          return .notImplemented
        }
        return try interpreter.compare(
          comparison, try key(interpreter, values[0]), try key(interpreter, values[1]))
      }
    }
    if frozen {
      add("__hash__") { (interpreter, arguments) throws(Raised) in
        .int(try interpreter.hash(try key(interpreter, arguments.positional[0])))
      }
      for name in ["__setattr__", "__delattr__"] {
        let verb = name == "__setattr__" ? "assign to" : "delete"
        add(name) { (interpreter, arguments) throws(Raised) in
          let field = arguments.positional[1].text
          throw interpreter.raise("FrozenInstanceError", "cannot \(verb) field '\(field)'")
        }
      }
    } else if equal, type.attributes["__hash__"] == nil {
      type.setAttribute("__hash__", .none)
    }
  }
}
