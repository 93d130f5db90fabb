import Lesson

/// Texts that a program prints, compared as a reader would.
package enum PrintedText {
  /// What two texts share that differ in spaces, capitals and typographic signs alone.
  package static func key(_ text: String) -> String {
    var key = ""
    for scalar in text.lowercased().unicodeScalars {
      switch scalar {
      case "−", "–", "‐", "‑": key += "-"
      case "“", "”", "’", "‘", "'": key += "\""
      case "\u{FEFF}", "\u{200B}"..."\u{200F}", "\u{202A}"..."\u{202E}": continue
      case _ where scalar.properties.isWhitespace:
        if !key.isEmpty, !key.hasSuffix(" ") { key += " " }
      case ",", ")", "]", ":":
        if key.hasSuffix(" ") { key.removeLast() }
        key.unicodeScalars.append(scalar)
      default:
        let isInside = key.hasSuffix(", ") || key.hasSuffix("( ") || key.hasSuffix("[ ")
        if isInside { key.removeLast() }
        key.unicodeScalars.append(scalar)
      }
    }
    return key.hasSuffix(" ") ? String(key.dropLast()) : key
  }

  /// Whether two texts are the same to a reader, or one number, printed in two ways.
  package static func isLike(_ one: String, _ other: String) -> Bool {
    key(one) == key(other) || isSameNumber(one, other)
  }

  /// Whether two texts are one number, printed in two ways.
  package static func isSameNumber(_ one: String, _ other: String) -> Bool {
    guard let one = try? TypedNumber(one).value, let other = try? TypedNumber(other).value else {
      return false
    }
    return one == other || one.isNaN && other.isNaN
  }
}
