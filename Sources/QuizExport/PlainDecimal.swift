import Foundation

/// Numbers as every importer reads them: digits, a point, a minus sign, never an exponent.
package enum PlainDecimal {
  /// The shortest decimal that is the number, in the precision that it is held in.
  ///
  ///     PlainDecimal.text(1.25e-7)            // 0.000000125
  ///     PlainDecimal.text(Double(Float(0.1))) // 0.1
  ///
  /// - Precondition: The number is finite.
  package static func text(_ value: Double) -> String {
    precondition(value.isFinite, "\(value)")
    let held = Float(value)
    return expanded(
      Double(held) == value ? held.magnitude.description : value.magnitude.description
    )
    .withSign(of: value)
  }

  /// The ends of an interval, rounded where Double's arithmetic is noise: 0.1 − 0.001 is 0.099.
  package static func ends(of range: NumberRange) -> (lower: String, upper: String) {
    (rounded(range.value - range.tolerance), rounded(range.value + range.tolerance))
  }

  private static func rounded(_ value: Double) -> String {
    expanded(String(format: "%.14e", locale: nil, value.magnitude)).withSign(of: value)
  }

  /// Writes out the exponent of a positive number, `1.25e-07`.
  private static func expanded(_ text: String) -> String {
    let parts = text.lowercased().split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let mantissa = (parts.first ?? "0").split(separator: ".", omittingEmptySubsequences: false)
    let whole = String(mantissa.first ?? "0")
    var digits = whole + (mantissa.count > 1 ? mantissa[1] : "")
    var point = whole.count + exponent
    if point <= 0 {
      digits = String(repeating: "0", count: 1 - point) + digits
      point = 1
    } else if point > digits.count {
      digits += String(repeating: "0", count: point - digits.count)
    }
    let integer = digits.prefix(point).drop { $0 == "0" }
    var fraction = digits.dropFirst(point)
    while fraction.last == "0" { fraction.removeLast() }
    return (integer.isEmpty ? "0" : integer) + (fraction.isEmpty ? "" : "." + fraction)
  }
}

extension String {
  /// Zero has no sign: some importers take `-0` for text.
  fileprivate func withSign(of value: Double) -> String {
    value < 0 && self != "0" ? "-" + self : self
  }
}

/// A number, give or take an absolute tolerance.
package struct NumberRange: Equatable {
  /// The middle.
  package var value: Double
  /// How far a number may be off on either side, absolutely.
  package var tolerance: Double

  /// A number, and how far another may be off.
  package init(value: Double, tolerance: Double) {
    self.value = value
    self.tolerance = tolerance
  }

  /// Whether some number lies in both.
  package func overlaps(_ other: NumberRange) -> Bool {
    // Moodle adds a little to each tolerance for numbers that no binary fraction is.
    let slack = 1e-12 * max(value.magnitude, other.value.magnitude)
    return (value - other.value).magnitude <= tolerance + other.tolerance + slack
  }
}
