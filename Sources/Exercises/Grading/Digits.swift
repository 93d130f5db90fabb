import Foundation
import Lesson

/// How many digits of a number an answer has to give.
enum Digits {
  /// Whether a typed number is right as far as it goes: rounded there, or cut off.
  static func isRightAsFarAsItGoes(_ typed: TypedNumber, _ exact: Double) -> Bool {
    // Who gives no decimals has worked out another number.
    guard typed.unit > 0, typed.unit < 1, typed.value != 0, exact.isFinite, typed.value.isFinite,
      (typed.value < 0) == (exact < 0)
    else { return false }
    let short = exact.magnitude - typed.value.magnitude
    let slack = 1e-9 * exact.magnitude
    let isCutOff = short >= 0 && short < typed.unit - slack
    return short.magnitude <= typed.unit / 2 + slack || isCutOff
  }

  /// The fewest significant digits that bring a number within a tolerance.
  static func needed(for exact: Double, within tolerance: Double) -> Int {
    guard exact != 0, exact.isFinite else { return 1 }
    for digits in 1..<17 {
      let text = String(format: "%.\(digits - 1)e", locale: nil, exact)
      if let rounded = Double(text), (rounded - exact).magnitude <= tolerance { return digits }
    }
    return 17
  }
}
