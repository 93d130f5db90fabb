/// What Graphviz places: boxes of known sizes, the wires between them, and the frames around them.
struct LayoutRequest: Sendable {
  var direction: Direction
  var boxes: [Box] = []
  var wires: [Wire] = []
  var enclosures: [Enclosure] = []
  /// Boxes that belong in one column, in this order.
  var rows: [[Int]] = []

  /// Something with a place of its own.
  struct Box: Sendable {
    var size: Size
    /// The innermost frame around it: an index into ``LayoutRequest/enclosures``.
    var enclosure: Int?
    /// Whether it has no border, so that a wire runs on through its middle.
    var isOpen = false
  }

  /// A line from one box to another, passing through the middle of its label.
  struct Wire: Sendable {
    var from: Int
    var to: Int
    /// Room for text on both sides of the line; the line is straight there.
    var label: Size?
    /// How many columns of boxes lie between its ends at least.
    var skips = 0
    /// How many half columns its label stands behind its start at least.
    var lead = 1
    /// How much it wants to be straight.
    var weight = 1
  }

  /// A frame drawn around boxes.
  struct Enclosure: Sendable {
    /// The room for its title, inside at the top.
    var title: Size
    var parent: Int?
  }

  /// Keeps the sources outside a frame apart from the boxes in it: many values that a call takes
  /// in stand in a column of their own, before the call's first.
  mutating func setSourcesApart() {
    let targets = Set(wires.map { $0.to })
    let entering = wires.indices.filter { index in
      let wire = wires[index]
      return !targets.contains(wire.from) && boxes[wire.to].enclosure != nil
        && enclosure(of: wire) != boxes[wire.to].enclosure
    }
    let counts = entering.reduce(into: [Int: Int]()) { counts, index in
      boxes[wires[index].to].enclosure.map { counts[$0, default: 0] += 1 }
    }
    for index in entering {
      if let inner = boxes[wires[index].to].enclosure, counts[inner, default: 0] > 3 {
        wires[index].skips = 1
      }
    }
  }

  /// The wires from sources that would run along many columns: their sources are named again where
  /// they end.
  ///
  /// A source used over and over along a chain would otherwise send a wire past everything in
  /// between, each time; nobody can follow these, and they are what makes Graphviz slow.
  var farWires: [Int] {
    let columns = columns
    let targets = Set(wires.map { $0.to })
    var users: [Int: [Int]] = [:]
    for index in wires.indices where !targets.contains(wires[index].from) {
      if !boxes[wires[index].to].isOpen { users[wires[index].from, default: []].append(index) }
    }
    let far = users.values.flatMap { used -> [Int] in
      let nearest = used.map { columns[wires[$0].to] }.min() ?? 0
      return used.filter { columns[wires[$0].to] - nearest > LayoutRequest.near }
    }
    return far.count < LayoutRequest.few ? [] : far.sorted()
  }

  /// The wires that would braid with those of other sources, beyond those to the first user of each
  /// source.
  ///
  /// Several sources that each lead to several boxes of one column, as the factors of a matrix product
  /// do, make a tangle there. Of what needs no gradient two wires are several, of all else three: a
  /// leaf's fan is what a reader has to see. So do sources that lead to many boxes anywhere.
  func tangledWires(constants: Set<Int>) -> [Int] {
    let columns = columns
    let targets = Set(wires.map { $0.to })
    var users: [Int: [Int]] = [:]
    for (index, wire) in wires.enumerated() where !targets.contains(wire.from) {
      if !boxes[wire.to].isOpen { users[wire.from, default: []].append(index) }
    }
    var wide: [Int: Set<Int>] = [:]
    var busy: [Int: Set<Int>] = [:]
    for (source, used) in users {
      let ends = Set(used.map { wires[$0].to })
      for (column, ends) in Dictionary(grouping: ends, by: { columns[$0] })
      where ends.count >= (constants.contains(source) ? 2 : 3) {
        wide[column, default: []].insert(source)
      }
      guard ends.count >= LayoutRequest.many else { continue }
      for end in ends { busy[columns[end], default: []].insert(source) }
    }
    let tangled = [wide, busy].flatMap { $0.values.filter { $0.count > 1 }.joined() }
    return Set(tangled).flatMap { source -> [Int] in
      let used = users[source, default: []]
      guard let first = used.first else { return [] }
      return used.filter { wires[$0].to != wires[first].to }
    }.sorted()
  }

  /// So many boxes are many for one source to lead to.
  private static let many = 5

  /// The eye can follow fewer wires than this, however far they run.
  private static let few = 3

  /// A wire may run along so many columns.
  private static let near = 3

  /// The column of each box if all stand as close to their users as they can, counted from 0.
  var columns: [Int] {
    var waiting = [Int](repeating: 0, count: boxes.count)
    var incoming: [[Int]] = boxes.map { _ in [] }
    for wire in wires {
      waiting[wire.from] += 1
      incoming[wire.to].append(wire.from)
    }
    // How far the end of the picture is.
    var distances = [Int](repeating: 0, count: boxes.count)
    var ready = boxes.indices.filter { waiting[$0] == 0 }
    while let box = ready.popLast() {
      for source in incoming[box] {
        distances[source] = max(distances[source], distances[box] + 1)
        waiting[source] -= 1
        if waiting[source] == 0 { ready.append(source) }
      }
    }
    let longest = distances.max() ?? 0
    return distances.map { longest - $0 }
  }

  /// The enclosures with a box in them, or in one inside them.
  var usedEnclosures: [Int] {
    var used: Set<Int> = []
    for box in boxes {
      var outer = box.enclosure
      while let enclosure = outer, used.insert(enclosure).inserted {
        outer = enclosures[enclosure].parent
      }
    }
    return used.sorted()
  }

  /// How many wires lead to each box.
  var degrees: [Int: Int] {
    wires.reduce(into: [:]) { $0[$1.to, default: 0] += 1 }
  }

  /// The innermost enclosure that holds both ends of a wire.
  func enclosure(of wire: Wire) -> Int? {
    var around: Set<Int> = []
    var outer = boxes[wire.from].enclosure
    while let enclosure = outer {
      around.insert(enclosure)
      outer = enclosures[enclosure].parent
    }
    var candidate = boxes[wire.to].enclosure
    while let enclosure = candidate, !around.contains(enclosure) {
      candidate = enclosures[enclosure].parent
    }
    return candidate
  }
}

/// Where everything of a ``LayoutRequest`` was placed, by the same indices.
struct LayoutResult: Sendable {
  var size: Size
  var boxes: [Rect]
  var wires: [Wire]
  /// A frame's pieces, one for each row of a picture in rows; none for a frame with nothing in it.
  var enclosures: [[Rect]]

  struct Wire: Sendable {
    var curve: Curve
    var label: Rect?
  }
}

/// Which way values flow in a picture.
package enum Direction: String, Sendable, CaseIterable {
  /// From left to right.
  case leftToRight = "LR"
  /// From top to bottom.
  case topToBottom = "TB"

  /// The direction as a vector of length 1.
  var ahead: Point {
    switch self {
    case .leftToRight: Point(1, 0)
    case .topToBottom: Point(0, 1)
    }
  }
}
