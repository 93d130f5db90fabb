import Diagram
import Lesson

/// The places of one graph on the slides that show it, the same on all of them.
///
/// What could not be read as a whole is seen through a window that moves as little as possible.
struct SlidePicture {
  let layout: Layout
  /// Where the picture is on a slide, in a slide's units.
  let room: Rect
  /// A slide's units a point of the picture.
  private let scale: Double

  /// Small graphs are not blown up further than this.
  private static let largest = 2.0
  /// The smallest text of a picture, in its points.
  private static let smallestText = 10.0
  /// What a lecture hall can read, as a part of a slide's height: 22 of 1,080 pixels.
  private static let legibleText = 22.0 / 1_080
  /// The empty border of a picture.
  private static let border = 20.0

  /// Lays a graph out: from left to right, in rows where that is too small, or from top to bottom,
  /// whichever is larger.
  ///
  /// - Throws: What ``Layout`` throws.
  init(
    _ stage: Tour.Stage, frames: [Frame], _ view: Layout.View, _ direction: Direction?,
    in room: Rect, of extent: Size
  ) throws(LayoutError) {
    var best: (layout: Layout, scale: Double)?
    var failure: LayoutError?
    let folding = try Folding(stage)
    let legible = SlidePicture.legibleText * extent.height / SlidePicture.smallestText
    var ways = (direction.map { [$0] } ?? Direction.allCases).map {
      (direction: $0, width: Double?.none)
    }
    while !ways.isEmpty {
      let way = ways.removeFirst()
      do throws(LayoutError) {
        let layout = try Layout(
          stage.graph, frames: frames, view: view, direction: way.direction, folding,
          width: way.width)
        let scale = SlidePicture.scale(of: layout, in: room)
        // Left to right is how equations are read, so something must be won by turning.
        if scale > (best?.scale ?? 0) * 1.2 { best = (layout, scale) }
        if way.direction == .leftToRight, way.width == nil, scale < legible {
          ways.insert((.leftToRight, (layout.bounds.width / 2).rounded(.up)), at: 0)
        }
      } catch {
        failure = error
      }
    }
    guard let best else { throw failure ?? .empty }
    layout = best.layout
    scale = max(best.scale, legible)
    self.room = room
  }

  /// The extent of the window, in the picture's points.
  var window: Size { Size(room.width / scale, room.height / scale) }

  /// Where the window is for a frame, in the picture's points: so that what the step is about is
  /// seen, and as few cards as possible are cut.
  func origin(for frame: Frame) -> Point {
    let ends = layout.graph.edges.filter { frame.edges[$0]?.isActive ?? false }
      .flatMap { [$0.from, $0.to] }
    let wanted = ((frame.focus.map { [$0] } ?? []) + ends).compactMap { layout.rect(of: $0) }
    let cards = layout.cards
    let (width, height) = (layout.bounds.width, layout.bounds.height)
    return Point(
      SlidePicture.start(
        width, window.width, wanted.map { $0.minX...$0.maxX }, cards.map { $0.minX...$0.maxX }),
      SlidePicture.start(
        height, window.height, wanted.map { $0.minY...$0.maxY }, cards.map { $0.minY...$0.maxY }))
  }

  /// Where a window begins along one side: in the middle of what is smaller.
  private static func start(
    _ whole: Double, _ window: Double, _ wanted: [ClosedRange<Double>],
    _ cards: [ClosedRange<Double>]
  ) -> Double {
    let spare = whole - window
    if spare <= 2 * border { return spare / 2 }
    let starts = cards.flatMap { [$0.lowerBound - border, $0.upperBound + border - window] }
      .map { max(0, min(spare, $0)) }
    let focus = wanted.first.map { ($0.lowerBound + $0.upperBound) / 2 } ?? whole
    func cost(_ start: Double) -> Double {
      let shown = start...start + window
      let missed = wanted.count { !shown.contains($0.lowerBound) || !shown.contains($0.upperBound) }
      let isFocusMissed = wanted.first.map { !shown.overlaps($0) } ?? false
      let cut = cards.count {
        shown.overlaps($0) && !(shown.contains($0.lowerBound) && shown.contains($0.upperBound))
      }
      return (isFocusMissed ? 1e6 : 0) + 1e3 * Double(missed) + 10 * Double(cut)
        + (start + window / 2 - focus).magnitude / whole
    }
    return ([0, spare] + starts).min { cost($0) < cost($1) } ?? 0
  }

  /// Arrows at the sides where the graph goes on.
  func arrows(for frame: Frame) -> [Scene.Mark] {
    let origin = origin(for: frame)
    let border = SlidePicture.border
    let (right, bottom) = (layout.bounds.width - border, layout.bounds.height - border)
    let sides: [(isThere: Bool, text: String, place: Point)] = [
      (origin.x > border, "◂", Point(room.minX - 16, room.midY)),
      (origin.x + window.width < right, "▸", Point(room.maxX + 16, room.midY)),
      (origin.y > border, "▴", Point(room.midX, room.minY + 4)),
      (origin.y + window.height < bottom, "▾", Point(room.midX, room.maxY + 12)),
    ]
    return sides.filter(\.isThere).map {
      .text(.init($0.text, at: $0.place, .middle, .muted, size: 24))
    }
  }

  private static func scale(of layout: Layout, in room: Rect) -> Double {
    let inner = layout.bounds.inset(by: border)
    return min(largest, room.width / inner.width, room.height / inner.height)
  }
}
