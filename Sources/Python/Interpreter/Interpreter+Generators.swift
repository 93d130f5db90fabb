/// A function body that can be left at a `yield` and entered again.
final class Generator {
  enum State {
    case created
    case suspended
    case running
    case finished
  }

  /// Its registers are on the machine's stack as long as it runs, and in `registers` otherwise.
  let frame: Frame
  private let registers: Registers
  private let count: Int
  private let code: Code
  private let function: FunctionObject?
  private let globals: DictObject
  let name: String
  var state = State.created
  /// What the body returned.
  var result = Object.none

  init(
    _ code: Code, function: FunctionObject?, globals: DictObject, cells: [Cell]?, line: Int,
    name: String
  ) {
    (self.code, self.function, self.globals, self.name) = (code, function, globals, name)
    count = code.registerCount
    registers = .allocate(capacity: count)
    registers.initialize(repeating: nil, count: count)
    frame = .allocate(capacity: 1)
    frame.initialize(
      to: Activation(
        code: .passUnretained(code), tables: code.tables, registers: registers, line: line,
        function: function.map { .passUnretained($0) }, globals: .passUnretained(globals),
        cells: cells.flatMap { CellList($0) }, isEntry: true, isPooled: false))
  }

  deinit {
    registers.deinitialize(count: count)
    registers.deallocate()
    frame.deinitialize(count: 1)
    frame.deallocate()
  }

  /// Moves the registers to where the frame runs.
  func moveIn(_ place: Registers) {
    for index in 0..<count { place[index] = registers[index].take() }
    frame.pointee.registers = place
  }

  /// Lets go of what the frame held, when it has ended.
  func finish() {
    state = .finished
    frame.pointee.registers = registers
    frame.pointee.caller = nil
    frame.pointee.extras = nil
    frame.pointee.cells = nil
  }

  /// Takes the registers back.
  func moveOut() {
    let place = frame.pointee.registers
    for index in 0..<count { registers[index] = place[index].take() }
    frame.pointee.registers = registers
  }
}

extension Interpreter {
  /// A generator whose arguments are where its parameters live, on the stack.
  func makeGenerator(_ function: FunctionObject, _ registers: Registers) -> IteratorObject {
    let node = function.code
    let code = function.compiled
    let cells = code.tables.pointee.needsCells ? own(code.layout, and: function.closure) : nil
    let generator = Generator(
      code, function: function, globals: function.globals, cells: cells,
      line: Int(node.position.line), name: function.name)
    for slot in 0..<code.localCount {
      generator.frame.pointee.registers[slot] = registers[slot].take()
    }
    for (slot, cell) in code.layout.parameterCells {
      cells?[cell].value = generator.frame.pointee.registers[slot].take()
    }
    if machine.pointee.isObserved, !function.file.isLibrary, let observer {
      announceParameters(of: generator.frame, node, observer)
    }
    return IteratorObject(.generator(generator), typeName: "generator")
  }

  /// A generator expression, which walks an iterator that is there already.
  func makeGenerator(
    _ node: ComprehensionNode, _ iterator: Registers, _ frame: Frame
  ) -> IteratorObject {
    let code = node.compiled(in: frame.file)
    let generator = Generator(
      code, function: nil, globals: frame.globals,
      cells: own(code.layout, and: frame.captured(by: code.layout)), line: frame.line,
      name: code.name)
    let first = generator.frame.pointee.registers + code.localCount
    for place in 0..<3 { first[place] = iterator[place].take() }
    generator.frame.extras.qualifiedName = qualify(code.name, frame)
    return IteratorObject(.generator(generator), typeName: "generator")
  }

  /// The next value of what `yield from` draws on; nil when that has ended, and its result is in
  /// the first register.
  func delegated(_ registers: Registers, _ frame: Frame) throws(Raised) -> Object? {
    let extras = frame.extras
    if extras.delegate == nil, case .iterator(let iterator)? = registers[0] {
      extras.delegate = iterator
      // Nothing has been sent yet; a statement before may have left something there.
      registers[1] = nil
    }
    guard let delegate = extras.delegate else { return nil }
    let sent = registers[1].take() ?? .none
    do throws(Raised) {
      let value: Object?
      if case .generator(let inner) = delegate.source {
        value = try resume(inner, sending: sent)
      } else {
        value = try delegate.next(self)
      }
      if let value { return value }
    } catch {
      extras.delegate = nil
      throw error
    }
    extras.delegate = nil
    registers[0] = delegate.generatorResult
    return nil
  }

  /// Runs a generator to its next `yield`; nil when it has ended.
  func resume(_ generator: Generator, sending value: Object) throws(Raised) -> Object? {
    switch generator.state {
    case .created:
      guard value.isNone else {
        throw typeError("can't send non-None value to a just-started generator")
      }
      return try advance(generator)
    case .suspended:
      return try advance(generator, sending: value)
    case .running: throw valueError("generator already executing")
    case .finished: return nil
    }
  }

  /// Raises an exception where a generator stands.
  func resume(_ generator: Generator, raising raised: Raised) throws(Raised) -> Object? {
    if case .created = generator.state { generator.state = .finished }
    if case .finished = generator.state { throw raised }
    if case .running = generator.state { throw valueError("generator already executing") }
    if let delegate = generator.frame.pointee.extras?.delegate,
      case .generator(let inner) = delegate.source
    {
      generator.state = .running
      do throws(Raised) {
        let value = try recursing { () throws(Raised) in
          try self.resume(inner, raising: raised)
        }
        generator.state = .suspended
        if let value { return value }
      } catch {
        generator.state = .suspended
        generator.frame.extras.delegate = nil
        return try advance(generator, raising: error)
      }
      return try advance(generator)
    }
    generator.frame.pointee.extras?.delegate = nil
    return try advance(generator, raising: raised)
  }

  /// What a generator tells of itself; its frame can only be asked for whether it is there.
  func generatorAttribute(_ name: String, of generator: Generator) -> Object? {
    switch name {
    case "gi_running": .bool(generator.state == .running)
    case "gi_suspended": .bool(generator.state == .suspended)
    case "gi_yieldfrom":
      generator.frame.pointee.extras?.delegate.map { .iterator($0) } ?? Object.none
    case "gi_frame":
      generator.state == .finished ? Object.none : frameObject(generator.frame)
    case "__name__": .string(generator.name)
    case "__qualname__": .string(generator.frame.qualifiedName)
    default: nil
    }
  }

  private func frameObject(_ frame: Frame) -> Object {
    let object = Instance(type: builtinTypes.object)
    object.attributes.set("f_lineno", .int(frame.line))
    object.attributes.set("f_locals", .dict(locals(of: frame)))
    return .instance(object)
  }

  func close(_ generator: Generator) throws(Raised) {
    switch generator.state {
    case .created: generator.state = .finished
    case .finished: return
    case .suspended, .running:
      do throws(Raised) {
        guard try resume(generator, raising: raise("GeneratorExit", arguments: [])) == nil else {
          throw raise("RuntimeError", "generator ignored GeneratorExit")
        }
      } catch {
        let type = error.exception.type
        guard
          type.isSubtype(of: builtinTypes.exception("GeneratorExit"))
            || type.isSubtype(of: builtinTypes.exception("StopIteration"))
        else { throw error }
      }
    }
  }

  private func advance(
    _ generator: Generator, sending value: Object? = nil, raising raised: Raised? = nil
  ) throws(Raised) -> Object? {
    try descend()
    let frame = generator.frame
    let tables = frame.pointee.tables
    guard machine.pointee.free + tables.pointee.registerCount <= machine.pointee.end else {
      machine.pointee.depth -= 1
      return try inSegment(tables.pointee.registerCount) { () throws(Raised) in
        try self.advance(generator, sending: value, raising: raised)
      }
    }
    generator.state = .running
    let registers = machine.pointee.free
    generator.moveIn(registers)
    if let value {
      let i = tables.pointee.instructions[frame.pointee.counter]
      if i.operation == .yieldFrom {
        registers[Int(i.a) + 1] = value
      } else {
        registers[Int(tables.pointee.instructions[frame.pointee.counter - 1].a)] = value
      }
    }
    frame.pointee.caller = machine.pointee.top
    machine.pointee.top = frame
    machine.pointee.free = registers + tables.pointee.registerCount
    do throws(Raised) {
      switch try run(frame, raising: raised) {
      case .yielded(let value):
        suspend(generator)
        generator.state = .suspended
        return value
      case .returned(let value):
        generator.finish()
        generator.result = value
        return nil
      }
    } catch {
      generator.finish()
      guard error.exception.type.isSubtype(of: builtinTypes.exception("StopIteration")) else {
        throw error
      }
      let wrapped = raise("RuntimeError", "generator raised StopIteration")
      state(of: wrapped.exception).cause = error.exception
      throw wrapped
    }
  }

  /// Takes a generator's frame from the machine.
  private func suspend(_ generator: Generator) {
    let caller = generator.frame.pointee.caller
    generator.moveOut()
    generator.frame.pointee.caller = nil
    machine.pointee.top = caller
    machine.pointee.depth -= 1
    restoreFree(caller)
  }
}

extension IteratorObject {
  /// What `yield from` evaluates to: the value the generator returned.
  fileprivate var generatorResult: Object {
    if case .generator(let generator) = source { generator.result } else { .none }
  }
}
