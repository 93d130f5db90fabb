import Lesson

/// Where Graphviz put things, for a view that paints in a grid of its own.
extension Layout {
  /// Something with a place of its own.
  package enum Unit: Sendable, Hashable {
    /// A node by itself, by its id.
    case node(Int)
    /// A fold, by its index in ``Folding/folds``.
    case fold(Int)
  }

  /// What a node is drawn as.
  package func unit(of node: Int) -> Unit { folding.fold(of: node).map(Unit.fold) ?? .node(node) }

  /// Everything that is drawn, in the order of computation.
  package var units: [Unit] { folding.units(of: graph) }

  /// The middle of a unit.
  package func middle(of unit: Unit) -> Point? {
    boxes[unit].map { placement.boxes[$0].center }
  }

  /// How far down a bundle of edges runs at some place on its way.
  package func height(ofBundle index: Int, at x: Double) -> Double {
    let curve = placement.wires[index].curve
    var nearest = curve.start
    var begin = curve.start
    for segment in curve.segments {
      for step in 0...8 {
        let point = segment.point(at: Double(step) / 8, from: begin)
        if (point.x - x).magnitude < (nearest.x - x).magnitude { nearest = point }
      }
      begin = segment.end
    }
    return nearest.y
  }
}
