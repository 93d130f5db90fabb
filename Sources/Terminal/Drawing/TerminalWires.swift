/// Lines that run along a grid of characters, each cell as the parts of lines in it.
struct TerminalWires {
  /// What a line belongs to; lines of one net join where they meet, others cross.
  struct Look: Hashable {
    var net: Int
    var isActive: Bool
    /// Whether it is drawn thick: what a gradient takes at this moment.
    var isHeavy: Bool
  }

  private struct Place: Hashable {
    var x: Int
    var y: Int
  }

  private struct Sides: OptionSet {
    let rawValue: Int
    static let north = Sides(rawValue: 1)
    static let east = Sides(rawValue: 2)
    static let south = Sides(rawValue: 4)
    static let west = Sides(rawValue: 8)
  }

  let isASCII: Bool
  private var cells: [Place: [(look: Look, sides: Sides)]] = [:]
  private var arrows: [Place: (pointsBack: Bool, look: Look)] = [:]

  init(isASCII: Bool) { self.isASCII = isASCII }

  mutating func run(from start: Int, to end: Int, row: Int, _ look: Look) {
    guard start <= end else { return }
    for x in start...end {
      var sides: Sides = []
      if x > start { sides.insert(.west) }
      if x < end { sides.insert(.east) }
      add(sides, Place(x: x, y: row), look)
    }
  }

  mutating func drop(at x: Int, from start: Int, to end: Int, _ look: Look) {
    for y in min(start, end)...max(start, end) {
      var sides: Sides = []
      if y > min(start, end) { sides.insert(.north) }
      if y < max(start, end) { sides.insert(.south) }
      add(sides, Place(x: x, y: y), look)
    }
  }

  mutating func arrow(at x: Int, row: Int, pointsBack: Bool, _ look: Look) {
    let place = Place(x: x, y: row)
    if let other = arrows[place], other.look.isActive, !look.isActive { return }
    arrows[place] = (pointsBack, look)
  }

  private mutating func add(_ sides: Sides, _ place: Place, _ look: Look) {
    var entries = cells[place, default: []]
    if let index = entries.firstIndex(where: { $0.look == look }) {
      entries[index].sides.formUnion(sides)
    } else {
      entries.append((look, sides))
    }
    cells[place] = entries
  }

  func paint(on canvas: inout TerminalCanvas) {
    for (place, entries) in cells {
      let look = Self.top(entries)
      canvas.set(place.x, place.y, glyph(entries, look), style(look))
    }
    for (place, arrow) in arrows {
      let glyph = arrow.pointsBack ? (isASCII ? "<" : "◀") : (isASCII ? ">" : "▶")
      canvas.set(place.x, place.y, glyph, style(arrow.look))
    }
  }

  /// What is drawn where several lines meet: the active one, else the one that runs upright.
  private static func top(_ entries: [(look: Look, sides: Sides)]) -> Look {
    let upright = entries.first { !$0.sides.isDisjoint(with: [.north, .south]) } ?? entries[0]
    return (entries.first { $0.look.isActive } ?? upright).look
  }

  private func glyph(_ entries: [(look: Look, sides: Sides)], _ look: Look) -> String {
    var sides: Sides = []
    for entry in entries where entry.look.net == look.net && (entry.look == look || !look.isHeavy) {
      sides.formUnion(entry.sides)
    }
    if sides.isSubset(of: [.north, .south]) {
      return isASCII ? (look.isHeavy ? "#" : "|") : look.isHeavy ? "┃" : "│"
    }
    if sides.isSubset(of: [.east, .west]) {
      return isASCII ? (look.isHeavy ? "=" : "-") : look.isHeavy ? "━" : "─"
    }
    if isASCII { return look.isHeavy ? "#" : "+" }
    let glyphs = look.isHeavy ? "   ┗  ┏┣ ┛ ┻┓┫┳╋" : "   ╰  ╭├ ╯ ┴╮┤┬┼"
    return String(glyphs[glyphs.index(glyphs.startIndex, offsetBy: sides.rawValue)])
  }

  private func style(_ look: Look) -> TerminalStyle {
    look.isHeavy ? .active : look.isActive ? .computing : .muted
  }
}
