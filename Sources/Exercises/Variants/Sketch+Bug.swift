import Foundation

/// A program with one wrong line, and which one it is.
struct BugAsker {
  let exercise: Exercise

  /// Changes that a bug may be, each of one line.
  private static let table: [(because: String, change: @Sendable (String) -> String?)] = [
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

  /// Two blanks: the line, and what is printed once it is mended.
  ///
  /// Proven before it is asked: the wrong program prints something else, and with that one line
  /// replaced it is the right program, line for line.
  func sketch(
    _ run: ProgramRun, _ generator: inout SplitMix64, into sketch: inout Sketch
  ) throws(ExerciseError.Problem) {
    try run.checkItEnded()
    let lines = sketch.source.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let bugs = try effective(lines, run)
    guard !bugs.isEmpty else { throw .noBug }
    let bug = bugs[generator.index(below: bugs.count)]
    var wrong = lines
    wrong[bug.index] = bug.line
    // All lines, so that a line's number is its place among the choices.
    let texts = wrong.enumerated().map { "\($0 + 1): \($1.trimmingCharacters(in: .whitespaces))" }
    let shown = bug.run.lines
    let differing = run.lines.filter { bug.run.text(of: $0) != $0.text }
    var line = Draft(
      kind: .line, name: "wrong line", prompt: "the number of the line that is wrong",
      key: .choice(bug.index, of: texts))
    if let symptom = differing.first, symptom.line - 1 != bug.index {
      line.candidates = [
        Blank.Mistake(
          code: "symptom-for-cause", name: "takes where it shows for where it is",
          feedback: "There the wrong number shows; it was made earlier.",
          answer: .choice(symptom.line - 1, of: texts))
      ]
    }
    sketch.drafts.append(line)
    if let last = differing.last {
      var mended = Draft(
        kind: .output, name: "line \(last.line), mended",
        prompt: "what line \(last.line) prints once the wrong line is mended",
        key: .text(last.text))
      if let text = bug.run.text(of: last) {
        mended.candidates = [
          Blank.Mistake(
            code: "bug-still-there", name: "predicts what the wrong program prints",
            feedback: "That is what the program prints with the wrong line in it.",
            answer: .text(text))
        ]
      }
      sketch.drafts.append(mended)
    }
    sketch.mended = sketch.source
    sketch.source = wrong.joined(separator: "\n")
    sketch.remark =
      "With the wrong line the program prints:\n\n"
      + "```text\n\(shown.map(\.text).joined(separator: "\n"))\n```"
    sketch.bugReason = bug.because
    sketch.isFit =
      sketch.isFit && (run.lines + shown).allSatisfy { PrintAsker.isFit($0.text) }
  }

  private struct Effective {
    var index: Int
    var line: String
    var because: String
    var run: ProgramRun
  }

  /// The bugs that show in what is printed, without an error that would give them away.
  private func effective(
    _ lines: [String], _ run: ProgramRun
  ) throws(ExerciseError.Problem) -> [Effective] {
    var found: [Effective] = []
    func tryOut(_ index: Int, _ line: String, _ because: String) {
      var wrong = lines
      wrong[index] = line
      let other = ProgramRun(wrong.joined(separator: "\n"))
      guard other.failure == nil, other.lines != run.lines,
        other.lines.map(\.line) == run.lines.map(\.line)
      else { return }
      found.append(Effective(index: index, line: line, because: because, run: other))
    }
    for bug in exercise.bugs {
      let places = lines.indices.filter {
        lines[$0].trimmingCharacters(in: .whitespaces) == bug.line
      }
      guard let index = places.first else { throw .bugWithoutLine(bug.line) }
      let indent = lines[index].prefix { $0 == " " }
      tryOut(index, indent + bug.wrong, bug.because)
    }
    guard exercise.bugs.isEmpty else { return found }
    for index in lines.indices where Self.isCode(lines[index]) {
      for (because, change) in Self.table {
        guard let line = change(lines[index]), line != lines[index] else { continue }
        tryOut(index, line, because)
      }
    }
    return found
  }

  private static func isCode(_ line: String) -> Bool {
    let code = line.trimmingCharacters(in: .whitespaces)
    return !code.isEmpty && !code.hasPrefix("#") && !code.hasPrefix("import ")
  }
}
