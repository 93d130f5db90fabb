internal import Lesson

/// A blueprint in the making.
struct LayoutPlanner {
  let graph: Graph
  let folding: Folding
  let frames: [Frame]
  let view: Layout.View
  let uses: [Int: Int]
  var blueprint: LayoutRequest
  var boxes: [Int: Int] = [:]
  var seeds: [Int: Layout.Seed] = [:]

  init(
    _ graph: Graph, _ folding: Folding, frames: [Frame], view: Layout.View, direction: Direction
  ) {
    self.graph = graph
    self.folding = folding
    self.frames = frames
    self.view = view
    uses = graph.edges.reduce(into: [:]) { $0[$1.from, default: 0] += 1 }
    blueprint = LayoutRequest(direction: direction)
  }

  mutating func add() {
    blueprint.enclosures = graph.scopes.map { scope in
      LayoutRequest.Enclosure(
        title: Size(Metrics.width(of: scope.title, size: 12) + 8, 14), parent: scope.parent)
    }
    for node in graph.nodes where boxes[node.id] == nil {
      boxes[node.id] = blueprint.boxes.count
      if let fold = folding.foldOf[node.id] {
        addFold(folding.folds[fold])
        continue
      }
      let states = states(of: node.id)
      let size =
        switch view {
        case .values: Card.size(of: states.map { Card(node, $0) })
        case .circuit: Gate.size(of: states.map { Gate(node, $0, uses: uses[node.id] ?? 0) })
        }
      blueprint.boxes.append(.init(size: size, enclosure: node.scope))
    }
    for bundle in folding.bundles {
      let edge = bundle.edges[0]
      guard let from = boxes[edge.from], let to = boxes[edge.to] else {
        preconditionFailure("the edge from \(edge.from) to \(edge.to) leads out of the graph")
      }
      let label =
        bundle.edge.map(labelSize)
        ?? WireLabel.size(of: [WireLabel(bundle)], blueprint.direction)
      blueprint.wires.append(.init(from: from, to: to, label: label))
    }
    let seeded = frames.reduce(into: Set(graph.roots)) { $0.formUnion($1.seeds.keys) }
    for root in seeded.sorted() { addSeed(root) }
    blueprint.setSourcesApart()
  }

  private mutating func addFold(_ fold: Folding.Fold) {
    let box = blueprint.boxes.count
    for member in fold.members { boxes[member] = box }
    let frames = frames.isEmpty ? [nil] : frames.map(Optional.some)
    var size = Card.size(of: frames.map { Card(fold, in: graph, $0) })
    size.width += Folding.pile
    size.height += Folding.pile
    blueprint.boxes.append(.init(size: size, enclosure: fold.scope))
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
    var last: (Frame.EdgeState?, Bool)?
    for frame in frames {
      let state = frame.edges[edge]
      let isComputed = frame.nodes[edge.from]?.isComputed ?? true
      if let last, last.0 == state, last.1 == isComputed { continue }
      last = (state, isComputed)
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
