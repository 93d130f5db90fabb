import Foundation
import Questions
import Torch

/// What lines print, as blanks.
struct PrintQuestions {
  let exercise: Exercise

  /// The most lines of output that are asked for.
  static let lineLimit = 30

  /// One blank for each line of output, and one for the error that ends the program; none of
  /// numbers that are not fit, where only others are of use.
  func add(
    _ ask: Ask, _ run: ProgramRun, to draw: inout Draw, onlyIfFit: Bool
  ) throws(ExerciseError.Problem) {
    let wanted = Self.wanted(ask)
    let printed = try printed(ask, run)
    try run.checkItStoppedAsInPyTorch()
    guard !printed.isEmpty || run.failure != nil else { throw .nothingToAsk("prints") }
    guard printed.count <= Self.lineLimit else {
      throw .tooLarge(count: printed.count, limit: Self.lineLimit, of: "lines of output")
    }
    draw.isFit = draw.isFit && printed.allSatisfy { Self.isFit($1.text) }
    guard draw.isFit || !onlyIfFit else { return }
    let misread = misreadings(of: draw.source, run)
    let passes = PrintedLeaves(run, draw.source)
    for (index, line) in printed {
      let count = run.lines.count { $0.line == line.line }
      let turn = count > 1 ? ", time \(line.turn + 1)" : ""
      var draft = BlankDraft(
        kind: .output, name: "line \(line.line)\(turn)",
        prompt: "what line \(line.line) prints\(turn)", key: .text(line.text))
      draft.candidates = misread.compactMap { rule, other in
        if let text = other.text(of: line) { return Self.mistake(rule, text) }
        return other.failure.map { Self.mistake(rule, $0.type) }
      }
      let known = Set(draft.candidates.map(\.code))
      draft.candidates += passes.mistakes(at: index).filter { !known.contains($0.code) }
      draw.drafts.append(draft)
    }
    if let failure = run.failure, wanted.isEmpty || wanted.contains(failure.statement) {
      draw.drafts.append(failed(failure, misread))
    }
  }

  /// The lines of output that are asked for, with their places in the output.
  func printed(
    _ ask: Ask, _ run: ProgramRun
  ) throws(ExerciseError.Problem) -> [(index: Int, line: ProgramRun.Printed)] {
    let wanted = Self.wanted(ask)
    if let name = ask.names.first(where: { Int($0) == nil }) {
      throw .unknownName(name, known: run.lines.map { "\($0.line)" })
    }
    return run.lines.enumerated().filter { wanted.isEmpty || wanted.contains($1.line) }
      .map { (index: $0, line: $1) }
  }

  /// The numbers of the lines that are asked for; none for all.
  private static func wanted(_ ask: Ask) -> Set<Int> { Set(ask.names.compactMap { Int($0) }) }

  private func failed(
    _ failure: ProgramFailure, _ misread: [(ProgramMalrule, ProgramRun)]
  ) -> BlankDraft {
    var draft = BlankDraft(
      kind: .output, name: "line \(failure.statement)",
      prompt: "what line \(failure.statement) does: what it prints, or the name of its error",
      key: .text(failure.type))
    draft.candidates = misread.compactMap { rule, other in
      if let type = other.failure?.type { return Self.mistake(rule, type) }
      let text = other.lines.first { $0.line == failure.statement }?.text
      return Self.mistake(rule, text ?? "no error")
    }
    return draft
  }

  /// The runs of the program as it is misread, where they do not go wrong by themselves.
  private func misreadings(
    of source: String, _ run: ProgramRun
  ) -> [(ProgramMalrule, ProgramRun)] {
    guard let program = Rearranged(source: source).program else { return [] }
    let tensors = run.tensors(in: program)
    return (exercise.misreadings + ProgramMalrule.all).compactMap { rule in
      guard let other = rule.misreading(program, tensors) else { return nil }
      let misread = ProgramRun(other, limits: run.limits(exercise.limitsOfRun))
      return misread.isPlausible(besides: run) ? (rule, misread) : nil
    }
  }

  private static func mistake(_ rule: ProgramMalrule, _ text: String) -> Blank.Mistake {
    Blank.Mistake(rule.misconception, answer: .text(text))
  }

  /// Whether the numbers of a line of output can be worked out by hand, and look like it.
  static func isFit(_ text: String) -> Bool {
    text.matches(of: /-?\d+\.?\d*(?:e[-+]?\d+)?/).allSatisfy { match in
      match.output.count <= 9 && Double(match.output).map(HandNumber.isFit) ?? false
    }
  }
}
