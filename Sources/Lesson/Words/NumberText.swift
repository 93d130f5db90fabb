import Platform

/// The one place where a number becomes text for people.
///
/// Four significant digits; what is an integer or a short decimal exactly is written without
/// padding (`6.0`, `0.25`), and what only rounds to one keeps its zeros (`6.000`).
package enum NumberText {
  private static let digits = 4

  /// A number as a card shows it: `6.0`, `−0.3333`, `1.25e−7`.
  package static func card(_ value: Double) -> String {
    if let word = word(for: value) { return word }
    if value == value.rounded(), value.magnitude < 1e7 {
      return signed("\(value.magnitude)", value)
    }
    let text = significant(value.magnitude)
    return signed(text, value)
  }

  /// A number among others in a tensor: three significant digits, unless it is exact in as few
  /// places.
  package static func cell(_ value: Double) -> String {
    let text = card(value.magnitude)
    guard value.isFinite, text.count > 5 || !isExact(text, value) else { return card(value) }
    let (mantissa, exponent) = scientific(value.magnitude, digits: 3)
    guard exponent >= -4, exponent < 5 else {
      return signed("\(mantissa)e\(exponent < 0 ? "−" : "")\(exponent.magnitude)", value)
    }
    return signed(DecimalText.fixed(value.magnitude, digits: max(0, 2 - exponent)), value)
  }

  /// A number as a program writes it inside an expression: `2`, `0.01`, `−1`.
  package static func plain(_ value: Double) -> String {
    let text = card(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number with its sign, as what is added to another: `+6.0`, `−2.0`.
  package static func addend(_ value: Double) -> String {
    value.isNaN || value.sign == .minus && value != 0 ? card(value) : "+\(card(value))"
  }

  /// A number as one factor of a product: in parentheses when it is negative.
  package static func factor(_ value: Double) -> String {
    let text = card(value)
    return text.hasPrefix("−") ? "(\(text))" : text
  }

  /// The fraction that a number is as precisely as it is held, `1/3`; nil where a decimal is as
  /// exact and as short, and for denominators over 16.
  package static func fraction(_ value: Double) -> String? {
    guard value.isFinite, value.magnitude < 1000, !isExact(significant(value.magnitude), value)
    else { return nil }
    for denominator in [3, 6, 7, 9, 11, 12, 13, 14, 15] {
      let numerator = (value.magnitude * Double(denominator)).rounded()
      guard numerator > 0, same(numerator / Double(denominator), value.magnitude) else { continue }
      return signed("\(Int(numerator))/\(denominator)", value)
    }
    return nil
  }

  private static func word(for value: Double) -> String? {
    if value.isNaN { return "nan" }
    if value.isInfinite { return signed("inf", value) }
    return value == 0 ? "0.0" : nil
  }

  private static func signed(_ text: String, _ value: Double) -> String {
    value < 0 ? "−\(text)" : text
  }

  /// A positive number with four significant digits, shortened where that loses nothing.
  private static func significant(_ value: Double) -> String {
    let (mantissa, exponent) = scientific(value)
    if exponent < -4 || exponent >= 5 {
      let sign = exponent < 0 ? "−" : ""
      return shortened(mantissa, of: value, scaledBy: exponent) + "e\(sign)\(exponent.magnitude)"
    }
    let decimals = max(1, digits - 1 - exponent)
    return shortened(
      DecimalText.fixed(value, digits: decimals), of: value, scaledBy: 0)
  }

  private static func scientific(
    _ value: Double, digits: Int = digits
  ) -> (mantissa: String, exponent: Int) {
    let parts = DecimalText.scientific(value, digits: digits - 1).split(separator: "e")
    return (String(parts.first ?? "0"), parts.last.flatMap { Int($0) } ?? 0)
  }

  private static func shortened(
    _ text: String, of value: Double, scaledBy exponent: Int
  ) -> String {
    guard text.contains("."), isExact("\(text)e\(exponent)", value) else { return text }
    var short = Substring(text)
    while short.hasSuffix("0"), !short.hasSuffix(".0") { short = short.dropLast() }
    if exponent != 0, short.hasSuffix(".0") { short = short.dropLast(2) }
    return String(short)
  }

  private static func isExact(_ text: String, _ value: Double) -> Bool {
    Double(text.substituting("−", by: "-")).map { same($0, value.magnitude) } ?? false
  }

  /// Whether two numbers are one number in the precision that the second is held in.
  private static func same(_ exact: Double, _ held: Double) -> Bool {
    exact == held || Double(Float(held)) == held && Float(exact) == Float(held)
  }
}
