extension Interpreter {
  func runMatch(_ node: MatchNode, _ frame: Frame) throws(Raised) {
    let subject = try evaluate(node.subject, frame)
    for candidate in node.cases where try match(subject, candidate.pattern, frame) {
      if let test = candidate.guardTest {
        guard try holds(test, frame) else { continue }
      }
      frame.cursors.append(Cursor(kind: .plain, statements: candidate.body))
      return
    }
  }

  private func match(
    _ value: Object, _ pattern: Pattern, _ frame: Frame
  ) throws(Raised) -> Bool {
    switch pattern {
    case .wildcard:
      return true
    case .capture(let node):
      store(value, in: node, frame)
      return true
    case .value(let expression):
      return try equal(value, try evaluate(expression, frame))
    case .singleton(let constant):
      return value.isIdentical(to: constant)
    case .sequence(let patterns):
      return try matchSequence(value, patterns, frame)
    case .star:
      return false
    case .mapping(let items, let rest):
      return try matchMapping(value, items, rest, frame)
    case .type(let expression, let positional, let keywords):
      return try matchType(value, expression, positional, keywords, frame)
    case .either(let choices):
      for choice in choices where try match(value, choice, frame) {
        return true
      }
      return false
    case .bound(let inner, let node):
      guard try match(value, inner, frame) else { return false }
      store(value, in: node, frame)
      return true
    }
  }

  private func matchSequence(
    _ value: Object, _ patterns: [Pattern], _ frame: Frame
  ) throws(Raised) -> Bool {
    let elements: [Object]
    if case .list(let list) = unwrapped(value) {
      elements = list.elements
    } else if let tuple = tupleElements(value) {
      elements = tuple
    } else if let deque = value.asInstance?.payload as? DequeBox {
      elements = deque.elements.elements
    } else if case .range = value {
      elements = try iterate(value)
    } else {
      return false
    }
    let star = patterns.firstIndex { if case .star = $0 { true } else { false } }
    guard let star, case .star(let name) = patterns[star] else {
      guard elements.count == patterns.count else { return false }
      for (element, pattern) in zip(elements, patterns) {
        guard try match(element, pattern, frame) else { return false }
      }
      return true
    }
    guard elements.count >= patterns.count - 1 else { return false }
    let tail = patterns.count - star - 1
    for index in 0..<star {
      guard try match(elements[index], patterns[index], frame) else { return false }
    }
    for index in 0..<tail {
      let element = elements[elements.count - tail + index]
      guard try match(element, patterns[star + 1 + index], frame) else { return false }
    }
    if let name {
      store(.list(ListObject(Array(elements[star..<(elements.count - tail)]))), in: name, frame)
    }
    return true
  }

  private func matchMapping(
    _ value: Object, _ items: [(key: Expression, value: Pattern)], _ rest: NameNode?,
    _ frame: Frame
  ) throws(Raised) -> Bool {
    guard let dict = dictionary(value) else { return false }
    let remaining = DictObject(copying: dict)
    for item in items {
      let key = try evaluate(item.key, frame)
      guard let found = try dict.get(key, self), try match(found, item.value, frame) else {
        return false
      }
      try remaining.remove(key, self)
    }
    if let rest { store(.dict(remaining), in: rest, frame) }
    return true
  }

  private func matchType(
    _ value: Object, _ expression: Expression, _ positional: [Pattern],
    _ keywords: [(name: String, value: Pattern)], _ frame: Frame
  ) throws(Raised) -> Bool {
    guard case .type(let type) = try evaluate(expression, frame) else {
      throw typeError("called match pattern must be a class")
    }
    guard isInstance(value, type) else { return false }
    if let names = type.lookup("__match_args__"), let names = tupleElements(names) {
      guard positional.count <= names.count else {
        throw typeError(
          "\(type.name)() accepts \(names.count) positional sub-patterns (\(positional.count) given)"
        )
      }
      for (name, pattern) in zip(names, positional) {
        guard case .string(let name) = name,
          let part = try attributeIfPresent(name, of: value),
          try match(part, pattern, frame)
        else { return false }
      }
    } else if positional.count == 1, type.module == nil {
      guard try match(value, positional[0], frame) else { return false }
    } else if !positional.isEmpty {
      throw typeError(
        "\(type.name)() accepts 0 positional sub-patterns (\(positional.count) given)")
    }
    for (name, pattern) in keywords {
      guard let part = try attributeIfPresent(name, of: value), try match(part, pattern, frame)
      else { return false }
    }
    return true
  }
}
