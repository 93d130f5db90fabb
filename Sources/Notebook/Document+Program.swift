extension Document {
  /// A program alone, as a tutorial of one cell.
  ///
  /// Its title is the first line of the text that it begins with, as a docstring or a comment, and
  /// else the name of the file. A cell's options may stand at its top.
  ///
  /// - Parameters:
  ///   - program: Python.
  ///   - file: Its name, which ends in `.py`.
  /// - Throws: What is wrong with the options, and where.
  package init(program: String, file: String) throws(DocumentError) {
    let program = program.withLineFeeds
    var options = try CellOptions(program, file: file, line: 1)
    options.label = options.label ?? Self.label
    self.file = file
    title = Self.title(of: program) ?? Self.title(ofFile: file)
    summary = ""
    matter = ""
    parts = [.cell(Cell(source: program, line: 1, options: options))]
    isProgram = true
  }

  /// What the files of a program's only figure are called.
  private static let label = "graph"

  /// The first line of a program's docstring or comment; nil where it begins with neither.
  private static func title(of program: String) -> String? {
    let lines = program.split(separator: "\n").lazy.map { $0.trimmed }
    // Lines for the system, for the editor and for us say nothing of the program.
    let first = lines.first { line in
      !line.isEmpty && !["#!", "#|", "# %%", "#%%", "# -*-"].contains { line.hasPrefix($0) }
    }
    guard let first else { return nil }
    if first.hasPrefix("#") { return first.drop { $0 == "#" }.trimmed.nonEmpty }
    for quotes in ["\"\"\"", "'''"] where first.hasPrefix(quotes) {
      let opened = first.dropFirst(quotes.count).trimmed
      let text = opened.isEmpty ? lines.drop { $0 != first }.dropFirst().first ?? "" : opened
      let line = text.firstRange(of: quotes).map { text[..<$0.lowerBound] } ?? text
      return line.trimmed.nonEmpty
    }
    return nil
  }

  /// `two_passes.py` as words.
  private static func title(ofFile file: String) -> String {
    let name = file.hasSuffix(".py") ? file.dropLast(3) : file[...]
    let words = name.map { $0 == "_" || $0 == "-" ? " " : $0 }
    return String(words.prefix(1)).uppercased() + String(words.dropFirst())
  }
}

extension Substring {
  /// Without spaces around it.
  fileprivate var trimmed: Substring {
    let start = drop(while: \.isWhitespace)
    return start.dropLast(start.reversed().prefix(while: \.isWhitespace).count)
  }

  fileprivate var nonEmpty: String? { isEmpty ? nil : String(self) }
}
