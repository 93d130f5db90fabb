import Notebook

/// The numbers that an article's own text states, which nothing computes.
struct ProseNumbers {
  /// One number and the line it stands in.
  struct Number: Equatable {
    var line: Int
    var text: String
  }

  /// The numbers that stand in no code, in their order.
  private(set) var numbers: [Number] = []

  /// Finds what looks like a result: a number with a point, or one behind `is` or `gives`.
  ///
  /// What the code contains is what the article starts from.
  init(_ text: String, besides snippets: [Snippet]) {
    let given = Set(snippets.flatMap { Self.plain(Self.words(Substring($0.source))) })
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let blocks = Markup(text).codeBlocks.map { $0.firstLine...max($0.firstLine, $0.lastLine) }
    let start = Self.endOfFrontMatter(lines)
    for (index, line) in lines.enumerated().dropFirst(start)
    where !blocks.contains(where: { $0.contains(index + 1) }) && !line.hasPrefix("    ") {
      for result in Self.results(in: line) where !given.contains(Self.plain(result)) {
        numbers.append(Number(line: index + 1, text: result))
      }
    }
  }

  /// One line for all of them; `printed` is what the programs print.
  func finding(besides printed: String) -> Finding? {
    guard let first = numbers.first else { return nil }
    let known = Set(Self.plain(Self.words(Substring(printed))))
    let foreign = numbers.filter { !known.contains(Self.plain($0.text)) }
    var note =
      "\(numbers.count == 1 ? "1 number is" : "\(numbers.count) numbers are") typed in the text "
      + "(\(Self.list(numbers.map { $0.line })))"
    if !foreign.isEmpty {
      let shown = foreign.prefix(3).map { "\($0.text) in line \($0.line)" }
      let more = foreign.count > 3 ? " and \(foreign.count - 3) more" : ""
      note += "; no program prints \(shown.joined(separator: ", "))\(more)"
    }
    return Finding(
      line: first.line, verdict: .notChecked,
      note: note + "; `{python} expression` in their place is computed")
  }

  /// `lines 3, 5 and 8`.
  private static func list(_ lines: [Int]) -> String {
    var seen: Set<Int> = []
    let lines = lines.filter { seen.insert($0).inserted }
    let shown = lines.prefix(6).map { String($0) }.joined(separator: ", ")
    let more = lines.count > 6 ? " and \(lines.count - 6) more" : ""
    return (lines.count == 1 ? "line " : "lines ") + shown + more
  }

  /// How many lines a front matter takes.
  private static func endOfFrontMatter(_ lines: [Substring]) -> Int {
    guard lines.first == "---" else { return 0 }
    return lines.dropFirst().firstIndex(of: "---").map { $0 + 1 } ?? 0
  }

  private static func results(in line: Substring) -> [String] {
    var results: [String] = []
    var before = ""
    for word in words(withoutCode(line)) {
      defer { before = word }
      guard let value = Double(plain(word)), value.isFinite else { continue }
      if isReference(before) { continue }
      if word.contains(".") || claims.contains(before.lowercased()) { results.append(word) }
    }
    return results
  }

  private static let claims: Set<String> = [
    "is", "are", "gives", "get", "gets", "becomes", "equals", "=", "≈", "→", "prints",
  ]

  /// Whether a word in front of a number makes it a name: `PyTorch 2.15`, `Section 3.1`.
  private static func isReference(_ word: String) -> Bool {
    names.contains(word.lowercased().filter { $0.isLetter })
  }

  private static let names: Set<String> = [
    "pytorch", "python", "torch", "numpy", "cuda", "version", "section", "chapter", "figure", "fig",
    "table", "equation", "eq", "example", "step", "line", "part", "lesson", "exercise",
  ]

  /// A line without its code spans, unless they hold a mere number, and without what links lead to.
  private static func withoutCode(_ line: Substring) -> Substring {
    var text = ""
    for (index, part) in line.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      text += index.isMultiple(of: 2) || Double(plain(String(part))) != nil ? part : " … "
    }
    while let open = text.firstRange(of: "]("),
      let close = text[open.upperBound...].firstIndex(of: ")")
    {
      text.replaceSubrange(open.lowerBound...close, with: " ")
    }
    return Substring(text)
  }

  /// What stands between blanks, brackets and commas, without points at the end.
  private static func words(_ text: Substring) -> [String] {
    text.split { $0.isWhitespace || "()[]{},;:*|\"'".contains($0) }.map { word in
      var word = word
      while word.last == "." || word.last == "!" || word.last == "?" { word = word.dropLast() }
      return String(word)
    }
  }

  /// A number as Swift reads it: with a plain minus, and `6.` and `6.0` as `6`.
  private static func plain(_ word: String) -> String {
    let word = word.replacing("−", with: "-")
    guard let value = Double(word.last == "." ? String(word.dropLast()) : word) else { return word }
    return "\(value)"
  }

  private static func plain(_ words: [String]) -> [String] { words.map { plain($0) } }
}
