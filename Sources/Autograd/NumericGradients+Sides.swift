/// What the nodes of a run send to the operands of one side.
package struct SentBySide {
  /// The operand of each node on this side.
  package var operands: [Int] = []
  /// What each is sent, rounded to the operand's precision.
  package var amounts: [Double] = []
}

extension NumericGradients {
  /// What some nodes send to their left and right operands, without sending it.
  ///
  /// - Returns: A side for each that wants gradients; nil where the tape keeps events, where the nodes
  ///   are not all of one binary primitive, where nothing has arrived at one of them, or where only
  ///   some operands of a side want gradients.
  package func sent(by nodes: Range<Int>) -> [SentBySide]? {
    guard !tape.keepsEvents, let first = nodes.first,
      case .binary(let operation) = tape.operation(of: first)
    else { return nil }
    var sides: [SentBySide] = []
    for side in [Binary.Side.left, .right] {
      guard let sent = sent(by: nodes, of: operation, to: side) else { return nil }
      if !sent.operands.isEmpty { sides.append(sent) }
    }
    return sides
  }

  private func sent(
    by nodes: Range<Int>, of operation: Binary, to side: Binary.Side
  ) -> SentBySide? {
    let columns = tape.columns
    var sent = SentBySide()
    sent.operands.reserveCapacity(nodes.count)
    sent.amounts.reserveCapacity(nodes.count)
    for node in nodes {
      guard columns.pointee.kind[node].operation == .binary(operation),
        let upstream = gradient(of: node)
      else { return nil }
      let operands = columns.pointee.operands[node]
      let (a, b) = (Int(operands.left), Int(operands.right))
      let target = side == .left ? a : b
      guard wants(target) else { continue }
      let amount = operation.contribution(
        upstream: upstream, to: side, a: operand(a, of: node), b: operand(b, of: node),
        output: operand(node, of: node))
      sent.operands.append(target)
      sent.amounts.append(columns.pointee.kind[target].flags.precision.rounded(amount.number))
    }
    return sent.operands.isEmpty || sent.operands.count == nodes.count ? sent : nil
  }
}
