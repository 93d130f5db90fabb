import Foundation

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

  /// Lines that change and are wrong then.
  private static let changes: [(because: String, change: @Sendable (String) -> String?)] = [
    (
      "It loses the 2 of the derivative of a square.",
      { $0.replacing(/= 2 \*\s/, with: "= ") }
    ),
    (
      "The target is subtracted from the prediction, not the other way round, or the sign turns.",
      { line in
        line.contains("=") && line.contains("grad")
          ? line.replacing(/\((\w+) - (\w+)\)/) { "(\($0.output.2) - \($0.output.1))" } : nil
      }
    ),
    (
      "A step goes against the gradient, so it is subtracted.",
      { $0.replacing(/^(\s*\w+) -=\s/) { "\($0.output.1) += " } }
    ),
    ("The loss is a mean.", { $0.replacing(".mean()", with: ".sum()") }),
    ("The loss is a sum.", { $0.replacing(".sum()", with: ".mean()") }),
    (
      "The weight belongs on the squared error, not on the prediction.",
      {
        $0.replacing(/(\w+) \* \((\w+) - (\w+)\) \*\* 2/) {
          "(\($0.output.1) * \($0.output.2) - \($0.output.3)) ** 2"
        }
      }
    ),
    (
      "What is detached sends nothing back.",
      { $0.replacing(/= (\w+) \* (\w+)$/) { "= \($0.output.1) * \($0.output.2).detach()" } }
    ),
    (
      "Gradients are added up, not overwritten.",
      { $0.replacing(/(\.grad) \+=\s/) { "\($0.output.1) = " } }
    ),
  ]

  /// What a statement does in the course of a training step.
  enum Role {
    case clear
    case backward
    case step

    /// - Returns: Nil for statements that do something else, or several things.
    init?(_ lines: ArraySlice<String>) {
      let roles = lines.filter(Rearranged.isCode).filter { !$0.contains("no_grad():") }
        .map(Self.role)
      guard let first = roles.first ?? nil, roles.allSatisfy({ $0 == first }) else { return nil }
      self = first
    }

    private static func role(of line: String) -> Role? {
      if line.contains(/zero_grad\(|\.grad\.zero_\(|\.grad = None/) { return .clear }
      if line.contains(".backward(") { return .backward }
      if line.contains(/\.step\(\)|^\s*\w+ -=\s/) { return .step }
      return nil
    }
  }

  /// All bugs of the kinds that are known.
  static func known(in lines: [String]) -> [Fault] {
    let right = Rearranged(lines)
    var faults: [Fault] = []
    for index in lines.indices
    where Rearranged.isCode(lines[index]) && !lines[index].hasPrefix("import ") {
      for (because, change) in changes {
        guard let line = change(lines[index]), line != lines[index] else { continue }
        faults.append(
          Fault(kind: .changed(index), program: right.changing(index, to: line), because: because))
      }
    }
    for block in right.blocks {
      let statements = block.map { (range: $0, role: Role(lines[$0])) }
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
      guard let index = lines.firstIndex(where: { $0.trimmingCharacters(in: .whitespaces) == text })
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
