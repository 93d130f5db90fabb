import ArgumentParser
import Foundation
import Lesson
import Rendering
import Stepping

struct StepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Step through a program's gradients in the terminal.",
    discussion: """
      Without a terminal, or with --plain, every step is written as plain sentences. In the \
      terminal ? lists the keys.
      """)

  @Argument(help: "The program: .py, .md, or - for standard input.")
  var file: String

  @Option(help: "What to step through the history of; every backward pass if not given.")
  var of: String?

  @Option(help: "How far a step goes on the way forward: line or operation.")
  var by: ProgramTour.Pace = .line

  @Flag(help: "Write sentences instead of drawing, even on a terminal.")
  var plain = false

  @Flag(help: "Use no characters but ASCII.")
  var ascii = false

  @Flag(help: "Ask for each gradient before it is shown, and count what was right.")
  var predict = false

  @Option(help: "When to use colours: auto, always or never.")
  var color: ColorChoice = .auto

  enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never

    var allows: Bool {
      switch self {
      case .auto: ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
      case .always: true
      case .never: false
      }
    }
  }

  func run() throws {
    let input = plain ? nil : terminalInput
    // Before any other thread is started, so that none of them takes a signal.
    let signals = input == nil ? nil : SignalPipe()
    let program = try ProgramTour(file, of: of, by: by)
    let (tour, source, failure) = (program.tour, program.source, program.failure)
    guard let input, let signals else {
      StepPlain(
        tour: tour, source: source, isASCII: ascii, write: { print($0, terminator: "") },
        readLine: {
          fflush(nil)
          return Swift.readLine()
        }
      ).run(predicts: predict)
      fflush(nil)
      if let failure { throw Report.Stop(message: failure.report) }
      return
    }
    let model = StepModel(
      tour, title: program.title, source: source,
      failure: failure?.report, predicts: predict, isASCII: ascii || !hasUnicode,
      allowsColor: color.allows)
    let terminal = Terminal(input: input, output: STDOUT_FILENO, signals: signals)
    var player = StepPlayer(terminal: terminal, model: model)
    let status = player.play()
    if let quiz = player.model.quiz { print(quiz.score) }
    fflush(nil)
    if status != 0 { throw ExitCode(status) }
    if let failure { throw Report.Stop(message: failure.report) }
  }

  /// Where keys come from; nil if there is no terminal to draw on.
  private var terminalInput: Int32? {
    let kind = ProcessInfo.processInfo.environment["TERM", default: ""]
    guard isatty(STDOUT_FILENO) == 1, !kind.isEmpty, kind != "dumb" else { return nil }
    if isatty(STDIN_FILENO) == 1, file != "-" { return STDIN_FILENO }
    // The program may come from standard input; the keys then come from the terminal itself.
    guard file == "-" else { return nil }
    let terminal = open("/dev/tty", O_RDWR)
    return terminal >= 0 ? terminal : nil
  }

  /// Whether the locale, if there is one, has more than ASCII.
  private var hasUnicode: Bool {
    let environment = ProcessInfo.processInfo.environment
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
    guard let locale = names.first(where: { !$0.isEmpty })?.lowercased() else { return true }
    return locale.contains("utf-8") || locale.contains("utf8")
  }
}
