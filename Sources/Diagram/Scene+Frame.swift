package import Lesson

extension Scene {
  /// One frame, painted on the places of its graph.
  package init(_ layout: Layout, _ frame: Frame) {
    title = frame.title.isEmpty ? "Computation graph" : frame.title
    bounds = layout.bounds
    let painter = Painter(layout: layout, frame: frame, widths: WireWidths(layout, frame))
    let edges = layout.folding.bundles.enumerated().map { painter.edge($1, at: $0) }
    let cards =
      layout.graph.nodes.compactMap(painter.node) + layout.folding.folds.compactMap(painter.fold)
    description = PictureText.description(
      of: layout, frame, cards: cards.compactMap { $0.hint },
      sent: edges.filter { $0.roles.contains(.sent) || $0.roles.contains(.active) }
        .compactMap { $0.hint })
    groups = painter.scopes() + edges
    groups += layout.seeds.keys.sorted().compactMap(painter.seed)
    groups += painter.scopeTitles() + cards + layout.tags.map(painter.tag)
    groups.append(
      Group(
        [.caption],
        layout.texts.marks(
          of: frame, x: Layout.margin, top: Layout.margin,
          bottom: layout.origin.y + layout.placement.size.height)))
    groups.removeAll { $0.marks.isEmpty }
    if layout.style.hasLegend { addLegend() }
  }
}

/// Wires as wide as what was sent along them.
private struct WireWidths {
  /// The most that was sent along any wire.
  private let most: Double

  /// Between the widest line and the narrowest lie so many powers of two, a million times.
  private static let octaves = 20.0
  private static let (narrowest, widest) = (0.6, 5.0)

  /// Nil where all wires are alike.
  init?(_ layout: Layout, _ frame: Frame) {
    guard layout.style.width == .gradient else { return nil }
    let sizes = frame.edges.values.compactMap { $0.contribution?.magnitude }
    most = sizes.filter { $0.isFinite }.max() ?? 0
  }

  /// The width for what was sent, together, along one wire; nil where nothing was.
  func width(of contributions: [Double]) -> Double? {
    guard let size = contributions.map({ $0.magnitude }).max() else { return nil }
    guard size.isFinite, size > 0, most > 0 else {
      return size > 0 || size.isNaN ? WireWidths.widest : WireWidths.narrowest
    }
    // The logarithm to the base of two, straight between its whole numbers.
    let share = size / most
    let logarithm = Double(share.exponent) + share.significand - 1
    let part = max(0, 1 + logarithm / WireWidths.octaves)
    let width = WireWidths.narrowest + part * (WireWidths.widest - WireWidths.narrowest)
    return (width * 100).rounded() / 100
  }
}

/// Turns one frame of a laid-out graph into groups of shapes.
private struct Painter {
  let layout: Layout
  let frame: Frame
  let widths: WireWidths?

  func scopes() -> [Scene.Group] {
    layout.placement.enclosures.joined().map { rect in
      .init([.scope], [.box(rect.offset(by: layout.origin), corner: 10, .card)])
    }
  }

  /// Titles on a tab of the scope's own colour, so that a wire that has to pass below one does not
  /// cut through it.
  func scopeTitles() -> [Scene.Group] {
    layout.titles.map { title in
      var text = title
      text.position = text.position + layout.origin
      return .init([.scope], [.box(text.box.inset(by: -1), corner: 2, .tab), .text(text)])
    }
  }

  func edge(_ bundle: Folding.Bundle, at index: Int) -> Scene.Group {
    let wire = layout.placement.wires[index]
    let edges = bundle.edges
    let states = edges.map { frame.edges[$0] }
    let isComputed = edges.contains { frame.nodes[$0.to]?.isComputed ?? true }
    let isSending = states.contains { $0?.isActive ?? false && $0?.contribution != nil }
    var roles: [Scene.Role] = [
      edges.contains(where: layout.graph.carriesGradient) ? .edge : .untrackedEdge
    ]
    if isSending {
      roles.append(.active)
    } else if states.contains(where: { $0?.isActive ?? false }) {
      roles.append(.flowing)
    } else if states.contains(where: { $0?.contribution != nil }) {
      roles.append(.sent)
    }
    if !isComputed { roles.append(.pending) }
    let width = widths?.width(of: states.compactMap { $0?.contribution })
    if width != nil { roles.append(.weighted) }
    var curve = wire.curve.offset(by: layout.origin)
    if layout.view == .circuit { curve = reachingGates(curve, edges[0]) }
    let hasBack = roles.contains(.sent)
    var marks = line(
      along: isSending
        ? curve.reversed : hasBack ? curve.reversed.shortened(by: 6).reversed : curve,
      isThick: isSending)
    if hasBack { marks.append(.back(along: curve)) }
    let isSent = states.contains { $0?.contribution != nil }
    let label =
      bundle.rule.map { isComputed ? WireLabel($0, isSent: isSent) : nil }
      ?? bundle.edge.map { isComputed ? self.label(of: $0, frame.edges[$0]) : nil }
    if let label = label ?? WireLabel(bundle, of: layout.graph, layout.view), let room = wire.label
    {
      marks += label.marks(in: room.offset(by: layout.origin), layout.direction)
    }
    return .init(
      roles, subject: "edge \(edges[0].from) \(edges[0].to) \(edges[0].place)",
      hint: bundle.rule?.hint
        ?? bundle.edge.map { PictureText.edge($0, of: layout.graph, frame) }
        ?? "\(bundle.count) edges", lineWidth: width, marks)
  }

  private func line(along curve: Curve, isThick: Bool) -> [Scene.Mark] {
    let direction = curve.arrival
    return [
      .curve(curve.shortened(by: isThick ? 8 : 6), .wire),
      .arrowhead(tip: curve.end, direction: direction, .head),
    ]
  }

  private func label(of edge: Graph.Edge, _ state: Frame.EdgeState?) -> WireLabel? {
    switch layout.view {
    case .values: WireLabel(state, isCustom: layout.graph.custom[edge] != nil)
    case .circuit:
      layout.graph[edge.from].map { WireLabel($0, frame.nodes[edge.from], state) }
    }
  }

  /// Graphviz ends wires at a gate's box; its round corners are a little further.
  private func reachingGates(_ curve: Curve, _ edge: Graph.Edge) -> Curve {
    var reaching = curve
    let border = gateBorder(of: edge.to, from: curve.end)
    if border != curve.end { reaching.append(Curve(from: curve.end, to: border)) }
    return leavingGate(reaching, edge.from)
  }

  private func leavingGate(_ curve: Curve, _ node: Int) -> Curve {
    let border = gateBorder(of: node, from: curve.start)
    guard border != curve.start else { return curve }
    var longer = Curve(from: border, to: curve.start)
    longer.append(curve)
    return longer
  }

  /// Where the way from a point to the middle of a gate first meets the gate.
  private func gateBorder(of node: Int, from point: Point) -> Point {
    guard let rect = layout.rect(of: node), layout.folding.fold(of: node) == nil,
      layout.graph[node]?.kind.isComputed ?? false
    else {
      return point
    }
    let inwards = rect.center - point
    let corner = Gate.extent / 2
    var border = point
    for _ in 0..<12 {
      let x = (border.x - rect.midX).magnitude - rect.width / 2 + corner
      let y = (border.y - rect.midY).magnitude - rect.height / 2 + corner
      let distance = Point(max(x, 0), max(y, 0)).length + min(max(x, y), 0) - corner
      border = border + inwards * (max(distance, 0) / max(inwards.length, 1))
    }
    return border
  }

  private func gate(of node: Int) -> Gate? {
    layout.graph[node].map { Gate($0, frame.nodes[node], uses: layout.uses[node] ?? 0) }
  }

  func seed(_ root: Int) -> Scene.Group? {
    guard let place = layout.seeds[root] else { return nil }
    let room = layout.placement.boxes[place.box].offset(by: layout.origin)
    let written = WireLabel(root: root, of: layout.graph, frame, layout.view)
    guard let label = written, label.above != nil || label.below != nil else { return nil }
    var curve = layout.placement.wires[place.wire].curve.offset(by: layout.origin)
    let end =
      switch layout.direction {
      case .leftToRight: Point(room.maxX, room.midY)
      case .topToBottom: Point(room.midX, room.maxY)
      }
    curve.append(Curve(from: curve.end, to: end))
    if layout.view == .circuit { curve = leavingGate(curve, root) }
    let hasSeed = frame.seeds[root] != nil
    return .init(
      hasSeed ? [.seed, .active] : [.seed], subject: "seed \(root)",
      hint: frame.seeds[root].map { "seed \(NumberText.card($0))" },
      line(along: hasSeed ? curve.reversed : curve, isThick: hasSeed)
        + label.marks(in: room, layout.direction))
  }

  /// A card with nothing but a name, for what has its own card elsewhere.
  func tag(_ tag: Layout.Tag) -> Scene.Group {
    let rect = layout.placement.boxes[tag.box].offset(by: layout.origin)
    let roles: [Scene.Role] =
      switch layout.graph.kind(of: tag.node) {
      case .leaf: [.leaf]
      case .computed: [.computed]
      case .constant, .detached, .untracked, nil: [.constant]
      }
    return .init(
      roles, hint: "\(tag.text), whose card stands elsewhere",
      [
        .box(rect, corner: rect.height / 2, .card),
        .text(.init(tag.text, at: Point(rect.midX, rect.midY + 4), .middle, .name, size: 12)),
      ])
  }

  func node(_ node: Graph.Node) -> Scene.Group? {
    guard layout.folding.fold(of: node.id) == nil, let rect = layout.rect(of: node.id) else {
      return nil
    }
    let state = frame.nodes[node.id]
    let isRoot = layout.graph.roots.contains(node.id)
    let inner = isRoot ? rect.inset(by: Layout.rootMargin) : rect
    let marks =
      switch layout.view {
      case .values: Card(node, state, among: layout.folding).marks(in: inner)
      case .circuit: gate(of: node.id)?.marks(in: inner) ?? []
      }
    return .init(
      roles(of: node, state), subject: "node \(node.id)", hint: PictureText.node(node, state),
      isRoot ? doubled(marks) : marks)
  }

  /// A tensor's card, or a card on a pile of cards.
  func fold(_ fold: Folding.Fold) -> Scene.Group? {
    guard let rect = layout.rect(of: fold.members[0]) else { return nil }
    let card = Card(fold, in: layout.graph, frame)
    var roles: [Scene.Role] =
      fold.isTensor ? [role(of: layout.graph.kind(of: fold.members[0]) ?? .computed)] : [.folded]
    if fold.members.contains(where: layout.graph.roots.contains) { roles.append(.root) }
    if let focus = frame.focus, fold.members.contains(focus) { roles += focusRoles }
    if card.error != nil { roles.append(.error) }
    var top = rect
    if !fold.isTensor {
      top.width -= Folding.pile
      top.height -= Folding.pile
    }
    let marks =
      roles.contains(.root)
      ? doubled(card.marks(in: top.inset(by: Layout.rootMargin))) : card.marks(in: top)
    if fold.isTensor {
      return .init(
        roles, subject: "fold \(fold.members[0])",
        hint: "\(fold.hint): value \(card.value.text), gradient \(card.gradient.text)", marks)
    }
    let pile = [1, 0.5].map { depth in
      let offset = Point(Folding.pile * depth, Folding.pile * depth)
      return Scene.Mark.box(top.offset(by: offset), corner: 8, .card)
    }
    return .init(
      roles, subject: "fold \(fold.members[0])",
      hint: fold.hint, pile + marks)
  }

  private func role(of kind: Graph.Kind) -> Scene.Role {
    switch kind {
    case .leaf: .leaf
    case .constant: .constant
    case .computed: .computed
    case .untracked: .untracked
    case .detached: .detached
    }
  }

  /// A card of a root, which has a second line inside of its border.
  private func doubled(_ marks: [Scene.Mark]) -> [Scene.Mark] {
    guard case .box(let inner, let corner, let role) = marks.first else { return marks }
    let margin = Layout.rootMargin
    return [
      .box(inner.inset(by: -margin), corner: corner + margin, role),
      .box(inner, corner: corner, .rootLine),
    ] + marks.dropFirst()
  }

  private var focusRoles: [Scene.Role] { frame.isForward ? [.focus, .computing] : [.focus] }

  private func roles(of node: Graph.Node, _ state: Frame.NodeState?) -> [Scene.Role] {
    var roles = [role(of: node.kind)]
    if node.order > 0 { roles.append(node.order == 1 ? .firstOrder : .higherOrder) }
    if layout.graph.roots.contains(node.id) { roles.append(.root) }
    if frame.focus == node.id { roles += focusRoles }
    if !(state?.isComputed ?? true) { roles.append(.pending) }
    if state?.error != nil { roles.append(.error) }
    return roles
  }
}
