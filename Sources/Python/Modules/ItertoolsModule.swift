extension Interpreter {
  func installItertools() {
    let chain = BuiltinFunction("chain") { (interpreter, arguments) throws(Raised) in
      .iterator(
        interpreter.chained(IteratorObject(.tuple(arguments.positional, index: 0), typeName: "")))
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
            return interpreter.lazy("count") { (interpreter) throws(Raised) in
              let current = value
              value = try interpreter.binary(.add, value, step)
              return current
            }
          }
        ),
        (
          "cycle",
          { (interpreter, arguments) throws(Raised) in
            let elements = try interpreter.iterate(
              try interpreter.positional("cycle", arguments, 1...1)[0])
            var index = 0
            return interpreter.lazy("cycle") { (_) throws(Raised) in
              guard !elements.isEmpty else { return nil }
              defer { index += 1 }
              return elements[index % elements.count]
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
            return interpreter.lazy("repeat") { (_) throws(Raised) in
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
            var rows: [[Object]] = []
            for value in arguments.positional { rows.append(try interpreter.iterate(value)) }
            let count = rows.map(\.count).max() ?? 0
            let all = (0..<count).map { index in
              Object.tuple(rows.map { index < $0.count ? $0[index] : fill })
            }
            return .iterator(IteratorObject(.tuple(all, index: 0), typeName: "zip_longest"))
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
            try interpreter.selections("permutations", arguments) { chosen, index in
              !chosen.contains(index)
            }
          }
        ),
        (
          "combinations",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.selections("combinations", arguments) { chosen, index in
              chosen.last.map { index > $0 } ?? true
            }
          }
        ),
        (
          "combinations_with_replacement",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.selections("combinations_with_replacement", arguments) {
              chosen, index in
              chosen.last.map { index >= $0 } ?? true
            }
          }
        ),
      ], values: ["chain": .builtin(chain)])
  }

  func lazy(_ name: String, _ step: @escaping IteratorObject.Step) -> Object {
    .iterator(IteratorObject(.step(step), typeName: name))
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
      }, typeName: "chain")
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
    guard start >= 0, stop >= 0, step > 0 else {
      throw valueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    }
    var position = 0
    var wanted = start
    return lazy("islice") { (interpreter) throws(Raised) in
      while wanted < stop, let value = try source.next(interpreter) {
        position += 1
        if position - 1 == wanted {
          wanted = wanted.addingReportingOverflow(step).partialValue
          return value
        }
      }
      return nil
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
    var groups: [Object] = []
    var key: Object?
    var members: [Object] = []
    func close() {
      guard let key else { return }
      groups.append(
        .tuple([key, .iterator(IteratorObject(.tuple(members, index: 0), typeName: "_grouper"))]))
    }
    for value in try iterate(reader[0]) {
      let next = reader[1].isNone ? value : try call(reader[1], Arguments([value]))
      if let current = key, try equal(current, next) {
        members.append(value)
      } else {
        close()
        (key, members) = (next, [value])
      }
    }
    close()
    return .iterator(IteratorObject(.tuple(groups, index: 0), typeName: "groupby"))
  }

  private func product(_ arguments: Arguments) throws(Raised) -> Object {
    let times =
      try arguments.keywords.first { $0.name == "repeat" }.map { (found) throws(Raised) in
        try self.integer(found.value)
      } ?? 1
    var pools: [[Object]] = []
    for value in arguments.positional { pools.append(try iterate(value)) }
    try checkSize(pools.count.multipliedReportingOverflow(by: max(times, 0)).partialValue)
    pools = Array((0..<max(times, 0)).map { _ in pools }.joined())
    var indices: [Int]? = pools.contains(where: \.isEmpty) ? nil : pools.map { _ in 0 }
    return lazy("product") { (_) throws(Raised) in
      guard var current = indices else { return nil }
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

  /// Selections of `r` positions in lexicographic order, by backtracking.
  private func selections(
    _ name: String, _ arguments: Arguments, _ isAllowed: @escaping ([Int], Int) -> Bool
  ) throws(Raised) -> Object {
    let reader = try ArgumentReader(name, arguments, ["iterable", "r"], required: 1, self)
    let pool = try iterate(reader[0])
    let size = reader[1].isNone ? pool.count : try integer(reader[1])
    guard size >= 0 else { throw valueError("r must be non-negative") }
    var chosen: [Int] = []
    var next = 0
    var isDone = size > pool.count && name != "combinations_with_replacement"
    return lazy(name) { (interpreter) throws(Raised) in
      while !isDone {
        if chosen.count == size {
          let value = Object.tuple(chosen.map { pool[$0] })
          if let last = chosen.popLast() { next = last + 1 } else { isDone = true }
          return value
        }
        try interpreter.tick()
        while next < pool.count, !isAllowed(chosen, next) { next += 1 }
        if next < pool.count {
          chosen.append(next)
          next = 0
        } else if let last = chosen.popLast() {
          next = last + 1
        } else {
          isDone = true
        }
      }
      return nil
    }
  }
}
