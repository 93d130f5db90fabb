import Python

/// Tells code from prose.
enum CodeText {
  /// Whether a text is Python throughout and looks like code, not like a sentence that happens to
  /// parse.
  static func isProgram(_ text: String) -> Bool {
    guard let statements = statements(text), !statements.isEmpty else { return false }
    return statements.allSatisfy { strength($0) != .none }
      && statements.contains { strength($0) == .strong }
  }

  /// How sure it is that something is code.
  enum Strength {
    case none
    /// `w.grad`, `x = 3`: code beside other code.
    case weak
    case strong
  }

  static func strength(_ text: String) -> Strength {
    guard let statements = statements(text), !statements.isEmpty else { return .none }
    let strengths = statements.map { strength($0) }
    if strengths.contains(.none) { return .none }
    return strengths.contains(.strong) ? .strong : .weak
  }

  private static func statements(_ text: String) -> [Statement]? {
    (try? Program.parse(text, file: ""))?.statements
  }

  private static func strength(_ statement: Statement) -> Strength {
    switch statement.kind {
    case .importModules, .importNames, .importStar, .if, .while, .for, .try, .with, .function,
      .class, .match, .assert:
      .strong
    case .expression(let value): strength(value)
    case .assign(_, let value): strength(value) == .strong ? .strong : .weak
    case .augmented: .weak
    case .annotated(_, let value): value == nil ? .none : .weak
    case .unsupported: .weak
    case .yield, .return, .raise, .delete, .pass, .break, .continue: .weak
    }
  }

  private static func strength(_ expression: Expression) -> Strength {
    switch expression.kind {
    case .call: return .strong
    case .attribute, .subscripted: return .weak
    case .name, .constant, .imaginary, .formatted, .tuple, .unary, .compare, .and, .or,
      .conditional, .unsupported, .starred, .slice, .yield:
      return .none
    case .binary, .list, .set, .dict, .lambda, .comprehension, .walrus: return .weak
    }
  }
}

extension CodeText {
  /// Whether a text is what PyTorch prints, which parses as Python too: `tensor(4.)`.
  static func isPrinted(_ text: String) -> Bool {
    let start = text.drop { "([{ ".contains($0) }
    return ["tensor(", "torch.Size(", "array(", "OrderedDict(", "Parameter containing"].contains {
      start.hasPrefix($0)
    }
  }

  /// Whether a line is one expression, which Python's prompt shows the value of.
  static func isExpression(_ text: String) -> Bool {
    guard let statements = try? Program.parse(text, file: "").statements, statements.count == 1,
      case .expression = statements[0].kind
    else { return false }
    return !text.contains("#")
  }
}
