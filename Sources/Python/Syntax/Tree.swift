/// A place in a program's text.
package struct Position: Equatable, Comparable {
  /// The line of the file, counted from 1.
  package let line: Int32
  /// Counted from one, in UTF-8 bytes.
  package let column: Int32

  /// A place by line and column, both counted from 1.
  package init(line: Int32, column: Int32) {
    self.line = line
    self.column = column
  }

  package static func < (one: Position, other: Position) -> Bool {
    (one.line, one.column) < (other.line, other.column)
  }
}

/// From the first byte of something to the one after its last.
package struct Extent: Equatable {
  /// The place of the first byte.
  package let start: Position
  /// The place after the last byte.
  package let end: Position

  /// From a place to the one after the last byte.
  package init(start: Position, end: Position) {
    self.start = start
    self.end = end
  }
}

/// A use of a name; the resolver says where the name lives.
package final class NameNode {
  /// The name as it is written.
  package let name: String
  /// Where it is written.
  package let position: Position
  let hash: Int64
  var binding = Binding.global
  /// Where a global was last found in its namespace.
  var hint = -1

  init(_ name: String, at position: Position) {
    self.name = name
    self.position = position
    hash = stableHash(name)
  }
}

enum Binding {
  case global
  case local(Int)
  case cell(Int)
  /// A name in a class body: the class namespace, then the cell if any, then the globals.
  case classBody(cell: Int?)
}

/// An operator between two operands, by its sign.
package enum BinaryOperator: String, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case matrixMultiply = "@"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
  case leftShift = "<<"
  case rightShift = ">>"
  case and = "&"
  case or = "|"
  case xor = "^"
}

/// An operator in front of its operand, by its sign.
package enum UnaryOperator: String {
  case negative = "-"
  case positive = "+"
  case invert = "~"
  case not = "not"
}

/// A comparison, by its sign.
package enum ComparisonOperator: String {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case `is` = "is"
  case isNot = "is not"
  case `in` = "in"
  case notIn = "not in"
}

extension BinaryOperator {
  /// Its number in an instruction.
  var number: UInt8 {
    switch self {
    case .add: 0
    case .subtract: 1
    case .multiply: 2
    case .matrixMultiply: 3
    case .divide: 4
    case .floorDivide: 5
    case .modulo: 6
    case .power: 7
    case .leftShift: 8
    case .rightShift: 9
    case .and: 10
    case .or: 11
    case .xor: 12
    }
  }

  init(number: UInt8) {
    switch number {
    case 0: self = .add
    case 1: self = .subtract
    case 2: self = .multiply
    case 3: self = .matrixMultiply
    case 4: self = .divide
    case 5: self = .floorDivide
    case 6: self = .modulo
    case 7: self = .power
    case 8: self = .leftShift
    case 9: self = .rightShift
    case 10: self = .and
    case 11: self = .or
    default: self = .xor
    }
  }
}

extension UnaryOperator {
  /// Its number in an instruction.
  var number: UInt8 {
    switch self {
    case .negative: 0
    case .positive: 1
    case .invert: 2
    case .not: 3
    }
  }

  init(number: UInt8) {
    switch number {
    case 0: self = .negative
    case 1: self = .positive
    case 2: self = .invert
    default: self = .not
    }
  }
}

extension ComparisonOperator {
  /// Its number in an instruction.
  var number: UInt8 {
    switch self {
    case .equal: 0
    case .notEqual: 1
    case .less: 2
    case .lessOrEqual: 3
    case .greater: 4
    case .greaterOrEqual: 5
    case .is: 6
    case .isNot: 7
    case .in: 8
    case .notIn: 9
    }
  }

  @inline(__always)
  init(number: UInt8) {
    switch number {
    case 0: self = .equal
    case 1: self = .notEqual
    case 2: self = .less
    case 3: self = .lessOrEqual
    case 4: self = .greater
    case 5: self = .greaterOrEqual
    case 6: self = .is
    case 7: self = .isNot
    case 8: self = .in
    default: self = .notIn
    }
  }

  /// Whether it compares by order or equality.
  @inline(__always)
  var isOrder: Bool { number < 6 }

  /// Whether two numbers of a kind are as it says.
  ///
  /// - Precondition: It compares by order or equality.
  @inline(__always)
  func holds<T: Comparable>(_ x: T, _ y: T) -> Bool {
    switch self {
    case .equal: x == y
    case .notEqual: x != y
    case .less: x < y
    case .lessOrEqual: x <= y
    case .greater: x > y
    case .greaterOrEqual: x >= y
    case .is, .isNot, .in, .notIn: false
    }
  }
}

/// An expression of a program, with those that it is made of.
package struct Expression {
  /// What it computes.
  package let kind: Kind
  /// Without the parentheses around it.
  package let extent: Extent
  /// How many expressions are within one another, this one among them.
  let depth: Int
  /// Whether something within binds a name by `:=`.
  let binds: Bool

  init(kind: Kind, extent: Extent) {
    self.kind = kind
    self.extent = extent
    let parts = kind.parts
    depth = 1 + (parts.lazy.map { $0.depth }.max() ?? 0)
    binds = if case .walrus = kind { true } else { parts.contains { $0.binds } }
  }

  /// Where it begins.
  package var position: Position { extent.start }

  /// Whether CPython's compiler knows its value.
  var isConstant: Bool {
    switch kind {
    case .constant, .imaginary: true
    case .unary(_, let operand): operand.isConstant
    case .binary(_, let left, let right): left.isConstant && right.isConstant
    case .tuple(let parts): parts.allSatisfy { $0.isConstant }
    default: false
    }
  }

  /// What it computes, with the parts that it is written with.
  package indirect enum Kind {
    /// A literal.
    case constant(Object)
    /// A complex number without a real part, such as `2j`.
    case imaginary(Double)
    /// A name that is read.
    case name(NameNode)
    /// A format string, in pieces.
    case formatted([FormatPiece])
    /// `a, b`.
    case tuple([Expression])
    /// `[a, b]`.
    case list([Expression])
    /// `{a, b}`.
    case set([Expression])
    /// `{a: b, **c}`.
    case dict([DictItem])
    /// An operator in front of its operand.
    case unary(UnaryOperator, Expression)
    /// An operator between its operands.
    case binary(BinaryOperator, Expression, Expression)
    /// `a and b`.
    case and(Expression, Expression)
    /// `a or b`.
    case or(Expression, Expression)
    /// A chain of comparisons, `a < b < c`.
    case compare(Expression, [ComparisonTerm])
    /// `then if test else otherwise`.
    case conditional(test: Expression, then: Expression, otherwise: Expression)
    /// `lambda`.
    case lambda(FunctionNode)
    /// A comprehension of any kind, or a generator expression.
    case comprehension(ComprehensionNode)
    /// A call.
    case call(CallNode)
    /// `value.name`.
    case attribute(Expression, String)
    /// `value[index]`.
    case subscripted(Expression, Expression)
    /// `start:stop:step` within brackets; nil for what is not written.
    case slice(Expression?, Expression?, Expression?)
    /// `*value`, where several values may stand.
    case starred(Expression)
    /// `name := value`.
    case walrus(NameNode, Expression)
    /// `yield` within another expression.
    case yield(YieldNode)
    /// An expression of Python that is not run here; what a message calls it.
    case unsupported(String)
  }
}

/// A part of a format string: text, or a value in braces.
package enum FormatPiece {
  /// Text that stands as it is.
  case literal(String)
  /// A value, what is done to it first, and the format after the colon.
  case field(Expression, conversion: Conversion?, spec: [FormatPiece])

  /// What a value becomes before it is formatted, by the letter after `!`.
  package enum Conversion: String {
    case repr = "r"
    case str = "s"
    case ascii = "a"
  }
}

/// An entry of a dictionary display.
package struct DictItem {
  /// Nil for `**mapping`.
  let key: Expression?
  let value: Expression
}

/// A comparison with what follows it, one of a chain `a < b < c`.
package struct ComparisonTerm {
  let comparison: ComparisonOperator
  let operand: Expression
}

/// A `yield` or `yield from`.
package struct YieldNode {
  let value: Expression?
  let isFrom: Bool
}

/// A call with its arguments, in the order in which they are written.
package final class CallNode {
  /// What is called.
  package let callee: Expression
  /// The arguments in the order in which they are written.
  package let arguments: [ArgumentNode]
  /// No `*`, `**` or keyword among the arguments.
  let isPlain: Bool

  init(callee: Expression, arguments: [ArgumentNode]) {
    self.callee = callee
    self.arguments = arguments
    isPlain = arguments.allSatisfy { if case .positional = $0 { true } else { false } }
  }
}

/// An argument of a call, or of the bases of a class.
package enum ArgumentNode {
  /// `value`.
  case positional(Expression)
  /// `name=value`.
  case keyword(String, Expression)
  /// `*values`.
  case star(Expression)
  /// `**values`.
  case doubleStar(Expression)
}

/// A comprehension, which runs in a scope of its own.
package final class ComprehensionNode {
  enum Kind {
    case list(Expression)
    case set(Expression)
    case dict(Expression, Expression)
    case generator(Expression)
  }

  struct Clause {
    let target: Expression
    let iterable: Expression
    let conditions: [Expression]
  }

  let kind: Kind
  let clauses: [Clause]
  let layout: ScopeLayout
  private var code: Code?

  /// What it is compiled to, when it is first run.
  func compiled(in file: SourceFile) -> Code {
    if let code { return code }
    let made = Compiler.code(of: self, in: file)
    code = made
    return made
  }

  init(kind: Kind, clauses: [Clause], layout: ScopeLayout) {
    self.kind = kind
    self.clauses = clauses
    self.layout = layout
  }
}

struct Parameter {
  enum Kind {
    case positionalOnly
    case ordinary
    case star
    case keywordOnly
    case doubleStar
  }

  let kind: Kind
  let name: String
  let defaultValue: Expression?
  /// The text of its annotation, which only `__annotations__` evaluates.
  var annotation: String?
}

/// A `def` or `lambda`.
package final class FunctionNode {
  enum Body {
    case block([Statement])
    case expression(Expression)
  }

  /// The name in its `def`, or `<lambda>`.
  package let name: String
  let position: Position
  let parameters: [Parameter]
  let body: Body
  let decorators: [Expression]
  let documentation: String?
  let isGenerator: Bool
  let layout: ScopeLayout
  /// The text of the annotation of its result.
  let returns: String?
  /// Where `def` binds the function.
  let target: NameNode?
  // The parameter list, taken apart once.
  let positionalCount: Int
  let positionalOnlyCount: Int
  let keywordOnly: Range<Int>
  let starIndex: Int?
  let doubleStarIndex: Int?
  /// Whether it has parameters that take one positional argument each, and is no generator.
  let isPlain: Bool
  private var code: Code?

  /// What it is compiled to, when it is first called.
  @inline(__always)
  func compiled(in file: SourceFile) -> Code {
    if let code { return code }
    return compile(in: file)
  }

  @inline(never)
  private func compile(in file: SourceFile) -> Code {
    let made = Compiler.code(of: self, in: file)
    code = made
    return made
  }

  init(
    name: String, position: Position, parameters: [Parameter], body: Body,
    decorators: [Expression], documentation: String?, isGenerator: Bool, layout: ScopeLayout,
    returns: String? = nil, target: NameNode?
  ) {
    self.name = name
    self.position = position
    self.parameters = parameters
    self.body = body
    self.decorators = decorators
    self.documentation = documentation
    self.isGenerator = isGenerator
    self.layout = layout
    self.returns = returns
    self.target = target
    positionalOnlyCount = parameters.count { $0.kind == .positionalOnly }
    positionalCount = parameters.count { $0.kind == .positionalOnly || $0.kind == .ordinary }
    starIndex = parameters.firstIndex { $0.kind == .star }
    doubleStarIndex = parameters.firstIndex { $0.kind == .doubleStar }
    let firstKeywordOnly = positionalCount + (starIndex == nil ? 0 : 1)
    keywordOnly = firstKeywordOnly..<(doubleStarIndex ?? parameters.count)
    isPlain = positionalCount == parameters.count && !isGenerator
  }
}

/// How a frame of a function, class body or comprehension is laid out.
package final class ScopeLayout {
  var localNames: [String] = []
  /// The variables nested functions share; those captured from outside follow them in the frame.
  var cellNames: [String] = []
  /// For each captured variable its index among the enclosing frame's cells.
  var captures: [Int] = []
  var captureNames: [String] = []
  /// Parameters that nested functions share: moved from their slot to their cell on entry.
  var parameterCells: [(slot: Int, cell: Int)] = []
}
