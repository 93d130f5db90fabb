package import Lesson

/// The places of a graph's nodes and edges, the same for all of its frames: nothing moves from
/// one step to the next.
///
///     let layout = try Layout(graph, frames: frames)
///     let pictures = frames.map { Scene(layout, $0) }
package struct Layout: Sendable {
  package let graph: Graph
  package let view: View
  package let direction: Direction
  let placement: Placement
  /// The box of a root's seed, by the root.
  let seeds: [Int: Seed]
  /// The box of a node, by the node's id.
  let boxes: [Int: Int]
  let texts: TextRoom
  package let uses: [Int: Int]

  /// Where a seed is drawn: indices into the placement.
  struct Seed: Sendable {
    var box: Int
    var wire: Int
  }

  /// What a picture is of.
  package enum View: String, Sendable, CaseIterable {
    /// Cards with the value and the gradient of every node.
    case values
    /// Gates and wires, the value above a wire and the gradient below it.
    case circuit
  }

  /// The most nodes that are laid out.
  package static let nodeLimit = 1_500

  /// Lays a graph out, with room for the widest text of any of its frames.
  ///
  /// - Throws: ``LayoutError/tooManyNodes(count:limit:)`` before Graphviz is started;
  ///   ``LayoutError/empty`` for a graph without nodes.
  /// - Complexity: Graphviz takes about 0.2 s for 1,000 nodes.
  package init(
    _ graph: Graph, frames: [Frame], view: View = .values, direction: Direction = .leftToRight
  ) throws(LayoutError) {
    guard !graph.nodes.isEmpty else { throw .empty }
    guard graph.nodes.count <= Layout.nodeLimit else {
      throw .tooManyNodes(count: graph.nodes.count, limit: Layout.nodeLimit)
    }
    var plan = Plan(graph, frames: frames, view: view, direction: direction)
    plan.add()
    self.graph = graph
    self.view = view
    self.direction = direction
    uses = plan.uses
    boxes = plan.boxes
    seeds = plan.seeds
    placement = try Graphviz.place(plan.blueprint)
    texts = TextRoom(frames: frames, width: placement.size.width)
  }

  /// Where the drawing begins inside the picture: right of the margin and below the heading,
  /// in the middle if the text is wider.
  var origin: Point {
    Point(
      Layout.margin + max(0, (texts.width - placement.size.width) / 2).rounded(),
      Layout.margin + texts.headHeight)
  }

  /// The room that a picture of any frame takes.
  var bounds: Rect {
    Rect(
      x: 0, y: 0,
      width: max(texts.width, placement.size.width).rounded(.up) + 2 * Layout.margin,
      height: (texts.headHeight + placement.size.height + texts.footHeight).rounded(.up)
        + 2 * Layout.margin)
  }

  static let margin = 24.0

  func rect(of node: Int) -> Rect? {
    boxes[node].map { placement.boxes[$0].offset(by: origin) }
  }
}

/// A blueprint in the making.
private struct Plan {
  let graph: Graph
  let frames: [Frame]
  let view: Layout.View
  let uses: [Int: Int]
  var blueprint: Blueprint
  var boxes: [Int: Int] = [:]
  var seeds: [Int: Layout.Seed] = [:]

  init(_ graph: Graph, frames: [Frame], view: Layout.View, direction: Direction) {
    self.graph = graph
    self.frames = frames
    self.view = view
    uses = graph.edges.reduce(into: [:]) { $0[$1.from, default: 0] += 1 }
    blueprint = Blueprint(direction: direction)
  }

  mutating func add() {
    blueprint.enclosures = graph.scopes.map { scope in
      Blueprint.Enclosure(
        title: Size(Metrics.width(of: scope.title, size: 12) + 8, 14), parent: scope.parent)
    }
    for node in graph.nodes {
      boxes[node.id] = blueprint.boxes.count
      let states = states(of: node.id)
      let size =
        switch view {
        case .values: Card.size(of: states.map { Card(node, $0) })
        case .circuit: Gate.size(of: states.map { Gate(node, $0, uses: uses[node.id] ?? 0) })
        }
      blueprint.boxes.append(.init(size: size, enclosure: node.scope))
    }
    for edge in graph.edges {
      guard let from = boxes[edge.from], let to = boxes[edge.to] else {
        preconditionFailure("\(edge) leads out of the graph")
      }
      blueprint.wires.append(.init(from: from, to: to, label: labelSize(of: edge)))
    }
    let seeded = frames.reduce(into: Set(graph.roots)) { $0.formUnion($1.seeds.keys) }
    for root in seeded.sorted() { addSeed(root) }
    blueprint.setSourcesApart()
  }

  /// What a node goes through, without repetitions.
  private func states(of node: Int) -> [Frame.NodeState?] {
    var states: [Frame.NodeState?] = []
    for frame in frames where states.isEmpty || states.last != frame.nodes[node] {
      states.append(frame.nodes[node])
    }
    return states.isEmpty ? [nil] : states
  }

  private func labelSize(of edge: Graph.Edge) -> Size? {
    var labels: [WireLabel] = []
    for frame in frames {
      let state = frame.edges[edge]
      switch view {
      case .values: labels.append(WireLabel(state))
      case .circuit:
        guard let node = graph[edge.from] else { continue }
        labels.append(WireLabel(node, frame.nodes[edge.from], state))
      }
    }
    return WireLabel.size(of: labels, blueprint.direction)
  }

  private mutating func addSeed(_ root: Int) {
    guard let box = boxes[root], let node = graph[root] else { return }
    let labels = frames.compactMap { frame in
      switch view {
      case .values: frame.seeds[root].map(WireLabel.init(seed:))
      case .circuit: WireLabel(root: node, frame.nodes[root], seed: frame.seeds[root])
      }
    }
    guard let size = WireLabel.size(of: labels, blueprint.direction) else { return }
    seeds[root] = .init(box: blueprint.boxes.count, wire: blueprint.wires.count)
    blueprint.boxes.append(.init(size: size, enclosure: nil, isOpen: true))
    blueprint.wires.append(.init(from: box, to: blueprint.boxes.count - 1, label: nil))
  }
}
