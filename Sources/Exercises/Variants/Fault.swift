import Python

/// A program with one bug in it, before it is known whether that shows.
struct Fault {
  var kind: Kind
  /// The program with the bug.
  var program: Rearranged
  var because: String

  enum Kind {
    /// A line, by its index, with another text.
    case changed(Int)
    /// Lines that are not there, by their indices in the right program.
    case missing(Range<Int>)
    /// Lines in another place, by their indices there.
    case moved(Range<Int>)
  }

  /// Changes after which a line is wrong, each with its statement.
  private static let changes:
    [(because: String, changed: @Sendable (Program) -> [(Statement, [SourceEdit])])] = [
      (
        "It loses the 2 of the derivative of a square.",
        { program in
          program.values.compactMap { statement, value in
            guard let two = value.factors.first, two.wholeNumber == 2, value.factors.count > 1,
              let sign = program.extent(of: "* ", from: two.extent.end, to: value.extent.end)
            else { return nil }
            return (statement, [SourceEdit(Extent(start: two.extent.start, end: sign.end), "")])
          }
        }
      ),
      (
        "The target is subtracted from the prediction, not the other way round, or the sign turns.",
        { program in
          program.values.filter { statement, _ in statement.isOfGradient }.map { statement, value in
            (statement, value.differences.flatMap(program.turning))
          }
        }
      ),
      (
        "A step goes against the gradient, so it is subtracted.",
        { program in program.updates.map { ($0.statement, [$0.uphill]) } }
      ),
      ("The loss is a mean.", { program in program.byStatement(program.meansAsSums) }),
      ("The loss is a sum.", { program in program.byStatement(program.sumsAsMeans) }),
      (
        "The weight belongs on the squared error, not on the prediction.",
        { program in program.weightsOnPredictions.map { ($0.statement, $0.edits) } }
      ),
      (
        "What is detached sends nothing back.",
        { program in
          program.values.compactMap { statement, value in
            guard case .binary(.multiply, let left, let right) = value.kind, left.isName,
              right.isName
            else { return nil }
            return (statement, [SourceEdit(at: right.extent.end, ".detach()")])
          }
        }
      ),
      (
        "Gradients are added up, not overwritten.",
        { program in
          program.allStatements.compactMap { statement in
            guard case .augmented(let target, .add, let value) = statement.kind, target.isGradient,
              let sign = program.extent(
                of: "+=", from: target.extent.end, to: value.extent.start)
            else { return nil }
            return (statement, [SourceEdit(sign, "=")])
          }
        }
      ),
    ]

  /// What a statement does in the course of a training step.
  enum Role {
    case clear
    case backward
    case step

    /// - Returns: Nil for statements that do something else, or several things.
    init?(_ statements: [Statement], _ steps: [Extent]) {
      let roles = statements.map { Self.role(of: $0, steps) }
      guard let first = roles.first ?? nil, roles.allSatisfy({ $0 == first }) else { return nil }
      self = first
    }

    private static func role(of statement: Statement, _ steps: [Extent]) -> Role? {
      if statement.clearsGradients { return .clear }
      if steps.contains(statement.extent) { return .step }
      guard case .expression(let value) = statement.kind, case .call(let node) = value.kind else {
        return nil
      }
      switch node.callee.lastName {
      case "backward": return .backward
      case "step": return .step
      default: return nil
      }
    }
  }

  /// All bugs of the kinds that are known.
  static func known(in lines: [String]) -> [Fault] {
    let right = Rearranged(lines)
    guard let program = right.program else { return [] }
    var faults: [(line: Int, fault: Fault)] = []
    for (because, changed) in changes {
      for (statement, edits) in changed(program) {
        let line = statement.lines.lowerBound - 1
        guard statement.lines.count == 1, lines.indices.contains(line),
          let source = program.source(edits)
        else { continue }
        let text = Rearranged(source: source).lines[line]
        guard text != lines[line] else { continue }
        faults.append(
          (
            line,
            Fault(
              kind: .changed(line), program: right.changing(line, to: text), because: because)
          ))
      }
    }
    // By lines, and for each line in the order of the kinds.
    let order = faults.indices.sorted { (faults[$0].line, $0) < (faults[$1].line, $1) }
    return order.map { faults[$0].fault } + rearranged(right, program)
  }

  /// The bugs of order: steps of the training that are missing or misplaced.
  private static func rearranged(_ right: Rearranged, _ program: Program) -> [Fault] {
    let steps = program.updates.map(\.statement.extent)
    var faults: [Fault] = []
    for block in right.blocks {
      let statements = block.map { statement in
        (range: statement.range, role: Role(statement.simple, steps))
      }
      for (range, role) in statements {
        guard let role else { continue }
        faults.append(missing(range, role, right))
      }
      for pass in statements where pass.role == .backward {
        let steps = statements.filter {
          $0.role == .step && $0.range.lowerBound > pass.range.lowerBound
        }
        for step in steps {
          faults.append(
            moved(
              step.range, before: pass.range.lowerBound, right,
              "A step goes by the gradients that are there; here the pass comes after it."))
        }
        for clearing in statements where clearing.role == .clear && !steps.isEmpty {
          faults.append(
            moved(
              clearing.range, before: pass.range.upperBound, right,
              "The gradients are cleared between the pass and the step, so that the step finds none."
            ))
        }
      }
    }
    return faults
  }

  private static func missing(_ range: Range<Int>, _ role: Role, _ right: Rearranged) -> Fault {
    let because =
      switch role {
      case .clear: "A pass adds to the gradients that are there, so they are cleared before it."
      case .backward: "Without a pass there are no gradients that a step could go by."
      case .step: "Without a step the gradients change nothing."
      }
    return Fault(kind: .missing(range), program: right.removing(range), because: because)
  }

  private static func moved(
    _ range: Range<Int>, before index: Int, _ right: Rearranged, _ because: String
  ) -> Fault {
    let start = index > range.lowerBound ? index - range.count : index
    return Fault(
      kind: .moved(start..<start + range.count), program: right.moving(range, before: index),
      because: because)
  }

  /// The bug that an author has written.
  init(_ bug: Exercise.Bug, in lines: [String]) throws(ExerciseError.Problem) {
    let right = Rearranged(lines)
    func index(of text: String) throws(ExerciseError.Problem) -> Int {
      guard let index = lines.firstIndex(where: { Rearranged.code($0) == text })
      else { throw .bugWithoutLine(text) }
      return index
    }
    let start = try index(of: bug.line)
    let range = start..<right.end(of: start)
    switch bug.edit {
    case .wrong(let text):
      let indent = lines[start].prefix { $0 == " " }
      self.init(
        kind: .changed(start), program: right.changing(start, to: indent + text),
        because: bug.because)
    case .missing:
      self.init(kind: .missing(range), program: right.removing(range), because: bug.because)
    case .after(let text):
      self = Self.moved(range, before: right.end(of: try index(of: text)), right, bug.because)
    }
  }

  private init(kind: Kind, program: Rearranged, because: String) {
    self.kind = kind
    self.program = program
    self.because = because
  }
}

extension Program {
  /// What statements assign or add to something.
  fileprivate var values: [(statement: Statement, value: Expression)] {
    allStatements.compactMap { statement in
      switch statement.kind {
      case .assign(_, let value), .augmented(_, _, let value): (statement, value)
      default: nil
      }
    }
  }

  /// A difference of two names the other way round.
  fileprivate func turning(_ left: Expression, _ right: Expression) -> [SourceEdit] {
    [
      SourceEdit(left.extent, file.text(of: right.extent)),
      SourceEdit(right.extent, file.text(of: left.extent)),
    ]
  }

  /// Changes, each with the others of its statement.
  fileprivate func byStatement(_ edits: [SourceEdit]) -> [(Statement, [SourceEdit])] {
    allStatements.filter(\.isSimple).compactMap { statement in
      let own = edits.filter {
        statement.extent.start <= $0.extent.start && $0.extent.end <= statement.extent.end
      }
      return own.isEmpty ? nil : (statement, own)
    }
  }
}

extension Statement {
  /// Whether it assigns a gradient, or something made of one.
  fileprivate var isOfGradient: Bool {
    expressions.flatMap(\.allParts).contains { $0.lastName?.contains("grad") ?? false }
  }
}

extension Expression {
  fileprivate var isName: Bool { if case .name = kind { true } else { false } }

  /// The differences of two names that it is made of, apart from itself.
  fileprivate var differences: [(Expression, Expression)] {
    allParts.dropFirst().compactMap { part in
      guard case .binary(.subtract, let left, let right) = part.kind, left.isName, right.isName
      else { return nil }
      return (left, right)
    }
  }
}
