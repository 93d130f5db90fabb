import Rendering
import Testing

@Suite struct ThemeTests {
  /// WCAG 2.2, success criteria 1.4.3 (texts) and 1.4.11 (lines).
  @Test(arguments: Theme.allCases)
  func hasEnoughContrast(theme: Theme) throws {
    for pair in theme.palette.textPairs {
      let ratio = try contrast(pair.text, pair.ground)
      #expect(ratio >= 4.5, "\(pair.text) on \(pair.ground): \(ratio)")
    }
    for pair in theme.palette.linePairs {
      let ratio = try contrast(pair.line, pair.ground)
      #expect(ratio >= 3, "\(pair.line) on \(pair.ground): \(ratio)")
    }
  }

  @Test func needsNoColourInPrint() {
    let colors = Theme.print.styleSheet.matches(of: /#[0-9a-f]{6}/).map { String($0.output) }
    #expect(Set(colors) == ["#000000", "#ffffff"])
  }

  @Test func followsTheSystemOnlyWhenAsked() {
    for theme in Theme.allCases {
      #expect(theme.styleSheet.contains("prefers-color-scheme") == (theme == .auto))
    }
  }

  private func contrast(_ first: String, _ second: String) throws -> Double {
    let (a, b) = (try luminance(first), try luminance(second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Source: WCAG 2.2, "relative luminance".
  private func luminance(_ color: String) throws -> Double {
    let number = try #require(Int(color.dropFirst(), radix: 16))
    let channels = [number >> 16, number >> 8 & 255, number & 255].map { channel in
      let share = Double(channel) / 255
      return share <= 0.04045 ? share / 12.92 : power((share + 0.055) / 1.055)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  /// x to the power 2.4: x² times the fifth root of x², by Newton's method.
  private func power(_ x: Double) -> Double {
    let square = x * x
    var root = 1.0
    for _ in 0..<60 {
      root -= (root * root * root * root * root - square) / (5 * root * root * root * root)
    }
    return square * root
  }
}
