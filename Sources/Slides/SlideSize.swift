package import Diagram

/// How large a slide is, in pixels; in its own units a slide is 1,280 wide and 720 high, or longer
/// in one direction.
package struct SlideSize: Sendable, Equatable {
  /// In pixels.
  package let width: Int
  /// In pixels.
  package let height: Int

  /// What a side may measure, in pixels.
  package static let range = 160...8_192
  /// 1,920 by 1,080 pixels.
  package static let fullHD = SlideSize(width: 1_920, height: 1_080)

  private init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Reads `1920x1080`; nil for anything else, and for sides out of ``range``.
  package init?(_ text: String) {
    let sides = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
      .map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1],
      SlideSize.range.contains(width), SlideSize.range.contains(height)
    else { return nil }
    self.init(width: width, height: height)
  }

  /// Pixels a unit.
  var scale: Double { min(Double(width) / 1_280, Double(height) / 720) }

  /// The slide in units.
  package var extent: Size { Size(Double(width) / scale, Double(height) / scale) }

  var bounds: Rect { Rect(x: 0, y: 0, width: Double(width), height: Double(height)) }
}
