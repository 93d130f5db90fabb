extension Interpreter {
  /// Makes an exception to throw: `throw interpreter.raise("ValueError", "…")`.
  package func raise(_ typeName: String, _ message: String) -> Raised {
    raise(typeName, arguments: [.string(message)])
  }

  /// An exception of a builtin class with its arguments, for `throw`.
  package func raise(_ typeName: String, arguments: [Object]) -> Raised {
    Raised(
      exception: Instance(
        type: builtinTypes.exception(typeName), payload: ExceptionState(arguments)))
  }

  /// For what this interpreter does not do; no `except` catches it.
  package func unsupported(_ what: String) -> Raised {
    raise("UnsupportedError", "\(what) is not supported (line \(currentLine))")
  }

  /// Where the program is, as CPython shows it: its frames, the outermost first.
  package var stackText: String {
    frames.filter { !$0.file.isLibrary }.reversed().map { frame in
      TracebackEntry(
        file: frame.file.name, line: frame.line, function: frame.name,
        source: frame.file.text(ofLine: frame.line), mark: nil
      ).text
    }.joined()
  }

  func limitExceeded(_ message: String) -> Raised {
    raise("LimitExceeded", message)
  }

  /// Registers an exception class of a module.
  package func define(exception name: String, base: String, module: String?) -> TypeObject {
    builtinTypes.define(exception: name, base: builtinTypes.exception(base), module: module)
  }

  /// Whether `except` clauses, `finally` blocks and context managers stay out of an exception's way.
  func isUncatchable(_ exception: Instance) -> Bool {
    exception.type === builtinTypes.unsupportedError
      || exception.type === builtinTypes.limitExceeded
  }

  func typeError(_ message: String) -> Raised { raise("TypeError", message) }

  func valueError(_ message: String) -> Raised { raise("ValueError", message) }

  /// Turns the operand of `raise` into an exception object; `part` is what of it has to be one.
  func exception(
    from value: Object, _ part: String = "exceptions"
  ) throws(Raised) -> Instance {
    var value = value
    if case .type(let type) = value, type.isSubtype(of: builtinTypes.baseException) {
      value = try call(value, Arguments())
    }
    guard case .instance(let instance) = value,
      instance.type.isSubtype(of: builtinTypes.baseException)
    else { throw typeError("\(part) must derive from BaseException") }
    return instance
  }

  func state(of exception: Instance) -> ExceptionState {
    if let state = exception.payload as? ExceptionState { return state }
    let state = ExceptionState([])
    exception.payload = state
    return state
  }

  /// The exception being handled, innermost first.
  var handled: Raised? {
    for frame in frames {
      guard let blocks = frame.pointee.extras?.blocks else { continue }
      for block in blocks.reversed() {
        if case .handler(let raised, _, _) = block.kind { return raised }
        if case .ending(.raised(let raised)) = block.kind { return raised }
      }
    }
    return nil
  }

  /// Whether an `except` clause of this type takes the exception.
  func matches(_ exception: Instance, _ clause: Object) throws(Raised) -> Bool {
    if let choices = tupleElements(clause) {
      return try recursing { () throws(Raised) in
        for choice in choices {
          try self.step()
          if try self.matches(exception, choice) { return true }
        }
        return false
      }
    }
    guard case .type(let type) = clause, type.isSubtype(of: builtinTypes.baseException) else {
      throw typeError(
        "catching classes that do not inherit from BaseException is not allowed")
    }
    return exception.type.isSubtype(of: type)
  }

  // MARK: Report

  /// An uncaught exception as CPython reports it, after what led to it.
  package func tracebackText(_ raised: Raised) -> String {
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(raised.exception)]
    var texts = [report(raised)]
    var state = state(of: raised.exception)
    // As deep as CPython's own report, which is a recursion, goes.
    while texts.count < 2 * limits.recursionDepth, let (before, link) = state.origin,
      seen.insert(ObjectIdentifier(before)).inserted
    {
      state = self.state(of: before)
      texts.append("\n\n\(link):\n\n")
      texts.append(report(Raised(exception: before, traceback: state.traceback)))
    }
    return texts.reversed().joined()
  }

  /// One exception without what led to it.
  private func report(_ raised: Raised) -> String {
    var text = ""
    if !raised.traceback.isEmpty { text += "Traceback (most recent call last):\n" }
    var repeats = 0
    for (index, entry) in raised.traceback.enumerated() {
      let isSame = index > 0 && raised.traceback[index - 1] == entry
      repeats = isSame ? repeats + 1 : 0
      if repeats < 3 { text += entry.text }
      let isLastOfRun =
        index + 1 == raised.traceback.count || raised.traceback[index + 1] != entry
      if repeats >= 3, isLastOfRun {
        let times = repeats - 2
        text += "  [Previous line repeated \(times) more time\(times == 1 ? "" : "s")]\n"
      }
    }
    let type = raised.exception.type
    let prefix = type.module.map { $0 == "__main__" ? "" : $0 + "." } ?? ""
    let message = (try? str(.instance(raised.exception))) ?? "<exception str() failed>"
    let name = prefix + type.qualifiedName
    return text + (message.isEmpty ? name : "\(name): \(message)")
  }
}

extension ExceptionState {
  /// The exception that a traceback shows before this one, and how it says that they hang together.
  fileprivate var origin: (Instance, link: String)? {
    if let cause {
      return (cause, "The above exception was the direct cause of the following exception")
    }
    guard let context, !suppressesContext else { return nil }
    return (context, "During handling of the above exception, another exception occurred")
  }
}
