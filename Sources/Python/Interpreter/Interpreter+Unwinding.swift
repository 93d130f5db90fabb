extension Interpreter {
  /// Leaves blocks until one of them takes the completion; an outcome ends the frame.
  func unwind(_ completion: Completion, _ frame: Frame) throws(Raised) -> Outcome? {
    var completion = completion
    if case .raised(let raised) = completion {
      completion = .raised(contextual(raised, frame))
    }
    while let cursor = frame.cursors.popLast() {
      if case .raised(let raised) = completion, isUncatchable(raised.exception) {
        frame.cursors.removeAll()
        throw raised
      }
      switch cursor.kind {
      case .plain:
        continue
      case .whileLoop, .forLoop:
        switch completion {
        case .break: return nil
        case .continue:
          var cursor = cursor
          cursor.index = cursor.statements.count
          frame.cursors.append(cursor)
          return nil
        case .return, .raised: continue
        }
      case .tryBody(let node):
        do throws(Raised) {
          if case .raised(let raised) = completion, try handle(raised, node, frame) { return nil }
        } catch {
          completion = .raised(error)
        }
        if pushFinally(node, completion, frame) { return nil }
      case .tryElse(let node):
        if pushFinally(node, completion, frame) { return nil }
      case .handler(let node, _, let name):
        if let name { try? delete(name, frame) }
        if pushFinally(node, completion, frame) { return nil }
      case .finally:
        // Leaving a `finally` block drops what it interrupted.
        continue
      case .with(let exit, let receiver):
        do throws(Raised) {
          if try leaveContext(exit, receiver, completion, frame) { return nil }
        } catch {
          completion = .raised(error)
        }
      }
    }
    switch completion {
    case .raised(let raised): throw raised
    case .return(let value): return .returned(value)
    case .break, .continue: return .finished
    }
  }

  private func pushFinally(_ node: TryNode, _ completion: Completion, _ frame: Frame) -> Bool {
    guard !node.finally.isEmpty else { return false }
    frame.cursors.append(Cursor(kind: .finally(completion), statements: node.finally))
    return true
  }

  /// Remembers what was being handled when a new exception was raised.
  private func contextual(_ raised: Raised, _ frame: Frame) -> Raised {
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

  /// Enters the first `except` clause that takes the exception.
  private func handle(
    _ raised: Raised, _ node: TryNode, _ frame: Frame
  ) throws(Raised) -> Bool {
    let traceback = raised.leaving(frame).traceback
    for handler in node.handlers {
      if let type = handler.type {
        let clause: Object
        do throws(Raised) {
          frame.line = Int(handler.position.line)
          clause = try evaluate(type, frame)
        } catch {
          throw contextual(error, frame)
        }
        guard try matches(raised.exception, clause) else { continue }
      }
      state(of: raised.exception).traceback = traceback
      frame.cursors.append(
        Cursor(kind: .handler(node, raised, handler.name), statements: handler.body))
      if let name = handler.name { store(.instance(raised.exception), in: name, frame) }
      return true
    }
    return false
  }

  // MARK: Context managers

  func enterContexts(_ node: WithNode, _ first: Int, _ frame: Frame) throws(Raised) {
    // Each item is a block of its own around the next, which is how Python defines several items.
    let item = node.items[first]
    let manager = try evaluate(item.context, frame)
    let type = typeOf(manager)
    guard let enter = type.lookup("__enter__"), let exit = type.lookup("__exit__") else {
      let missing = type.lookup("__enter__") == nil ? "" : " (missed __exit__ method)"
      throw typeError(
        "'\(type.name)' object does not support the context manager protocol\(missing)")
    }
    let value = try callMethod(enter, manager, Arguments())
    let rest: [Statement]
    if first + 1 < node.items.count {
      let inner = WithNode(items: Array(node.items[(first + 1)...]), body: node.body)
      rest = [Statement(kind: .with(inner), extent: node.items[first + 1].context.extent)]
    } else {
      rest = node.body
    }
    frame.cursors.append(Cursor(kind: .with(exit: exit, receiver: manager), statements: rest))
    if let target = item.target { try assign(value, to: target, frame) }
  }

  /// Calls `__exit__`; true if it swallowed the exception.
  private func leaveContext(
    _ exit: Object, _ receiver: Object, _ completion: Completion, _ frame: Frame
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
