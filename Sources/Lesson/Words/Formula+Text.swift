import Autograd

extension Formula {
  /// With names: `2.0 · x`.
  package var text: String { Typesetter(isLaTeX: false, showsNumbers: false).whole(self) }

  /// With names of tensors, whose numbers are multiplied one by one: `grad y ⊙ cos(x)`; the closure
  /// says which names are single numbers.
  func elementwiseText(isNumber: @escaping (String) -> Bool) -> String {
    Typesetter(isLaTeX: false, showsNumbers: false, isNumber: isNumber).whole(self)
  }

  /// With numbers put in for the names: `2.0 · 3.0`.
  package var numericText: String { Typesetter(isLaTeX: false, showsNumbers: true).whole(self) }

  /// With names, for a renderer of LaTeX: `2.0 \cdot x`.
  package var latex: String { Typesetter(isLaTeX: true, showsNumbers: false).whole(self) }

  /// With numbers put in, for a renderer of LaTeX.
  package var numericLatex: String { Typesetter(isLaTeX: true, showsNumbers: true).whole(self) }

  /// Whether putting the numbers in changes anything.
  package var hasSymbols: Bool { hasName { _ in true } }

  /// Whether one of the names in it is of a kind.
  fileprivate func hasName(_ isWanted: (String) -> Bool) -> Bool {
    switch term {
    case .number, .amount: false
    case .symbol(let name, _): isWanted(name)
    case .unary(_, let x): x.hasName(isWanted)
    case .binary(_, let a, let b): a.hasName(isWanted) || b.hasName(isWanted)
    case .call(_, let operands): operands.contains { $0.hasName(isWanted) }
    }
  }
}

/// Writes a formula; as deep as a rule, so recursion is safe.
private struct Typesetter {
  let isLaTeX: Bool
  let showsNumbers: Bool
  /// Which names are single numbers among tensors; nil where all are.
  var isNumber: ((String) -> Bool)?

  /// How tightly a text holds together, as an operand of something else.
  private enum Binding: Int, Comparable {
    case sum
    case sign
    case product
    case power
    case atom

    static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }
  }

  func whole(_ formula: Formula) -> String { write(formula).text }

  private struct Piece {
    let text: String
    let binding: Binding

    init(_ text: String, _ binding: Binding) {
      self.text = text
      self.binding = binding
    }
  }

  private func write(_ formula: Formula) -> Piece {
    switch formula.term {
    case .number(let value): number(NumberText.plain(value), value)
    case .amount(let value): number(NumberText.card(value), value)
    case .symbol(let name, let value):
      showsNumbers
        ? number(NumberText.card(value), value)
        : Piece(isLaTeX ? LaTeX.symbol(name) : name, .atom)
    case .unary(let operation, let x): write(operation, x)
    case .binary(let operation, let a, let b): write(operation, a, b)
    case .call(let name, let operands):
      Piece(OperationText.call(name, operands.map(whole)), .atom)
    }
  }

  private func number(_ text: String, _ value: Double) -> Piece {
    Piece(isLaTeX ? LaTeX.number(text) : text, value < 0 ? .sign : .atom)
  }

  private func operand(_ formula: Formula, atLeast binding: Binding) -> String {
    let piece = write(formula)
    return piece.binding < binding ? parenthesized(piece.text) : piece.text
  }

  private func parenthesized(_ text: String) -> String {
    isLaTeX ? "\\left(\(text)\\right)" : "(\(text))"
  }

  private func call(_ name: String, _ arguments: String) -> Piece {
    Piece((isLaTeX ? LaTeX.function(name) : name) + parenthesized(arguments), .atom)
  }

  private func write(_ operation: Unary, _ x: Formula) -> Piece {
    switch operation {
    case .alias, .detach: write(x)
    case .negate: Piece((isLaTeX ? "-" : "−") + operand(x, atLeast: .product), .sign)
    case .exp: isLaTeX ? Piece("e^{\(whole(x))}", .power) : call("exp", whole(x))
    case .reciprocal: fraction("1", whole(x), operand(x, atLeast: .power))
    case .sqrt: Piece(root(x), .atom)
    case .rsqrt: fraction("1", root(x), root(x))
    case .abs: Piece(isLaTeX ? "\\lvert \(whole(x)) \\rvert" : "|\(whole(x))|", .atom)
    case .log: call("ln", whole(x))
    case .expm1, .log2, .log10, .log1p, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh,
      .tanh, .erf, .sigmoid, .relu, .sign, .floor, .ceil, .round, .trunc:
      call(operation.title, whole(x))
    }
  }

  private func root(_ x: Formula) -> String {
    isLaTeX ? "\\sqrt{\(whole(x))}" : "√" + operand(x, atLeast: .atom)
  }

  private func write(_ operation: Binary, _ a: Formula, _ b: Formula) -> Piece {
    switch operation {
    case .add: infix("+", a, .sum, b, .product, as: .sum)
    case .subtract: infix(isLaTeX ? "-" : "−", a, .sum, b, .product, as: .sum)
    case .multiply:
      infix(
        isLaTeX ? "\\cdot" : isOneByOne(a, b) ? "⊙" : "·", a, isQuotient(a) ? .power : .sign, b,
        isQuotient(b) ? .power : .product,
        as: .product)
    case .divide, .quotientOfNumber: quotient(a, b)
    case .power: power(a, b)
    case .floorDivide: call("floor", quotient(a, b).text)
    case .remainder: call("mod", "\(whole(a)), \(whole(b))")
    case .maximum, .minimum, .atan2, .leakyRelu, .elu, .softplus, .huber, .smoothL1,
      .crossEntropy, .logitCrossEntropy:
      call(operation.title, "\(whole(a)), \(whole(b))")
    }
  }

  private func infix(
    _ sign: String, _ a: Formula, _ left: Binding, _ b: Formula, _ right: Binding,
    as binding: Binding
  ) -> Piece {
    Piece("\(operand(a, atLeast: left)) \(sign) \(operand(b, atLeast: right))", binding)
  }

  /// Whether both factors are tensors.
  private func isOneByOne(_ a: Formula, _ b: Formula) -> Bool {
    guard let isNumber else { return false }
    return a.hasName { !isNumber($0) } && b.hasName { !isNumber($0) }
  }

  private func isQuotient(_ formula: Formula) -> Bool {
    if case .binary(.divide, _, _) = formula.term { !isLaTeX } else { false }
  }

  private func quotient(_ a: Formula, _ b: Formula) -> Piece {
    if case .number = a.term, case .number = b.term, !isLaTeX {
      return Piece("\(operand(a, atLeast: .atom))/\(operand(b, atLeast: .atom))", .product)
    }
    let top = isLaTeX ? whole(a) : operand(a, atLeast: .product)
    return fraction(top, whole(b), operand(b, atLeast: .power))
  }

  /// One over the other; beside each other the bottom may need parentheses.
  private func fraction(_ top: String, _ below: String, _ beside: String) -> Piece {
    isLaTeX
      ? Piece("\\frac{\(top)}{\(below)}", .atom) : Piece("\(top) / \(beside)", .product)
  }

  private func power(_ a: Formula, _ b: Formula) -> Piece {
    let base = operand(a, atLeast: .atom)
    if isLaTeX { return Piece("{\(base)}^{\(whole(b))}", .power) }
    if case .number(2) = b.term { return Piece("\(base)²", .power) }
    if case .number(3) = b.term { return Piece("\(base)³", .power) }
    return Piece("\(base)^\(operand(b, atLeast: .atom))", .power)
  }
}
