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
    define(
      type, ofOne: "append",
      { (interpreter, value, element) throws(Raised) in
        guard case .list(let list) = value else { return .none }
        try interpreter.checkGrowth(list.count)
        list.append(element)
        return .none
      })
    defineList("extend", takes: 1...1) { (interpreter, list, rest) throws(Raised) in
      let added = try interpreter.iterate(rest[0])
      try interpreter.checkSize(list.count + added.count)
      list.elements += added
      return .none
    }
    defineList("__iadd__", takes: 1...1) { (interpreter, list, rest) throws(Raised) in
      let added = try interpreter.iterate(rest[0])
      try interpreter.checkSize(list.count + added.count)
      list.elements += added
      return .list(list)
    }
    defineList("insert", takes: 2...2) { (interpreter, list, rest) throws(Raised) in
      let index = try interpreter.integer(rest[0])
      let count = list.count
      try interpreter.checkGrowth(count)
      let position = max(0, min(count, index < 0 ? index + count : index))
      if position == 0 {
        list.prepend(rest[1])
      } else {
        list.elements.insert(rest[1], at: position)
        try interpreter.spend(count - position)
      }
      return .none
    }
    defineList("pop", takes: 0...1) { (interpreter, list, rest) throws(Raised) in
      let index = try rest.first.map { (index) throws(Raised) in try interpreter.integer(index) }
      guard !list.isEmpty else { throw interpreter.raise("IndexError", "pop from empty list") }
      guard let index else { return list.removeLast() }
      let position = index < 0 ? index + list.count : index
      guard position >= 0, position < list.count else {
        throw interpreter.raise("IndexError", "pop index out of range")
      }
      if position == 0 { return list.removeFirst() }
      try interpreter.spend(list.count - position)
      return list.elements.remove(at: position)
    }
    defineList("remove", takes: 1...1) { (interpreter, list, rest) throws(Raised) in
      var index = 0
      while index < list.count {
        try interpreter.step()
        if try interpreter.isSame(list[index], rest[0]) {
          if index == 0, !list.isEmpty {
            _ = list.removeFirst()
          } else if index < list.count {
            list.elements.remove(at: index)
          }
          return .none
        }
        index += 1
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
      // What the comparisons see of the list is empty, and to fill it is an error.
      var elements = list.elements
      list.elements = []
      defer { list.elements = elements }
      elements = try interpreter.sorted(elements, Arguments([], keywords: arguments.keywords))
      guard list.isEmpty else { throw interpreter.valueError("list modified during sort") }
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
      for bound in rest.dropFirst() where try interpreter.indexIfPresent(bound) == nil {
        throw interpreter.typeError(
          "slice indices must be integers or have an __index__ method")
      }
      let slice = SliceObject(
        start: rest.count > 1 ? rest[1] : .none, stop: rest.count > 2 ? rest[2] : .none,
        step: .none)
      var (index, stop, _) = try interpreter.bounds(slice, interpreter.count(of: value))
      while index < stop, let element = interpreter.element(index, of: value) {
        try interpreter.step()
        if try interpreter.isSame(element, rest[0]) { return .int(index) }
        index += 1
      }
      if case .list = value {
        throw interpreter.valueError("\(try interpreter.repr(rest[0])) is not in list")
      }
      throw interpreter.valueError("tuple.index(x): x not in tuple")
    }
    define(type, "count", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      var (index, count) = (0, 0)
      while let element = interpreter.element(index, of: value) {
        try interpreter.step()
        if try interpreter.isSame(element, rest[0]) { count += 1 }
        index += 1
      }
      return .int(count)
    }
  }

  private func count(of value: Object) -> Int {
    switch value {
    case .list(let list): list.count
    case .tuple(let elements): elements.count
    default: 0
    }
  }

  /// An element of a list or tuple, which a comparison may have changed since the last one.
  private func element(_ index: Int, of value: Object) -> Object? {
    switch value {
    case .list(let list): index < list.count ? list[index] : nil
    case .tuple(let elements): index < elements.count ? elements[index] : nil
    default: nil
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
