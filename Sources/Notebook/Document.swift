import Yams

/// A tutorial as it is written: its front matter, and prose and cells in turn.
package struct Document: Sendable {
  /// The path of the file, for messages.
  package var file: String
  /// The title in the front matter.
  package var title: String
  /// The summary in the front matter.
  package var summary: String
  /// The front matter as it is written, for keys that are not a tutorial's; it begins at line 2.
  package var matter: String
  /// The prose and the cells, in the order of the file.
  package var parts: [Part]
  /// Whether it is a program alone, whose summary and figure come from what it does.
  package var isProgram = false

  /// A piece of an article, in the order of the file.
  package enum Part: Sendable {
    /// Markdown.
    case prose(Prose)
    /// A program, or the next part of one.
    case cell(Cell)
  }

  /// Markdown between two cells, with the expressions that its inline code asks for.
  package struct Prose: Sendable {
    /// The Markdown as it is written.
    package var text: String
    /// The line of the file that it begins at.
    package var line: Int
    /// What its inline code asks for, in order.
    package var expressions: [Expression]
  }

  /// An inline `{python} expression`.
  package struct Expression: Sendable, Equatable {
    /// The line of the file, counted from 1.
    package var line: Int
    /// What to evaluate.
    package var source: String
    /// The code span, backticks and all, where it stands in the prose.
    package var range: Range<String.Index>
  }

  /// A fenced block of Python.
  package struct Cell: Sendable {
    /// The program, with its options, which are comments.
    package var source: String
    /// The line of the file that the program begins at.
    package var line: Int
    /// What the cell's `#|` comments ask for.
    package var options: CellOptions

    /// The program as a reader sees it.
    package var shownSource: String {
      let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.drop { $0.hasPrefix("#|") }.joined(separator: "\n")
    }
  }
}

extension Document {
  /// The cells of any Markdown, with front matter or without.
  ///
  /// - Throws: What is wrong with a cell's options, and where.
  package static func cells(of text: String, file: String) throws(DocumentError) -> [Cell] {
    var lines = text.withLineFeeds
      .split(separator: "\n", omittingEmptySubsequences: false)
    if lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") {
      for line in 0...end { lines[line] = "" }
    }
    var cells: [Cell] = []
    for case .cell(let cell) in try parts(lines, file: file) { cells.append(cell) }
    return cells
  }

  /// Parses a tutorial.
  ///
  /// - Parameters:
  ///   - text: CommonMark with YAML front matter.
  ///   - file: Its name in messages.
  ///   - keys: What the front matter may hold beside title and summary.
  /// - Throws: What is wrong with the front matter or with a cell's options, and where.
  package init(_ text: String, file: String, keys: [String] = []) throws(DocumentError) {
    var lines = text.withLineFeeds.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw DocumentError(file: file, line: 1, kind: .noFrontMatter)
    }
    let matter = lines[1..<end].joined(separator: "\n")
    let texts = try Self.texts(matter, file: file, known: ["title", "summary"] + keys)
    guard let title = texts["title"], let summary = texts["summary"] else {
      let missing = texts["title"] == nil ? "title" : "summary"
      throw DocumentError(file: file, line: 1, kind: .missingKey(missing))
    }
    for line in 0...end { lines[line] = "" }
    self.file = file
    self.title = title
    self.summary = summary
    self.matter = matter
    parts = try Self.parts(lines, file: file)
  }

  /// The texts of the front matter, by key.
  private static func texts(
    _ matter: String, file: String, known: [String]
  ) throws(DocumentError) -> [String: String] {
    let mapping: Node.Mapping
    do {
      guard let node = try Yams.compose(yaml: matter) else { return [:] }
      guard let found = node.mapping else {
        throw DocumentError(file: file, line: 2, kind: .notYAML("front matter is 'key: value'"))
      }
      mapping = found
    } catch let error as DocumentError {
      throw error
    } catch {
      throw DocumentError(file: file, line: 2, kind: .notYAML("\(error)"))
    }
    var texts: [String: String] = [:]
    for (key, value) in mapping {
      let line = (key.mark?.line ?? 0) + 1
      let name = key.string ?? ""
      guard known.contains(name) else {
        throw DocumentError(file: file, line: line, kind: .unknownOption(name, known: known))
      }
      texts[name] = value.scalar?.string
    }
    return texts
  }

  /// Cuts the lines at the cells.
  private static func parts(_ lines: [Substring], file: String) throws(DocumentError) -> [Part] {
    var parts: [Part] = []
    var next = 0
    var labels: Set<String> = []
    for block in Markup(lines.joined(separator: "\n")).codeBlocks where block.language == "python" {
      if let prose = try prose(lines[next..<block.firstLine - 1], line: next + 1, file: file) {
        parts.append(.prose(prose))
      }
      let options = try CellOptions(block.text, file: file, line: block.firstLine + 1)
      if let label = options.label, !labels.insert(label).inserted {
        throw DocumentError(file: file, line: block.firstLine, kind: .duplicateLabel(label))
      }
      if options.draws, options.label == nil {
        throw DocumentError(file: file, line: block.firstLine, kind: .noLabel)
      }
      parts.append(
        .cell(Cell(source: block.text, line: block.firstLine + 1, options: options)))
      next = block.lastLine
    }
    if let prose = try prose(lines[min(next, lines.count)...], line: next + 1, file: file) {
      parts.append(.prose(prose))
    }
    return parts
  }

  private static func prose(
    _ lines: ArraySlice<Substring>, line: Int, file: String
  ) throws(DocumentError) -> Prose? {
    let blank = lines.prefix { $0.allSatisfy(\.isWhitespace) }.count
    let text = lines.dropFirst(blank).joined(separator: "\n")
    guard !text.allSatisfy(\.isWhitespace) else { return nil }
    let line = line + blank
    return Prose(
      text: text, line: line, expressions: try expressions(in: text, line: line, file: file))
  }

  /// The code spans that start with `{python}`: their literals as CommonMark reads them, their
  /// places in the text as they are written.
  private static func expressions(
    in text: String, line: Int, file: String
  ) throws(DocumentError) -> [Expression] {
    let literals = Markup(text).codeSpans.filter { $0.hasPrefix("{python} ") }
    var expressions: [Expression] = []
    var rest = text[...]
    for literal in literals {
      guard let start = rest.firstRange(of: "`{python}"),
        let end = rest[start.upperBound...].firstIndex(of: "`")
      else {
        throw DocumentError(file: file, line: line, kind: .badInline(String(literal.dropFirst(9))))
      }
      let newlines = text[..<start.lowerBound].count { $0 == "\n" }
      expressions.append(
        Expression(
          line: line + newlines, source: String(literal.dropFirst(9)),
          range: start.lowerBound..<text.index(after: end)))
      rest = text[text.index(after: end)...]
    }
    return expressions
  }
}

extension Document.Prose {
  /// The text with the values of its expressions in their places.
  ///
  /// - Parameter markdown: What an expression comes to, as Markdown.
  /// - Returns: Markdown.
  /// - Throws: What `markdown` throws.
  package func filled<Failure: Error>(
    _ markdown: (Document.Expression) throws(Failure) -> String
  ) throws(Failure) -> String {
    var filled = ""
    var end = text.startIndex
    for expression in expressions {
      filled += text[end..<expression.range.lowerBound]
      filled += try markdown(expression)
      end = expression.range.upperBound
    }
    return filled + text[end...]
  }
}
