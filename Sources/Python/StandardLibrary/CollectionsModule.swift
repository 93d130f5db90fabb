extension Interpreter {
  func installCollections() {
    let ordered = TypeObject(
      name: "OrderedDict", bases: [builtinTypes.dict], module: "collections")
    ordered.isNamedWithModule = true
    ordered.attributes["move_to_end"] = .builtin(
      BuiltinFunction("move_to_end") { (interpreter, arguments) throws(Raised) in
        let reader = try ArgumentReader(
          "move_to_end", arguments, ["self", "key", "last"], required: 2, interpreter)
        guard let dict = interpreter.dictionary(reader[0]),
          let value = try dict.remove(reader[1], interpreter)
        else { throw interpreter.raise("KeyError", arguments: [reader[1]]) }
        let isLast = try interpreter.isTrue(reader.optional(2) ?? .bool(true))
        let rest = isLast ? [] : dict.items
        if !isLast { dict.removeAll() }
        try dict.set(reader[1], value, interpreter)
        for (key, value) in rest { try dict.set(key, value, interpreter) }
        return .none
      })
    ordered.attributes["popitem"] = .builtin(
      BuiltinFunction("popitem") { (interpreter, arguments) throws(Raised) in
        let reader = try ArgumentReader(
          "popitem", arguments, ["self", "last"], required: 1, interpreter)
        let dict = interpreter.dictionary(reader[0]) ?? DictObject()
        let isLast = try interpreter.isTrue(reader.optional(1) ?? .bool(true))
        if isLast, let (key, value) = dict.removeLast() { return .tuple([key, value]) }
        guard !isLast, let first = dict.nextEntry(from: 0) else {
          throw interpreter.raise("KeyError", "dictionary is empty")
        }
        try dict.remove(first.key, interpreter)
        return .tuple([first.key, first.value])
      })
    // The order counts between two of them, and not between one and another dictionary.
    method(ordered, "__eq__", 2...2) { (interpreter, values) throws(Raised) in
      guard let a = interpreter.dictionary(values[0]), let b = interpreter.dictionary(values[1])
      else { return .notImplemented }
      guard try interpreter.equal(.dict(a), .dict(b)) else { return .bool(false) }
      guard interpreter.isInstance(values[1], ordered) else { return .bool(true) }
      return .bool(
        try interpreter.equal(.list(ListObject(a.keys)), .list(ListObject(b.keys))))
    }
    method(ordered, "__repr__", 1...1) { (interpreter, values) throws(Raised) in
      let items = interpreter.dictionary(values[0])?.items ?? []
      let name = interpreter.typeOf(values[0]).name
      guard !items.isEmpty else { return .string("\(name)()") }
      return try interpreter.guardingRepr(values[0]) { () throws(Raised) in
        let pairs = try interpreter.repr(
          .list(ListObject(items.map { .tuple([$0.key, $0.value]) })))
        return "\(name)(\(pairs))"
      }
    }
    for (name, kind) in [("keys", DictView.Kind.keys), ("values", .values), ("items", .items)] {
      method(ordered, name, 1...1) { (interpreter, values) throws(Raised) in
        let dict = interpreter.dictionary(values[0]) ?? DictObject()
        return .view(DictView(kind, of: dict, isOrdered: true))
      }
    }
    for (name, isReversed) in [("__iter__", false), ("__reversed__", true)] {
      method(ordered, name, 1...1) { (interpreter, values) throws(Raised) in
        let dict = interpreter.dictionary(values[0]) ?? DictObject()
        let view = Object.view(DictView(.keys, of: dict, isOrdered: true))
        return .iterator(
          try isReversed ? interpreter.reversedIterator(view) : interpreter.makeIterator(view))
      }
    }
    addCopies(ordered) { (interpreter, original, contents) throws(Raised) in
      try interpreter.call(.type(interpreter.typeOf(original)), Arguments([contents]))
    }
    module(
      "collections",
      [
        (
          "namedtuple",
          { (interpreter, arguments) throws(Raised) in
            let reader = try ArgumentReader(
              "namedtuple", arguments, ["typename", "field_names", "rename", "defaults", "module"],
              required: 2, interpreter)
            return try interpreter.namedTuple(
              reader[0].text, reader[1],
              defaults: reader[3].isNone ? [] : try interpreter.iterate(reader[3]),
              renaming: try interpreter.isTrue(reader[2]))
          }
        )
      ],
      values: [
        "OrderedDict": .type(ordered), "defaultdict": .type(makeDefaultDict()),
        "deque": .type(makeDeque()),
      ])
    module(
      "_collections",
      [
        (
          "_count_elements",
          { (interpreter, arguments) throws(Raised) in try interpreter.countElements(arguments) }
        )
      ])
  }

  private func method(
    _ type: TypeObject, _ name: String, _ count: ClosedRange<Int>,
    _ body: @escaping (Interpreter, [Object]) throws(Raised) -> Object
  ) {
    type.attributes[name] = .builtin(
      BuiltinFunction(name) { (interpreter, arguments) throws(Raised) in
        try body(interpreter, try interpreter.positional(name, arguments, count))
      })
  }

  /// `copy` and `|` of a subclass of `dict`, whose results are of the same class.
  private func addCopies(
    _ type: TypeObject,
    _ make: @escaping (Interpreter, _ original: Object, _ contents: Object) throws(Raised) -> Object
  ) {
    for name in ["copy", "__copy__"] {
      method(type, name, 1...1) { (interpreter, values) throws(Raised) in
        try make(interpreter, values[0], values[0])
      }
    }
    for (name, isReflected) in [("__or__", false), ("__ror__", true)] {
      method(type, name, 2...2) { (interpreter, values) throws(Raised) in
        guard interpreter.dictionary(values[1]) != nil else { return .notImplemented }
        let (first, second) = isReflected ? (values[1], values[0]) : (values[0], values[1])
        let made = try make(interpreter, values[0], first)
        _ = try interpreter.call(
          try interpreter.attribute("update", of: made), Arguments([second]))
        return made
      }
    }
    method(type, "__ior__", 2...2) { (interpreter, values) throws(Raised) in
      _ = try interpreter.call(
        try interpreter.attribute("update", of: values[0]), Arguments([values[1]]))
      return values[0]
    }
  }

  private func makeDefaultDict() -> TypeObject {
    let type = TypeObject(name: "defaultdict", bases: [builtinTypes.dict], module: "collections")
    type.isNamedWithModule = true
    let base = builtinTypes.dict
    type.attributes["__init__"] = .builtin(
      BuiltinFunction("__init__") { (interpreter, arguments) throws(Raised) in
        var rest = arguments
        let receiver = rest.positional.removeFirst()
        let factory = rest.positional.isEmpty ? Object.none : rest.positional.removeFirst()
        guard factory.isNone || interpreter.isCallable(factory) else {
          throw interpreter.typeError("first argument must be callable or None")
        }
        if case .instance(let instance) = receiver {
          instance.attributes.set("default_factory", factory)
        }
        if let initializer = base.lookup("__init__") {
          _ = try interpreter.callMethod(initializer, receiver, rest)
        }
        return .none
      })
    method(type, "__missing__", 2...2) { (interpreter, values) throws(Raised) in
      let factory = try interpreter.attribute("default_factory", of: values[0])
      guard !factory.isNone else { throw interpreter.raise("KeyError", arguments: [values[1]]) }
      let value = try interpreter.call(factory, Arguments())
      try interpreter.setSubscript(values[0], values[1], value)
      return value
    }
    method(type, "__repr__", 1...1) { (interpreter, values) throws(Raised) in
      let factory = try interpreter.repr(
        try interpreter.attribute("default_factory", of: values[0]))
      let contents = try interpreter.repr(interpreter.unwrapped(values[0]))
      return .string("\(interpreter.typeOf(values[0]).name)(\(factory), \(contents))")
    }
    addCopies(type) { (interpreter, original, contents) throws(Raised) in
      let factory = try interpreter.attribute("default_factory", of: original)
      return try interpreter.call(
        .type(interpreter.typeOf(original)), Arguments([factory, contents]))
    }
    return type
  }

  /// Counts hashable elements in a mapping, which may be a subclass with methods of its own.
  private func countElements(_ arguments: Arguments) throws(Raised) -> Object {
    let values = try positional("_count_elements", arguments, 2...2)
    guard let dict = dictionary(values[0]) else { return .none }
    let iterator = try makeIterator(values[1])
    while let element = try iterator.next(self) {
      try step()
      let count = try dict.get(element, self) ?? .int(0)
      try dict.set(element, try binary(.add, count, .int(1)), self)
    }
    return .none
  }

  private func dequeElements(_ value: Object) -> ListObject {
    (value.asInstance?.payload as? DequeBox)?.elements ?? ListObject()
  }

  /// A deque holds a list that can also grow on the left, and drops what exceeds its bound.
  private func makeDeque() -> TypeObject {
    let type = TypeObject(name: "deque", bases: [builtinTypes.object], module: "collections")
    type.isNamedWithModule = true
    type.slotNames = []
    defineParameters(type)
    type.attributes["__hash__"] = Object.none
    type.attributes["__new__"] = .builtin(
      BuiltinFunction("__new__") { (interpreter, arguments) throws(Raised) in
        guard case .type(let requested)? = arguments.positional.first else { return .none }
        return .instance(Instance(type: requested, payload: DequeBox()))
      })
    func list(_ value: Object) -> ListObject { dequeElements(value) }
    func bound(_ value: Object) -> Int? {
      guard case .int(let bound)? = value.asInstance?.attributes.get("maxlen") else { return nil }
      return max(0, bound)
    }
    func add(_ element: Object, to value: Object, onLeft: Bool = false) {
      let list = list(value)
      if onLeft {
        list.prepend(element)
      } else {
        list.append(element)
      }
      guard let bound = bound(value), list.count > bound else { return }
      _ = onLeft ? list.removeLast() : list.removeFirst()
    }
    func addAll(
      _ values: Object, to value: Object, onLeft: Bool = false, _ interpreter: Interpreter
    ) throws(Raised) {
      // One that adds itself sees what it was.
      let isItself = list(values) === list(value)
      let source = isItself ? .list(ListObject(list(value).elements)) : values
      let iterator = try interpreter.makeIterator(source)
      while let element = try iterator.next(interpreter) {
        try interpreter.checkGrowth(list(value).count)
        add(element, to: value, onLeft: onLeft)
      }
    }
    type.attributes["__init__"] = .builtin(
      BuiltinFunction("__init__") { (interpreter, arguments) throws(Raised) in
        let reader = try ArgumentReader(
          "deque", arguments, ["self", "iterable", "maxlen"], required: 1, interpreter)
        var bound = Object.none
        if !reader[2].isNone {
          guard let n = try interpreter.indexIfPresent(reader[2]) else {
            throw interpreter.typeError("an integer is required")
          }
          bound = .int(try interpreter.integer(Object(n)))
          guard !n.isNegative else {
            throw interpreter.valueError("maxlen must be non-negative")
          }
        }
        reader[0].asInstance?.attributes.set("maxlen", bound)
        list(reader[0]).elements = []
        if let values = reader.optional(1) { try addAll(values, to: reader[0], interpreter) }
        return .none
      })
    method(type, "append", 2...2) { (interpreter, values) throws(Raised) in
      try interpreter.checkGrowth(list(values[0]).count)
      add(values[1], to: values[0])
      return .none
    }
    method(type, "appendleft", 2...2) { (interpreter, values) throws(Raised) in
      try interpreter.checkGrowth(list(values[0]).count)
      add(values[1], to: values[0], onLeft: true)
      return .none
    }
    for (name, isLeft) in [("pop", false), ("popleft", true)] {
      method(type, name, 1...1) { (interpreter, values) throws(Raised) in
        guard !list(values[0]).isEmpty else {
          throw interpreter.raise("IndexError", "pop from an empty deque")
        }
        return isLeft ? list(values[0]).removeFirst() : list(values[0]).removeLast()
      }
    }
    for (name, isLeft) in [("extend", false), ("extendleft", true)] {
      method(type, name, 2...2) { (interpreter, values) throws(Raised) in
        try addAll(values[1], to: values[0], onLeft: isLeft, interpreter)
        return .none
      }
    }
    addDequeSequence(type)
    method(type, "rotate", 1...2) { (interpreter, values) throws(Raised) in
      let elements = list(values[0]).elements
      guard !elements.isEmpty else { return .none }
      let steps = values.count > 1 ? try interpreter.integer(values[1]) : 1
      let shift = ((steps % elements.count) + elements.count) % elements.count
      try interpreter.spend(elements.count)
      list(values[0]).elements = Array(elements.suffix(shift) + elements.dropLast(shift))
      return .none
    }
    method(type, "__repr__", 1...1) { (interpreter, values) throws(Raised) in
      let body = try interpreter.repr(.list(list(values[0])))
      let name = interpreter.typeOf(values[0]).name
      guard case .int(let bound)? = values[0].asInstance?.attributes.get("maxlen") else {
        return .string("\(name)(\(body))")
      }
      return .string("\(name)(\(body), maxlen=\(bound))")
    }
    return type
  }

  /// What a deque shares with a list, except for slices and some words.
  private func addDequeSequence(_ type: TypeObject) {
    func list(_ value: Object) -> ListObject { dequeElements(value) }
    func place(
      _ interpreter: Interpreter, _ values: [Object]
    ) throws(Raised) -> Object {
      guard let index = try interpreter.indexIfPresent(values[1]) else {
        throw interpreter.typeError(
          "sequence index must be integer, not '\(interpreter.typeOf(values[1]).errorName)'")
      }
      let count = Integer(list(values[0]).count)
      guard index < count, index >= -count else {
        throw interpreter.raise("IndexError", "deque index out of range")
      }
      return Object(index)
    }
    func same(
      _ interpreter: Interpreter, _ original: Object, _ elements: [Object]
    ) throws(Raised) -> Object {
      try interpreter.call(
        .type(interpreter.typeOf(original)),
        Arguments([.list(ListObject(elements)), try interpreter.attribute("maxlen", of: original)]))
    }
    for name in ["__len__", "__contains__", "clear", "count", "reverse"] {
      method(type, name, 1...2) { (interpreter, values) throws(Raised) in
        try interpreter.call(
          try interpreter.attribute(name, of: .list(list(values[0]))),
          Arguments(Array(values.dropFirst())))
      }
    }
    for comparison in [
      ComparisonOperator.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
    ] {
      method(type, comparison.methodName, 2...2) { (interpreter, values) throws(Raised) in
        guard interpreter.isInstance(values[1], type) else { return .notImplemented }
        return try interpreter.compare(
          comparison, .list(list(values[0])), .list(list(values[1])))
      }
    }
    method(type, "__iter__", 1...1) { (_, values) throws(Raised) in
      let elements = list(values[0])
      let count = elements.count
      var index = 0
      return .iterator(
        IteratorObject(
          .step { (interpreter) throws(Raised) in
            guard elements.count == count else {
              throw interpreter.raise("RuntimeError", "deque mutated during iteration")
            }
            guard index < count else { return nil }
            defer { index += 1 }
            return elements[index]
          }, typeName: "_collections._deque_iterator"))
    }
    method(type, "__deepcopy__", 2...2) { (interpreter, values) throws(Raised) in
      let copy = try interpreter.call(.type(interpreter.typeOf(values[0])), Arguments())
      copy.asInstance?.attributes.set(
        "maxlen", try interpreter.attribute("maxlen", of: values[0]))
      guard let module = interpreter.modules["copy"],
        let deepcopy = try module.attribute("deepcopy")
      else { return copy }
      for element in list(values[0]).elements {
        list(copy).append(try interpreter.call(deepcopy, Arguments([element, values[1]])))
      }
      return copy
    }
    method(type, "__getitem__", 2...2) { (interpreter, values) throws(Raised) in
      try interpreter.subscripted(.list(list(values[0])), try place(interpreter, values))
    }
    method(type, "__setitem__", 3...3) { (interpreter, values) throws(Raised) in
      try interpreter.setSubscript(
        .list(list(values[0])), try place(interpreter, values), values[2])
      return .none
    }
    method(type, "__delitem__", 2...2) { (interpreter, values) throws(Raised) in
      try interpreter.deleteSubscript(.list(list(values[0])), try place(interpreter, values))
      return .none
    }
    for name in ["copy", "__copy__"] {
      method(type, name, 1...1) { (interpreter, values) throws(Raised) in
        try same(interpreter, values[0], list(values[0]).elements)
      }
    }
    method(type, "__add__", 2...2) { (interpreter, values) throws(Raised) in
      guard interpreter.isInstance(values[1], type) else {
        throw interpreter.typeError(
          "can only concatenate deque (not \"\(interpreter.typeOf(values[1]).errorName)\") to deque"
        )
      }
      return try same(interpreter, values[0], list(values[0]).elements + list(values[1]).elements)
    }
    for name in ["__mul__", "__rmul__"] {
      method(type, name, 2...2) { (interpreter, values) throws(Raised) in
        guard try interpreter.indexIfPresent(values[1]) != nil else {
          throw interpreter.typeError(
            "can't multiply sequence by non-int of type '\(interpreter.typeOf(values[1]).errorName)'"
          )
        }
        let repeated = try interpreter.binary(.multiply, .list(list(values[0])), values[1])
        return try same(interpreter, values[0], try interpreter.iterate(repeated))
      }
    }
    method(type, "__iadd__", 2...2) { (interpreter, values) throws(Raised) in
      _ = try interpreter.call(
        try interpreter.attribute("extend", of: values[0]), Arguments([values[1]]))
      return values[0]
    }
    for (name, reads) in [("index", true), ("remove", false)] {
      method(type, name, reads ? 2...4 : 2...2) { (interpreter, values) throws(Raised) in
        let list = Object.list(list(values[0]))
        do throws(Raised) {
          return try interpreter.call(
            try interpreter.attribute(name, of: list), Arguments(Array(values.dropFirst())))
        } catch {
          guard error.exception.type === interpreter.builtinTypes.exception("ValueError") else {
            throw error
          }
          throw interpreter.valueError("\(try interpreter.repr(values[1])) is not in deque")
        }
      }
    }
    method(type, "insert", 3...3) { (interpreter, values) throws(Raised) in
      if case .int(let bound)? = values[0].asInstance?.attributes.get("maxlen"),
        list(values[0]).count >= bound
      {
        throw interpreter.raise("IndexError", "deque already at its maximum size")
      }
      return try interpreter.call(
        try interpreter.attribute("insert", of: .list(list(values[0]))),
        Arguments(Array(values.dropFirst())))
    }
    method(type, "__reversed__", 1...1) { (interpreter, values) throws(Raised) in
      .iterator(
        IteratorObject(
          .tuple(list(values[0]).elements.reversed()),
          typeName: "_collections._deque_reverse_iterator"))
    }
  }
}

extension Object {
  var asInstance: Instance? {
    if case .instance(let instance) = self { instance } else { nil }
  }
}
