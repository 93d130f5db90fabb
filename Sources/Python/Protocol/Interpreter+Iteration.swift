extension Interpreter {
  /// Whether `iter(x)` would take an object.
  package func isIterable(_ value: Object) -> Bool {
    switch value {
    case .string, .bytes, .tuple, .list, .dict, .set, .range, .iterator, .view: return true
    case .instance(let instance):
      if let method = instance.type.lookup("__iter__") { return !method.isNone }
      return instance.type.lookup("__getitem__") != nil
    case .type(let type):
      return type.metaclass?.lookup("__iter__") != nil
    default: return false
    }
  }

  func makeIterator(_ value: Object) throws(Raised) -> IteratorObject {
    switch value {
    case .iterator(let iterator): return iterator
    case .range(let range): return walk(range)
    case .list(let list): return IteratorObject(.list(list), typeName: "list_iterator")
    case .tuple(let elements):
      return IteratorObject(.tuple(elements), typeName: "tuple_iterator")
    case .string(let text):
      var scalars = text.unicodeScalars.makeIterator()
      return IteratorObject(
        .step { (_) throws(Raised) in scalars.next().map { .string(String($0)) } },
        typeName: text.utf8.allSatisfy { $0 < 0x80 } ? "str_ascii_iterator" : "str_iterator")
    case .bytes(let bytes):
      var index = 0
      return IteratorObject(
        .step { (_) throws(Raised) in
          guard index < bytes.elements.count else { return nil }
          defer { index += 1 }
          return .int(Int(bytes.elements[index]))
        }, typeName: bytes.isMutable ? "bytearray_iterator" : "bytes_iterator")
    case .set(let set): return walk(set)
    case .dict(let dict): return walk(DictView(.keys, of: dict))
    case .view(let view): return walk(view)
    case .instance, .type: break
    default: throw typeError("'\(typeOf(value).name)' object is not iterable")
    }
    guard isIterable(value) else {
      throw typeError("'\(typeOf(value).name)' object is not iterable")
    }
    if let result = try special("__iter__", value) { return try iterator(from: result) }
    var index = 0
    return IteratorObject(
      .step { (interpreter) throws(Raised) in
        do throws(Raised) {
          defer { index += 1 }
          return try interpreter.subscripted(value, .int(index))
        } catch {
          guard error.exception.type.isSubtype(of: interpreter.builtinTypes.exception("IndexError"))
          else { throw error }
          return nil
        }
      }, typeName: "iterator")
  }

  /// What `__iter__` returned, as something `next` can be called on.
  private func iterator(from result: Object) throws(Raised) -> IteratorObject {
    if case .iterator(let iterator) = result { return iterator }
    guard case .instance(let instance) = result, let next = instance.type.lookup("__next__") else {
      throw typeError("iter() returned non-iterator of type '\(typeOf(result).name)'")
    }
    return IteratorObject(
      .step { (interpreter) throws(Raised) in
        do throws(Raised) {
          return try interpreter.callMethod(next, result, Arguments())
        } catch {
          let stop = interpreter.builtinTypes.exception("StopIteration")
          guard error.exception.type.isSubtype(of: stop) else { throw error }
          return nil
        }
      }, typeName: "iterator")
  }

  func walk(_ range: RangeObject) -> IteratorObject {
    if let small = range.small {
      return IteratorObject(.range(small), typeName: "range_iterator")
    }
    var (value, left, step) = (range.start, range.count, range.step)
    return IteratorObject(
      .step { (_) throws(Raised) in
        guard !left.isZero else { return nil }
        defer {
          value += step
          left -= 1
        }
        return Object(value)
      }, typeName: "longrange_iterator")
  }

  private func walk(_ view: DictView) -> IteratorObject {
    let (dict, kind, isOrdered) = (view.dict, view.kind, view.isOrdered)
    var position = 0
    let count = dict.count
    let names: [DictView.Kind: String] = [
      .keys: "dict_keyiterator", .values: "dict_valueiterator", .items: "dict_itemiterator",
    ]
    return IteratorObject(
      .step { (interpreter) throws(Raised) in
        guard dict.count == count else {
          throw interpreter.raise(
            "RuntimeError",
            isOrdered
              ? "OrderedDict mutated during iteration" : "dictionary changed size during iteration")
        }
        guard let (found, key, value) = dict.nextEntry(from: position) else { return nil }
        position = found + 1
        switch kind {
        case .keys: return key
        case .values: return value
        case .items: return .tuple([key, value])
        }
      }, typeName: isOrdered ? "odict_iterator" : names[kind] ?? "iterator")
  }

  private func walk(_ set: SetObject) -> IteratorObject {
    let elements = IteratorObject(.tuple(set.elements), typeName: "set_iterator")
    let count = set.count
    return IteratorObject(
      .step { (interpreter) throws(Raised) in
        guard set.count == count else {
          throw interpreter.raise("RuntimeError", "Set changed size during iteration")
        }
        return try elements.next(interpreter)
      }, typeName: "set_iterator")
  }

  /// All that iterating over a value yields.
  package func iterate(_ value: Object) throws(Raised) -> [Object] {
    switch value {
    case .list(let list): return list.elements
    case .tuple(let elements): return elements
    case .set(let set):
      try spend(set.count)
      return set.elements
    case .dict(let dict):
      try spend(dict.count)
      return dict.keys
    case .view(let view):
      try spend(view.dict.count)
      return view.elements
    case .range(let range): try checkSize(range.small?.count ?? Int(clamping: range.count))
    default: break
    }
    let iterator = try makeIterator(value)
    var result: [Object] = []
    while let element = try iterator.next(self) {
      try checkGrowth(result.count)
      result.append(element)
    }
    return result
  }

  func length(_ value: Object) throws(Raised) -> Int {
    switch value {
    case .string(let text): return text.isASCII ? text.utf8.count : codePoints(text).count
    case .bytes(let bytes): return bytes.elements.count
    case .tuple(let elements): return elements.count
    case .list(let list): return list.count
    case .dict(let dict): return dict.count
    case .set(let set): return set.count
    case .range(let range):
      guard let count = Int(exactly: range.count) else {
        throw raise("OverflowError", "Python int too large to convert to C ssize_t")
      }
      return count
    case .view(let view): return view.dict.count
    case .instance, .type:
      guard let result = try special("__len__", value) else { break }
      guard case .int(let count) = result else {
        throw typeError(
          "'\(typeOf(result).name)' object cannot be interpreted as an integer")
      }
      guard count >= 0 else { throw valueError("__len__() should return >= 0") }
      return count
    default: break
    }
    throw typeError("object of type '\(typeOf(value).errorName)' has no len()")
  }

  // MARK: Builtin values in disguise

  /// The builtin value behind an instance of a subclass of a builtin type.
  package func unwrapped(_ value: Object) -> Object {
    guard case .instance(let instance) = value, let payload = instance.payload else { return value }
    switch payload {
    case let list as ListObject: return .list(list)
    case let dict as DictObject: return .dict(dict)
    case let set as SetObject: return .set(set)
    case let box as TupleBox: return .tuple(box.elements)
    case let box as ScalarBox: return box.value
    default: return value
    }
  }

  /// The elements of a tuple, or of an instance of a subclass; nil for anything else.
  package func tupleElements(_ value: Object) -> [Object]? {
    if case .tuple(let elements) = unwrapped(value) { elements } else { nil }
  }

  func dictionary(_ value: Object) -> DictObject? {
    if case .dict(let dict) = unwrapped(value) { dict } else { nil }
  }
}

extension DictView {
  var elements: [Object] {
    switch kind {
    case .keys: dict.keys
    case .values: dict.values
    case .items: dict.items.map { .tuple([$0.key, $0.value]) }
    }
  }
}
