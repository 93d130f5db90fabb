import Python

/// Why a program stopped before its end.
package struct ProgramFailure: Error {
  /// Who is at fault.
  package let kind: Kind
  /// The class of the exception.
  package let type: String
  /// The text of the exception, without its class.
  package let message: String
  /// The line of the innermost call, counted from 1; 0 where none is known.
  package let line: Int
  /// The line outside of all functions that led there.
  package let statement: Int
  /// What Python prints of it.
  package let traceback: String
  /// What happened, the operation and line responsible, and the smallest fix.
  package let explanation: ErrorExplanation?
  /// The tape's node that is responsible, where the run was recorded.
  package let node: Int?
  /// The cause as facts; nil where it is not known.
  package let diagnosis: Diagnosis?

  /// Who is at fault: the program, or what is supported here.
  package enum Kind: Sendable {
    /// The program raised an error, as it does in PyTorch.
    case program
    /// The program is not Python.
    case syntax
    /// PyTorch can do it and Gradwalk cannot.
    case unsupported
    /// A bound on time or memory was reached.
    case limit
  }

  init(_ failure: SyntaxFailure) {
    kind = .syntax
    type = "SyntaxError"
    message = failure.message
    line = failure.line
    statement = failure.line
    traceback = failure.text
    explanation = nil
    node = nil
    diagnosis = nil
  }

  /// What was raised, with its cause: `diagnosis` finds that, and `source` gives the text
  /// of a line of the program.
  init(
    _ raised: Raised, _ interpreter: Interpreter,
    diagnosis: (_ raised: Raised, _ line: Int) -> Diagnosis?, source: @escaping (Int) -> String
  ) {
    let name = raised.exception.type.name
    kind =
      switch name {
      case "UnsupportedError": .unsupported
      case "LimitExceeded": .limit
      default: .program
      }
    type = name
    message = (try? interpreter.str(.instance(raised.exception))) ?? ""
    line = raised.traceback.last?.line ?? 0
    statement = raised.traceback.first?.line ?? 0
    traceback =
      name == "SystemExit" ? Self.farewell(raised, interpreter) : interpreter.tracebackText(raised)
    let diagnosis = kind == .program ? diagnosis(raised, line) : nil
    self.diagnosis = diagnosis
    node = diagnosis?.node
    explanation = diagnosis?.explanation(at: line, source: source)
  }

  /// What the person who ran the program reads.
  package var report: String { Self.report(traceback, explanation) }

  /// What Python prints, and below it what that means.
  package static func report(_ traceback: String, _ explanation: ErrorExplanation?) -> String {
    let text = traceback.hasSuffix("\n") ? String(traceback.dropLast()) : traceback
    return text + (explanation.map { "\n\n\($0.text)" } ?? "")
  }

  /// What Python prints of `sys.exit(value)`: nothing of a number, and anything else as it is.
  private static func farewell(_ raised: Raised, _ interpreter: Interpreter) -> String {
    let code = try? interpreter.attribute("code", of: .instance(raised.exception))
    switch code {
    case nil, .some(.none), .some(.int), .some(.bool), .some(.bigInt): return ""
    case .some(let value): return (try? interpreter.str(value)) ?? ""
    }
  }
}
