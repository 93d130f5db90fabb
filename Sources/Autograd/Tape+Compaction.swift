extension Tape {
  /// Forgets every node that is not kept and closes the gaps.
  ///
  /// A kept node whose operands are not all kept becomes a plain number: nothing can be sent
  /// through it any more. Only for tapes that keep no events, since events name nodes.
  ///
  /// - Parameter keeps: Whether each node is kept; one entry a node.
  /// - Returns: The new row of each kept node, and −1 for the others.
  /// - Complexity: O(count).
  package func compact(keeping keeps: [Bool]) -> [Int] {
    precondition(!keepsEvents && keeps.count == count, "\(keeps.count) entries for \(count) nodes")
    var rows = [Int](repeating: -1, count: keeps.count)
    var next = 0
    for node in keeps.indices where keeps[node] {
      rows[node] = next
      next += 1
    }
    columns.pointee.move(to: rows, count: next)
    reached = 0..<next
    leavesWithGradient = leavesWithGradient.map { rows[$0] }.filter { $0 >= 0 }
    annotations = Annotations()
    return rows
  }
}

extension Columns {
  /// Moves every node to its new row, and its operands with it.
  fileprivate mutating func move(to rows: [Int], count newCount: Int) {
    var compacted = Columns(capacity: Swift.max(1024, newCount * 2))
    compacted.owner = owner
    for node in rows.indices where rows[node] >= 0 {
      let moved = operands(of: node).map { Int32(rows[$0]) }
      let row = compacted.copy(
        moved.contains(-1) ? nil : moved, kind[node], value: value[node])
      compacted.gradient[Int(row)] = gradient[node]
    }
    deallocate()
    self = compacted
  }

  /// Adds a node as it is; a plain number if its operands are gone.
  private mutating func copy(_ operands: [Int32]?, _ kind: Kind, value: Double) -> Int32 {
    guard let operands else {
      return append(.source(.constant), 0, 0, value: value, flags: kind.flags.union(.source))
    }
    if case .reduction = kind.operation {
      let start = reserveInPool(operands.count)
      for (place, operand) in operands.enumerated() { pool[start + place] = operand }
      return append(
        kind.operation, Int32(start), Int32(operands.count), value: value, flags: kind.flags)
    }
    return append(
      kind.operation, operands.first ?? 0, operands.count == 2 ? operands[1] : 0, value: value,
      flags: kind.flags)
  }
}
