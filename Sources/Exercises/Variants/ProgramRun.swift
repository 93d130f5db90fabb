import Autograd
import Lesson
import Notebook
import Python
import Torch

/// One run of a variant's program: what was recorded and what it printed.
struct ProgramRun {
  let recording: Recording
  let failure: ProgramFailure?
  /// In the order of printing.
  let lines: [Printed]
  /// The nodes of the tensor that the exercise draws.
  let drawn: [Int]?
  /// What expressions in the prose came to, after the program; nil where one raised an error.
  let values: [String?]
  /// The names of the tensors that a pass leaves gradients in.
  let leaves: [String]
  /// The names of the tensors that something was computed for, with a gradient.
  let inner: [String]
  private let statementCount: Int

  /// One line of output.
  struct Printed: Equatable {
    /// The line of the program, counted from 1.
    var line: Int
    /// How often the line had printed before.
    var turn: Int
    var text: String
  }

  init(
    _ source: String, limits: Limits, drawing name: String? = nil,
    evaluating expressions: [String] = []
  ) {
    let session = Session(keepsEvents: true, limits: limits) { _ in }
    failure = session.run(source, file: "program.py")
    statementCount = session.statementCount
    let recording = session.recording
    self.recording = recording
    drawn = name.flatMap { session.nodes(of: $0) }
    lines = Self.lines(recording)
    values = expressions.map { expression in
      if case .success(let value) = Result(catching: { try session.evaluate(expression) }) {
        value
      } else {
        nil
      }
    }
    var leaves: [String] = []
    var inner: [String] = []
    for name in session.tensorNames {
      guard let node = session.nodes(of: name)?.first, recording.nodes.indices.contains(node)
      else { continue }
      switch recording.nodes[node].operation {
      case .source(.leaf): leaves.append(name)
      case .source: continue
      case .unary, .binary, .reduction:
        if recording.nodes[node].needsGradient { inner.append(name) }
      }
    }
    self.leaves = leaves
    self.inner = inner
  }

  private static func lines(_ recording: Recording) -> [Printed] {
    var lines: [Printed] = []
    var turns: [Int: Int] = [:]
    var rest = ""
    for moment in recording.events {
      guard case .printed(let text, _) = moment.event else { continue }
      rest += text
      while let end = rest.firstIndex(of: "\n") {
        lines.append(
          Printed(
            line: moment.line, turn: turns[moment.line, default: 0], text: String(rest[..<end])))
        turns[moment.line, default: 0] += 1
        rest = String(rest[rest.index(after: end)...])
      }
    }
    return lines
  }

  /// Throws what stopped the program.
  func checkItEnded() throws(ExerciseError.Problem) {
    if let failure { throw .failed(type: failure.type, message: failure.message) }
  }

  /// Throws what stopped the program, unless PyTorch stops there too.
  func checkItStoppedAsInPyTorch() throws(ExerciseError.Problem) {
    guard let failure, !failure.isOfTheProgram else { return }
    throw .failed(type: failure.type, message: failure.message)
  }

  /// What the program may use as someone misreads it, or with other numbers: a loop that does not
  /// end is stopped after some times the program's own statements, since there are many such runs.
  func limits(_ limits: Limits) -> Limits {
    var limits = limits
    limits.statements = min(limits.statements, 1_000 + 20 * statementCount)
    return limits
  }

  /// Whether it ends, or stops with the same error as another run: no student holds a
  /// misreading that fails by itself.
  func isPlausible(besides other: ProgramRun) -> Bool {
    failure == nil || failure?.type == other.failure?.type
  }

  /// The names that misreadings of the program go by.
  func tensors(in program: Program) -> ProgramMalrule.Tensors {
    let shapes = recording.tensors.map { ($0.name, $0.shape) }
    return ProgramMalrule.Tensors(
      leaves: leaves, inner: inner, shapes: Dictionary(shapes) { _, newest in newest },
      optimizer: program.names(ofResultsOf: ProgramMalrule.optimizers).first)
  }

  /// What a line printed at one of its turns.
  func text(of printed: Printed) -> String? {
    lines.first { $0.line == printed.line && $0.turn == printed.turn }?.text
  }
}
