import Diagram
import Lesson

extension TerminalScreen {
  /// The program around the line that the step belongs to.
  func code(in area: Area) -> [[Span]] {
    let room = max(0, area.height - 1)
    let current = moment.frame.line
    let digits = String(source.count).count
    func text(_ line: Int) -> String { source[line - 1].replacing("\t", with: "    ") }
    let pieces =
      source.indices.contains(current - 1)
      ? TerminalText.pieces(of: text(current), columns: area.width - digits - 4) : []
    // The current line is never cut; what it takes of more rows, those below it give.
    let end = listed.count + max(0, pieces.count - 1)
    let place = listed.lastIndex { $0 <= current } ?? 0
    let first = max(0, min(place - room / 2, end - room))
    guard room > 0, first < listed.count else { return [] }
    let lines = listed[first..<min(listed.count, first + room)].flatMap { line -> [[Span]] in
      let number = String(repeating: " ", count: digits - String(line).count) + String(line)
      guard line == current else { return [[Span("  \(number)  \(text(line))", .muted)]] }
      return pieces.enumerated().map { index, piece in
        let margin = index == 0 ? "▸ \(number)  " : String(repeating: " ", count: digits + 4)
        return [Span(padded(margin + piece, area.width), .bar)]
      }
    }
    return Array(lines.prefix(room))
  }

  /// What there is to say: the arithmetic, the sentence, what is still awaited; or the question.
  func explanation(width: Int) -> [[Span]] {
    if !question.isEmpty {
      return question.enumerated().flatMap {
        wrapped($1, $0 == 0 ? .strong : .text, width: width)
      }
    }
    let frame = moment.frame
    var lines = wrapped(verdict, .value, width: width)
    let title = frame.title.split(separator: " · ", maxSplits: 1).last.map(String.init) ?? ""
    lines += wrapped(title, .strong, width: width)
    for line in frame.arithmetic.split(separator: "\n") {
      lines += wrapped(String(line), .active, width: width)
    }
    lines += wrapped(frame.sentence, .text, width: width)
    if let awaited = moment.awaitedText {
      lines += wrapped(awaited, .muted, width: width)
    }
    return lines
  }

  /// Lines that are no wider than the room; the spaces that a line begins with stay.
  func wrapped(_ text: String, _ style: TerminalStyle, width: Int) -> [[Span]] {
    let text = isASCII ? TerminalText.ascii(text) : text
    guard !text.isEmpty else { return [] }
    guard TerminalText.columns(of: text) > width else { return [[Span(text, style)]] }
    return Metrics.wrapped(text, columns: max(8, width)).map { [Span($0, style)] }
  }

  /// The leaves: value, what was held before, what arrived, what is held now.
  func accounts(width: Int, rows: Int) -> [[Span]] {
    if !leaves.isEmpty {
      let lines = tables(width: width)
      guard lines.count > rows else { return lines }
      let focus = lines.firstIndex { $0.first?.style == .strong } ?? 0
      return Array(lines[max(0, min(focus, lines.count - rows))...].prefix(rows))
    }
    let accounts = moment.accounts
    guard !accounts.isEmpty else { return [[Span("no leaf needs a gradient", .muted)]] }
    let names = accounts.map { TerminalText.cut(graph.symbol(of: $0.leaf), to: 14) }
    let name = max(4, names.map { TerminalText.columns(of: $0) }.max() ?? 0)
    var lines = [[Span(padded("leaf", name) + "     value      grad  how", .muted)]]
    let focus = accounts.firstIndex { $0.leaf == moment.frame.focus } ?? 0
    let room = max(1, rows - 1)
    let first = max(0, min(focus - room / 2, accounts.count - room))
    for index in first..<min(accounts.count, first + room) {
      let account = accounts[index]
      let isFocus = account.leaf == moment.frame.focus
      let gradient = account.gradient.map { NumberText.card($0) } ?? "None"
      lines.append([
        Span(padded(names[index], name), isFocus ? .strong : .text),
        Span(before(NumberText.card(account.value), 10), .value),
        Span(before(gradient, 10), isFocus ? .active : .gradient),
        Span("  " + TerminalPlain.sum(of: account), .muted),
      ])
    }
    return lines
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - TerminalText.columns(of: text)))
  }

  private func before(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - TerminalText.columns(of: text))) + text
  }
}
