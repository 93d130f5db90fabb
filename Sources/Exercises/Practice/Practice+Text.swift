import Diagram
import Grading
import Questions

/// What is said in the terminal, in plain lines.
extension Practice {
  /// What is asked, without the marks that Markdown needs; the program's lines are kept as they are.
  package func text(columns: Int) -> [String] {
    var lines = [question.title, ""]
    var isProgram = false
    for line in question.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isProgram.toggle()
      } else if isProgram || line.isEmpty {
        lines.append(String(line))
      } else {
        lines += Metrics.wrapped(String(line.replacing("**", with: "")), columns: columns)
      }
    }
    return lines
  }

  /// The blank that is asked.
  package var prompt: [String] {
    guard let current else { return [summary] }
    let blank = question.blanks[current]
    return ["Blank \(blank.number) of \(question.blanks.count): \(blank.prompt)"]
  }

  /// What a reply says.
  package func lines(for reply: Reply) -> [String] {
    switch reply {
    case .right(let given): return ["✓ \(given) is right."]
    case .wrong(let judgement): return wrong(judgement)
    case .unreadable(let advice): return ["\(advice) This does not count."]
    case .hint(let text, let number, let count): return ["Hint \(number) of \(count): \(text)"]
    case .noHint: return ["This exercise has no hints."]
    case .moved, .theme: return []
    case .skipped: return ["Skipped; l lists the blanks, and :3 goes back to blank 3."]
    case .list: return list
    case .help: return Self.help
    case .askReset: return ["Forget all answers to this exercise? y or n"]
    case .reset: return ["All answers are forgotten."]
    case .kept: return ["Nothing is forgotten."]
    case .quit: return [summary]
    }
  }

  private func wrong(_ judgement: Judgement) -> [String] {
    let place = question.blanks.firstIndex { $0.number == judgement.number } ?? 0
    let text = judgement.explanation(question.blanks[place], names: question.names)
    let head = "✗ \(judgement.given): \(judgement.headline(question.names))"
    return text.isEmpty ? ["\(head)."] : ["\(head).", "  \(text)"]
  }

  private var list: [String] {
    zip(question.blanks, entry.blanks).enumerated().map { index, pair in
      let (blank, kept) = pair
      let mark =
        switch kept.state {
        case .open: "·"
        case .right: "✓"
        case .skipped: "–"
        }
      let answer = kept.answer.map { " = \($0)" } ?? ""
      let misses = kept.misses > 0 ? "  (\(kept.misses) wrong)" : ""
      return "\(index == current ? ">" : " ") \(mark) \(blank.number)  \(blank.prompt)"
        + "\(answer)\(misses)"
    }
  }

  /// How far one has come: `5 of 8 blanks right, 4 at the first try; 1 skipped; 5 of 8 points.`.
  package var summary: String {
    let right = entry.blanks.filter { $0.state == .right }
    let first = right.count { $0.misses == 0 }
    let skipped = entry.blanks.count { $0.state == .skipped }
    let points = zip(question.blanks, entry.blanks).reduce(0.0) {
      $0 + ($1.1.state == .right ? $1.0.points : 0)
    }
    let total = question.blanks.reduce(0.0) { $0 + $1.points }
    return "\(right.count) of \(entry.blanks.count) blanks right, \(first) at the first try"
      + (skipped > 0 ? "; \(skipped) skipped" : "")
      + "; \(PointsText.text(points)) of \(PointsText.text(total)) points."
  }

  /// A line of keys, for the bottom.
  package static let keys =
    "h hint · n next · s skip · l list · t theme · x reset · ? help · q quit"

  private static let help = [
    "Type an answer and Enter: 6, -6, 3/2, 0.25 and 1e-3 are numbers. Typos never count.",
    "h  a hint, one more each time",
    "n  the next open blank; this one stays open",
    "s  skip this blank",
    "l  list the blanks    :3  go to blank 3",
    "t  theme: dark, light, plain",
    "x  forget all answers to this exercise",
    "q  quit; the next time goes on from here",
    "A colon before a letter makes it a command where letters are answers: :h.",
  ]
}
