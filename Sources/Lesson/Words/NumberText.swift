import Platform

/// The one place where a number becomes text for people.
///
/// What is short and exact is written in full (`6.0`, `0.25`, `11.375`), all else with four
/// significant digits; zeros at the end are left out.
package enum NumberText {
  private static let digits = 4
  /// An exact decimal of up to so many digits is short.
  private static let mostDigits = 7
  /// Up to so many, it is enough to be the decimal but for the last rounding: of longer ones a
  /// computed number meets one by chance.
  private static let mostRoundedDigits = 5

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
    guard value.isFinite, text.count > 5 || exactDigits(value.magnitude) == nil
    else { return card(value) }
    let (mantissa, exponent) = scientific(value.magnitude, 3)
    guard exponent >= -4, exponent < 5 else {
      return signed("\(mantissa)e\(exponent < 0 ? "−" : "")\(exponent.magnitude)", value)
    }
    if exponent >= 3 { return signed(DecimalText.fixed(value.magnitude, digits: 0), value) }
    let short = shortened(DecimalText.fixed(value.magnitude, digits: max(1, 2 - exponent)))
    return signed(short, value)
  }

  /// The same where there may be no number yet: `·`.
  package static func cell(_ value: Double?) -> String { value.map { cell($0) } ?? "·" }

  /// The rows of a matrix as lines of equal width, each number set to the right; `space` fills up,
  /// and `gap` stands between columns.
  package static func lines(
    of numbers: [Double?], columns: Int, space: Character, gap: String
  ) -> [String] {
    let texts = numbers.map { cell($0) }
    let width = texts.map { $0.count }.max() ?? 0
    return stride(from: 0, to: texts.count, by: max(columns, 1)).map { start in
      texts[start..<min(texts.count, start + max(columns, 1))].map {
        String(repeating: space, count: width - $0.count) + $0
      }.joined(separator: gap)
    }
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

  /// Whether a number is not written in full.
  static func isRounded(_ value: Double) -> Bool {
    let isShort = value == value.rounded() && value.magnitude < 1e7
    return value.isFinite && !isShort && exactDigits(value.magnitude) == nil
  }

  /// What something comes to, behind the sign that says whether it is rounded: `= 6.0`, `≈ 0.3333`.
  package static func result(_ value: Double) -> String {
    "\(isRounded(value) ? "≈" : "=") \(card(value))"
  }

  /// A number as one factor of a product: in parentheses when it is negative.
  package static func factor(_ value: Double) -> String {
    let text = card(value)
    return text.hasPrefix("−") ? "(\(text))" : text
  }

  /// The fraction that a number is as precisely as it is held, `1/3`; nil where a decimal is as
  /// exact and as short, and for denominators over 16.
  package static func fraction(_ value: Double) -> String? {
    guard value.isFinite, value != 0, value.magnitude < 1000,
      exactDigits(value.magnitude) == nil
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

  /// A positive number with its short exact digits, or with four.
  private static func significant(_ value: Double) -> String {
    let digits = exactDigits(value) ?? digits
    let (mantissa, exponent) = scientific(value, digits)
    if exponent < -4 || exponent >= 5 {
      let sign = exponent < 0 ? "−" : ""
      let short = shortened(mantissa)
      return (short.hasSuffix(".0") ? String(short.dropLast(2)) : short)
        + "e\(sign)\(exponent.magnitude)"
    }
    return shortened(DecimalText.fixed(value, digits: max(1, digits - 1 - exponent)))
  }

  /// How many digits a positive number has as a short exact decimal; nil for one that has more.
  private static func exactDigits(_ value: Double) -> Int? {
    (digits...mostDigits).first { count in
      guard let number = Double(DecimalText.scientific(value, digits: count - 1)) else {
        return false
      }
      return count > mostRoundedDigits ? number == value : isClose(number, value)
    }
  }

  private static func scientific(
    _ value: Double, _ digits: Int
  ) -> (mantissa: String, exponent: Int) {
    let parts = DecimalText.scientific(value, digits: digits - 1).split(separator: "e")
    return (String(parts.first ?? "0"), parts.last.flatMap { Int($0) } ?? 0)
  }

  /// Without the zeros at the end, but for one behind the point.
  private static func shortened(_ text: String) -> String {
    var short = Substring(text)
    while short.hasSuffix("0"), !short.hasSuffix(".0") { short = short.dropLast() }
    return String(short)
  }

  /// Whether a number is another but for the last bits of the precision that it is held in.
  private static func isClose(_ exact: Double, _ held: Double) -> Bool {
    let bits = Double(Float(held)) == held ? 0x1p-22 : 0x1p-50
    return (exact - held).magnitude <= held.magnitude * bits
  }

  /// Whether two numbers are one number in the precision that the second is held in.
  private static func same(_ exact: Double, _ held: Double) -> Bool {
    exact == held || Double(Float(held)) == held && Float(exact) == Float(held)
  }
}
