import Autograd

/// What nodes are called together: those of one card by the card's name, others each by its own.
struct PartNames {
  let graph: Graph
  private let outline: Outline?

  /// Nodes that are spoken of as one.
  struct Group {
    /// What formulas call it.
    var name: String
    /// The nodes of it that are meant.
    var nodes: [Int]
    /// The card; nil for a node of its own.
    fileprivate var part: Outline.Part?

    /// What it computes, in one line.
    func equation(in graph: Graph) -> String {
      part.map { $0.title.split { $0.isNewline }.joined(separator: ": ") }
        ?? graph.equation(of: nodes[0])
    }

    /// The call on tensors that it is; nil for one that is none, or several.
    var call: Recording.Call? { part?.call }

    /// The shape of what others use of it, where that is one tensor.
    var shape: [Int]? { part?.block?.shape }

    /// What others use of it.
    var outputs: [Int] {
      guard let part else { return nodes }
      return part.outputs.isEmpty ? part.members : part.outputs
    }
  }

  init(_ graph: Graph, _ outline: Outline?) {
    self.graph = graph
    self.outline = outline
  }

  /// Nodes in groups, in the order of their first.
  func groups(_ nodes: [Int]) -> [Group] {
    var groups: [Group] = []
    var places: [Int32: Int] = [:]
    for node in nodes {
      guard let outline, let part = outline.part(of: node), part.members.count > 1 else {
        // A number that is computed of tensors is told as its call.
        let call = outline?.part(of: node).flatMap { $0.call == nil ? nil : $0 }
        groups.append(Group(name: graph.symbol(of: node), nodes: [node], part: call))
        continue
      }
      if let place = places[outline.partOf[node]] {
        groups[place].nodes.append(node)
      } else {
        places[outline.partOf[node]] = groups.count
        groups.append(Group(name: part.symbol, nodes: [node], part: part))
      }
    }
    return groups
  }

  /// Whether each of some nodes has a card of its own.
  func areSingle(_ nodes: [Int]) -> Bool {
    guard let outline else { return true }
    return nodes.allSatisfy { outline.part(of: $0)?.members.count ?? 1 == 1 }
  }

  /// The names of nodes, each card's once.
  func names(_ nodes: [Int]) -> [String] { groups(nodes).map { $0.name } }

  /// What a card sends back to another, in tensors; nil where there is no rule for it.
  func rule(from sender: Int, to receiver: Int) -> Outline.Rule? {
    guard let outline else { return nil }
    let (from, to) = (Int(outline.partOf[receiver]), Int(outline.partOf[sender]))
    return outline.links.first { $0.from == from && $0.to == to }?.rule
  }

  /// Whether two nodes are of one card.
  func areTogether(_ one: Int, _ other: Int) -> Bool {
    guard let outline else { return one == other }
    return outline.partOf[one] == outline.partOf[other]
  }
}

/// Numbers of a tensor in a sentence: all of them where they are few.
enum NumbersText {
  private static let mostColumns = 6
  private static let mostRows = 4

  /// `[1.0, 2.0]`, `[[1.0, 2.0], [3.0, 4.0]]`, or `32 numbers from −1.5 to 2.25`; `shape` is nil
  /// for numbers in no order of their own.
  static func text(_ numbers: [Double], shape: [Int]?) -> String {
    if numbers.count == 1, shape?.isEmpty ?? true { return NumberText.card(numbers[0]) }
    let shape = shape?.reduce(1, *) == numbers.count ? shape : nil
    let columns = shape.map { $0.last ?? 1 } ?? numbers.count
    if columns > 0, columns <= mostColumns, numbers.count <= columns * mostRows,
      shape.map({ $0.count <= 2 }) ?? true
    {
      let rows = stride(from: 0, to: numbers.count, by: columns).map { start in
        "[" + numbers[start..<start + columns].map { NumberText.card($0) }.joined(separator: ", ")
          + "]"
      }
      return shape?.count == 2 ? "[\(rows.joined(separator: ", "))]" : rows.joined(separator: ", ")
    }
    let bad = numbers.count { !$0.isFinite }
    if bad > 0 { return "\(numbers.count) numbers, \(bad) of them not finite" }
    let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 0)
    return least == most
      ? "\(numbers.count) times \(NumberText.card(least))"
      : "\(numbers.count) numbers from \(NumberText.card(least)) to \(NumberText.card(most))"
  }
}
