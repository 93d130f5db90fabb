/// The formulas of a piece of Markdown, taken out before it is read as Markdown, which would take
/// `_` and `\` for its own, and put back as elements.
struct MathSpans {
  /// The Markdown, with a mark for each formula.
  private(set) var text = ""
  private var elements: [String] = []

  /// Characters of a private use area, which no reader sees; those in the Markdown itself are left out.
  private static let (opening, closing): (Character, Character) = ("\u{F0000}", "\u{F0001}")

  /// - Parameters:
  ///   - markdown: The Markdown.
  ///   - element: A formula in LaTeX as an element, which is a block or stands in a line.
  init(_ markdown: String, element: (_ latex: String, _ isBlock: Bool) -> String) {
    let markdown = markdown.filter { $0 != Self.opening && $0 != Self.closing }
    var fence: Substring?
    for (index, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if index > 0 { text += "\n" }
      let code = line.drop { $0 == " " || $0 == ">" }
      if let mark = fence {
        if code.hasPrefix(mark) { fence = nil }
        text += line
      } else if code.hasPrefix("```") || code.hasPrefix("~~~") {
        fence = code.prefix { $0 == code.first }
        text += line
      } else {
        take(line, element)
      }
    }
  }

  /// One line outside of fenced code: code spans stay, formulas go.
  private mutating func take(
    _ line: Substring, _ element: (_ latex: String, _ isBlock: Bool) -> String
  ) {
    var rest = line
    while let start = rest.firstIndex(where: { $0 == "`" || $0 == "$" || $0 == "\\" }) {
      text += rest[..<start]
      rest = rest[start...]
      if rest.first == "\\" {
        text += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if rest.first == "`" {
        let ticks = rest.prefix { $0 == "`" }
        let after = rest[ticks.endIndex...]
        let end = after.firstRange(of: ticks)?.upperBound ?? ticks.endIndex
        text += rest[..<end]
        rest = rest[end...]
      } else if let (latex, isBlock, end) = Self.formula(at: rest) {
        text += "\(Self.opening)\(elements.count)\(Self.closing)"
        elements.append(element(String(latex), isBlock))
        rest = rest[end...]
      } else {
        text += "$"
        rest = rest.dropFirst()
      }
    }
    text += rest
  }

  /// `$…$`, `$$…$$` or GitHub's ``$`…`$`` at the beginning of a text.
  private static func formula(
    at text: Substring
  ) -> (latex: Substring, isBlock: Bool, end: Substring.Index)? {
    for (opening, closing, isBlock) in [("$$", "$$", true), ("$`", "`$", false), ("$", "$", false)]
    where text.hasPrefix(opening) {
      let body = text.dropFirst(opening.count)
      guard let end = body.firstRange(of: closing) else { continue }
      let latex = body[..<end.lowerBound]
      let isPrice = latex.last == "\\" || body[end.upperBound...].first?.isNumber ?? false
      let isTight = latex.first?.isWhitespace == false && latex.last?.isWhitespace == false
      if isTight && !isPrice || isBlock && !latex.isEmpty {
        return (latex, isBlock, end.upperBound)
      }
    }
    return nil
  }

  /// HTML made of the text, with the formulas in their places.
  func restored(in html: String) -> String {
    var result = ""
    var rest = html[...]
    while let start = rest.firstIndex(of: Self.opening),
      let end = rest[start...].firstIndex(of: Self.closing)
    {
      result += rest[..<start]
      if let index = Int(rest[rest.index(after: start)..<end]), elements.indices.contains(index) {
        result += elements[index]
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
