/// The digits of a positive finite float and where its point stands: `0.d₁d₂… × 10^point`.
package struct DecimalDigits {
  /// The digits, each from 0 to 9, without zeros at either end; `[0]` for 0.
  package let digits: [UInt8]
  /// The power of ten that `0.d₁d₂…` is multiplied by.
  package let point: Int

  /// The digits in a float's `description`: the shortest that read back as the same float, which
  /// Swift finds.
  package init(_ description: String) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    let text = Array(description.utf8)
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: ".") {
        point = digits.count
      } else if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
        break
      } else {
        digits.append(byte - 0x30)
      }
    }
    var position = (point ?? digits.count) + exponent
    while digits.count > 1, digits[0] == 0 {
      digits.removeFirst()
      position -= 1
    }
    while digits.count > 1, digits[digits.count - 1] == 0 { digits.removeLast() }
    self.digits = digits
    self.point = position
  }
}

/// `repr(float)`: exponent form below 1e-4 and from 1e16 on.
func floatRepr(_ x: Double) -> String {
  if x.isNaN { return "nan" }
  if x.isInfinite { return x < 0 ? "-inf" : "inf" }
  let isScientific = x != 0 && (x.magnitude < 1e-4 || x.magnitude >= 1e16)
  return floatText(
    DecimalDigits("\(x.magnitude)"), isNegative: x.sign == .minus, isScientific: isScientific)
}

/// What `repr` makes of the digits of a float, with or without an exponent.
package func floatText(
  _ number: DecimalDigits, isNegative: Bool, isScientific: Bool
) -> String {
  let sign = isNegative ? "-" : ""
  if number.digits == [0] { return sign + "0.0" }
  let text = String(decoding: number.digits.map { $0 + 0x30 }, as: UTF8.self)
  if isScientific {
    let exponent = number.point - 1
    let fraction = text.count > 1 ? "." + text.dropFirst() : ""
    let shown = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
    return "\(sign)\(text.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(shown)"
  }
  if number.point <= 0 {
    return sign + "0." + String(repeating: "0", count: -number.point) + text
  }
  if number.point >= text.count {
    return sign + text + String(repeating: "0", count: number.point - text.count) + ".0"
  }
  return sign + text.prefix(number.point) + "." + text.dropFirst(number.point)
}
