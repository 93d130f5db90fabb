/// Source that is run as it is, from a line of the file on.
struct ProgramPart {
  var source: String
  var line: Int
  /// The code as the article has it.
  var shown: String

  /// A snippet with other code above some of its lines, shown as the article has it.
  static func parts(
    of snippet: Snippet, shownAs original: Snippet,
    inserting inserted: [(parts: [ProgramPart], above: Int)]
  ) -> [ProgramPart] {
    let lines = snippet.lines
    var parts: [ProgramPart] = []
    var start = 0
    func own(_ end: Int) -> [ProgramPart] {
      end > start
        ? [
          ProgramPart(
            source: lines[start..<end].joined(separator: "\n"), line: snippet.firstLine + start,
            shown: (start..<end).map { original.text(ofLine: snippet.firstLine + $0) }
              .joined(separator: "\n"))
        ] : []
    }
    for insertion in inserted.sorted(by: { $0.above < $1.above }) {
      let end = min(insertion.above - snippet.firstLine, lines.count)
      guard end >= start else { continue }
      parts += own(end) + insertion.parts
      start = end
    }
    return parts + own(lines.count)
  }
}
