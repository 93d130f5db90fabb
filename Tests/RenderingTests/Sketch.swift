@testable import Lesson

/// A graph written down by hand, with its frames: one for the forward pass, then one for each node
/// that sends its gradient on.
struct Sketch {
  private(set) var graph = Graph(nodes: [], edges: [], roots: [], scopes: [])
  private var locals: [Graph.Edge: Double] = [:]
  var seed = 1.0
  /// Why a node's gradient is zero.
  var reasons: [Int: String] = [:]

  mutating func scope(_ title: String, in parent: Int? = nil) -> Int {
    graph.scopes.append(.init(title: title, parent: parent))
    return graph.scopes.count - 1
  }

  mutating func leaf(_ name: String?, _ value: Double, in scope: Int? = nil) -> Int {
    add(.leaf, name, name ?? "", value, scope)
  }

  mutating func constant(_ name: String?, _ value: Double, in scope: Int? = nil) -> Int {
    add(.constant, name, name ?? "", value, scope)
  }

  /// A computed node; each operand comes with its local derivative.
  mutating func node(
    _ name: String?, _ expression: String, _ value: Double, _ operands: [(Int, Double)],
    kind: Graph.Kind = .computed, in scope: Int? = nil
  ) -> Int {
    let id = add(kind, name, expression, value, scope)
    for (place, (operand, local)) in operands.enumerated() {
      let edge = Graph.Edge(from: operand, to: id, place: place)
      graph.edges.append(edge)
      if carries(operand), carries(id) { locals[edge] = local }
    }
    return id
  }

  mutating func node(
    _ expression: String, _ value: Double, _ operands: [(Int, Double)], in scope: Int? = nil
  ) -> Int {
    node(nil, expression, value, operands, in: scope)
  }

  mutating func backward(from roots: Int...) { graph.roots = roots }

  private mutating func add(
    _ kind: Graph.Kind, _ name: String?, _ expression: String, _ value: Double, _ scope: Int?
  ) -> Int {
    let id = graph.nodes.count
    graph.nodes.append(
      .init(
        id: id, kind: kind, name: name, expression: expression, value: value, scope: scope,
        line: id + 1))
    return id
  }

  private func carries(_ id: Int) -> Bool {
    switch graph.nodes[id].kind {
    case .leaf, .computed: true
    case .constant, .untracked, .detached: false
    }
  }

  /// A frame before anything was computed but the first `count` nodes.
  func forward(_ count: Int) -> Frame {
    Frame(
      title: "Forward, \(count) of \(graph.nodes.count) nodes", arithmetic: "", sentence: "",
      line: count, focus: count == 0 ? nil : count - 1,
      nodes: Dictionary(
        uniqueKeysWithValues: graph.nodes.map {
          ($0.id, Frame.NodeState(isComputed: $0.id < count, gradient: carries($0.id) ? .notYet : .notNeeded))
        }),
      edges: Dictionary(
        uniqueKeysWithValues: graph.edges.map {
          ($0, Frame.EdgeState(local: locals[$0], contribution: nil, isActive: false))
        }),
      seeds: [:])
  }

  /// The frames of a backward pass.
  func frames() -> [Frame] {
    var frame = forward(graph.nodes.count)
    frame.focus = nil
    var frames = [frame]
    var sums: [Int: Double] = [:]
    var arrived: [Int: Int] = [:]
    let due = graph.edges.reduce(into: [:]) { $0[$1.from, default: 0] += locals[$1] == nil ? 0 : 1 }
    for root in graph.roots {
      frame.seeds[root] = seed
      sums[root, default: 0] += seed
      arrived[root, default: 0] += 1
    }
    for node in graph.nodes.reversed() {
      guard let upstream = sums[node.id] else { continue }
      for edge in frame.edges.keys { frame.edges[edge]?.isActive = false }
      for edge in graph.edges where edge.to == node.id {
        guard let local = locals[edge] else { continue }
        frame.edges[edge]?.contribution = upstream * local
        frame.edges[edge]?.isActive = true
        sums[edge.from, default: 0] += upstream * local
        arrived[edge.from, default: 0] += 1
      }
      for (id, sum) in sums {
        let isRoot = graph.roots.contains(id)
        frame.nodes[id]?.gradient = .value(
          sum, arrived: arrived[id] ?? 0, due: (due[id] ?? 0) + (isRoot ? 1 : 0),
          why: sum == 0 ? reasons[id] : nil)
      }
      frame.focus = node.id
      frame.title = "Step \(frames.count) · backward through \(node.name ?? node.expression)"
      frame.arithmetic = "∂L/∂\(node.name ?? node.expression) = \(upstream)"
      frame.sentence = "The gradient of \(node.expression) is complete and is sent on."
      frames.append(frame)
    }
    return frames
  }
}
