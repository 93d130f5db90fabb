import Autograd

/// How calls read the parts of an outline: `W`, `Wᵀ`, `xs[2]`.
struct TensorReader {
  let sources: Sources
  let partOf: [Int32]
  let parts: [Outline.Part]

  private var recording: Recording { sources.recording }

  /// One operand of a call.
  struct Operand {
    /// What formulas call it.
    var name: String
    /// The part that it is read from; nil for a number of the program, and where it is put
    /// together of several.
    var part: Int?
    /// Whether rows and columns of the part are exchanged.
    var isTransposed = false
    /// What the gradient's name is: that of the part, unless only some of it is read.
    var target = ""
    /// The nodes, as the graph shows them.
    var nodes: [Int]
    var shape: [Int]
    /// The number, where the program wrote it in place.
    var literal: Double?
  }

  func operand(_ block: Recording.Block) -> Operand {
    let nodes = block.nodes.map { sources.origins[$0] }
    var operand = Operand(name: "…", nodes: nodes, shape: block.shape)
    var found = nodes.reduce(into: [Int]()) { found, node in
      let part = Int(partOf[node])
      if found.last != part, !found.contains(part) { found.append(part) }
    }
    // Numbers of a tensor that nothing takes in are not in the graph.
    if found.count > 1 { found.removeAll { $0 < 0 } }
    if found == [-1], nodes.count == 1 {
      let number = recording.nodes[nodes[0]].value
      operand.literal = number
      operand.name = OperationText.operand(number)
    } else if found.count == 1, let part = found.first, part >= 0 {
      operand.part = part
      read(&operand, parts[part], block)
    } else if found.allSatisfy({ $0 >= 0 }), found.count > 1 {
      let names = found.map { parts[$0].symbol }
      operand.name =
        "["
        + (names.count > 3
          ? "\(names[0]), …, \(names[names.count - 1])"
          : names.joined(separator: ", ")) + "]"
    }
    return operand
  }

  /// What of a part an operand is.
  private func read(_ operand: inout Operand, _ part: Outline.Part, _ block: Recording.Block) {
    operand.name = part.symbol
    operand.target = part.symbol
    guard let whole = part.block, operand.nodes != whole.nodes || block.shape != whole.shape else {
      return
    }
    if let transposed = whole.transposed, transposed.shape == block.shape,
      operand.nodes == transposed.nodes
    {
      operand.isTransposed = true
      operand.name = part.symbol + "ᵀ"
      return
    }
    guard operand.nodes != whole.nodes else { return }
    operand.name = part.symbol + (index(of: operand, in: whole) ?? "[…]")
    operand.target = operand.name
  }

  /// `[2]` for a row, `[0:2]` for rows that follow each other, `[:, 1]` for a column.
  private func index(of operand: Operand, in whole: Recording.Block) -> String? {
    guard let length = whole.shape.first, length > 0, let first = operand.nodes.first,
      let place = whole.nodes.firstIndex(of: first)
    else { return nil }
    let row = whole.nodes.count / length
    let end = place + operand.nodes.count
    if row > 0, place % row == 0, operand.nodes.count % row == 0, end <= whole.nodes.count,
      whole.nodes[place..<end].elementsEqual(operand.nodes)
    {
      let rows = operand.nodes.count / row
      return rows == 1 ? "[\(place / row)]" : "[\(place / row):\(place / row + rows)]"
    }
    let column = stride(from: place, to: whole.nodes.count, by: row).map { whole.nodes[$0] }
    return whole.shape.count == 2 && column == operand.nodes ? "[:, \(place)]" : nil
  }

  /// The operands of the call that a part is.
  func operands(of part: Outline.Part) -> [Operand] { part.call?.operands.map(operand) ?? [] }
}

extension Recording.Block {
  /// The last two dimensions exchanged; nil for a vector.
  var transposed: Recording.Block? {
    nodes.transposed(from: shape).map { Recording.Block(shape: $0.shape, nodes: $0.elements) }
  }
}

extension Array {
  /// The elements of a tensor of some shape with its last two dimensions exchanged, and the shape of
  /// that; nil for a vector.
  func transposed(from shape: [Int]) -> (shape: [Int], elements: [Element])? {
    guard shape.count >= 2 else { return nil }
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    var turned: [Element] = []
    turned.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: Swift.max(rows * columns, 1)) {
      for column in 0..<columns {
        for row in 0..<rows { turned.append(self[start + row * columns + column]) }
      }
    }
    return (shape.dropLast(2) + [columns, rows], turned)
  }
}
