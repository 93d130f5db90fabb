import ArgumentParser
import Exercises
import Foundation
import Questions
import Rendering

struct ExerciseTryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: "Practise an exercise in the terminal, blank by blank.",
    discussion: """
      Type an answer and Enter; h gives a hint, n the next blank, s skips, l lists, t changes the \
      theme, x starts again, q quits. The next time goes on from there. What cannot be read never counts. Without a \
      terminal every line of the input is an answer or a command.
      """)

  @OptionGroup var exercise: ExerciseFile

  @Option(
    help: "What the numbers are drawn with; those of the last time, or as written, if not given.")
  var seed: UInt64?

  @Option(help: "Where it is kept how far you have come.")
  var progress = ".gradwalk-progress.json"

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    let variants = try exercise.variants()
    var kept = try readProgress()
    let variant: Variants.Variant
    do throws(ExerciseError) {
      let last = kept.last(variants.exercise.name)?.seed
      variant = try variants.variant(seed: seed ?? last ?? 0)
    } catch {
      throw Report.Stop(message: error.description)
    }
    var practice = Practice(variant.question, resuming: kept.entry(for: variant.question))
    var screen = PracticeScreen(
      isTerminal: terminal.canDraw && isatty(STDIN_FILENO) == 1, options: terminal,
      graph: PracticeGraph(variant))
    screen.open(practice)
    while let line = screen.ask(practice) {
      let reply = practice.receive(line)
      kept.keep(practice.entry)
      try OutputFile.write(Array(try kept.text().utf8), to: progress)
      screen.show(reply, practice)
      if reply == .quit { return }
    }
    screen.close(practice)
  }

  private func readProgress() throws -> PracticeRecord {
    guard FileManager.default.fileExists(atPath: progress) else { return PracticeRecord() }
    guard let data = FileManager.default.contents(atPath: progress),
      let kept = try? PracticeRecord(data)
    else {
      throw Report.Stop(
        message: "\(progress): not what this command keeps; remove it, or name another file with "
          + "--progress", status: 2)
    }
    return kept
  }
}
