extension Parser {
  // block: NEWLINE INDENT statements DEDENT | simple_stmts
  mutating func block(after what: String, on line: Int32) throws(SyntaxFailure) -> [Statement] {
    guard accept(":") else {
      let isForgotten =
        current.isNewline || !["'if'", "'elif'", "'while'"].contains(where: what.hasPrefix)
      throw failure(isForgotten ? "expected ':'" : "invalid syntax")
    }
    var statements: [Statement] = []
    guard current.isNewline else {
      try nested { (parser) throws(SyntaxFailure) in try parser.statement(into: &statements) }
      return statements
    }
    index += 1
    guard case .indent = current.kind else {
      throw failure(
        "expected an indented block after \(what) on line \(line)", kind: .indentation)
    }
    index += 1
    while true {
      if case .dedent = current.kind { break }
      if current.isEnd { return statements }
      if case .indent = current.kind { throw failure("unexpected indent", kind: .indentation) }
      try nested { (parser) throws(SyntaxFailure) in try parser.statement(into: &statements) }
    }
    index += 1
    return statements
  }

  private mutating func loopBody(after what: String, on line: Int32) throws(SyntaxFailure)
    -> [Statement]
  {
    loopDepth += 1
    defer { loopDepth -= 1 }
    return try block(after: what, on: line)
  }

  private mutating func elseBlock() throws(SyntaxFailure) -> [Statement] {
    let line = current.position.line
    return acceptKeyword("else") ? try block(after: "'else' statement", on: line) : []
  }

  // if_stmt: 'if' named_expression ':' block ('elif' named_expression ':' block)* ['else' ':' block]
  mutating func ifStatement() throws(SyntaxFailure) -> Statement.Kind {
    var branches: [Statement.Branch] = []
    repeat {
      let word = current.text
      let line = current.position.line
      index += 1
      let test = try namedExpression()
      try rejectAssignment()
      branches.append(.init(test: test, body: try block(after: "'\(word)' statement", on: line)))
    } while atKeyword("elif")
    return .if(branches, otherwise: try elseBlock())
  }

  private func rejectAssignment() throws(SyntaxFailure) {
    if at("=") {
      throw failure("invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
    }
  }

  // while_stmt: 'while' named_expression ':' block ['else' ':' block]
  mutating func whileStatement() throws(SyntaxFailure) -> Statement.Kind {
    let position = current.position
    index += 1
    let test = try namedExpression()
    try rejectAssignment()
    let body = try loopBody(after: "'while' statement", on: position.line)
    return .while(
      LoopNode(
        target: nil, subject: test, body: body, otherwise: try elseBlock(), position: position))
  }

  // for_stmt: 'for' star_targets 'in' star_expressions ':' block ['else' ':' block]
  mutating func forStatement() throws(SyntaxFailure) -> Statement.Kind {
    let position = current.position
    index += 1
    let target = try targetList()
    try expectKeyword("in")
    let subject = try expressionList()
    let body = try loopBody(after: "'for' statement", on: position.line)
    return .for(
      LoopNode(
        target: target, subject: subject, body: body, otherwise: try elseBlock(),
        position: position))
  }

  // try_stmt: 'try' ':' block except_block* ['else' ':' block] ['finally' ':' block]
  mutating func tryStatement() throws(SyntaxFailure) -> Statement.Kind {
    let line = current.position.line
    index += 1
    let body = try block(after: "'try' statement", on: line)
    var handlers: [TryNode.Handler] = []
    var takesGroups = false
    while atKeyword("except") {
      let position = current.position
      index += 1
      takesGroups = accept("*") || takesGroups
      if let last = handlers.last, last.type == nil {
        throw failure("default 'except:' must be last", at: last.position)
      }
      var type: Expression?
      var name: NameNode?
      if !at(":") {
        type = try expression()
        if at(",") { throw failure("multiple exception types must be parenthesized") }
        if acceptKeyword("as") {
          let position = current.position
          name = bind(try identifier(), at: position)
        }
      }
      let body = try block(after: "'except' statement", on: position.line)
      handlers.append(.init(type: type, name: name, body: body, position: position))
    }
    let otherwise = handlers.isEmpty ? [] : try elseBlock()
    let finallyLine = current.position.line
    let finally =
      acceptKeyword("finally") ? try block(after: "'finally' statement", on: finallyLine) : []
    guard !handlers.isEmpty || !finally.isEmpty else {
      throw failure("expected 'except' or 'finally' block")
    }
    if takesGroups { return .unsupported("'except*'") }
    return .try(TryNode(body: body, handlers: handlers, otherwise: otherwise, finally: finally))
  }

  // with_stmt: 'with' ('(' ','.with_item+ [','] ')' | ','.with_item+) ':' block
  mutating func withStatement() throws(SyntaxFailure) -> Statement.Kind {
    let line = current.position.line
    index += 1
    var items: [WithNode.Item] = []
    // `with (a as x, b as y):` and `with (a):` begin alike; try the parenthesised list first.
    let start = index
    let mark = marker
    if accept("("), let list = try? withItems(closing: ")"), accept(")"), at(":") {
      items = list
    } else {
      index = start
      scope.uses.removeSubrange(mark.uses...)
      scope.children.removeSubrange(mark.children...)
      items = try withItems(closing: ":")
    }
    return .with(WithNode(items: items, body: try block(after: "'with' statement", on: line)))
  }

  private mutating func withItems(closing: String) throws(SyntaxFailure) -> [WithNode.Item] {
    var items: [WithNode.Item] = []
    repeat {
      if closing == ")", at(closing) { break }
      let context = try expression()
      var target: Expression?
      if acceptKeyword("as") {
        let value = try binary(minimum: 1)
        try bindTarget(value)
        target = value
      }
      items.append(.init(context: context, target: target))
    } while accept(",")
    return items
  }

  // decorators: ('@' named_expression NEWLINE)+ (function_def | class_def)
  mutating func decorated() throws(SyntaxFailure) -> Statement.Kind {
    var decorators: [Expression] = []
    while accept("@") {
      decorators.append(try namedExpression())
      guard current.isNewline else { throw failure("invalid syntax") }
      index += 1
    }
    if atKeyword("def") { return try function(decorators: decorators) }
    if atKeyword("class") { return try classDefinition(decorators: decorators) }
    if acceptKeyword("async") {
      _ = try function(decorators: decorators)
      return .unsupported("'async def'")
    }
    throw failure("invalid syntax")
  }

  // function_def: 'def' NAME '(' [params] ')' ['->' expression] ':' block
  mutating func function(decorators: [Expression]) throws(SyntaxFailure) -> Statement.Kind {
    let position = current.position
    try expectKeyword("def")
    let name = try identifier()
    guard accept("(") else { throw failure("expected '('") }
    let inner = Scope(.function)
    let parameters = try parameters(until: ")", scope: inner, annotated: true)
    try expect(")")
    let returns = accept("->") ? try annotation() : nil
    let target = bind(name, at: position)
    scope.children.append(inner)
    scopes.append(inner)
    let outerLoops = loopDepth
    loopDepth = 0
    let body = try block(after: "function definition", on: position.line)
    loopDepth = outerLoops
    scopes.removeLast()
    return .function(
      FunctionNode(
        name: name, position: position, parameters: parameters, body: .block(body),
        decorators: decorators, documentation: documentation(of: body),
        isGenerator: inner.isGenerator, layout: inner.layout, returns: returns, target: target))
  }

  /// Reads an annotation, which is not evaluated, and returns its text.
  private mutating func annotation() throws(SyntaxFailure) -> String {
    let mark = marker
    let start = current.position
    _ = try expression()
    scope.uses.removeSubrange(mark.uses...)
    scope.children.removeSubrange(mark.children...)
    return file.text(of: extent(from: start))
  }

  private func documentation(of body: [Statement]) -> String? {
    guard case .expression(let first)? = body.first?.kind,
      case .constant(.string(let text)) = first.kind
    else { return nil }
    return text
  }

  // parameters: (param ['=' default] | '/' | '*' [param] | '**' param) separated by ','
  mutating func parameters(
    until closing: String, scope inner: Scope, annotated: Bool
  ) throws(SyntaxFailure) -> [Parameter] {
    var result: [Parameter] = []
    var kind = Parameter.Kind.ordinary
    var hasDefault = false
    while !at(closing) {
      if accept("/") {
        guard !result.isEmpty else { throw failure("at least one argument must precede /") }
        guard result[0].kind != .positionalOnly else { throw failure("/ may appear only once") }
        guard kind == .ordinary else { throw failure("/ must be ahead of *") }
        result = result.map {
          Parameter(
            kind: .positionalOnly, name: $0.name, defaultValue: $0.defaultValue,
            annotation: $0.annotation)
        }
      } else if accept("**") {
        result.append(try parameter(.doubleStar, inner, annotated: annotated))
        _ = accept(",")
        guard at(closing) else { throw failure("arguments cannot follow var-keyword argument") }
        break
      } else if accept("*") {
        guard kind == .ordinary else { throw failure("* argument may appear only once") }
        kind = .keywordOnly
        if at(closing) { throw failure("named arguments must follow bare *") }
        if !at(",") {
          result.append(try parameter(.star, inner, annotated: annotated))
        } else {
          if case .symbol = next.kind, next.text == "**" || next.text == closing {
            throw failure("named arguments must follow bare *")
          }
          // A bare star takes no argument: its slot has a name no program can write.
          result.append(Parameter(kind: .star, name: "*", defaultValue: nil))
          _ = inner.bindParameter("*")
        }
      } else {
        let one = try parameter(kind, inner, annotated: annotated)
        if one.defaultValue != nil {
          hasDefault = true
        } else if hasDefault, kind == .ordinary {
          throw failure("non-default argument follows default argument")
        }
        result.append(one)
      }
      guard accept(",") else { break }
    }
    return result
  }

  private mutating func parameter(
    _ kind: Parameter.Kind, _ inner: Scope, annotated: Bool
  ) throws(SyntaxFailure) -> Parameter {
    let position = current.position
    let name = try identifier()
    guard inner.bindParameter(name) else {
      throw failure("duplicate argument '\(name)' in function definition", at: position)
    }
    var annotation: String?
    if annotated, accept(":") {
      _ = accept("*")
      annotation = try self.annotation()
    }
    let value = kind != .star && kind != .doubleStar && accept("=") ? try expression() : nil
    return Parameter(kind: kind, name: name, defaultValue: value, annotation: annotation)
  }

  // class_def: 'class' NAME ['(' [arguments] ')'] ':' block
  mutating func classDefinition(decorators: [Expression]) throws(SyntaxFailure) -> Statement.Kind {
    let position = current.position
    try expectKeyword("class")
    let name = try identifier()
    let arguments = accept("(") ? try arguments() : []
    let target = bind(name, at: position)
    let inner = Scope(.classBody)
    scope.children.append(inner)
    scopes.append(inner)
    let outerLoops = loopDepth
    loopDepth = 0
    let body = try block(after: "class definition", on: position.line)
    loopDepth = outerLoops
    scopes.removeLast()
    return .class(
      ClassNode(
        name: name, arguments: arguments, body: body, decorators: decorators,
        documentation: documentation(of: body), layout: inner.layout, target: target))
  }
}
