/// A place in a picture, in points; y grows downwards.
package struct Point: Sendable, Hashable {
  /// How far to the right.
  package var x: Double
  /// How far down.
  package var y: Double

  /// A point by its coordinates, in points.
  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  package static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
  package static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
  package static func * (a: Point, factor: Double) -> Point { Point(a.x * factor, a.y * factor) }

  /// The distance from the origin, in points.
  package var length: Double { (x * x + y * y).squareRoot() }
}

/// An extent, in points.
package struct Size: Sendable, Hashable {
  /// From left to right, in points.
  package var width: Double
  /// From top to bottom, in points.
  package var height: Double

  /// An extent, in points.
  package init(_ width: Double, _ height: Double) {
    self.width = width
    self.height = height
  }

  /// The size that is left within a margin on all sides.
  func inset(by margin: Double) -> Size { Size(width - 2 * margin, height - 2 * margin) }
}

/// An upright rectangle, in points.
package struct Rect: Sendable, Hashable {
  /// The left edge.
  package var x: Double
  /// The upper edge.
  package var y: Double
  /// From left to right.
  package var width: Double
  /// From top to bottom.
  package var height: Double

  /// A rectangle by its upper left corner and its extent.
  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The rectangle of a size around a point.
  package init(center: Point, size: Size) {
    self.init(
      x: center.x - size.width / 2, y: center.y - size.height / 2, width: size.width,
      height: size.height)
  }

  /// The left edge.
  package var minX: Double { x }
  /// The right edge.
  package var maxX: Double { x + width }
  /// The upper edge.
  package var minY: Double { y }
  /// The lower edge.
  package var maxY: Double { y + height }
  /// The middle between the left and the right edge.
  package var midX: Double { x + width / 2 }
  /// The middle between the upper and the lower edge.
  package var midY: Double { y + height / 2 }
  /// The point in the middle.
  package var center: Point { Point(midX, midY) }

  /// The same rectangle, moved.
  package func offset(by offset: Point) -> Rect {
    Rect(x: x + offset.x, y: y + offset.y, width: width, height: height)
  }

  /// The rectangle with a margin taken away on every side, or added where it is negative.
  package func inset(by margin: Double) -> Rect {
    Rect(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }

  /// The point in the rectangle that is nearest to another.
  func nearest(to point: Point) -> Point {
    Point(min(max(point.x, minX), maxX), min(max(point.y, minY), maxY))
  }

  /// Whether the two share more than a border.
  package func overlaps(_ other: Rect) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  /// Whether no part of the other lies outside; a shared border counts as inside.
  package func contains(_ other: Rect) -> Bool {
    minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY
  }
}
