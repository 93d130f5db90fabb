/// Escapes, and sets of characters in brackets.
extension RegexParser {
  private static let simple: [Unicode.Scalar: UInt32] = [
    "n": 10, "t": 9, "r": 13, "f": 12, "v": 11, "a": 7,
  ]

  private static func category(_ letter: Unicode.Scalar) -> RegexSet.Part? {
    switch letter {
    case "d": .digit(true)
    case "D": .digit(false)
    case "w": .word(true)
    case "W": .word(false)
    case "s": .space(true)
    case "S": .space(false)
    default: nil
    }
  }

  mutating func escape(_ start: Int) throws(PatternError) -> RegexNode {
    guard let letter = current else { throw failure("bad escape (end of pattern)", at: start) }
    index += 1
    if let part = RegexParser.category(letter) { return set([part]) }
    switch letter {
    case "b": return .wordBoundary(isNegated: false)
    case "B": return .wordBoundary(isNegated: true)
    case "A": return .textStart
    case "Z": return .textEnd
    case "1"..."9":
      index -= 1
      if let code = octal() { return literal(code) }
      var digits = 0
      var count = 0
      while count < 2, let scalar = current, (0x30...0x39).contains(scalar.value) {
        digits = digits * 10 + Int(scalar.value) - 0x30
        index += 1
        count += 1
      }
      guard digits <= groups else {
        throw failure("invalid group reference \(digits)", at: start + 1)
      }
      guard !open.contains(digits) else {
        throw failure("cannot refer to an open group", at: start)
      }
      return .backreference(digits)
    default: return literal(try character(letter, start))
    }
  }

  /// Three octal digits, with which a number is a character and no group.
  private mutating func octal() -> Unicode.Scalar? {
    guard index + 3 <= text.count,
      let value = UInt32(String(text[index..<(index + 3)]), radix: 8), value < 256
    else { return nil }
    index += 3
    return Unicode.Scalar(value)
  }

  /// The character that an escape stands for.
  private mutating func character(
    _ letter: Unicode.Scalar, _ start: Int
  ) throws(PatternError) -> Unicode.Scalar {
    if let code = RegexParser.simple[letter], let scalar = Unicode.Scalar(code) { return scalar }
    if letter == "0" {
      var value: UInt32 = 0
      var count = 0
      while count < 2, let scalar = current, (0x30...0x37).contains(scalar.value) {
        value = value * 8 + scalar.value - 0x30
        index += 1
        count += 1
      }
      return Unicode.Scalar(value) ?? "\0"
    }
    let widths: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
    if let width = widths[letter] {
      let digits = String(text[index..<min(index + width, text.count)])
      guard digits.count == width, let code = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(code)
      else {
        let shown = String(digits.prefix { $0.isHexDigit })
        throw failure("incomplete escape \\\(letter)\(shown)", at: start)
      }
      index += width
      return scalar
    }
    if letter.isASCII, letter.properties.isAlphabetic {
      throw failure("bad escape \\\(letter)", at: start)
    }
    return letter
  }

  mutating func characterClass(_ start: Int) throws(PatternError) -> RegexNode {
    let isNegated = accept("^")
    var parts: [RegexSet.Part] = []
    let first = index
    while true {
      guard current != nil else { throw failure("unterminated character set", at: start) }
      if current == "]", index > first {
        index += 1
        return set(parts, isNegated: isNegated)
      }
      let place = index
      let low = try classPart()
      guard current == "-", index + 1 < text.count, text[index + 1] != "]" else {
        parts.append(low)
        continue
      }
      index += 1
      let high = try classPart()
      guard case .range(let from) = low, case .range(let to) = high else {
        throw failure("bad character range \(String(text[place..<index]))", at: place)
      }
      guard from.lowerBound <= to.lowerBound else {
        throw failure("bad character range \(String(text[place..<index]))", at: place)
      }
      parts.append(.range(from.lowerBound...to.lowerBound))
    }
  }

  private mutating func classPart() throws(PatternError) -> RegexSet.Part {
    let start = index
    let scalar = text[index]
    index += 1
    guard scalar == "\\" else { return .range(scalar.value...scalar.value) }
    guard let letter = current else { throw failure("bad escape (end of pattern)", at: start) }
    index += 1
    if let part = RegexParser.category(letter) { return part }
    if letter == "b" { return .range(8...8) }
    let value = try character(letter, start).value
    return .range(value...value)
  }
}
