extension Interpreter {
  func installSetTypes() {
    let algebra: [BinaryOperator] = [.and, .or, .xor, .subtract]
    for type in [builtinTypes.set, builtinTypes.frozenset] {
      let isFrozen = type === builtinTypes.frozenset
      defineSpecialMethods(type, operators: algebra, reflected: algebra)
      defineContainerMethods(type, isMutable: false, isHashable: isFrozen)
      defineConstructor(type) { (interpreter, arguments) throws(Raised) in
        let values = try interpreter.positional(type.name, arguments, 0...1)
        let set = SetObject(isFrozen: isFrozen)
        if let source = values.first { try interpreter.update(set, with: source) }
        return .set(set)
      }
      installAlgebra(type)
      installSetComparisons(type)
      type.attributes["__repr__"] = .builtin(
        BuiltinFunction("__repr__") { (interpreter, arguments) throws(Raised) in
          let value = arguments.positional.first ?? .none
          guard case .set(let set) = interpreter.unwrapped(value) else { return .none }
          return try interpreter.guardingRepr(value) { () throws(Raised) in
            try interpreter.repr(set, interpreter.typeOf(value))
          }
        })
    }
    defineSet("__init__", takes: 0...1) { (interpreter, set, rest) throws(Raised) in
      set.removeAll()
      if let source = rest.first { try interpreter.update(set, with: source) }
      return .none
    }
    define(
      builtinTypes.set, ofOne: "add",
      { (interpreter, value, element) throws(Raised) in
        guard case .set(let set) = value else { return .none }
        try set.insert(element, interpreter)
        return .none
      })
    defineSet("discard", takes: 1...1) { (interpreter, set, rest) throws(Raised) in
      _ = try set.remove(rest[0], interpreter)
      return .none
    }
    defineSet("remove", takes: 1...1) { (interpreter, set, rest) throws(Raised) in
      guard try set.remove(rest[0], interpreter) else {
        throw interpreter.raise("KeyError", arguments: [rest[0]])
      }
      return .none
    }
    defineSet("pop", takes: 0...0) { (interpreter, set, _) throws(Raised) in
      guard let element = set.removeFirst() else {
        throw interpreter.raise("KeyError", "pop from an empty set")
      }
      return element
    }
    defineSet("clear", takes: 0...0) { (_, set, _) throws(Raised) in
      set.removeAll()
      return .none
    }
  }

  private func defineSet(
    _ name: String, takes count: ClosedRange<Int>, type: TypeObject? = nil,
    _ body: @escaping (Interpreter, SetObject, [Object]) throws(Raised) -> Object
  ) {
    let type = type ?? builtinTypes.set
    define(type, name, takes: count) { (interpreter, value, rest) throws(Raised) in
      guard case .set(let set) = value else {
        throw interpreter.typeError("descriptor '\(name)' requires a '\(type.name)' object")
      }
      return try body(interpreter, set, rest)
    }
  }

  private func installAlgebra(_ type: TypeObject) {
    defineSet("copy", takes: 0...0, type: type) { (_, set, _) throws(Raised) in
      .set(SetObject(copying: set, isFrozen: set.isFrozen))
    }
    for (name, operation) in [
      ("union", BinaryOperator.or), ("intersection", .and), ("difference", .subtract),
      ("symmetric_difference", .xor),
    ] {
      let count = operation == .xor ? 1...1 : 0...Int.max
      defineSet(name, takes: count, type: type) { (interpreter, set, rest) throws(Raised) in
        guard let first = rest.first else {
          return .set(SetObject(copying: set, isFrozen: set.isFrozen))
        }
        guard var result = try interpreter.algebra(operation, set, first) else { return .none }
        for other in rest.dropFirst() {
          if operation == .and {
            result = try interpreter.intersection(result, with: other)
          } else {
            _ = try interpreter.update(result, operation, other)
          }
        }
        return .set(result)
      }
    }
    guard type === builtinTypes.set else { return }
    for (name, operation) in [
      ("update", BinaryOperator.or), ("intersection_update", .and),
      ("difference_update", .subtract), ("symmetric_difference_update", .xor),
    ] {
      defineSet(name, takes: operation == .xor ? 1...1 : 0...Int.max) {
        (interpreter, set, rest) throws(Raised) in
        if operation == .and, let first = rest.first {
          var common = try interpreter.intersection(set, with: first)
          for other in rest.dropFirst() {
            common = try interpreter.intersection(common, with: other)
          }
          set.replace(with: common)
        } else {
          for other in rest { _ = try interpreter.update(set, operation, other) }
        }
        return .none
      }
    }
  }

  private func installSetComparisons(_ type: TypeObject) {
    for (name, comparison) in [
      ("issubset", ComparisonOperator.lessOrEqual), ("issuperset", .greaterOrEqual),
    ] {
      defineSet(name, takes: 1...1, type: type) { (interpreter, set, rest) throws(Raised) in
        let other = try interpreter.makeSet(try interpreter.iterate(rest[0]))
        return try interpreter.compare(comparison, .set(set), .set(other))
      }
    }
    defineSet("isdisjoint", takes: 1...1, type: type) { (interpreter, set, rest) throws(Raised) in
      for element in try interpreter.iterate(rest[0]) where try set.contains(element, interpreter) {
        return .bool(false)
      }
      return .bool(true)
    }
  }
}
