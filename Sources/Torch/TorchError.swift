/// An error that PyTorch would raise: the class of the exception and its text.
package struct TorchError: Error {
  package let type: String
  package let message: String

  package init(_ type: String, _ message: String) {
    self.type = type
    self.message = message
  }

  static func runtime(_ message: String) -> TorchError { TorchError("RuntimeError", message) }
  static func value(_ message: String) -> TorchError { TorchError("ValueError", message) }
  static func index(_ message: String) -> TorchError { TorchError("IndexError", message) }
  static func type(_ message: String) -> TorchError { TorchError("TypeError", message) }
  /// What PyTorch can do and we cannot.
  static func unsupported(_ what: String) -> TorchError { TorchError("UnsupportedError", what) }
}
