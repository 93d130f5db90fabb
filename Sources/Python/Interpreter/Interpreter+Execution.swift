extension Interpreter {
  /// Runs a frame's blocks until they end, return or yield.
  func execute(_ frame: Frame) throws(Raised) -> Outcome {
    while true {
      let top = frame.cursors.count - 1
      guard top >= 0 else { return .finished }
      let position = frame.cursors[top].index
      var left: Completion?
      do throws(Raised) {
        if position < frame.cursors[top].statements.count {
          frame.cursors[top].index = position + 1
          let statement = frame.cursors[top].statements[position]
          let step: Step
          do throws(Raised) {
            step = try run(statement, frame)
          } catch {
            throw statement.isSimple ? error.marked(Mark(statement.extent)) : error
          }
          switch step {
          case .next: continue
          case .leave(let completion): left = completion
          case .yield(let value): return .yielded(value)
          }
        } else {
          left = try endBlock(frame)
        }
      } catch {
        left = .raised(error)
      }
      if let left, let outcome = try unwind(left, frame) { return outcome }
    }
  }

  private func run(_ statement: Statement, _ frame: Frame) throws(Raised) -> Step {
    frame.line = Int(statement.position.line)
    try tick()
    if let observer, statement.isObserved, !frame.file.isLibrary {
      observer.willRun(line: frame.line, interpreter: self)
    }
    switch statement.kind {
    case .expression(let expression):
      _ = try evaluate(expression, frame)
    case .assign(let targets, let expression):
      let value = try evaluate(expression, frame)
      for target in targets { try assign(value, to: target, frame) }
    case .augmented(let target, let operation, let expression):
      try augment(target, operation, frame) { () throws(Raised) in
        try self.evaluate(expression, frame)
      }
    case .annotated(let target, let expression):
      if let expression { try assign(try evaluate(expression, frame), to: target, frame) }
      if case .name(let node) = target.kind {
        let end = expression?.extent.start ?? statement.extent.end
        let text = frame.file.text(of: Extent(start: target.extent.end, end: end))
        annotate(node.name, Interpreter.annotation(in: text), frame)
      }
    case .yield(let node, let destination):
      return try yield(node, destination, frame)
    case .return(let expression):
      guard let expression else { return .leave(.return(.none)) }
      return .leave(.return(try evaluate(expression, frame)))
    case .raise(let expression, let cause):
      let raised = try raised(expression, cause: cause, frame)
      return .leave(.raised(raised.marked(Mark(statement.extent))))
    case .assert(let test, let message):
      guard try !holds(test, frame) else { return .next }
      let arguments = try message.map { (text) throws(Raised) in try evaluate(text, frame) }
      let failure = raise("AssertionError", arguments: arguments.map { [$0] } ?? [])
      // CPython has no test left to point at where it knew the outcome.
      if case .constant = test.kind { throw failure }
      throw failure.marked(test)
    case .delete(let targets):
      for target in targets { try delete(target, frame) }
    case .pass:
      break
    case .break:
      return .leave(.break)
    case .continue:
      return .leave(.continue)
    case .importModules, .importNames, .importStar:
      try runImport(statement.kind, frame)
    case .if(let branches, let otherwise):
      try runBranches(branches, otherwise, frame)
    case .while(let node):
      try runWhile(node, frame)
    case .for(let node):
      try runFor(node, try iterator(over: node.subject, frame), frame)
    case .try(let node):
      frame.cursors.append(Cursor(kind: .tryBody(node), statements: node.body))
    case .with(let node):
      try enterContexts(node, 0, frame)
    case .match(let node):
      try runMatch(node, frame)
    case .function(let node):
      var value = Object.function(try makeFunction(node, frame))
      for decorator in try evaluate(node.decorators, frame).reversed() {
        value = try call(decorator, Arguments([value]))
      }
      if let target = node.target { store(value, in: target, frame) }
    case .class(let node):
      try runClass(node, frame)
    case .unsupported(let feature):
      throw unsupported(feature)
    }
    return .next
  }

  private func runBranches(
    _ branches: [Statement.Branch], _ otherwise: [Statement], _ frame: Frame
  ) throws(Raised) {
    for branch in branches {
      frame.line = Int(branch.test.position.line)
      if try holds(branch.test, frame) {
        frame.cursors.append(Cursor(kind: .plain, statements: branch.body))
        return
      }
    }
    if !otherwise.isEmpty { frame.cursors.append(Cursor(kind: .plain, statements: otherwise)) }
  }

  private func runWhile(_ node: LoopNode, _ frame: Frame) throws(Raised) {
    if try holds(node.subject, frame) {
      frame.cursors.append(Cursor(kind: .whileLoop(node), statements: node.body))
    } else if !node.otherwise.isEmpty {
      frame.cursors.append(Cursor(kind: .plain, statements: node.otherwise))
    }
  }

  private func runFor(
    _ node: LoopNode, _ iterator: IteratorObject, _ frame: Frame
  ) throws(Raised) {
    if let item = try next(of: iterator, over: node.subject) {
      if let target = node.target { try assign(item, to: target, frame) }
      frame.cursors.append(Cursor(kind: .forLoop(node, iterator), statements: node.body))
    } else if !node.otherwise.isEmpty {
      frame.cursors.append(Cursor(kind: .plain, statements: node.otherwise))
    }
  }

  /// What happens at the end of a block: loops go round, `finally` resumes what it interrupted.
  private func endBlock(_ frame: Frame) throws(Raised) -> Completion? {
    let top = frame.cursors.count - 1
    switch frame.cursors[top].kind {
    case .plain:
      frame.cursors.removeLast()
    case .whileLoop(let node):
      try headLine(node, frame)
      if try holds(node.subject, frame) {
        frame.cursors[top].index = 0
      } else {
        frame.cursors.removeLast()
        if !node.otherwise.isEmpty {
          frame.cursors.append(Cursor(kind: .plain, statements: node.otherwise))
        }
      }
    case .forLoop(let node, let iterator):
      try headLine(node, frame)
      if let item = try next(of: iterator, over: node.subject) {
        if let target = node.target { try assign(item, to: target, frame) }
        frame.cursors[top].index = 0
      } else {
        frame.cursors.removeLast()
        if !node.otherwise.isEmpty {
          frame.cursors.append(Cursor(kind: .plain, statements: node.otherwise))
        }
      }
    case .tryBody(let node):
      frame.cursors[top] = Cursor(kind: .tryElse(node), statements: node.otherwise)
    case .tryElse(let node):
      frame.cursors[top] = Cursor(kind: .finally(nil), statements: node.finally)
    case .handler(let node, _, let name):
      if let name { try? delete(name, frame) }
      frame.cursors[top] = Cursor(kind: .finally(nil), statements: node.finally)
    case .finally(let pending):
      frame.cursors.removeLast()
      return pending
    case .with(let exit, let receiver):
      frame.cursors.removeLast()
      _ = try callMethod(exit, receiver, Arguments([.none, .none, .none]))
    }
    return nil
  }

  private func headLine(_ node: LoopNode, _ frame: Frame) throws(Raised) {
    frame.line = Int(node.position.line)
    try tick()
    if !frame.file.isLibrary { observer?.willRun(line: frame.line, interpreter: self) }
  }

  /// The text of an annotation, between the colon and the equals sign.
  private static func annotation(in text: String) -> String {
    var rest = text.trimmingSpaces()[...]
    rest = rest.drop { $0 == ")" || $0 == " " }
    if rest.first == ":" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "=" || last == "(" { rest.removeLast() }
    return String(rest).trimmingSpaces()
  }

  /// Remembers an annotation in a class body; it is evaluated when it is read.
  private func annotate(_ name: String, _ text: String, _ frame: Frame) {
    guard let namespace = frame.namespace else { return }
    if case .dict(let annotations)? = namespace.get("__annotations__") {
      annotations.set(name, .string(text))
    } else {
      let annotations = DictObject()
      annotations.set(name, .string(text))
      namespace.set("__annotations__", .dict(annotations))
    }
  }

  /// The operand of a `raise` statement as an exception under way.
  private func raised(
    _ expression: Expression?, cause: Expression?, _ frame: Frame
  ) throws(Raised) -> Raised {
    guard let expression else {
      guard let active = handled else {
        throw raise("RuntimeError", "No active exception to reraise")
      }
      return active.again(traceback: state(of: active.exception).traceback)
    }
    let exception = try exception(from: try evaluate(expression, frame))
    let state = state(of: exception)
    if let cause {
      let value = try evaluate(cause, frame)
      state.suppressesContext = true
      state.cause = value.isNone ? nil : try self.exception(from: value, "exception causes")
    }
    if let active = handled { setContext(active.exception, of: exception) }
    return Raised(exception: exception, traceback: state.traceback)
  }
}

extension Statement {
  /// Simple statements and loop headers are announced; blocks announce what is in them.
  fileprivate var isObserved: Bool {
    switch kind {
    case .try, .function, .class, .pass: false
    default: true
    }
  }

  /// Whether the statement is no block, whose head alone runs as a step.
  fileprivate var isSimple: Bool {
    switch kind {
    case .if, .while, .for, .try, .with, .match, .function, .class: false
    default: true
    }
  }
}
