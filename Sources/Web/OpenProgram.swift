import Advice
import Autograd
import Lesson
import Python
import Rendering
import Torch

/// A program that has run.
final class OpenProgram {
  let session: Session
  let recording: Recording
  /// What it ended with, if it failed.
  let failure: ProgramFailure?
  /// The node that is responsible for that, if one is.
  let mistake: ErrorNode?
  /// The lines of the program, each at its place.
  let source: [String]
  /// The numbers of its text that the page can change.
  private let numbers: [Number]
  /// Which of ``numbers`` a source of the recording has its value from, by node.
  let origins: [Int: Int]
  private let decisions: [Int]
  private let remarks: [(line: Int, text: String)]

  /// What the file of the program is called.
  private static let file = "program.py"

  /// A little less than a page waits for an answer, so that it is told which line runs on.
  private static var limits: Limits {
    var limits = Limits()
    (limits.seconds, limits.statements) = (8, .max)
    limits.moreTime = "a page waits no longer"
    return limits
  }

  private struct Number {
    var line: Int
    /// Counted from 0, in units of UTF-16, as JavaScript does.
    var column: Int
    var text: String
  }

  init(_ cells: [Cell]) {
    let session = Session(keepsEvents: true, limits: Self.limits) { _ in }
    self.session = session
    var failure: ProgramFailure?
    var source: [String] = []
    for cell in cells {
      source += Array(repeating: "", count: max(0, cell.line - 1 - source.count))
      source += cell.source.split(separator: "\n", omittingEmptySubsequences: false)
        .map { String($0) }
      failure = session.run(
        cell.source, file: Self.file, firstLine: cell.line, asCell: cell.kind != .program)
      if failure != nil, cell.kind != .raising { break }
    }
    self.failure = failure
    self.source = source
    let recording = session.recording
    self.recording = recording
    mistake = failure == nil ? nil : Recording.error(in: recording.events[...])
    let programs = cells.compactMap {
      try? Program.parse($0.source, file: Self.file, firstLine: $0.line)
    }
    var numbers: [Number] = []
    var origins: [Int: Int] = [:]
    for program in programs {
      let written = program.numbers
      for (node, place) in program.origins(of: recording, written) {
        origins[node] = numbers.count + place
      }
      numbers += written.map { Self.number($0, in: program) }
    }
    (self.numbers, self.origins) = (numbers, origins)
    decisions = programs.flatMap { $0.decisionLines }
    remarks = Self.remarks(session, recording, failure, programs)
  }

  private static func number(_ written: WrittenNumber, in program: Program) -> Number {
    let start = written.extent.start
    let before = Extent(start: Position(line: start.line, column: 1), end: start)
    return Number(
      line: Int(start.line), column: program.file.text(of: before).utf16.count,
      text: program.file.text(of: written.extent))
  }

  /// What a page learns first.
  func summary(number: Int) -> String {
    let printed = recording.events.compactMap { moment -> String? in
      guard case .printed(let text, let statement) = moment.event else { return nil }
      return JSONText.object([("line", "\(statement)"), ("text", JSONText.string(text))])
    }
    return JSONText.object([
      ("program", "\(number)"), ("output", JSONText.array(printed)),
      ("failure", failure.map { Self.json($0) } ?? "null"),
      (
        "warnings",
        JSONText.array(
          remarks.map {
            JSONText.object([("line", "\($0.line)"), ("text", JSONText.string($0.text))])
          })
      ),
      ("decisions", JSONText.list(decisions)),
      ("tensors", JSONText.array(session.tensorNames.map { JSONText.string($0) })),
      (
        "numbers",
        JSONText.array(
          numbers.map { number in
            JSONText.object([
              ("line", "\(number.line)"), ("column", "\(number.column)"),
              ("length", "\(number.text.utf16.count)"), ("text", JSONText.string(number.text)),
            ])
          })
      ),
    ])
  }

  /// What there is to say of a program that has run, a line each: PyTorch's warnings and our advice.
  private static func remarks(
    _ session: Session, _ recording: Recording, _ failure: ProgramFailure?, _ programs: [Program]
  ) -> [(line: Int, text: String)] {
    var remarks = session.remarks(failure).map { (line: $0.line, text: $0.text) }
    for program in programs {
      let told = Set(remarks.map { $0.line })
      let first = program.file.firstLine
      let lines = first...max(first, first + program.file.lines.count - 1)
      remarks += Advice.all(session, recording, program, in: lines, told: told)
        .map { (line: $0.line, text: $0.note) }
    }
    return remarks
  }

  private static func json(_ failure: ProgramFailure) -> String {
    JSONText.object([
      ("type", JSONText.string(failure.type)), ("message", JSONText.string(failure.message)),
      ("line", "\(failure.line)"), ("traceback", JSONText.string(failure.traceback)),
      ("reason", failure.explanation.map { JSONText.string($0.what) } ?? "null"),
      ("place", failure.explanation.map { JSONText.string($0.place) } ?? "null"),
      ("remedy", failure.explanation.map { JSONText.string($0.fix) } ?? "null"),
    ])
  }
}

// MARK: Training

extension OpenProgram {
  /// The loss of every pass, and what the parameters were when it began.
  var training: String {
    let training = Training(recording)
    let losses = training.losses.map { loss in
      JSONText.object([("pass", "\(loss.pass)"), ("value", JSONText.number(loss.value))])
    }
    let parameters = training.parameters.map { parameter in
      JSONText.object([
        ("name", JSONText.string(parameter.name)),
        ("values", Self.list(parameter.values)),
      ])
    }
    let surface = training.surface.map { surface in
      JSONText.object([
        ("xs", Self.list(surface.xs)), ("ys", Self.list(surface.ys)),
        ("losses", JSONText.array(surface.losses.map { Self.list($0) })),
      ])
    }
    return JSONText.object([
      ("losses", JSONText.array(losses)), ("parameters", JSONText.array(parameters)),
      ("surface", surface ?? "null"),
    ])
  }

  private static func list(_ numbers: [Double]) -> String {
    JSONText.array(numbers.map { JSONText.number($0) })
  }
}
