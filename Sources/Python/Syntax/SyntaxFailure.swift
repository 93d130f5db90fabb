/// A program that is not Python, and where it stops being so.
package struct SyntaxFailure: Error, Equatable {
  /// Which class of Python's the error has.
  package enum Kind: String, Equatable, Sendable {
    case syntax = "SyntaxError"
    case indentation = "IndentationError"
    case tab = "TabError"
  }

  package var kind = Kind.syntax
  package let file: String
  package let line: Int
  /// Counted from one, in characters.
  package let column: Int
  package let lineText: String
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
