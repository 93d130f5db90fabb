extension Interpreter {
  func evaluate(_ expression: Expression, _ frame: Frame) throws(Raised) -> Object {
    do throws(Raised) {
      return try value(of: expression, frame)
    } catch {
      throw error.marked(expression)
    }
  }

  /// Whether a test holds.
  func holds(_ test: Expression, _ frame: Frame) throws(Raised) -> Bool {
    do throws(Raised) {
      return try isTrue(try evaluate(test, frame))
    } catch {
      throw error.marked(test)
    }
  }

  /// An iterator over what an expression is.
  func iterator(over expression: Expression, _ frame: Frame) throws(Raised) -> IteratorObject {
    do throws(Raised) {
      return try makeIterator(try evaluate(expression, frame))
    } catch {
      throw error.marked(expression)
    }
  }

  /// The next element of what an expression is.
  func next(
    of iterator: IteratorObject, over expression: Expression
  ) throws(Raised) -> Object? {
    do throws(Raised) {
      return try iterator.next(self)
    } catch {
      throw error.marked(expression)
    }
  }

  @inline(__always)
  private func value(of expression: Expression, _ frame: Frame) throws(Raised) -> Object {
    switch expression.kind {
    case .constant(let value):
      return value
    case .name(let node):
      return try load(node, frame)
    case .binary(let operation, let left, let right):
      let a = try evaluate(left, frame)
      let b = try evaluate(right, frame)
      return try binary(operation, a, b)
    case .compare(let first, let terms):
      return try compare(first, terms, frame)
    case .call(let node):
      return try call(node, at: expression.position, frame)
    case .attribute(let owner, let name):
      return try attribute(name, of: try evaluate(owner, frame))
    case .subscripted(let owner, let index):
      let container = try evaluate(owner, frame)
      return try subscripted(container, try evaluate(index, frame))
    case .unary(let operation, let operand):
      return try unary(operation, try evaluate(operand, frame))
    case .and(let left, let right):
      let value = try evaluate(left, frame)
      return try isTrue(value) ? try evaluate(right, frame) : value
    case .or(let left, let right):
      let value = try evaluate(left, frame)
      return try isTrue(value) ? value : try evaluate(right, frame)
    case .conditional(let test, let then, let otherwise):
      return try holds(test, frame)
        ? try evaluate(then, frame) : try evaluate(otherwise, frame)
    case .list(let elements):
      return .list(ListObject(try evaluate(elements, frame)))
    case .tuple(let elements):
      return .tuple(try evaluate(elements, frame))
    case .set(let elements):
      let values = try evaluate(elements, frame)
      let areConstants = elements.count > 2 && elements.allSatisfy { $0.isConstant }
      return .set(try areConstants ? makeSet(ofConstants: values) : makeSet(values))
    case .dict(let items):
      return .dict(try dictDisplay(items, frame))
    case .formatted(let pieces):
      return .string(try formatted(pieces, frame))
    case .slice(let start, let stop, let step):
      return .slice(
        SliceObject(
          start: try optional(start, frame), stop: try optional(stop, frame),
          step: try optional(step, frame)))
    case .lambda(let node):
      return .function(try makeFunction(node, frame))
    case .comprehension(let node):
      return try comprehension(node, frame)
    case .walrus(let node, let value):
      let result = try evaluate(value, frame)
      store(result, in: node, frame)
      return result
    case .starred:
      throw raise("SyntaxError", "can't use starred expression here")
    case .yield:
      throw unsupported("'yield' inside an expression")
    case .imaginary(let value): return complex(0, value)
    case .unsupported(let feature):
      throw unsupported(feature)
    }
  }

  private func optional(_ part: Expression?, _ frame: Frame) throws(Raised) -> Object {
    guard let part else { return .none }
    return try evaluate(part, frame)
  }

  /// Evaluates the elements of a display, with `*` unpacked.
  func evaluate(_ elements: [Expression], _ frame: Frame) throws(Raised) -> [Object] {
    var result: [Object] = []
    result.reserveCapacity(elements.count)
    for element in elements {
      if case .starred(let inner) = element.kind {
        let value = try evaluate(inner, frame)
        guard isIterable(value) else {
          throw typeError(
            "Value after * must be an iterable, not \(typeOf(value).name)")
        }
        result += try iterate(value)
      } else {
        result.append(try evaluate(element, frame))
      }
    }
    return result
  }

  private func dictDisplay(_ items: [DictItem], _ frame: Frame) throws(Raised) -> DictObject {
    let dict = DictObject()
    for item in items {
      if let key = item.key {
        let key = try evaluate(key, frame)
        try dict.set(key, try evaluate(item.value, frame), self)
      } else {
        let mapping = try evaluate(item.value, frame)
        guard try merge(mapping, into: dict) else {
          throw typeError("'\(typeOf(mapping).name)' object is not a mapping")
        }
      }
    }
    return dict
  }

  /// Copies a mapping's items; false if it is none.
  func merge(_ mapping: Object, into dict: DictObject) throws(Raised) -> Bool {
    if let source = dictionary(mapping) {
      for (key, value) in source.items { try dict.set(key, value, self) }
      return true
    }
    guard case .instance(let instance) = mapping, let keys = instance.type.lookup("keys") else {
      return false
    }
    for key in try iterate(try call(try bindAttribute(keys, to: mapping), Arguments())) {
      try dict.set(key, try subscripted(mapping, key), self)
    }
    return true
  }

  private func formatted(_ pieces: [FormatPiece], _ frame: Frame) throws(Raised) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .literal(let literal):
        text += literal
      case .field(let expression, let conversion, let spec):
        var value = try evaluate(expression, frame)
        switch conversion {
        case .repr: value = .string(try repr(value))
        case .str: value = .string(try str(value))
        case .ascii: value = .string(asciiEscaped(try repr(value)))
        case nil: break
        }
        let spec = spec.isEmpty ? "" : try formatted(spec, frame)
        text += try format(value, spec: spec)
      }
      try checkSize(text.utf8.count)
    }
    return text
  }

  // MARK: Names

  func load(_ node: NameNode, _ frame: Frame) throws(Raised) -> Object {
    switch node.binding {
    case .local(let slot):
      if let value = frame.slots[slot] { return value }
      throw unbound(node)
    case .cell(let index):
      if let value = frame.cells[index].value { return value }
      if index < frame.layout.cellNames.count { throw unbound(node) }
      throw nameError(
        "cannot access free variable '\(node.name)' where it is not associated with a value "
          + "in enclosing scope", node.name)
    case .global:
      return try loadGlobal(node, frame)
    case .classBody(let cell):
      if let value = frame.namespace?.get(node.name) { return value }
      if let cell, let value = frame.cells[cell].value { return value }
      return try loadGlobal(node, frame)
    }
  }

  private func unbound(_ node: NameNode) -> Raised {
    raise(
      "UnboundLocalError",
      "cannot access local variable '\(node.name)' where it is not associated with a value")
  }

  private func nameError(_ message: String, _ name: String) -> Raised {
    let raised = raise("NameError", message)
    raised.exception.attributes.set("name", .string(name))
    return raised
  }

  private func loadGlobal(_ node: NameNode, _ frame: Frame) throws(Raised) -> Object {
    if let value = frame.globals.get(node.name, hash: node.hash, hint: &node.hint) { return value }
    var hint = -1
    if let value = builtins.get(node.name, hash: node.hash, hint: &hint) { return value }
    throw nameError("name '\(node.name)' is not defined", node.name)
  }

  /// Binds a plain name and tells the observer.
  func store(_ value: Object, in node: NameNode, _ frame: Frame) {
    switch node.binding {
    case .local(let slot): frame.slots[slot] = value
    case .cell(let index): frame.cells[index].value = value
    case .global: frame.globals.set(node.name, hash: node.hash, value, hint: &node.hint)
    case .classBody: frame.namespace?.set(node.name, value)
    }
    if !frame.file.isLibrary { observer?.didBind(node.name, to: value, interpreter: self) }
  }

  func delete(_ node: NameNode, _ frame: Frame) throws(Raised) {
    switch node.binding {
    case .local(let slot):
      guard frame.slots[slot] != nil else { throw unbound(node) }
      frame.slots[slot] = nil
    case .cell(let index):
      guard frame.cells[index].value != nil else { throw unbound(node) }
      frame.cells[index].value = nil
    case .global:
      guard frame.globals.remove(node.name) != nil else {
        throw nameError("name '\(node.name)' is not defined", node.name)
      }
    case .classBody:
      guard frame.namespace?.remove(node.name) != nil else {
        throw nameError("name '\(node.name)' is not defined", node.name)
      }
    }
  }

  // MARK: Comparison chains

  private func compare(
    _ first: Expression, _ terms: [ComparisonTerm], _ frame: Frame
  ) throws(Raised) -> Object {
    var left = try evaluate(first, frame)
    for (index, term) in terms.enumerated() {
      let right = try evaluate(term.operand, frame)
      let result = try compare(term.comparison, left, right)
      if index == terms.count - 1 { return result }
      guard try isTrue(result) else { return result }
      left = right
    }
    return .none
  }

  // MARK: Comprehensions

  private func comprehension(
    _ node: ComprehensionNode, _ frame: Frame
  ) throws(Raised) -> Object {
    let first = try iterator(over: node.clauses[0].iterable, frame)
    let names = ["<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"]
    let name: String
    switch node.kind {
    case .list: name = names[0]
    case .set: name = names[1]
    case .dict: name = names[2]
    case .generator: name = names[3]
    }
    let inner = Frame(
      layout: node.layout, captured: frame.captured(by: node.layout), file: frame.file,
      name: name, globals: frame.globals, namespace: nil, line: frame.line)
    inner.qualifiedName = qualify(name, frame)
    switch node.kind {
    case .generator(let element):
      return .iterator(lazyComprehension(node, element, first, inner))
    case .list(let element):
      let list = ListObject()
      try enter(inner) { () throws(Raised) in
        try self.walk(node, first, inner) { () throws(Raised) in
          let value = try self.evaluate(element, inner)
          try self.checkGrowth(list.count)
          list.append(value)
        }
      }
      return .list(list)
    case .set(let element):
      let set = SetObject()
      try enter(inner) { () throws(Raised) in
        try self.walk(node, first, inner) { () throws(Raised) in
          try set.insert(try self.evaluate(element, inner), self)
        }
      }
      return .set(set)
    case .dict(let key, let value):
      let dict = DictObject()
      try enter(inner) { () throws(Raised) in
        try self.walk(node, first, inner) { () throws(Raised) in
          let key = try self.evaluate(key, inner)
          try dict.set(key, try self.evaluate(value, inner), self)
        }
      }
      return .dict(dict)
    }
  }

  /// Runs a comprehension's body for all that its clauses select.
  private func walk(
    _ node: ComprehensionNode, _ first: IteratorObject, _ frame: Frame,
    _ body: () throws(Raised) -> Void
  ) throws(Raised) {
    var iterators = [first]
    while try advance(&iterators, node, frame) { try body() }
  }

  /// Goes on to the next place that a comprehension's clauses select, if there is one.
  private func advance(
    _ iterators: inout [IteratorObject], _ node: ComprehensionNode, _ frame: Frame
  ) throws(Raised) -> Bool {
    while let iterator = iterators.last {
      try tick()
      let clause = node.clauses[iterators.count - 1]
      guard let item = try next(of: iterator, over: clause.iterable) else {
        iterators.removeLast()
        continue
      }
      try assign(item, to: clause.target, frame)
      guard try holds(clause.conditions, frame) else { continue }
      guard iterators.count < node.clauses.count else { return true }
      let next = node.clauses[iterators.count]
      iterators.append(try self.iterator(over: next.iterable, frame))
    }
    return false
  }

  private func holds(_ conditions: [Expression], _ frame: Frame) throws(Raised) -> Bool {
    for condition in conditions {
      guard try holds(condition, frame) else { return false }
    }
    return true
  }

  /// A generator expression: the clauses' iterators stand on a stack between two steps.
  private func lazyComprehension(
    _ node: ComprehensionNode, _ element: Expression, _ first: IteratorObject, _ frame: Frame
  ) -> IteratorObject {
    // Taken out while the generator runs, so that it is not entered twice.
    var waiting: [IteratorObject]? = [first]
    let step: IteratorObject.Step = { (interpreter) throws(Raised) in
      guard var iterators = waiting else {
        throw interpreter.valueError("generator already executing")
      }
      waiting = nil
      defer { waiting = iterators }
      do throws(Raised) {
        return try interpreter.enter(frame) { () throws(Raised) -> Object? in
          guard try interpreter.advance(&iterators, node, frame) else { return nil }
          return try interpreter.evaluate(element, frame)
        }
      } catch {
        // What has raised is over.
        iterators = []
        throw error
      }
    }
    let generator = IteratorObject(.step(step), typeName: "generator")
    generator.qualifiedName = frame.qualifiedName
    return generator
  }
}
