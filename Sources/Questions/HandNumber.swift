import Lesson

/// What numbers people work with on paper.
package enum HandNumber {
  /// The largest that is fair to multiply.
  private static let largest = 1_000.0

  /// Whether a number is whole, or a short fraction or decimal.
  package static func isFit(_ number: Double) -> Bool {
    guard number.magnitude <= largest else { return false }
    return [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 20, 25, 100].contains { denominator in
      let scaled = number * denominator
      return (scaled - scaled.rounded()).magnitude <= 2e-6 * max(1, scaled.magnitude)
    }
  }

  /// The number that was meant, without what single precision left behind.
  package static func cleaned(_ number: Double) -> Double {
    let rounded = (number * 1e6).rounded() / 1e6
    return (rounded - number).magnitude <= 1e-6 * max(1, number.magnitude) && isFit(rounded)
      ? rounded : number
  }

  /// Half a unit in the last digit that a card shows; of numbers that go on, in the third.
  package static func tolerance(of number: Double) -> Double {
    let floor = max(1e-6, 1e-6 * number.magnitude)
    let text = NumberText.card(number)
    guard number.isFinite, let point = text.firstIndex(of: "."), !text.contains("e") else {
      return max(floor, 0.005 * number.magnitude)
    }
    let decimals = text[point...].dropFirst().count
    let isExact = isFit(number) && NumberText.fraction(number) == nil
    if isExact { return max(floor, 0.5 * power(decimals)) }
    let whole = text[..<point].count { $0.isNumber && $0 != "0" }
    let zeros = whole == 0 ? text[point...].dropFirst().prefix { $0 == "0" }.count : 0
    return max(floor, 0.5 * power(max(0, 3 - whole) + zeros))
  }

  private static func power(_ digits: Int) -> Double {
    (0..<digits).reduce(1.0) { result, _ in result / 10 }
  }
}
