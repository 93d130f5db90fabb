import Diagram
import Lesson
import Questions
package import Terminal

/// A question's graph in a terminal.
package struct PracticeGraph: Sendable {
  private let plot: Plot
  private let plan: TerminalPlan

  /// The graph of a variant; nil where the question has none, or where it cannot be laid out.
  package init?(_ variant: Variants.Variant) {
    guard let plot = variant.plot,
      let layout = try? Layout(plot.graph, frames: [Frame.forward(plot.graph)])
    else { return nil }
    self.plot = plot
    let asked = plot.blanks.keys.compactMap(\.edge)
    // Room for a number for each blank on an edge.
    let labels = layout.folding.bundles.map { bundle in
      7 * asked.count { $0 == bundle.edge }
    }
    plan = TerminalPlan(layout, seeds: [], labels: labels)
  }

  /// The graph in pieces of some width, which stand below each other, so that every blank is seen.
  package func pieces(
    _ practice: Practice, width: Int, height: Int, ascii: Bool
  ) -> [TerminalCanvas] {
    var frame = Frame.forward(plot.graph)
    let asked = practice.current.map { practice.question.blanks[$0].number }
    frame.focus = plot.blanks.first { $0.value == asked }?.key.node
    for node in plot.graph.nodes { frame.nodes[node.id]?.gradient = .notYet }
    for edge in plot.graph.edges { frame.edges[edge]?.local = nil }
    var inscriptions = TerminalGraph.Inscriptions()
    for node in plot.graph.nodes { inscriptions.gradients[node.id] = "" }
    for (quantity, number) in plot.blanks.sorted(by: { $0.value < $1.value }) {
      let text = practice.written(in: number)
      switch quantity {
      case .value(let node): inscriptions.values[node] = text
      case .gradient(let node): inscriptions.gradients[node] = text
      case .local(let edge), .contribution(let edge):
        let earlier = inscriptions.edges[edge].map { "\($0) " } ?? ""
        inscriptions.edges[edge] = earlier + text
      }
    }
    return TerminalGraph(plan, frame, inscriptions, ascii: ascii)
      .pieces(width: width, height: height)
  }
}

extension Quantity {
  /// The node that it belongs to; of an edge the one that it leads to.
  fileprivate var node: Int {
    switch self {
    case .value(let node), .gradient(let node): node
    case .local(let edge), .contribution(let edge): edge.to
    }
  }

  fileprivate var edge: Graph.Edge? {
    switch self {
    case .value, .gradient: nil
    case .local(let edge), .contribution(let edge): edge
    }
  }
}

extension Practice {
  /// The right answer, or the blank's number.
  fileprivate func written(in number: Int) -> String {
    let kept = entry.blanks.first { $0.number == number }
    return kept?.answer ?? "(\(number))"
  }
}
