extension Parser {
  // star_expressions: star_expression (',' star_expression)* [',']
  mutating func expressionList() throws(SyntaxFailure) -> Expression {
    let start = current.position
    let first = try starExpression(named: false)
    guard at(",") else { return first }
    var elements = [first]
    while accept(",") {
      if endsList { break }
      elements.append(try starExpression(named: false))
    }
    return Expression(kind: .tuple(elements), extent: extent(from: start))
  }

  private var endsList: Bool {
    switch current.kind {
    case .newline, .end: true
    case .symbol:
      [")", "]", "}", "=", ":", ";"].contains(current.text)
        || (current.text.hasSuffix("=") && !["==", "!=", "<=", ">="].contains(current.text))
    case .keyword: ["in", "for", "if", "from"].contains(current.text)
    case .name, .number, .imaginary, .string, .formatString, .bytes, .indent, .dedent: false
    }
  }

  // star_expression: '*' bitwise_or | expression ; star_named_expression: with named_expression
  mutating func starExpression(named: Bool = true) throws(SyntaxFailure) -> Expression {
    let start = current.position
    if accept("*") {
      return Expression(kind: .starred(try binary(minimum: 1)), extent: extent(from: start))
    }
    return named ? try namedExpression() : try expression()
  }

  // named_expression: NAME ':=' expression | expression
  mutating func namedExpression() throws(SyntaxFailure) -> Expression {
    let start = current.position
    if startsWalrus {
      let name = current.text
      index += 2
      let value = try expression()
      // A comprehension's walrus binds in the function around it.
      let owner = scopes.last { $0.kind != .comprehension } ?? scope
      owner.bind(name)
      return Expression(kind: .walrus(use(name, at: start), value), extent: extent(from: start))
    }
    let value = try expression()
    if at(":=") {
      if case .name = value.kind { throw failure("invalid syntax") }
      throw failure(
        "cannot use assignment expressions with \(description(of: value))", at: value.position)
    }
    return value
  }

  /// Whether a walrus without parentheses follows.
  var startsWalrus: Bool {
    guard current.isName, case .symbol = next.kind else { return false }
    return next.text == ":="
  }

  // expression: disjunction ['if' disjunction 'else' expression] | lambdef
  mutating func expression() throws(SyntaxFailure) -> Expression {
    try nested { (parser) throws(SyntaxFailure) in
      let start = parser.current.position
      if parser.atKeyword("lambda") { return try parser.lambda() }
      let value = try parser.disjunction()
      guard parser.acceptKeyword("if") else { return value }
      let test = try parser.disjunction()
      guard parser.acceptKeyword("else") else {
        throw parser.failure("expected 'else' after 'if' expression", at: start)
      }
      let otherwise = try parser.expression()
      return Expression(
        kind: .conditional(test: test, then: value, otherwise: otherwise),
        extent: parser.extent(from: start))
    }
  }

  // yield_expr: 'yield' 'from' expression | 'yield' [star_expressions]
  mutating func yield() throws(SyntaxFailure) -> Expression {
    let start = current.position
    index += 1
    guard scope.kind == .function else { throw failure("'yield' outside function", at: start) }
    scope.isGenerator = true
    if acceptKeyword("from") {
      return Expression(
        kind: .yield(YieldNode(value: try expression(), isFrom: true)), extent: extent(from: start))
    }
    let value = endsList ? nil : try expressionList()
    return Expression(
      kind: .yield(YieldNode(value: value, isFrom: false)), extent: extent(from: start))
  }

  // disjunction: conjunction ('or' conjunction)*
  mutating func disjunction() throws(SyntaxFailure) -> Expression {
    let start = current.position
    var result = try conjunction()
    while acceptKeyword("or") {
      try checkDepth(of: result)
      result = Expression(kind: .or(result, try conjunction()), extent: extent(from: start))
    }
    return result
  }

  // conjunction: inversion ('and' inversion)*
  private mutating func conjunction() throws(SyntaxFailure) -> Expression {
    let start = current.position
    var result = try inversion()
    while acceptKeyword("and") {
      try checkDepth(of: result)
      result = Expression(kind: .and(result, try inversion()), extent: extent(from: start))
    }
    return result
  }

  // inversion: 'not' inversion | comparison
  private mutating func inversion() throws(SyntaxFailure) -> Expression {
    let start = current.position
    guard acceptKeyword("not") else { return try comparison() }
    let operand = try nested { (parser) throws(SyntaxFailure) in try parser.inversion() }
    return Expression(kind: .unary(.not, operand), extent: extent(from: start))
  }

  // comparison: bitwise_or (comp_op bitwise_or)*
  private mutating func comparison() throws(SyntaxFailure) -> Expression {
    let start = current.position
    let first = try binary(minimum: 1)
    var terms: [ComparisonTerm] = []
    while let comparison = acceptComparison() {
      terms.append(ComparisonTerm(comparison: comparison, operand: try binary(minimum: 1)))
    }
    return terms.isEmpty
      ? first : Expression(kind: .compare(first, terms), extent: extent(from: start))
  }

  private mutating func acceptComparison() -> ComparisonOperator? {
    if case .symbol = current.kind, let found = ComparisonOperator(rawValue: current.text) {
      index += 1
      return found
    }
    if acceptKeyword("in") { return .in }
    if acceptKeyword("is") { return acceptKeyword("not") ? .isNot : .is }
    if atKeyword("not"), case .keyword = next.kind, next.text == "in" {
      index += 2
      return .notIn
    }
    return nil
  }

  // bitwise_or: bitwise_or '|' bitwise_xor | … | term: term '*' factor | factor
  /// One method climbs all the left-associative levels.
  mutating func binary(minimum: Int) throws(SyntaxFailure) -> Expression {
    let start = current.position
    var left = try factor()
    while case .symbol = current.kind, let level = Parser.levels[current.text], level >= minimum,
      let operation = BinaryOperator(rawValue: current.text)
    {
      try checkDepth(of: left)
      index += 1
      let right = try binary(minimum: level + 1)
      left = Expression(kind: .binary(operation, left, right), extent: extent(from: start))
    }
    return left
  }

  private static let levels: [String: Int] = [
    "|": 1, "^": 2, "&": 3, "<<": 4, ">>": 4, "+": 5, "-": 5, "*": 6, "/": 6, "//": 6, "%": 6,
    "@": 6,
  ]

  /// Bounds how deep a tree gets by chains, which nest to the left without nesting of rules.
  private func checkDepth(of expression: Expression) throws(SyntaxFailure) {
    guard expression.depth < 3000 else { throw failure("too many terms in one expression") }
  }

  // factor: ('+' | '-' | '~') factor | power
  private mutating func factor() throws(SyntaxFailure) -> Expression {
    let start = current.position
    guard case .symbol = current.kind, ["+", "-", "~"].contains(current.text),
      let operation = UnaryOperator(rawValue: current.text)
    else { return try power() }
    index += 1
    let operand = try nested { (parser) throws(SyntaxFailure) in try parser.factor() }
    if operation == .negative, case .constant(let value) = operand.kind {
      if case .int(let number) = value, number != .min {
        return Expression(kind: .constant(.int(-number)), extent: extent(from: start))
      }
      if case .float(let number) = value {
        return Expression(kind: .constant(.float(-number)), extent: extent(from: start))
      }
    }
    return Expression(kind: .unary(operation, operand), extent: extent(from: start))
  }

  // power: await_primary '**' factor | await_primary
  private mutating func power() throws(SyntaxFailure) -> Expression {
    let start = current.position
    let base = try primary()
    guard accept("**") else { return base }
    let exponent = try nested { (parser) throws(SyntaxFailure) in try parser.factor() }
    return Expression(kind: .binary(.power, base, exponent), extent: extent(from: start))
  }

  // primary: primary '.' NAME | primary '(' [arguments] ')' | primary '[' slices ']' | atom
  private mutating func primary() throws(SyntaxFailure) -> Expression {
    let start = current.position
    if acceptKeyword("await") {
      _ = try primary()
      return Expression(kind: .unsupported("'await'"), extent: extent(from: start))
    }
    var result = try atom()
    while case .symbol = current.kind {
      try checkDepth(of: result)
      if accept(".") {
        result = Expression(kind: .attribute(result, try identifier()), extent: extent(from: start))
      } else if accept("(") {
        let arguments = try arguments()
        result = Expression(
          kind: .call(CallNode(callee: result, arguments: arguments)), extent: extent(from: start))
      } else if accept("[") {
        let index = try slices()
        try expect("]", "invalid syntax. Perhaps you forgot a comma?")
        result = Expression(kind: .subscripted(result, index), extent: extent(from: start))
      } else {
        break
      }
    }
    return result
  }

  // slices: slice !',' | ','.(slice | starred_expression)+ [',']
  private mutating func slices() throws(SyntaxFailure) -> Expression {
    let start = current.position
    let first = try slice()
    guard at(",") else { return first }
    var elements = [first]
    while accept(",") {
      if at("]") { break }
      elements.append(try slice())
    }
    return Expression(kind: .tuple(elements), extent: extent(from: start))
  }

  // slice: [expression] ':' [expression] [':' [expression]] | named_expression
  private mutating func slice() throws(SyntaxFailure) -> Expression {
    let start = current.position
    var lower: Expression?
    if !at(":") {
      let isWalrus = startsWalrus
      let value = try starExpression()
      if !at(":") { return value }
      if isWalrus { throw failure("invalid syntax") }
      lower = value
    }
    index += 1
    let upper = endsSlicePart ? nil : try expression()
    let step = accept(":") && !endsSlicePart ? try expression() : nil
    return Expression(kind: .slice(lower, upper, step), extent: extent(from: start))
  }

  private var endsSlicePart: Bool { at(":") || at("]") || at(",") }

  // args: ','.(starred_expression | named_expression | kwarg)+ [',']
  mutating func arguments() throws(SyntaxFailure) -> [ArgumentNode] {
    var result: [ArgumentNode] = []
    var hasKeyword = false
    var keywords: Set<String> = []
    while !accept(")") {
      if accept("*") {
        for case .doubleStar in result {
          throw failure("iterable argument unpacking follows keyword argument unpacking")
        }
        result.append(.star(try expression()))
      } else if accept("**") {
        hasKeyword = true
        result.append(.doubleStar(try expression()))
      } else if current.isName, case .symbol = next.kind, next.text == "=" {
        let name = current.text
        guard keywords.insert(name).inserted else {
          throw failure("keyword argument repeated: \(name)")
        }
        index += 2
        hasKeyword = true
        result.append(.keyword(name, try expression()))
      } else {
        let mark = marker
        let value = try namedExpression()
        if atKeyword("for") || atKeyword("async") {
          let node = try comprehension(.generator(value), since: mark)
          guard result.isEmpty, at(")") else {
            throw failure("Generator expression must be parenthesized", at: value.position)
          }
          result.append(
            .positional(Expression(kind: node, extent: extent(from: value.position))))
        } else {
          guard !at("=") else {
            throw failure(
              isKeywordConstant(value)
                ? "cannot assign to \(description(of: value))"
                : "expression cannot contain assignment, perhaps you meant \"==\"?",
              at: value.position)
          }
          guard !hasKeyword else {
            let isUnpacking = result.contains { if case .doubleStar = $0 { true } else { false } }
            throw failure(
              "positional argument follows keyword argument\(isUnpacking ? " unpacking" : "")",
              at: value.position)
          }
          result.append(.positional(value))
        }
      }
      if !at(")") {
        guard accept(",") else { throw failure("invalid syntax. Perhaps you forgot a comma?") }
      }
    }
    return result
  }

  // lambdef: 'lambda' [lambda_params] ':' expression
  private mutating func lambda() throws(SyntaxFailure) -> Expression {
    let start = current.position
    index += 1
    let inner = Scope(.function)
    let parameters = try parameters(until: ":", scope: inner, annotated: false)
    try expect(":")
    scope.children.append(inner)
    scopes.append(inner)
    defer { scopes.removeLast() }
    let body = try expression()
    let node = FunctionNode(
      name: "<lambda>", position: start, parameters: parameters, body: .expression(body),
      decorators: [], documentation: nil, isGenerator: inner.isGenerator, layout: inner.layout,
      target: nil)
    return Expression(kind: .lambda(node), extent: extent(from: start))
  }
}
