import ArgumentParser
import Foundation
import Lesson
import Rendering
import Terminal
import Torch

struct StepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Step through a program's gradients in the terminal.",
    discussion: """
      Without a terminal, or with --plain, every step is written as plain sentences. In the \
      terminal ? lists the keys. With --json each step is an object on a line of its own: step, \
      kind (forward, seed, backward, hook, return, accumulate, change, clear, update, error), \
      line, pass, iteration, title, arithmetic, why, focus, and leaves with their value, grad, \
      before and arrived; None is null, and what JSON cannot write is "nan", "inf" or "-inf".
      """)

  @Argument(help: "The program: .py, .md, or - for standard input.")
  var file: String

  @Option(help: "What to step through the history of; every backward pass if not given.")
  var of: String?

  @OptionGroup var detail: DetailOptions

  @OptionGroup var folds: FoldOptions

  @OptionGroup var terminal: TerminalOptions

  @Flag(help: "Ask for each gradient before it is shown, and count what was right.")
  var predict = false

  @Flag(help: "Write every step as JSON, an object a line.")
  var json = false

  @OptionGroup var time: OptionalTimeLimit

  func run() throws {
    let input = json ? nil : terminalInput
    // Before any other thread is started, so that none of them takes a signal.
    let signals = input == nil ? nil : SignalPipe()
    let program = try ProgramTour(file, of: of, detail, folds, limits: time.limits)
    let (tour, source, failure) = (program.tour, program.source, program.failure)
    if json {
      var steps = StepJSON(tour)
      for index in program.steps { StandardOutput.write(steps.line(index)) }
      if let failure {
        let title = "\(failure.type): \(failure.message)"
        StandardOutput.write(steps.error(line: failure.line, title: title))
        throw Report.Stop(message: failure.report)
      }
      return
    }
    guard let input, let signals else {
      StepPlain(
        tour: tour, steps: program.steps, source: source, isASCII: terminal.ascii,
        write: StandardOutput.write,
        readLine: { Swift.readLine() }
      ).run(predicts: predict)
      if let failure { throw Report.Stop(message: failure.report) }
      return
    }
    let model = StepModel(
      tour, title: program.title, source: source, listed: program.listed,
      start: program.steps.first ?? 0, failure: failure?.report, predicts: predict,
      isASCII: terminal.isASCII, allowsColor: terminal.allowsColor)
    var player = StepPlayer(
      terminal: TerminalDevice(input: input, output: STDOUT_FILENO, signals: signals), model: model)
    let status = player.play()
    if let quiz = player.model.quiz { StandardOutput.write(quiz.score + "\n") }
    if status != 0 { throw ExitCode(status) }
    if let failure { throw Report.Stop(message: failure.report) }
  }

  /// Where keys come from; nil if there is no terminal to draw on.
  private var terminalInput: Int32? {
    guard terminal.canDraw else { return nil }
    if isatty(STDIN_FILENO) == 1, file != "-" { return STDIN_FILENO }
    // The program may come from standard input; the keys then come from the terminal itself.
    guard file == "-" else { return nil }
    let keys = open("/dev/tty", O_RDWR)
    return keys >= 0 ? keys : nil
  }
}
