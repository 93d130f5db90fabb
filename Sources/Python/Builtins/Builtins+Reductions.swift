extension Interpreter {
  func installReductionFunctions() {
    defineFunction(
      ofOne: "len",
      { (interpreter, value) throws(Raised) in
        .int(try interpreter.length(value))
      })
    defineFunction("sum") { (interpreter, arguments) throws(Raised) in
      let reader = try ArgumentReader(
        "sum", arguments, ["iterable", "start"], required: 1, interpreter)
      var total = reader.optional(1) ?? .int(0)
      if case .string = total {
        throw interpreter.typeError("sum() can't sum strings [use ''.join(seq) instead]")
      }
      let iterator = try interpreter.makeIterator(reader[0])
      while let value = try iterator.next(interpreter) {
        total = try interpreter.binary(.add, total, value)
      }
      return total
    }
    for (name, comparison) in [("min", ComparisonOperator.less), ("max", .greater)] {
      defineFunction(name) { (interpreter, arguments) throws(Raised) in
        try interpreter.extreme(name, comparison, arguments)
      }
    }
    defineFunction("any") { (interpreter, arguments) throws(Raised) in
      let iterator = try interpreter.makeIterator(
        try interpreter.positional("any", arguments, 1...1)[0])
      while let value = try iterator.next(interpreter) {
        if try interpreter.isTrue(value) { return .bool(true) }
      }
      return .bool(false)
    }
    defineFunction("all") { (interpreter, arguments) throws(Raised) in
      let iterator = try interpreter.makeIterator(
        try interpreter.positional("all", arguments, 1...1)[0])
      while let value = try iterator.next(interpreter) {
        if try !interpreter.isTrue(value) { return .bool(false) }
      }
      return .bool(true)
    }
    defineFunction("sorted") { (interpreter, arguments) throws(Raised) in
      guard arguments.positional.count == 1 else {
        throw interpreter.typeError(
          "sorted expected 1 argument, got \(arguments.positional.count)")
      }
      let options = Arguments([], keywords: arguments.keywords)
      let elements = try interpreter.iterate(arguments.positional[0])
      return .list(ListObject(try interpreter.sorted(elements, options)))
    }
  }

  private func extreme(
    _ name: String, _ comparison: ComparisonOperator, _ arguments: Arguments
  ) throws(Raised) -> Object {
    let options = Arguments([], keywords: arguments.keywords)
    let reader = try ArgumentReader(name, options, ["key", "default"], self)
    guard let first = arguments.positional.first else {
      throw typeError("\(name) expected at least 1 argument, got 0")
    }
    guard
      arguments.positional.count == 1 || !options.keywords.contains(where: { $0.name == "default" })
    else {
      throw typeError(
        "Cannot specify a default for \(name)() with multiple positional arguments")
    }
    let candidates =
      arguments.positional.count == 1
      ? try makeIterator(first)
      : IteratorObject(.tuple(arguments.positional), typeName: "")
    var best: Object?
    var bestKey = Object.none
    while let value = try candidates.next(self) {
      let key = reader[0].isNone ? value : try call(reader[0], Arguments([value]))
      if best == nil {
        (best, bestKey) = (value, key)
      } else if try isTrue(try compare(comparison, key, bestKey)) {
        (best, bestKey) = (value, key)
      }
    }
    if let best { return best }
    if let fallback = reader.optional(1) { return fallback }
    throw valueError("\(name)() arg is an empty sequence")
  }

  /// A stable sort by `__lt__`, with the options of `sorted`.
  func sorted(_ elements: [Object], _ options: Arguments) throws(Raised) -> [Object] {
    let reader = try ArgumentReader("sort", options, ["key", "reverse"], self)
    let isReversed =
      try reader.optional(1).map { (value) throws(Raised) in
        try integer(value) != 0
      } ?? false
    var items: [SortItem] = []
    items.reserveCapacity(elements.count)
    for element in elements {
      let key = reader[0].isNone ? element : try call(reader[0], Arguments([element]))
      items.append(SortItem(key: key, value: element))
    }
    // Reversing before and after keeps equal elements in their order.
    if isReversed { items.reverse() }
    try mergeSort(&items)
    if isReversed { items.reverse() }
    return items.map { $0.value }
  }

  private struct SortItem {
    let key: Object
    let value: Object
  }

  /// Merge sort of the runs that are there: Swift's own sort is free to misbehave under an odd
  /// `__lt__`.
  private func mergeSort(_ items: inout [SortItem]) throws(Raised) {
    var ends = try runs(&items)
    var buffer = items
    while ends.count > 1 {
      var merged: [Int] = []
      var start = 0
      for place in stride(from: 0, to: ends.count, by: 2) {
        let middle = ends[place]
        let end = place + 1 < ends.count ? ends[place + 1] : middle
        try merge(items, start, middle, end, into: &buffer)
        merged.append(end)
        start = end
      }
      swap(&items, &buffer)
      ends = merged
    }
  }

  /// Where the runs end that are in order; those that fall are turned round.
  private func runs(_ items: inout [SortItem]) throws(Raised) -> [Int] {
    var ends: [Int] = []
    var start = 0
    while start < items.count {
      var end = start + 1
      if end < items.count {
        let falls = try isLess(items[end].key, items[start].key)
        end += 1
        while end < items.count, try isLess(items[end].key, items[end - 1].key) == falls {
          try tick()
          end += 1
        }
        if falls { items[start..<end].reverse() }
      }
      ends.append(end)
      start = end
    }
    return ends
  }

  private func merge(
    _ items: [SortItem], _ start: Int, _ middle: Int, _ end: Int, into buffer: inout [SortItem]
  ) throws(Raised) {
    var (left, right) = (start, middle)
    for out in start..<end {
      try tick()
      let takesLeft: Bool
      if left == middle || right == end {
        takesLeft = right == end
      } else {
        takesLeft = try !isLess(items[right].key, items[left].key)
      }
      if takesLeft {
        buffer[out] = items[left]
        left += 1
      } else {
        buffer[out] = items[right]
        right += 1
      }
    }
  }
}
