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
  /// Below this, only a part of the graph is shown.
  private static let smallest = 0.55
  /// Below this, text is too small to be read in a lecture hall; then calls and tensors are folded.
  private static let legible = 0.8
  /// The empty border of a picture.
  private static let border = 20.0

  /// Lays a graph out: from left to right or from top to bottom, whichever is larger.
  ///
  /// - Throws: What ``Layout`` throws.
  init(
    _ stage: Tour.Stage, frames: [Frame], in room: Rect
  ) throws(LayoutError) {
    var best: (layout: Layout, scale: Double)?
    var failure: LayoutError?
    let folding = try Folding(stage)
    for direction in Direction.allCases {
      do throws(LayoutError) {
        let layout = try Layout(stage.graph, frames: frames, direction: direction, folding)
        let scale = SlidePicture.scale(of: layout, in: room)
        // Left to right is how equations are read, so something must be won by turning.
        if scale > (best?.scale ?? 0) * 1.2 { best = (layout, scale) }
      } catch {
        failure = error
      }
    }
    guard let best else { throw failure ?? .empty }
    layout = best.layout
    scale = best.scale < SlidePicture.smallest ? SlidePicture.legible : best.scale
    self.room = room
  }

  /// The extent of the window, in the picture's points.
  var window: Size { Size(room.width / scale, room.height / scale) }

  /// Where the window is for a frame, in the picture's points.
  func origin(for frame: Frame) -> Point {
    let active = layout.graph.edges.first { frame.edges[$0]?.isActive ?? false }
    let place = (frame.focus ?? active?.to).flatMap { layout.rect(of: $0)?.center }
    let center = place ?? layout.bounds.center
    return Point(
      SlidePicture.start(layout.bounds.width, window.width, around: center.x),
      SlidePicture.start(layout.bounds.height, window.height, around: center.y))
  }

  /// Where a window begins: in the middle of what is smaller, else at half windows, so that the
  /// picture stands still as long as it can.
  private static func start(_ whole: Double, _ window: Double, around center: Double) -> Double {
    let spare = whole - window
    if spare <= 2 * border { return spare / 2 }
    let half = window / 2
    return max(0, min(spare, ((center - half / 2) / half).rounded(.down) * half))
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
