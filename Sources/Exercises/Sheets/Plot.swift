import Diagram
package import Lesson
import Questions
import Rendering

/// A graph with numbered blanks, before it is drawn.
struct Plot: Sendable {
  var graph: Graph
  var pass: Pass?
  var blanks: [Quantity: Int] = [:]
}

/// A number of a graph that can be asked for.
package enum Quantity: Hashable, Sendable {
  /// What a node computes.
  case value(Int)
  /// What arrives at a node in the pass that is shown; what a leaf holds after it.
  case gradient(Int)
  /// ∂to/∂from.
  case local(Graph.Edge)
  /// What a pass sends along an edge.
  case contribution(Graph.Edge)
}

extension Plot {
  /// The graph with its blanks; whatever is not asked and is no value stays hidden.
  func picture() throws(LayoutError) -> BlankPicture {
    var scene = try scene()
    scene.title =
      blanks.isEmpty ? "Computation graph" : "Computation graph with \(blanks.count) blanks"
    scene.description = description
    let svg = scene.svg(theme: .light, identifier: "graph")
    let template = svg.replacing(/class="blank" data-subject="blank (\d+)"/) { match in
      "class=\"blank ⟦\(match.output.1) mark⟧\" data-subject=\"blank \(match.output.1)\""
    }
    return BlankPicture(template: template, description: description)
  }

  /// What a page of A4 leaves to a picture, in points.
  private static let page = (width: 500.0, height: 420.0)

  /// Laid out in the direction that a page shows larger.
  private func scene() throws(LayoutError) -> Scene {
    let candidates = [
      try Scene(layout(.leftToRight), frame(isRoom: false)),
      try Scene(layout(.topToBottom), frame(isRoom: false)),
    ]
    let scale = { (scene: Scene) in
      min(1, Self.page.width / scene.bounds.width, Self.page.height / scene.bounds.height)
    }
    var scene = scale(candidates[1]) > scale(candidates[0]) * 1.05 ? candidates[1] : candidates[0]
    scene.groups = scene.groups.flatMap(withBlanks)
    return scene
  }

  private func layout(_ direction: Direction) throws(LayoutError) -> Layout {
    try Layout(roomyGraph, frames: [frame(isRoom: true)], direction: direction)
  }

  /// A number as wide as anything that a blank may hold.
  private static let wide = -123_456.0

  /// The graph with wide numbers where there will be blanks.
  private var roomyGraph: Graph {
    var graph = graph
    for index in graph.nodes.indices where blanks[.value(graph.nodes[index].id)] != nil {
      graph.nodes[index].value = Self.wide
    }
    return graph
  }

  /// Only what the sheet shows, or has room for.
  private func frame(isRoom: Bool) -> Frame {
    var frame = Frame.forward(graph)
    frame.title = ""
    frame.sentence = ""
    frame.arithmetic = ""
    for node in graph.nodes where blanks[.gradient(node.id)] != nil {
      frame.nodes[node.id]?.gradient = .value(
        isRoom ? Self.wide : 1, arrived: 0, due: 0, why: nil)
    }
    for edge in graph.edges {
      let number = isRoom ? -1234.0 : 1
      frame.edges[edge]?.local = blanks[.local(edge)] == nil ? nil : number
      frame.edges[edge]?.contribution = blanks[.contribution(edge)] == nil ? nil : number
    }
    return frame
  }
}

/// Turns what a frame shows into what a sheet shows.
extension Plot {
  private func withBlanks(_ group: Scene.Group) -> [Scene.Group] {
    var group = group
    group.hint = nil
    group.roles.removeAll { $0 == .sent }
    let words = group.subject?.split(separator: " ") ?? []
    let numbers = words.dropFirst().compactMap { Int($0) }
    var slots: [Scene.Group] = []
    switch (words.first, numbers.count) {
    case ("node", 1):
      group.marks = card(group.marks, of: numbers[0], &slots)
    case ("edge", 3):
      let edge = Graph.Edge(from: numbers[0], to: numbers[1], place: numbers[2])
      group.marks = group.marks.filter { mark in
        guard case .text(let text) = mark else { return true }
        let quantity: Quantity = text.role == .label ? .local(edge) : .contribution(edge)
        if let blank = blanks[quantity] { slots.append(Self.slot(blank, around: text)) }
        return false
      }
    default: break
    }
    return [group] + slots
  }

  /// A card with the node's value, or a blank for it, and a gradient only where one is asked.
  private func card(
    _ marks: [Scene.Mark], of node: Int, _ slots: inout [Scene.Group]
  ) -> [Scene.Mark] {
    var row = ""
    var kept: [Scene.Mark] = []
    for mark in marks {
      guard case .text(var text) = mark else {
        if case .box(_, _, .card) = mark { kept.append(mark) }
        continue
      }
      switch text.role {
      case .name: kept.append(.text(text))
      case .label:
        row = text.string
        if row == "value" || blanks[.gradient(node)] != nil { kept.append(mark) }
      case .note: continue
      default:
        let quantity: Quantity = row == "value" ? .value(node) : .gradient(node)
        if let blank = blanks[quantity] {
          slots.append(Self.slot(blank, around: text))
        } else if row == "value" {
          text.string = NumberText.card(graph[node]?.value ?? 0)
          kept.append(.text(text))
        }
      }
    }
    return kept
  }

  /// A box to write in, where a number would stand.
  private static func slot(_ blank: Int, around text: Scene.Text) -> Scene.Group {
    let width = 58.0
    let middle =
      switch text.anchor {
      case .start: text.position.x + width / 2
      case .middle: text.position.x
      case .end: text.position.x - width / 2 + 3
      }
    let box = Rect(x: middle - width / 2, y: text.position.y - 11, width: width, height: 14.5)
    let label = Scene.Text(
      "⟦\(blank)⟧", at: Point(middle, text.position.y), .middle, .slotText, size: 11)
    return Scene.Group(
      [.blank], subject: "blank \(blank)", [.box(box, corner: 3, .slot), .text(label)])
  }

  /// The picture in words, which give nothing away.
  private var description: String {
    let nodes = graph.nodes.map { node in
      let value = blanks[.value(node.id)].map { "blank \($0)" } ?? NumberText.card(node.value)
      let gradient = blanks[.gradient(node.id)].map { ", gradient blank \($0)" } ?? ""
      return "\(graph.equation(of: node.id)): value \(value)\(gradient)."
    }
    let edges = graph.edges.flatMap { edge in
      let way = "\(graph.symbol(of: edge.from)) to \(graph.symbol(of: edge.to))"
      return [
        blanks[.local(edge)].map { "Edge \(way): local derivative blank \($0)." },
        blanks[.contribution(edge)].map { "Edge \(way): contribution blank \($0)." },
      ].compactMap(\.self)
    }
    return (nodes + edges).joined(separator: " ")
  }
}
