extension Tape {
  /// How a node moves when its operands move: forward-mode differentiation of one node.
  ///
  /// The rules are those of the way back, each with an operand's tangent where the upstream
  /// gradient stands there. The sum over the operands is rounded step by step.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - tangents: The tangent of an operand; nil of one that does not move.
  /// - Returns: nil where no operand moves.
  public func tangent(of node: Int, _ tangents: (Int) -> Real?) -> Real? {
    let store = NumericGradients(tape: self)
    let operands = operands(of: node)
    let output = store.operand(node, of: node)
    func value(_ place: Int) -> Real { store.operand(operands[place], of: node) }
    func moved(_ place: Int) -> Real? {
      tangents(operands[place]).map { store.number($0.number, like: node) }
    }
    switch operation(of: node) {
    case .source: return nil
    case .unary(let operation):
      guard operation != .detach, let tangent = moved(0) else { return nil }
      return operation.contribution(upstream: tangent, x: value(0), output: output)
    case .binary(let operation):
      let parts = [(0, Binary.Side.left), (1, Binary.Side.right)].compactMap { place, side in
        moved(place).map {
          operation.contribution(
            upstream: $0, to: side, a: value(0), b: value(1), output: output)
        }
      }
      return sum(parts)
    case .reduction(let operation):
      let tangents = operands.indices.map { moved($0) }
      guard tangents.contains(where: { $0 != nil }) else { return nil }
      let zero = store.number(0, like: node)
      switch operation {
      case .sum, .sumInOrder, .mean:
        return operation.value(tangents.map { $0 ?? zero }, precision: output.precision)
      default:
        let slopes = operation.contributions(
          upstream: store.number(1, like: node), operands: operands.indices.map { value($0) },
          output: output)
        return sum(
          zip(tangents, slopes).compactMap { tangent, slope in tangent.map { $0 * slope } })
      }
    }
  }

  private func sum(_ parts: [Real]) -> Real? {
    parts.dropFirst().reduce(parts.first) { sum, part in sum.map { $0 + part } }
  }
}
