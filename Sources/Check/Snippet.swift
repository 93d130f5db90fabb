import Notebook

/// A program, or a part of one, that was found in a file.
package struct Snippet: Sendable, Equatable {
  /// The program, without the indentation it has in the article.
  package var source: String
  /// The line of the file that it begins at.
  package var firstLine: Int
  /// What the article says below it that the whole snippet prints.
  package var output: Output?
  /// What the article's interactive prompts say that their lines print.
  package var prompts: [ArticleClaim] = []
  /// The places of the lines behind a prompt, which shows their values.
  package var promptLines: [Int] = []
  /// The heading above it, `Example 2: …`.
  package var heading: String?

  /// A block that shows the output of the snippet above it.
  package struct Output: Sendable, Equatable {
    /// The line of the file where the output begins.
    package var line: Int
    /// The output as the article has it.
    package var text: String
  }

  /// The lines of the program, without their ends.
  package var lines: [Substring] {
    source.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The line of the file that it ends at.
  package var lastLine: Int { firstLine + max(1, lines.count) - 1 }

  /// A line of the program by its number in the file; empty where it has no such line.
  package func text(ofLine line: Int) -> String {
    let lines = lines
    return lines.indices.contains(line - firstLine) ? String(lines[line - firstLine]) : ""
  }
}

/// What an article is written as.
package enum ArticleFormat: Sendable {
  /// A program by itself.
  case python
  /// Markdown with programs in code blocks.
  case markdown
  /// Any other text with lines of Python in it.
  case plainText

  /// The format of a file, told by its name.
  package init(file: String) {
    if file.hasSuffix(".py") {
      self = .python
    } else if [".md", ".markdown", ".qmd"].contains(where: file.hasSuffix) {
      self = .markdown
    } else {
      self = .plainText
    }
  }
}

extension Snippet {
  /// The programs of an article, in its order.
  package static func all(in text: String, _ format: ArticleFormat) -> [Snippet] {
    let text = text.withLineFeeds
    switch format {
    case .python: return [Snippet(source: text, firstLine: 1)]
    case .markdown: return fenced(text) ?? CodeFinder(text).snippets
    case .plainText:
      return CodeText.isProgram(text)
        ? [Snippet(source: text, firstLine: 1)] : CodeFinder(text).snippets
    }
  }
}
