/// A number as a picture shows it: four significant digits, integers marked by `.0`, no `-0`, and
/// no zeros for what is not zero.
package func numberText(_ number: Double) -> String {
  if number.isNaN { return "NaN" }
  if number.isInfinite { return number < 0 ? "−∞" : "∞" }
  if number == 0 { return "0.0" }
  let sign = number < 0 ? "−" : ""
  let magnitude = number.magnitude
  if magnitude < 1e6, magnitude == magnitude.rounded() { return "\(sign)\(Int(magnitude)).0" }
  let (digits, exponent) = significantDigits(of: magnitude)
  return sign + decimal(digits, exponent)
}

/// Up to four digits d₁d₂d₃d₄ and the exponent e of d₁.d₂d₃d₄ × 10ᵉ.
private func significantDigits(of magnitude: Double) -> ([UInt8], Int) {
  let parts = "\(magnitude)".split(separator: "e")
  var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
  let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
  var digits = halves.joined().utf8.map { $0 - UInt8(ascii: "0") }
  exponent += halves[0].utf8.count - 1
  while digits.count > 1, digits[0] == 0 {
    digits.removeFirst()
    exponent -= 1
  }
  if digits.count > 4 {
    let roundsUp = digits[4] >= 5
    digits.removeLast(digits.count - 4)
    if roundsUp {
      var place = 3
      while place >= 0, digits[place] == 9 {
        digits[place] = 0
        place -= 1
      }
      if place >= 0 {
        digits[place] += 1
      } else {
        digits.insert(1, at: 0)
        exponent += 1
      }
    }
  }
  while digits.count > 1, digits.last == 0 { digits.removeLast() }
  return (digits, exponent)
}

private func decimal(_ digits: [UInt8], _ exponent: Int) -> String {
  let text = digits.map(String.init)
  if exponent < -3 || exponent > 5 {
    let fraction = text.dropFirst().joined()
    let power = exponent < 0 ? "−\(-exponent)" : "\(exponent)"
    return text[0] + (fraction.isEmpty ? "" : "." + fraction) + "e" + power
  }
  if exponent < 0 {
    return "0." + String(repeating: "0", count: -exponent - 1) + text.joined()
  }
  let whole = (0...exponent).map { $0 < text.count ? text[$0] : "0" }.joined()
  let fraction = text.dropFirst(exponent + 1).joined()
  return fraction.isEmpty ? whole : whole + "." + fraction
}
