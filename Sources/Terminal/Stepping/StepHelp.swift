/// What the keys do, for as much room as there is.
enum StepHelp {
  private static let keys = [
    ("→ l j n space", "next step"), ("← h k p", "step back"),
    ("g", "first step"), ("G", "last step"),
    ("12G", "go to step 12"), ("5l", "five steps on"),
    ("b", "next backward pass"), ("/", "find a name"),
    ("f", "fold calls, or show all"), ("t", "theme: dark, light, plain"),
    ("Shift-→ or L", "graph to the right"), ("Shift-← or H", "graph to the left"),
    ("Shift-↓ or J", "graph further down"), ("Shift-↑ or K", "graph further up"),
    ("Ctrl-Z", "suspend"), ("Ctrl-L", "draw again"),
    ("?", "this help"), ("q", "quit"),
  ]

  private static let legend = [
    "┏━┓ leaf   ┌╌┐ constant   ╭─╮ computed   ╔═╗ what the step is about",
    "×3.0 on an edge is the local derivative; +6.0 is what was sent back along it.",
  ]

  static func lines(width: Int) -> [String] {
    let entries = keys.map { key, action in padded(key, 15) + action }
    guard width >= 76 else { return entries + [""] + legend }
    let rows = stride(from: 0, to: entries.count, by: 2).map {
      padded(entries[$0], 40) + entries[$0 + 1]
    }
    return [""] + rows + [""] + legend
  }

  /// The keys that fit into one line.
  static func status(width: Int) -> String {
    let texts = [
      "→ next  ← back  Shift-arrows move the graph  b pass  g G ends  / find  f fold  t theme  "
        + "? help  q quit",
      "→ next  ← back  H J K L move  b pass  / find  f fold  ? help  q quit",
      "→ next  ← back  ? help  q quit",
    ]
    return texts.first { TerminalText.columns(of: $0) + 2 <= width } ?? "? help"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - TerminalText.columns(of: text)))
  }
}
