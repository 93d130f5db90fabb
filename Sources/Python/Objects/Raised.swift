/// A Python exception on its way up.
///
/// Swift wants errors to be Sendable; an interpreter's objects stay on its one thread all the same.
package struct Raised: Error, @unchecked Sendable {
  package let exception: Instance
  /// Outermost call first, as Python prints it.
  package var traceback: [TracebackEntry]

  package init(exception: Instance, traceback: [TracebackEntry] = []) {
    self.exception = exception
    self.traceback = traceback
  }
}

package struct TracebackEntry: Equatable {
  package let file: String
  package let line: Int
  package let function: String
  package let lineText: String
}

/// What an exception object carries besides its attributes.
package final class ExceptionState {
  package var arguments: [Object]
  package var cause: Instance?
  package var context: Instance?
  package var suppressesContext = false
  package var traceback: [TracebackEntry] = []
  /// What the library that raised it knows of its cause.
  package var attachment: (any Sendable)?

  package init(_ arguments: [Object]) {
    self.arguments = arguments
  }
}
