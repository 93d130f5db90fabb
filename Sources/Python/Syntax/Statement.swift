/// A statement of a program, with those within it.
package struct Statement {
  /// What it does.
  package let kind: Kind
  /// From its first byte to the one after its last.
  package let extent: Extent

  /// Where it begins.
  package var position: Position { extent.start }

  /// From its first line to its last.
  package var lines: ClosedRange<Int> {
    let first = Int(extent.start.line)
    return first...max(first, Int(extent.end.line))
  }

  /// What it does, with the parts that it is written with.
  package indirect enum Kind {
    /// An expression by itself.
    case expression(Expression)
    /// `a = b = value`: the targets from left to right, and the value.
    case assign([Expression], Expression)
    /// `target += value`, and the like.
    case augmented(Expression, BinaryOperator, Expression)
    /// `x: int = 3`; the annotation is not evaluated.
    case annotated(Expression, Expression?)
    /// A statement whose value is a `yield`, and where what is sent goes.
    case yield(YieldNode, YieldDestination)
    /// `return`, with what it returns.
    case `return`(Expression?)
    /// `raise`, with the exception and what follows `from`.
    case raise(Expression?, cause: Expression?)
    /// `assert`, with the condition and the message.
    case assert(Expression, Expression?)
    /// `del`, with its targets.
    case delete([Expression])
    /// `pass`.
    case pass
    /// `break`.
    case `break`
    /// `continue`.
    case `continue`
    /// `import a, b.c as d`.
    case importModules([ImportNode])
    /// `from module import a, b as c`.
    case importNames(module: String, [ImportNode])
    /// `from module import *`.
    case importStar(module: String)
    /// `if` and every `elif`, then the block of `else`.
    case `if`([Branch], otherwise: [Statement])
    /// `while`.
    case `while`(LoopNode)
    /// `for`.
    case `for`(LoopNode)
    /// `try`.
    case `try`(TryNode)
    /// `with`.
    case with(WithNode)
    /// `match`.
    case match(MatchNode)
    /// `def`.
    case function(FunctionNode)
    /// `class`.
    case `class`(ClassNode)
    /// A statement of Python that is not run here; what a message calls it.
    case unsupported(String)
  }

  /// Where what is sent into a generator goes.
  package enum YieldDestination {
    /// Nowhere: `yield x`.
    case discard
    /// To the targets of `a = yield x`.
    case assign([Expression])
    /// To the target of `a += yield x`, by way of the operator.
    case augmented(Expression, BinaryOperator)
    /// Back to the caller: `return (yield x)`.
    case returned
  }

  /// An `if` or `elif` with its block.
  package struct Branch {
    let test: Expression
    let body: [Statement]
  }
}

/// A module or a name that is imported, and the name that it gets.
package struct ImportNode {
  let path: String
  let alias: String?
  let target: NameNode
}

/// A `for` or `while`, with its `else`.
package final class LoopNode {
  /// Nil for `while`.
  let target: Expression?
  /// What a `for` runs over, or the condition of a `while`.
  let subject: Expression
  let body: [Statement]
  let otherwise: [Statement]
  let position: Position

  init(
    target: Expression?, subject: Expression, body: [Statement], otherwise: [Statement],
    position: Position
  ) {
    self.target = target
    self.subject = subject
    self.body = body
    self.otherwise = otherwise
    self.position = position
  }
}

/// A `try` with its handlers, `else` and `finally`.
package final class TryNode {
  struct Handler {
    let type: Expression?
    let name: NameNode?
    let body: [Statement]
    let position: Position
  }

  let body: [Statement]
  let handlers: [Handler]
  let otherwise: [Statement]
  let finally: [Statement]

  init(
    body: [Statement], handlers: [Handler], otherwise: [Statement], finally: [Statement]
  ) {
    self.body = body
    self.handlers = handlers
    self.otherwise = otherwise
    self.finally = finally
  }
}

/// A `with`, whose contexts are entered one after another.
package final class WithNode {
  struct Item {
    let context: Expression
    let target: Expression?
  }

  let items: [Item]
  let body: [Statement]

  init(items: [Item], body: [Statement]) {
    self.items = items
    self.body = body
  }
}

/// A `class` with its bases, keywords and body.
package final class ClassNode {
  let name: String
  let arguments: [ArgumentNode]
  let body: [Statement]
  let decorators: [Expression]
  let documentation: String?
  let layout: ScopeLayout
  let target: NameNode
  private var code: Code?

  /// What its body is compiled to, when it is first run.
  func compiled(in file: SourceFile) -> Code {
    if let code { return code }
    let made = Compiler.code(of: self, in: file)
    code = made
    return made
  }

  init(
    name: String, arguments: [ArgumentNode], body: [Statement], decorators: [Expression],
    documentation: String?, layout: ScopeLayout, target: NameNode
  ) {
    self.name = name
    self.arguments = arguments
    self.body = body
    self.decorators = decorators
    self.documentation = documentation
    self.layout = layout
    self.target = target
  }
}

/// A `match`, whose cases are tried in order.
package final class MatchNode {
  struct Case {
    let pattern: Pattern
    let guardTest: Expression?
    let body: [Statement]
  }

  let subject: Expression
  let cases: [Case]

  init(subject: Expression, cases: [Case]) {
    self.subject = subject
    self.cases = cases
  }
}

indirect enum Pattern {
  case wildcard
  case capture(NameNode)
  case value(Expression)
  case singleton(Object)
  case sequence([Pattern])
  case star(NameNode?)
  case mapping([(key: Expression, value: Pattern)], rest: NameNode?)
  case type(Expression, [Pattern], [(name: String, value: Pattern)])
  case either([Pattern])
  case bound(Pattern, NameNode)
}
