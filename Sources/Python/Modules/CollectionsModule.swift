import BigInt

extension Interpreter {
  func installCollections() {
    let ordered = TypeObject(
      name: "OrderedDict", bases: [builtinTypes.dict], module: "collections")
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
        guard !isLast, let first = dict.nextEntry(from: 0)?.entry else {
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
    ordered.attributes["__repr__"] = .builtin(
      BuiltinFunction("__repr__") { (interpreter, arguments) throws(Raised) in
        let items = interpreter.dictionary(arguments.positional[0])?.items ?? []
        let pairs = try interpreter.repr(
          .list(ListObject(items.map { .tuple([$0.key, $0.value]) })))
        return .string(items.isEmpty ? "OrderedDict()" : "OrderedDict(\(pairs))")
      })
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
              defaults: reader[3].isNone ? [] : try interpreter.iterate(reader[3]))
          }
        )
      ],
      values: [
        "OrderedDict": .type(ordered), "defaultdict": .type(makeDefaultDict()),
        "Counter": .type(makeCounter()), "deque": .type(makeDeque()),
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

  private func makeDefaultDict() -> TypeObject {
    let type = TypeObject(name: "defaultdict", bases: [builtinTypes.dict], module: "collections")
    let base = builtinTypes.dict
    type.attributes["__init__"] = .builtin(
      BuiltinFunction("__init__") { (interpreter, arguments) throws(Raised) in
        var rest = arguments
        let receiver = rest.positional.removeFirst()
        let factory = rest.positional.isEmpty ? Object.none : rest.positional.removeFirst()
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
      return .string(
        "defaultdict(\(factory), \(try interpreter.repr(interpreter.unwrapped(values[0]))))")
    }
    return type
  }

  private func makeCounter() -> TypeObject {
    let type = TypeObject(name: "Counter", bases: [builtinTypes.dict], module: "collections")
    for (name, sign) in [("__init__", 1), ("update", 1), ("subtract", -1)] {
      type.attributes[name] = .builtin(
        BuiltinFunction(name) { (interpreter, arguments) throws(Raised) in
          guard let first = arguments.positional.first, let dict = interpreter.dictionary(first)
          else {
            return .none
          }
          func add(_ key: Object, _ amount: Object) throws(Raised) {
            let old = try dict.get(key, interpreter) ?? .int(0)
            try dict.set(
              key, try interpreter.binary(sign > 0 ? .add : .subtract, old, amount), interpreter)
          }
          if arguments.positional.count > 1 {
            if let source = interpreter.dictionary(arguments.positional[1]) {
              for (key, value) in source.items { try add(key, value) }
            } else {
              for key in try interpreter.iterate(arguments.positional[1]) { try add(key, .int(1)) }
            }
          }
          for (name, value) in arguments.keywords { try add(.string(name), value) }
          return .none
        })
    }
    method(type, "__missing__", 2...2) { (_, _) throws(Raised) in .int(0) }
    method(type, "total", 1...1) { (interpreter, values) throws(Raised) in
      var total = Object.int(0)
      for count in interpreter.dictionary(values[0])?.values ?? [] {
        total = try interpreter.binary(.add, total, count)
      }
      return total
    }
    method(type, "elements", 1...1) { (interpreter, values) throws(Raised) in
      var all: [Object] = []
      for (key, count) in interpreter.dictionary(values[0])?.items ?? [] {
        let times = max(0, try interpreter.integer(count))
        try interpreter.checkSize(all.count &+ times)
        all += Array(repeating: key, count: times)
      }
      return .iterator(IteratorObject(.tuple(all, index: 0), typeName: "chain"))
    }
    method(type, "most_common", 1...2) { (interpreter, values) throws(Raised) in
      let sorted = try interpreter.commonest(values[0])
      let limit = values.count > 1 && !values[1].isNone ? try interpreter.integer(values[1]) : .max
      return .list(ListObject(Array(sorted.prefix(max(0, limit)))))
    }
    method(type, "__repr__", 1...1) { (interpreter, values) throws(Raised) in
      let sorted = try interpreter.commonest(values[0])
      var parts: [String] = []
      for case .tuple(let pair) in sorted {
        parts.append("\(try interpreter.repr(pair[0])): \(try interpreter.repr(pair[1]))")
      }
      return .string(parts.isEmpty ? "Counter()" : "Counter({\(parts.joined(separator: ", "))})")
    }
    installCounterAlgebra(type)
    return type
  }

  /// Counters as multisets: what is not positive is dropped.
  private func installCounterAlgebra(_ type: TypeObject) {
    typealias Rule = (Interpreter, Object, Object) throws(Raised) -> Object
    let rules: [(String, Rule)] = [
      ("__add__", { (interpreter, x, y) throws(Raised) in try interpreter.binary(.add, x, y) }),
      (
        "__sub__", { (interpreter, x, y) throws(Raised) in try interpreter.binary(.subtract, x, y) }
      ),
      ("__and__", { (interpreter, x, y) throws(Raised) in try interpreter.isLess(y, x) ? y : x }),
      ("__or__", { (interpreter, x, y) throws(Raised) in try interpreter.isLess(x, y) ? y : x }),
    ]
    for (name, rule) in rules {
      method(type, name, 2...2) { (interpreter, values) throws(Raised) in
        guard interpreter.isInstance(values[1], type), let a = interpreter.dictionary(values[0]),
          let b = interpreter.dictionary(values[1])
        else { return .notImplemented }
        return try interpreter.combined(a, b, type, rule)
      }
    }
    for (name, operation) in [("__pos__", BinaryOperator.add), ("__neg__", .subtract)] {
      method(type, name, 1...1) { (interpreter, values) throws(Raised) in
        try interpreter.combined(
          DictObject(), interpreter.dictionary(values[0]) ?? DictObject(), type
        ) { (interpreter, x, y) throws(Raised) in try interpreter.binary(operation, x, y) }
      }
    }
    for comparison in [
      ComparisonOperator.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
    ] {
      method(type, comparison.methodName, 2...2) { (interpreter, values) throws(Raised) in
        guard interpreter.isInstance(values[1], type), let a = interpreter.dictionary(values[0]),
          let b = interpreter.dictionary(values[1])
        else { return .notImplemented }
        return .bool(try interpreter.compareCounts(comparison, a, b))
      }
    }
  }

  private func combined(
    _ a: DictObject, _ b: DictObject, _ type: TypeObject,
    _ rule: (Interpreter, Object, Object) throws(Raised) -> Object
  ) throws(Raised) -> Object {
    let result = DictObject()
    for key in a.keys + b.keys where try result.get(key, self) == nil {
      let count = try rule(
        self, try a.get(key, self) ?? .int(0), try b.get(key, self) ?? .int(0))
      if try isLess(.int(0), count) { try result.set(key, count, self) }
    }
    return .instance(Instance(type: type, payload: result))
  }

  /// Compares every count, those that are missing as zero.
  private func compareCounts(
    _ comparison: ComparisonOperator, _ a: DictObject, _ b: DictObject
  ) throws(Raised) -> Bool {
    let isEvery: (ComparisonOperator) throws(Raised) -> Bool = { (comparison) throws(Raised) in
      for key in a.keys + b.keys {
        let (x, y) = (try a.get(key, self) ?? .int(0), try b.get(key, self) ?? .int(0))
        if try !self.isTrue(try self.compare(comparison, x, y)) { return false }
      }
      return true
    }
    switch comparison {
    case .notEqual: return try !isEvery(.equal)
    case .less: return try isEvery(.lessOrEqual) ? try !isEvery(.equal) : false
    case .greater: return try isEvery(.greaterOrEqual) ? try !isEvery(.equal) : false
    default: return try isEvery(comparison)
    }
  }

  private func commonest(_ counter: Object) throws(Raised) -> [Object] {
    let items: [Object] = (dictionary(counter)?.items ?? []).map { .tuple([$0.key, $0.value]) }
    let key = Object.builtin(
      BuiltinFunction("count") { (interpreter, arguments) throws(Raised) in
        try interpreter.subscripted(arguments.positional[0], .int(1))
      })
    return try sorted(items, Arguments([], keywords: [("key", key), ("reverse", .bool(true))]))
  }

  /// A deque is a list that can also grow on the left, and drops what exceeds its bound.
  private func makeDeque() -> TypeObject {
    let type = TypeObject(name: "deque", bases: [builtinTypes.list], module: "collections")
    func list(_ value: Object) -> ListObject {
      value.asInstance?.payload as? ListObject ?? ListObject()
    }
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
          guard n.sign == .plus else {
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
      guard case .int(let bound)? = values[0].asInstance?.attributes.get("maxlen") else {
        return .string("deque(\(body))")
      }
      return .string("deque(\(body), maxlen=\(bound))")
    }
    return type
  }
}

extension Object {
  var asInstance: Instance? {
    if case .instance(let instance) = self { instance } else { nil }
  }
}
