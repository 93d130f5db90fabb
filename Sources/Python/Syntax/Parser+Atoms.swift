extension Parser {
  /// How far the scope's record had come, to move what follows into a comprehension's scope.
  struct Marker {
    let uses: Int
    let children: Int
  }

  var marker: Marker { Marker(uses: scope.uses.count, children: scope.children.count) }

  // atom: NAME | 'True' | 'False' | 'None' | strings | NUMBER | (tuple | group | genexp) | …
  mutating func atom() throws(SyntaxFailure) -> Expression {
    let token = current
    let start = token.position
    switch token.kind {
    case .number(let value):
      index += 1
      return Expression(kind: .constant(value), extent: extent(from: start))
    case .imaginary:
      index += 1
      return Expression(
        kind: .imaginary(Double(token.text) ?? .infinity), extent: extent(from: start))
    case .name:
      index += 1
      return Expression(kind: .name(use(token.text, at: start)), extent: extent(from: start))
    case .string, .formatString, .bytes:
      return try strings()
    case .keyword:
      let constants: [String: Object] = ["None": .none, "True": .bool(true), "False": .bool(false)]
      guard let value = constants[token.text] else { throw failure("invalid syntax") }
      index += 1
      return Expression(kind: .constant(value), extent: extent(from: start))
    case .symbol:
      if accept("(") { return try group(start) }
      if accept("[") { return try listDisplay(start) }
      if accept("{") { return try braceDisplay(start) }
      if accept("...") {
        return Expression(kind: .constant(.ellipsis), extent: extent(from: start))
      }
      throw failure("invalid syntax")
    case .newline, .end:
      throw failure("invalid syntax")
    case .indent:
      throw failure("unexpected indent", kind: .indentation)
    case .dedent:
      throw failure("invalid syntax")
    }
  }

  // group: '(' (yield_expr | named_expression) ')' | tuple | genexp
  private mutating func group(_ start: Position) throws(SyntaxFailure) -> Expression {
    if accept(")") { return Expression(kind: .constant(.tuple([])), extent: extent(from: start)) }
    let mark = marker
    if atKeyword("yield") {
      let result = try yield()
      try expect(")", "invalid syntax. Perhaps you forgot a comma?")
      return result
    }
    let first = try starExpression()
    if at("="), case .name = first.kind {
      throw failure(
        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", at: first.position)
    }
    if atKeyword("for") || atKeyword("async") {
      let result = try comprehension(.generator(first), since: mark)
      try expect(")", "invalid syntax. Perhaps you forgot a comma?")
      return Expression(kind: result, extent: extent(from: start))
    }
    guard at(",") else {
      try expect(")", "invalid syntax. Perhaps you forgot a comma?")
      if case .starred = first.kind {
        throw failure("cannot use starred expression here", at: first.position)
      }
      return first
    }
    var elements = [first]
    while accept(",") {
      if at(")") { break }
      elements.append(try starExpression())
    }
    try expect(")", "invalid syntax. Perhaps you forgot a comma?")
    return Expression(kind: .tuple(elements), extent: extent(from: start))
  }

  // list: '[' [star_named_expressions] ']' ; listcomp: '[' named_expression for_if_clauses ']'
  private mutating func listDisplay(_ start: Position) throws(SyntaxFailure) -> Expression {
    var elements: [Expression] = []
    let mark = marker
    while !at("]") {
      elements.append(try starExpression())
      if elements.count == 1, atKeyword("for") || atKeyword("async") {
        let result = try comprehension(.list(elements[0]), since: mark)
        try expect("]", "invalid syntax. Perhaps you forgot a comma?")
        return Expression(kind: result, extent: extent(from: start))
      }
      if !accept(",") { break }
    }
    try expect("]", "invalid syntax. Perhaps you forgot a comma?")
    return Expression(kind: .list(elements), extent: extent(from: start))
  }

  // dict: '{' [double_starred_kvpairs] '}' ; set: '{' star_named_expressions '}' ; comprehensions
  private mutating func braceDisplay(_ start: Position) throws(SyntaxFailure) -> Expression {
    if accept("}") { return Expression(kind: .dict([]), extent: extent(from: start)) }
    let mark = marker
    if at("**") { return try dictDisplay(first: nil, start) }
    let isWalrus = startsWalrus
    let first = try starExpression()
    if at(":") {
      if isWalrus { throw failure("invalid syntax") }
      index += 1
      let value = try dictValue()
      if atKeyword("for") || atKeyword("async") {
        let result = try comprehension(.dict(first, value), since: mark)
        try expect("}")
        return Expression(kind: result, extent: extent(from: start))
      }
      return try dictDisplay(first: DictItem(key: first, value: value), start)
    }
    if atKeyword("for") || atKeyword("async") {
      let result = try comprehension(.set(first), since: mark)
      try expect("}")
      return Expression(kind: result, extent: extent(from: start))
    }
    var elements = [first]
    while accept(","), !at("}") { elements.append(try starExpression()) }
    try expect("}", "invalid syntax. Perhaps you forgot a comma?")
    return Expression(kind: .set(elements), extent: extent(from: start))
  }

  private mutating func dictDisplay(
    first: DictItem?, _ start: Position
  ) throws(SyntaxFailure) -> Expression {
    var items: [DictItem] = []
    if let first {
      items.append(first)
      if !at("}") { try expect(",", "invalid syntax. Perhaps you forgot a comma?") }
    }
    while !accept("}") {
      if accept("**") {
        items.append(DictItem(key: nil, value: try binary(minimum: 1)))
        if atKeyword("for") {
          throw failure("dict unpacking cannot be used in dict comprehension", at: start)
        }
      } else {
        let key = try expression()
        guard accept(":") else { throw failure("':' expected after dictionary key") }
        items.append(DictItem(key: key, value: try dictValue()))
      }
      if !at("}") { try expect(",", "invalid syntax. Perhaps you forgot a comma?") }
    }
    return Expression(kind: .dict(items), extent: extent(from: start))
  }

  private mutating func dictValue() throws(SyntaxFailure) -> Expression {
    guard !at("}"), !at(",") else {
      throw failure("expression expected after dictionary key and ':'")
    }
    return try expression()
  }

  // for_if_clauses: ('for' star_targets 'in' disjunction ('if' disjunction)*)+
  /// The element was read before its `for` was seen, so the names it used move to the new scope.
  mutating func comprehension(
    _ kind: ComprehensionNode.Kind, since mark: Marker
  ) throws(SyntaxFailure) -> Expression.Kind {
    switch kind {
    case .list(let element), .set(let element), .generator(let element):
      if case .starred = element.kind {
        throw failure(
          "iterable unpacking cannot be used in comprehension", at: element.position)
      }
    case .dict: break
    }
    let inner = Scope(.comprehension)
    let outer = scope
    inner.uses = Array(outer.uses[mark.uses...])
    inner.children = Array(outer.children[mark.children...])
    outer.uses.removeSubrange(mark.uses...)
    outer.children.removeSubrange(mark.children...)
    outer.children.append(inner)
    var clauses: [ComprehensionNode.Clause] = []
    var isAsynchronous = false
    scopes.append(inner)
    defer { scopes.removeLast() }
    while atKeyword("for") || atKeyword("async") {
      isAsynchronous = acceptKeyword("async") || isAsynchronous
      try expectKeyword("for")
      let target = try targetList()
      try expectKeyword("in")
      // The first iterable belongs to the scope around the comprehension.
      if clauses.isEmpty { scopes.removeLast() }
      let iterable = try disjunctionOrTernaryFree()
      if clauses.isEmpty { scopes.append(inner) }
      var conditions: [Expression] = []
      while acceptKeyword("if") { conditions.append(try conditionWithoutTernary()) }
      clauses.append(.init(target: target, iterable: iterable, conditions: conditions))
    }
    let node = ComprehensionNode(kind: kind, clauses: clauses, layout: inner.layout)
    try checkWalruses(in: node)
    return isAsynchronous
      ? .unsupported("an asynchronous comprehension") : .comprehension(node)
  }

  /// A walrus binds around the comprehension, and so neither one of its variables nor in a class.
  private func checkWalruses(in node: ComprehensionNode) throws(SyntaxFailure) {
    for clause in node.clauses {
      guard let walrus = clause.iterable.walruses.first else { continue }
      throw failure(
        "assignment expression cannot be used in a comprehension iterable expression",
        at: walrus.position)
    }
    let elements =
      switch node.kind {
      case .list(let element), .set(let element), .generator(let element): [element]
      case .dict(let key, let value): [key, value]
      }
    let walruses = (elements + node.clauses.flatMap { $0.conditions }).flatMap { $0.walruses }
    guard let first = walruses.first else { return }
    let variables = Set(node.clauses.flatMap { $0.target.names })
    for walrus in walruses where variables.contains(walrus.name) {
      throw failure(
        "assignment expression cannot rebind comprehension iteration variable '\(walrus.name)'",
        at: walrus.position)
    }
    if let owner = scopes.last(where: { $0.kind != .comprehension }), owner.kind == .classBody {
      throw failure(
        "assignment expression within a comprehension cannot be used in a class body",
        at: first.position)
    }
  }

  private mutating func disjunctionOrTernaryFree() throws(SyntaxFailure) -> Expression {
    try nested { (parser) throws(SyntaxFailure) in try parser.disjunction() }
  }

  private mutating func conditionWithoutTernary() throws(SyntaxFailure) -> Expression {
    if startsWalrus {
      return try namedExpression()
    }
    return try disjunctionOrTernaryFree()
  }

  // star_targets: star_target (',' star_target)* [',']
  mutating func targetList() throws(SyntaxFailure) -> Expression {
    let start = current.position
    var elements: [Expression] = []
    var isTuple = false
    repeat {
      if atKeyword("in") || at("=") { break }
      let position = current.position
      if accept("*") {
        elements.append(
          Expression(kind: .starred(try binary(minimum: 1)), extent: extent(from: position)))
      } else {
        elements.append(try binary(minimum: 1))
      }
      if at(",") { isTuple = true }
    } while accept(",")
    guard let first = elements.first else { throw failure("invalid syntax") }
    let target = isTuple ? Expression(kind: .tuple(elements), extent: extent(from: start)) : first
    try bindTarget(target)
    return target
  }

  /// Marks the names in an expression as assigned, or explains why it cannot be a target.
  func bindTarget(
    _ target: Expression, verb: String = "assign to", isPart: Bool = false
  ) throws(SyntaxFailure) {
    switch target.kind {
    case .name(let node): scope.bind(node.name)
    case .attribute, .subscripted: break
    case .starred where verb == "delete":
      throw failure("cannot delete starred", at: target.position)
    case .starred(let inner): try bindTarget(inner, verb: verb, isPart: isPart)
    case .tuple(let elements), .list(let elements):
      let stars = elements.count { if case .starred = $0.kind { true } else { false } }
      guard stars <= 1 else {
        throw failure("multiple starred expressions in assignment", at: target.position)
      }
      for element in elements { try bindTarget(element, verb: verb, isPart: true) }
    case .constant(.tuple(let elements)) where elements.isEmpty: break
    default:
      let isSlip = verb == "assign to" && at("=") && !isPart && !isKeywordConstant(target)
      let hint = isSlip ? " here. Maybe you meant '==' instead of '='?" : ""
      throw failure("cannot \(verb) \(description(of: target))\(hint)", at: target.position)
    }
  }

  /// Whether an expression is `None`, `True` or `False`.
  func isKeywordConstant(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .constant(.none), .constant(.bool): true
    default: false
    }
  }

  func description(of expression: Expression) -> String {
    switch expression.kind {
    case .constant(.none): "None"
    case .constant(.bool(let value)): value ? "True" : "False"
    case .constant(.ellipsis): "ellipsis"
    case .constant, .imaginary: "literal"
    case .formatted: "f-string expression"
    case .dict: "dict literal"
    case .set: "set display"
    case .unary, .binary, .and, .or: "expression"
    case .compare: "comparison"
    case .conditional: "conditional expression"
    case .lambda: "lambda"
    case .comprehension(let node):
      switch node.kind {
      case .list: "list comprehension"
      case .set: "set comprehension"
      case .dict: "dict comprehension"
      case .generator: "generator expression"
      }
    case .call: "function call"
    case .walrus: "named expression"
    case .yield: "yield expression"
    case .name: "name"
    case .tuple: "tuple"
    case .list: "list"
    case .attribute: "attribute"
    case .subscripted, .slice: "subscript"
    case .starred: "starred"
    case .unsupported(let feature): feature
    }
  }
}
