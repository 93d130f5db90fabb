/// What a comment says that a line of code prints.
package struct Claim: Equatable, Sendable {
  /// The line of the code, or of the comment where it stands alone.
  package var line: Int
  /// What the line is said to print, without the mark in front.
  package var text: String

  /// A claim of a line, counted from 1.
  package init(line: Int, text: String) {
    self.line = line
    self.text = text
  }
}

extension Claim {
  /// The claims `#> text` and `# Output: text` of a program, each with the comment lines that
  /// continue it.
  ///
  /// - Parameters:
  ///   - source: A program.
  ///   - firstLine: The line of the file that it begins at.
  /// - Returns: The claims in the order of their lines.
  package static func all(in source: String, firstLine: Int = 1) -> [Claim] {
    var claims: [Claim] = []
    var continuation: Form?
    var previous = 0
    for comment in Comment.all(in: source) {
      if comment.line != previous + 1 || !comment.isAlone { continuation = nil }
      previous = comment.line
      if let form = continuation, comment.isAlone, let more = form.continued(comment.text) {
        claims[claims.count - 1].text += claims[claims.count - 1].text.isEmpty ? more : "\n\(more)"
        continue
      }
      continuation = nil
      for form in Form.allCases {
        guard let text = form.begun(comment.text) else { continue }
        claims.append(Claim(line: firstLine + comment.line - 1, text: text))
        continuation = form
        break
      }
    }
    return claims
  }

  private enum Form: CaseIterable {
    case arrow
    case output

    func begun(_ comment: Substring) -> String? {
      let mark = self == .arrow ? ">" : " Output:"
      return comment.hasPrefix(mark) ? Self.text(comment.dropFirst(mark.count)) : nil
    }

    /// A line that belongs to the claim above it: `#> more`, and after `# Output:` any comment.
    func continued(_ comment: Substring) -> String? {
      switch self {
      case .arrow: begun(comment)
      case .output: comment.hasPrefix(">") || comment.hasPrefix("|") ? nil : Self.text(comment)
      }
    }

    private static func text(_ rest: Substring) -> String {
      var rest = rest.hasPrefix(" ") ? rest.dropFirst() : rest
      while rest.last?.isWhitespace == true { rest = rest.dropLast() }
      return String(rest)
    }
  }
}

/// A comment of a Python program.
package struct Comment {
  /// Counted from 1.
  package var line: Int
  /// What follows the `#`.
  package var text: Substring
  /// Whether no code stands before it.
  package var isAlone: Bool

  /// The comments outside of strings.
  package static func all(in source: String) -> [Comment] {
    var comments: [Comment] = []
    /// The quotes that end the string that a line begins in.
    var open: String?
    for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let code = line.prefix { $0 == " " || $0 == "\t" }.endIndex
      guard let start = commentStart(in: line, open: &open) else { continue }
      comments.append(
        Comment(
          line: index + 1, text: line[line.index(after: start)...], isAlone: start == code))
    }
    return comments
  }

  private static func commentStart(in line: Substring, open: inout String?) -> String.Index? {
    var rest = line
    while let character = rest.first {
      if let quotes = open {
        if character == "\\" {
          rest = rest.dropFirst(2)
        } else if rest.hasPrefix(quotes) {
          rest = rest.dropFirst(quotes.count)
          open = nil
        } else {
          rest = rest.dropFirst()
        }
        continue
      }
      if character == "#" { return rest.startIndex }
      if character == "\"" || character == "'" {
        let triple = String(repeating: character, count: 3)
        open = rest.hasPrefix(triple) ? triple : String(character)
        rest = rest.dropFirst(open?.count ?? 1)
      } else {
        rest = rest.dropFirst()
      }
    }
    if open?.count == 1 { open = nil }
    return nil
  }
}
