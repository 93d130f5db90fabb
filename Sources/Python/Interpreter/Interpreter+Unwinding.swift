extension Interpreter {
  /// Where the machine goes on after something was raised.
  enum Resumption {
    case resume(Frame)
    case returned(Object)
  }

  /// Where a frame goes on after it left blocks.
  enum Exit {
    case resume
    case returned(Object)
    case raised(Raised)
  }

  /// Gives an exception to the innermost block that takes it, and ends the frames on the way.
  func unwind(_ raised: Raised, _ innermost: Frame) throws(Raised) -> Resumption {
    var raised = raised
    var frame = innermost
    while true {
      if let mark = frame.code.mark(of: frame.pointee.counter - 1) { raised = raised.marked(mark) }
      let caller = frame.pointee.caller
      let isEntry = frame.pointee.isEntry
      switch leave(.raised(raised), frame) {
      case .resume: return .resume(frame)
      case .returned(let value):
        let made = frame.pointee.made
        pop(frame, all: true)
        guard !isEntry, let caller else { return .returned(value) }
        do throws(Raised) {
          try finishCall(value, made, caller)
          return .resume(caller)
        } catch {
          raised = error
          frame = caller
        }
      case .raised(let left):
        raised = left.leaving(frame)
        pop(frame, all: true)
        guard !isEntry, let caller else { throw raised }
        frame = caller
      }
    }
  }

  /// Puts the result of a call that has ended where the instruction that made it says.
  ///
  /// If the call was of an `__init__`, its value is what was `made` for it.
  @inline(__always)
  func finishCall(_ value: Object, _ made: Instance?, _ frame: Frame) throws(Raised) {
    var value = value
    if let made {
      guard value.isNone else { throw initializerReturned(value) }
      value = .instance(made)
    }
    let i = frame.pointee.tables.pointee.instructions[frame.pointee.counter - 1]
    let registers = frame.pointee.registers
    if i.operation != .comprehension { registers[Int(i.b)] = nil }
    registers[Int(i.a)] = value
    if machine.pointee.isObserved, i.a < frame.pointee.tables.pointee.localCount {
      announce(Int(i.a), frame)
    }
  }

  /// Leaves blocks until one of them takes the completion, or none is left to.
  func leave(_ completion: Completion, _ frame: Frame) -> Exit {
    var completion = completion
    if case .raised(let raised) = completion { completion = .raised(contextual(raised)) }
    var level = 0
    if case .jump(_, let wanted) = completion { level = Int(wanted) }
    while let extras = frame.pointee.extras, extras.blocks.count > level {
      if case .raised(let raised) = completion, isUncatchable(raised.exception) {
        extras.blocks.removeAll()
        break
      }
      let block = extras.blocks.removeLast()
      switch block.kind {
      case .except(let place):
        guard case .raised(let raised) = completion else { continue }
        clear(frame, above: block)
        extras.blocks.append(
          Block(
            kind: .handler(raised, traceback: raised.leaving(frame).traceback, name: nil),
            depth: block.depth))
        frame.pointee.counter = Int(place)
        return .resume
      case .finally(let place):
        clear(frame, above: block)
        extras.blocks.append(Block(kind: .ending(completion), depth: block.depth))
        frame.pointee.counter = Int(place)
        return .resume
      case .handler(_, _, let name):
        if let name { try? delete(name, frame) }
      case .ending:
        // Leaving a `finally` block drops what it interrupted.
        continue
      case .with(let exit, let receiver, let after):
        do throws(Raised) {
          if try leaveContext(exit, receiver, completion) {
            clear(frame, above: block)
            frame.pointee.counter = Int(after)
            return .resume
          }
        } catch {
          completion = .raised(error)
          level = 0
        }
      }
    }
    switch completion {
    case .raised(let raised): return .raised(raised)
    case .return(let value): return .returned(value)
    case .jump(let place, _):
      frame.pointee.counter = Int(place)
      return .resume
    case .normal: return .resume
    }
  }

  /// Drops the values under way within a block.
  private func clear(_ frame: Frame, above block: Block) {
    let count = frame.pointee.tables.pointee.registerCount - Int(block.depth)
    clear(frame.pointee.registers + Int(block.depth), count: count)
  }

  /// Remembers what was being handled when a new exception was raised.
  private func contextual(_ raised: Raised) -> Raised {
    if state(of: raised.exception).context == nil, let active = handled {
      setContext(active.exception, of: raised.exception)
    }
    return raised
  }

  /// Sets the context of an exception, and cuts the chain of contexts where it would become a ring.
  ///
  /// Source: `_PyErr_SetObject` in CPython's `Python/errors.c`.
  func setContext(_ context: Instance, of exception: Instance) {
    guard context !== exception else { return }
    var seen: Set<ObjectIdentifier> = []
    var link = context
    while seen.insert(ObjectIdentifier(link)).inserted, let next = state(of: link).context {
      if next === exception {
        state(of: link).context = nil
        break
      }
      link = next
    }
    state(of: exception).context = context
  }

  // MARK: Exception clauses

  func matchesHandler(_ clause: Object, _ frame: Frame) throws(Raised) -> Bool {
    guard case .handler(let raised, _, _)? = frame.extras.blocks.last?.kind else { return false }
    return try matches(raised.exception, clause)
  }

  /// Enters an `except` clause, and returns the exception.
  func enterHandler(_ name: NameNode?, _ frame: Frame) -> Object {
    let extras = frame.extras
    guard let block = extras.blocks.last, case .handler(let raised, let traceback, _) = block.kind
    else { return .none }
    state(of: raised.exception).traceback = traceback
    extras.blocks[extras.blocks.count - 1] = Block(
      kind: .handler(raised, traceback: traceback, name: name), depth: block.depth)
    return .instance(raised.exception)
  }

  func endHandler(_ frame: Frame) {
    guard case .handler(_, _, let name)? = frame.extras.blocks.popLast()?.kind, let name else {
      return
    }
    try? delete(name, frame)
  }

  /// Leaves the clauses of a `try` none of which took the exception.
  func leaveHandler(_ frame: Frame) -> Raised? {
    guard case .handler(let raised, _, _)? = frame.extras.blocks.popLast()?.kind else { return nil }
    return raised
  }

  /// What a `finally` clause that has ended interrupted.
  func endFinally(_ frame: Frame) -> Completion {
    guard case .ending(let completion)? = frame.extras.blocks.popLast()?.kind else {
      return .normal
    }
    return completion
  }

  /// The operand of a `raise` statement as an exception under way.
  func raised(_ value: Object, cause: Object?) throws(Raised) -> Raised {
    let exception = try exception(from: value)
    let state = state(of: exception)
    if let cause {
      state.suppressesContext = true
      state.cause =
        cause.isNone ? nil : try self.exception(from: cause, "exception causes")
    }
    if let active = handled { setContext(active.exception, of: exception) }
    return Raised(exception: exception, traceback: state.traceback)
  }

  // MARK: Context managers

  func enterContext(_ i: Instruction, _ registers: Registers, _ frame: Frame) throws(Raised) {
    let manager = registers[Int(i.b)].take() ?? .none
    let type = typeOf(manager)
    guard let enter = type.lookup("__enter__"), let exit = type.lookup("__exit__") else {
      let missing = type.lookup("__enter__") == nil ? "" : " (missed __exit__ method)"
      throw typeError(
        "'\(type.name)' object does not support the context manager protocol\(missing)")
    }
    let value = try callMethod(enter, manager, Arguments())
    frame.extras.blocks.append(
      Block(kind: .with(exit: exit, receiver: manager, after: i.a), depth: i.c))
    registers[Int(i.b)] = value
  }

  /// Calls `__exit__`; true if it swallowed the exception.
  private func leaveContext(
    _ exit: Object, _ receiver: Object, _ completion: Completion
  ) throws(Raised) -> Bool {
    guard case .raised(let raised) = completion else {
      _ = try callMethod(exit, receiver, Arguments([.none, .none, .none]))
      return false
    }
    let exception = raised.exception
    let result = try callMethod(
      exit, receiver, Arguments([.type(exception.type), .instance(exception), .none]))
    return try isTrue(result)
  }
}
