import Python

/// A step that a program writes out: `w -= lr * w.grad`, or `w = w - lr * w.grad`.
struct UpdateStep {
  let statement: Statement
  let target: Expression
  /// What is subtracted.
  let step: Expression
  /// Where the minus stands, alone or in `-=`.
  let sign: Extent
  /// Whether a new object gets the name.
  let isRebound: Bool

  init?(_ statement: Statement, of program: Program) {
    self.statement = statement
    switch statement.kind {
    case .augmented(let target, .subtract, let value):
      guard
        let sign = program.extent(of: "-=", from: target.extent.end, to: value.extent.start)
      else { return nil }
      (self.target, step, self.sign, isRebound) = (target, value, sign, false)
    case .assign(let targets, let value):
      guard targets.count == 1, case .binary(.subtract, let left, let right) = value.kind,
        program.file.text(of: targets[0].extent) == program.file.text(of: left.extent),
        let sign = program.extent(of: "-", from: left.extent.end, to: right.extent.start)
      else { return nil }
      (target, step, self.sign, isRebound) = (targets[0], right, sign, true)
      guard right.readsGradient || rate != nil else { return nil }
    default: return nil
    }
  }

  /// Its name, where it has no dots.
  var name: String? { if case .name(let node) = target.kind { node.name } else { nil } }

  /// Upwards in place of down.
  var uphill: SourceEdit { SourceEdit(sign, isRebound ? "+" : "+=") }

  /// The learning rate among the factors; nil where there is none.
  var rate: Expression? {
    let factors = step.factors
    let others = factors.filter { !$0.readsGradient }
    guard factors.count > 1 else { return nil }
    if let rate = others.first(where: Self.isRate) { return rate }
    guard others.count < factors.count else { return nil }
    return others.first { factor in
      switch factor.kind {
      case .constant, .name, .attribute: true
      default: false
      }
    }
  }

  /// Whether a factor is a learning rate by what it is called, or by its size.
  private static func isRate(_ factor: Expression) -> Bool {
    if case .constant(.float(let value)) = factor.kind { return value > 0 && value < 1 }
    let names = ["lr", "learning_rate", "rate", "alpha", "eta", "step_size"]
    return factor.lastName.map(names.contains) ?? false
  }
}

extension Program {
  /// The steps that it writes out.
  var updates: [UpdateStep] { allStatements.compactMap { UpdateStep($0, of: self) } }
}

extension Expression {
  /// What is multiplied, in the order in which it is written.
  var factors: [Expression] {
    var factors: [Expression] = []
    var rest = self
    while case .binary(.multiply, let left, let right) = rest.kind {
      factors.append(right)
      rest = left
    }
    return ([rest] + factors.reversed())
  }
}
