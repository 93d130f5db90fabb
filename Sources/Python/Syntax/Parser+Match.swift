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
      _ = try names(of: pattern, at: position)
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
    case .name, .number, .imaginary, .string, .formatString, .bytes: true
    case .keyword: ["not", "None", "True", "False", "lambda"].contains(current.text)
    case .symbol: ["(", "[", "{", "-", "*"].contains(current.text)
    case .newline, .indent, .dedent, .end: false
    }
  }

  // patterns: open_sequence_pattern | pattern
  private mutating func openPattern() throws(SyntaxFailure) -> Pattern {
    let first = try starPattern()
    guard at(",") else {
      if case .star = first { throw failure("invalid syntax") }
      return first
    }
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
      guard parser.current.isName else { throw parser.failure("invalid pattern target") }
      guard let target = try parser.captureTarget() else {
        throw parser.failure("cannot use '_' as a target")
      }
      return .bound(pattern, target)
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
    return .value(try literalPattern())
  }

  // literal_expr: signed_number | complex_number | strings
  private mutating func literalPattern() throws(SyntaxFailure) -> Expression {
    let start = current.position
    switch current.kind {
    case .string, .formatString, .bytes:
      let text = try strings()
      guard case .constant = text.kind else {
        throw failure("patterns may only match literals and attribute lookups", at: start)
      }
      return text
    default: break
    }
    let first = index
    _ = accept("-")
    switch current.kind {
    case .number, .imaginary: index = first
    default: throw failure("invalid syntax")
    }
    let value = try binary(minimum: 5)
    switch value.kind {
    case .constant, .imaginary, .unary(.negative, _): return value
    case .binary(_, _, let right):
      if case .imaginary = right.kind { return value }
      throw failure("imaginary number required in complex literal", at: start)
    default: throw failure("invalid syntax", at: start)
    }
  }

  private mutating func sequencePattern(_ closing: String) throws(SyntaxFailure) -> Pattern {
    if accept(closing) { return .sequence([]) }
    let first = try starPattern()
    if accept(closing) {
      if case .star = first { throw failure("invalid syntax") }
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
        _ = accept(",")
        guard rest != nil, at("}") else { throw failure("invalid syntax") }
        continue
      } else {
        let key = try keyPattern()
        try expect(":")
        items.append((key, try asPattern()))
      }
      if !at("}") { try expect(",") }
    }
    return .mapping(items, rest: rest)
  }

  // key: literal_expr | attr
  private mutating func keyPattern() throws(SyntaxFailure) -> Expression {
    let start = current.position
    switch try closedPattern() {
    case .value(let expression): return expression
    case .singleton(let constant):
      return Expression(kind: .constant(constant), extent: extent(from: start))
    default: throw failure("invalid syntax", at: start)
    }
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
        guard keywords.isEmpty else {
          throw failure("positional patterns follow keyword patterns")
        }
        positional.append(try asPattern())
      }
      if !at(")") { try expect(",") }
    }
    return .type(value, positional, keywords)
  }
}

// MARK: What patterns bind

extension Parser {
  /// The names that a pattern binds; throws where it cannot be meant so.
  private func names(
    of pattern: Pattern, at position: Position
  ) throws(SyntaxFailure) -> Set<String> {
    switch pattern {
    case .wildcard, .value, .singleton: return []
    case .capture(let node): return [node.name]
    case .star(let node): return node.map { [$0.name] } ?? []
    case .bound(let inner, let node):
      return try joined([try names(of: inner, at: position), [node.name]], at: position)
    case .sequence(let parts):
      let stars = parts.count { if case .star = $0 { true } else { false } }
      guard stars <= 1 else {
        throw failure("multiple starred names in sequence pattern", at: position)
      }
      return try joined(parts, at: position)
    case .mapping(let items, let rest):
      var keys: Set<String> = []
      for item in items {
        guard case .constant(let constant) = item.key.kind, let key = constant.patternKey,
          !keys.insert(key.identity).inserted
        else { continue }
        throw failure("mapping pattern checks duplicate key (\(key.text))", at: position)
      }
      let bound = try joined(items.map { $0.value }, at: position)
      return try joined([bound, rest.map { [$0.name] } ?? []], at: position)
    case .type(_, let positional, let keywords):
      var attributes: Set<String> = []
      for (name, _) in keywords where !attributes.insert(name).inserted {
        throw failure("attribute name repeated in class pattern: \(name)", at: position)
      }
      return try joined(positional + keywords.map { $0.value }, at: position)
    case .either(let choices):
      for choice in choices.dropLast() {
        guard let what = choice.takingEverything else { continue }
        throw failure("\(what) makes remaining patterns unreachable", at: position)
      }
      let bound = try names(of: choices[0], at: position)
      for choice in choices.dropFirst() where try names(of: choice, at: position) != bound {
        throw failure("alternative patterns bind different names", at: position)
      }
      return bound
    }
  }

  private func joined(
    _ parts: [Pattern], at position: Position
  ) throws(SyntaxFailure) -> Set<String> {
    var bound: [Set<String>] = []
    for part in parts { bound.append(try names(of: part, at: position)) }
    return try joined(bound, at: position)
  }

  private func joined(
    _ parts: [Set<String>], at position: Position
  ) throws(SyntaxFailure) -> Set<String> {
    var all: Set<String> = []
    for name in parts.lazy.flatMap({ $0.sorted() }) where !all.insert(name).inserted {
      throw failure("multiple assignments to name '\(name)' in pattern", at: position)
    }
    return all
  }
}

extension Object {
  /// What tells one constant key from another, and how a message shows it.
  fileprivate var patternKey: (identity: String, text: String)? {
    switch self {
    case .string(let text): ("s" + text, quoted(text))
    case .none: ("None", "None")
    case .bool(let flag): (flag ? "1" : "0", flag ? "True" : "False")
    case .int(let number): (String(number), String(number))
    case .float(let number):
      (Int(exactly: number).map { String($0) } ?? floatRepr(number), floatRepr(number))
    default: nil
    }
  }
}

extension Pattern {
  /// What it is, where it matches any subject.
  fileprivate var takingEverything: String? {
    switch self {
    case .wildcard: "wildcard"
    case .capture(let node): "name capture '\(node.name)'"
    case .bound(let pattern, _): pattern.takingEverything
    case .either(let patterns): patterns.last?.takingEverything
    case .value, .singleton, .sequence, .star, .mapping, .type: nil
    }
  }
}
