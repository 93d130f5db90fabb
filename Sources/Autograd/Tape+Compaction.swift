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

extension Tape {
  /// Notes that some nodes and their operands are kept.
  package func keep(_ nodes: Range<Int>, in keeps: inout [Bool]) {
    for node in nodes {
      keeps[node] = true
      for operand in operands(of: node) { keeps[operand] = true }
    }
  }
}

extension Columns {
  /// Moves every kept node down to its new row, and its operands with it.
  ///
  /// In place, since rows only move down, and so do their parts of the pool: the next program
  /// steps find memory that the processor has seen.
  fileprivate mutating func move(to rows: [Int], count newCount: Int) {
    var pooled = 0
    for node in rows.indices where rows[node] >= 0 {
      let row = rows[node]
      let old = operands[node]
      var own = Operands(left: 0, right: 0)
      var isLost = false
      func moved(_ operand: Int32) -> Int32 {
        let row = Int32(rows[Int(operand)])
        if row < 0 { isLost = true }
        return row
      }
      switch kind[node].operation {
      case .source: break
      case .unary: own.left = moved(old.left)
      case .binary: own = Operands(left: moved(old.left), right: moved(old.right))
      case .reduction:
        let (start, count) = self.pooled(node)
        for place in 0..<count { pool[pooled + place] = moved(pool[start + place]) }
        own = Operands(left: Int32(pooled), right: Int32(count))
        if !isLost { pooled += count }
      }
      kind[row] = kind[node]
      if isLost {
        // A plain number, since its operands are gone.
        kind[row] = Kind(
          operation: .source(.constant), flags: kind[node].flags.union(.source))
        own = Operands(left: 0, right: 0)
      }
      operands[row] = own
      value[row] = value[node]
      gradient[row] = gradient[node]
    }
    clearGradients(of: newCount..<rows.count)
    (count, poolCount) = (newCount, pooled)
  }
}
