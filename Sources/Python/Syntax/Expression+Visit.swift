extension Expression {
  /// The names that the expression reads, in the order in which they are written.
  package var names: [String] {
    allParts.compactMap { if case .name(let node) = $0.kind { node.name } else { nil } }
  }

  /// A name with dots, `torch.nn.functional.mse_loss`; nil for what is no such name.
  package var dottedName: String? {
    switch kind {
    case .name(let node): node.name
    case .attribute(let owner, let name): owner.dottedName.map { "\($0).\(name)" }
    default: nil
    }
  }

  /// The targets of the assignment expressions within, save those of a lambda's own.
  var walruses: [NameNode] {
    switch kind {
    case .lambda: []
    case .walrus(let node, let value): [node] + value.walruses
    default: kind.parts.flatMap { $0.walruses }
    }
  }

  /// The expression and everything it is made of, in the order in which it is written.
  package var allParts: [Expression] {
    var all: [Expression] = []
    var waiting = [self]
    while let next = waiting.popLast() {
      all.append(next)
      waiting += next.kind.parts.reversed()
    }
    return all
  }
}

extension Expression.Kind {
  /// The expressions that it is made of.
  var parts: [Expression] {
    switch self {
    case .constant, .imaginary, .name, .unsupported: []
    case .formatted(let pieces): pieces.flatMap { $0.expressions }
    case .tuple(let parts), .list(let parts), .set(let parts): parts
    case .dict(let items): items.flatMap { [$0.key, $0.value].compactMap { $0 } }
    case .unary(_, let operand): [operand]
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right):
      [left, right]
    case .compare(let first, let terms): [first] + terms.map { $0.operand }
    case .conditional(let test, let then, let otherwise): [then, test, otherwise]
    case .lambda(let node): if case .expression(let value) = node.body { [value] } else { [] }
    case .comprehension(let node): node.expressions
    case .call(let node): [node.callee] + node.arguments.map { $0.value }
    case .attribute(let owner, _): [owner]
    case .subscripted(let owner, let index): [owner, index]
    case .slice(let start, let stop, let step): [start, stop, step].compactMap { $0 }
    case .starred(let inner): [inner]
    case .walrus(_, let value): [value]
    case .yield(let node): [node.value].compactMap { $0 }
    }
  }
}

extension FormatPiece {
  fileprivate var expressions: [Expression] {
    switch self {
    case .literal: []
    case .field(let value, _, let spec): [value] + spec.flatMap { $0.expressions }
    }
  }
}

extension ComprehensionNode {
  fileprivate var expressions: [Expression] {
    let results: [Expression] =
      switch kind {
      case .list(let value), .set(let value), .generator(let value): [value]
      case .dict(let key, let value): [key, value]
      }
    return results + clauses.flatMap { [$0.iterable] + $0.conditions }
  }
}

extension ArgumentNode {
  /// The expression that is passed, whatever the way.
  package var value: Expression {
    switch self {
    case .positional(let value), .keyword(_, let value), .star(let value), .doubleStar(let value):
      value
    }
  }
}

extension CallNode {
  /// What stands at a place among the positional arguments.
  package func positional(_ place: Int) -> Expression? {
    guard arguments.indices.contains(place), case .positional(let value) = arguments[place] else {
      return nil
    }
    return value
  }

  /// What is called, as a name with dots.
  package var name: String? { callee.dottedName }
}

extension Program {
  /// All statements, each followed by those within it.
  package var allStatements: [Statement] {
    var all: [Statement] = []
    var waiting = Array(statements.reversed())
    while let statement = waiting.popLast() {
      all.append(statement)
      waiting += statement.blocks.joined().reversed()
    }
    return all
  }

  /// Visits every expression of the program.
  package func forEachExpression(_ body: (Expression) -> Void) {
    for statement in allStatements {
      for expression in statement.expressions {
        for part in expression.allParts { body(part) }
      }
    }
  }
}

extension Statement {
  /// Its own expressions, without those of the statements within it.
  package var expressions: [Expression] {
    switch kind {
    case .expression(let value): [value]
    case .assign(let targets, let value): targets + [value]
    case .augmented(let target, _, let value): [target, value]
    case .annotated(_, let value), .return(let value): [value].compactMap { $0 }
    case .yield(let node, _): [node.value].compactMap { $0 }
    case .raise(let value, let cause): [value, cause].compactMap { $0 }
    case .assert(let test, let message): [test, message].compactMap { $0 }
    case .delete(let targets): targets
    case .if(let branches, _): branches.map { $0.test }
    case .while(let node), .for(let node): [node.target, node.subject].compactMap { $0 }
    case .with(let node): node.items.map { $0.context }
    case .match(let node): [node.subject]
    case .function(let node): node.decorators + node.parameters.compactMap { $0.defaultValue }
    case .class(let node): node.decorators
    case .pass, .break, .continue, .importModules, .importNames, .importStar, .try, .unsupported:
      []
    }
  }

  /// The blocks within it, in the order in which they are written; none in a simple statement.
  package var blocks: [[Statement]] {
    switch kind {
    case .if(let branches, let otherwise): branches.map { $0.body } + [otherwise]
    case .while(let node), .for(let node): [node.body, node.otherwise]
    case .with(let node): [node.body]
    case .try(let node):
      [node.body] + node.handlers.map { $0.body } + [node.otherwise, node.finally]
    case .match(let node): node.cases.map { $0.body }
    case .function(let node): if case .block(let body) = node.body { [body] } else { [] }
    case .class(let node): [node.body]
    case .expression, .assign, .augmented, .annotated, .return, .yield, .raise, .assert, .delete,
      .pass, .break, .continue, .importModules, .importNames, .importStar, .unsupported:
      []
    }
  }
}
