extension Interpreter {
  /// Puts values into containers.
  func build(_ i: Instruction, _ registers: Registers, _ frame: Frame) throws(Raised) {
    let value = registers[Int(i.b)].take() ?? .none
    switch (i.operation, registers[Int(i.a)], value) {
    case (.listExtend, .list(let list)?, _):
      guard isIterable(value) else {
        throw typeError("Value after * must be an iterable, not \(typeOf(value).name)")
      }
      list.elements += try iterate(value)
    case (.setAdd, .set(let set)?, _): try set.insert(value, self)
    case (.dictSet, .dict(let dict)?, _):
      try dict.set(value, registers[Int(i.b) + 1].take() ?? .none, self)
    case (.dictMerge, .dict(let dict)?, _):
      guard try merge(value, into: dict) else {
        throw typeError("'\(typeOf(value).name)' object is not a mapping")
      }
    case (.tupleFromList, _, .list(let list)):
      registers[Int(i.a)] = .tuple(list.elements)
    case (.setFromList, _, .list(let list)):
      registers[Int(i.a)] = .set(
        try i.detail == 1 ? makeSet(ofConstants: list.elements) : makeSet(list.elements))
    default: break
    }
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

  /// Formats a field of a formatted text where it stands.
  func format(_ i: Instruction, _ registers: Registers) throws(Raised) {
    let register = registers + Int(i.a)
    var value = register.pointee.take() ?? .none
    if i.operation == .formatWith {
      guard case .string(let spec)? = registers[Int(i.b)].take() else { return }
      register.pointee = .string(try format(value, spec: spec))
      return
    }
    switch i.detail & 0x7F {
    case 1: value = .string(try repr(value))
    case 2: value = .string(try str(value))
    case 3: value = .string(asciiEscaped(try repr(value)))
    default: break
    }
    register.pointee = i.detail & 0x80 != 0 ? value : .string(try format(value, spec: ""))
  }

  /// Joins texts that stand next to one another.
  func joined(_ registers: Registers, _ count: Int) throws(Raised) -> String {
    var text = ""
    for index in 0..<count {
      if case .string(let part)? = registers[index] { text += part }
      registers[index] = nil
      try checkSize(text.utf8.count)
    }
    return text
  }

  // MARK: Iterating

  /// Makes an iterator where a value stands: a place in a list, a tuple or a range needs no object.
  func iterate(_ registers: Registers, asObject: Bool) throws(Raised) {
    let value = registers[0].take() ?? .none
    if !asObject {
      switch value {
      case .list, .tuple:
        registers[0] = value
        registers[1] = .int(0)
        return
      case .range(let range):
        if let small = range.small {
          registers[0] = .int(small.start)
          registers[1] = .int(small.count)
          registers[2] = .int(small.step)
          return
        }
      default: break
      }
    }
    registers[0] = .iterator(try makeIterator(value))
  }

  /// Takes a value apart into registers next to one another.
  func unpack(_ i: Instruction, _ registers: Registers, _ frame: Frame) throws(Raised) {
    let isTemporary = i.a >= frame.pointee.tables.pointee.localCount
    if i.operation == .unpack, case .tuple(let elements)? = registers[Int(i.a)],
      elements.count == Int(i.c)
    {
      let first = registers + Int(i.b)
      for index in 0..<elements.count { (first + index).initialize(to: elements[index]) }
      if isTemporary { registers[Int(i.a)] = nil }
      return
    }
    let value = (isTemporary ? registers[Int(i.a)].take() : registers[Int(i.a)]) ?? .none
    guard isIterable(value) else {
      throw typeError("cannot unpack non-iterable \(typeOf(value).name) object")
    }
    let first = registers + Int(i.b)
    if i.operation == .unpackStar {
      let (before, after) = (Int(i.c >> 16), Int(i.c & 0xFFFF))
      let values = try take(value, atMost: nil)
      guard values.count >= before + after else {
        throw valueError(
          "not enough values to unpack (expected at least \(before + after), got \(values.count))")
      }
      for index in 0..<before { first[index] = values[index] }
      first[before] = .list(ListObject(Array(values[before..<(values.count - after)])))
      for index in 0..<after {
        first[before + 1 + index] = values[values.count - after + index]
      }
      return
    }
    let count = Int(i.c)
    // Only as many values are drawn as are needed to know that there are too many.
    let values = try take(value, atMost: count + 1)
    guard values.count >= count else {
      throw valueError("not enough values to unpack (expected \(count), got \(values.count))")
    }
    guard values.count == count else {
      throw valueError("too many values to unpack (expected \(count))")
    }
    for index in 0..<count { first[index] = values[index] }
  }

  private func take(_ value: Object, atMost limit: Int?) throws(Raised) -> [Object] {
    if let elements = tupleElements(value) { return elements }
    if case .list(let list) = value { return list.elements }
    guard let limit else { return try iterate(value) }
    let iterator = try makeIterator(value)
    var values: [Object] = []
    while values.count < limit, let next = try iterator.next(self) { values.append(next) }
    return values
  }

  // MARK: Assignment

  /// `register op= value`; a text that only its variable holds grows where it is.
  func inPlace(_ i: Instruction, _ registers: Registers, _ frame: Frame) throws(Raised) {
    let operation = BinaryOperator(number: i.detail & 0x3F)
    let isLocal = i.a < frame.pointee.tables.pointee.localCount
    let operand: Object
    if i.b < frame.pointee.tables.pointee.localCount {
      operand = registers[Int(i.b)] ?? .none
    } else {
      operand = registers[Int(i.b)].take() ?? .none
    }
    var current = registers[Int(i.a)] ?? .none
    if operation == .add, case .string(let end) = operand, case .string(let start) = current {
      try checkSize(start.utf8.count + end.utf8.count)
      return append(end, i, registers, frame, &current)
    }
    let value = try inPlace(operation, current, operand)
    registers[Int(i.a)] = value
    if isLocal, machine.pointee.isObserved { announce(Int(i.a), frame) }
  }

  private func append(
    _ end: String, _ i: Instruction, _ registers: Registers, _ frame: Frame, _ current: inout Object
  ) {
    // What the variable holds is taken out of it, so that nothing else holds the text.
    switch i.detail & 0xC0 {
    case 0x40:
      let cell = frame.cells[Int(i.c)]
      if let held = cell.value, held.isIdentical(to: current) { cell.value = nil }
    case 0x80:
      let node = frame.pointee.tables.pointee.names[Int(i.c)].node
      _ = frame.globals.take(node.name, hash: node.hash, ifIdentical: current)
    default: break
    }
    registers[Int(i.a)] = nil
    guard case .string(var text) = current else { return }
    current = .none
    text += end
    registers[Int(i.a)] = .string(text)
  }

  /// Remembers an annotation in a class body; it is evaluated when it is read.
  func annotate(_ name: String, _ text: String, _ frame: Frame) {
    guard let namespace = frame.namespace else { return }
    if case .dict(let annotations)? = namespace.get("__annotations__") {
      annotations.set(name, .string(text))
    } else {
      let annotations = DictObject()
      annotations.set(name, .string(text))
      namespace.set("__annotations__", .dict(annotations))
    }
  }
}
