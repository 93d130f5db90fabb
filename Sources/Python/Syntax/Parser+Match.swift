extension Parser {
  // match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
  /// `match` is an ordinary name too: nil, with nothing read, if no `case` follows.
  mutating func matchStatement() throws(SyntaxFailure) -> Statement.Kind? {
    let start = index
    let mark = marker
    index += 1
    guard startsSubject, let subject = try? expressionList(), accept(":"), current.isNewline,
      case .indent = next.kind, index + 2 < tokens.count, tokens[index + 2].isName,
      tokens[index + 2].text == "case"
    else {
      index = start
      scope.uses.removeSubrange(mark.uses...)
      scope.children.removeSubrange(mark.children...)
      return nil
    }
    index += 2
    var cases: [MatchNode.Case] = []
    while current.isName, current.text == "case" {
      let line = current.position.line
      index += 1
      let position = current.position
      let pattern = try openPattern()
      let guardTest = acceptKeyword("if") ? try namedExpression() : nil
      let body = try block(after: "'case' statement", on: line)
      cases.append(.init(pattern: pattern, guardTest: guardTest, body: body))
      if guardTest == nil, current.isName, current.text == "case",
        let what = pattern.takingEverything
      {
        throw failure("\(what) makes remaining patterns unreachable", at: position)
      }
    }
    guard case .dedent = current.kind else { throw failure("invalid syntax") }
    index += 1
    return .match(MatchNode(subject: subject, cases: cases))
  }

  private var startsSubject: Bool {
    switch current.kind {
    case .name, .number, .string, .formatString, .bytes: true
    case .keyword: ["not", "None", "True", "False", "lambda"].contains(current.text)
    case .symbol: ["(", "[", "{", "-", "*"].contains(current.text)
    case .newline, .indent, .dedent, .end: false
    }
  }

  // patterns: open_sequence_pattern | pattern
  private mutating func openPattern() throws(SyntaxFailure) -> Pattern {
    let first = try starPattern()
    guard at(",") else { return first }
    var elements = [first]
    while accept(",") {
      if at(":") || atKeyword("if") { break }
      elements.append(try starPattern())
    }
    return .sequence(elements)
  }

  // maybe_star_pattern: '*' NAME | as_pattern
  private mutating func starPattern() throws(SyntaxFailure) -> Pattern {
    guard accept("*") else { return try asPattern() }
    return .star(try captureTarget())
  }

  private mutating func captureTarget() throws(SyntaxFailure) -> NameNode? {
    let position = current.position
    let name = try identifier()
    return name == "_" ? nil : bind(name, at: position)
  }

  // as_pattern: or_pattern 'as' NAME | '|'.closed_pattern+
  private mutating func asPattern() throws(SyntaxFailure) -> Pattern {
    try nested { (parser) throws(SyntaxFailure) in
      var choices = [try parser.closedPattern()]
      while parser.accept("|") { choices.append(try parser.closedPattern()) }
      let pattern = choices.count == 1 ? choices[0] : .either(choices)
      guard parser.acceptKeyword("as") else { return pattern }
      return try parser.captureTarget().map { .bound(pattern, $0) } ?? pattern
    }
  }

  // closed_pattern: literal | NAME | dotted value | '(' … ')' | '[' … ']' | '{' … '}' | class
  private mutating func closedPattern() throws(SyntaxFailure) -> Pattern {
    if accept("(") { return try sequencePattern(")") }
    if accept("[") { return .sequence(try patterns(until: "]")) }
    if accept("{") { return try mappingPattern() }
    if current.isName {
      if case .symbol = next.kind, next.text == "." || next.text == "(" {
        return try valueOrClass()
      }
      return try captureTarget().map { .capture($0) } ?? .wildcard
    }
    let singletons: [String: Object] = ["None": .none, "True": .bool(true), "False": .bool(false)]
    if case .keyword = current.kind, let value = singletons[current.text] {
      index += 1
      return .singleton(value)
    }
    return .value(try binary(minimum: 5))
  }

  private mutating func sequencePattern(_ closing: String) throws(SyntaxFailure) -> Pattern {
    if accept(closing) { return .sequence([]) }
    let first = try starPattern()
    if accept(closing) {
      if case .star = first { return .sequence([first]) }
      return first
    }
    try expect(",")
    return .sequence([first] + (try patterns(until: closing)))
  }

  private mutating func patterns(until closing: String) throws(SyntaxFailure) -> [Pattern] {
    var result: [Pattern] = []
    while !accept(closing) {
      result.append(try starPattern())
      if !at(closing) { try expect(",") }
    }
    return result
  }

  private mutating func mappingPattern() throws(SyntaxFailure) -> Pattern {
    var items: [(key: Expression, value: Pattern)] = []
    var rest: NameNode?
    while !accept("}") {
      if accept("**") {
        rest = try captureTarget()
      } else {
        let key = try binary(minimum: 5)
        try expect(":")
        items.append((key, try asPattern()))
      }
      if !at("}") { try expect(",") }
    }
    return .mapping(items, rest: rest)
  }

  private mutating func valueOrClass() throws(SyntaxFailure) -> Pattern {
    let start = current.position
    var value = Expression(
      kind: .name(use(try identifier(), at: start)), extent: extent(from: start))
    while accept(".") {
      value = Expression(kind: .attribute(value, try identifier()), extent: extent(from: start))
    }
    guard accept("(") else { return .value(value) }
    var positional: [Pattern] = []
    var keywords: [(name: String, value: Pattern)] = []
    while !accept(")") {
      if current.isName, case .symbol = next.kind, next.text == "=" {
        let name = try identifier()
        index += 1
        keywords.append((name, try asPattern()))
      } else {
        positional.append(try asPattern())
      }
      if !at(")") { try expect(",") }
    }
    return .type(value, positional, keywords)
  }
}

extension Pattern {
  /// What it is, where it matches any subject.
  fileprivate var takingEverything: String? {
    switch self {
    case .wildcard: "wildcard"
    case .capture(let node): "name capture '\(node.name)'"
    case .bound(let pattern, let node):
      pattern.takingEverything.map { _ in "name capture '\(node.name)'" }
    case .either(let patterns): patterns.last?.takingEverything
    case .value, .singleton, .sequence, .star, .mapping, .type: nil
    }
  }
}
