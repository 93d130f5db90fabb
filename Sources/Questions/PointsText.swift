/// Points as people write them: `2`, `1.5`, `0.33`.
package enum PointsText {
  /// Points with up to two decimals, and no zero at the end.
  package static func text(_ points: Double) -> String {
    let hundredths = (points * 100).rounded()
    guard hundredths.magnitude < 1e12 else { return "\(points)" }
    let whole = Int(hundredths) / 100
    let rest = Int(hundredths) % 100
    if rest == 0 { return "\(whole)" }
    let digits = rest < 10 ? "0\(rest)" : "\(rest)"
    return "\(whole).\(digits.hasSuffix("0") ? String(digits.dropLast()) : digits)"
  }
}
