extension Interpreter {
  func installItertools() {
    let chain = BuiltinFunction("chain") { (interpreter, arguments) throws(Raised) in
      .iterator(
        interpreter.chained(IteratorObject(.tuple(arguments.positional), typeName: "")))
    }
    chain.attributes["from_iterable"] = .builtin(
      BuiltinFunction("from_iterable") { (interpreter, arguments) throws(Raised) in
        let source = try interpreter.positional("from_iterable", arguments, 1...1)[0]
        return .iterator(interpreter.chained(try interpreter.makeIterator(source)))
      })
    module(
      "itertools",
      [
        (
          "count",
          { (interpreter, arguments) throws(Raised) in
            let reader = try ArgumentReader("count", arguments, ["start", "step"], interpreter)
            var value = reader.optional(0) ?? .int(0)
            let step = reader.optional(1) ?? .int(1)
            let isPlain = if case .int(1) = step { true } else { false }
            return interpreter.lazy("count", showing: { isPlain ? [value] : [value, step] }) {
              (interpreter) throws(Raised) in
              let current = value
              value = try interpreter.binary(.add, value, step)
              return current
            }
          }
        ),
        (
          "cycle",
          { (interpreter, arguments) throws(Raised) in
            let source = try interpreter.makeIterator(
              try interpreter.positional("cycle", arguments, 1...1)[0])
            var elements: [Object] = []
            var index = 0
            var isFirstRound = true
            return interpreter.lazy("cycle") { (interpreter) throws(Raised) in
              if isFirstRound {
                if let element = try source.next(interpreter) {
                  try interpreter.checkGrowth(elements.count)
                  elements.append(element)
                  return element
                }
                isFirstRound = false
              }
              guard !elements.isEmpty else { return nil }
              defer { index = (index + 1) % elements.count }
              return elements[index]
            }
          }
        ),
        (
          "repeat",
          { (interpreter, arguments) throws(Raised) in
            let reader = try ArgumentReader(
              "repeat", arguments, ["object", "times"], required: 1, interpreter)
            var left =
              try reader.optional(1).map { (value) throws(Raised) in
                try interpreter.integer(value)
              } ?? .max
            let value = reader[0]
            let isEndless = reader.optional(1) == nil
            left = max(0, left)
            return interpreter.lazy(
              "repeat", showing: { isEndless ? [value] : [value, .int(left)] }
            ) {
              (_) throws(Raised) in
              guard left > 0 else { return nil }
              left -= 1
              return value
            }
          }
        ),
        (
          "islice", { (interpreter, arguments) throws(Raised) in try interpreter.sliced(arguments) }
        ),
        (
          "accumulate",
          { (interpreter, arguments) throws(Raised) in try interpreter.accumulated(arguments) }
        ),
        (
          "takewhile",
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("takewhile", arguments, 2...2)
            let source = try interpreter.makeIterator(values[1])
            return interpreter.lazy("takewhile") { (interpreter) throws(Raised) in
              guard let value = try source.next(interpreter) else { return nil }
              let verdict = try interpreter.call(values[0], Arguments([value]))
              return try interpreter.isTrue(verdict) ? value : nil
            }
          }
        ),
        (
          "dropwhile",
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("dropwhile", arguments, 2...2)
            let source = try interpreter.makeIterator(values[1])
            var isDropping = true
            return interpreter.lazy("dropwhile") { (interpreter) throws(Raised) in
              while let value = try source.next(interpreter) {
                if isDropping {
                  let verdict = try interpreter.call(values[0], Arguments([value]))
                  if try interpreter.isTrue(verdict) { continue }
                  isDropping = false
                }
                return value
              }
              return nil
            }
          }
        ),
        (
          "starmap",
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("starmap", arguments, 2...2)
            let source = try interpreter.makeIterator(values[1])
            return interpreter.lazy("starmap") { (interpreter) throws(Raised) in
              guard let value = try source.next(interpreter) else { return nil }
              return try interpreter.call(values[0], Arguments(try interpreter.iterate(value)))
            }
          }
        ),
        (
          "pairwise",
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("pairwise", arguments, 1...1)
            let source = try interpreter.makeIterator(values[0])
            var last = try source.next(interpreter)
            return interpreter.lazy("pairwise") { (interpreter) throws(Raised) in
              guard let first = last, let second = try source.next(interpreter) else { return nil }
              last = second
              return .tuple([first, second])
            }
          }
        ),
        (
          "zip_longest",
          { (interpreter, arguments) throws(Raised) in
            let fill = arguments.keywords.first { $0.name == "fillvalue" }?.value ?? .none
            var sources: [IteratorObject] = []
            for value in arguments.positional {
              sources.append(try interpreter.makeIterator(value))
            }
            return interpreter.lazy("zip_longest") { (interpreter) throws(Raised) in
              var values: [Object] = []
              var isOver = true
              for source in sources {
                let value = try source.next(interpreter)
                if value != nil { isOver = false }
                values.append(value ?? fill)
              }
              return isOver ? nil : .tuple(values)
            }
          }
        ),
        (
          "groupby",
          { (interpreter, arguments) throws(Raised) in try interpreter.grouped(arguments) }
        ),
        (
          "product",
          { (interpreter, arguments) throws(Raised) in try interpreter.product(arguments) }
        ),
        (
          "permutations",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.permutations(arguments)
          }
        ),
        (
          "combinations",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.combinations(arguments, "combinations", repeating: false)
          }
        ),
        (
          "combinations_with_replacement",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.combinations(
              arguments, "combinations_with_replacement", repeating: true)
          }
        ),
      ], values: ["chain": .builtin(chain)])
  }

  func lazy(
    _ name: String, showing shown: (() -> [Object])? = nil, _ step: @escaping IteratorObject.Step
  ) -> Object {
    let iterator = IteratorObject(.step(step), typeName: "itertools." + name)
    iterator.shown = shown
    return .iterator(iterator)
  }

  private func chained(_ sources: IteratorObject) -> IteratorObject {
    var current: IteratorObject?
    return IteratorObject(
      .step { (interpreter) throws(Raised) in
        while true {
          if let value = try current?.next(interpreter) { return value }
          guard let source = try sources.next(interpreter) else { return nil }
          current = try interpreter.makeIterator(source)
        }
      }, typeName: "itertools.chain")
  }

  private func sliced(_ arguments: Arguments) throws(Raised) -> Object {
    let values = try positional("islice", arguments, 2...4)
    func part(_ index: Int) throws(Raised) -> Int? {
      guard index < values.count, !values[index].isNone else { return nil }
      return try self.integer(values[index])
    }
    let source = try makeIterator(values[0])
    let start = values.count > 2 ? try part(1) ?? 0 : 0
    let stop = try part(values.count > 2 ? 2 : 1) ?? .max
    let step = try part(3) ?? 1
    guard values.count > 2 || stop >= 0 else {
      throw valueError(
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    }
    guard start >= 0, stop >= 0, step > 0 else {
      throw valueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    }
    var position = 0
    var wanted = start
    return lazy("islice") { (interpreter) throws(Raised) in
      while position < min(wanted, stop) {
        guard try source.next(interpreter) != nil else { return nil }
        position += 1
      }
      guard wanted < stop, let value = try source.next(interpreter) else { return nil }
      position += 1
      let (next, isTooFar) = wanted.addingReportingOverflow(step)
      wanted = isTooFar ? .max : next
      return value
    }
  }

  private func accumulated(_ arguments: Arguments) throws(Raised) -> Object {
    let reader = try ArgumentReader(
      "accumulate", arguments, ["iterable", "func", "initial"], required: 1, self)
    let source = try makeIterator(reader[0])
    let function = reader[1]
    var pending = reader[2].isNone ? nil : reader.optional(2)
    var total: Object?
    return lazy("accumulate") { (interpreter) throws(Raised) in
      if let initial = pending {
        pending = nil
        total = initial
        return initial
      }
      guard let value = try source.next(interpreter) else { return nil }
      guard let before = total else {
        total = value
        return value
      }
      let after =
        function.isNone
        ? try interpreter.binary(.add, before, value)
        : try interpreter.call(function, Arguments([before, value]))
      total = after
      return after
    }
  }

  private func grouped(_ arguments: Arguments) throws(Raised) -> Object {
    let reader = try ArgumentReader("groupby", arguments, ["iterable", "key"], required: 1, self)
    let source = try makeIterator(reader[0])
    /// The element that was drawn last, with its key, until a group has it.
    var pending: (key: Object, value: Object)?
    var group = 0
    func draw(_ interpreter: Interpreter) throws(Raised) -> (key: Object, value: Object)? {
      if let drawn = pending { return drawn }
      guard let value = try source.next(interpreter) else { return nil }
      let key = reader[1].isNone ? value : try interpreter.call(reader[1], Arguments([value]))
      pending = (key, value)
      return pending
    }
    func nextMember(
      of key: Object, _ number: Int, _ interpreter: Interpreter
    ) throws(Raised) -> Object? {
      // Who asks for the next group is through with the one before.
      guard number == group, let drawn = try draw(interpreter),
        try interpreter.isSame(key, drawn.key)
      else { return nil }
      pending = nil
      return drawn.value
    }
    var current: Object?
    return lazy("groupby") { (interpreter) throws(Raised) in
      if let key = current {
        while try nextMember(of: key, group, interpreter) != nil { try interpreter.step() }
      }
      group += 1
      guard let drawn = try draw(interpreter) else { return nil }
      current = drawn.key
      let number = group
      let members = interpreter.lazy("_grouper") { (interpreter) throws(Raised) in
        try nextMember(of: drawn.key, number, interpreter)
      }
      return .tuple([drawn.key, members])
    }
  }

  private func product(_ arguments: Arguments) throws(Raised) -> Object {
    let times =
      try arguments.keywords.first { $0.name == "repeat" }.map { (found) throws(Raised) in
        try self.integer(found.value)
      } ?? 1
    var pools: [[Object]] = []
    for value in arguments.positional { pools.append(try iterate(value)) }
    guard times >= 0 else { throw valueError("repeat argument cannot be negative") }
    let (total, isTooMany) = pools.count.multipliedReportingOverflow(by: times)
    try checkSize(isTooMany ? .max : max(total, times))
    pools = Array(repeatElement(pools, count: times).joined())
    var indices: [Int]? = pools.contains(where: { $0.isEmpty }) ? nil : pools.map { _ in 0 }
    return lazy("product") { (interpreter) throws(Raised) in
      guard var current = indices else { return nil }
      try interpreter.spend(current.count)
      let value = Object.tuple(zip(pools, current).map { $0[$1] })
      var position = pools.count - 1
      while position >= 0 {
        current[position] += 1
        if current[position] < pools[position].count { break }
        current[position] = 0
        position -= 1
      }
      indices = position < 0 ? nil : current
      return value
    }
  }

  /// The elements to select from and how many; nil where there are too few.
  private func selection(
    _ name: String, _ arguments: Arguments
  ) throws(Raised) -> (pool: [Object], size: Int) {
    let reader = try ArgumentReader(name, arguments, ["iterable", "r"], required: 1, self)
    let pool = try iterate(reader[0])
    let size = reader[1].isNone ? pool.count : try integer(reader[1])
    guard size >= 0 else { throw valueError("r must be non-negative") }
    try checkSize(size)
    return (pool, size)
  }

  /// Source: "itertools.permutations", Python 3.11 library reference.
  private func permutations(_ arguments: Arguments) throws(Raised) -> Object {
    let (pool, size) = try selection("permutations", arguments)
    var order = Array(pool.indices)
    /// How many elements each place may still take; nil before the first selection.
    var left: [Int]?
    var isDone = size > pool.count
    return lazy("permutations") { (interpreter) throws(Raised) in
      if isDone { return nil }
      try interpreter.spend(size)
      guard var counts = left else {
        left = (0..<size).map { pool.count - $0 }
        return .tuple(order.prefix(size).map { pool[$0] })
      }
      for place in (0..<size).reversed() {
        counts[place] -= 1
        if counts[place] > 0 {
          order.swapAt(place, order.count - counts[place])
          left = counts
          return .tuple(order.prefix(size).map { pool[$0] })
        }
        try interpreter.spend(order.count - place)
        order.append(order.remove(at: place))
        counts[place] = pool.count - place
      }
      isDone = true
      return nil
    }
  }

  /// Selections in the order of the places, each place once or as often as there is room for it.
  private func combinations(
    _ arguments: Arguments, _ name: String, repeating: Bool
  ) throws(Raised) -> Object {
    let (pool, size) = try selection(name, arguments)
    let isEmpty = repeating ? pool.isEmpty && size > 0 : size > pool.count
    var chosen = isEmpty ? nil : (0..<size).map { repeating ? 0 : $0 }
    return lazy(name) { (interpreter) throws(Raised) in
      guard var places = chosen else { return nil }
      try interpreter.spend(size)
      let value = Object.tuple(places.map { pool[$0] })
      let last = { (place: Int) in repeating ? pool.count - 1 : pool.count - size + place }
      guard let moved = places.indices.last(where: { places[$0] < last($0) }) else {
        chosen = nil
        return value
      }
      places[moved] += 1
      for place in places.indices[(moved + 1)...] {
        places[place] = repeating ? places[moved] : places[place - 1] + 1
      }
      chosen = places
      return value
    }
  }
}
