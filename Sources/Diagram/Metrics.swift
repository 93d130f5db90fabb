/// How much room text takes: the same on every machine, whatever fonts it has.
package enum Metrics {
  /// The width of a glyph in DejaVu Sans Mono, in ems: the widest font of the stack that pictures
  /// name, so that text set in any of them fits.
  package static let glyphWidth = 0.6022

  /// The width of a text set in one line.
  package static func width(of text: some StringProtocol, size: Double) -> Double {
    Double(columns(of: text)) * glyphWidth * size
  }

  /// How many glyph widths a text takes; an ideograph takes two.
  package static func columns(of text: some StringProtocol) -> Int {
    var columns = 0
    for character in text {
      guard let scalar = character.unicodeScalars.first else { continue }
      columns += isWide(scalar) ? 2 : 1
    }
    return columns
  }

  /// East Asian and emoji ranges that terminals and fonts set twice as wide.
  ///
  /// Source: Unicode Standard Annex 11, *East Asian Width*.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// A text that is no wider than `limit` columns; where it is cut, a mark of one column ends it.
  package static func cut(
    _ text: String, columns limit: Int, mark: String = "…",
    columnsOf: (Character) -> Int = { Metrics.columns(of: String($0)) }
  ) -> String {
    guard limit != .max, text.reduce(0, { $0 + columnsOf($1) }) > limit else { return text }
    guard limit > 0 else { return "" }
    var result = ""
    var used = 0
    for character in text {
      let columns = columnsOf(character)
      if used + columns > limit - 1 { break }
      used += columns
      result.append(character)
    }
    return result + mark
  }

  /// Lines that are no wider than `limit` columns, broken at spaces where there are any.
  package static func wrapped(_ text: String, columns limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0.isNewline }).joined(separator: " ").split(
      separator: " ")
    {
      for piece in pieces(of: word, columns: limit) {
        if line.isEmpty {
          line = piece
        } else if columns(of: line) + 1 + columns(of: piece) <= limit {
          line += " " + piece
        } else {
          lines.append(line)
          line = piece
        }
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// A word cut into pieces that fit, after a mark that ends a part of a name where there is one.
  private static func pieces(of word: Substring, columns limit: Int) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in word {
      if columns(of: piece) + columns(of: String(character)) > max(limit, 2) {
        let part = piece.lastIndex { "._,/)]".contains($0) }.map { piece.index(after: $0) }
        let cut = part.flatMap { 3 * columns(of: piece[..<$0]) >= limit ? $0 : nil }
        pieces.append(String(piece[..<(cut ?? piece.endIndex)]))
        piece = String(piece[(cut ?? piece.endIndex)...])
      }
      piece.append(character)
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }
}
