extension Recording {
  /// The nodes that a node was computed from.
  ///
  /// An array for the few that have many, so that a recording of a million sums and products makes
  /// no million arrays.
  public struct Operands: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable, Hashable {
    private let nodes: Nodes

    private enum Nodes: Hashable {
      case none
      case one(Int32)
      case two(Int32, Int32)
      case many([Int32])
    }

    /// The operands in the order in which they are written.
    public init(_ operands: [Int]) {
      nodes =
        switch operands.count {
        case 0: .none
        case 1: .one(Int32(operands[0]))
        case 2: .two(Int32(operands[0]), Int32(operands[1]))
        default: .many(operands.map { Int32($0) })
        }
    }

    /// The operands in the order in which they are written.
    public init(arrayLiteral operands: Int...) { self.init(operands) }

    init(_ columns: Columns, _ node: Int) {
      let own = columns.operands[node]
      nodes =
        switch columns.kind[node].operation {
        case .source: .none
        case .unary: .one(own.left)
        case .binary: .two(own.left, own.right)
        case .reduction:
          .many((0..<Int(own.right)).map { columns.pool[Int(own.left) + $0] })
        }
    }

    /// 0.
    public var startIndex: Int { 0 }

    /// How many there are.
    public var endIndex: Int {
      switch nodes {
      case .none: 0
      case .one: 1
      case .two: 2
      case .many(let nodes): nodes.count
      }
    }

    /// The node at a place, counted from 0.
    public subscript(place: Int) -> Int {
      precondition(indices.contains(place), "operand \(place) of \(count)")
      return switch nodes {
      case .none: place
      case .one(let node): Int(node)
      case .two(let left, let right): Int(place == 0 ? left : right)
      case .many(let nodes): Int(nodes[place])
      }
    }
  }
}
