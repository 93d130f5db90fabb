package import Autograd
package import Lesson

/// Scopes and tensors that are drawn as one card each.
///
/// A fold hides nodes and says how many; the edges between the same two cards become one that says
/// for how many it stands. The graph itself is not changed, so that nothing is lost.
package struct Folding: Sendable {
  /// What is drawn as one node each.
  package private(set) var folds: [Fold]
  /// How far the cards below a fold's reach out to the right and down.
  static let pile = 6.0
  /// The fold of each node of the recording; −1 for none.
  private let places: [Int32]
  /// Whether the whole graph is told in parts.
  package let isOutline: Bool
  /// Whether tensors are told as such, with their numbers in their places.
  private(set) var tellsTensors: Bool
  /// What calls of a single number are, in tensors: `loss = sum(h)`, by their nodes.
  private(set) var titles: [Int: String]
  /// What is drawn as one edge, in the graph's order.
  package private(set) var bundles: [Bundle]

  /// Nodes drawn as one.
  package struct Fold: Sendable, Equatable {
    /// The title of the scope, or the name of the tensor with its shape: `w [2×3]`.
    package var title: String
    /// What formulas call it.
    package var symbol: String
    /// The hidden nodes, in the order of computation.
    package var members: [Int]
    /// The scope it is drawn in.
    package var scope: Int?
    /// What is left to see of a call: the nodes that others use, and roots.
    package var outputs: [Int]
    /// The numbers in their order, where the outputs are one tensor.
    package var block: Recording.Block?
    /// Whether it is a tensor or what one call computes, and hides nothing that could be told
    /// better.
    package var isTensor = false

    /// What it is in one line.
    package var hint: String {
      let lines = title.split { $0.isNewline }.joined(separator: ": ")
      return isTensor ? lines : "\(lines): \(members.count) values folded"
    }
  }

  /// Edges drawn as one.
  package struct Bundle: Sendable {
    /// Those that the graph lists; the first at least.
    package var edges: [Graph.Edge]
    /// How many edges the one stands for.
    package var count: Int
    /// Whether the wire says for how many edges it stands.
    package var isCounted = true
    /// What goes back along it, in tensors.
    package var rule: Outline.Rule?

    /// The only edge, if there is one only.
    package var edge: Graph.Edge? { count == 1 ? edges.first : nil }
  }

  /// The fold that a node is in: an index into ``folds``.
  package func fold(of node: Int) -> Int? {
    places.indices.contains(node) && places[node] >= 0 ? Int(places[node]) : nil
  }

  /// Folds every part of an outline that is more than one node.
  package init(_ graph: Graph, _ outline: Outline) {
    var foldOfPart: [Int] = []
    var folds: [Fold] = []
    for part in outline.parts {
      guard part.members.count > 1 else {
        foldOfPart.append(-1)
        continue
      }
      foldOfPart.append(folds.count)
      folds.append(
        Fold(
          title: part.title, symbol: part.symbol, members: part.members,
          scope: graph.scopeIndices[part.scope], outputs: part.outputs, block: part.block,
          isTensor: part.isTensor))
    }
    self.folds = folds
    titles = outline.parts.reduce(into: [:]) { titles, part in
      if part.members.count == 1, part.call != nil { titles[part.members[0]] = part.title }
    }
    isOutline = true
    tellsTensors = true
    places = outline.partOf.map { $0 < 0 ? -1 : Int32(foldOfPart[Int($0)]) }
    guard graph.outline == nil else {
      bundles = outline.links.map {
        Bundle(
          edges: [$0.first], count: $0.count, isCounted: false,
          rule: outline.isBetweenNumbers($0) ? nil : $0.rule)
      }
      return
    }
    let rules = outline.links.reduce(into: [:]) { rules, link in
      rules[[link.from, link.to]] = outline.isBetweenNumbers(link) ? nil : link.rule
    }
    bundles = Folding.bundles(of: graph, places).map { bundle in
      var bundle = bundle
      bundle.isCounted = false
      let edge = bundle.edges[0]
      bundle.rule = rules[[Int(outline.partOf[edge.from]), Int(outline.partOf[edge.to])]]
      return bundle
    }
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
    var places = [Int32](repeating: -1, count: graph.recording.nodes.count)
    var kept: [Fold] = []
    // The larger hides the smaller; what is left of a fold that overlaps another stays folded.
    for var fold in found.sorted(by: { $0.members.count > $1.members.count }) {
      fold.members.removeAll { places[$0] >= 0 }
      guard fold.members.count > 1 else { continue }
      for member in fold.members { places[member] = Int32(kept.count) }
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
    self.places = places
    titles = [:]
    isOutline = false
    tellsTensors = false
    bundles = Folding.bundles(of: graph, places)
  }

  private static func scopes(named name: String, in graph: Graph) -> [Fold] {
    graph.scopes.indices.compactMap { index in
      let title = graph.scopes[index].title
      guard ScopeTitle.isNamed(name, title) else { return nil }
      let members = graph.nodes.filter { graph.isScope($0.scope, inside: index) }.map { $0.id }
      guard members.count > 1 else { return nil }
      return Fold(
        title: title, symbol: name, members: members, scope: graph.scopes[index].parent, outputs: []
      )
    }
  }

  private static func tensors(named name: String, in graph: Graph) -> [Fold] {
    graph.recording.tensors.filter { $0.name == name }.compactMap { tensor in
      let members = Set(tensor.nodes).sorted().filter { graph[$0] != nil }
      guard members.count > 1 else { return nil }
      let scopes = Set(members.map { graph[$0]?.scope })
      return Fold(
        title: "\(name) \(OperationText.dimensions(tensor.shape))", symbol: name, members: members,
        scope: scopes.count == 1 ? graph[members[0]]?.scope : nil, outputs: [],
        block: members.count == tensor.nodes.count
          ? .init(shape: tensor.shape, nodes: tensor.nodes) : nil, isTensor: true)
    }
  }

  /// What could be folded, without repetitions.
  static func names(in graph: Graph) -> [String] {
    let scopes = graph.scopes.map { $0.title }
    let tensors = graph.recording.tensors
      .filter { $0.nodes.count { graph[$0] != nil } > 1 }.map { $0.name }
    var seen: Set<String> = []
    let names = (scopes + tensors).filter { seen.insert($0).inserted }
    return names.count > 12 ? names.prefix(12) + ["…"] : names
  }

  private static func bundles(of graph: Graph, _ folds: [Int32]) -> [Bundle] {
    var bundles: [Bundle] = []
    var places: [Ends: Int] = [:]
    for edge in graph.edges {
      let ends = Ends(from: End(edge.from, folds), to: End(edge.to, folds))
      guard ends.from != ends.to else { continue }
      if ends.from.isFold || ends.to.isFold, let place = places[ends] {
        bundles[place].edges.append(edge)
        bundles[place].count += 1
      } else {
        places[ends] = bundles.count
        bundles.append(Bundle(edges: [edge], count: 1))
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

    init(_ node: Int, _ folds: [Int32]) {
      isFold = folds[node] >= 0
      index = isFold ? Int(folds[node]) : node
    }
  }
}

extension Folding {
  /// What a reader wants folded; of a graph that is too large to be read also as much as makes it
  /// readable.
  ///
  /// - Parameters:
  ///   - graph: All of a graph.
  ///   - wish: What the reader asks for.
  ///   - readable: How many nodes can be read one by one.
  /// - Throws: ``LayoutError/nothingToFold(name:known:)``, ``LayoutError/tooManyNodes(count:limit:)``.
  package init(
    _ graph: Graph, _ wish: Outline.Wish, readable: Int = Outline.readable
  ) throws(LayoutError) {
    let outline: Outline?
    do throws(FoldError) {
      outline = try Outline(graph, wish, readable: readable)
    } catch {
      throw LayoutError(error)
    }
    guard let outline else {
      self = try Folding(graph, names: wish.fold)
      return
    }
    self.init(graph, outline)
  }

  /// The cards that the steps through a graph go by.
  package init(_ stage: Tour.Stage) throws(LayoutError) {
    guard let outline = stage.outline else {
      self = try Folding(stage.graph, names: [])
      return
    }
    self.init(stage.graph, outline)
  }

  /// The same without what is told in whole tensors, for a view that shows a number a row.
  package var withoutTables: Folding {
    var folding = self
    for fold in folds.indices {
      folding.folds[fold].block = nil
      folding.folds[fold].isTensor = false
    }
    for bundle in bundles.indices { folding.bundles[bundle].rule = nil }
    folding.titles = [:]
    folding.tellsTensors = false
    return folding
  }

  /// How many cards a graph has.
  package func cardCount(in graph: Graph) -> Int {
    graph.nodes.count { fold(of: $0.id) == nil } + folds.count
  }

  /// Everything that is drawn, in the order of computation.
  package func units(of graph: Graph) -> [Layout.Unit] {
    let nodes = graph.nodes.map { $0.id }.filter { fold(of: $0) == nil }
    let units =
      nodes.map { (first: $0, unit: Layout.Unit.node($0)) }
      + folds.indices.map { (first: folds[$0].members[0], unit: .fold($0)) }
    return units.sorted { $0.first < $1.first }.map { $0.unit }
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
