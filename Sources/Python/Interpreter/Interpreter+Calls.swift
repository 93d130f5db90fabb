extension Interpreter {
  // MARK: What the machine asks for

  /// Begins the frame of a function whose arguments stand from `registers` on.
  @inline(__always)
  func enter(
    _ entry: UnsafeMutablePointer<FunctionEntry>, at registers: Registers, _ count: Int,
    isEntry: Bool = false
  ) throws(Raised) -> Frame {
    guard machine.pointee.depth < machine.pointee.recursionDepth else { throw tooDeep() }
    let wanted = Int(entry.pointee.parameterCount)
    if count < wanted { fillDefaults(entry, registers, from: count) }
    machine.pointee.depth += 1
    return begin(entry, at: registers, filled: wanted, isEntry: isEntry)
  }

  @inline(never)
  private func fillDefaults(
    _ entry: UnsafeMutablePointer<FunctionEntry>, _ registers: Registers, from count: Int
  ) {
    let defaults = entry.pointee.function.takeUnretainedValue().defaults
    let wanted = Int(entry.pointee.parameterCount)
    for index in count..<wanted {
      (registers + index).initialize(to: defaults[index + defaults.count - wanted])
    }
  }

  /// Calls what the machine does not run itself; the registers hold nothing afterwards.
  @inline(never)
  func call(_ base: Registers, _ count: Int) throws(Raised) -> Object {
    let callee = base.pointee.take() ?? .none
    if case .builtin(let function) = callee {
      switch function.shortcut {
      case .one(let body) where count == 1:
        return try body(self, base[1].take() ?? .none)
      case .two(let body) where count == 2:
        return try body(self, base[1].take() ?? .none, base[2].take() ?? .none)
      case .methodOfOne(let type, let body) where count == 2:
        guard let receiver = base[1], typeOf(receiver) === type else { break }
        base[1] = nil
        return try body(self, receiver, base[2].take() ?? .none)
      case .method(let type, let range, let body) where count > 0 && range.contains(count - 1):
        guard let receiver = base[1], typeOf(receiver) === type else { break }
        base[1] = nil
        return try body(self, receiver, values(base + 2, count - 1))
      default: break
      }
    }
    return try call(callee, Arguments(values(base + 1, count)))
  }

  /// Takes values under way out of registers next to one another.
  func values(_ registers: Registers, _ count: Int) -> [Object] {
    @inline(__always) func value(_ index: Int) -> Object { registers[index].take() ?? .none }
    switch count {
    case 0: return []
    case 1: return [value(0)]
    case 2: return [value(0), value(1)]
    case 3: return [value(0), value(1), value(2)]
    default: break
    }
    var values: [Object] = []
    values.reserveCapacity(count)
    for index in 0..<count { values.append(registers[index].take() ?? .none) }
    return values
  }

  /// Puts a function and its receiver, or only what else is called, where a call expects them.
  @inline(never)
  func loadMethod(
    _ site: UnsafeMutablePointer<AttributeSite>, _ base: Registers
  ) throws(Raised) {
    let receiver = base[1] ?? .none
    if let method = plainMethod(site, of: receiver) {
      base[0] = method
      return
    }
    let callee = try attribute(site.pointee.name, of: receiver)
    base[0] = nil
    base[1] = callee
  }

  /// A function found on the type that no instance attribute hides.
  private func plainMethod(
    _ site: UnsafeMutablePointer<AttributeSite>, of receiver: Object
  ) -> Object? {
    switch receiver {
    case .instance(let instance):
      guard instance.type !== builtinTypes.superType,
        let found = instance.type.lookup(site.pointee.name),
        instance.attributes.count == 0
          || instance.attributes.get(
            site.pointee.name, hash: site.pointee.hash, hint: &site.pointee.hint) == nil
      else { return nil }
      switch found {
      case .function: return found
      case .builtin(let function) where function.isMethod:
        // `__getattribute__` and friends are found by the ordinary way.
        return isObjects(instance.type.lookup("__getattribute__"), "__getattribute__") ? found : nil
      default: return nil
      }
    case .list, .dict, .string, .set, .tuple:
      // Nothing changes the types of these.
      let type = typeOf(receiver)
      if site.pointee.methodType?.toOpaque() == Unmanaged.passUnretained(type).toOpaque() {
        return site.pointee.method
      }
      guard case .builtin(let function)? = type.lookup(site.pointee.name) else { return nil }
      site.pointee.method = .builtin(function)
      site.pointee.methodType = .passUnretained(type)
      return .builtin(function)
    default: return nil
    }
  }

  // MARK: Unpacked arguments

  /// Adds to the two lists of arguments behind what is called.
  func addArgument(_ i: Instruction, _ registers: Registers, _ frame: Frame) throws(Raised) {
    let callee = registers + Int(i.a)
    let value = registers[Int(i.b)].take() ?? .none
    guard case .list(let positional)? = callee[1], case .list(let keywords)? = callee[2] else {
      return
    }
    switch i.operation {
    case .appendArgument: positional.append(value)
    case .extendArguments:
      guard isIterable(value) else {
        throw typeError(
          "\(callableName(callee.pointee ?? .none)) argument after * must be an iterable, "
            + "not \(typeOf(value).name)")
      }
      positional.elements += try iterate(value)
    case .appendKeyword:
      keywords.append(frame.pointee.tables.pointee.constants[Int(i.c)])
      keywords.append(value)
    default:
      let dict = DictObject()
      guard try merge(value, into: dict) else {
        throw typeError(
          "\(callableName(callee.pointee ?? .none)) argument after ** must be a mapping, "
            + "not \(typeOf(value).name)")
      }
      var given: Set<String> = []
      for index in stride(from: 0, to: keywords.count, by: 2) {
        if case .string(let name) = keywords[index] { given.insert(name) }
      }
      for (key, value) in dict.items {
        guard case .string(let name) = key else { throw typeError("keywords must be strings") }
        guard !given.contains(name) else {
          throw typeError(
            "\(callableName(callee.pointee ?? .none)) got multiple values for keyword argument "
              + "'\(name)'")
        }
        keywords.append(key)
        keywords.append(value)
      }
    }
  }

  func callUnpacked(_ base: Registers) throws(Raised) -> Object {
    let callee = base[0].take() ?? .none
    return try call(callee, unpackedArguments(base))
  }

  /// The arguments in the two lists behind what is called.
  func unpackedArguments(_ base: Registers) -> Arguments {
    var arguments = Arguments()
    if case .list(let positional)? = base[1].take() { arguments.positional = positional.elements }
    guard case .list(let keywords)? = base[2].take() else { return arguments }
    for index in stride(from: 0, to: keywords.count, by: 2) {
      guard case .string(let name) = keywords[index] else { continue }
      arguments.keywords.append((name, keywords[index + 1]))
    }
    return arguments
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

  /// What a call of an object gives; throws what it raises, and TypeError for what is not callable.
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
    case .function(let function)
    where arguments.keywords.isEmpty
      && function.entry.pointee.takes(arguments.positional.count + 1):
      return try call(function, receiver, arguments.positional)
    case .function, .builtin:
      var bound = arguments
      bound.positional.insert(receiver, at: 0)
      return try call(method, bound)
    default:
      return try call(try bindAttribute(method, to: receiver), arguments)
    }
  }

  /// The same with one argument.
  func callMethod(
    _ method: Object, _ receiver: Object, _ argument: Object
  ) throws(Raised) -> Object {
    guard case .function(let function) = method, function.entry.pointee.takes(2) else {
      return try callMethod(method, receiver, Arguments([argument]))
    }
    return try call(function, receiver, CollectionOfOne(argument))
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
    guard result.isNone else { throw initializerReturned(result) }
    return value
  }

  func initializerReturned(_ value: Object) -> Raised {
    typeError("__init__() should return None, not '\(typeOf(value).name)'")
  }

  // MARK: Python functions

  func makeFunction(_ i: Instruction, _ registers: Registers, _ frame: Frame) -> FunctionObject {
    let node = frame.code.parts.functions[Int(i.b)]
    var defaults: [Object] = []
    var keywordDefaults: [String: Object] = [:]
    var place = Int(i.c)
    for parameter in node.parameters where parameter.defaultValue != nil {
      let value = registers[place].take() ?? .none
      place += 1
      if parameter.kind == .keywordOnly {
        keywordDefaults[parameter.name] = value
      } else {
        defaults.append(value)
      }
    }
    return FunctionObject(
      code: node, defaults: defaults, keywordDefaults: keywordDefaults,
      closure: frame.captured(by: node.layout), globals: frame.globals, file: frame.file,
      qualifiedName: qualify(node.name, frame))
  }

  func qualify(_ name: String, _ frame: Frame) -> String {
    if frame.name == "<module>" { return name }
    if frame.namespace != nil { return frame.qualifiedName + "." + name }
    return frame.qualifiedName + ".<locals>." + name
  }

  /// Begins the frame of a comprehension that is evaluated at once.
  func enter(
    _ node: ComprehensionNode, _ iterator: Registers, _ frame: Frame
  ) throws(Raised) -> Frame {
    try descend()
    let code = node.compiled(in: frame.file)
    let inner = push(
      .passUnretained(code), code.tables, at: machine.pointee.free, filled: 0, function: nil,
      globals: frame.pointee.globals,
      cells: CellList(own(code.layout, and: frame.captured(by: code.layout))),
      line: frame.line,
      isEntry: false)
    let first = inner.pointee.registers + code.localCount
    for place in 0..<3 { first[place] = iterator[place].take() }
    inner.extras.qualifiedName = qualify(code.name, frame)
    return inner
  }
}
