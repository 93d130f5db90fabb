import Diagram

/// How a character in a terminal looks; what colour that is, the theme tells.
package struct TerminalStyle: Sendable, Hashable {
  /// What a piece of text is, whatever colour a theme gives it.
  package enum Role: String, Sendable, CaseIterable {
    /// Text as any other.
    case text
    /// Text of less weight.
    case muted
    /// A value of the way forward.
    case value
    /// A gradient.
    case gradient
    /// An error, or a number that is not finite.
    case alarm
  }

  /// What the text is.
  package var role: Role
  /// Whether it is bold.
  package var isStrong = false
  /// Whether ground and text change their colours.
  package var isReversed = false

  /// A style by what the text is.
  package init(_ role: Role, strong: Bool = false, reversed: Bool = false) {
    self.role = role
    isStrong = strong
    isReversed = reversed
  }

  /// Text as any other.
  package static let text = TerminalStyle(.text)
  /// Text of less weight.
  package static let muted = TerminalStyle(.muted)
  /// A value of the way forward.
  package static let value = TerminalStyle(.value)
  /// A gradient.
  package static let gradient = TerminalStyle(.gradient)
  /// What a gradient runs through at this step.
  package static let active = TerminalStyle(.gradient, strong: true)
  /// What a step computes.
  package static let computing = TerminalStyle(.value, strong: true)
  /// What stands out.
  package static let strong = TerminalStyle(.text, strong: true)
  /// A line that stands out from the others, such as the one that runs.
  package static let bar = TerminalStyle(.text, reversed: true)
}

/// A rectangle of characters, all of which are told where to stand; what falls outside is dropped.
///
/// A wide character takes its own cell and an empty one after it.
package struct TerminalCanvas: Sendable, Equatable {
  /// What stands in one column of a line.
  package struct Cell: Sendable, Equatable {
    /// One character, empty after a wide one.
    package var text: String
    /// How it looks.
    package var style: TerminalStyle

    static let blank = Cell(text: " ", style: .text)
  }

  /// How many columns there are; not negative.
  package let width: Int
  /// How many lines there are; not negative.
  package let height: Int
  /// The cells line by line, `width` of each.
  package private(set) var cells: [Cell]
  /// What stands in the upper left corner.
  var left = 0
  var top = 0
  /// Whether everything written is put into ASCII.
  var isASCII = false

  /// A canvas of blanks; a negative side counts as none.
  package init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  mutating func set(_ x: Int, _ y: Int, _ text: String, _ style: TerminalStyle) {
    let (x, y) = (x - left, y - top)
    guard x >= 0, y >= 0, x < width, y < height else { return }
    cells[y * width + x] = Cell(text: text, style: style)
  }

  /// Writes one line; what is wider than `limit` ends in an ellipsis.
  @discardableResult
  mutating func write(
    _ text: String, x: Int, y: Int, _ style: TerminalStyle, limit: Int = .max
  ) -> Int {
    var column = x
    let text = isASCII ? TerminalText.ascii(text) : text
    for character in TerminalText.cut(text, to: limit, mark: isASCII ? "~" : "…") {
      let columns = TerminalText.columns(of: character)
      guard columns > 0 else { continue }
      set(column, y, columns == 2 && column - left == width - 1 ? " " : String(character), style)
      if columns == 2 { set(column + 1, y, "", style) }
      column += columns
    }
    return column
  }

  mutating func fill(x: Int, y: Int, width: Int, _ text: String, _ style: TerminalStyle) {
    for column in max(x, left)..<max(x, left, min(x + width, left + self.width)) {
      set(column, y, text, style)
    }
  }

  /// Puts another canvas on this one.
  mutating func paste(_ other: TerminalCanvas, x: Int, y: Int) {
    for row in 0..<other.height {
      for column in 0..<other.width {
        let cell = other.cells[row * other.width + column]
        set(x + column, y + row, cell.text, cell.style)
      }
    }
  }

  /// The characters alone, line by line, without spaces at the ends.
  package var plainText: String {
    lines { cells in cells.map(\.text).joined() }.map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n") + "\n"
  }

  /// The lines as a terminal takes them.
  package func encoded(_ theme: TerminalTheme) -> [String] {
    lines { cells in
      var line = ""
      var style: TerminalStyle?
      for cell in cells {
        if cell.style != style {
          line += theme.code(for: cell.style)
          style = cell.style
        }
        line += cell.text
      }
      return line + "\u{1B}[0m"
    }
  }

  private func lines(_ body: (ArraySlice<Cell>) -> String) -> [String] {
    (0..<height).map { body(cells[$0 * width..<($0 + 1) * width]) }
  }
}

/// How much room text takes in a terminal.
package enum TerminalText {
  /// How many columns a character takes: 0, 1 or 2.
  package static func columns(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.value < 32 || scalar.value == 127 { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return Metrics.columns(of: String(character))
    }
  }

  /// How many columns a text takes.
  package static func columns(of text: String) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The text, or as much of its beginning as fits with a mark behind it.
  package static func cut(_ text: String, to limit: Int, mark: String = "…") -> String {
    Metrics.cut(text, columns: limit, mark: mark, columnsOf: columns)
  }

  /// A line as pieces that are no wider than the room; never none.
  static func pieces(of text: String, columns limit: Int) -> [String] {
    var pieces = [""]
    var used = 0
    for character in text {
      let width = columns(of: character)
      if used + width > max(limit, 2) {
        pieces.append("")
        used = 0
      }
      pieces[pieces.count - 1].append(character)
      used += width
    }
    return pieces
  }

  /// What a terminal without Unicode shows: signs become their ASCII spelling.
  package static func ascii(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "−", "–", "—", "─", "╌": result += "-"
      case "━", "═": result += "="
      case "┏", "┓", "┗", "┛", "╭", "╮", "╰", "╯": result += "+"
      case "┌", "┐", "└", "┘": result += "."
      case "╔", "╗", "╚", "╝", "║": result += "#"
      case "▏": result += "_"
      case "×", "·": result += "*"
      case "∂": result += "d"
      case "…": result += "..."
      case "→": result += "->"
      case "←": result += "<-"
      case "²": result += "^2"
      case "³": result += "^3"
      case "ε": result += "eps"
      case "≥": result += ">="
      case "≤": result += "<="
      case "│", "┃", "┆": result += "|"
      case "▸", "▶": result += ">"
      case "◀": result += "<"
      case "Σ": result += "sum"
      case "√": result += "sqrt"
      case "π": result += "pi"
      case "₀"..."₉": result += String(scalar.value - 0x2080)
      default: result += scalar.isASCII ? String(scalar) : "?"
      }
    }
    return result
  }
}

/// The colours of a terminal; its own ground shows through.
package enum TerminalTheme: String, Sendable, CaseIterable {
  /// Light on dark ground.
  case dark
  /// Dark on light ground.
  case light
  /// Bold and reversed only.
  case plain

  /// The theme that the key `t` changes to.
  package var next: TerminalTheme {
    switch self {
    case .dark: .light
    case .light: .plain
    case .plain: .dark
    }
  }

  func code(for style: TerminalStyle) -> String {
    var codes = ["0"]
    if style.isStrong { codes.append("1") }
    if style.isReversed { codes.append("7") }
    if let color = color(of: style.role) { codes.append("38;5;\(color)") }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }

  private func color(of role: TerminalStyle.Role) -> Int? {
    switch (self, role) {
    case (.plain, _), (_, .text): nil
    case (.dark, .muted): 248
    case (.dark, .value): 117
    case (.dark, .gradient): 215
    case (.dark, .alarm): 217
    case (.light, .muted): 241
    case (.light, .value): 25
    case (.light, .gradient): 130
    case (.light, .alarm): 124
    }
  }
}
