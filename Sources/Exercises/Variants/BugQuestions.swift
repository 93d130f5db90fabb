import Lesson
import Questions

/// A program with one bug, and where it is.
struct BugQuestions {
  let exercise: Exercise

  /// Two blanks: the line, and what is printed once it is mended.
  ///
  /// Proven before it is asked: the program with the bug prints something else, and with what is
  /// taken for right done to it, it prints what the right one does, line for line.
  func add(
    _ run: ProgramRun, _ generator: inout SplitMix64, to draw: inout Draw
  ) throws(ExerciseError.Problem) {
    try run.checkItEnded()
    let lines = Rearranged(source: draw.source).lines
    let faults =
      exercise.bugs.isEmpty
      ? Fault.known(in: lines)
      : try exercise.bugs.map { (bug) throws(ExerciseError.Problem) in try Fault(bug, in: lines) }
    let effective = faults.compactMap { fault in effect(of: fault, run).map { (fault, $0) } }
    guard !effective.isEmpty else { throw .noBug }
    let (fault, shown) = effective[generator.index(below: effective.count)]
    draw.isFit =
      draw.isFit && (run.lines + shown.run.lines).allSatisfy { PrintQuestions.isFit($0.text) }
    draw.bug = Draw.ShownBug(fault, right: draw.source)
    draw.remark =
      "As it stands, the program prints:\n\n"
      + "```text\n\(shown.run.lines.map(\.text).joined(separator: "\n"))\n```"
    draw.source = fault.program.source
    let symptoms = run.lines.filter { printed in
      shown.lines.first { $0.line == printed.line && $0.turn == printed.turn }?.text
        != printed.text
    }
    // Where it may be takes a run for each line.
    let places = draw.isFit ? places(of: fault, lines, run) : []
    draw.drafts.append(line(fault, places, symptoms.first))
    if let last = symptoms.last {
      draw.drafts.append(mended(fault, last, shown.lines))
    }
  }

  /// What a bug prints, where it shows, without an error that would give it away.
  private func effect(
    of fault: Fault, _ run: ProgramRun
  ) -> (run: ProgramRun, lines: [ProgramRun.Printed])? {
    guard let shown = fault.program.output(run.limits(exercise.limitsOfRun)),
      shown.lines != run.lines,
      shown.lines.map(\.line) == run.lines.map(\.line)
    else { return nil }
    return shown
  }

  private func line(_ fault: Fault, _ places: [Int], _ symptom: ProgramRun.Printed?) -> BlankDraft {
    let program = fault.program
    // All lines, so that a line's number is its place among the choices.
    let count = 1 + (program.lines.lastIndex(where: Rearranged.isCode) ?? 0)
    let texts = program.lines.prefix(count).enumerated().map {
      "\($0 + 1): \(Rearranged.code($1))"
    }
    let key = fault.place
    var draft = BlankDraft(
      kind: .line, name: fault.name, prompt: fault.prompt, key: .choice(key, of: texts))
    draft.alsoRight = places.filter { $0 != key && $0 < count }
    if let symptom, let index = program.origins.firstIndex(of: symptom.line - 1),
      index != key, !draft.alsoRight.contains(index)
    {
      draft.candidates = [
        Blank.Mistake(
          .symptomForCause, answer: .choice(index, of: texts))
      ]
    }
    return draft
  }

  private func mended(
    _ fault: Fault, _ last: ProgramRun.Printed, _ shown: [ProgramRun.Printed]
  ) -> BlankDraft {
    let number = 1 + (fault.program.origins.firstIndex(of: last.line - 1) ?? last.line - 1)
    let isRepeated = shown.contains { $0.line == last.line && $0.turn == 1 }
    let turn = isRepeated ? ", time \(last.turn + 1)," : ""
    var draft = BlankDraft(
      kind: .output, name: "line \(number), mended",
      prompt: "what line \(number) prints\(turn) once \(fault.isMended)", key: .text(last.text))
    if let text = shown.first(where: { $0.line == last.line && $0.turn == last.turn })?.text {
      draft.candidates = [
        Blank.Mistake(
          .bugStillThere, answer: .text(text))
      ]
    }
    return draft
  }

  /// All lines that are right to name: where what is missing may stand, and those of which one is
  /// to be moved.
  private func places(of fault: Fault, _ lines: [String], _ run: ProgramRun) -> [Int] {
    let program = fault.program
    let isMended = { (other: Rearranged) in
      other.output(run.limits(exercise.limitsOfRun))?.lines == run.lines
    }
    switch fault.kind {
    case .changed(let index): return [index]
    case .missing(let range):
      return program.lines.indices.filter { index in
        isMended(
          program.inserting(Array(lines[range]), Array(range), before: index + 1))
      }
    case .moved(let range):
      // What stands between where it is and where it belongs may be moved over it as well.
      let block = program.blocks.map { $0.map(\.range) }.first { $0.contains(range) }
      let others = block?.filter { other in
        guard other != range else { return false }
        let isBelow = other.lowerBound > range.lowerBound
        return isMended(
          program.moving(other, before: isBelow ? range.lowerBound : range.upperBound))
      }
      return ([range] + (others ?? [])).flatMap(Array.init)
    }
  }
}

extension Fault {
  /// The line that the key names.
  fileprivate var place: Int {
    switch kind {
    case .changed(let index): index
    case .missing(let range): max(0, range.lowerBound - 1)
    case .moved(let range): range.lowerBound
    }
  }

  fileprivate var name: String {
    switch kind {
    case .changed: "wrong line"
    case .missing: "line before the gap"
    case .moved: "misplaced line"
    }
  }

  fileprivate var prompt: String {
    switch kind {
    case .changed: "the number of the line that is wrong"
    case .missing: "the number of the line after which something is missing"
    case .moved: "the number of the line that stands in the wrong place"
    }
  }

  fileprivate var isMended: String {
    switch kind {
    case .changed: "the wrong line is mended"
    case .missing: "nothing is missing"
    case .moved: "all lines stand where they belong"
    }
  }
}

extension Draw.ShownBug {
  fileprivate init(_ fault: Fault, right: String) {
    mended = right
    let lines = Rearranged(source: right).lines.map(Rearranged.code)
    switch fault.kind {
    case .changed(let index):
      task =
        "**One line is wrong.** Write its number, and what the program prints once it is mended."
      reason = "\(fault.because) The line should be: \(lines[index])"
    case .missing(let range):
      task =
        (range.count == 1 ? "**One line is missing.**" : "**\(range.count) lines are missing.**")
        + " Write the number of a line after which \(range.count == 1 ? "it belongs" : "they belong"),"
        + " and what the program prints once nothing is missing."
      reason =
        "\(fault.because) After line \(range.lowerBound) there should be: "
        + lines[range].joined(separator: " ")
    case .moved(let range):
      task =
        "**One statement stands in the wrong place.** Write the number of its line, and what the "
        + "program prints once it stands where it belongs."
      let origin = fault.program.origins[range.lowerBound]
      let before = origin == 0 ? nil : fault.program.origins.firstIndex(of: origin - 1)
      reason =
        "\(fault.because) Line \(range.lowerBound + 1) belongs "
        + (before.map { "after line \($0 + 1)" } ?? "at the beginning")
        + ": \(Rearranged.code(fault.program.lines[range.lowerBound]))"
    }
  }
}
