/// What a terminal would show after the bytes that it was sent, as far as these tests use it.
struct TerminalScreenReader: Sendable {
  private(set) var isAlternate = false
  private(set) var isCursorVisible = true
  /// Every colour and weight that was asked for: `0;1;38;5;215`.
  private(set) var styles: Set<String> = []
  private var columns: Int
  private var rows: Int
  private var lines: [[Character]]
  private var row = 0
  private var column = 0
  private var pending: [UInt8] = []

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    lines = Array(repeating: [], count: rows)
  }

  var text: String {
    lines.map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  func line(_ index: Int) -> String { index < lines.count ? String(lines[index]) : "" }

  mutating func resize(columns: Int, rows: Int) {
    self = with { $0.lines = Array(repeating: [], count: rows) }
    (self.columns, self.rows, row, column) = (columns, rows, 0, 0)
  }

  private func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }

  mutating func read(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    // A character or a command may be cut in two.
    var end = pending.count
    while end > 0, pending[end - 1] & 0xC0 == 0x80 { end -= 1 }
    if end > 0, pending[end - 1] >= 0xC0 { end -= 1 }
    let isWhole = String(validating: pending, as: UTF8.self) != nil
    let text = Array(String(decoding: isWhole ? pending[...] : pending[..<end], as: UTF8.self))
    let rest = isWhole ? [] : Array(pending[end...])
    var index = 0
    while index < text.count {
      guard text[index] == "\u{1B}" else {
        put(text[index])
        index += 1
        continue
      }
      guard let last = text[(index + 1)...].dropFirst().firstIndex(where: { $0.isLetter }) else {
        break
      }
      command(String(text[(index + 2)..<last]), text[last])
      index = last + 1
    }
    pending = Array(String(text[min(index, text.count)...]).utf8) + rest
  }

  private mutating func command(_ numbers: String, _ letter: Character) {
    switch (letter, numbers) {
    case ("H", _):
      let place = numbers.split(separator: ";").compactMap { Int($0) }
      (row, column) = place.count == 2 ? (place[0] - 1, place[1] - 1) : (0, 0)
    case ("J", _): lines = Array(repeating: [], count: rows)
    case ("h", "?1049"), ("l", "?1049"):
      isAlternate = letter == "h"
      (lines, row, column) = (Array(repeating: [], count: rows), 0, 0)
    case ("h", "?25"), ("l", "?25"): isCursorVisible = letter == "h"
    case ("m", _): styles.insert(numbers)
    default: break
    }
  }

  private mutating func put(_ character: Character) {
    switch character {
    case "\r": column = 0
    case "\n", "\r\n":
      column = 0
      row += 1
      if row >= rows {
        lines.removeFirst()
        lines.append([])
        row = rows - 1
      }
    case "\u{8}": column = max(0, column - 1)
    case "\u{7}": break
    default:
      guard lines.indices.contains(row) else { return }
      while lines[row].count <= column { lines[row].append(" ") }
      lines[row][column] = character
      column += 1
    }
  }
}
