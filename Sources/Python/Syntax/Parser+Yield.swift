extension Parser {
  /// Lets every `yield` be a statement of its own.
  ///
  /// A generator stops between two statements only. What stands before a `yield` in an expression is
  /// kept in a variable without a name that a program could write, and so is what was sent.
  mutating func separatingYields(_ statement: Statement) -> [Statement] {
    guard scope.isGenerator, scope.kind == .function else { return [statement] }
    var before: [Statement] = []
    let kind: Statement.Kind
    switch statement.kind {
    case .expression(let value): kind = .expression(separate(value, &before))
    case .assign(let targets, let value): kind = .assign(targets, separate(value, &before))
    case .annotated(let target, let value):
      kind = .annotated(target, separate(value, &before))
    case .augmented(let target, let operation, let value):
      kind = .augmented(target, operation, separate(value, &before))
    case .yield(let node, let destination):
      kind = .yield(
        YieldNode(value: separate(node.value, &before), isFrom: node.isFrom), destination)
    case .return(let value): kind = .return(separate(value, &before))
    case .raise(let value, let cause): kind = .raise(separate(value, &before), cause: cause)
    case .assert(let test, let message): kind = .assert(separate(test, &before), message)
    case .if(let branches, let otherwise):
      let first = Statement.Branch(
        test: separate(branches[0].test, &before), body: branches[0].body)
      kind = .if([first] + branches.dropFirst(), otherwise: otherwise)
    case .while(let node) where node.subject.yields && node.otherwise.isEmpty:
      return [loop(node, statement.extent)]
    default: return [statement]
    }
    return before + [Statement(kind: kind, extent: statement.extent)]
  }

  /// `while test:` as `while True:` whose body begins with the test.
  private mutating func loop(_ node: LoopNode, _ extent: Extent) -> Statement {
    var body: [Statement] = []
    let test = separate(node.subject, &body)
    let leaving = Statement(kind: .break, extent: test.extent)
    let negated = Expression(kind: .unary(.not, test), extent: test.extent)
    body.append(
      Statement(
        kind: .if([.init(test: negated, body: [leaving])], otherwise: []), extent: test.extent))
    let always = Expression(kind: .constant(.bool(true)), extent: test.extent)
    return Statement(
      kind: .while(
        LoopNode(
          target: nil, subject: always, body: body + node.body, otherwise: [],
          position: node.position)), extent: extent)
  }

  private mutating func separate(
    _ expression: Expression, _ before: inout [Statement]
  ) -> Expression {
    guard expression.yields else { return expression }
    let kind: Expression.Kind
    switch expression.kind {
    case .yield(let node):
      let value = separate(node.value, &before)
      let target = variable(at: expression.extent)
      before.append(
        Statement(
          kind: .yield(YieldNode(value: value, isFrom: node.isFrom), .assign([target])),
          extent: expression.extent))
      return target
    case .unary(let operation, let operand): kind = .unary(operation, separate(operand, &before))
    case .binary(let operation, let left, let right):
      let parts = separate([left, right], &before)
      kind = .binary(operation, parts[0], parts[1])
    case .tuple(let elements): kind = .tuple(separate(elements, &before))
    case .list(let elements): kind = .list(separate(elements, &before))
    case .set(let elements): kind = .set(separate(elements, &before))
    case .dict(let items):
      var parts = separate(items.flatMap { [$0.key, $0.value].compactMap { $0 } }, &before)[...]
      var separated: [DictItem] = []
      for item in items {
        let key = item.key == nil ? nil : parts.removeFirst()
        separated.append(DictItem(key: key, value: parts.removeFirst()))
      }
      kind = .dict(separated)
    case .compare(let first, let terms) where terms.count == 1:
      let parts = separate([first, terms[0].operand], &before)
      kind = .compare(
        parts[0], [ComparisonTerm(comparison: terms[0].comparison, operand: parts[1])])
    case .call(let node):
      let parts = separate([node.callee] + node.arguments.map { $0.value }, &before)
      let arguments = zip(node.arguments, parts.dropFirst()).map { $0.with(value: $1) }
      kind = .call(CallNode(callee: parts[0], arguments: arguments))
    case .attribute(let owner, let name): kind = .attribute(separate(owner, &before), name)
    case .subscripted(let owner, let index):
      let parts = separate([owner, index], &before)
      kind = .subscripted(parts[0], parts[1])
    case .starred(let inner): kind = .starred(separate(inner, &before))
    case .walrus(let node, let value): kind = .walrus(node, separate(value, &before))
    case .formatted(let pieces): kind = .formatted(separate(pieces, &before))
    case .and(let left, let right): return either(left, right, isOr: false, expression, &before)
    case .or(let left, let right): return either(left, right, isOr: true, expression, &before)
    case .conditional(let test, let then, let otherwise):
      let test = separate(test, &before)
      guard then.yields || otherwise.yields else {
        kind = .conditional(test: test, then: then, otherwise: otherwise)
        break
      }
      let target = variable(at: expression.extent)
      var bodies: [[Statement]] = [[], []]
      for (place, value) in [then, otherwise].enumerated() {
        let value = separate(value, &bodies[place])
        bodies[place].append(Statement(kind: .assign([target], value), extent: value.extent))
      }
      before.append(
        Statement(
          kind: .if([.init(test: test, body: bodies[0])], otherwise: bodies[1]),
          extent: expression.extent))
      return target
    default: return expression
    }
    return Expression(kind: kind, extent: expression.extent)
  }

  private mutating func separate(
    _ expression: Expression?, _ before: inout [Statement]
  ) -> Expression? {
    guard let expression else { return nil }
    return separate(expression, &before) as Expression
  }

  /// Expressions that are evaluated one after another.
  private mutating func separate(
    _ expressions: [Expression], _ before: inout [Statement]
  ) -> [Expression] {
    let last = expressions.lastIndex(where: { $0.yields }) ?? 0
    var result: [Expression] = []
    for (index, expression) in expressions.enumerated() {
      let value = separate(expression, &before)
      result.append(index < last ? keep(value, &before) : value)
    }
    return result
  }

  private mutating func separate(
    _ pieces: [FormatPiece], _ before: inout [Statement]
  ) -> [FormatPiece] {
    var values: [Expression] = []
    for case .field(let value, _, _) in pieces { values.append(value) }
    var parts = separate(values, &before)[...]
    var result: [FormatPiece] = []
    for piece in pieces {
      guard case .field(_, let conversion, let spec) = piece else {
        result.append(piece)
        continue
      }
      result.append(.field(parts.removeFirst(), conversion: conversion, spec: spec))
    }
    return result
  }

  /// `left and right`, or `left or right`, of which the right one is evaluated only where it counts.
  private mutating func either(
    _ left: Expression, _ right: Expression, isOr: Bool, _ whole: Expression,
    _ before: inout [Statement]
  ) -> Expression {
    let left = separate(left, &before)
    guard right.yields else {
      return Expression(kind: isOr ? .or(left, right) : .and(left, right), extent: whole.extent)
    }
    let target = variable(at: whole.extent)
    before.append(Statement(kind: .assign([target], left), extent: left.extent))
    var body: [Statement] = []
    let value = separate(right, &body)
    body.append(Statement(kind: .assign([target], value), extent: right.extent))
    let test = isOr ? Expression(kind: .unary(.not, target), extent: left.extent) : target
    before.append(
      Statement(kind: .if([.init(test: test, body: body)], otherwise: []), extent: whole.extent))
    return target
  }

  /// Evaluates an expression before the `yield` that follows it.
  private mutating func keep(_ value: Expression, _ before: inout [Statement]) -> Expression {
    switch value.kind {
    case .constant, .slice, .unsupported: return value
    case .starred(let inner):
      return Expression(kind: .starred(keep(inner, &before)), extent: value.extent)
    default:
      let target = variable(at: value.extent)
      before.append(Statement(kind: .assign([target], value), extent: value.extent))
      return target
    }
  }

  private mutating func variable(at extent: Extent) -> Expression {
    Expression(kind: .name(bind(".\(scope.uses.count)", at: extent.start)), extent: extent)
  }
}

extension Expression {
  /// Whether evaluating it comes to a `yield`.
  fileprivate var yields: Bool {
    switch kind {
    case .yield: true
    case .lambda, .comprehension: false
    default: kind.parts.contains(where: { $0.yields })
    }
  }
}

extension ArgumentNode {
  fileprivate func with(value: Expression) -> ArgumentNode {
    switch self {
    case .positional: .positional(value)
    case .keyword(let name, _): .keyword(name, value)
    case .star: .star(value)
    case .doubleStar: .doubleStar(value)
    }
  }
}
