/// Sentences as a voice reads them: signs as words.
package enum Speech {
  /// A sentence without signs that screen readers leave out or spell: `grad w = −2.0 · 3.0` as
  /// “the gradient of w is minus 2.0 times 3.0”.
  package static func text(_ written: String) -> String {
    var spoken = ""
    for word in written.split(separator: " ", omittingEmptySubsequences: true) {
      let said = Self.word(word)
      if said.isEmpty { continue }
      spoken += (spoken.isEmpty ? "" : " ") + said
    }
    return spoken
  }

  private static func word(_ word: Substring) -> String {
    switch word {
    case "grad": return "the gradient of"
    case "=": return "is"
    case "≈": return "is about"
    case "·", "×", "*": return "times"
    case "+": return "plus"
    case "−", "-": return "minus"
    case "/": return "divided by"
    case "→": return "to"
    default: break
    }
    if word.first == "∂" {
      let parts = word.dropFirst().split(separator: "/", maxSplits: 1)
      if parts.count == 2, parts[1].first == "∂" {
        return "the derivative of \(symbols(parts[0])) by \(symbols(parts[1].dropFirst()))"
      }
    }
    return symbols(word)
  }

  /// The signs within a word.
  private static func symbols(_ word: Substring) -> String {
    var result = ""
    for character in word {
      switch character {
      case "−": result += "minus "
      case "ᵀ": result += " transposed"
      case "²": result += " squared"
      case "×": result += " by "
      case "∂": result += "d"
      case "ε": result += "epsilon"
      case "₀"..."₉":
        if let scalar = character.unicodeScalars.first { result += "\(scalar.value - 0x2080)" }
      default: result.append(character)
      }
    }
    return result
  }
}
