/// A program that is not Python, and where it stops being so.
package struct SyntaxFailure: Error, Equatable {
  /// Which class of Python's the error has.
  package enum Kind: String, Equatable, Sendable {
    case syntax = "SyntaxError"
    case indentation = "IndentationError"
    case tab = "TabError"
  }

  /// The class of the error.
  package var kind = Kind.syntax
  /// What the file is called.
  package let file: String
  /// The line of the file, counted from 1.
  package let line: Int
  /// Counted from one, in characters.
  package let column: Int
  let lineText: String
  /// The text of the error, without its class.
  package let message: String

  /// The report in Python's shape: file, line, the line itself, a caret, the message.
  package var text: String {
    var report = "  File \"\(file)\", line \(line)\n"
    let indent = lineText.prefix { $0 == " " || $0 == "\t" }.count
    let shown = String(lineText.dropFirst(indent))
    if !shown.isEmpty {
      report += "    \(shown)\n"
      report += String(repeating: " ", count: 4 + max(0, min(column - 1 - indent, shown.count)))
      report += "^\n"
    }
    return report + "\(kind.rawValue): \(message)"
  }
}
