import Platform

/// A Python exception on its way up.
///
/// Swift wants errors to be Sendable; an interpreter's objects stay on its one thread all the same.
package struct Raised: Error, @unchecked Sendable {
  /// How many entries a traceback keeps for sure, the innermost: as many as CPython shows.
  private static let tracebackLimit = 1000

  /// The exception object.
  package let exception: Instance
  /// Outermost call first, as Python prints it.
  package var traceback: [TracebackEntry]
  /// What raised it in the frame that it is leaving, once that is known.
  private(set) var mark: Mark?
  /// Whether the traceback has the running frame's entry already, as a bare `raise` leaves it.
  private var hasEntry = false

  init(exception: Instance, traceback: [TracebackEntry] = []) {
    self.exception = exception
    self.traceback = traceback
  }

  /// The exception with what it passed on its way out; the innermost has the say.
  func marked(_ mark: @autoclosure () -> Mark) -> Raised {
    guard self.mark == nil else { return self }
    var marked = self
    marked.mark = mark()
    return marked
  }

  func marked(_ expression: Expression) -> Raised { marked(Mark(expression)) }

  /// The exception as a bare `raise` sends it on.
  func again(traceback: [TracebackEntry]) -> Raised {
    var again = Raised(exception: exception, traceback: traceback)
    again.hasEntry = true
    return again
  }

  /// The exception as it leaves a frame, whose line a traceback shows unless it is a library's.
  func leaving(_ frame: Frame) -> Raised {
    var left = self
    (left.mark, left.hasEntry) = (nil, false)
    if !hasEntry, !frame.file.isLibrary {
      let line = mark.map { Int($0.extent.start.line) } ?? frame.line
      let entry = TracebackEntry(
        file: frame.file.name, line: line, function: frame.name,
        source: frame.file.text(ofLine: line), mark: mark)
      left.traceback.insert(entry, at: 0)
      if left.traceback.count > 2 * Raised.tracebackLimit {
        left.traceback.removeFirst(Raised.tracebackLimit)
      }
    }
    return left
  }
}

/// What an exception object carries besides its attributes.
package final class ExceptionState {
  var arguments: [Object]
  var cause: Instance?
  var context: Instance?
  var suppressesContext = false
  var traceback: [TracebackEntry] = []
  /// What the library that raised it knows of its cause.
  package var attachment: AnyObject?

  init(_ arguments: [Object]) {
    self.arguments = arguments
  }

  deinit {
    release(&arguments, leaving: [])
    if cause != nil { release(&cause, leaving: nil) }
    if context != nil { release(&context, leaving: nil) }
  }
}
