extension Interpreter {
  func assign(_ value: Object, to target: Expression, _ frame: Frame) throws(Raised) {
    do throws(Raised) {
      try store(value, in: target, frame)
    } catch {
      throw error.marked(target)
    }
  }

  private func store(
    _ value: Object, in target: Expression, _ frame: Frame
  ) throws(Raised) {
    switch target.kind {
    case .name(let node):
      store(value, in: node, frame)
    case .attribute(let owner, let name):
      try setAttribute(name, of: try evaluate(owner, frame), to: value)
    case .subscripted(let container, let index):
      let container = try evaluate(container, frame)
      try setSubscript(container, try evaluate(index, frame), value)
    case .tuple(let targets), .list(let targets):
      try unpack(value, into: targets, frame)
    case .constant:
      // `() = []`, the only constant a target can be.
      try unpack(value, into: [], frame)
    case .starred:
      throw raise("SyntaxError", "starred assignment target must be in a list or tuple")
    default:
      throw raise("SyntaxError", "cannot assign to expression")
    }
  }

  private func unpack(
    _ value: Object, into targets: [Expression], _ frame: Frame
  ) throws(Raised) {
    guard isIterable(value) else {
      throw typeError("cannot unpack non-iterable \(typeOf(value).name) object")
    }
    let star = targets.firstIndex { if case .starred = $0.kind { true } else { false } }
    // Only as many values are drawn as are needed to know that there are too many.
    let values = try take(value, atMost: star == nil ? targets.count + 1 : nil)
    if let star, case .starred(let rest) = targets[star].kind {
      guard values.count >= targets.count - 1 else {
        throw valueError(
          "not enough values to unpack (expected at least \(targets.count - 1), "
            + "got \(values.count))")
      }
      let tail = targets.count - star - 1
      for index in 0..<star { try assign(values[index], to: targets[index], frame) }
      let middle = Array(values[star..<(values.count - tail)])
      try assign(.list(ListObject(middle)), to: rest, frame)
      for index in 0..<tail {
        try assign(values[values.count - tail + index], to: targets[star + 1 + index], frame)
      }
      return
    }
    guard values.count >= targets.count else {
      throw valueError(
        "not enough values to unpack (expected \(targets.count), got \(values.count))")
    }
    guard values.count == targets.count else {
      throw valueError("too many values to unpack (expected \(targets.count))")
    }
    for (index, target) in targets.enumerated() { try assign(values[index], to: target, frame) }
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

  /// `target op= value`: the target's parts are evaluated once, `__iadd__` and friends come first.
  func augment(
    _ target: Expression, _ operation: BinaryOperator, _ frame: Frame,
    _ operand: () throws(Raised) -> Object
  ) throws(Raised) {
    switch target.kind {
    case .name(let node):
      var current = try evaluate(target, frame)
      let operand = try operand()
      if operation == .add, case .string(let end) = operand, let size = current.textSize {
        try checkSize(size + end.utf8.count)
        if var text = takeText(current, from: node, frame) {
          current = .none
          text += end
          return store(.string(text), in: node, frame)
        }
      }
      store(try inPlace(operation, current, operand), in: node, frame)
    case .attribute(let owner, let name):
      let owner = try evaluate(owner, frame)
      let current = try attribute(name, of: owner)
      try setAttribute(name, of: owner, to: try inPlace(operation, current, try operand()))
    case .subscripted(let container, let index):
      let container = try evaluate(container, frame)
      let index = try evaluate(index, frame)
      let current = try subscripted(container, index)
      try setSubscript(container, index, try inPlace(operation, current, try operand()))
    default:
      throw raise("SyntaxError", "illegal expression for augmented assignment")
    }
  }

  /// Takes a text out of the variable that holds it, so that it can grow where it is.
  private func takeText(_ value: Object, from node: NameNode, _ frame: Frame) -> String? {
    let held: Object?
    switch node.binding {
    case .local(let slot): held = exchange(&frame.slots[slot], value)
    case .cell(let index): held = exchange(&frame.cells[index].value, value)
    case .global: held = frame.globals.take(node.name, hash: node.hash, ifIdentical: value)
    case .classBody: held = nil
    }
    guard case .string(let text)? = held else { return nil }
    return text
  }

  /// Empties a variable if it still holds a value.
  private func exchange(_ variable: inout Object?, _ value: Object) -> Object? {
    guard let held = variable, held.isIdentical(to: value) else { return nil }
    variable = nil
    return held
  }

  func delete(_ target: Expression, _ frame: Frame) throws(Raised) {
    switch target.kind {
    case .name(let node):
      try delete(node, frame)
    case .attribute(let owner, let name):
      try deleteAttribute(name, of: try evaluate(owner, frame))
    case .subscripted(let container, let index):
      let container = try evaluate(container, frame)
      try deleteSubscript(container, try evaluate(index, frame))
    case .tuple(let targets), .list(let targets):
      for target in targets { try delete(target, frame) }
    default:
      throw raise("SyntaxError", "cannot delete expression")
    }
  }
}

extension Object {
  /// The bytes of a text, nil for what is none.
  fileprivate var textSize: Int? {
    if case .string(let text) = self { text.utf8.count } else { nil }
  }
}
