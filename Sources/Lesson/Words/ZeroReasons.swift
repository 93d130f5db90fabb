import Autograd

/// Why a gradient is exactly zero, or not a number, in a few words.
struct ZeroReasons {
  private let graph: Graph
  /// What was sent is zero already: the reason stands where the zero was born.
  static let inherited = "upstream 0"

  init(_ graph: Graph) { self.graph = graph }

  /// The reason for a sum of contributions.
  ///
  /// - Parameters:
  ///   - total: The sum.
  ///   - arrivals: What it is the sum of.
  ///   - before: What a leaf held before.
  ///   - upstream: The gradient of the node that sent a contribution.
  /// - Returns: Nil where the sum is an ordinary number.
  func reason(
    for total: Double, _ arrivals: [FrameState.Arrival], before: Double?,
    upstream: (Int) -> Double?
  ) -> String? {
    if total.isNaN { return notANumber(arrivals, upstream) }
    guard total == 0 else { return nil }
    guard !arrivals.isEmpty else { return before == nil ? nil : "cleared to zero" }
    if arrivals.contains(where: { $0.amount != 0 }) { return "the contributions cancel" }
    var reasons: [String] = []
    for arrival in arrivals {
      let reason =
        arrival.edge.map { self.reason($0, upstream: upstream($0.to) ?? 0) } ?? "the seed is 0"
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    // Where a zero is born on one way and passed on along another, the birth says more.
    return reasons.first { $0 != ZeroReasons.inherited } ?? reasons.first
  }

  /// Why nothing came along an edge.
  private func reason(_ edge: Graph.Edge, upstream: Double) -> String {
    if let custom = graph.custom[edge] { return "\(custom) returned 0" }
    let local = graph.localDerivative(of: edge)
    guard local == 0 else {
      if upstream == 0 { return ZeroReasons.inherited }
      return (upstream * (local ?? 1)).magnitude < 1e-30
        ? "upstream × local is too small for a number" : "a value was changed in place since"
    }
    if let branch = graph.branchReason(of: edge) {
      // The card that says so has the name already.
      let subject = "\(graph.symbol(of: edge.from)) is "
      return branch.hasPrefix(subject + "not ")
        ? String(branch.dropFirst(subject.count)) : branch
    }
    let node = graph.recording.nodes[edge.to]
    switch node.operation {
    case .binary(.multiply):
      let other = node.operands[1 - edge.place]
      return graph[graph.origins[other]] == nil
        ? "times 0" : "\(graph.symbol(ofOperand: other)) = 0"
    case .unary(.sigmoid), .unary(.tanh), .unary(.erf):
      return "saturated: the curve is flat"
    case .binary(.power):
      return graph.recording.nodes[edge.from].value == 0
        ? "\(graph.symbol(of: edge.from)) = 0" : "∂\(graph.symbol(of: edge.to)) is 0 here"
    case .reduction(.product):
      return "another factor is 0"
    case .source, .unary, .binary, .reduction:
      return "∂\(graph.symbol(of: edge.to)) is 0 here"
    }
  }

  private func notANumber(
    _ arrivals: [FrameState.Arrival], _ upstream: (Int) -> Double?
  ) -> String {
    guard let bad = arrivals.first(where: { !$0.amount.isFinite }) else { return "inf − inf" }
    guard let edge = bad.edge else { return "the seed is \(NumberText.card(bad.amount))" }
    guard bad.amount.isNaN else { return "inf − inf" }
    if let custom = graph.custom[edge] { return "\(custom) returned nan" }
    guard let local = graph.localDerivative(of: edge), !local.isNaN else {
      return "∂\(graph.symbol(of: edge.to)) is nan"
    }
    guard let sent = upstream(edge.to), !sent.isNaN else { return "upstream nan" }
    return "\(NumberText.card(sent)) × \(NumberText.factor(local))"
  }
}
