import Platform

/// A recursive-descent parser of Python 3.11; each method quotes the grammar rule it reads.
///
/// Source: "Full Grammar specification", Python 3.11 reference.
struct Parser {
  let file: SourceFile
  var tokens: [Token]
  var index = 0
  /// Innermost last.
  var scopes: [Scope]
  var depth = 0
  /// How far rules within one another may take the machine's stack.
  private let floor = NativeStack.current.floor
  var loopDepth = 0
  /// Whether a statement came before that is neither the documentation nor an import from
  /// `__future__`.
  var hasBegun = false

  init(_ file: SourceFile) throws(SyntaxFailure) {
    self.file = file
    var lexer = Lexer(file)
    tokens = try lexer.tokenize()
    scopes = [Scope(.module)]
  }

  /// A parser of the expression inside the braces of a format string.
  init(
    fragment: [UInt8], of file: SourceFile, at position: Position, scopes: [Scope], depth: Int
  ) throws(SyntaxFailure) {
    self.file = file
    var lexer = Lexer(fragment: fragment, of: file, at: position)
    tokens = try lexer.tokenize()
    self.scopes = scopes
    self.depth = depth
  }

  // file: statements? ENDMARKER
  mutating func program() throws(SyntaxFailure) -> [Statement] {
    var statements: [Statement] = []
    while !current.isEnd {
      if case .indent = current.kind {
        throw failure("unexpected indent", kind: .indentation)
      }
      if current.isNewline {
        index += 1
        continue
      }
      try statement(into: &statements)
      hasBegun = hasBegun || !isPreamble(statements)
    }
    try scope.resolve(file)
    return statements
  }

  /// Whether all statements may stand before an import from `__future__`.
  private func isPreamble(_ statements: [Statement]) -> Bool {
    statements.enumerated().allSatisfy { index, statement in
      switch statement.kind {
      case .importNames(module: "__future__", _): true
      case .expression(let value):
        if case .constant(.string) = value.kind { index == 0 } else { false }
      default: false
      }
    }
  }

  // MARK: Tokens

  var current: Token { tokens[index] }
  var next: Token { tokens[min(index + 1, tokens.count - 1)] }
  var scope: Scope { scopes[scopes.count - 1] }

  func at(_ symbol: String) -> Bool {
    if case .symbol = tokens[index].kind { tokens[index].text == symbol } else { false }
  }

  func atKeyword(_ word: String) -> Bool {
    if case .keyword = tokens[index].kind { tokens[index].text == word } else { false }
  }

  mutating func accept(_ symbol: String) -> Bool {
    guard at(symbol) else { return false }
    index += 1
    return true
  }

  mutating func acceptKeyword(_ word: String) -> Bool {
    guard atKeyword(word) else { return false }
    index += 1
    return true
  }

  mutating func expect(_ symbol: String, _ message: String = "invalid syntax") throws(SyntaxFailure)
  {
    guard accept(symbol) else { throw failure(message) }
  }

  mutating func expectKeyword(_ word: String) throws(SyntaxFailure) {
    guard acceptKeyword(word) else { throw failure("invalid syntax") }
  }

  mutating func identifier() throws(SyntaxFailure) -> String {
    guard current.isName else { throw failure("invalid syntax") }
    defer { index += 1 }
    return current.text
  }

  /// From a position to the end of the last token that was read.
  func extent(from start: Position) -> Extent {
    Extent(start: start, end: index > 0 ? tokens[index - 1].extent.end : start)
  }

  func failure(_ message: String, kind: SyntaxFailure.Kind = .syntax) -> SyntaxFailure {
    file.failure(message, at: current.position, kind: kind)
  }

  func failure(_ message: String, at position: Position) -> SyntaxFailure {
    file.failure(message, at: position)
  }

  /// Runs a rule that may contain itself, within a bounded depth.
  mutating func nested<T>(
    _ rule: (inout Parser) throws(SyntaxFailure) -> T
  ) throws(SyntaxFailure) -> T {
    guard depth < 400, NativeStack.here > floor else {
      throw failure("too many nested parentheses")
    }
    depth += 1
    defer { depth -= 1 }
    return try rule(&self)
  }

  // MARK: Names

  mutating func use(_ name: String, at position: Position) -> NameNode {
    let node = NameNode(name, at: position)
    scope.uses.append(node)
    // `super()` needs the class the method was defined in.
    if name == "super", scope.kind != .module {
      scope.uses.append(NameNode("__class__", at: position))
    }
    return node
  }

  mutating func bind(_ name: String, at position: Position) -> NameNode {
    scope.bind(name)
    return use(name, at: position)
  }
}
