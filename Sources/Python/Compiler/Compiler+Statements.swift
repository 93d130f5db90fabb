extension Compiler {
  mutating func compile(_ statements: [Statement]) {
    for statement in statements { compile(statement) }
  }

  private mutating func compile(_ statement: Statement) {
    mark = nil
    announce(line: statement.position.line, isObserved: statement.isObserved)
    mark = statement.isSimple ? Mark(statement.extent) : nil
    let start = free
    run(statement)
    mark = nil
    free = start
  }

  /// Begins a statement or goes round a loop.
  private mutating func announce(line: Int32, isObserved: Bool) {
    emit(.statement, a: line, b: isObserved && !file.isLibrary ? 1 : 0)
    knownLine = line
  }

  private mutating func run(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value): drop(value)
    case .assign(let targets, let value): assign(targets, value)
    case .augmented(let target, let operation, let value):
      augment(target, operation, isLater: value.binds) { compiler in
        let register = compiler.temporary()
        compiler.compile(value, into: register)
        return register
      }
    case .annotated(let target, let value):
      if let value { assign([target], value) }
      if isClassBody, case .name(let node) = target.kind {
        let end = value?.extent.start ?? statement.extent.end
        let annotation = file.text(of: Extent(start: target.extent.end, end: end))
        emit(.annotate, b: text(node.name), c: text(Self.annotation(in: annotation)))
      }
    case .yield(let node, let destination): yield(node, destination)
    case .return(let value):
      let result = temporary()
      optional(value, into: result)
      leave(returning: result)
    case .raise(let value, let cause): raise(value, cause: cause)
    case .assert(let test, let message): assert(test, message)
    case .delete(let targets):
      for target in targets { delete(target) }
    case .pass: break
    case .break:
      if let loop = loops.last { leave(loop, to: loop.end) }
    case .continue:
      if let loop = loops.last { leave(loop, to: loop.start) }
    case .importModules, .importNames, .importStar:
      parts.imports.append(statement.kind)
      emit(.importNames, b: Int32(parts.imports.count - 1))
      for case .local(let slot) in statement.importedNames.map({ $0.binding }) {
        noteAssigned(Int32(slot))
      }
    case .if(let branches, let otherwise): branch(branches, otherwise)
    case .while(let node): loop(while: node)
    case .for(let node): loop(for: node)
    case .try(let node): attempt(node)
    case .with(let node): with(node, 0)
    case .match(let node): match(node)
    case .function(let node): define(node)
    case .class(let node): define(node)
    case .unsupported(let feature): emit(.unsupported, b: text(feature))
    }
  }

  private mutating func assign(_ targets: [Expression], _ value: Expression) {
    if targets.count == 1, let slot = targets[0].localSlot {
      compile(value, into: slot)
      noteAssigned(slot)
      return
    }
    let register = temporary()
    compile(value, into: register)
    for target in targets.dropLast() {
      let copy = temporary()
      emit(.move, detail: 1, a: copy, b: register)
      assign(copy, to: target)
      free = copy
    }
    if let last = targets.last { assign(register, to: last) }
  }

  private mutating func yield(_ node: YieldNode, _ destination: Statement.YieldDestination) {
    let register = temporaries(3)
    optional(node.value, into: register)
    if node.isFrom {
      emit(.iterate, detail: 1, a: register)
      emit(.yieldFrom, a: register)
    } else {
      emit(.yield, a: register)
    }
    switch destination {
    case .assign(let targets):
      for target in targets {
        let copy = temporary()
        emit(.move, detail: 1, a: copy, b: register)
        assign(copy, to: target)
        free = copy
      }
      emit(.clear, a: register, b: 1)
    case .augmented(let target, let operation):
      augment(target, operation, isLater: false) { _ in register }
    case .returned: leave(returning: register)
    case .discard: emit(.clear, a: register, b: 1)
    }
  }

  private mutating func raise(_ value: Expression?, cause: Expression?) {
    guard let value else { return emit(.raiseAgain) }
    let register = temporaries(2)
    compile(value, into: register)
    if let cause { compile(cause, into: register + 1) }
    emit(.raise, detail: cause == nil ? 0 : 1, a: register)
  }

  private mutating func assert(_ test: Expression, _ message: Expression?) {
    let end = label()
    jump(to: end, test, if: true)
    let register = temporary()
    if let message { compile(message, into: register) }
    // CPython has no test left to point at where it knew the outcome.
    let isKnown = if case .constant = test.kind { true } else { false }
    marking(isKnown ? mark : Mark(test)) {
      $0.emit(.raiseAssertion, detail: message == nil ? 0 : 1, a: register)
    }
    place(end)
  }

  // MARK: Leaving

  private mutating func leave(returning register: Int32) {
    if level > 0 {
      emit(.leave, detail: 1, a: register)
    } else {
      emit(.returnValue, detail: loops.isEmpty ? 0 : 1, a: register)
    }
  }

  private mutating func leave(_ loop: Loop, to target: Label) {
    if level > loop.level {
      emit(.leave, to: target, b: loop.level)
    } else {
      emit(.jump, to: target)
    }
  }

  // MARK: Blocks

  private mutating func branch(_ branches: [Statement.Branch], _ otherwise: [Statement]) {
    let end = label()
    for (index, branch) in branches.enumerated() {
      let next = label()
      let line = branch.test.position.line
      if line != knownLine { emit(.line, a: line) }
      knownLine = line
      jump(to: next, unless: branch.test)
      perhaps { $0.compile(branch.body) }
      if index < branches.count - 1 || !otherwise.isEmpty { emit(.jump, to: end) }
      place(next)
    }
    perhaps { $0.compile(otherwise) }
    place(end)
  }

  private mutating func loop(while node: LoopNode) {
    let (body, start, exhausted, end) = (label(), label(), label(), label())
    jump(to: exhausted, unless: node.subject)
    place(body)
    loops.append(Loop(start: start, end: end, level: level, hasIterator: false))
    perhaps { $0.compile(node.body) }
    loops.removeLast()
    place(start)
    mark = nil
    announce(line: node.position.line, isObserved: true)
    jump(to: body, node.subject, if: true)
    place(exhausted)
    perhaps { $0.compile(node.otherwise) }
    place(end)
  }

  private mutating func loop(for node: LoopNode) {
    guard let target = node.target else { return }
    let (body, start, exhausted, end) = (label(), label(), label(), label())
    let iterator = temporaries(3)
    compile(node.subject, into: iterator)
    let value = self.target(of: target)
    mark = Mark(node.subject)
    emit(.iterate, a: iterator)
    emit(.forFirst, to: exhausted, a: iterator, b: value)
    place(body)
    perhaps { compiler in
      compiler.assign(value, to: target)
      compiler.mark = nil
      compiler.loops.append(
        Loop(start: start, end: end, level: compiler.level, hasIterator: true))
      compiler.compile(node.body)
      compiler.loops.removeLast()
    }
    place(start)
    mark = nil
    announce(line: node.position.line, isObserved: true)
    mark = Mark(node.subject)
    emit(.forNext, to: body, a: iterator, b: value)
    mark = nil
    place(exhausted)
    perhaps { $0.compile(node.otherwise) }
    place(end)
    emit(.clear, a: iterator, b: 2)
  }

  private mutating func attempt(_ node: TryNode) {
    let (handlers, finally, done) = (label(), label(), label())
    if !node.finally.isEmpty {
      emit(.pushFinally, to: finally, b: free)
      level += 1
    }
    if !node.handlers.isEmpty {
      emit(.pushExcept, to: handlers, b: free)
      level += 1
    }
    perhaps { $0.compile(node.body) }
    if !node.handlers.isEmpty {
      emit(.popBlock)
      level -= 1
    }
    perhaps { $0.compile(node.otherwise) }
    if !node.handlers.isEmpty {
      emit(.jump, to: done)
      place(handlers)
      level += 1
      for handler in node.handlers { perhaps { $0.handle(handler, done) } }
      emit(.reraise)
      level -= 1
    }
    place(done)
    if !node.finally.isEmpty {
      emit(.enterFinally)
      place(finally)
      perhaps { $0.compile(node.finally) }
      emit(.endFinally)
      level -= 1
    }
  }

  private mutating func handle(_ handler: TryNode.Handler, _ done: Label) {
    let next = label()
    if let type = handler.type {
      emit(.line, a: handler.position.line)
      let register = temporary()
      compile(type, into: register)
      emit(.matchHandler, to: next, a: register)
      free = register
    }
    parts.handlers.append(handler.name)
    let number = Int32(parts.handlers.count - 1)
    if let name = handler.name {
      let register = temporary()
      emit(.enterHandler, b: number, c: register)
      store(register, in: name)
      free = register
    } else {
      emit(.enterHandler, b: number, c: -1)
    }
    compile(handler.body)
    emit(.endHandler)
    emit(.jump, to: done)
    place(next)
  }

  /// Each item is a block of its own around the next, which is how Python defines several items.
  private mutating func with(_ node: WithNode, _ first: Int) {
    let item = node.items[first]
    let end = label()
    if first > 0 { announce(line: item.context.position.line, isObserved: true) }
    let depth = free
    let value = temporary()
    compile(item.context, into: value)
    emit(.enterWith, to: end, b: value, c: depth)
    level += 1
    if let target = item.target {
      perhaps { $0.assign(value, to: target) }
      if let slot = target.localSlot { noteAssigned(slot) }
    } else {
      emit(.clear, a: value, b: 1)
    }
    perhaps { compiler in
      if first + 1 < node.items.count {
        compiler.with(node, first + 1)
      } else {
        compiler.compile(node.body)
      }
    }
    emit(.endWith)
    level -= 1
    place(end)
  }

  // MARK: Definitions

  private mutating func define(_ node: FunctionNode) {
    guard let target = node.target else { return }
    decorate(node.decorators, target) { $0.function(node, into: $1) }
  }

  private mutating func define(_ node: ClassNode) {
    decorate(node.decorators, node.target) { compiler, register in
      let callee = compiler.temporaries(3)
      compiler.emit(.constant, a: callee, b: compiler.constant(.none))
      compiler.arguments(node.arguments.filter { !$0.isDoubleStar }, callee)
      if node.arguments.contains(where: { $0.isDoubleStar }) {
        compiler.emit(.unsupported, b: compiler.text("'**' in a class definition"))
      }
      compiler.parts.classes.append(node)
      compiler.emit(
        .classBody, a: register, b: Int32(compiler.parts.classes.count - 1), c: callee)
    }
  }

  /// Makes something and gives it to its decorators, the last first.
  private mutating func decorate(
    _ decorators: [Expression], _ target: NameNode, _ make: (inout Compiler, Int32) -> Void
  ) {
    let first = values(decorators)
    let value = temporary()
    make(&self, value)
    free = value + 1
    for place in (0..<Int32(decorators.count)).reversed() {
      emit(.call, a: first + place, b: first + place, c: 1)
    }
    store(first, in: target)
  }

  /// The text of an annotation, between the colon and the equals sign.
  private static func annotation(in text: String) -> String {
    var rest = text.trimmingSpaces()[...]
    rest = rest.drop { $0 == ")" || $0 == " " }
    if rest.first == ":" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "=" || last == "(" { rest.removeLast() }
    return String(rest).trimmingSpaces()
  }
}

extension Expression {
  /// The slot of what is a local's name, as a target.
  var localSlot: Int32? {
    if case .name(let node) = kind, case .local(let slot) = node.binding {
      Int32(slot)
    } else {
      nil
    }
  }
}

extension ArgumentNode {
  fileprivate var isDoubleStar: Bool { if case .doubleStar = self { true } else { false } }
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

  /// The names that an import binds.
  fileprivate var importedNames: [NameNode] {
    switch kind {
    case .importModules(let nodes), .importNames(_, let nodes): nodes.map { $0.target }
    default: []
    }
  }
}
