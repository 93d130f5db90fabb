/// Where a program binds a name: what a reader looks for when a name is not defined.
package struct NameBinding: Equatable, Sendable {
  /// The name that is bound.
  package let name: String
  /// The function whose local it is; nil for a name of the program itself.
  package let function: String?
  /// The line of that function's `def`.
  package let functionLine: Int?
  /// The lines of the statement that binds it.
  package let lines: ClosedRange<Int>
  /// How it is bound.
  package let kind: Kind
  /// The names that its value is made from.
  package let reads: [String]

  /// How a name is bound.
  package enum Kind: Sendable {
    /// The only target of a plain assignment that stands in no block of its own.
    case assignment
    /// Any other way to bind: a loop, `with`, several targets, an import.
    case other
    /// A parameter of the function.
    case parameter
  }
}

extension Program {
  /// Everything that binds a name, in the order of the program.
  package var bindings: [NameBinding] {
    var finder = BindingFinder()
    finder.visit(statements, isNested: false)
    return finder.found
  }
}

private struct BindingFinder {
  var found: [NameBinding] = []
  private var function: (name: String, line: Int)?

  mutating func visit(_ statements: [Statement], isNested: Bool) {
    for statement in statements { visit(statement, isNested: isNested) }
  }

  private mutating func visit(_ statement: Statement, isNested: Bool) {
    switch statement.kind {
    case .assign(let targets, let value):
      let kind: NameBinding.Kind = targets.count == 1 && !isNested ? .assignment : .other
      for target in targets { bind(target, statement, kind, reads: value.names) }
    case .annotated(let target, let value):
      bind(target, statement, isNested ? .other : .assignment, reads: value?.names ?? [])
    case .augmented(let target, _, _): bind(target, statement, .other)
    case .for(let node):
      if let target = node.target { bind(target, statement, .other) }
      visit(node.body + node.otherwise, isNested: true)
    case .while(let node): visit(node.body + node.otherwise, isNested: true)
    case .if(let branches, let otherwise):
      visit(branches.flatMap { $0.body } + otherwise, isNested: true)
    case .with(let node):
      for target in node.items.compactMap({ $0.target }) { bind(target, statement, .other) }
      visit(node.body, isNested: true)
    case .try(let node):
      visit(
        node.body + node.handlers.flatMap { $0.body } + node.otherwise + node.finally,
        isNested: true)
    case .match(let node): visit(node.cases.flatMap { $0.body }, isNested: true)
    case .function(let node):
      add(node.name, statement, .other)
      let outer = function
      function = (node.name, Int(node.position.line))
      for parameter in node.parameters { add(parameter.name, statement, .parameter) }
      if case .block(let body) = node.body { visit(body, isNested: false) }
      function = outer
    case .class(let node):
      add(node.name, statement, .other)
      let outer = function
      function = (node.name, Int(statement.position.line))
      visit(node.body, isNested: false)
      function = outer
    case .importModules(let imports), .importNames(_, let imports):
      for node in imports { add(node.target.name, statement, .other) }
    case .expression, .yield, .return, .raise, .assert, .delete, .pass, .break, .continue,
      .importStar, .unsupported:
      break
    }
  }

  private mutating func bind(
    _ target: Expression, _ statement: Statement, _ kind: NameBinding.Kind, reads: [String] = []
  ) {
    switch target.kind {
    case .name(let node): add(node.name, statement, kind, reads: reads)
    case .tuple(let parts), .list(let parts):
      for part in parts { bind(part, statement, .other, reads: reads) }
    case .starred(let inner): bind(inner, statement, .other, reads: reads)
    default: break
    }
  }

  private mutating func add(
    _ name: String, _ statement: Statement, _ kind: NameBinding.Kind, reads: [String] = []
  ) {
    found.append(
      NameBinding(
        name: name, function: function?.name, functionLine: function?.line,
        lines: statement.lines, kind: kind, reads: reads))
  }
}
