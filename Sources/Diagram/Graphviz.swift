internal import CGraphviz
import Platform

/// Graphviz' `dot`, in this process; the only place that touches its C library.
enum Graphviz {
  /// Places a blueprint.
  ///
  /// A label becomes a node of its own on the way from box to box, so that room for it is kept,
  /// nothing is drawn over it, and two wires between the same boxes stay apart.
  ///
  /// Source: Gansner, Koutsofios, North & Vo, *A Technique for Drawing Directed Graphs*, 1993.
  static func place(_ blueprint: LayoutRequest) throws(LayoutError) -> LayoutResult {
    try turns.take { () throws(LayoutError) in try context.place(blueprint) }
  }

  private static let context = Context()
  /// Graphviz has state that the whole process shares, so that layouts take turns.
  private static let turns = Turns()
}

/// The sole owner of a Graphviz context.
private struct Context: ~Copyable, @unchecked Sendable {
  private let pointer: OpaquePointer?

  init() {
    agseterr(AGMAX)
    pointer = gvContext()
  }

  deinit {
    if let pointer { gvFreeContext(pointer) }
  }

  func place(_ blueprint: LayoutRequest) throws(LayoutError) -> LayoutResult {
    guard let pointer else { throw .graphvizUnavailable }
    guard let graph = gv_open() else { throw .graphvizUnavailable }
    var drawing = Drawing(graph, enclosureCount: blueprint.enclosures.count)
    try drawing.add(blueprint)
    guard gvLayout(pointer, drawing.graph, "dot") == 0 else {
      throw .graphvizFailed(reason: lastMessage() ?? "dot gave no reason")
    }
    defer { gvFreeLayout(pointer, drawing.graph) }
    return drawing.placement(of: blueprint)
  }

  private func lastMessage() -> String? {
    guard let message = aglasterr() else { return nil }
    defer { gv_free_text(message) }
    return String(cString: message)
  }
}

/// The sole owner of a graph that Graphviz lays out.
private struct Drawing: ~Copyable {
  let graph: UnsafeMutablePointer<Agraph_t>
  private var boxes: [UnsafeMutablePointer<Agnode_t>] = []
  private var wires: [Wire] = []
  private var enclosures: [UnsafeMutablePointer<Agraph_t>?]

  /// How far wires keep away from a box that they pass.
  private static let clearance = 3.0

  /// How many wires lead to each box.
  private var degrees: [Int: Int] = [:]

  private struct Wire {
    /// One edge, or two with the label between them.
    var edges: [UnsafeMutablePointer<Agedge_t>]
    var label: UnsafeMutablePointer<Agnode_t>?
  }

  init(_ graph: UnsafeMutablePointer<Agraph_t>, enclosureCount: Int) {
    self.graph = graph
    enclosures = Array(repeating: nil, count: enclosureCount)
  }

  deinit { agclose(graph) }

  mutating func add(_ blueprint: LayoutRequest) throws(LayoutError) {
    degrees = blueprint.degrees
    declareDefaults(blueprint.direction)
    for index in blueprint.usedEnclosures {
      try addEnclosure(index, of: blueprint)
    }
    for (index, box) in blueprint.boxes.enumerated() {
      let size = box.isOpen ? box.size : box.size.inset(by: -Drawing.clearance)
      boxes.append(try addNode("b\(index)", size: size, in: box.enclosure))
    }
    for (index, wire) in blueprint.wires.enumerated() {
      try addWire(wire, index: index, of: blueprint)
    }
    for (index, row) in blueprint.rows.enumerated() {
      try addRow(row, index: index, of: blueprint)
    }
    if let ends = gv_subgraph(graph, "ends"), blueprint.boxes.contains(where: { $0.isOpen }) {
      // What enters from outside does so from the picture's end, so that no arrow seems to come from
      // a card beside its own.
      gv_set(ends, "rank", "sink")
      for (index, box) in blueprint.boxes.enumerated() where box.isOpen {
        guard gv_node(ends, "b\(index)") != nil else { throw outOfMemory }
      }
    }
  }

  /// Boxes of one column in their order, which unseen edges keep.
  private func addRow(
    _ boxes: [Int], index: Int, of blueprint: LayoutRequest
  ) throws(LayoutError) {
    let enclosure = boxes.first.flatMap { blueprint.boxes[$0].enclosure }.flatMap { enclosures[$0] }
    guard let row = gv_subgraph(enclosure ?? graph, "row\(index)") else { throw outOfMemory }
    gv_set(row, "rank", "same")
    // Within a cluster, dot forgets that a picture from left to right is turned.
    let isTurned = enclosure != nil && blueprint.direction == .leftToRight
    var last: UnsafeMutablePointer<Agnode_t>?
    for name in (isTurned ? boxes.reversed() : boxes).map({ "b\($0)" }) {
      guard let box = gv_node(row, name) else { throw outOfMemory }
      if let last {
        guard let edge = gv_edge(graph, last, box, "r\(name)") else { throw outOfMemory }
        gv_set(edge, "style", "invis")
      }
      last = box
    }
  }

  private func declareDefaults(_ direction: Direction) {
    gv_default(graph, Int32(AGRAPH), "rankdir", direction.rawValue)
    gv_default(graph, Int32(AGRAPH), "newrank", "true")
    gv_default(graph, Int32(AGRAPH), "nodesep", inches(10))
    gv_default(graph, Int32(AGRAPH), "ranksep", inches(15))
    gv_default(graph, Int32(AGRAPH), "margin", "12")
    gv_default(graph, Int32(AGRAPH), "labeljust", "l")
    gv_default(graph, Int32(AGRAPH), "rank", "")
    gv_default(graph, Int32(AGEDGE), "style", "")
    gv_default(graph, Int32(AGEDGE), "weight", "1")
    gv_default(graph, Int32(AGNODE), "shape", "box")
    gv_default(graph, Int32(AGNODE), "fixedsize", "true")
    gv_default(graph, Int32(AGNODE), "label", "")
    gv_default(graph, Int32(AGEDGE), "dir", "none")
  }

  private mutating func addEnclosure(
    _ index: Int, of blueprint: LayoutRequest
  ) throws(LayoutError) {
    guard enclosures[index] == nil else { return }
    let enclosure = blueprint.enclosures[index]
    var parent = graph
    if let outer = enclosure.parent {
      try addEnclosure(outer, of: blueprint)
      parent = enclosures[outer] ?? graph
    }
    guard let cluster = gv_subgraph(parent, "cluster\(index)") else { throw outOfMemory }
    let width = Int(enclosure.title.width.rounded(.up))
    let height = Int(enclosure.title.height.rounded(.up))
    gv_set_html(
      graph, cluster, "label",
      "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\" FIXEDSIZE=\"TRUE\""
        + " WIDTH=\"\(width)\" HEIGHT=\"\(height)\"><TR><TD></TD></TR></TABLE>")
    enclosures[index] = cluster
  }

  private func addNode(
    _ name: String, size: Size, in enclosure: Int?
  ) throws(LayoutError) -> UnsafeMutablePointer<Agnode_t> {
    let home = enclosure.flatMap { enclosures[$0] } ?? graph
    guard let node = gv_node(home, name) else { throw outOfMemory }
    gv_set(node, "width", inches(size.width))
    gv_set(node, "height", inches(size.height))
    return node
  }

  private mutating func addWire(
    _ wire: LayoutRequest.Wire, index: Int, of blueprint: LayoutRequest
  ) throws(LayoutError) {
    let (from, to) = (boxes[wire.from], boxes[wire.to])
    let (entry, exit) =
      switch blueprint.direction {
      case .leftToRight: ("w", "e")
      case .topToBottom: ("n", "s")
      }
    let isCrowded = degrees[wire.to, default: 0] > 3
    guard let size = wire.label else {
      guard let edge = gv_edge(graph, from, to, "e\(index)") else { throw outOfMemory }
      let isOpen = blueprint.boxes[wire.to].isOpen
      gv_set(edge, "minlen", isOpen ? "1" : wire.skips > 0 ? "4" : "2")
      if isOpen || isCrowded { gv_set(edge, "headport", entry) }
      setWeight(of: wire, [edge])
      return wires.append(Wire(edges: [edge], label: nil))
    }
    let label = try addNode("l\(index)", size: size, in: blueprint.enclosure(of: wire))
    guard let first = gv_edge(graph, from, label, "e\(index)"),
      let second = gv_edge(graph, label, to, "f\(index)")
    else { throw outOfMemory }
    if wire.skips > 0 { gv_set(second, "minlen", "3") }
    if wire.lead > 1 { gv_set(first, "minlen", "\(wire.lead)") }
    gv_set(first, "headport", entry)
    if isCrowded { gv_set(second, "headport", entry) }
    gv_set(second, "tailport", exit)
    setWeight(of: wire, [first, second])
    wires.append(Wire(edges: [first, second], label: label))
  }

  private func setWeight(of wire: LayoutRequest.Wire, _ edges: [UnsafeMutablePointer<Agedge_t>]) {
    guard wire.weight != 1 else { return }
    for edge in edges { gv_set(edge, "weight", "\(wire.weight)") }
  }

  private var outOfMemory: LayoutError { .graphvizFailed(reason: "it is out of memory") }

  /// Copies everything out, with y turned down and rounded to what is written.
  func placement(of blueprint: LayoutRequest) -> LayoutResult {
    let bounds = gv_bounds(graph)
    func point(_ point: pointf) -> Point {
      Point(hundredths(point.x - bounds.LL.x), hundredths(bounds.UR.y - point.y))
    }
    func rect(_ node: UnsafeMutablePointer<Agnode_t>, _ size: Size) -> Rect {
      Rect(center: point(gv_center(node)), size: size)
    }
    let rects = zip(boxes, blueprint.boxes).map { rect($0, $1.size) }
    return LayoutResult(
      size: Size(hundredths(bounds.UR.x - bounds.LL.x), hundredths(bounds.UR.y - bounds.LL.y)),
      boxes: rects,
      wires: zip(wires, blueprint.wires).map { wire, plan in
        LayoutResult.Wire(
          curve: curve(of: wire, plan, blueprint.direction.ahead, point)
            .reaching(from: rects[plan.from], to: rects[plan.to]),
          label: wire.label.flatMap { label in plan.label.map { rect(label, $0) } })
      },
      enclosures: enclosures.map { cluster in
        guard let cluster else { return [] }
        let (low, high) = (point(gv_bounds(cluster).LL), point(gv_bounds(cluster).UR))
        guard high.x > low.x else { return [] }
        return [Rect(x: low.x, y: high.y, width: high.x - low.x, height: low.y - high.y)]
      })
  }

  /// The way of a wire, which runs straight ahead beside its label, without a corner there.
  private func curve(
    of wire: Wire, _ plan: LayoutRequest.Wire, _ ahead: Point, _ point: (pointf) -> Point
  ) -> Curve {
    let parts = wire.edges.compactMap { edge -> Curve? in
      var count: Int32 = 0
      guard let route = gv_route(edge, &count), count % 3 == 1 else { return nil }
      return Curve(controlPoints: (0..<Int(count)).map { point(route[$0]) })
    }
    guard var curve = parts.first else {
      return Curve(
        from: point(gv_center(boxes[plan.from])), to: point(gv_center(boxes[plan.to])))
    }
    for part in parts.dropFirst() {
      curve = curve.arriving(in: ahead)
      curve.append(part.leaving(in: ahead))
    }
    return curve
  }
}

/// Points as Graphviz reads them: inches, in decimal.
private func inches(_ points: Double) -> String {
  "\((points / 72 * 10_000).rounded() / 10_000)"
}

/// Rounded to 0.01, so that a picture has the same bytes wherever it was laid out.
private func hundredths(_ number: Double) -> Double {
  (number * 100).rounded() / 100
}
