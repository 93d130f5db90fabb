extension Parser {
  // statement: compound_stmt | simple_stmts
  mutating func statement(into statements: inout [Statement]) throws(SyntaxFailure) {
    if let compound = try compoundStatement() {
      statements += separatingYields(compound)
      return
    }
    // simple_stmts: simple_stmt (';' simple_stmt)* [';'] NEWLINE
    repeat {
      if current.isNewline { break }
      statements += separatingYields(try simpleStatement())
    } while accept(";")
    guard current.isNewline else {
      throw failure(hintForJunk())
    }
    index += 1
  }

  /// Python 2's `print x` is the mistake readers of old tutorials make.
  private func hintForJunk() -> String {
    if index > 0, case .name = tokens[index - 1].kind,
      ["print", "exec"].contains(tokens[index - 1].text)
    {
      let name = tokens[index - 1].text
      return "Missing parentheses in call to '\(name)'. Did you mean \(name)(...)?"
    }
    return "invalid syntax"
  }

  private mutating func compoundStatement() throws(SyntaxFailure) -> Statement? {
    let start = current.position
    let kind: Statement.Kind
    if at("@") {
      kind = try decorated()
    } else if case .keyword = current.kind {
      switch current.text {
      case "if": kind = try ifStatement()
      case "while": kind = try whileStatement()
      case "for": kind = try forStatement()
      case "try": kind = try tryStatement()
      case "with": kind = try withStatement()
      case "def": kind = try function(decorators: [])
      case "class": kind = try classDefinition(decorators: [])
      case "async":
        index += 1
        let feature = "async \(current.text)"
        guard ["def", "for", "with"].contains(current.text) else {
          throw failure("invalid syntax")
        }
        guard try compoundStatement() != nil else { throw failure("invalid syntax") }
        kind = .unsupported("'\(feature)'")
      default: return nil
      }
    } else if current.isName, current.text == "match", let match = try matchStatement() {
      kind = match
    } else {
      return nil
    }
    return Statement(kind: kind, extent: Extent(start: start, end: compoundEnd))
  }

  /// Where the last token ends that is not layout.
  private var compoundEnd: Position {
    var position = index - 1
    while position > 0 {
      switch tokens[position].kind {
      case .newline, .dedent, .indent: position -= 1
      default: return tokens[position].extent.end
      }
    }
    return tokens[position].extent.end
  }

  // simple_stmt: assignment | star_expressions | return_stmt | import_stmt | raise_stmt | …
  private mutating func simpleStatement() throws(SyntaxFailure) -> Statement {
    let start = current.position
    var kind: Statement.Kind
    if case .keyword = current.kind {
      switch current.text {
      case "pass":
        index += 1
        kind = .pass
      case "break":
        guard loopDepth > 0 else { throw failure("'break' outside loop") }
        index += 1
        kind = .break
      case "continue":
        guard loopDepth > 0 else { throw failure("'continue' not properly in loop") }
        index += 1
        kind = .continue
      case "return": kind = try returnStatement()
      case "raise": kind = try raiseStatement()
      case "assert": kind = try assertStatement()
      case "del": kind = try deleteStatement()
      case "import": kind = try importStatement()
      case "from": kind = try fromStatement()
      case "global", "nonlocal": kind = try scopeStatement()
      default: kind = try assignment()
      }
    } else {
      kind = try assignment()
    }
    return Statement(kind: kind, extent: extent(from: start))
  }

  // return_stmt: 'return' [star_expressions]
  private mutating func returnStatement() throws(SyntaxFailure) -> Statement.Kind {
    guard scope.kind == .function else { throw failure("'return' outside function") }
    index += 1
    if current.isNewline || at(";") { return .return(nil) }
    let value = try expressionList()
    if case .yield(let node) = value.kind { return .yield(node, .returned) }
    return .return(value)
  }

  // raise_stmt: 'raise' expression ['from' expression] | 'raise'
  private mutating func raiseStatement() throws(SyntaxFailure) -> Statement.Kind {
    index += 1
    if current.isNewline || at(";") { return .raise(nil, cause: nil) }
    let value = try expression()
    return .raise(value, cause: acceptKeyword("from") ? try expression() : nil)
  }

  // assert_stmt: 'assert' expression [',' expression]
  private mutating func assertStatement() throws(SyntaxFailure) -> Statement.Kind {
    index += 1
    let test = try expression()
    return .assert(test, accept(",") ? try expression() : nil)
  }

  // del_stmt: 'del' del_targets
  private mutating func deleteStatement() throws(SyntaxFailure) -> Statement.Kind {
    index += 1
    let value = try expressionList()
    try bindTarget(value, verb: "delete")
    if case .tuple(let targets) = value.kind { return .delete(targets) }
    if case .list(let targets) = value.kind { return .delete(targets) }
    return .delete([value])
  }

  // import_name: 'import' ','.(dotted_name ['as' NAME])+
  private mutating func importStatement() throws(SyntaxFailure) -> Statement.Kind {
    index += 1
    var imports: [ImportNode] = []
    repeat {
      let position = current.position
      let path = try dottedName()
      let alias = acceptKeyword("as") ? try identifier() : nil
      let first = path.prefix { $0 != "." }
      imports.append(
        ImportNode(path: path, alias: alias, target: bind(alias ?? String(first), at: position)))
    } while accept(",")
    return .importModules(imports)
  }

  private mutating func dottedName() throws(SyntaxFailure) -> String {
    var path = try identifier()
    while accept(".") { path += "." + (try identifier()) }
    return path
  }

  // import_from: 'from' dotted_name 'import' ('*' | '(' names ')' | names)
  private mutating func fromStatement() throws(SyntaxFailure) -> Statement.Kind {
    index += 1
    var dots = ""
    while accept(".") { dots += "." }
    while accept("...") { dots += "..." }
    let module = dots.isEmpty || current.isName ? dots + (try dottedName()) : dots
    try expectKeyword("import")
    if accept("*") {
      guard scope.kind == .module else {
        throw failure("import * only allowed at module level")
      }
      return .importStar(module: module)
    }
    let isParenthesized = accept("(")
    var names: [ImportNode] = []
    repeat {
      if isParenthesized, at(")") { break }
      guard isParenthesized || names.isEmpty || !current.isNewline else {
        throw failure("trailing comma not allowed without surrounding parentheses")
      }
      let position = current.position
      let name = try identifier()
      if module == "__future__" { try checkFuture(name, at: position) }
      let alias = acceptKeyword("as") ? try identifier() : nil
      names.append(ImportNode(path: name, alias: alias, target: bind(alias ?? name, at: position)))
    } while accept(",")
    if isParenthesized { try expect(")") }
    return .importNames(module: module, names)
  }

  /// Refuses what is no feature, and one that is asked for after the program has begun.
  private func checkFuture(_ name: String, at position: Position) throws(SyntaxFailure) {
    guard !hasBegun else {
      throw failure(
        "from __future__ imports must occur at the beginning of the file", at: position)
    }
    guard name != "braces" else { throw failure("not a chance", at: position) }
    guard Interpreter.futureNames.contains(name) else {
      throw failure("future feature \(name) is not defined", at: position)
    }
  }

  // global_stmt: 'global' ','.NAME+ ; nonlocal_stmt: 'nonlocal' ','.NAME+
  private mutating func scopeStatement() throws(SyntaxFailure) -> Statement.Kind {
    let isGlobal = current.text == "global"
    let word = current.text
    if !isGlobal, scope.kind == .module {
      throw failure("nonlocal declaration not allowed at module level")
    }
    index += 1
    repeat {
      let position = current.position
      let name = try identifier()
      guard !scope.isParameter(name) else {
        throw failure("name '\(name)' is parameter and \(word)", at: position)
      }
      if scope.kind != .module, scope.isUsed(name) || scope.isBound(name) {
        let problem =
          scope.isBound(name)
          ? "is assigned to before" : "is used prior to"
        throw failure("name '\(name)' \(problem) \(word) declaration", at: position)
      }
      if isGlobal {
        scope.declareGlobal(name)
      } else {
        scope.declareNonlocal(name, at: position)
      }
    } while accept(",")
    return .pass
  }

  // yield_expr | star_expressions
  private mutating func value() throws(SyntaxFailure) -> Expression {
    atKeyword("yield") ? try yield() : try expressionList()
  }

  private func checkAnnotated(_ target: Expression) throws(SyntaxFailure) {
    switch target.kind {
    case .name, .attribute, .subscripted: break
    case .tuple, .constant(.tuple):
      throw failure("only single target (not tuple) can be annotated", at: target.position)
    case .list:
      throw failure("only single target (not list) can be annotated", at: target.position)
    default: throw failure("illegal target for annotation", at: target.position)
    }
  }

  // assignment: target ':' annotation ['=' value] | (targets '=')+ value | target augassign value
  private mutating func assignment() throws(SyntaxFailure) -> Statement.Kind {
    let first = try value()
    if at(":") {
      try checkAnnotated(first)
      try bindTarget(first)
      index += 1
      let mark = marker
      _ = try expression()
      // Annotations are not evaluated, so their names are not used.
      scope.uses.removeSubrange(mark.uses...)
      scope.children.removeSubrange(mark.children...)
      let value = accept("=") ? try value() : nil
      return .annotated(first, value)
    }
    if at("=") {
      var targets: [Expression] = []
      var value = first
      while at("=") {
        try bindTarget(value)
        if case .starred = value.kind {
          throw failure("starred assignment target must be in a list or tuple", at: value.position)
        }
        index += 1
        targets.append(value)
        value = try self.value()
      }
      if case .yield(let node) = value.kind { return .yield(node, .assign(targets)) }
      if case .starred = value.kind {
        throw failure("can't use starred expression here", at: value.position)
      }
      return .assign(targets, value)
    }
    if case .symbol = current.kind, current.text.count > 1, current.text.hasSuffix("="),
      let operation = BinaryOperator(rawValue: String(current.text.dropLast()))
    {
      switch first.kind {
      case .name, .attribute, .subscripted: try bindTarget(first)
      default:
        throw failure(
          "'\(description(of: first))' is an illegal expression for augmented assignment",
          at: first.position)
      }
      index += 1
      let value = try value()
      if case .yield(let node) = value.kind { return .yield(node, .augmented(first, operation)) }
      return .augmented(first, operation, value)
    }
    if case .yield(let node) = first.kind { return .yield(node, .discard) }
    if case .starred = first.kind {
      throw failure("can't use starred expression here", at: first.position)
    }
    return .expression(first)
  }
}
