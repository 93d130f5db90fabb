extension Interpreter {
  /// Whether a value has the form of a pattern; its parts go into registers next to one another.
  func matches(
    _ i: Instruction, _ more: Instruction, _ registers: Registers, _ frame: Frame
  ) throws(Raised) -> Bool {
    let subject = registers[Int(i.a)] ?? .none
    let parts = registers + Int(i.b)
    switch i.operation {
    case .matchSequence: return try sequence(subject, more.a, hasStar: i.detail == 1, parts)
    case .matchMapping:
      guard let dict = dictionary(subject) else { return false }
      parts[0] = .dict(DictObject(copying: dict))
      return true
    case .matchKey:
      guard case .dict(let remaining) = subject, let key = parts[0].take(),
        let found = try remaining.get(key, self)
      else { return false }
      try remaining.remove(key, self)
      parts[0] = found
      return true
    default:
      let keywords = frame.code.parts.keywords[Int(more.a)]
      return try instance(subject, Int(more.b), keywords, parts)
    }
  }

  private func sequence(
    _ value: Object, _ counts: Int32, hasStar: Bool, _ parts: Registers
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
    guard hasStar else {
      guard elements.count == Int(counts) else { return false }
      for (index, element) in elements.enumerated() { parts[index] = element }
      return true
    }
    let (before, after) = (Int(counts >> 16), Int(counts & 0xFFFF))
    guard elements.count >= before + after else { return false }
    for index in 0..<before { parts[index] = elements[index] }
    parts[before] = .list(ListObject(Array(elements[before..<(elements.count - after)])))
    for index in 0..<after {
      parts[before + 1 + index] = elements[elements.count - after + index]
    }
    return true
  }

  private func instance(
    _ value: Object, _ positional: Int, _ keywords: [String], _ parts: Registers
  ) throws(Raised) -> Bool {
    guard case .type(let type)? = parts[0].take() else {
      throw typeError("called match pattern must be a class")
    }
    guard isInstance(value, type) else { return false }
    if let names = type.lookup("__match_args__"), let names = tupleElements(names) {
      guard positional <= names.count else {
        throw typeError(
          "\(type.name)() accepts \(names.count) positional sub-patterns (\(positional) given)")
      }
      for (index, name) in names.prefix(positional).enumerated() {
        guard case .string(let name) = name, let part = try attributeIfPresent(name, of: value)
        else { return false }
        parts[index] = part
      }
    } else if positional == 1, type.module == nil {
      parts[0] = value
    } else if positional > 0 {
      throw typeError("\(type.name)() accepts 0 positional sub-patterns (\(positional) given)")
    }
    for (index, name) in keywords.enumerated() {
      guard let part = try attributeIfPresent(name, of: value) else { return false }
      parts[positional + index] = part
    }
    return true
  }
}
