import ArgumentParser
import Autograd
import Foundation
import Lesson
import Rendering
import Torch
import Tutorial

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
  var by: Pace = .line

  @Flag(help: "Write sentences instead of drawing, even on a terminal.")
  var plain = false

  @Flag(help: "Use no characters but ASCII.")
  var ascii = false

  @Flag(help: "Ask for each gradient before it is shown, and count what was right.")
  var predict = false

  @Option(help: "When to use colours: auto, always or never.")
  var color: ColorChoice = .auto

  enum Pace: String, ExpressibleByArgument, CaseIterable {
    case line
    case operation

    var pace: Frames.Pace {
      switch self {
      case .line: .line
      case .operation: .operation
      }
    }
  }

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
    let program = try ProgramFile(file)
    let session = Session(keepsEvents: true) { _ in }
    let failure = try run(program, in: session)
    let tour = try tour(session, failure)
    let source = program.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasSuffix("\r") ? String($0.dropLast()) : String($0) }
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
      tour, title: (program.name as NSString).lastPathComponent, source: source,
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

  /// Runs a program, or the cells of an article one after the other.
  private func run(_ program: ProgramFile, in session: Session) throws -> Failure? {
    guard program.isArticle else { return session.run(program) }
    let document: Document
    do throws(TutorialError) {
      document = try Document(program.text, file: program.name)
    } catch {
      throw Report.Stop(message: error.description)
    }
    for case .cell(let cell) in document.parts where cell.options.runs {
      let failure = session.run(cell.source, file: program.name, firstLine: cell.line)
      if let failure, !cell.options.raises { return failure }
    }
    return nil
  }

  private func tour(_ session: Session, _ failure: Failure?) throws -> Tour {
    let tour = Tour(session.recording, roots: try roots(session), pace: by.pace)
    guard tour.stops.isEmpty else { return tour }
    if let failure { throw Report.Stop(message: failure.report) }
    throw Report.Stop(
      message: "\(file): nothing to step through: "
        + "no tensor is computed from one with requires_grad=True")
  }

  /// What the tour ends in; nil for every pass that there is.
  private func roots(_ session: Session) throws -> [Int]? {
    let names = session.tensorNames
    if let of {
      if let nodes = session.nodes(of: of) { return nodes }
      throw Report.Stop(
        message: "\(file): there is no tensor named \(of)"
          + (names.isEmpty ? "" : "; there are \(names.joined(separator: ", "))"), status: 2)
    }
    let recording = session.recording
    let hasPass = recording.events.contains { moment in
      if case .passBegan = moment.event { true } else { false }
    }
    if hasPass { return nil }
    for name in names.reversed() {
      guard let nodes = session.nodes(of: name) else { continue }
      let isComputed = nodes.contains { node in
        guard recording.nodes.indices.contains(node) else { return false }
        if case .source = recording.nodes[node].operation { return false }
        return recording.nodes[node].needsGradient
      }
      if isComputed { return nodes }
    }
    return nil
  }
}
