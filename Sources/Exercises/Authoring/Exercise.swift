import Foundation
package import Notebook
package import Python
package import Questions

/// An exercise as its author wrote it.
package struct Exercise: Sendable {
  /// The file's name without its ending, `[a-z0-9-]`.
  package var name: String
  /// The path of the file, for messages.
  package var file: String
  /// The title in the front matter.
  package var title: String
  /// The summary in the front matter.
  package var summary: String
  /// Markdown before the program, and the expressions in it.
  package var prose: [Document.Prose]
  /// The program, with the numbers that variants change.
  package var template: VariedProgram
  /// What is asked, in the order of the front matter.
  package var asks: [Ask]
  /// What the picture is of; the root of the last pass if nil.
  package var graph: String?
  /// By kind of blank; 1 where there is none.
  package var points: [Blank.Kind: Double] = [:]
  /// What a student can ask for, one after the other; a sentence each.
  package var hints: [String] = []
  /// Absolute; from the shown digits if nil.
  package var tolerance: Double?
  /// The bugs that a variant may have, for ``Ask/Kind/bug``.
  package var bugs: [Bug] = []
  /// What students of this program take its lines for.
  package var misreadings: [ProgramMalrule] = []
  /// What a run of its program may use; one of a thousand draws must not take all night.
  package var limits = {
    var limits = Limits()
    limits.statements = 200_000
    return limits
  }()

  /// When the runs of its program have to be over, all of them; nil for whenever they are.
  var end: ContinuousClock.Instant?

  /// What the next run may use.
  var limitsOfRun: Limits {
    guard let end, let seconds = limits.seconds else { return limits }
    var limits = limits
    limits.seconds = min(seconds, max(0, (end - .now) / .seconds(1)))
    return limits
  }

  /// A line that the program to be mended has otherwise.
  package struct Bug: Sendable, Equatable {
    /// The line of the right program.
    package var line: String
    /// What stands there with the bug.
    package var edit: Edit
    /// What is wrong about it, for the key.
    package var because: String

    /// How the program with the bug differs from the right one.
    package enum Edit: Sendable, Equatable {
      /// Another line stands there.
      case wrong(String)
      /// It is not there, nor is what is indented below it.
      case missing
      /// It stands after another line.
      case after(String)
    }
  }

  /// Whether the file says what to vary; a plain program does not.
  package private(set) var isAuthored = false

  /// Reads an exercise, or takes a plain program or article for one.
  ///
  /// - Parameters:
  ///   - text: The file.
  ///   - file: Its name, for messages and for the exercise's name.
  ///   - asks: What to ask instead of what the file says.
  /// - Throws: What is wrong with the file, where, and what to do.
  package init(_ text: String, file: String, asks: [Ask] = []) throws(ExerciseError) {
    let isArticle = file.hasSuffix(".md")
    let hasMatter = isArticle && text.hasPrefix("---")
    self.file = file
    let stem = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    name = Slug.text(stem == "<stdin>" ? "exercise" : stem)
    title = stem
    summary = ""
    prose = []
    self.asks = asks
    guard hasMatter else {
      let cells = isArticle ? Self.cells(of: text) : [text]
      let lines = cells.joined(separator: "\n").split(
        separator: "\n", omittingEmptySubsequences: false
      ).map(String.init)
      template = VariedProgram(Self.trimmed(lines), marked: nil)
      try check()
      return
    }
    let document: Document
    do throws(DocumentError) {
      document = try Document(text, file: file, keys: FrontMatter.keys)
    } catch {
      throw ExerciseError(error)
    }
    title = document.title
    summary = document.summary
    template = VariedProgram([], marked: nil)
    read(document)
    try FrontMatter(document.matter, file: file).apply(to: &self)
    isAuthored = !self.asks.isEmpty
    if !asks.isEmpty { self.asks = asks }
    try check()
  }

  /// What is asked first is worked out first, whatever the order in the file.
  private mutating func check() throws(ExerciseError) {
    let order = Ask.Kind.allCases
    asks = order.flatMap { kind in asks.filter { $0.kind == kind } }
    guard !template.source(template.written).allSatisfy(\.isWhitespace) else {
      throw ExerciseError(file: file, line: 1, .noProgram)
    }
    guard !asks.isEmpty else { throw ExerciseError(file: file, line: 1, .noAsk) }
  }

  /// The Python cells of an article, one below the other.
  private static func cells(of text: String) -> [String] {
    Markup(text).codeBlocks.filter { $0.language.hasPrefix("python") }.map(\.text)
  }

  private mutating func read(_ document: Document) {
    var lines: [String] = []
    var marked: Set<Int> = []
    var isMarked = false
    for (index, part) in document.parts.enumerated() {
      switch part {
      case .prose(let prose):
        self.prose.append(prose)
      case .cell(let cell):
        // A cell that raises an error on purpose ends a program, and only then has a place in it.
        let isLast = !document.parts[(index + 1)...].contains { $0.isCell }
        guard cell.options.runs, isLast || !cell.options.raises else { continue }
        if !lines.isEmpty { lines.append("") }
        let source = Self.trimmed(
          cell.shownSource.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init))
        if cell.options.holdsParameters {
          isMarked = true
          marked.formUnion(lines.count..<lines.count + source.count)
        }
        lines += source
      }
    }
    template = VariedProgram(lines, marked: isMarked ? marked : nil)
  }

  /// Without empty lines at both ends, and without claims of output, which would be answers.
  private static func trimmed(_ lines: [String]) -> [String] {
    var lines = lines[...].map { line in
      line.firstRange(of: /\s*#>.*$/).map { String(line[..<$0.lowerBound]) } ?? line
    }[...]
    while lines.first?.allSatisfy(\.isWhitespace) == true { lines = lines.dropFirst() }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines = lines.dropLast() }
    return Array(lines)
  }
}

extension Document.Part {
  fileprivate var isCell: Bool { if case .cell = self { true } else { false } }
}
