import Diagram
import Exercises
import Foundation
import Questions
import Terminal

/// The terminal that an exercise is tried in: a screen for every question, and plain lines where
/// there is no terminal.
struct PracticeScreen {
  private let isTerminal: Bool
  private let graph: PracticeGraph?
  private let allowsColor: Bool
  private let isASCII: Bool
  private var theme: TerminalTheme

  init(isTerminal: Bool, options: TerminalOptions, graph: PracticeGraph?) {
    self.isTerminal = isTerminal
    self.graph = graph
    allowsColor = options.allowsColor
    isASCII = isTerminal ? options.isASCII : options.ascii
    theme = options.theme
  }

  /// Shows the whole question.
  func open(_ practice: Practice) {
    clear()
    write(practice.text(columns: width))
    if isTerminal, let graph {
      for piece in graph.pieces(practice, width: width, height: 60, ascii: isASCII) {
        for line in [""] + piece.encoded(theme) { StandardOutput.write(line + "\n") }
      }
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
    StandardOutput.write("> ")
    let line = readLine()
    if !isTerminal || line == nil { StandardOutput.write((line ?? "") + "\n") }
    return line
  }

  /// Says what a line has led to.
  mutating func show(_ reply: Practice.Reply, _ practice: Practice) {
    switch reply {
    case .theme:
      theme = allowsColor ? theme.next : .plain
      if isTerminal { open(practice) }
      write([allowsColor ? "Theme: \(theme.rawValue)." : "Colours are off."])
      return
    case .list, .help, .hint, .noHint, .askReset, .kept, .unreadable, .quit, .wrong: break
    // The answers in the picture have changed.
    case .right, .reset, .skipped, .moved: if isTerminal { open(practice) }
    }
    let lines = practice.lines(for: reply)
    switch reply {
    case .right: write(lines.map(strong))
    case .wrong: write(lines.enumerated().map { $0 == 0 ? strong($1) : $1 })
    case .list, .help, .hint, .noHint, .askReset, .kept, .unreadable, .quit, .reset, .skipped,
      .moved, .theme:
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
    if isTerminal { StandardOutput.write("\u{1B}[2J\u{1B}[3J\u{1B}[H") }
  }

  private func write(_ lines: [String]) {
    for line in lines { StandardOutput.write((isASCII ? TerminalText.ascii(line) : line) + "\n") }
  }

  private func strong(_ text: String) -> String { styled(text, 1) }
  private func faint(_ text: String) -> String { styled(text, 2) }

  /// Bold and faint are no colours; only where nothing is drawn there is neither.
  private func styled(_ text: String, _ code: Int) -> String {
    isTerminal ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
