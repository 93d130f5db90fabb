import Autograd

/// The state of a graph while a pass goes through it.
struct FrameState {
  let graph: Graph
  /// The pass that is shown; nil while there is none.
  let pass: Pass?
  private let locals: [Graph.Edge: Double]
  private let zeros: ZeroReasons
  /// How many contributions each node gets in this pass.
  let due: [Int: Int]
  /// The leaves that the pass adds to, rather than give their gradients back or pass them by.
  let kept: Set<Int>
  private(set) var frame: Frame
  /// What has arrived at each node in this pass, in order.
  private(set) var arrived: [Int: [Arrival]] = [:]
  /// The sum of it, rounded as the engine rounds it.
  private var sums: [Int: Double] = [:]
  private var edgeArrivals: [Int: Int] = [:]
  private var active: [Graph.Edge] = []

  /// Something that was added to a node's gradient.
  struct Arrival {
    /// Where it came from; nil for a seed.
    var edge: Graph.Edge?
    var amount: Double
  }

  /// Values computed, nothing sent.
  init(_ graph: Graph, _ pass: Pass?) {
    self.graph = graph
    self.pass = pass
    locals = graph.localDerivatives
    zeros = ZeroReasons(graph)
    var due: [Int: Int] = [:]
    for visit in pass?.visits ?? [] where graph.kind(of: visit.node) != nil {
      for contribution in visit.contributions { due[contribution.edge.from, default: 0] += 1 }
    }
    self.due = due
    kept = Set(pass?.accumulations.map { $0.leaf } ?? [])
    frame = Frame(
      title: "", arithmetic: "", sentence: "", line: 0, focus: nil, nodes: [:], edges: [:],
      seeds: [:])
    for node in graph.nodes {
      frame.nodes[node.id] = Frame.NodeState(
        isComputed: true, gradient: node.kind.isTracked ? .notYet : .notNeeded, before: nil)
    }
    for edge in graph.edges {
      frame.edges[edge] = Frame.EdgeState(
        local: locals[edge], contribution: nil, isActive: false)
    }
    for accumulation in pass?.accumulations ?? [] { hold(accumulation) }
  }

  /// What a leaf holds from earlier passes.
  private mutating func hold(_ accumulation: Pass.Accumulation) {
    guard let before = accumulation.before, graph[accumulation.leaf] != nil else { return }
    frame.nodes[accumulation.leaf]?.before = before
    show(accumulation.leaf)
  }

  /// Says what every leaf holds at this moment, whatever the pass found later.
  mutating func hold(_ held: [Int: Double]) {
    for node in graph.nodes where node.kind == .leaf {
      frame.nodes[node.id]?.before = held[node.id]
      frame.nodes[node.id]?.gradient = .notYet
      if held[node.id] != nil { show(node.id) }
    }
  }

  /// Takes back the values of all operations, for the way forward.
  mutating func forgetValues() {
    for node in graph.nodes where node.kind.isComputed {
      frame.nodes[node.id]?.isComputed = false
    }
    for edge in graph.edges { frame.edges[edge]?.local = nil }
  }

  /// The values of some operations are there.
  mutating func compute(_ ids: [Int], edges: [Int: [Graph.Edge]]) {
    for id in ids {
      frame.nodes[id]?.isComputed = true
      for edge in edges[id, default: []] { frame.edges[edge]?.local = locals[edge] }
    }
  }

  /// The seeds of the pass enter, and what comes in from outside the graph; a zero changes nothing
  /// there, such as what the elements send that a maximum passed over.
  mutating func seed() {
    guard let pass else { return }
    for accumulation in pass.accumulations where graph[accumulation.leaf] != nil {
      // What the leaf holds when the pass begins, whatever became of it since the one before.
      guard frame.nodes[accumulation.leaf]?.before != accumulation.before else { continue }
      frame.nodes[accumulation.leaf]?.before = accumulation.before
      frame.nodes[accumulation.leaf]?.gradient = .notYet
      show(accumulation.leaf)
    }
    for seed in pass.seeds { enter(seed.node, seed.value) }
    for visit in pass.visits where graph.kind(of: visit.node) == nil {
      for contribution in visit.contributions where contribution.amount != 0 {
        enter(contribution.edge.from, contribution.amount)
      }
    }
  }

  private mutating func enter(_ id: Int, _ amount: Double) {
    guard graph[id] != nil else { return }
    frame.seeds[id, default: 0] += amount
    arrive(Arrival(edge: nil, amount: amount), at: id)
  }

  /// A node sends its contributions.
  mutating func send(_ visit: Pass.Visit) {
    for contribution in visit.contributions {
      frame.edges[contribution.edge]?.contribution = contribution.amount
      guard graph[contribution.edge.from] != nil else { continue }
      arrive(
        Arrival(edge: contribution.edge, amount: contribution.amount), at: contribution.edge.from)
    }
  }

  /// Hooks put what they return in place of what arrived.
  mutating func hook(_ hook: Pass.Hook) {
    guard graph[hook.node] != nil else { return }
    sums[hook.node] = hook.after
    frame.nodes[hook.node]?.hook = hook
    show(hook.node)
  }

  mutating func accumulate(_ accumulation: Pass.Accumulation) {
    guard
      case .value(_, let arrived, let due, let why) =
        frame.nodes[accumulation.leaf]?.gradient
    else { return }
    // The engine's own sum, which PyTorch's formulas may have the last word on.
    if accumulation.before == nil { sums[accumulation.leaf] = accumulation.after }
    frame.nodes[accumulation.leaf]?.gradient = .value(
      accumulation.after, arrived: arrived, due: due, why: why)
  }

  mutating func clear(_ clearing: Pass.Clearing) {
    guard graph[clearing.leaf] != nil else { return }
    arrived[clearing.leaf] = nil
    sums[clearing.leaf] = nil
    edgeArrivals[clearing.leaf] = nil
    frame.nodes[clearing.leaf]?.hook = nil
    frame.nodes[clearing.leaf]?.before = clearing.to
    frame.nodes[clearing.leaf]?.gradient =
      clearing.to.map {
        .value($0, arrived: 0, due: 0, why: clearing.isChange ? nil : "cleared")
      } ?? .cleared
  }

  /// The sum of what has arrived at a node in this pass; nil for nothing.
  func sum(at node: Int) -> Double? { sums[node] }

  /// Marks what this very step is about.
  mutating func activate(_ edges: [Graph.Edge], focus: Int?) {
    for edge in active { frame.edges[edge]?.isActive = false }
    active = edges.filter { frame.edges[$0] != nil }
    for edge in active { frame.edges[edge]?.isActive = true }
    frame.focus = focus
  }

  private mutating func arrive(_ arrival: Arrival, at id: Int) {
    arrived[id, default: []].append(arrival)
    if arrival.edge != nil { edgeArrivals[id, default: 0] += 1 }
    let sum = sums[id].map { $0 + arrival.amount } ?? arrival.amount
    sums[id] = graph.recording.nodes[id].precision.rounded(sum)
    show(id)
  }

  /// Writes what a node holds into the frame.
  private mutating func show(_ id: Int) {
    let before = frame.nodes[id]?.before
    guard let total = sum(before, sums[id]) else { return }
    let arrivals = arrived[id, default: []]
    let count = edgeArrivals[id, default: 0]
    let due = due[id, default: 0]
    let why =
      count == due
      ? zeros.reason(for: total, arrivals, before: before) { frame.gradient(of: $0) } : nil
    frame.nodes[id]?.gradient = .value(
      graph.recording.nodes[id].precision.rounded(total), arrived: count, due: due, why: why)
  }

  private func sum(_ before: Double?, _ sent: Double?) -> Double? {
    guard let before, let sent else { return before ?? sent }
    return before + sent
  }
}
