internal import Autograd
internal import Lesson

/// A blueprint in the making.
struct LayoutPlanner {
  let graph: Graph
  let folding: Folding
  let frames: [Frame]
  let view: Layout.View
  let uses: [Int: Int]
  var blueprint: LayoutRequest
  var boxes: [Layout.Unit: Int] = [:]
  var seeds: [Int: Layout.Seed] = [:]
  var tags: [Layout.Tag] = []

  init(
    _ graph: Graph, _ folding: Folding, frames: [Frame], view: Layout.View, direction: Direction
  ) {
    self.graph = graph
    self.folding = folding
    self.frames = frames
    self.view = view
    uses = folding.bundles.reduce(into: [:]) { $0[$1.edges[0].from, default: 0] += $1.count }
    blueprint = LayoutRequest(direction: direction)
  }

  mutating func add() {
    blueprint.enclosures = graph.scopes.map { scope in
      LayoutRequest.Enclosure(
        title: Size(Metrics.width(of: scope.title, size: 12) + 8, 14), parent: scope.parent)
    }
    for unit in folding.units(of: graph) {
      boxes[unit] = blueprint.boxes.count
      switch unit {
      case .fold(let fold): addFold(folding.folds[fold])
      case .node(let id): if let node = graph[id] { addNode(node) }
      }
    }
    for bundle in folding.bundles {
      let edge = bundle.edges[0]
      guard let from = box(of: edge.from), let to = box(of: edge.to) else {
        preconditionFailure("the edge from \(edge.from) to \(edge.to) leads out of the graph")
      }
      let label =
        bundle.rule.flatMap {
          WireLabel.size(of: [WireLabel($0, isSent: true)], blueprint.direction)
        } ?? bundle.edge.map(labelSize)
        ?? WireLabel(bundle, of: graph, view).flatMap {
          WireLabel.size(of: [$0], blueprint.direction)
        }
      blueprint.wires.append(.init(from: from, to: to, label: label))
    }
    addTags()
    centreOwnWays()
    addRows()
    let seeded = frames.reduce(into: Set(graph.roots)) { $0.formUnion($1.seeds.keys) }
    for root in seeded.sorted() { addSeed(root) }
    blueprint.setSourcesApart()
  }

  /// Puts what is said of a way through a function of the program's own into the way's middle: it runs
  /// past the function's steps.
  private mutating func centreOwnWays() {
    let columns = blueprint.columns
    for (index, bundle) in folding.bundles.enumerated() {
      guard let edge = bundle.edge, graph.custom[edge] != nil else { continue }
      let wire = blueprint.wires[index]
      blueprint.wires[index].lead = max(1, columns[wire.to] - columns[wire.from])
    }
  }

  /// Names sources again beside what uses them far away.
  private mutating func addTags() {
    var places: [[Int]: Int] = [:]
    let constants = Set(
      graph.nodes.filter { $0.kind == .constant }.compactMap { box(of: $0.id) })
    let tangled = blueprint.tangledWires(constants: constants)
    for index in Set(blueprint.farWires + tangled).sorted() {
      let wire = blueprint.wires[index]
      if places[[wire.from, wire.to]] == nil {
        let source = folding.bundles[index].edges[0].from
        let tag = Layout.Tag(
          box: blueprint.boxes.count, node: source, text: tagText(of: source))
        places[[wire.from, wire.to]] = tag.box
        tags.append(tag)
        blueprint.boxes.append(
          .init(size: tag.size, enclosure: blueprint.boxes[wire.to].enclosure))
      }
      blueprint.wires[index].from = places[[wire.from, wire.to]] ?? wire.from
    }
    let named = Set(tags.map { $0.box })
    var rows: [Int: [Int]] = [:]
    for wire in blueprint.wires where named.contains(wire.from) {
      if !rows[wire.to, default: []].contains(wire.from) {
        rows[wire.to, default: []].append(wire.from)
      }
    }
    // In the order of the operands that they stand for.
    blueprint.rows += rows.sorted { $0.key < $1.key }.map { $0.value }.filter { $0.count > 1 }
    // Names stand aside of what goes on.
    for index in blueprint.wires.indices
    where rows[blueprint.wires[index].to] != nil && !named.contains(blueprint.wires[index].from) {
      blueprint.wires[index].weight = 6
    }
  }

  /// Names values again in each row that takes them in, but for the one that they are computed in.
  mutating func name(againIn rows: inout LayoutRows) {
    var places: [[Int]: Int] = [:]
    for (index, bundle) in folding.bundles.enumerated() {
      let wire = blueprint.wires[index]
      let row = rows.rows[wire.to]
      guard rows.rows[wire.from] != row else { continue }
      if places[[wire.from, row]] == nil {
        let source = bundle.edges[0].from
        let tag = Layout.Tag(box: blueprint.boxes.count, node: source, text: tagText(of: source))
        places[[wire.from, row]] = tag.box
        tags.append(tag)
        blueprint.boxes.append(.init(size: tag.size, enclosure: nil))
        rows.add(in: row)
      }
      blueprint.wires[index].from = places[[wire.from, row]] ?? wire.from
    }
  }

  /// The name of a source, with its number where it needs no gradient: then nothing else is to be
  /// looked up on its card.
  private func tagText(of node: Int) -> String {
    if let fold = folding.fold(of: node) { return folding.folds[fold].symbol }
    guard view == .values, let source = graph[node], source.kind == .constant,
      source.name != nil
    else { return graph.symbol(of: node) }
    return "\(source.symbol) = \(NumberText.card(source.value))"
  }

  /// Keeps the elements of a tensor in the order of their indices, as far as they stand in one
  /// column anyway.
  private mutating func addRows() {
    let columns = blueprint.columns
    for tensor in graph.recording.tensors where tensor.nodes.count > 1 {
      var rows: [Int: [Int]] = [:]
      for node in tensor.nodes {
        let node = graph.origins[node]
        guard graph[node] != nil, folding.fold(of: node) == nil, let box = box(of: node) else {
          continue
        }
        rows[columns[box], default: []].append(box)
      }
      for (_, row) in rows.sorted(by: { $0.key < $1.key }) where row.count > 1 {
        let isNew =
          Set(row).count == row.count
          && row.allSatisfy { box in !blueprint.rows.contains { $0.contains(box) } }
        let isInOne = Set(row.map { blueprint.boxes[$0].enclosure }).count == 1
        if isNew, isInOne { blueprint.rows.append(row) }
      }
    }
  }

  private func box(of node: Int) -> Int? {
    boxes[folding.fold(of: node).map(Layout.Unit.fold) ?? .node(node)]
  }

  private mutating func addNode(_ node: Graph.Node) {
    let states = states(of: node.id)
    var size =
      switch view {
      case .values: Card.size(of: states.map { Card(node, $0, among: folding) })
      case .circuit: Gate.size(of: states.map { Gate(node, $0, uses: uses[node.id] ?? 0) })
      }
    if graph.roots.contains(node.id) { size = size.inset(by: -Layout.rootMargin) }
    // Where calls are cards, what they take in stands outside, as its tensors do.
    let isOutside = folding.isOutline && !node.kind.isComputed
    blueprint.boxes.append(.init(size: size, enclosure: isOutside ? nil : node.scope))
  }

  private mutating func addFold(_ fold: Folding.Fold) {
    let frames = frames.isEmpty ? [nil] : frames.map(Optional.some)
    var size = Card.size(of: frames.map { Card(fold, in: graph, $0) })
    if fold.members.contains(where: graph.roots.contains) {
      size = size.inset(by: -Layout.rootMargin)
    }
    if !fold.isTensor {
      size.width += Folding.pile
      size.height += Folding.pile
    }
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
      case .values: labels.append(WireLabel(state, isCustom: graph.custom[edge] != nil))
      case .circuit:
        guard let node = graph[edge.from] else { continue }
        labels.append(WireLabel(node, frame.nodes[edge.from], state))
      }
    }
    return WireLabel.size(of: labels, blueprint.direction)
  }

  private mutating func addSeed(_ root: Int) {
    guard let box = box(of: root) else { return }
    let labels = frames.compactMap { WireLabel(root: root, of: graph, $0, view) }
    guard let size = WireLabel.size(of: labels, blueprint.direction) else { return }
    seeds[root] = .init(box: blueprint.boxes.count, wire: blueprint.wires.count)
    blueprint.boxes.append(.init(size: size, enclosure: nil, isOpen: true))
    blueprint.wires.append(.init(from: box, to: blueprint.boxes.count - 1, label: nil))
  }
}
