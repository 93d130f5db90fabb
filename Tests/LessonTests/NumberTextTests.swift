import Foundation
import Lesson
import Testing

@Suite struct NumberTextTests {
  static let cards: [(Double, String)] = [
    (6.0, "6.0"), (-2, "−2.0"), (0, "0.0"), (-0.0, "0.0"), (0.25, "0.25"), (1.0 / 3, "0.3333"),
    (Double(Float(0.1)), "0.1"), (0.1 + 0.2, "0.3"), (Double(Float(5.999_999)), "6.0"),
    (11.375, "11.375"), (11.375_000_953_674_316, "11.375"), (-6.0625, "−6.0625"),
    (0.015_625, "0.015625"), (1.0 / 1024, "0.0009765625"),
    (Double(Float(0.012_345)), "0.012345"), (Double(Float(sin(1.0))), "0.8415"),
    (1234.5678, "1234.6"), (123_456, "123456.0"), (12_345_678.5, "1.235e7"), (1.25e-7, "1.25e−7"),
    (1e-6, "1e−6"), (-0.000_123_46, "−0.00012346"), (.infinity, "inf"), (-.infinity, "−inf"),
    (.nan, "nan"), (0.05, "0.05"), (1e10, "1e10"), (99_999.7, "99999.7"), (99_999.712_3, "1e5"),
  ]

  @Test(arguments: cards)
  func writesCards(value: Double, text: String) {
    #expect(NumberText.card(value) == text)
  }

  static let fractions: [(Double, String?)] = [
    (1.0 / 3, "1/3"), (Double(Float(2.0 / 3)), "2/3"), (-5.0 / 6, "−5/6"), (0.25, nil), (0.3, nil),
    (0.333, nil), (.nan, nil),
  ]

  @Test(arguments: fractions)
  func findsFractions(value: Double, text: String?) {
    #expect(NumberText.fraction(value) == text)
  }
}
