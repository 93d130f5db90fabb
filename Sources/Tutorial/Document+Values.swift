import Rendering

extension Document.Prose {
  /// The text with the values of its expressions in their places.
  ///
  /// - Parameter value: What an expression comes to, as the program would print it.
  /// - Returns: Markdown, in which the values are text.
  /// - Throws: What `value` throws.
  package func filled<Failure: Error>(
    _ value: (Document.Expression) throws(Failure) -> String
  ) throws(Failure) -> String {
    var filled = ""
    var end = text.startIndex
    for expression in expressions {
      filled += text[end..<expression.range.lowerBound]
      filled += Markdown.value(try value(expression))
      end = expression.range.upperBound
    }
    return filled + text[end...]
  }
}
