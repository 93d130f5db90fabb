/// A place in a picture, in points; y grows downwards.
package struct Point: Sendable, Hashable {
  package var x: Double
  package var y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  package static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
  package static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
  package static func * (a: Point, factor: Double) -> Point { Point(a.x * factor, a.y * factor) }

  package var length: Double { (x * x + y * y).squareRoot() }
}

/// An extent, in points.
package struct Size: Sendable, Hashable {
  package var width: Double
  package var height: Double

  package init(_ width: Double, _ height: Double) {
    self.width = width
    self.height = height
  }
}

/// An upright rectangle, in points.
package struct Rect: Sendable, Hashable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package init(center: Point, size: Size) {
    self.init(
      x: center.x - size.width / 2, y: center.y - size.height / 2, width: size.width,
      height: size.height)
  }

  package var minX: Double { x }
  package var maxX: Double { x + width }
  package var minY: Double { y }
  package var maxY: Double { y + height }
  package var midX: Double { x + width / 2 }
  package var midY: Double { y + height / 2 }
  package var center: Point { Point(midX, midY) }

  package func offset(by offset: Point) -> Rect {
    Rect(x: x + offset.x, y: y + offset.y, width: width, height: height)
  }

  package func inset(by margin: Double) -> Rect {
    Rect(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }

  /// Whether the two share more than a border.
  package func overlaps(_ other: Rect) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  package func contains(_ other: Rect) -> Bool {
    minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY
  }
}

/// Cubic Bézier segments, each beginning where the one before it ends.
package struct Curve: Sendable, Hashable {
  package var start: Point
  package var segments: [Segment]

  package struct Segment: Sendable, Hashable {
    package var control1: Point
    package var control2: Point
    package var end: Point
  }

  /// The straight line between two points.
  package init(from start: Point, to end: Point) {
    let third = (end - start) * (1.0 / 3)
    self.start = start
    segments = [Segment(control1: start + third, control2: end - third, end: end)]
  }

  /// A curve from Graphviz' control points: one, then three a segment.
  ///
  /// - Precondition: `points.count % 3 == 1`.
  init(controlPoints points: [Point]) {
    precondition(points.count % 3 == 1, "\(points.count) control points")
    start = points[0]
    segments = stride(from: 1, to: points.count, by: 3).map {
      Segment(control1: points[$0], control2: points[$0 + 1], end: points[$0 + 2])
    }
  }

  package var end: Point { segments.last?.end ?? start }

  package var reversed: Curve {
    var reversed = self
    reversed.start = end
    var ends = [start] + segments.map(\.end)
    ends.removeLast()
    reversed.segments = zip(segments, ends).reversed().map { segment, begin in
      Segment(control1: segment.control2, control2: segment.control1, end: begin)
    }
    return reversed
  }

  /// Goes on along another curve, by a straight line if there is a gap.
  package mutating func append(_ other: Curve) {
    if (other.start - end).length > 0.01 {
      segments += Curve(from: end, to: other.start).segments
    }
    segments += other.segments
  }

  package func offset(by offset: Point) -> Curve {
    var moved = self
    moved.start = start + offset
    moved.segments = segments.map {
      Segment(
        control1: $0.control1 + offset, control2: $0.control2 + offset, end: $0.end + offset)
    }
    return moved
  }

  /// The direction in which the curve arrives, of length 1.
  package var arrival: Point {
    guard let last = segments.last else { return Point(1, 0) }
    let begin = segments.count > 1 ? segments[segments.count - 2].end : start
    for point in [last.control2, last.control1, begin] {
      let difference = last.end - point
      if difference.length > 0.01 { return difference * (1 / difference.length) }
    }
    return Point(1, 0)
  }
}
