extension Interpreter {
  func installListType() {
    let type = builtinTypes.list
    defineSpecialMethods(type, operators: [.add, .multiply], reflected: [.multiply])
    defineContainerMethods(type, isMutable: true, isHashable: false)
    defineConstructor(type) { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("list", arguments, 0...1)
      guard let value = values.first else { return .list(ListObject()) }
      return .list(ListObject(try interpreter.iterate(value)))
    }
    defineList("__init__", takes: 0...1) { (interpreter, list, rest) throws(Raised) in
      list.elements = rest.isEmpty ? [] : try interpreter.iterate(rest[0])
      return .none
    }
    defineList("append", takes: 1...1) { (interpreter, list, rest) throws(Raised) in
      if list.elements.count & 4095 == 0 { try interpreter.checkSize(list.elements.count + 1) }
      list.elements.append(rest[0])
      return .none
    }
    defineList("extend", takes: 1...1) { (interpreter, list, rest) throws(Raised) in
      let added = try interpreter.iterate(rest[0])
      try interpreter.checkSize(list.elements.count + added.count)
      list.elements += added
      return .none
    }
    defineList("__iadd__", takes: 1...1) { (interpreter, list, rest) throws(Raised) in
      list.elements += try interpreter.iterate(rest[0])
      return .list(list)
    }
    defineList("insert", takes: 2...2) { (interpreter, list, rest) throws(Raised) in
      let index = try interpreter.integer(rest[0])
      let count = list.elements.count
      list.elements.insert(rest[1], at: max(0, min(count, index < 0 ? index + count : index)))
      return .none
    }
    defineList("pop", takes: 0...1) { (interpreter, list, rest) throws(Raised) in
      guard !list.elements.isEmpty else {
        throw interpreter.raise("IndexError", "pop from empty list")
      }
      guard let argument = rest.first else { return list.elements.removeLast() }
      let index = try interpreter.integer(argument)
      let position = index < 0 ? index + list.elements.count : index
      guard list.elements.indices.contains(position) else {
        throw interpreter.raise("IndexError", "pop index out of range")
      }
      return list.elements.remove(at: position)
    }
    defineList("remove", takes: 1...1) { (interpreter, list, rest) throws(Raised) in
      for (index, element) in list.elements.enumerated()
      where try interpreter.isSame(element, rest[0]) {
        if index < list.elements.count { list.elements.remove(at: index) }
        return .none
      }
      throw interpreter.valueError("list.remove(x): x not in list")
    }
    defineList("clear", takes: 0...0) { (_, list, _) throws(Raised) in
      list.elements = []
      return .none
    }
    defineList("copy", takes: 0...0) { (_, list, _) throws(Raised) in
      .list(ListObject(list.elements))
    }
    defineList("reverse", takes: 0...0) { (_, list, _) throws(Raised) in
      list.elements.reverse()
      return .none
    }
    define(type, "sort") { (interpreter, arguments) throws(Raised) in
      guard case .list(let list)? = arguments.positional.first else { return .none }
      guard arguments.positional.count == 1 else {
        throw interpreter.typeError("sort() takes no positional arguments")
      }
      list.elements = try interpreter.sorted(
        list.elements, Arguments([], keywords: arguments.keywords))
      return .none
    }
    defineSearch(type)
  }

  private func defineList(
    _ name: String, takes count: ClosedRange<Int>,
    _ body: @escaping (Interpreter, ListObject, [Object]) throws(Raised) -> Object
  ) {
    define(builtinTypes.list, name, takes: count) { (interpreter, value, rest) throws(Raised) in
      guard case .list(let list) = value else {
        throw interpreter.typeError(
          "descriptor '\(name)' requires a 'list' object but received a "
            + "'\(interpreter.typeOf(value).name)'")
      }
      return try body(interpreter, list, rest)
    }
  }

  /// `index` and `count`, which lists and tuples share.
  private func defineSearch(_ type: TypeObject) {
    define(type, "index", takes: 1...3) { (interpreter, value, rest) throws(Raised) in
      let elements = try interpreter.iterate(value)
      for bound in rest.dropFirst() where try interpreter.indexIfPresent(bound) == nil {
        throw interpreter.typeError(
          "slice indices must be integers or have an __index__ method")
      }
      let slice = SliceObject(
        start: rest.count > 1 ? rest[1] : .none, stop: rest.count > 2 ? rest[2] : .none,
        step: .none)
      for index in try interpreter.resolve(slice, elements.count)
      where try interpreter.isSame(elements[index], rest[0]) {
        return .int(index)
      }
      if case .list = value {
        throw interpreter.valueError("\(try interpreter.repr(rest[0])) is not in list")
      }
      throw interpreter.valueError("tuple.index(x): x not in tuple")
    }
    define(type, "count", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      var count = 0
      for element in try interpreter.iterate(value) where try interpreter.isSame(element, rest[0]) {
        count += 1
      }
      return .int(count)
    }
  }

  func installTupleType() {
    let type = builtinTypes.tuple
    defineSpecialMethods(type, operators: [.add, .multiply], reflected: [.multiply])
    defineContainerMethods(type, isMutable: false, isHashable: true)
    defineConstructor(type) { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("tuple", arguments, 0...1)
      guard let value = values.first else { return .tuple([]) }
      return .tuple(try interpreter.iterate(value))
    }
    defineSearch(type)
  }
}
