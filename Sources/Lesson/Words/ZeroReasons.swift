import Autograd

/// Why a gradient is exactly zero, or not a number.
struct ZeroReasons {
  private let graph: Graph

  init(_ graph: Graph) { self.graph = graph }

  /// The reason for a sum of contributions; nil where the sum is an ordinary number.
  func reason(
    for total: Double, at id: Int, _ arrivals: [FrameState.Arrival], before: Double?
  ) -> String? {
    if total.isNaN { return notANumber(arrivals) }
    guard total == 0 else { return nil }
    guard let first = arrivals.first else { return before == nil ? nil : "cleared to zero" }
    if arrivals.contains(where: { $0.amount != 0 }) { return "the contributions cancel" }
    guard let edge = first.edge else { return "the seed is 0" }
    return reason(edge)
  }

  /// Why nothing came along an edge.
  private func reason(_ edge: Graph.Edge) -> String {
    if let custom = graph.custom[edge] { return "\(custom) returned 0" }
    guard let local = graph.localDerivative(of: edge), local == 0 else {
      return "the upstream gradient of \(graph.symbol(of: edge.to)) is 0"
    }
    if let branch = graph.branchReason(of: edge) { return branch }
    let node = graph.recording.nodes[edge.to]
    switch node.operation {
    case .binary(.multiply):
      let other = node.operands[1 - edge.place]
      return graph[graph.origins[other]] == nil
        ? "times 0" : "times \(graph.symbol(ofOperand: other)), which is 0"
    case .unary(.sigmoid), .unary(.tanh), .unary(.erf):
      return "\(graph.symbol(of: edge.to)) is saturated: the curve is flat there"
    case .binary(.power), .reduction(.product):
      return "a factor of the local derivative is 0"
    case .source, .unary, .binary, .reduction:
      return "the local derivative of \(graph.symbol(of: edge.to)) is 0 here"
    }
  }

  private func notANumber(_ arrivals: [FrameState.Arrival]) -> String {
    guard let bad = arrivals.first(where: { !$0.amount.isFinite }) else { return "inf − inf" }
    guard let edge = bad.edge else { return "the seed is \(NumberText.card(bad.amount))" }
    guard bad.amount.isNaN else { return "inf − inf" }
    if let custom = graph.custom[edge] { return "\(custom) returned nan" }
    guard let local = graph.localDerivative(of: edge), !local.isNaN else {
      return "the local derivative of \(graph.symbol(of: edge.to)) is nan"
    }
    return local.isFinite && local != 0
      ? "the upstream gradient of \(graph.symbol(of: edge.to)) is nan"
      : "the upstream gradient of \(graph.symbol(of: edge.to)) times \(NumberText.card(local))"
  }
}
