import Python

/// Why a program stopped before its end.
package struct Failure: Error {
  package let kind: Kind
  /// The class of the exception.
  package let type: String
  package let message: String
  package let line: Int
  /// What Python prints of it.
  package let traceback: String

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
    traceback = failure.text
  }

  init(_ raised: Raised, _ interpreter: Interpreter) {
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
    traceback = interpreter.tracebackText(raised)
  }
}
