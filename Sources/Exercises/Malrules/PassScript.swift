package import Autograd
package import Lesson

/// What a working goes through: the operations of a recording, and its passes in order.
package struct PassScript: Sendable {
  /// The operations of the recording.
  package let nodes: [Recording.Node]
  /// For every node the one that it passes on unchanged; mostly itself.
  let origins: [Int]
  let events: [Event]
  /// The nodes whose values do not follow from their operands by hand.
  let isOpaque: [Bool]
  /// The graph that is asked about.
  package let graph: Graph
  /// What the layers of a network are told by.
  let layers: Layers
  /// For each element of a leaf with several its place, and how many there are.
  let elements: [Int: (place: Int, count: Int)]

  enum Event: Sendable {
    /// A pass, the leaves that keep what it brings, and whether the picture shows it.
    case pass([Recording.Seed], keeps: Set<Int>, isShown: Bool)
    case cleared(Int, to: Double?)
    case updated(from: Int, to: Int)
  }

  /// The most nodes of a program that a student can be asked about.
  package static let nodeLimit = 5_000

  /// Everything up to the end of a pass, or everything where there is none.
  package init(_ graph: Graph, _ pass: Pass?) {
    let recording = graph.recording
    let origins = recording.origins
    self.graph = graph
    self.origins = origins
    nodes = recording.nodes
    events = Self.events(recording, origins, upTo: pass?.number)
    layers = Layers(recording, origins, after: pass)
    elements = Self.elements(recording)
    isOpaque = recording.nodes.map { node in
      guard !node.operands.isEmpty else { return true }
      let operands = node.operands.map { Real(recording.nodes[$0].value) }
      let value: Double =
        switch node.operation {
        case .source: node.value
        case .unary(let unary): operands[0].applying(unary).number
        case .binary(let binary): operands[0].applying(binary, operands[1]).number
        case .reduction(let reduction): reduction.value(operands, precision: .double).number
        }
      return !((value - node.value).magnitude <= 1e-4 * max(1, node.value.magnitude))
    }
  }

  private static func elements(_ recording: Recording) -> [Int: (place: Int, count: Int)] {
    var elements: [Int: (place: Int, count: Int)] = [:]
    for tensor in recording.tensors where tensor.shape.count == 1 && tensor.nodes.count > 1 {
      for (place, node) in tensor.nodes.enumerated()
      where recording.nodes[node].operation == .source(.leaf) {
        elements[node] = (place, tensor.nodes.count)
      }
    }
    return elements
  }

  private static func events(
    _ recording: Recording, _ origins: [Int], upTo last: Int?
  ) -> [Event] {
    var events: [Event] = []
    for moment in recording.events {
      switch moment.event {
      case .pass(let index):
        if let last, index + 1 > last { return events }
        let pass = recording.passes[index]
        let merged = pass.seeds.map { Recording.Seed(node: origins[$0.node], value: $0.value) }
        let keeps = pass.accumulations.map { origins[$0.leaf] }
        events.append(.pass(merged, keeps: Set(keeps), isShown: index + 1 == last))
      case .cleared(let leaf, let value): events.append(.cleared(origins[leaf], to: value))
      case .gradientChanged(let leaf, _, let value, _):
        events.append(.cleared(origins[leaf], to: value))
      case .updated(let old, let new, _):
        events.append(.updated(from: origins[old], to: origins[new]))
      case .printed, .raised: continue
      }
    }
    return events
  }

  /// Whether the picture has a place for a quantity.
  func shows(_ quantity: Quantity) -> Bool {
    switch quantity {
    case .value(let id), .gradient(let id): graph[id] != nil
    case .local(let edge), .contribution(let edge):
      graph[edge.from] != nil && graph.carriesGradient(edge)
    }
  }
}
