import Notebook

extension Snippet {
  private static let pythonLanguages: Set<String> = [
    "python", "py", "python3", "pycon", "ipython", "ipython3", "{python}",
  ]
  private static let outputLanguages: Set<String> = [
    "", "text", "txt", "output", "out", "console", "stdout", "plaintext", "plain", "none",
  ]

  /// The fenced programs of a Markdown article; nil where nothing is fenced.
  static func fenced(_ text: String) -> [Snippet]? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let blocks = Markup(text).codeBlocks
    guard !blocks.isEmpty else { return nil }
    var snippets: [Snippet] = []
    /// The last line of the block above, if it was code.
    var codeEnd: Int?
    for block in blocks {
      let language = block.language.lowercased().split { " ,{".contains($0) }.first.map(String.init)
      let name = block.language.isEmpty ? "" : language ?? ""
      let isSession = block.text.hasPrefix(">>> ")
      let isCode =
        pythonLanguages.contains(name)
        || (name.isEmpty
          && (isSession || (CodeText.isProgram(block.text) && !CodeText.isPrinted(block.text))))
      if isCode {
        let heading = heading(above: block.firstLine, lines)
        snippets.append(
          isSession
            ? Snippet(
              session: block.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init), firstLine: block.firstLine + 1, heading: heading)
            : Snippet(source: block.text, firstLine: block.firstLine + 1, heading: heading))
        codeEnd = block.lastLine
      } else {
        if let end = codeEnd, outputLanguages.contains(name),
          isLead(lines[min(end, block.firstLine - 1)..<(block.firstLine - 1)])
        {
          snippets[snippets.count - 1].output = .init(line: block.firstLine + 1, text: block.text)
        }
        codeEnd = nil
      }
    }
    return snippets
  }

  /// Whether what stands between code and a block says that the block is its output.
  private static func isLead(_ lines: ArraySlice<String>) -> Bool {
    let words = lines.map(trimmed).filter { !$0.isEmpty }
    guard let line = words.first else { return true }
    let text = line.lowercased()
    return words.count == 1
      && ["output", "print", "result", "gives", "shows", "returns"].contains(where: text.contains)
  }

  private static func heading(above line: Int, _ lines: [String]) -> String? {
    lines[..<max(0, line - 1)].last { $0.hasPrefix("#") }.map {
      trimmed(String($0.drop { $0 == "#" }))
    }
  }
}
