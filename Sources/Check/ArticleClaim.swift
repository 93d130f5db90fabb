package import Notebook

/// What an article says that a line of code prints.
package struct ArticleClaim: Sendable, Equatable {
  /// The line of code and the text that it is said to print.
  package var claim: Claim
  /// Whether the text must be the same letter by letter, as behind `#>`.
  package var isExact: Bool
  /// The last line that the claim is written on.
  package var endLine: Int

  /// A claim, and how it is written in the article.
  package init(claim: Claim, isExact: Bool, endLine: Int) {
    self.claim = claim
    self.isExact = isExact
    self.endLine = endLine
  }
}

extension ArticleClaim {
  /// The claims in the comments of a program: `#> text`, `# Output: text`, and a bare value behind
  /// or right below a print.
  package static func all(in source: String, firstLine: Int) -> [ArticleClaim] {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let comments = Comment.all(in: source)
    var claims: [ArticleClaim] = []
    var next = 0
    while next < comments.count {
      let comment = comments[next]
      next += 1
      guard var text = begun(comment, lines) else { continue }
      let isExact = comment.text.hasPrefix(">")
      let isBlock = text.isEmpty
      var end = comment.line
      while next < comments.count, comments[next].isAlone, comments[next].line == end + 1,
        continues(comments[next], text, isExact: isExact, isBlock: isBlock)
      {
        text += (text.isEmpty ? "" : "\n") + content(comments[next], isExact: isExact)
        end += 1
        next += 1
      }
      guard !text.isEmpty else { continue }
      claims.append(
        ArticleClaim(
          claim: Claim(line: firstLine + comment.line - 1, text: text), isExact: isExact,
          endLine: firstLine + end - 1))
    }
    return claims
  }

  /// The text of the claim that a comment begins; nil if it claims nothing.
  private static func begun(_ comment: Comment, _ lines: [Substring]) -> String? {
    if comment.text.hasPrefix(">") { return content(comment, isExact: true) }
    let text = trimmed(String(comment.text))
    if let labelled = ClaimLabel.text(after: text) { return labelled }
    let code = comment.isAlone ? comment.line - 2 : comment.line - 1
    guard ValueText.isValue(text), lines.indices.contains(code) else { return nil }
    let line = trimmed(String(lines[code]))
    if line.hasPrefix("print(") { return text }
    return comment.isAlone || line.hasPrefix("#") ? nil : expressionClaim(line, text)
  }

  /// `w.grad  # tensor(6.)`, as a notebook shows it.
  private static func expressionClaim(_ line: String, _ text: String) -> String? {
    guard let mark = line.lastIndex(of: "#"), CodeText.isExpression(String(line[..<mark])) else {
      return nil
    }
    return text
  }

  private static func content(_ comment: Comment, isExact: Bool) -> String {
    let text = isExact ? comment.text.dropFirst() : comment.text
    var rest = text.hasPrefix(" ") ? text.dropFirst() : text
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }

  private static func continues(
    _ comment: Comment, _ text: String, isExact: Bool, isBlock: Bool
  ) -> Bool {
    if isExact { return comment.text.hasPrefix(">") }
    if comment.text.hasPrefix(">") { return false }
    return isBlock || ValueText.isOpen(text)
  }
}

/// The words that announce an output.
enum ClaimLabel {
  private static let words = [
    "expected output", "output", "outputs", "expected", "result", "prints", "printed", "out",
    "returns", "gives", "->", "=>", "→",
  ]

  /// What follows `Output:`, `Output (might differ):` or `prints` before a value.
  static func text(after comment: String) -> String? {
    let lower = comment.lowercased()
    for word in words where lower.hasPrefix(word) {
      var rest = comment.dropFirst(word.count)
      let isSign = word.first?.isLetter == false
      guard isSign || rest.first.map({ !$0.isLetter && $0 != "_" }) ?? true else { continue }
      rest = rest.drop(while: \.isWhitespace)
      if rest.hasPrefix("("), let colon = rest.range(of: "):") {
        return trimmed(String(rest[colon.upperBound...]))
      }
      if rest.hasPrefix(":") { return trimmed(String(rest.dropFirst())) }
      let value = trimmed(String(rest))
      return ValueText.isValue(value) ? value : nil
    }
    return nil
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
