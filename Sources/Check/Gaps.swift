/// What a snippet leaves out: code shortened to `...`, and code that another example has.
struct Gaps {
  /// The first line with an elision.
  private(set) var elision: Int?
  /// A comment that stands for earlier code.
  private(set) var reference: Reference?

  struct Reference: Equatable {
    var line: Int
    /// `Example 2`; nil for the code above.
    var number: Int?
  }

  init(_ snippet: Snippet) {
    for (index, line) in snippet.lines.enumerated() {
      let number = snippet.firstLine + index
      let text = trimmed(String(line))
      if text.hasPrefix("#") {
        let comment = trimmed(String(text.drop { $0 == "#" })).lowercased()
        if reference == nil, let found = Self.reference(comment, line: number) {
          reference = found
        } else if elision == nil, comment == "..." || comment.hasPrefix("... ") {
          elision = number
        }
      } else if elision == nil, Self.isElided(text) {
        elision = number
      }
    }
  }

  private static func isElided(_ line: String) -> Bool {
    let code = trimmed(String(line.prefix { $0 != "#" }))
    return code == "..." || code.hasSuffix("= ...") || code.contains("(...)")
      || code.hasSuffix(": ...") || line.hasPrefix("…")
  }

  private static func reference(_ comment: String, line: Int) -> Reference? {
    let places = ["same as", "as in", "as above", "as before", "from above", "from example"]
    guard places.contains(where: comment.contains) || comment.hasPrefix("see example") else {
      return nil
    }
    let subjects = ["rest", "code", "setup", "model", "definition", "remaining"]
    guard subjects.contains(where: comment.contains) else { return nil }
    for word in ["example", "listing", "snippet", "step", "section", "part"] {
      guard let place = comment.firstRange(of: word) else { continue }
      let digits = comment[place.upperBound...].drop { $0 == " " || $0 == "#" }
        .prefix(while: \.isNumber)
      return Reference(line: line, number: Int(digits))
    }
    let isNear = ["above", "before", "previous"].contains(where: comment.contains)
    return isNear ? Reference(line: line, number: nil) : nil
  }
}
