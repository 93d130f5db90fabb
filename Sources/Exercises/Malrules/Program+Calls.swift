import Python

/// A call, and where it stands.
struct CallPlace {
  let statement: Statement
  let expression: Expression
  let node: CallNode
  /// The last part of what is called: `mean` for `y.mean()` and `torch.mean(y)`.
  let name: String

  /// Where an argument stands among the others, by its keyword.
  func place(of keyword: String) -> Int? {
    node.arguments.firstIndex { if case .keyword(keyword, _) = $0 { true } else { false } }
  }

  /// An argument by its keyword.
  func argument(_ keyword: String) -> Expression? {
    place(of: keyword).map { node.arguments[$0].value }
  }

  /// Whether it is no function of `torch.autograd`.
  var isMethod: Bool {
    guard case .attribute(let owner, _) = node.callee.kind else { return false }
    return owner.lastName != "autograd"
  }

  /// Whether it is the whole of its statement.
  var isStatement: Bool {
    if case .expression(let value) = statement.kind {
      value.extent == expression.extent
    } else {
      false
    }
  }
}

extension Program {
  /// The calls of functions and methods with one of these names, in the order of the program.
  func calls(_ names: Set<String>) -> [CallPlace] {
    var found: [CallPlace] = []
    for statement in allStatements {
      for expression in statement.expressions {
        for part in expression.allParts {
          guard case .call(let node) = part.kind, let name = node.callee.lastName,
            names.contains(name)
          else { continue }
          found.append(
            CallPlace(statement: statement, expression: part, node: node, name: name))
        }
      }
    }
    return found
  }

  /// The passes: `loss.backward()` and `torch.autograd.backward(loss)`.
  var passes: [CallPlace] { calls(["backward"]) }

  /// The names that are given to what a call of one of these functions returns.
  func names(ofResultsOf functions: Set<String>) -> [String] {
    allStatements.compactMap { statement in
      guard case .assign(let targets, let value) = statement.kind,
        case .call(let node) = value.kind, let name = node.callee.lastName,
        functions.contains(name), case .name(let target)? = targets.first?.kind
      else { return nil }
      return target.name
    }
  }

  /// The lines that say a text, without the space in front.
  func lines(saying text: String) -> [Extent] {
    file.lines.enumerated().compactMap { index, line in
      let indent = line.prefix { $0 == " " }.utf8.count
      guard line.dropFirst(indent) == text else { return nil }
      let number = Int32(file.firstLine + index)
      return Extent(
        start: Position(line: number, column: Int32(indent + 1)),
        end: Position(line: number, column: Int32(line.utf8.count + 1)))
    }
  }

  /// With another name in place of the one that is called, `y.sum()` for `y.mean()`.
  func renaming(_ call: CallPlace, to other: String) -> SourceEdit? {
    name(of: call.node.callee).map { SourceEdit($0, other) }
  }

  /// A method call without its method: `m` for `m.detach()`.
  func dropping(_ call: CallPlace) -> SourceEdit? {
    guard case .attribute(let owner, _) = call.node.callee.kind,
      let name = name(of: call.node.callee),
      let dot = extent(of: ".", from: owner.extent.end, to: name.start)
    else { return nil }
    return SourceEdit(Extent(start: dot.start, end: call.expression.extent.end), "")
  }
}

extension Expression {
  /// The name itself, or the last one of those with dots in between.
  var lastName: String? {
    switch kind {
    case .name(let node): node.name
    case .attribute(_, let name): name
    default: nil
    }
  }

  /// Whether it is the gradient that a tensor holds, `w.grad`.
  var isGradient: Bool { if case .attribute(_, "grad") = kind { true } else { false } }

  /// Whether it is made of a gradient that a tensor holds.
  var readsGradient: Bool {
    allParts.contains(where: \.isGradient)
  }

  var isNone: Bool { if case .constant(.none) = kind { true } else { false } }

  /// A whole number that is written out, with its sign.
  var wholeNumber: Int? {
    switch kind {
    case .constant(.int(let value)): value
    case .constant(.float(let value)): Int(exactly: value)
    default: nil
    }
  }

  /// What is squared, in `e ** 2`, `e.pow(2)` and `e.square()`.
  var squared: Expression? {
    switch kind {
    case .binary(.power, let base, let exponent): return exponent.wholeNumber == 2 ? base : nil
    case .call(let node):
      guard case .attribute(let owner, let name) = node.callee.kind else { return nil }
      let isSquare =
        name == "square" && node.arguments.isEmpty
        || name == "pow" && node.positional(0)?.wholeNumber == 2
      return isSquare ? owner : nil
    default: return nil
    }
  }
}

extension Statement {
  /// The changes to its place that leave a line that does nothing.
  var skipped: SourceEdit { SourceEdit(extent, "pass") }

  /// Whether others may stand beside it on its line.
  var isSimple: Bool {
    switch kind {
    case .if, .while, .for, .try, .with, .match, .function, .class: false
    default: true
    }
  }
}
