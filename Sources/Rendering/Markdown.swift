import Lesson

/// Pieces of Markdown as GitHub shows it.
package enum Markdown {
  /// A formula, in the form that no Markdown construct disturbs.
  package static func math(_ latex: String) -> String { "$`\(latex)`$" }

  /// A table; the cells are Markdown, and may contain `|`.
  package static func table(_ header: [String], _ rows: [[String]]) -> String {
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { cells in
      "| " + cells.map { $0.substituting("|", by: "\\|") }.joined(separator: " | ") + " |\n"
    }.joined()
  }

  /// A fenced block, with a fence longer than any in the text.
  package static func fenced(_ text: String, language: String = "") -> String {
    var fence = "```"
    while text.firstPlace(of: fence) != nil { fence += "`" }
    let end = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
    return "\(fence)\(language)\n\(text)\(end)\(fence)\n"
  }

  /// Code inside a line, between more backticks than any in it.
  package static func code(_ text: String) -> String {
    guard text.contains("`") else { return "`\(text)`" }
    var fence = "``"
    while text.firstPlace(of: fence) != nil { fence += "`" }
    return "\(fence) \(text) \(fence)"
  }

  /// Plain text, with what Markdown would take for markup escaped.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "\\`*_[]<>#|$".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }

  /// A value in the middle of prose, whatever it holds: text in one line, and never markup.
  package static func value(_ value: String) -> String {
    let words = value.split { " \t\n\r\r\n\u{B}\u{C}".contains($0) }
    var text = escaped(words.joined(separator: " "))
    for character in ["~", "&"] { text = text.substituting(character, by: "\\\(character)") }
    // What GitHub makes links of by itself.
    text = text.substituting("://", by: "\\://").substituting("www.", by: "www\\.")
    // What a list, a rule or the line below a heading begins with: 1. or ---
    let number = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text[number.endIndex...]
    guard let mark = rest.first, "-+=.)".contains(mark),
      rest.dropFirst().drop(while: { "-+=".contains($0) }).first?.isWhitespace ?? true
    else { return text }
    return "\(number)\\\(rest)"
  }

  /// A picture in a paragraph of its own, with a twin for narrow screens if there is one.
  package static func figure(
    _ path: String, narrow: String? = nil, alternative: String, caption: String
  ) -> String {
    var image = "![\(escaped(alternative))](\(path))\n"
    if let narrow {
      image = """
        <picture>
        <source media="(max-width: 640px)" srcset="\(narrow)">
        <img alt="\(Rendering.escaped(alternative))" src="\(path)">
        </picture>

        """
    }
    return caption.isEmpty ? image : "\(image)\n*\(escaped(caption))*\n"
  }

  /// A list of paragraphs with headings; the texts are Markdown.
  package static func list(_ parts: [(heading: String, text: String)]) -> String {
    parts.map { "- **\($0.heading):** \($0.text)\n" }.joined()
  }

  /// Something to unfold.
  package static func details(_ summary: String, _ body: String) -> String {
    "<details><summary>\(summary)</summary>\n\n\(body)\n</details>\n"
  }
}
