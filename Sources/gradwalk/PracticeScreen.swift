import Diagram
import Exercises
import Foundation
import Rendering

/// The terminal that an exercise is tried in: a screen for every question, and plain lines where
/// there is no terminal.
struct PracticeScreen {
  let isTerminal: Bool
  let graph: PracticeGraph?

  /// Shows the whole question.
  func open(_ practice: Practice) {
    clear()
    write(practice.text(columns: width))
    if isTerminal, let graph {
      let canvas = graph.canvas(practice, width: width, height: 60)
      write(
        [""]
          + (hasColor
            ? canvas.encoded(.dark) : canvas.plainText.split(separator: "\n").map(String.init)))
    } else if let description = practice.question.picture?.description {
      write([""] + Metrics.wrapped(description, columns: width))
    }
    if practice.entry.blanks.contains(where: { $0.state != .open }) {
      write(["", "So far: \(practice.summary)"])
    }
    if isTerminal { write(["", faint(Practice.keys)]) }
  }

  /// Asks for a line; nil when no more come.
  func ask(_ practice: Practice) -> String? {
    write([""] + practice.prompt.map(strong))
    print("> ", terminator: "")
    fflush(nil)
    let line = readLine()
    if !isTerminal || line == nil { print(line ?? "") }
    return line
  }

  /// Says what a line has led to.
  func show(_ reply: Practice.Reply, _ practice: Practice) {
    switch reply {
    case .list, .help, .hint, .noHint, .askReset, .kept, .unreadable, .quit, .wrong: break
    // The answers in the picture have changed.
    case .right, .reset, .skipped, .moved: if isTerminal { open(practice) }
    }
    let lines = practice.lines(for: reply)
    switch reply {
    case .right: write(lines.map { colored($0, 32) })
    case .wrong: write(lines.enumerated().map { $0 == 0 ? colored($1, 31) : $1 })
    case .list, .help, .hint, .noHint, .askReset, .kept, .unreadable, .quit, .reset, .skipped,
      .moved:
      write(lines)
    }
  }

  /// Ends without a command to quit.
  func close(_ practice: Practice) { write([practice.summary]) }

  private var width: Int {
    var size = winsize()
    guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else {
      return 100
    }
    return Int(size.ws_col)
  }

  private func clear() {
    if isTerminal { print("\u{1B}[2J\u{1B}[3J\u{1B}[H", terminator: "") }
  }

  private func write(_ lines: [String]) {
    for line in lines { print(line) }
  }

  private var hasColor: Bool {
    isTerminal && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
  }

  private func strong(_ text: String) -> String { hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  private func faint(_ text: String) -> String { hasColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  private func colored(_ text: String, _ color: Int) -> String {
    hasColor ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text
  }
}
