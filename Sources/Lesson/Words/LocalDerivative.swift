package import Autograd

extension Graph {
  /// The local derivative of every edge that carries a gradient: what its rule sends for an
  /// upstream gradient of one.
  ///
  /// - Complexity: O(edges).
  package var localDerivatives: [Edge: Double] {
    var locals: [Edge: Double] = [:]
    var byNode: [Int: [Double]] = [:]
    for edge in edges where carriesGradient(edge) && custom[edge] == nil {
      let partials = byNode[edge.to] ?? recording.localDerivatives(of: edge.to)
      byNode[edge.to] = partials
      locals[edge] = partials[edge.place]
    }
    return locals
  }

  /// The local derivative of one edge; nil where it carries no gradient, and where no rule knows it
  /// since the program itself says what is sent.
  ///
  /// - Complexity: O(operands of the node).
  package func localDerivative(of edge: Edge) -> Double? {
    carriesGradient(edge) && custom[edge] == nil
      ? recording.localDerivatives(of: edge.to)[edge.place] : nil
  }
}

extension Recording {
  /// ∂node/∂operand for all operands, as the engine computes them.
  func localDerivatives(of id: Int) -> [Double] {
    let node = nodes[id]
    let operands = node.operands.map { Real(nodes[$0].value, precision: nodes[$0].precision) }
    return node.operation.partials(
      one: Real(1, precision: node.precision), operands: operands,
      output: Real(node.value, precision: node.precision)
    ).map { $0.number }
  }
}

extension Operation {
  /// The local derivative with respect to each operand, in any reading of numbers; with an upstream
  /// gradient in place of `one`, what is sent to it.
  package func partials<N: Number>(one: N, operands: [N], output: N) -> [N] {
    switch self {
    case .source: []
    case .unary(let unary): [unary.contribution(upstream: one, x: operands[0], output: output)]
    case .binary(let binary):
      [Binary.Side.left, .right].map {
        binary.contribution(
          upstream: one, to: $0, a: operands[0], b: operands[1], output: output)
      }
    case .reduction(let reduction):
      reduction.contributions(upstream: one, operands: operands, output: output)
    }
  }
}
