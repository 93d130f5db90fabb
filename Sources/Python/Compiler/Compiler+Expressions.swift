extension Compiler {
  /// The register that an expression's value is in: a local's own, or a new one.
  ///
  /// The `rest` is evaluated before the value is read.
  mutating func operand(_ expression: Expression, before rest: [Expression] = []) -> Int32 {
    if case .name(let node) = expression.kind, case .local(let slot) = node.binding,
      rest.allSatisfy({ !$0.binds })
    {
      marking(Mark(expression)) { $0.check(Int32(slot)) }
      return Int32(slot)
    }
    let register = temporary()
    compile(expression, into: register)
    return register
  }

  /// Evaluates an expression and drops its value.
  mutating func drop(_ expression: Expression) {
    if case .constant = expression.kind { return }
    let register = temporary()
    compile(expression, into: register)
    emit(.clear, a: register, b: 1)
    free = register
  }

  /// Evaluates an expression into a register; a local gets its value at the end, in one step.
  mutating func compile(_ expression: Expression, into register: Int32) {
    let outer = (mark, free)
    mark = Mark(expression)
    if !isTemporary(register), expression.hasBranches {
      let value = temporary()
      evaluate(expression, into: value)
      emit(.move, a: register, b: value)
    } else {
      evaluate(expression, into: register)
    }
    (mark, free) = outer
  }

  private mutating func evaluate(_ expression: Expression, into register: Int32) {
    switch expression.kind {
    case .constant(let value): emit(.constant, a: register, b: constant(value))
    case .imaginary(let part): emit(.imaginary, a: register, b: constant(.float(part)))
    case .name(let node): load(node, into: register)
    case .binary(let operation, let left, let right):
      binary(operation, left, right, into: register)
    case .compare(let first, let terms): compare(first, terms, into: register)
    case .call(let node): call(node, expression, into: register)
    case .attribute(let owner, let name):
      emit(.loadAttribute, a: register, b: operand(owner), c: site(of: name))
    case .subscripted(let owner, let index):
      let container = operand(owner, before: [index])
      emit(.loadSubscript, a: register, b: container, c: operand(index))
    case .unary(.not, let value):
      emit(.not, a: register, b: operand(value))
    case .unary(let operation, let value):
      emit(.unary, detail: operation.number, a: register, b: operand(value))
    case .and(let left, let right): either(left, right, .jumpIfFalseKeeping, into: register)
    case .or(let left, let right): either(left, right, .jumpIfTrueKeeping, into: register)
    case .conditional(let test, let then, let otherwise):
      let (elseLabel, end) = (label(), label())
      jump(to: elseLabel, unless: test)
      perhaps { $0.compile(then, into: register) }
      emit(.jump, to: end)
      place(elseLabel)
      perhaps { $0.compile(otherwise, into: register) }
      place(end)
    case .list(let elements): list(elements, into: register)
    case .tuple(let elements):
      if elements.contains(where: { $0.isStarred }) || elements.count > Self.most {
        let list = temporary()
        self.list(elements, into: list)
        emit(.tupleFromList, a: register, b: list)
      } else {
        emit(.buildTuple, a: register, b: values(elements), c: Int32(elements.count))
      }
    case .set(let elements):
      let list = temporary()
      self.list(elements, into: list)
      let areConstants = elements.count > 2 && elements.allSatisfy { $0.isConstant }
      emit(.setFromList, detail: areConstants ? 1 : 0, a: register, b: list)
    case .dict(let items): dict(items, into: register)
    case .formatted(let pieces): formatted(pieces, into: register)
    case .slice(let start, let stop, let step):
      let first = temporaries(3)
      for (place, part) in [start, stop, step].enumerated() {
        optional(part, into: first + Int32(place))
      }
      emit(.slice, a: register, b: first)
    case .lambda(let node): function(node, into: register)
    case .comprehension(let node):
      let iterator = temporaries(3)
      compile(node.clauses[0].iterable, into: iterator)
      marking(Mark(node.clauses[0].iterable)) { $0.emit(.iterate, a: iterator) }
      parts.comprehensions.append(node)
      emit(
        .comprehension, a: register, b: Int32(parts.comprehensions.count - 1), c: iterator)
    case .walrus(let node, let value):
      compile(value, into: register)
      let copy = temporary()
      emit(.move, detail: 1, a: copy, b: register)
      store(copy, in: node)
    case .starred: emit(.syntaxError, b: text("can't use starred expression here"))
    case .yield: emit(.unsupported, b: text("'yield' inside an expression"))
    case .unsupported(let feature): emit(.unsupported, b: text(feature))
    }
  }

  mutating func text(_ text: String) -> Int32 {
    parts.texts.append(text)
    return Int32(parts.texts.count - 1)
  }

  mutating func optional(_ part: Expression?, into register: Int32) {
    if let part {
      compile(part, into: register)
    } else {
      emit(.constant, a: register, b: constant(.none))
    }
  }

  private mutating func either(
    _ left: Expression, _ right: Expression, _ jump: Operation, into register: Int32
  ) {
    let end = label()
    compile(left, into: register)
    emit(jump, to: end, b: register)
    perhaps { $0.compile(right, into: register) }
    place(end)
  }

  // MARK: Operators

  private mutating func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, into register: Int32
  ) {
    let a = operand(left, before: [right])
    if let number = right.smallNumber, let special = operation.withNumber {
      emit(special, a: register, b: a, c: number)
    } else {
      emit(operation.special, detail: operation.number, a: register, b: a, c: operand(right))
    }
  }

  private mutating func compare(
    _ first: Expression, _ terms: [ComparisonTerm], into register: Int32
  ) {
    let end = label()
    let start = free
    var left = operand(first, before: terms.map { $0.operand })
    for (index, term) in terms.enumerated() {
      let isLast = index == terms.count - 1
      let later = terms[(index + 1)...].map { $0.operand }
      var right = operand(term.operand, before: later)
      var kept = right
      if !isLast, isTemporary(right) {
        // Compared now, and once more with the next.
        kept = right
        right = temporary()
        emit(.move, detail: 1, a: right, b: kept)
      }
      emit(.compare, detail: term.comparison.number, a: register, b: left, c: right)
      if !isLast { emit(.jumpIfFalseKeeping, to: end, b: register) }
      left = kept
    }
    place(end)
    if terms.count > 1 { emit(.clear, a: start, b: free - start) }
  }

  /// Jumps where a test does not hold.
  mutating func jump(to label: Label, unless test: Expression) { jump(to: label, test, if: false) }

  /// Jumps where a test is as it is said.
  mutating func jump(to target: Label, _ test: Expression, if wanted: Bool) {
    let outer = (mark, free)
    mark = Mark(test)
    switch test.kind {
    case .unary(.not, let inner): jump(to: target, inner, if: !wanted)
    case .and(let left, let right), .or(let left, let right):
      let isOr = if case .or = test.kind { true } else { false }
      if isOr == wanted {
        jump(to: target, left, if: wanted)
        perhaps { $0.jump(to: target, right, if: wanted) }
      } else {
        let end = label()
        jump(to: end, left, if: !wanted)
        perhaps { $0.jump(to: target, right, if: wanted) }
        place(end)
      }
    case .compare(let first, let terms) where terms.count == 1:
      let left = operand(first, before: [terms[0].operand])
      let detail = terms[0].comparison.number | (wanted ? 0x80 : 0)
      if let number = terms[0].operand.smallNumber, terms[0].comparison.isOrder {
        emit(.compareNumberJump, to: target, detail: detail, b: left, c: number)
      } else {
        let right = operand(terms[0].operand)
        emit(.compareJump, to: target, detail: detail, b: left, c: right)
      }
    default:
      emit(wanted ? .jumpIfTrue : .jumpIfFalse, to: target, b: operand(test))
    }
    (mark, free) = outer
  }

  // MARK: Displays

  /// How many values stand next to one another before they go into a list.
  static let most = 32

  /// Evaluates expressions into registers next to one another.
  mutating func values(_ expressions: [Expression]) -> Int32 {
    let first = temporaries(Int32(expressions.count))
    for (place, expression) in expressions.enumerated() {
      compile(expression, into: first + Int32(place))
    }
    return first
  }

  mutating func list(_ elements: [Expression], into register: Int32) {
    let plain = elements.count <= Self.most ? elements.prefix { !$0.isStarred } : []
    let outer = free
    let list = plain.count == elements.count ? register : temporary()
    emit(.buildList, a: list, b: values(Array(plain)), c: Int32(plain.count))
    for element in elements.dropFirst(plain.count) {
      let value = temporary()
      if case .starred(let inner) = element.kind {
        compile(inner, into: value)
        emit(.listExtend, a: list, b: value)
      } else {
        compile(element, into: value)
        emit(.listAppend, a: list, b: value)
      }
      free = value
    }
    if list != register { emit(.move, a: register, b: list) }
    free = outer
  }

  private mutating func dict(_ items: [DictItem], into register: Int32) {
    let dict = temporary()
    emit(.buildDict, a: dict)
    for item in items {
      let first = temporaries(2)
      if let key = item.key {
        compile(key, into: first)
        compile(item.value, into: first + 1)
        emit(.dictSet, a: dict, b: first)
      } else {
        compile(item.value, into: first)
        emit(.dictMerge, a: dict, b: first)
      }
      free = first
    }
    emit(.move, a: register, b: dict)
  }

  private mutating func formatted(_ pieces: [FormatPiece], into register: Int32) {
    if pieces.isEmpty { return emit(.constant, a: register, b: constant(.string(""))) }
    // A long text is joined piece by piece.
    var first = temporaries(Int32(min(pieces.count, Self.most)))
    let start = first
    for piece in pieces {
      if first == start + Int32(Self.most) {
        emit(.join, a: start, b: start, c: first - start)
        first = start + 1
      }
      switch piece {
      case .literal(let literal): emit(.constant, a: first, b: constant(.string(literal)))
      case .field(let value, let conversion, let spec):
        compile(value, into: first)
        if spec.isEmpty {
          emit(.format, detail: conversion?.number ?? 0, a: first)
        } else {
          let text = temporary()
          emit(.format, detail: (conversion?.number ?? 0) | 0x80, a: first)
          formatted(spec, into: text)
          emit(.formatWith, a: first, b: text)
          free = text
        }
      }
      first += 1
    }
    emit(.join, a: register, b: start, c: first - start)
  }

  // MARK: Calls

  private mutating func call(_ node: CallNode, _ whole: Expression, into register: Int32) {
    let line = whole.position.line
    if node.isPlain, node.arguments.count <= Self.most {
      let arguments = node.arguments.map { $0.value }
      let count = Int32(arguments.count)
      let callee = temporary()
      if case .attribute(let owner, let name) = node.callee.kind {
        // `object.method(…)` is called without making a bound method first.
        let receiver = temporary()
        compile(owner, into: receiver)
        marking(Mark(node.callee)) { $0.emit(.loadMethod, a: callee, c: $0.site(of: name)) }
        _ = values(arguments)
        setLine(line)
        emit(.callMethod, a: register, b: callee, c: count)
      } else {
        compile(node.callee, into: callee)
        _ = values(arguments)
        setLine(line)
        emit(.call, a: register, b: callee, c: count)
      }
      return
    }
    let callee = temporaries(3)
    compile(node.callee, into: callee)
    arguments(node.arguments, callee)
    setLine(line)
    emit(.callUnpacked, a: register, b: callee)
  }

  /// A call says in which line it is, since the program's observer and warnings ask for it.
  private mutating func setLine(_ line: Int32) {
    guard line != knownLine else { return }
    emit(.line, a: line)
    knownLine = line
  }

  /// Evaluates arguments into two lists behind the register of what is called.
  mutating func arguments(_ arguments: [ArgumentNode], _ callee: Int32) {
    emit(.buildList, a: callee + 1, b: free, c: 0)
    emit(.buildList, a: callee + 2, b: free, c: 0)
    for argument in arguments {
      let value = temporary()
      compile(argument.value, into: value)
      switch argument {
      case .positional: emit(.appendArgument, a: callee, b: value)
      case .star: emit(.extendArguments, a: callee, b: value)
      case .keyword(let name, _):
        emit(.appendKeyword, a: callee, b: value, c: constant(.string(name)))
      case .doubleStar: emit(.extendKeywords, a: callee, b: value)
      }
      free = value
    }
  }

  /// A function, with its defaults in registers next to one another.
  mutating func function(_ node: FunctionNode, into register: Int32) {
    let defaults = node.parameters.compactMap { $0.defaultValue }
    let first = values(defaults)
    parts.functions.append(node)
    emit(.function, a: register, b: Int32(parts.functions.count - 1), c: first)
  }

  // MARK: Comprehensions

  /// The clauses as loops in one another, around what they make an element of.
  mutating func compile(body node: ComprehensionNode) {
    let first = temporaries(3)
    let result = temporary()
    switch node.kind {
    case .list: emit(.buildList, a: result, b: free, c: 0)
    case .set: emit(.buildSet, a: result)
    case .dict: emit(.buildDict, a: result)
    case .generator: emit(.constant, a: result, b: constant(.none))
    }
    clause(0, of: node, iterator: first, result: result)
    emit(.returnValue, a: result)
  }

  private mutating func clause(
    _ index: Int, of node: ComprehensionNode, iterator: Int32, result: Int32
  ) {
    let clause = node.clauses[index]
    let (start, next, end) = (label(), label(), label())
    let outer = free
    marking(Mark(clause.iterable)) { compiler in
      let value = compiler.target(of: clause.target)
      compiler.emit(.forFirst, to: end, detail: 1, a: iterator, b: value)
      compiler.place(start)
      compiler.assign(value, to: clause.target)
    }
    for condition in clause.conditions { jump(to: next, unless: condition) }
    if index + 1 < node.clauses.count {
      let inner = temporaries(3)
      let iterable = node.clauses[index + 1].iterable
      compile(iterable, into: inner)
      marking(Mark(iterable)) { $0.emit(.iterate, a: inner) }
      self.clause(index + 1, of: node, iterator: inner, result: result)
    } else {
      let value = temporaries(2)
      switch node.kind {
      case .list(let element):
        compile(element, into: value)
        emit(.listAppend, a: result, b: value)
      case .set(let element):
        compile(element, into: value)
        emit(.setAdd, a: result, b: value)
      case .dict(let key, let element):
        compile(key, into: value)
        compile(element, into: value + 1)
        emit(.dictSet, a: result, b: value)
      case .generator(let element):
        compile(element, into: value)
        emit(.yield, a: value)
        emit(.clear, a: value, b: 1)
      }
    }
    free = outer
    place(next)
    marking(Mark(clause.iterable)) { compiler in
      let value = compiler.target(of: clause.target)
      compiler.emit(.forNext, to: start, detail: 1, a: iterator, b: value)
    }
    place(end)
    free = outer
  }
}

extension Expression {
  var isStarred: Bool { if case .starred = kind { true } else { false } }

  /// Whether its value may be put together by several instructions.
  fileprivate var hasBranches: Bool {
    switch kind {
    case .and, .or, .conditional, .walrus: true
    case .compare(_, let terms): terms.count > 1
    default: false
    }
  }

  /// A whole number that an instruction has room for.
  var smallNumber: Int32? {
    guard case .constant(.int(let number)) = kind else { return nil }
    return Int32(exactly: number)
  }
}

extension FormatPiece.Conversion {
  /// One and more, since zero is none.
  fileprivate var number: UInt8 {
    switch self {
    case .repr: 1
    case .str: 2
    case .ascii: 3
    }
  }
}

extension BinaryOperator {
  fileprivate var special: Operation {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    default: .binary
    }
  }

  var withNumber: Operation? {
    switch self {
    case .add: .addNumber
    case .subtract: .subtractNumber
    case .multiply: .multiplyNumber
    case .modulo: .moduloNumber
    case .floorDivide: .floorDivideNumber
    default: nil
    }
  }
}
