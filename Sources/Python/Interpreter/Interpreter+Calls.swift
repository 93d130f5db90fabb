extension Interpreter {
  func call(_ node: CallNode, at position: Position, _ frame: Frame) throws(Raised) -> Object {
    // `object.method(…)` is called without making a bound method first.
    if case .attribute(let owner, let name) = node.callee.kind {
      let receiver = try evaluate(owner, frame)
      if let method = plainMethod(name, of: receiver) {
        var arguments = Arguments([receiver])
        arguments.positional.reserveCapacity(node.arguments.count + 1)
        try evaluate(node, into: &arguments, callee: method, frame)
        frame.line = Int(position.line)
        return try call(method, arguments)
      }
      let callee: Object
      do throws(Raised) {
        callee = try attribute(name, of: receiver)
      } catch {
        throw error.marked(node.callee)
      }
      return try finishCall(callee, node, at: position, frame)
    }
    return try finishCall(try evaluate(node.callee, frame), node, at: position, frame)
  }

  private func finishCall(
    _ callee: Object, _ node: CallNode, at position: Position, _ frame: Frame
  ) throws(Raised) -> Object {
    var arguments = Arguments()
    try evaluate(node, into: &arguments, callee: callee, frame)
    frame.line = Int(position.line)
    return try call(callee, arguments)
  }

  /// A function found on the type that no instance attribute hides.
  private func plainMethod(_ name: String, of receiver: Object) -> Object? {
    switch receiver {
    case .instance(let instance):
      guard instance.type !== builtinTypes.superType, let found = instance.type.lookup(name),
        instance.attributes.count == 0 || instance.attributes.get(name) == nil
      else { return nil }
      switch found {
      case .function: return found
      case .builtin(let function) where function.isMethod:
        // `__getattribute__` and friends are found by the ordinary way.
        return isObjects(instance.type.lookup("__getattribute__"), "__getattribute__") ? found : nil
      default: return nil
      }
    case .list, .dict, .string, .set, .tuple:
      if case .builtin(let function)? = typeOf(receiver).lookup(name) { return .builtin(function) }
      return nil
    default: return nil
    }
  }

  private func evaluate(
    _ node: CallNode, into arguments: inout Arguments, callee: Object, _ frame: Frame
  ) throws(Raised) {
    for argument in node.arguments {
      switch argument {
      case .positional(let value):
        arguments.positional.append(try evaluate(value, frame))
      case .keyword(let name, let value):
        arguments.keywords.append((name, try evaluate(value, frame)))
      case .star(let value):
        let values = try evaluate(value, frame)
        guard isIterable(values) else {
          throw typeError(
            "\(callableName(callee)) argument after * must be an iterable, "
              + "not \(typeOf(values).name)")
        }
        arguments.positional += try iterate(values)
      case .doubleStar(let value):
        let mapping = try evaluate(value, frame)
        let dict = DictObject()
        guard try merge(mapping, into: dict) else {
          throw typeError(
            "\(callableName(callee)) argument after ** must be a mapping, "
              + "not \(typeOf(mapping).name)")
        }
        let given = Set(arguments.keywords.map { $0.name })
        for (key, value) in dict.items {
          guard case .string(let name) = key else { throw typeError("keywords must be strings") }
          guard !given.contains(name) else {
            throw typeError(
              "\(callableName(callee)) got multiple values for keyword argument '\(name)'")
          }
          arguments.keywords.append((name, value))
        }
      }
    }
  }

  private func callableName(_ callee: Object) -> String {
    var callee = callee
    while case .method(let method) = callee { callee = method.function }
    return switch callee {
    case .function(let function): "__main__.\(function.qualifiedName)()"
    case .builtin(let function): "\(function.name)()"
    case .type(let type): "\(type.name)()"
    default: typeOf(callee).name + " object"
    }
  }

  // MARK: The protocol

  package func call(_ callee: Object, _ arguments: Arguments) throws(Raised) -> Object {
    switch callee {
    case .function(let function):
      return try call(function, arguments)
    case .builtin(let function):
      return try call(function, arguments)
    case .method(let method):
      var bound = arguments
      bound.positional.insert(method.receiver, at: 0)
      switch method.function {
      case .function(let function): return try call(function, bound)
      case .builtin(let function): return try call(function, bound)
      default:
        return try recursing(" while calling a Python object") { () throws(Raised) in
          try self.call(method.function, bound)
        }
      }
    case .type(let type):
      return try instantiate(type, arguments)
    case .instance(let instance):
      guard let method = instance.type.lookup("__call__") else { break }
      return try recursing(" while calling a Python object") { () throws(Raised) in
        try self.callMethod(method, callee, arguments)
      }
    case .staticMethod(let wrapper):
      return try recursing(" while calling a Python object") { () throws(Raised) in
        try self.call(wrapper.function, arguments)
      }
    default:
      break
    }
    throw typeError("'\(typeOf(callee).name)' object is not callable")
  }

  private func call(
    _ function: BuiltinFunction, _ arguments: Arguments
  ) throws(Raised) -> Object {
    // Native functions may call back, and so take part in the recursion.
    try descend(" while calling a Python object")
    defer { depth -= 1 }
    return try function.body(self, arguments)
  }

  /// Calls something found on a type, with the receiver first.
  func callMethod(
    _ method: Object, _ receiver: Object, _ arguments: Arguments
  ) throws(Raised) -> Object {
    switch method {
    case .builtin(let function) where !function.isMethod:
      return try call(method, arguments)
    case .function, .builtin:
      var bound = arguments
      bound.positional.insert(receiver, at: 0)
      return try call(method, bound)
    default:
      return try call(try bindAttribute(method, to: receiver), arguments)
    }
  }

  /// Calls a special method if the value's type has it.
  func special(
    _ name: String, _ receiver: Object, _ arguments: [Object] = []
  ) throws(Raised) -> Object? {
    guard let method = typeOf(receiver).lookup(name) else { return nil }
    if method.isNone { return nil }
    return try callMethod(method, receiver, Arguments(arguments))
  }

  private func instantiate(_ type: TypeObject, _ arguments: Arguments) throws(Raised) -> Object {
    if type === builtinTypes.type, arguments.positional.count == 1, arguments.keywords.isEmpty {
      return .type(typeOf(arguments.positional[0]))
    }
    if let metaclassCall = type.metaclass?.lookup("__call__") {
      return try callMethod(metaclassCall, .type(type), arguments)
    }
    return try construct(type, arguments)
  }

  /// `type.__call__`: `__new__`, then `__init__` if that made an instance of the type.
  func construct(_ type: TypeObject, _ arguments: Arguments) throws(Raised) -> Object {
    guard let creator = type.lookup("__new__") else {
      throw typeError("cannot create '\(type.name)' instances")
    }
    var creation = arguments
    creation.positional.insert(.type(type), at: 0)
    let function: Object
    if case .staticMethod(let wrapper) = creator {
      function = wrapper.function
    } else {
      function = creator
    }
    let value = try call(function, creation)
    if case .type(let made) = value, made.metaclass?.isSubtype(of: type) ?? false {
      try initialize(made, arguments)
      return value
    }
    guard case .instance(let instance) = value, instance.type.isSubtype(of: type),
      let initializer = instance.type.lookup("__init__")
    else { return value }
    let result = try callMethod(initializer, value, arguments)
    guard result.isNone else {
      throw typeError("__init__() should return None, not '\(typeOf(result).name)'")
    }
    return value
  }

  // MARK: Python functions

  func makeFunction(_ node: FunctionNode, _ frame: Frame) throws(Raised) -> FunctionObject {
    var defaults: [Object] = []
    var keywordDefaults: [String: Object] = [:]
    for parameter in node.parameters {
      guard let expression = parameter.defaultValue else { continue }
      let value = try evaluate(expression, frame)
      if parameter.kind == .keywordOnly {
        keywordDefaults[parameter.name] = value
      } else {
        defaults.append(value)
      }
    }
    let function = FunctionObject(
      code: node, defaults: defaults, keywordDefaults: keywordDefaults,
      closure: frame.captured(by: node.layout), globals: frame.globals, file: frame.file,
      qualifiedName: qualify(node.name, frame))
    return function
  }

  func qualify(_ name: String, _ frame: Frame) -> String {
    if frame.name == "<module>" { return name }
    if frame.namespace != nil { return frame.qualifiedName + "." + name }
    return frame.qualifiedName + ".<locals>." + name
  }

  func call(_ function: FunctionObject, _ arguments: Arguments) throws(Raised) -> Object {
    let code = function.code
    let frame = Frame(
      layout: code.layout, captured: function.closure, file: function.file,
      name: function.name, globals: function.globals, line: Int(code.position.line))
    frame.qualifiedName = function.qualifiedName
    try bind(arguments, to: function, frame)
    let observer = function.file.isLibrary ? nil : observer
    if code.isGenerator {
      if let observer { announceParameters(of: code, frame, observer) }
      return .iterator(generator(frame, code))
    }
    guard let observer else { return try activate(code, frame, observer: nil) }
    let callLine = currentLine
    observer.didEnter(
      function: displayName(function), callLine: callLine, interpreter: self)
    defer { observer.didLeave(interpreter: self) }
    return try activate(code, frame, observer: observer)
  }

  private func activate(
    _ code: FunctionNode, _ frame: Frame, observer: (any InterpreterObserver)?
  ) throws(Raised) -> Object {
    try descend()
    frames.append(frame)
    defer {
      depth -= 1
      frames.removeLast()
    }
    do throws(Raised) {
      if let observer { announceParameters(of: code, frame, observer) }
      try tick()
      switch code.body {
      case .expression(let expression):
        return try evaluate(expression, frame)
      case .block(let statements):
        frame.cursors.append(Cursor(kind: .plain, statements: statements))
        if case .returned(let value) = try execute(frame) { return value }
        return .none
      }
    } catch {
      throw error.leaving(frame)
    }
  }

  /// `Net.forward` for a method, the plain name otherwise.
  private func displayName(_ function: FunctionObject) -> String {
    let local = function.qualifiedName.range(ofLast: "<locals>.")
    return local ?? function.qualifiedName
  }

  private func announceParameters(
    of code: FunctionNode, _ frame: Frame, _ observer: any InterpreterObserver
  ) {
    for (slot, parameter) in code.parameters.enumerated() where parameter.name != "*" {
      let cell = code.layout.parameterCells.first { $0.slot == slot }?.cell
      let value = cell.map { frame.cells[$0].value } ?? frame.slots[slot]
      if let value { observer.didBind(parameter.name, to: value, interpreter: self) }
    }
  }
}

extension String {
  /// What follows the last occurrence of a separator, nil without one.
  fileprivate func range(ofLast separator: String) -> String? {
    var rest = self[...]
    var found: Substring?
    while let dot = rest.firstIndex(of: "<") {
      if rest[dot...].hasPrefix(separator) { found = rest[dot...].dropFirst(separator.count) }
      rest = rest[rest.index(after: dot)...]
    }
    return found.map(String.init)
  }
}
