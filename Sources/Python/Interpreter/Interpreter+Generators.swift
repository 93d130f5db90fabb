/// A function body that can be left at a `yield` and entered again.
final class Generator {
  enum State {
    case created
    case suspended
    case running
    case finished
  }

  let frame: Frame
  let name: String
  var state = State.created
  /// What the body returned.
  var result = Object.none

  init(frame: Frame, name: String) {
    self.frame = frame
    self.name = name
  }
}

extension Interpreter {
  func generator(_ frame: Frame, _ code: FunctionNode) -> IteratorObject {
    if case .block(let statements) = code.body {
      frame.cursors.append(Cursor(kind: .plain, statements: statements))
    }
    let generator = Generator(frame: frame, name: frame.name)
    return IteratorObject(.generator(generator), typeName: "generator")
  }

  /// Runs a `yield` statement: hands a value out, remembering where the answer goes.
  func yield(
    _ node: YieldNode, _ destination: Statement.YieldDestination, _ frame: Frame
  ) throws(Raised) -> Step {
    let value =
      try node.value.map { (expression) throws(Raised) in
        try self.evaluate(expression, frame)
      } ?? Object.none
    frame.pendingYield = destination
    guard node.isFrom else { return .yield(value) }
    let delegate = try makeIterator(value)
    frame.delegate = delegate
    if let first = try delegate.next(self) { return .yield(first) }
    return try finishDelegate(delegate, frame)
  }

  private func finishDelegate(
    _ delegate: IteratorObject, _ frame: Frame
  ) throws(Raised) -> Step {
    frame.delegate = nil
    return try deliver(delegate.generatorResult, frame)
  }

  /// Gives the value of a `yield` to whoever waits for it.
  private func deliver(_ value: Object, _ frame: Frame) throws(Raised) -> Step {
    let destination = frame.pendingYield
    frame.pendingYield = nil
    switch destination {
    case .assign(let targets):
      for target in targets { try assign(value, to: target, frame) }
    case .augmented(let target, let operation):
      try augment(target, operation, frame) { value }
    case .returned:
      return .leave(.return(value))
    case .discard, nil:
      break
    }
    return .next
  }

  /// Runs a generator to its next `yield`; nil when it has ended.
  func resume(_ generator: Generator, sending value: Object) throws(Raised) -> Object? {
    if case .created = generator.state, !value.isNone {
      throw typeError("can't send non-None value to a just-started generator")
    }
    let isFirst = if case .created = generator.state { true } else { false }
    return try advance(generator) { (interpreter) throws(Raised) in
      if isFirst { return .next }
      let frame = generator.frame
      guard let delegate = frame.delegate else { return try interpreter.deliver(value, frame) }
      let next: Object?
      if case .generator(let inner) = delegate.source {
        next = try interpreter.resume(inner, sending: value)
      } else {
        next = try delegate.next(interpreter)
      }
      if let next { return .yield(next) }
      return try interpreter.finishDelegate(delegate, frame)
    }
  }

  /// Raises an exception where a generator stands.
  func resume(_ generator: Generator, raising raised: Raised) throws(Raised) -> Object? {
    if case .created = generator.state { generator.state = .finished }
    if case .finished = generator.state { throw raised }
    return try advance(generator) { (interpreter) throws(Raised) in
      if let delegate = generator.frame.delegate, case .generator(let inner) = delegate.source {
        if let value = try interpreter.resume(inner, raising: raised) { return .yield(value) }
        return try interpreter.finishDelegate(delegate, generator.frame)
      }
      generator.frame.pendingYield = nil
      throw raised
    }
  }

  /// What a generator tells of itself; its frame can only be asked for whether it is there.
  func generatorAttribute(_ name: String, of generator: Generator) -> Object? {
    switch name {
    case "gi_running": .bool(generator.state == .running)
    case "gi_suspended": .bool(generator.state == .suspended)
    case "gi_yieldfrom": generator.frame.delegate.map { .iterator($0) } ?? Object.none
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
    _ generator: Generator, _ begin: (Interpreter) throws(Raised) -> Step
  ) throws(Raised) -> Object? {
    switch generator.state {
    case .finished: return nil
    case .running: throw valueError("generator already executing")
    case .created, .suspended: break
    }
    generator.state = .running
    let frame = generator.frame
    do throws(Raised) {
      let outcome = try enter(frame) { () throws(Raised) -> Outcome in
        var left: Completion?
        do throws(Raised) {
          switch try begin(self) {
          case .next: break
          case .leave(let completion): left = completion
          case .yield(let value): return .yielded(value)
          }
        } catch {
          frame.delegate = nil
          left = .raised(error)
        }
        if let left, let outcome = try self.unwind(left, frame) { return outcome }
        return try self.execute(frame)
      }
      switch outcome {
      case .yielded(let value):
        generator.state = .suspended
        return value
      case .returned(let value):
        generator.result = value
      case .finished:
        break
      }
      generator.state = .finished
      return nil
    } catch {
      generator.state = .finished
      guard error.exception.type.isSubtype(of: builtinTypes.exception("StopIteration")) else {
        throw error
      }
      let wrapped = raise("RuntimeError", "generator raised StopIteration")
      state(of: wrapped.exception).cause = error.exception
      throw wrapped
    }
  }
}

extension IteratorObject {
  /// What `yield from` evaluates to: the value the generator returned.
  fileprivate var generatorResult: Object {
    if case .generator(let generator) = source { generator.result } else { .none }
  }
}
