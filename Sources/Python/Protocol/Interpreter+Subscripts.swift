extension Interpreter {
  /// An item as `x[i]` gives it; throws IndexError, KeyError or TypeError as Python does.
  package func subscripted(_ container: Object, _ index: Object) throws(Raised) -> Object {
    switch container {
    case .list(let list):
      if case .slice(let slice) = index {
        return .list(ListObject(try part(of: slice) { list.elements }))
      }
      return list[try position(index, list.count, "list")]
    case .tuple(let elements):
      if case .slice(let slice) = index { return .tuple(try part(of: slice) { elements }) }
      return elements[try position(index, elements.count, "tuple")]
    case .string(let text):
      return .string(try subscripted(text, index))
    case .bytes(let bytes):
      if case .slice(let slice) = index {
        let indices = try resolve(slice, bytes.elements.count)
        return .bytes(
          BytesObject(indices.map { bytes.elements[$0] }, isMutable: bytes.isMutable))
      }
      let what = bytes.isMutable ? "bytearray" : "byte"
      let count = Integer(bytes.elements.count)
      if !bytes.isMutable, let number = try indexIfPresent(index),
        number >= count || number < -count
      {
        throw raise("IndexError", "index out of range")
      }
      return .int(Int(bytes.elements[try position(index, bytes.elements.count, what)]))
    case .dict(let dict):
      guard let value = try dict.get(index, self) else {
        throw raise("KeyError", arguments: [index])
      }
      return value
    case .range(let range):
      return try subscripted(range, index)
    case .type(let type):
      if let metaclass = type.metaclass, let hook = metaclass.lookup("__getitem__") {
        return try callMethod(hook, container, Arguments([index]))
      }
      if type === builtinTypes.type { return try genericAlias(container, index) }
      if let hook = type.lookup("__class_getitem__") {
        return try call(try classBound(hook, type), Arguments([index]))
      }
      throw typeError("type '\(type.name)' is not subscriptable")
    case .instance:
      if let result = try special("__getitem__", container, [index]) { return result }
    default: break
    }
    throw typeError("'\(typeOf(container).name)' object is not subscriptable")
  }

  private func subscripted(_ range: RangeObject, _ index: Object) throws(Raised) -> Object {
    if case .slice(let slice) = index {
      let (start, stop, step) = try bounds(slice, range.count)
      return .range(RangeObject(start: range[start], stop: range[stop], step: range.step * step))
    }
    if let small = range.small, case .int(let index) = index {
      return .int(small[try position(.int(index), small.count, "range object")])
    }
    guard let position = try indexIfPresent(index) else {
      throw typeError("range indices must be integers or slices, not \(typeOf(index).name)")
    }
    let count = range.count
    let resolved = position.isNegative ? position + count : position
    guard !resolved.isNegative, resolved < count else {
      throw raise("IndexError", "range object index out of range")
    }
    return Object(range[resolved])
  }

  private func classBound(_ hook: Object, _ type: TypeObject) throws(Raised) -> Object {
    if case .classMethod(let wrapper) = hook {
      return .method(BoundMethod(function: wrapper.function, receiver: .type(type)))
    }
    return hook
  }

  private func subscripted(_ text: String, _ index: Object) throws(Raised) -> String {
    let points = codePoints(text)
    guard case .slice(let slice) = index else {
      return points[try position(index, points.count, "string")]
    }
    let (start, stop, step) = try bounds(slice, points.count)
    let places = stride(from: start, to: stop, by: step)
    try spend(bytes: max(0, stop - start))
    return step == 1 ? points[start..<max(start, stop)] : points.joined(at: places)
  }

  /// The elements that a slice selects.
  private func part(
    of slice: SliceObject, _ elements: () -> [Object]
  ) throws(Raised) -> [Object] {
    // Looking at the bounds may run code that changes how many elements there are.
    let (start, stop, step) = try bounds(slice, elements().count)
    let elements = elements()
    try spend(elements.count)
    if step == 1 { return Array(elements[start..<max(start, stop)]) }
    return walk(start, stop, step).map { elements[$0] }
  }

  func setSubscript(
    _ container: Object, _ index: Object, _ value: Object
  ) throws(Raised) {
    switch container {
    case .list(let list):
      if case .slice(let slice) = index {
        return try replace(slice, in: list, with: try sliceValues(value))
      }
      list[try position(index, list.count, "list assignment")] = value
    case .bytes(let bytes) where bytes.isMutable:
      if case .slice(let slice) = index {
        let list = ListObject(bytes.elements.map { .int(Int($0)) })
        try replace(slice, in: list, with: try sliceValues(value))
        let changed = try call(.type(builtinTypes.bytearray), Arguments([.list(list)]))
        bytes.elements = changed.byteElements
        return
      }
      let number = try byte(value, builtinTypes.bytearray)
      bytes.elements[try position(index, bytes.elements.count, "bytearray")] = number
    case .dict(let dict):
      try dict.set(index, value, self)
    case .instance:
      guard try special("__setitem__", container, [index, value]) != nil else { fallthrough }
    default:
      throw typeError("'\(typeOf(container).name)' object does not support item assignment")
    }
  }

  private func sliceValues(_ value: Object) throws(Raised) -> [Object] {
    guard isIterable(value) else { throw typeError("can only assign an iterable") }
    return try iterate(value)
  }

  private func replace(
    _ slice: SliceObject, in list: ListObject, with values: [Object]
  ) throws(Raised) {
    let (start, stop, step) = try bounds(slice, list.count)
    try checkSize(list.count + values.count)
    try spend(list.count + values.count)
    if step == 1 {
      list.elements.replaceSubrange(start..<max(start, stop), with: values)
      return
    }
    let indices = walk(start, stop, step)
    guard indices.count == values.count else {
      throw valueError(
        "attempt to assign sequence of size \(values.count) to extended slice of size "
          + "\(indices.count)")
    }
    for (index, value) in zip(indices, values) { list.elements[index] = value }
  }

  func deleteSubscript(_ container: Object, _ index: Object) throws(Raised) {
    switch container {
    case .list(let list):
      if case .slice(let slice) = index {
        let (start, stop, step) = try bounds(slice, list.count)
        let places = stride(from: start, to: stop, by: step)
        guard let first = places.min(), let last = places.max() else { return }
        try spend(list.count)
        let kept = list.elements[first...last].enumerated()
          .filter { !$0.offset.isMultiple(of: Int(step.magnitude)) }.map { $0.element }
        list.elements.replaceSubrange(first...last, with: kept)
        return
      }
      let position = try position(index, list.count, "list assignment")
      list.elements.remove(at: position)
    case .bytes(let bytes) where bytes.isMutable:
      if case .slice(let slice) = index {
        let dropped = Set(try resolve(slice, bytes.elements.count))
        bytes.elements = bytes.elements.enumerated().filter { !dropped.contains($0.offset) }
          .map { $0.element }
        return
      }
      let position = try position(index, bytes.elements.count, "bytearray")
      bytes.elements.remove(at: position)
    case .dict(let dict):
      guard try dict.remove(index, self) != nil else {
        throw raise("KeyError", arguments: [index])
      }
    case .instance:
      guard try special("__delitem__", container, [index]) != nil else { fallthrough }
    default:
      throw typeError("'\(typeOf(container).name)' object doesn't support item deletion")
    }
  }

  // MARK: Positions

  /// The place that an index means; the count is read last, since `__index__` may change it.
  private func position(
    _ index: Object, _ count: @autoclosure () -> Int, _ what: String
  ) throws(Raised) -> Int {
    let position: Int
    if case .int(let n) = index {
      position = n
    } else if let n = try indexIfPresent(index) {
      guard let small = Int(index: n) else {
        throw raise("IndexError", "cannot fit 'int' into an index-sized integer")
      }
      position = small
    } else {
      let name = what.split(separator: " ")[0]
      let kind =
        name == "string"
        ? "string indices must be integers, not" : "\(name) indices must be integers or slices, not"
      let type = typeOf(index).name
      throw typeError("\(kind) \(name == "string" ? "'\(type)'" : type)")
    }
    let count = count()
    let resolved = position < 0 ? position + count : position
    guard resolved >= 0, resolved < count else {
      throw raise("IndexError", "\(what) index out of range")
    }
    return resolved
  }

  /// The positions a slice selects in a sequence of `count` elements.
  package func resolve(
    _ slice: SliceObject, _ count: @autoclosure () -> Int
  ) throws(Raised) -> [Int] {
    let (start, stop, step) = try bounds(slice, count())
    return walk(start, stop, step)
  }

  private func walk(_ start: Int, _ stop: Int, _ step: Int) -> [Int] {
    Array(stride(from: start, to: stop, by: step))
  }

  /// `slice.indices(count)`.
  ///
  /// The count is read last: `__index__` of a bound may change it.
  package func bounds(
    _ slice: SliceObject, _ count: @autoclosure () -> Int
  ) throws(Raised) -> (start: Int, stop: Int, step: Int) {
    let step = try part(slice.step).map { Int(clamping: $0) } ?? 1
    guard step != 0 else { throw valueError("slice step cannot be zero") }
    let (first, last) = (try part(slice.start), try part(slice.stop))
    let count = count()
    let low = step > 0 ? 0 : -1
    let high = step > 0 ? count : count - 1
    func clamp(_ value: Integer) -> Int {
      let value = Int(clamping: value)
      return value < 0 ? max(value &+ count, low) : min(value, high)
    }
    let start = first.map(clamp) ?? (step > 0 ? 0 : count - 1)
    let stop = last.map(clamp) ?? (step > 0 ? count : -1)
    // Clamped so that stepping past the end cannot overflow.
    return (start, stop, max(-Int.max / 4, min(step, Int.max / 4)))
  }

  /// `slice.indices(count)`, in integers of any size.
  func bounds(
    _ slice: SliceObject, _ count: Integer
  ) throws(Raised) -> (start: Integer, stop: Integer, step: Integer) {
    let step = try part(slice.step) ?? 1
    guard !step.isZero else { throw valueError("slice step cannot be zero") }
    let isDescending = step.isNegative
    let (low, high): (Integer, Integer) = isDescending ? (-1, count - 1) : (0, count)
    func clamp(_ value: Integer) -> Integer {
      value.isNegative ? max(value + count, low) : min(value, high)
    }
    let start = try part(slice.start).map(clamp) ?? (isDescending ? high : 0)
    let stop = try part(slice.stop).map(clamp) ?? (isDescending ? low : high)
    return (start, stop, step)
  }

  private func part(_ value: Object) throws(Raised) -> Integer? {
    if value.isNone { return nil }
    guard let n = try indexIfPresent(value) else {
      throw typeError("slice indices must be integers or None or have an __index__ method")
    }
    return n
  }

  // MARK: Hashing

  /// CPython's hashes where programs can see them: numbers and tuples of numbers.
  package func hash(_ value: Object) throws(Raised) -> Int64 {
    switch value {
    case .none: return 0xfca8_6420
    case .bool(let flag): return flag ? 1 : 0
    case .int(let n):
      let remainder = Int64(n) % ((1 << 61) - 1)
      return remainder == -1 ? -2 : remainder
    case .bigInt(let n): return n.hash
    case .float(let x): return floatHash(x)
    case .string(let text):
      try spend(text.utf8.count)
      return stableHash(text)
    case .bytes(let bytes) where !bytes.isMutable: return stableHash(bytes.latin)
    case .tuple(let elements): return try tupleHash(elements)
    case .set(let set) where set.isFrozen:
      return try recursing { () throws(Raised) in
        var hash: Int64 = 1_927_868_237
        for element in set.elements {
          try self.step()
          let h = try self.hash(element)
          hash ^= (h ^ (h << 16) ^ 89_869_747) &* 3_644_798_167
        }
        return hash
      }
    case .list, .dict, .set, .slice, .bytes:
      throw typeError("unhashable type: '\(typeOf(value).name)'")
    case .instance(let instance):
      guard let method = instance.type.lookup("__hash__"), !method.isNone else {
        throw typeError("unhashable type: '\(instance.type.errorName)'")
      }
      let result = try callMethod(method, value, Arguments())
      guard let n = Number(result)?.integer else {
        throw typeError("__hash__ method should return an integer")
      }
      guard let hash = Int64(exactly: n) else { return n.hash }
      return hash == -1 ? -2 : hash
    case .method(let method):
      return try recursing { () throws(Raised) in try self.hash(method.function) }
        ^ (method.receiver.heapIdentity == nil ? 0 : identityHash(method.receiver))
    case .range(let range):
      let count = range.count
      return try tupleHash([
        Object(count), count.isZero ? .none : Object(range.start),
        count <= 1 ? .none : Object(range.step),
      ])
    default:
      return identityHash(value)
    }
  }

  /// Numbers in the order objects are first hashed, so that no address decides an order.
  func identityHash(_ value: Object) -> Int64 {
    guard let identity = value.heapIdentity else { return 0 }
    if case .instance(let instance) = value {
      if instance.serial == 0 {
        lastSerial += 1
        instance.serial = lastSerial
      }
      return Int64(instance.serial)
    }
    if let serial = serials[identity] { return Int64(serial) }
    lastSerial += 1
    serials[identity] = lastSerial
    return Int64(lastSerial)
  }

  /// Source: `tuplehash` in CPython's `Objects/tupleobject.c` (xxHash).
  private func tupleHash(_ elements: [Object]) throws(Raised) -> Int64 {
    let prime1: UInt64 = 11_400_714_785_074_694_791
    let prime2: UInt64 = 14_029_467_366_897_019_727
    let prime5: UInt64 = 2_870_177_450_012_600_261
    var accumulator = prime5
    try recursing { () throws(Raised) in
      for element in elements {
        try self.step()
        accumulator &+= UInt64(bitPattern: try self.hash(element)) &* prime2
        accumulator = (accumulator << 31) | (accumulator >> 33)
        accumulator = accumulator &* prime1
      }
    }
    accumulator &+= UInt64(elements.count) ^ (prime5 ^ 3_527_539)
    return accumulator == .max ? 1_546_275_796 : Int64(bitPattern: accumulator)
  }
}
