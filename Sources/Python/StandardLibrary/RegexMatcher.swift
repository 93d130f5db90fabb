/// A regular expression as instructions, and the machine that runs them.
///
/// It tries one way after the other, like CPython's: what is left to try stands on a stack of its
/// own, so that no text is too long for it, and every step counts against the limit.
final class RegexProgram {
  private enum Instruction {
    case set(RegexSet)
    /// As many characters of a set as there are, or as few.
    case many(RegexSet, least: Int, most: Int, isLazy: Bool)
    case split(preferred: Int, other: Int)
    case jump(Int)
    case save(Int)
    case reset(counter: Int)
    case iterate(counter: Int, least: Int, most: Int, isLazy: Bool, exit: Int)
    case start
    case end
    case textStart
    case textEnd
    case wordBoundary(isNegated: Bool)
    case backreference(Int)
    case look(RegexProgram, isNegated: Bool, width: Int)
    case atomic(RegexProgram)
    case branch(group: Int, no: Int)
    case match
  }

  /// Where the machine is: the next instruction, the position, and what has been remembered: the
  /// ends of the groups, the last group that closed, and for each loop its count and last position.
  private struct State {
    var counter = 0
    var position: Int
    var registers: [Int]
  }

  private enum Choice {
    case state(State)
    /// A greedy run of characters, which can be shorter, down to a position.
    case shorter(State, least: Int)
    /// A lazy run, which can be longer.
    case longer(State, RegexSet, most: Int)
  }

  let groups: Int
  private let flags: RegexParser.Flags
  private var instructions: [Instruction] = []
  private var counters = 0

  init(_ node: RegexNode, groups: Int, flags: RegexParser.Flags) {
    self.groups = groups
    self.flags = flags
    emit(node)
    instructions.append(.match)
  }

  // MARK: Compiling

  private func emit(_ node: RegexNode) {
    switch node {
    case .empty: break
    case .set(let set): instructions.append(.set(set))
    case .sequence(let items): for item in items { emit(item) }
    case .either(let choices): emit(choices)
    case .group(let inner, let number):
      guard let number else { return emit(inner) }
      instructions.append(.save(number * 2))
      emit(inner)
      instructions.append(.save(number * 2 + 1))
    case .repeated(let inner, let least, let most, let isLazy, let isPossessive):
      if isPossessive {
        emit(
          .atomic(
            .repeated(inner, least: least, most: most, isLazy: false, isPossessive: false)))
      } else if case .set(let set) = inner {
        instructions.append(.many(set, least: least, most: most, isLazy: isLazy))
      } else {
        emitLoop(inner, least: least, most: most, isLazy: isLazy)
      }
    case .start: instructions.append(.start)
    case .end: instructions.append(.end)
    case .textStart: instructions.append(.textStart)
    case .textEnd: instructions.append(.textEnd)
    case .wordBoundary(let isNegated): instructions.append(.wordBoundary(isNegated: isNegated))
    case .backreference(let number): instructions.append(.backreference(number))
    case .look(let inner, let isAhead, let isNegated):
      let program = RegexProgram(inner, groups: groups, flags: flags)
      instructions.append(
        .look(program, isNegated: isNegated, width: isAhead ? 0 : inner.width ?? 0))
    case .atomic(let inner):
      instructions.append(.atomic(RegexProgram(inner, groups: groups, flags: flags)))
    case .conditional(let number, let yes, let no):
      let branch = instructions.count
      instructions.append(.match)
      emit(yes)
      let jump = instructions.count
      instructions.append(.match)
      instructions[branch] = .branch(group: number, no: instructions.count)
      emit(no)
      instructions[jump] = .jump(instructions.count)
    }
  }

  private func emit(_ choices: [RegexNode]) {
    var jumps: [Int] = []
    for (index, choice) in choices.enumerated() {
      guard index + 1 < choices.count else {
        emit(choice)
        break
      }
      let split = instructions.count
      instructions.append(.match)
      emit(choice)
      jumps.append(instructions.count)
      instructions.append(.match)
      instructions[split] = .split(preferred: split + 1, other: instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private func emitLoop(_ inner: RegexNode, least: Int, most: Int, isLazy: Bool) {
    let counter = counters
    counters += 1
    instructions.append(.reset(counter: counter))
    let head = instructions.count
    instructions.append(.match)
    emit(inner)
    instructions.append(.jump(head))
    instructions[head] = .iterate(
      counter: counter, least: least, most: most, isLazy: isLazy, exit: instructions.count)
  }

  // MARK: Running

  /// The registers that a run begins with.
  private var emptyRegisters: [Int] {
    Array(repeating: -1, count: groups * 2 + 3 + counters * 2)
  }

  /// The ends of the match and of its groups, and the last group that closed, if the text matches
  /// from a position on.
  ///
  /// A full match must reach the end; one that must advance is not empty.
  func match(
    _ text: [Unicode.Scalar], from start: Int, end: Int, isFull: Bool = false,
    mustAdvance: Bool = false, _ interpreter: Interpreter
  ) throws(Raised) -> [Int]? {
    guard
      var found = try run(
        text, from: start, end: end, remembered: [], interpreter,
        accepts: { (!isFull || $0 == end) && (!mustAdvance || $0 != start) })
    else { return nil }
    found.registers[0] = start
    found.registers[1] = found.position
    return Array(found.registers[..<(groups * 2 + 3)])
  }

  private func run(
    _ text: [Unicode.Scalar], from start: Int, end: Int, remembered: [Int],
    _ interpreter: Interpreter, accepts: (Int) -> Bool
  ) throws(Raised) -> State? {
    var registers = emptyRegisters
    for (index, value) in remembered.prefix(groups * 2 + 3).enumerated() {
      registers[index] = value
    }
    var state = State(position: start, registers: registers)
    var choices: [Choice] = []
    while true {
      try interpreter.step()
      if choices.count & 4095 == 4095 { try interpreter.checkSize(choices.count) }
      if case .match = instructions[state.counter] {
        if accepts(state.position) { return state }
      } else if try advance(&state, &choices, text, end, interpreter) {
        continue
      }
      guard let next = back(&choices, text, end) else { return nil }
      state = next
    }
  }

  /// Takes up the last choice that is left.
  private func back(_ choices: inout [Choice], _ text: [Unicode.Scalar], _ end: Int) -> State? {
    while let choice = choices.popLast() {
      switch choice {
      case .state(let state): return state
      case .shorter(var state, let least):
        state.position -= 1
        if state.position > least { choices.append(.shorter(state, least: least)) }
        return state
      case .longer(var state, let set, let most):
        guard state.position < min(end, most), set.contains(text[state.position]) else { continue }
        state.position += 1
        choices.append(.longer(state, set, most: most))
        return state
      }
    }
    return nil
  }

  /// One instruction; false if it fails.
  private func advance(
    _ state: inout State, _ choices: inout [Choice], _ text: [Unicode.Scalar], _ end: Int,
    _ interpreter: Interpreter
  ) throws(Raised) -> Bool {
    let position = state.position
    switch instructions[state.counter] {
    case .set(let set):
      guard position < end, set.contains(text[position]) else { return false }
      state.position += 1
    case .many(let set, let least, let most, let isLazy):
      let limit = most == .max ? end : min(end, position + most)
      let goal = isLazy ? min(limit, position + least) : limit
      while state.position < goal, set.contains(text[state.position]) { state.position += 1 }
      guard state.position - position >= least else { return false }
      state.counter += 1
      if isLazy {
        choices.append(.longer(state, set, most: limit))
      } else if state.position > position + least {
        choices.append(.shorter(state, least: position + least))
      }
      return true
    case .split(let preferred, let other):
      var alternative = state
      alternative.counter = other
      choices.append(.state(alternative))
      state.counter = preferred
      return true
    case .jump(let target):
      state.counter = target
      return true
    case .save(let register):
      state.registers[register] = position
      if register % 2 == 1 { state.registers[groups * 2 + 2] = register / 2 }
    case .reset(let counter):
      state.registers[groups * 2 + 3 + counter * 2] = 0
      state.registers[groups * 2 + 4 + counter * 2] = -1
    case .iterate(let counter, let least, let most, let isLazy, let exit):
      iterate(&state, &choices, counter, least, most, isLazy, exit)
      return true
    case .start: guard position == 0 || text[position - 1] == "\n" else { return false }
    case .end: guard position == end || text[position] == "\n" else { return false }
    case .textStart: guard position == 0 else { return false }
    case .textEnd: guard position == end else { return false }
    case .wordBoundary(let isNegated):
      let isASCII = flags.contains(.ascii)
      let before = position > 0 && RegexSet.isWord(text[position - 1], isASCII: isASCII)
      let after = position < end && RegexSet.isWord(text[position], isASCII: isASCII)
      guard (before != after) != isNegated else { return false }
    case .backreference(let number):
      let (from, to) = (state.registers[number * 2], state.registers[number * 2 + 1])
      guard from >= 0, to >= from, position + to - from <= end else { return false }
      for offset in 0..<(to - from)
      where !isSame(text[from + offset], text[position + offset]) {
        return false
      }
      state.position += to - from
    case .look(let program, let isNegated, let width):
      let from = position - width
      let found =
        from < 0
        ? nil
        : try program.run(
          text, from: from, end: width == 0 ? end : position, remembered: state.registers,
          interpreter, accepts: { width == 0 || $0 == position })
      guard (found == nil) == isNegated else { return false }
      if let found { remember(found, in: &state) }
    case .atomic(let program):
      guard
        let found = try program.run(
          text, from: position, end: end, remembered: state.registers, interpreter,
          accepts: { _ in true })
      else { return false }
      remember(found, in: &state)
      state.position = found.position
    case .branch(let group, let no):
      if state.registers[group * 2 + 1] < 0 {
        state.counter = no
        return true
      }
    case .match: return false
    }
    state.counter += 1
    return true
  }

  private func iterate(
    _ state: inout State, _ choices: inout [Choice], _ counter: Int, _ least: Int, _ most: Int,
    _ isLazy: Bool, _ exit: Int
  ) {
    let (count, last) = (groups * 2 + 3 + counter * 2, groups * 2 + 4 + counter * 2)
    if state.registers[count] < least {
      state.registers[count] += 1
      state.counter += 1
      return
    }
    var leaving = state
    leaving.counter = exit
    // A turn that matched nothing is the last.
    guard state.registers[count] < most, state.registers[last] != state.position else {
      state = leaving
      return
    }
    var entering = state
    entering.registers[count] += 1
    entering.registers[last] = state.position
    entering.counter += 1
    choices.append(.state(isLazy ? entering : leaving))
    state = isLazy ? leaving : entering
  }

  private func remember(_ found: State, in state: inout State) {
    for index in 0..<(groups * 2 + 3) { state.registers[index] = found.registers[index] }
  }

  private func isSame(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Bool {
    a == b || (flags.contains(.ignoreCase) && RegexSet.variants(of: a).contains(b))
  }
}
