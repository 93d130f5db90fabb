package import Lesson

/// The places of a graph's nodes and edges, the same for all of its frames: nothing moves from
/// one step to the next.
///
///     let layout = try Layout(graph, frames: frames)
///     let pictures = frames.map { Scene(layout, $0) }
package struct Layout: Sendable {
  /// The graph that was laid out; its values may be put in anew.
  package private(set) var graph: Graph
  /// What is drawn at each node.
  package let view: View
  /// Which way computation runs.
  package let direction: Direction
  let placement: LayoutResult
  /// The box of a root's seed, by the root.
  let seeds: [Int: Seed]
  /// The names of sources beside what uses them far away.
  let tags: [Tag]
  /// The box of everything that is drawn.
  let boxes: [Unit: Int]
  let texts: TextRoom
  let uses: [Int: Int]
  /// What is drawn as one.
  package let folding: Folding
  /// What is drawn beside the graph itself.
  package var style = Style()
  /// Where the titles of scopes stand, before ``origin``.
  let titles: [Scene.Text]

  /// Where a seed is drawn: indices into the placement.
  struct Seed: Sendable {
    var box: Int
    var wire: Int
  }

  /// The name of a source that stands elsewhere.
  struct Tag: Sendable {
    /// An index into the placement.
    var box: Int
    /// The source, or the first of those on its card.
    var node: Int
    var text: String

    var size: Size { Size((Metrics.width(of: text, size: 12) + 18).rounded(.up), 24) }
  }

  /// What a picture is of.
  package enum View: String, Sendable, CaseIterable {
    /// Cards with the value and the gradient of every node.
    case values
    /// Gates and wires, the value above a wire and the gradient below it.
    case circuit
  }

  /// What a reader can ask for beside the graph itself.
  package struct Style: Sendable, Equatable {
    /// Whether the picture says below what its marks mean.
    package var hasLegend: Bool
    /// How wide wires are.
    package var width: LineWidth

    /// A picture with or without a legend, and the width of its wires.
    package init(hasLegend: Bool = false, width: LineWidth = .even) {
      self.hasLegend = hasLegend
      self.width = width
    }
  }

  /// How wide wires are.
  package enum LineWidth: String, Sendable, CaseIterable {
    /// All alike.
    case even
    /// As what was sent along them, on a logarithmic scale.
    case gradient
  }

  /// The most nodes that are laid out.
  package static let nodeLimit = Outline.limit

  /// Lays a graph out, with room for the widest text of any of its frames.
  ///
  /// - Parameters:
  ///   - graph: What to draw.
  ///   - frames: Every frame that will be painted on it.
  ///   - view: Cards, or gates and wires.
  ///   - direction: Which way values flow.
  ///   - names: Scopes and tensors that are drawn as one card each, by name.
  /// - Throws: ``LayoutError/tooManyNodes(count:limit:)`` before Graphviz is started;
  ///   ``LayoutError/empty`` for a graph without nodes;
  ///   ``LayoutError/nothingToFold(name:known:)``.
  /// - Complexity: Graphviz takes about 0.2 s for 1,000 nodes.
  package init(
    _ graph: Graph, frames: [Frame], view: View = .values, direction: Direction = .leftToRight,
    fold names: [String] = []
  ) throws(LayoutError) {
    try self.init(
      graph, frames: frames, view: view, direction: direction,
      try Folding(graph, names: names))
  }

  /// The same with folds that are chosen already; what is wider than `width` from left to right is
  /// set in rows, where few values lead from one to the next.
  package init(
    _ graph: Graph, frames: [Frame], view: View = .values, direction: Direction = .leftToRight,
    _ folding: Folding, width: Double? = nil
  ) throws(LayoutError) {
    let count = folding.cardCount(in: graph)
    guard count > 0 else { throw .empty }
    guard count <= Layout.nodeLimit else {
      throw .tooManyNodes(count: count, limit: Layout.nodeLimit)
    }
    var plan = LayoutPlanner(graph, folding, frames: frames, view: view, direction: direction)
    plan.add()
    var placement = try Graphviz.place(plan.blueprint)
    if let width, var rows = LayoutRows(plan.blueprint, placement, width: width) {
      plan.name(againIn: &rows)
      let wrapped = try rows.place(plan.blueprint)
      placement = wrapped
    }
    self.placement = placement
    self.graph = graph
    self.view = view
    self.direction = direction
    uses = plan.uses
    boxes = plan.boxes
    seeds = plan.seeds
    tags = plan.tags
    texts = TextRoom(frames: frames, width: placement.size.width)
    titles = zip(graph.scopes, placement.enclosures).flatMap { [placement, texts] scope, rects in
      rects.map { Layout.title(scope.title, in: $0, placement, texts) }
    }
    self.folding = folding
  }

  /// The same places for leaves that have been changed since, by their ids.
  package func with(values: [Int: Double]) -> Layout {
    var layout = self
    for index in graph.nodes.indices {
      if let value = values[graph.nodes[index].id] { layout.graph.nodes[index].value = value }
    }
    return layout
  }

  /// A title at the first place where nothing is: from the left along the top of its box, along the
  /// bottom, and then around the box.
  private static func title(
    _ string: String, in rect: Rect, _ placement: LayoutResult, _ texts: TextRoom
  )
    -> Scene.Text
  {
    let width = Metrics.width(of: string, size: 12)
    let last = max(rect.x + 10, rect.maxX - 10 - width)
    let inside = [rect.y + 17, rect.maxY - 4].flatMap { y in
      stride(from: rect.x + 10, through: last, by: 8).map { Point($0, y) }
    }
    let around = [
      Point(rect.x + 2, rect.y - 5), Point(rect.maxX + 6, rect.y + 12),
      Point(rect.x - 6 - width, rect.y + 12), Point(rect.maxX + 6, rect.maxY - 4),
      Point(rect.x - 6 - width, rect.maxY - 4),
    ]
    let taken = placement.boxes + placement.wires.compactMap { $0.label }
    // Where the texts are wider than the drawing, there is room beside it.
    let side = Layout.margin / 2 + max(0, (texts.width - placement.size.width) / 2)
    let room = Rect(
      x: -side, y: -Layout.margin / 2, width: placement.size.width + 2 * side,
      height: placement.size.height + Layout.margin)
    let places = (inside + around).map { Scene.Text(string, at: $0, .start, .muted, size: 12) }
    return places.first { place in
      room.contains(place.box) && !taken.contains { $0.overlaps(place.box) }
        && !placement.wires.contains { $0.curve.passes(through: place.box.inset(by: -4)) }
    } ?? places[0]
  }

  /// Where the drawing begins inside the picture: right of the margin and below the heading,
  /// in the middle if the text is wider.
  var origin: Point {
    Point(
      Layout.margin + max(0, (texts.width - placement.size.width) / 2).rounded(),
      Layout.margin + texts.headHeight)
  }

  /// The room that a picture of any frame takes.
  package var bounds: Rect {
    Rect(
      x: 0, y: 0,
      width: max(texts.width, placement.size.width).rounded(.up) + 2 * Layout.margin,
      height: (texts.headHeight + placement.size.height + texts.footHeight).rounded(.up)
        + 2 * Layout.margin)
  }

  static let margin = 24.0
  /// Between the two lines around a root.
  static let rootMargin = 3.0

  /// The boxes of all cards, in the order of computation.
  package var cards: [Rect] {
    folding.units(of: graph).compactMap { boxes[$0] }
      .map { placement.boxes[$0].offset(by: origin) }
  }

  /// The box of a node, or of the fold that it is in.
  package func rect(of node: Int) -> Rect? {
    boxes[unit(of: node)].map { placement.boxes[$0].offset(by: origin) }
  }
}
