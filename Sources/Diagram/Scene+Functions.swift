package import Autograd

extension Scene {
  /// PyTorch's own graph: a box for each function, with what it saved for the backward pass, and an
  /// arrow to each function that its gradients go to.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/notes/autograd.html>
  ///
  /// - Parameters:
  ///   - recording: What was recorded; its `functions` are drawn.
  ///   - roots: The nodes whose history is drawn; all functions if none of them has one.
  ///   - direction: Which way values flow; gradients flow the other way.
  ///   - title: The heading.
  /// - Throws: What ``Layout/init(_:frames:view:direction:)`` throws.
  package init(
    functionsOf recording: Recording, roots: [Int], direction: Direction = .leftToRight,
    title: String = "PyTorch's grad_fn graph"
  ) throws(LayoutError) {
    let chart = FunctionChart(recording, roots: roots)
    guard !chart.functions.isEmpty else { throw .empty }
    guard chart.functions.count <= Layout.nodeLimit else {
      throw .tooManyNodes(count: chart.functions.count, limit: Layout.nodeLimit)
    }
    let placement = try Graphviz.place(chart.blueprint(direction))
    self.title = title
    description = chart.description
    let heading = Text(title, at: Point(24, 37), .start, .heading, size: 15)
    let offset = Point(24, 56)
    bounds = Rect(
      x: 0, y: 0,
      width: max(placement.size.width, heading.box.width).rounded(.up) + 48,
      height: placement.size.height.rounded(.up) + offset.y + 24)
    groups = zip(chart.wires, placement.wires).map { wire, place in
      let curve = place.curve.offset(by: offset).reversed
      return Group(
        [.edge], subject: "function edge \(wire.from) \(wire.to)",
        [
          .curve(curve.shortened(by: 6), .wire),
          .arrowhead(tip: curve.end, direction: curve.arrival, .head),
        ])
    }
    groups += zip(chart.functions, placement.boxes).map { id, rect in
      chart.group(of: id, in: rect.offset(by: offset))
    }
    groups.append(Group([.caption], [.text(heading)]))
  }
}
