internal import Autograd
package import Lesson

/// Scopes and tensors that are drawn as one card each.
///
/// A fold hides nodes and says how many; the edges between the same two cards become one that says
/// for how many it stands. The graph itself is not changed, so that nothing is lost.
package struct Folding: Sendable {
  /// What is drawn as one node each; ``foldOf`` holds indices into it.
  package let folds: [Fold]
  /// How far the cards below a fold's reach out to the right and down.
  static let pile = 6.0
  /// The fold that a node is in: an index into ``folds``, by the node's id.
  package let foldOf: [Int: Int]
  /// What is drawn as one edge, in the graph's order.
  package let bundles: [Bundle]

  /// Nodes drawn as one.
  package struct Fold: Sendable, Equatable {
    /// The title of the scope, or the name of the tensor with its shape: `w [2×3]`.
    package var title: String
    /// The hidden nodes, in the order of computation.
    package var members: [Int]
    /// The scope it is drawn in.
    package var scope: Int?
    /// What is left to see of a call: the nodes that others use, and roots.
    package var outputs: [Int]
  }

  /// Edges drawn as one.
  package struct Bundle: Sendable {
    /// The edges that the one stands for, in the graph's order.
    package var edges: [Graph.Edge]

    /// The only edge, if there is one only.
    package var edge: Graph.Edge? { edges.count == 1 ? edges.first : nil }
  }

  /// Folds what is named: a scope by its title or by the part of it before the parenthesis, a
  /// tensor by its name.
  ///
  /// - Throws: ``LayoutError/nothingToFold(name:known:)``.
  package init(_ graph: Graph, names: [String]) throws(LayoutError) {
    var found: [Fold] = []
    for name in names {
      let folds = Folding.scopes(named: name, in: graph) + Folding.tensors(named: name, in: graph)
      guard !folds.isEmpty else {
        throw .nothingToFold(name: name, known: Folding.names(in: graph))
      }
      found += folds
    }
    var foldOf: [Int: Int] = [:]
    var kept: [Fold] = []
    // The larger hides the smaller; what is left of a fold that overlaps another stays folded.
    for var fold in found.sorted(by: { $0.members.count > $1.members.count }) {
      fold.members.removeAll { foldOf[$0] != nil }
      guard fold.members.count > 1 else { continue }
      for member in fold.members { foldOf[member] = kept.count }
      kept.append(fold)
    }
    folds = kept.map { fold in
      var fold = fold
      let members = Set(fold.members)
      let used = Set(
        graph.edges.filter { members.contains($0.from) && !members.contains($0.to) }.map { $0.from }
      )
      fold.outputs = fold.members.filter { used.contains($0) || graph.roots.contains($0) }
      return fold
    }
    self.foldOf = foldOf
    bundles = Folding.bundles(of: graph, foldOf)
  }

  private static func scopes(named name: String, in graph: Graph) -> [Fold] {
    graph.scopes.indices.compactMap { index in
      let title = graph.scopes[index].title
      guard title == name || title.prefix(while: { $0 != "(" }) == name else { return nil }
      let members = graph.nodes.filter { graph.isScope($0.scope, inside: index) }.map { $0.id }
      guard members.count > 1 else { return nil }
      return Fold(
        title: title, members: members, scope: graph.scopes[index].parent, outputs: [])
    }
  }

  private static func tensors(named name: String, in graph: Graph) -> [Fold] {
    graph.recording.tensors.filter { $0.name == name }.compactMap { tensor in
      let members = Set(tensor.nodes).sorted().filter { graph[$0] != nil }
      guard members.count > 1 else { return nil }
      let shape = tensor.shape.map(String.init).joined(separator: "×")
      let scopes = Set(members.map { graph[$0]?.scope })
      return Fold(
        title: "\(name) [\(shape)]", members: members,
        scope: scopes.count == 1 ? graph[members[0]]?.scope : nil, outputs: [])
    }
  }

  /// What to fold so that a graph can be shown: all tensors, then calls from the innermost outwards
  /// until little enough is left.
  ///
  /// - Returns: Nil for a graph that nothing makes small enough.
  package static func namesToFit(_ graph: Graph, limit: Int = Layout.nodeLimit / 10) -> [String]? {
    let shown = Set(graph.nodes.map { $0.id })
    var seen: Set<String> = []
    var names = graph.recording.tensors
      .filter { $0.nodes.count { shown.contains($0) } > 1 }.map { $0.name }
      .filter { seen.insert($0).inserted }
    let depths = graph.scopes.indices.map { graph.depth(of: $0) }
    for depth in (-1...max(-1, depths.max() ?? -1)).reversed() {
      let count = (try? Folding(graph, names: names))
        .map { graph.nodes.count - $0.foldOf.count + $0.folds.count }
      if let count, count <= limit { return names }
      let titles = zip(graph.scopes, depths).filter { $0.1 == depth }.map { $0.0.title }
      names += titles.filter {
        seen.insert($0).inserted && !Folding.scopes(named: $0, in: graph).isEmpty
      }
    }
    return nil
  }

  /// What could be folded, without repetitions.
  static func names(in graph: Graph) -> [String] {
    let scopes = graph.scopes.map { $0.title }
    let tensors = graph.recording.tensors
      .filter { $0.nodes.count { graph[$0] != nil } > 1 }.map { $0.name }
    var seen: Set<String> = []
    return Array((scopes + tensors).filter { seen.insert($0).inserted }.prefix(12))
  }

  private static func bundles(of graph: Graph, _ foldOf: [Int: Int]) -> [Bundle] {
    var bundles: [Bundle] = []
    var places: [Ends: Int] = [:]
    for edge in graph.edges {
      let ends = Ends(
        from: End(edge.from, foldOf[edge.from]), to: End(edge.to, foldOf[edge.to]))
      guard ends.from != ends.to else { continue }
      if ends.from.isFold || ends.to.isFold, let place = places[ends] {
        bundles[place].edges.append(edge)
      } else {
        places[ends] = bundles.count
        bundles.append(Bundle(edges: [edge]))
      }
    }
    return bundles
  }

  private struct Ends: Hashable {
    var from: End
    var to: End
  }

  private struct End: Hashable {
    var isFold: Bool
    var index: Int

    init(_ node: Int, _ fold: Int?) {
      isFold = fold != nil
      index = fold ?? node
    }
  }
}

extension Graph {
  /// How many scopes are around a scope.
  fileprivate func depth(of scope: Int) -> Int {
    var depth = 0
    var outer = scopes[scope].parent
    while let scope = outer {
      depth += 1
      outer = scopes[scope].parent
    }
    return depth
  }

  fileprivate func isScope(_ scope: Int?, inside outer: Int) -> Bool {
    var candidate = scope
    while let scope = candidate {
      if scope == outer { return true }
      candidate = scopes[scope].parent
    }
    return false
  }
}

extension Card {
  /// What a fold shows: how much it hides, and its output if it has only one.
  package init(_ fold: Folding.Fold, in graph: Graph, _ frame: Frame?) {
    error = fold.members.lazy.compactMap { frame?.nodes[$0]?.error }.first
    title = Metrics.wrapped(fold.title, columns: 22)
    let hidden = "\(fold.members.count) values folded"
    if fold.outputs.count == 1, let output = graph[fold.outputs[0]] {
      let card = Card(output, frame?.nodes[output.id])
      value = card.value
      gradient = card.gradient
      notes = ["of \(output.symbol)", hidden]
      return
    }
    let states = fold.members.map { frame?.nodes[$0] }
    let computed = states.count { $0?.isComputed ?? true }
    value = Entry(text: "\(computed) of \(states.count)", look: .absent)
    let due = fold.members.count { graph[$0]?.kind.isTracked ?? false }
    let arrived = states.count {
      if case .value(_, let arrived, let due, _) = $0?.gradient { arrived >= due } else { false }
    }
    gradient = Entry(text: due == 0 ? "—" : "\(arrived) of \(due)", look: .absent)
    notes = [hidden]
  }
}
