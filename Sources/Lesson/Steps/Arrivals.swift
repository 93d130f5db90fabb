import Autograd

/// What a whole pass brought to every node of a recording, in columns: for graphs that are too
/// large for a state a node.
struct Arrivals: Sendable {
  private var sums: [Double]
  private var hasArrived: [Bool]
  /// What was sent along some edges.
  private(set) var sent: [Graph.Edge: Double] = [:]

  /// What was sent is kept for the edges that are given.
  ///
  /// - Complexity: O(nodes + what was sent).
  init(
    _ recording: Recording, _ pass: Recording.Pass, origins: [Int], edges: Set<Graph.Edge>
  ) {
    var isWanted = [Bool](repeating: false, count: recording.nodes.count)
    for edge in edges { isWanted[edge.to] = true }
    sums = Array(repeating: 0, count: recording.nodes.count)
    hasArrived = Array(repeating: false, count: recording.nodes.count)
    for seed in pass.seeds { add(seed.value, to: origins[seed.node], recording) }
    for step in pass.steps {
      switch step {
      case .visited(let visit):
        // What passes a value on only hands over what has been counted where it arrived.
        guard origins[visit.node] == visit.node else { continue }
        for place in visit.sent {
          let part = pass.contributions[place]
          add(part.amount, to: origins[part.to], recording)
          guard isWanted[visit.node] else { continue }
          let edge = Graph.Edge(from: origins[part.to], to: visit.node, place: part.place)
          if edges.contains(edge) { sent[edge] = part.amount }
        }
      case .hooked(let node, _, let after): sums[origins[node]] = after
      case .accumulated(let sum):
        sums[origins[sum.leaf]] = sum.after
        hasArrived[origins[sum.leaf]] = true
      case .returned: continue
      }
    }
  }

  private mutating func add(_ amount: Double, to node: Int, _ recording: Recording) {
    let sum = hasArrived[node] ? sums[node] + amount : amount
    sums[node] = recording.nodes[node].precision.rounded(sum)
    hasArrived[node] = true
  }

  func gradient(of id: Int) -> Double? { hasArrived[id] ? sums[id] : nil }
}
