/// A number as a person types it: `6`, `6.0`, `+6`, `6,5`, `3/2`, `-1e-3`, `2×10^-3`.
///
/// The one reader of typed numbers, for quizzes and for grading.
package struct TypedNumber: Sendable, Equatable {
  /// The number that was typed.
  package var value: Double
  /// What one in the last digit typed is worth, 0.01 for `0.25`; 0 for what is exact as it stands.
  package var unit: Double

  /// Why a text is no number.
  package enum Refusal: Error, Sendable, Equatable, CaseIterable {
    /// Nothing but spaces.
    case empty
    /// Something other than a number.
    case notANumber
    /// `1,234` is a little more than one here and over a thousand there.
    case ambiguousComma
    /// A fraction with zero below.
    case dividesByZero
    /// Digits whose number a `Double` cannot hold.
    case tooLarge
  }

  private static let longest = 64

  /// Reads a typed number.
  ///
  /// - Parameter text: Spaces around it and between its parts, the signs − and ×, a decimal comma
  ///   where it can be nothing else, and `tensor(…)` around it are understood.
  /// - Throws: Why it is no number.
  package init(_ text: String) throws(Refusal) {
    var text = Self.plain(text)[...]
    if text.hasPrefix("tensor("), text.hasSuffix(")") {
      text = text.dropFirst(7).dropLast().trimmingSpaces
    }
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= Self.longest else { throw .notANumber }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { throw .notANumber }
    self = try Self.term(parts[0].trimmingSpaces)
    guard parts.count == 2 else { return }
    let divisor = try Self.term(parts[1].trimmingSpaces)
    guard divisor.value != 0 else { throw .dividesByZero }
    value /= divisor.value
    unit = 0
  }

  private init(value: Double, unit: Double) {
    self.value = value
    self.unit = unit
  }

  /// In lower case, with ASCII's signs and spaces, and none of them at the ends.
  private static func plain(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars.prefix(4 * longest) {
      switch scalar {
      case "−", "–", "‐", "‑", "﹣", "－": plain += "-"
      case "×", "·", "⋅", "∗": plain += "*"
      case "∞": plain += "inf"
      case "∕", "⁄": plain += "/"
      case "\u{FEFF}", "\u{200B}"..."\u{200F}", "\u{202A}"..."\u{202E}": continue
      case _ where scalar.properties.isWhitespace: plain += " "
      default: plain.unicodeScalars.append(scalar)
      }
    }
    let joined = plain.lowercased().substituting(" *", by: "*").substituting("* ", by: "*")
    return String(joined[...].trimmingSpaces)
  }

  /// A sign, digits with a point or a comma, and a power of ten.
  private static func term(_ text: Substring) throws(Refusal) -> TypedNumber {
    var digits = text
    var isNegative = false
    if let sign = digits.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      digits = digits.dropFirst().trimmingSpaces
    }
    let sign: Double = isNegative ? -1 : 1
    switch digits {
    case "nan": return TypedNumber(value: .nan, unit: 0)
    case "inf", "infinity": return TypedNumber(value: sign * .infinity, unit: 0)
    default: break
    }
    let (mantissa, exponent) = try power(digits)
    let parts = mantissa.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }), parts.allSatisfy(isDigits)
    else { throw parts.count > 2 && parts.allSatisfy(isDigits) ? .ambiguousComma : .notANumber }
    let decimals = parts.count == 2 ? parts[1] : ""
    if mantissa.contains(","), decimals.count == 3, (1...3).contains(parts[0].count),
      parts[0].first != "0"
    {
      throw .ambiguousComma
    }
    let whole = parts[0].isEmpty ? "0" : parts[0]
    guard let size = Double("\(whole).\(decimals.isEmpty ? "0" : decimals)e\(exponent)"),
      let unit = Double("1e\(exponent - decimals.count)"), size.isFinite, unit.isFinite
    else { throw .tooLarge }
    return TypedNumber(value: sign * size, unit: unit)
  }

  /// Splits `1e-3`, `1*10^-3` and `1*10**-3`.
  private static func power(_ text: Substring) throws(Refusal) -> (Substring, Int) {
    for mark in ["*10^", "*10**", "e"] {
      guard let found = text.firstPlace(of: mark) else { continue }
      var exponent = text[found.upperBound...]
      if exponent.hasPrefix("("), exponent.hasSuffix(")") {
        exponent = exponent.dropFirst().dropLast()
      }
      let sign = exponent.first == "-" ? -1 : 1
      if exponent.first == "-" || exponent.first == "+" { exponent = exponent.dropFirst() }
      guard isDigits(exponent), let size = Int(exponent.isEmpty ? "?" : exponent) else {
        throw .notANumber
      }
      guard size < 1000 else { throw .tooLarge }
      return (text[..<found.lowerBound], sign * size)
    }
    return (text, 0)
  }

  private static func isDigits(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

extension TypedNumber.Refusal {
  /// What to do about it, as a sentence.
  package var advice: String {
    switch self {
    case .empty: "Type a number first, such as 6, -6, 3/2 or 1e-3."
    case .notANumber: "That is not a number; 6, 6.0, 6,5, 3/2, 1e-3 and -6 are."
    case .ambiguousComma:
      "The comma may stand for a decimal point or for thousands; write 1.234 or 1234."
    case .dividesByZero: "Nothing can be divided by zero; write inf or nan if you mean that."
    case .tooLarge: "That number is beyond what can be computed with."
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    let start = drop { $0 == " " }
    return start.dropLast(start.reversed().prefix { $0 == " " }.count)
  }
}
