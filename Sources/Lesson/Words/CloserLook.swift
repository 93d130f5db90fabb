import Autograd

/// All that a picture knows of one card or one wire, when a pass is over.
package struct CloserLook: Sendable, Equatable {
  /// What it is of: `m = w × x`, or `w → m (use 1)`.
  package var title: String
  /// Its arithmetic, a line each.
  package var arithmetic: [String]
  /// What there is to say about it.
  package var sentences: [String]
  /// The ways from a node to what was seeded, in words; nil where there is none.
  package var pathCount: String?
  /// The first of those ways, each with its product.
  package var paths: [Path] = []

  /// A title, and what there is to say below it.
  package init(title: String, arithmetic: [String] = [], sentences: [String] = []) {
    self.title = title
    self.arithmetic = arithmetic
    self.sentences = sentences
  }

  /// A way from a node to what was seeded.
  package struct Path: Sendable, Equatable {
    /// `w → m → loss`.
    package var way: String
    /// The seed and the local derivatives: `1.0 · 2.0 · 3.0 = 6.0`.
    package var product: String
  }

  /// So many contributions are told one by one.
  private static let mostParts = 12
  /// So many paths are written out.
  private static let mostPaths = 12
}

// MARK: A wire

extension CloserLook {
  /// A wire, in a pass or before any.
  package init(edge: Graph.Edge, in graph: Graph, _ pass: Pass?) {
    let (operand, node) = (graph.symbol(of: edge.from), graph.symbol(of: edge.to))
    let use = Notation.use(of: edge, in: graph)
    self.init(title: "\(operand) → \(node)\(use)")
    guard graph.carriesGradient(edge) else {
      sentences = ["Autograd sends nothing along it: \(operand) needs no gradient."]
      return
    }
    if let custom = graph.custom[edge] {
      arithmetic = ["what is sent is the program's own: \(custom)"]
    } else {
      arithmetic = [Self.local(edge, node, operand, use, graph)]
    }
    let visit = pass?.visits.first { $0.node == edge.to }
    guard let visit, let sent = visit.contributions.first(where: { $0.edge == edge }) else {
      sentences = ["Nothing is sent along it in this pass."]
      return
    }
    let product = Arithmetic(sent, upstream: visit.gradient, in: graph)
    arithmetic.append(
      "upstream \(Notation.gradient(node)) \(NumberText.result(visit.gradient))")
    arithmetic.append("contribution = upstream × local = \(product.text)")
    if let reason = product.reason { sentences = ["This branch, since \(reason)."] }
  }

  /// `∂m/∂w = x = 3.0`.
  private static func local(
    _ edge: Graph.Edge, _ node: String, _ operand: String, _ use: String, _ graph: Graph
  ) -> String {
    let local = graph.localFormula(of: edge)
    let formula = "\(Notation.partial(node, by: operand))\(use) = \(local.text)"
    let value = NumberText.card(local.number)
    let numbers = local.hasSymbols && local.numericText != value ? " = \(local.numericText)" : ""
    return local.text == value
      ? formula : "\(formula)\(numbers) \(NumberText.result(local.number))"
  }
}

// MARK: A card

extension CloserLook {
  /// A card of one node, in a pass or before any.
  package init(node: Graph.Node, in graph: Graph, _ pass: Pass?) {
    self.init(title: graph.equation(of: node.id))
    guard node.kind.isTracked else {
      sentences = ["Autograd does not track it: no gradient comes here."]
      return
    }
    guard let pass else {
      sentences = ["No backward pass has been here."]
      return
    }
    addSum(at: node, graph, pass)
    addPaths(from: node.id, graph, pass)
  }

  /// Everything that arrives in the pass, added up.
  private mutating func addSum(at node: Graph.Node, _ graph: Graph, _ pass: Pass) {
    var parts = pass.seeds.filter { $0.node == node.id }.map { ($0.value, "the seed") }
    for visit in pass.visits {
      for sent in visit.contributions where sent.edge.from == node.id {
        parts.append((sent.amount, graph.symbol(of: visit.node)))
      }
    }
    guard !parts.isEmpty else {
      sentences.append("Nothing arrives in this pass.")
      return
    }
    let precision = graph.recording.nodes[node.id].precision
    let total = parts.reduce(0) { precision.rounded($0 + $1.0) }
    let shown = parts.prefix(Self.mostParts)
    let more = parts.count - shown.count
    let sum = shown.enumerated().map { index, part in
      index == 0 ? NumberText.card(part.0) : NumberText.addend(part.0).signSpaced
    }
    let gradient = Notation.gradient(node.symbol)
    let result = " \(NumberText.result(total))"
    arithmetic.append(
      "\(gradient) = \(sum.joined(separator: " "))\(more > 0 ? " + …" : "")"
        + (parts.count > 1 ? result : ""))
    let origins = shown.map { "\(NumberText.card($0.0)) from \($0.1)" }
    sentences.append(
      origins.joined(separator: ", ") + (more > 0 ? " and \(more) more." : "."))
  }

  /// The ways to what was seeded; they are counted node by node, not way by way.
  private mutating func addPaths(from start: Int, _ graph: Graph, _ pass: Pass) {
    let paths = Paths(graph, pass)
    let count = paths.count(from: start)
    guard count > 0 else {
      sentences.append("No path leads from it to what was seeded.")
      return
    }
    self.paths = paths.first(Self.mostPaths, from: start)
    let all =
      count == 1 ? "1 path" : count >= Paths.most ? "too many paths to count" : "\(count) paths"
    pathCount =
      all + (count > self.paths.count ? ", showing \(self.paths.count)" : "")
      + ": the seed × the local derivatives"
  }
}

extension String {
  /// `+6.0` as `+ 6.0`, as in a sum.
  fileprivate var signSpaced: String { isEmpty ? "" : "\(self[startIndex]) \(dropFirst())" }
}

/// The ways along which a node moves the roots of a pass.
private struct Paths {
  private let graph: Graph
  private let seeds: [Int: Double]
  private let edges: [Int: [Graph.Edge]]
  private let quotients: [Graph.Edge: Double]
  private let counts: [Int: Int]

  /// More are not counted.
  static let most = 1 << 30

  init(_ graph: Graph, _ pass: Pass) {
    self.graph = graph
    var seeds: [Int: Double] = [:]
    for seed in pass.seeds { seeds[seed.node, default: 0] += seed.value }
    let edges = Dictionary(grouping: graph.edges.filter { graph.carriesGradient($0) }) { $0.from }
    var quotients: [Graph.Edge: Double] = [:]
    for visit in pass.visits {
      for sent in visit.contributions {
        quotients[sent.edge] = visit.gradient == 0 ? 0 : sent.amount / visit.gradient
      }
    }
    // Users stand behind their operands, so that one walk from the end counts every node once.
    var counts: [Int: Int] = [:]
    for node in graph.nodes.reversed() {
      let own = seeds[node.id] == nil ? 0 : 1
      counts[node.id] = edges[node.id, default: []].reduce(own) {
        min(Paths.most, $0 + counts[$1.to, default: 0])
      }
    }
    (self.seeds, self.edges, self.quotients, self.counts) = (seeds, edges, quotients, counts)
  }

  func count(from start: Int) -> Int { counts[start, default: 0] }

  /// The first ways from a node, each with its nodes, factors and product.
  func first(_ limit: Int, from start: Int) -> [CloserLook.Path] {
    var found: [CloserLook.Path] = []
    var waiting: [(nodes: [Int], factors: [Double])] = [([start], [])]
    while let (nodes, factors) = waiting.popLast(), found.count < limit {
      guard let end = nodes.last else { continue }
      if let seed = seeds[end] {
        let all = [seed] + factors.reversed()
        let product = all.reduce(1, *)
        found.append(
          CloserLook.Path(
            way: nodes.map { graph.symbol(of: $0) }.joined(separator: " → "),
            product: all.map { NumberText.factor($0) }.joined(separator: " · ")
              + " \(NumberText.result(product))"))
      }
      for edge in edges[end, default: []].reversed() where count(from: edge.to) > 0 {
        waiting.append((nodes + [edge.to], factors + [factor(edge)]))
      }
    }
    return found
  }

  /// The local derivative; where the program itself says what is sent, what it came to.
  private func factor(_ edge: Graph.Edge) -> Double {
    graph.localDerivative(of: edge) ?? quotients[edge] ?? .nan
  }
}
