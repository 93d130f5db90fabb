import Diagram
import Lesson

/// The places of one graph on the slides that show it, the same on all of them.
struct SlidePicture {
  let layout: Layout
  /// Where the picture's upper left corner is, in a slide's units.
  let corner: Point
  /// A slide's units a point of the picture.
  let scale: Double

  /// Small graphs are not blown up further than this.
  private static let largest = 2.0
  /// Below this, text is too small to be read in a lecture hall; then calls and tensors are folded.
  private static let legible = 0.8
  /// The empty border of a picture.
  private static let border = 20.0

  /// Lays a graph out: from left to right or from top to bottom, whichever is larger, and folded
  /// where it could not be read otherwise.
  ///
  /// - Throws: What ``Layout`` throws.
  init(_ graph: Graph, frames: [Frame], in room: Rect) throws(LayoutError) {
    var best: (layout: Layout, scale: Double)?
    var failure: LayoutError?
    let names = Layout.foldable(in: graph)
    for fold in names.isEmpty ? [[]] : [[], names] {
      if let best, best.scale >= SlidePicture.legible { break }
      for direction in Direction.allCases {
        do throws(LayoutError) {
          let layout = try Layout(graph, frames: frames, direction: direction, fold: fold)
          let scale = SlidePicture.scale(of: layout, in: room)
          // Left to right is how equations are read, so something must be won by turning.
          if scale > (best?.scale ?? 0) * 1.2 { best = (layout, scale) }
        } catch {
          failure = error
        }
      }
    }
    guard let best else { throw failure ?? .empty }
    layout = best.layout
    scale = best.scale
    corner =
      room.center - Point(layout.bounds.midX, layout.bounds.midY) * scale
  }

  private static func scale(of layout: Layout, in room: Rect) -> Double {
    let inner = layout.bounds.inset(by: border)
    return min(largest, room.width / inner.width, room.height / inner.height)
  }
}
