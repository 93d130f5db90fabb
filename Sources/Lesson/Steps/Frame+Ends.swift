import Autograd

extension Frame {
  /// The values only.
  package static func forward(_ graph: Graph) -> Frame {
    var frame = FrameState(graph, nil).frame
    let roots = graph.roots.map { graph.symbol(of: $0) }.joined(separator: ", ")
    frame.title = "Forward pass to \(roots)"
    frame.sentence =
      "Every operation has computed its value; no gradient has been sent." + graph.orderNote
    frame.line = graph.roots.last.flatMap { graph[$0]?.line } ?? 0
    return frame
  }

  /// The end of the last pass through a graph that is told in parts; nil if there was none.
  ///
  /// - Complexity: O(nodes + events).
  package static func final(_ graph: Graph) -> Frame? {
    guard let outline = graph.outline, let (pass, index) = Pass.latest(forPartsOf: graph) else {
      return nil
    }
    var frame = Frame.final(graph, pass)
    let firsts = outline.links.map { $0.first }
    let arrivals = Arrivals(
      graph.recording, graph.recording.passes[index], origins: graph.origins, edges: Set(firsts))
    for edge in firsts where frame.edges[edge] == nil {
      frame.edges[edge] = EdgeState(
        local: graph.localDerivative(of: edge), contribution: arrivals.sent[edge], isActive: false)
    }
    frame.arrivals = arrivals
    frame.showSeeds(pass.seeds, outline)
    return frame
  }

  /// One arrow for all seeds that enter a part, if they are equal.
  private mutating func showSeeds(_ entered: [Recording.Seed], _ outline: Outline) {
    var seedsOfParts: [Int32: [Recording.Seed]] = [:]
    for seed in entered {
      guard let part = outline.part(of: seed.node), part.members.count > 1 else { continue }
      seedsOfParts[outline.partOf[seed.node], default: []].append(seed)
    }
    for entering in seedsOfParts.values {
      let first = entering[0]
      if entering.allSatisfy({ $0.value == first.value }) { seeds[first.node] = first.value }
    }
  }

  /// The end of a pass, when everything has arrived.
  package static func final(_ graph: Graph, _ pass: Pass) -> Frame {
    var state = FrameState(graph, pass)
    for step in Step.backward(graph, pass) { state.apply(step, edges: [:]) }
    state.activate([], focus: nil)
    var frame = state.frame
    for node in graph.nodes where frame.nodes[node.id]?.gradient == .notYet {
      // What a leaf without a gradient prints.
      frame.nodes[node.id]?.gradient = node.kind == .leaf ? .cleared : .unreached
    }
    let seeds = pass.seeds.filter { graph.kind(of: $0.node) != nil }
    var seen: Set<String> = []
    let roots = seeds.map { graph.symbol(of: $0.node) }.filter { seen.insert($0).inserted }
      .joined(separator: ", ")
    frame.title = "After the backward pass from \(roots)"
    frame.sentence =
      "Each edge carried back upstream × local; a node adds up what arrives."
      + graph.orderNote
    frame.line = pass.line
    return frame
  }
}

extension Graph {
  /// What tinted cards mean, for a graph that has some.
  fileprivate var orderNote: String {
    nodes.contains { $0.order > 0 }
      ? " “order 1” marks nodes built by a backward pass, “order 2” those built by a pass through these."
      : ""
  }
}
