package import Diagram
package import Lesson

extension TerminalPlan {
  /// The names of what can be folded in a stage's graph.
  package static func foldable(_ stage: Tour.Stage) -> [String] {
    Layout.foldable(in: stage.graph)
  }

  /// The places of one stage's graph, with room for all of its passes.
  ///
  /// - Throws: What ``Layout`` throws.
  package init(_ stage: Tour.Stage, fold names: [String]) throws(LayoutError) {
    let graph = stage.graph
    var frames = stage.passes.map { Frame.final(graph, $0) }
    frames.append(.forward(graph))
    let layout = try Layout(graph, frames: frames, fold: names)
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
