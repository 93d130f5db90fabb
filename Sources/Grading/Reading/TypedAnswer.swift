import Lesson

/// An answer as it is understood, for the kind of blank that it stands in.
enum TypedAnswer: Equatable {
  case number(TypedNumber)
  case text(String)
  case choice(Int)
  /// Steps by their index, each once or more.
  case order([Int])

  enum Failure: Error, Equatable {
    case empty
    /// What is accepted, as a sentence.
    case unreadable(String)
  }

  /// Reads what was typed into a blank.
  init(_ typed: String, for blank: Blank) throws(Failure) {
    let text = Self.withoutPrompt(typed, blank.prompt)
    guard !text.allSatisfy(\.isWhitespace) else { throw .empty }
    switch blank.answer {
    case .number:
      do throws(TypedNumber.Refusal) {
        self = .number(try TypedNumber(text))
      } catch {
        throw error == .empty ? .empty : .unreadable(error.advice)
      }
    case .text: self = .text(text)
    case .choice(_, let options):
      guard let index = Self.choice(text, of: options) else {
        let labels = options.indices.map { Self.label($0, of: options) }
        throw .unreadable(
          "That is none of the choices; write one of \(labels.first ?? "") to \(labels.last ?? "")."
        )
      }
      self = .choice(index)
    case .order(let steps, _): self = .order(try Self.steps(text, of: steps))
    }
  }

  /// In a list the question may stand before the answer.
  private static func withoutPrompt(_ typed: String, _ prompt: String) -> String {
    guard !prompt.isEmpty, typed.lowercased().hasPrefix(prompt.lowercased()) else { return typed }
    let rest = typed.dropFirst(prompt.count)
    let isMark = { (character: Character) in ":=→?_ ".contains(character) }
    guard rest.first.map(isMark) ?? true else { return typed }
    return String(rest.trimmingPrefix(while: isMark))
  }

  /// The letter that a choice or a step goes by.
  static func letter(_ index: Int) -> String {
    index < 26 ? String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index))) : "\(index + 1)"
  }

  static func letters(_ count: Int) -> String {
    "\(letter(0)) to \(letter(max(0, count - 1)))"
  }

  /// What a choice goes by: the number that it begins with where all do, `7: y = 2 * x`, else a
  /// letter.
  static func label(_ index: Int, of options: [String]) -> String {
    let numbers = options.compactMap(lineNumber)
    return numbers.count == options.count ? numbers[index] : letter(index)
  }

  private static func lineNumber(_ option: String) -> String? {
    let digits = option.prefix { $0.isASCII && $0.isNumber }
    return !digits.isEmpty && option.dropFirst(digits.count).hasPrefix(":") ? String(digits) : nil
  }

  /// By its own words, its label or its place, in this order.
  private static func choice(_ text: String, of options: [String]) -> Int? {
    let key = PrintedText.key(text)
    if let index = options.firstIndex(where: { PrintedText.key($0) == key }) { return index }
    // A sign makes another number of a line's.
    guard !key.contains(where: { "+-".contains($0) }) else { return nil }
    let word = key.trimmingPrefix("line").filter { $0.isLetter || $0.isNumber }
    return options.indices.first { label($0, of: options).lowercased() == word }
      ?? options.indices.first { letter($0) == label($0, of: options) && "\($0 + 1)" == word }
  }

  /// Letters, numbers, or the steps' own words, with anything between them.
  private static func steps(_ text: String, of steps: [String]) throws(Failure) -> [Int] {
    let advice =
      "Write the letters of all steps, \(letters(steps.count)), in an order, such as "
      + "\(steps.indices.prefix(3).reversed().map(letter).joined(separator: ", "))."
    var order: [Int] = []
    let lines = text.split { $0.isNewline || ",;>→".contains($0) }
    for line in lines {
      let words = line.split(whereSeparator: \.isWhitespace)
      if let index = choice(String(line), of: steps) {
        order.append(index)
      } else if let indices = Self.all(words.map { choice(String($0), of: steps) }) {
        order += indices
      } else if words.count == 1, words[0].count > 1, lines.count == 1,
        let indices = Self.all(words[0].map { choice(String($0), of: steps) })
      {
        order += indices
      } else {
        throw .unreadable("“\(Visible.line(line))” is no step. \(advice)")
      }
    }
    guard !order.isEmpty else { throw .unreadable(advice) }
    return order
  }

  private static func all(_ indices: [Int?]) -> [Int]? {
    indices.contains(nil) || indices.isEmpty ? nil : indices.compactMap(\.self)
  }
}

/// Texts that a program prints, compared as a reader would.
enum PrintedText {
  /// What two texts share that differ in spaces, capitals and typographic signs alone.
  static func key(_ text: String) -> String {
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
  static func isLike(_ one: String, _ other: String) -> Bool {
    key(one) == key(other) || isSameNumber(one, other)
  }

  /// Whether two texts are one number, printed in two ways.
  static func isSameNumber(_ one: String, _ other: String) -> Bool {
    guard let one = try? TypedNumber(one).value, let other = try? TypedNumber(other).value else {
      return false
    }
    return one == other || one.isNaN && other.isNaN
  }
}
