extension Interpreter {
  func installCopy() {
    module(
      "copy",
      [
        (
          "copy",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.shallowCopy(try interpreter.positional("copy", arguments, 1...1)[0])
          }
        ),
        (
          "deepcopy",
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("deepcopy", arguments, 1...2)
            var memo = CopyMemo(values.count > 1 ? interpreter.dictionary(values[1]) : nil)
            return try interpreter.deepCopy(values[0], &memo)
          }
        ),
      ])
  }

  private func shallowCopy(_ value: Object) throws(Raised) -> Object {
    switch value {
    case .list(let list): return .list(ListObject(list.elements))
    case .bytes(let bytes) where bytes.isMutable:
      return .bytes(BytesObject(bytes.elements, isMutable: true))
    case .dict(let dict): return .dict(DictObject(copying: dict))
    case .set(let set): return .set(SetObject(copying: set, isFrozen: set.isFrozen))
    case .instance(let instance):
      if let result = try special("__copy__", value) { return result }
      let copy = Instance(type: instance.type, payload: instance.payload)
      if case .instance = unwrapped(value) {
      } else {
        copy.payload = try payloadCopy(unwrapped(value))
      }
      copy.attributes = DictObject(copying: instance.attributes)
      return .instance(copy)
    default: return value
    }
  }

  private func payloadCopy(_ value: Object) throws(Raised) -> AnyObject? {
    switch try shallowCopy(value) {
    case .list(let list): list
    case .dict(let dict): dict
    case .set(let set): set
    case .tuple(let elements): TupleBox(elements)
    case let other: ScalarBox(other)
    }
  }

  /// What has been copied so far, so that shared and cyclic structure stays so.
  struct CopyMemo {
    var copies: [ObjectIdentifier: Object] = [:]
    /// The tuples, by where they are; the memo holds them, so that nothing else comes to be there.
    var tuples: [UnsafePointer<Object>: (original: [Object], copy: [Object])] = [:]
    /// What `__deepcopy__` is given.
    let dict: DictObject

    init(_ dict: DictObject?) {
      self.dict = dict ?? DictObject()
    }
  }

  private func deepCopy(_ value: Object, _ memo: inout CopyMemo) throws(Raised) -> Object {
    if let identity = value.heapIdentity, let copy = memo.copies[identity] { return copy }
    try descend()
    defer { depth -= 1 }
    try step()
    switch value {
    case .tuple(let elements):
      guard let storage = elements.storage else { return value }
      if let copy = memo.tuples[storage]?.copy { return .tuple(copy) }
      var copies: [Object] = []
      for element in elements { copies.append(try deepCopy(element, &memo)) }
      memo.tuples[storage] = (elements, copies)
      return .tuple(copies)
    case .list(let list):
      let copy = ListObject()
      memo.copies[ObjectIdentifier(list)] = .list(copy)
      for element in list.elements { copy.elements.append(try deepCopy(element, &memo)) }
      return .list(copy)
    case .dict(let dict):
      let copy = DictObject()
      memo.copies[ObjectIdentifier(dict)] = .dict(copy)
      for (key, element) in dict.items {
        try copy.set(try deepCopy(key, &memo), try deepCopy(element, &memo), self)
      }
      return .dict(copy)
    case .set(let set):
      let copy = SetObject(isFrozen: set.isFrozen)
      for element in set.elements { try copy.insert(try deepCopy(element, &memo), self) }
      memo.copies[ObjectIdentifier(set)] = .set(copy)
      return .set(copy)
    case .instance(let instance):
      return try deepCopy(instance, &memo)
    default: return value
    }
  }

  private func deepCopy(
    _ instance: Instance, _ memo: inout CopyMemo
  ) throws(Raised) -> Object {
    let value = Object.instance(instance)
    if instance.type.lookup("__deepcopy__") != nil,
      let result = try special("__deepcopy__", value, [.dict(memo.dict)])
    {
      memo.copies[ObjectIdentifier(instance)] = result
      return result
    }
    let copy = Instance(type: instance.type, payload: instance.payload)
    memo.copies[ObjectIdentifier(instance)] = .instance(copy)
    let plain = unwrapped(value)
    if case .instance = plain {} else { copy.payload = try payloadCopy(try deepCopy(plain, &memo)) }
    for (key, element) in instance.attributes.items {
      try copy.attributes.set(key, try deepCopy(element, &memo), self)
    }
    return .instance(copy)
  }
}
