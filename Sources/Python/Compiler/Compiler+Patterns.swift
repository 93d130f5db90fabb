extension Compiler {
  mutating func match(_ node: MatchNode) {
    let end = label()
    let subject = temporary()
    compile(node.subject, into: subject)
    for candidate in node.cases {
      let next = label()
      perhaps { compiler in
        compiler.match(subject, candidate.pattern, orElse: next)
        if let test = candidate.guardTest { compiler.jump(to: next, unless: test) }
        compiler.compile(candidate.body)
      }
      emit(.jump, to: end)
      place(next)
      // What a pattern took apart before it failed.
      clearAbove(subject)
    }
    place(end)
    emit(.clear, a: subject, b: 1)
  }

  /// Goes on where the value in a register matches; the register keeps it.
  private mutating func match(_ subject: Int32, _ pattern: Pattern, orElse next: Label) {
    let outer = free
    switch pattern {
    case .wildcard, .star: break
    case .capture(let node):
      let copy = temporary()
      emit(.move, detail: 1, a: copy, b: subject)
      store(copy, in: node)
    case .value(let expression):
      let copy = temporary()
      emit(.move, detail: 1, a: copy, b: subject)
      let value = operand(expression)
      emit(
        .compareJump, to: next, detail: ComparisonOperator.equal.number, b: copy, c: value)
    case .singleton(let value):
      let copy = temporaries(2)
      emit(.move, detail: 1, a: copy, b: subject)
      emit(.constant, a: copy + 1, b: constant(value))
      emit(
        .compareJump, to: next, detail: ComparisonOperator.is.number, b: copy, c: copy + 1)
    case .sequence(let patterns): matchSequence(subject, patterns, orElse: next)
    case .mapping(let items, let rest):
      let remaining = temporary()
      emit(.matchMapping, to: next, a: subject, b: remaining)
      for item in items {
        let value = temporaries(2)
        compile(item.key, into: value)
        emit(.matchKey, to: next, detail: 1, a: remaining, b: value)
        match(value, item.value, orElse: next)
        emit(.clear, a: value, b: 1)
        free = value
      }
      if let rest {
        store(remaining, in: rest)
      } else {
        emit(.clear, a: remaining, b: 1)
      }
    case .type(let expression, let positional, let keywords):
      let first = temporaries(Int32(max(1, positional.count + keywords.count)))
      compile(expression, into: first)
      parts.keywords.append(keywords.map { $0.name })
      emit(
        .matchClass, to: next, a: subject, b: first)
      emit(.more, a: Int32(parts.keywords.count - 1), b: Int32(positional.count))
      for (place, part) in (positional + keywords.map { $0.value }).enumerated() {
        match(first + Int32(place), part, orElse: next)
        emit(.clear, a: first + Int32(place), b: 1)
      }
    case .either(let choices):
      let found = label()
      for (index, choice) in choices.enumerated() {
        if index == choices.count - 1 {
          match(subject, choice, orElse: next)
        } else {
          let other = label()
          perhaps { $0.match(subject, choice, orElse: other) }
          emit(.jump, to: found)
          place(other)
          clearAbove(outer - 1)
        }
      }
      place(found)
    case .bound(let inner, let node):
      match(subject, inner, orElse: next)
      let copy = temporary()
      emit(.move, detail: 1, a: copy, b: subject)
      store(copy, in: node)
    }
    free = outer
  }

  private mutating func matchSequence(
    _ subject: Int32, _ patterns: [Pattern], orElse next: Label
  ) {
    let first = temporaries(Int32(max(1, patterns.count)))
    let star = patterns.firstIndex { if case .star = $0 { true } else { false } }
    let counts =
      star.map { Int32($0) << 16 | Int32(patterns.count - $0 - 1) } ?? Int32(patterns.count)
    emit(.matchSequence, to: next, detail: star == nil ? 0 : 1, a: subject, b: first)
    emit(.more, a: counts)
    for (place, pattern) in patterns.enumerated() {
      let register = first + Int32(place)
      if case .star(let name) = pattern {
        if let name { store(register, in: name) }
      } else {
        match(register, pattern, orElse: next)
      }
      emit(.clear, a: register, b: 1)
    }
  }

  /// Empties the registers that may be in use above one.
  private mutating func clearAbove(_ register: Int32) {
    emit(.clear, a: register + 1, b: Int32(registerCount) - register - 1)
  }
}
