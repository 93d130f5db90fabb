package import Diagram
package import Lesson

/// A graph's places in a grid of characters: Graphviz' columns, and its order in each, moved to
/// whole cells so that nothing overlaps; edges run upright in the channels between the columns.
///
/// It depends on no frame, so that nothing moves between frames.
package struct TerminalPlan: Sendable {
  /// The places that the columns and their orders come from.
  package let layout: Layout
  /// How many columns of characters the graph takes.
  package private(set) var width = 0
  /// How many lines the graph takes.
  package private(set) var height = 0
  private(set) var items: [Item] = []
  private(set) var hops: [Hop] = []
  private(set) var columns: [Column] = []

  enum Content: Sendable, Equatable {
    case unit(Layout.Unit)
    case seed(Int)
    /// A place that an edge passes on its way.
    case passage
  }

  struct Item: Sendable {
    var content: Content
    var column: Int
    var x = 0
    var y = 0
    var width: Int
    var height: Int
    /// Where the middle would be, in rows.
    var wish: Double
    /// The row that edges leave on.
    var exit = 1
  }

  /// A part of an edge, from one column to the next.
  struct Hop: Sendable {
    var bundle: Int?
    var from: Int
    var to: Int
    /// The row that it enters on, from the top of its target.
    var place = 1
    var lane: Int?
    /// Whether the edge ends here.
    var isLast: Bool
  }

  struct Column: Sendable {
    var x = 0
    var width = 0
    /// Behind the boxes: the lanes, then the room for labels.
    var lanes = 0
    var label = 0
    var channel: Int { 3 + 2 * lanes + (label == 0 ? 0 : label + 2) }
  }

  /// - Parameters:
  ///   - layout: Graphviz' places.
  ///   - seeds: The nodes that gradients enter in some pass.
  ///   - labels: The widest text of each bundle in any frame.
  package init(_ layout: Layout, seeds: Set<Int>, labels: [Int]) {
    self.layout = layout
    addUnits()
    addSeeds(seeds)
    addWires()
    stack()
    chooseExits()
    chooseLanes()
    measure(labels)
  }

  private static let pointsPerRow = 15.0

  private mutating func addUnits() {
    let units = layout.units
    let middles = units.map { layout.middle(of: $0) ?? Point(0, 0) }
    var starts: [Double] = []
    for x in middles.map(\.x).sorted() where starts.last.map({ x - $0 > 4 }) ?? true {
      starts.append(x)
    }
    columns = starts.map { _ in Column() }
    var degrees: [Layout.Unit: Int] = [:]
    var uses: [Layout.Unit: Int] = [:]
    for bundle in layout.folding.bundles {
      guard let edge = bundle.edges.first else { continue }
      degrees[layout.unit(of: edge.to), default: 0] += 1
      uses[layout.unit(of: edge.from), default: 0] += 1
    }
    for (unit, middle) in zip(units, middles) {
      let column = (starts.firstIndex { middle.x - $0 <= 4 } ?? 0)
      let degree = degrees[unit, default: 0]
      let needed = max(uses[unit, default: 0] > 1 || degree > 1 ? 5 : 4, 2 * degree + 1)
      items.append(
        Item(
          content: .unit(unit), column: column, width: width(of: unit), height: needed,
          wish: middle.y / Self.pointsPerRow - Double(max(4, needed - 1)) / 2))
    }
    centres = starts
  }

  private var centres: [Double] = []

  private func width(of unit: Layout.Unit) -> Int {
    max(17, min(TerminalGraph.titleLimit, TerminalText.columns(of: title(of: unit))) + 4)
  }

  func title(of unit: Layout.Unit) -> String {
    switch unit {
    case .node(let id): layout.graph.equation(of: id)
    case .fold(let index): layout.folding.folds[index].title
    }
  }

  private mutating func addSeeds(_ seeds: Set<Int>) {
    for seed in seeds.sorted() where layout.graph[seed] != nil {
      let unit = Content.unit(layout.unit(of: seed))
      guard let root = items.firstIndex(where: { $0.content == unit }) else { continue }
      let column = items[root].column + 1
      if column == columns.count { columns.append(Column()) }
      items.append(
        Item(
          content: .seed(seed), column: column, width: 13, height: 2, wish: items[root].wish))
      hops.append(Hop(bundle: nil, from: root, to: items.count - 1, isLast: true))
    }
  }

  private mutating func addWires() {
    var places: [Layout.Unit: Int] = [:]
    for (index, item) in items.enumerated() {
      if case .unit(let unit) = item.content { places[unit] = index }
    }
    for (index, bundle) in layout.folding.bundles.enumerated() {
      guard let edge = bundle.edges.first, let from = places[layout.unit(of: edge.from)],
        let to = places[layout.unit(of: edge.to)], items[from].column < items[to].column
      else { continue }
      var last = from
      for column in items[from].column + 1..<items[to].column {
        let height = layout.height(ofBundle: index, at: centres[column])
        items.append(
          Item(
            content: .passage, column: column, width: 0, height: 2,
            wish: height / Self.pointsPerRow - 1))
        hops.append(Hop(bundle: index, from: last, to: items.count - 1, isLast: false))
        last = items.count - 1
      }
      hops.append(Hop(bundle: index, from: last, to: to, isLast: true))
    }
    orderEntries()
  }

  /// Gives the edges into a unit rows of their own, in the order in which they come.
  private mutating func orderEntries() {
    let entering = Dictionary(grouping: hops.indices) { hops[$0].to }
    for (_, hops) in entering {
      let ordered = hops.sorted {
        (items[self.hops[$0].from].wish, $0) < (items[self.hops[$1].from].wish, $1)
      }
      for (place, hop) in ordered.enumerated() { self.hops[hop].place = 2 * place + 1 }
    }
  }

  /// Puts the items of each column one below the other on even rows, as near to their wishes as
  /// can be: those that would overlap form a block that stands where its members wish on average.
  private mutating func stack() {
    var top = 0
    for column in columns.indices {
      let members = items.indices.filter { items[$0].column == column }
        .sorted { (items[$0].wish, $0) < (items[$1].wish, $1) }
      var blocks: [(members: [Int], start: Double, length: Int)] = []
      for member in members {
        var block = ([member], items[member].wish, (items[member].height + 1) / 2 * 2)
        while let before = blocks.last, before.start + Double(before.length) > block.1 {
          blocks.removeLast()
          let (a, b) = (Double(before.members.count), Double(block.0.count))
          let start = (before.start * a + (block.1 - Double(before.length)) * b) / (a + b)
          block = (before.members + block.0, start, before.length + block.2)
        }
        blocks.append(block)
      }
      var free = Int.min
      for block in blocks {
        var y = max(free, Int((block.start / 2).rounded()) * 2)
        for member in block.members {
          items[member].y = y
          y += (items[member].height + 1) / 2 * 2
        }
        free = y
      }
      top = min(top, members.map { items[$0].y }.min() ?? 0)
    }
    let first = items.map(\.y).min() ?? 0
    for index in items.indices { items[index].y -= first }
    height = items.map { $0.y + $0.height }.max() ?? 0
  }

  /// Leaves on the odd row, which a straight edge needs, unless another edge enters the next
  /// column there; even rows are always free.
  private mutating func chooseExits() {
    var entries: [Int: [Int: Int]] = [:]
    for hop in hops { entries[items[hop.to].column, default: [:]][row(into: hop)] = hop.from }
    for index in items.indices {
      let row = items[index].y + 1
      guard let other = entries[items[index].column + 1]?[row], other != index else { continue }
      items[index].exit = items[index].content == .passage ? 0 : 2
    }
  }

  func row(into hop: Hop) -> Int { items[hop.to].y + hop.place }

  func row(outOf hop: Hop) -> Int { items[hop.from].y + items[hop.from].exit }

  /// Gives what runs up or down in a channel lanes of its own, so that few lines cross.
  private mutating func chooseLanes() {
    for column in columns.indices {
      let inside = hops.indices.filter { items[hops[$0].from].column == column }
      var nets: [(from: Int, low: Int, high: Int, row: Int)] = []
      for (from, hops) in Dictionary(grouping: inside, by: { hops[$0].from }) {
        let rows = hops.flatMap { [row(into: self.hops[$0]), row(outOf: self.hops[$0])] }
        guard let low = rows.min(), let high = rows.max(), low < high else { continue }
        nets.append((from, low, high, items[from].y + items[from].exit))
      }
      // What runs down stands the further left the lower it begins, what runs up the reverse.
      nets.sort { a, b in
        let (isDown, other) = (a.high > a.row, b.high > b.row)
        if isDown != other { return isDown }
        return isDown ? (a.row, a.from) > (b.row, b.from) : (a.row, a.from) < (b.row, b.from)
      }
      var lanes: [(lane: Int, low: Int, high: Int)] = []
      for net in nets {
        let lane =
          1 + (lanes.filter { $0.low <= net.high && net.low <= $0.high }.map(\.lane).max() ?? -1)
        lanes.append((lane, net.low, net.high))
        for hop in inside where hops[hop].from == net.from { hops[hop].lane = lane }
      }
      columns[column].lanes = 1 + (lanes.map(\.lane).max() ?? -1)
    }
  }

  private mutating func measure(_ labels: [Int]) {
    for hop in hops where hop.isLast {
      let column = items[hop.to].column - 1
      let label = hop.bundle.map { labels[$0] } ?? 0
      columns[column].label = max(columns[column].label, label)
    }
    for item in items { columns[item.column].width = max(columns[item.column].width, item.width) }
    var x = 0
    for column in columns.indices {
      columns[column].x = x
      x += columns[column].width
      width = x
      x += columns[column].channel
    }
    for index in items.indices { items[index].x = columns[items[index].column].x }
  }
}

extension TerminalPlan {
  /// The places of one stage's graph, with room for all of its passes.
  ///
  /// - Throws: What ``Layout`` throws.
  package init(_ stage: Tour.Stage, _ folding: Folding) throws(LayoutError) {
    let graph = stage.graph
    var frames = stage.passes.map { Frame.final(graph, $0) }
    frames.append(.forward(graph))
    let layout = try Layout(graph, frames: frames, folding.withoutTables)
    let labels = layout.folding.bundles.map { bundle in
      frames.map { TerminalText.columns(of: TerminalGraph.label(bundle, $0).text) }.max() ?? 0
    }
    let locals = layout.folding.bundles.map { bundle in
      frames.last.map { TerminalText.columns(of: TerminalGraph.label(bundle, $0).text) } ?? 0
    }
    self.init(
      layout, seeds: frames.reduce(into: []) { $0.formUnion($1.seeds.keys) },
      labels: zip(labels, locals).map { max($0, $1) })
  }
}
