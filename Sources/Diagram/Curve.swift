/// Cubic Bézier segments, each beginning where the one before it ends.
package struct Curve: Sendable, Hashable {
  /// Where the first segment begins.
  package var start: Point
  /// The segments in order; each begins where the one before it ends.
  package var segments: [Segment]

  /// A cubic Bézier curve from where the one before ended.
  package struct Segment: Sendable, Hashable {
    /// The control point that the segment sets out towards.
    package var control1: Point
    /// The control point that the segment comes in from.
    package var control2: Point
    /// Where the segment ends.
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

  /// Where the last segment ends.
  package var end: Point { segments.last?.end ?? start }

  /// The same line from its end to its start.
  package var reversed: Curve {
    var reversed = self
    reversed.start = end
    var ends = [start] + segments.map { $0.end }
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

  /// The same curve with its first handle turned into a direction of length 1.
  func leaving(in direction: Point) -> Curve {
    guard let first = segments.first else { return self }
    var turned = self
    turned.segments[0].control1 = start + direction * (first.control1 - start).length
    return turned
  }

  /// The same curve with its last handle turned into a direction of length 1.
  func arriving(in direction: Point) -> Curve { reversed.leaving(in: direction * -1).reversed }

  /// The same curve with its ends moved to the borders of two boxes, which it stopped a little short
  /// of.
  func reaching(from first: Rect, to last: Rect) -> Curve {
    guard !segments.isEmpty else { return self }
    var reaching = self
    let before = first.nearest(to: start) - start
    reaching.start = start + before
    reaching.segments[0].control1 = reaching.segments[0].control1 + before
    let end = segments.count - 1
    let behind = last.nearest(to: self.end) - self.end
    reaching.segments[end].control2 = reaching.segments[end].control2 + behind
    reaching.segments[end].end = self.end + behind
    return reaching
  }

  /// The same line, moved; the offset is in points.
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

  /// Whether any of it lies in a rectangle, looked at in sixteen places of each segment.
  func passes(through rect: Rect) -> Bool {
    var begin = start
    for segment in segments {
      let (low, high) = segment.extent(from: begin)
      let extent = Rect(
        x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
      if rect.overlaps(extent.inset(by: -1)) {
        for step in 0...16 {
          let point = segment.point(at: Double(step) / 16, from: begin)
          if rect.contains(Rect(center: point, size: Size(0, 0))) { return true }
        }
      }
      begin = segment.end
    }
    return false
  }

  /// The same curve, ending a little earlier, so that the line stays behind its arrowhead.
  func shortened(by length: Double) -> Curve {
    guard var last = segments.last else { return self }
    let back = arrival * -length
    last.end = last.end + back
    last.control2 = last.control2 + back
    var shortened = self
    shortened.segments[segments.count - 1] = last
    return shortened
  }
}

extension Curve.Segment {
  /// The corners of the box around its control points, which holds it.
  func extent(from start: Point) -> (low: Point, high: Point) {
    let x = [start.x, control1.x, control2.x, end.x]
    let y = [start.y, control1.y, control2.y, end.y]
    return (Point(x.min() ?? 0, y.min() ?? 0), Point(x.max() ?? 0, y.max() ?? 0))
  }

  func point(at t: Double, from start: Point) -> Point {
    let s = 1 - t
    return start * (s * s * s) + control1 * (3 * s * s * t) + control2 * (3 * s * t * t)
      + end * (t * t * t)
  }
}
