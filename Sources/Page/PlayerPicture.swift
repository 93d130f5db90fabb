package import Diagram
package import Lesson

/// The pictures that a figure's steps are shown on: one, or a folded one and the whole.
package struct PlayerPicture: Sendable {
  /// `folded` or `whole`; the page's switch says it.
  package var name: String
  /// Where everything stands, the same for all steps.
  package var layout: Layout
  /// The picture that the page begins with and its script repaints.
  package var scene: Scene
}

extension PlayerPicture {
  /// More nodes than this are folded where that is possible, unless asked otherwise.
  private static let comfortable = 60
  /// A whole picture of more nodes than this is left out where there is a folded one.
  private static let mostNodes = 250

  /// The pictures of a tour, the one to begin with first.
  ///
  /// - Throws: What the layout has to say where there is no picture at all.
  package static func all(
    _ tour: Tour, finalFrame: Frame, view: Layout.View, wish: Outline.Wish
  ) throws(LayoutError) -> [PlayerPicture] {
    let graph = tour.stages[0].graph
    var wish = wish
    // The page's steps are of numbers, and it can show so many one by one.
    if wish.level == nil, graph.nodes.count <= comfortable { wish.level = .scalar }
    let folding = try Folding(graph, wish, readable: comfortable).withoutTables
    let frames = tour.indices.map { bare(tour[$0].frame) } + [bare(finalFrame)]
    var stages: [PlayerPicture] = []
    if !folding.folds.isEmpty {
      stages.append(try PlayerPicture("folded", graph, frames, view, folding))
    }
    if folding.folds.isEmpty || graph.nodes.count <= mostNodes {
      let whole = try Folding(graph, names: [])
      stages.append(try PlayerPicture("whole", graph, frames, view, whole))
    }
    return stages
  }

  private init(
    _ name: String, _ graph: Graph, _ frames: [Frame], _ view: Layout.View, _ folding: Folding
  ) throws(LayoutError) {
    self.name = name
    let full = PlayerPicture.full(graph, folding)
    layout = try Layout(graph, frames: frames + [full], view: view, folding)
    scene = Scene(stage: layout, rest: PlayerPicture.resting(graph), full: full)
  }

  /// The page says elsewhere what a frame's texts say.
  private static func bare(_ frame: Frame) -> Frame {
    var frame = frame
    (frame.title, frame.arithmetic, frame.sentence) = ("", "", "")
    return frame
  }

  private static func resting(_ graph: Graph) -> Frame {
    bare(Frame.forward(graph))
  }

  /// Everything sent, in numbers that are as wide as numbers get when someone plays with them.
  private static func full(_ graph: Graph, _ folding: Folding) -> Frame {
    let wide = -0.1234
    var frame = resting(graph)
    for node in graph.nodes where node.kind != .constant || node.name != nil {
      frame.nodes[node.id]?.gradient = .value(wide, arrived: 0, due: 0, why: nil)
    }
    // Two numbers, so that there is room for the least and the greatest.
    for fold in folding.folds {
      guard let first = fold.outputs.first else { continue }
      frame.nodes[first]?.gradient = .value(wide + 0.01, arrived: 0, due: 0, why: nil)
    }
    for edge in graph.edges where graph.carriesGradient(edge) {
      frame.edges[edge]?.local = wide
      frame.edges[edge]?.contribution = wide
      frame.edges[edge]?.isActive = true
    }
    for root in graph.roots where graph[root]?.kind.isTracked ?? false { frame.seeds[root] = wide }
    return frame
  }
}
