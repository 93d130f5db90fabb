import Python

/// An error that PyTorch would raise: the class of the exception and its text.
package struct TorchError: Error {
  /// The class of the exception, `RuntimeError`.
  package let type: String
  /// The text that PyTorch gives it.
  package let message: String
  /// What a callback into the program raised, to be raised again.
  let cause: Raised?
  /// Its cause, where the clinic knows.
  package let diagnosis: Diagnosis?

  /// An error of a class with a text, of unknown cause.
  package init(_ type: String, _ message: String) {
    self.init(type, message, cause: nil, diagnosis: nil)
  }

  init(_ type: String, _ message: String, cause: Raised?, diagnosis: Diagnosis?) {
    self.type = type
    self.message = message
    self.cause = cause
    self.diagnosis = diagnosis
  }

  init(cause: Raised) {
    self.init(cause.exception.type.name, "", cause: cause, diagnosis: nil)
  }

  static func runtime(_ message: String) -> TorchError { TorchError("RuntimeError", message) }
  static func value(_ message: String) -> TorchError { TorchError("ValueError", message) }
  static func index(_ message: String) -> TorchError { TorchError("IndexError", message) }
  static func type(_ message: String) -> TorchError { TorchError("TypeError", message) }
  /// What PyTorch can do and we cannot.
  static func unsupported(_ what: String) -> TorchError { TorchError("UnsupportedError", what) }
}

/// Calls into the program: what it raises passes through as the cause.
func calling<Result>(
  _ body: @autoclosure () throws(Raised) -> Result
) throws(TorchError) -> Result {
  do {
    return try body()
  } catch {
    throw TorchError(cause: error)
  }
}
