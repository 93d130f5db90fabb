package import Autograd

/// The slope of the roots by a leaf, measured instead of derived: the program's operations are run
/// again in double precision with the leaf nudged up and down.
package struct FiniteDifference: Sendable, Equatable {
  /// (f(x + h) − f(x − h)) / 2h, where f is the sum of the roots, each times its seed.
  package var slope: Double
  /// The h.
  package var step: Double
  /// The node at whose kink the two nudges took different branches; nil for a smooth neighbourhood.
  package var kink: Int?
}

/// Measures slopes on one graph of a recording.
package struct FiniteDifferences {
  private let recording: Recording
  private let seeds: [Recording.Seed]
  /// For each node of the recording the nodes that use it, in ascending order.
  private let users: [[Int]]
  private let values: [Double]
  /// Whether a node is computed again: autograd tracks it, or it lies within a function that the
  /// program differentiates by itself.
  private let isReplayed: [Bool]

  /// - Parameters:
  ///   - recording: What was run.
  ///   - seeds: The roots of the pass to compare with, each with its weight.
  /// - Complexity: O(nodes).
  package init(_ recording: Recording, seeds: [Recording.Seed]) {
    self.recording = recording
    self.seeds = seeds
    let isReplayed = recording.replayed
    self.isReplayed = isReplayed
    var isNeeded = [Bool](repeating: false, count: recording.nodes.count)
    for seed in seeds { isNeeded[seed.node] = true }
    var users = [[Int]](repeating: [], count: recording.nodes.count)
    var values = recording.nodes.map { $0.value }
    for id in isNeeded.indices.reversed() where isNeeded[id] {
      for operand in recording.nodes[id].operands {
        isNeeded[operand] = true
        if users[operand].last != id { users[operand].append(id) }
      }
    }
    for id in isNeeded.indices where isNeeded[id] {
      guard isReplayed[id] else { continue }
      values[id] = Self.value(of: id, in: recording) { values[$0] }
    }
    self.users = users
    self.values = values
  }

  /// The slope by one leaf.
  ///
  /// The step is ∛ε times the size of the leaf, which balances rounding against curvature
  /// (Press et al., *Numerical Recipes*, 2007, §5.7).
  ///
  /// - Complexity: O(n log n) for the n nodes that depend on the leaf.
  package func slope(by leaf: Int) -> FiniteDifference {
    let x = values[leaf]
    let wanted = 6e-6 * max(1, x.magnitude)
    let step = (x + wanted) - x
    let affected = dependents(of: [leaf])
    let above = replay([leaf: x + step], affected)
    let below = replay([leaf: x - step], affected)
    let difference = seeds.reduce(0) { sum, seed in
      let (up, down) = (above[seed.node], below[seed.node])
      guard let up, let down else { return sum }
      return sum + seed.value * (up - down)
    }
    let kink = affected.first { id in
      guard let branches = Branches(recording.nodes[id].operation) else { return false }
      let operands = recording.nodes[id].operands
      return branches.index(operands.map { above[$0] ?? values[$0] })
        != branches.index(operands.map { below[$0] ?? values[$0] })
    }
    return FiniteDifference(slope: difference / (2 * step), step: step, kink: kink)
  }

  /// The sum of the roots, each times its seed, if `leaves` had these values; `affected` is what
  /// ``dependents(of:)`` says of them.
  func value(at leaves: [Int: Double], _ affected: [Int]) -> Double {
    let changed = replay(leaves, affected)
    return seeds.reduce(0) { $0 + $1.value * (changed[$1.node] ?? values[$1.node]) }
  }

  /// The nodes whose values change with some leaves, in the order of computation; detached values do
  /// not.
  func dependents(of leaves: [Int]) -> [Int] {
    var seen = Set(leaves)
    var waiting = leaves
    var dependents: [Int] = []
    while let id = waiting.popLast() {
      for user in users[id] where isReplayed[user] {
        if seen.insert(user).inserted {
          dependents.append(user)
          waiting.append(user)
        }
      }
    }
    return dependents.sorted()
  }

  private func replay(_ leaves: [Int: Double], _ affected: [Int]) -> [Int: Double] {
    var changed = leaves
    for id in affected {
      changed[id] = Self.value(of: id, in: recording) { changed[$0] ?? values[$0] }
    }
    return changed
  }

  /// The value of a node in double precision; of a source, what it was in the run.
  private static func value(
    of id: Int, in recording: Recording, _ value: (Int) -> Double
  ) -> Double {
    let node = recording.nodes[id]
    let operands = node.operands.map { Real(value($0)) }
    return switch node.operation {
    case .source: node.value
    case .unary(let unary): operands[0].applying(unary).number
    case .binary(let binary): operands[0].applying(binary, operands[1]).number
    case .reduction(let reduction): reduction.value(operands, precision: .double).number
    }
  }
}

extension Recording {
  /// For every node whether its value follows from the leaves as autograd sees it.
  package var replayed: [Bool] {
    var replayed = nodes.map { $0.needsGradient }
    for function in functions where !function.inputs.isEmpty {
      let inputs = Set(function.inputs.joined())
      var waiting = function.nodes
      while let id = waiting.popLast() {
        for operand in nodes[id].operands where !replayed[operand] && !inputs.contains(operand) {
          replayed[operand] = true
          waiting.append(operand)
        }
      }
    }
    return replayed
  }
}

/// Which branch of an operation with kinks its operands take.
private struct Branches {
  private let operation: Operation

  /// Nil for an operation without kinks.
  init?(_ operation: Operation) {
    switch operation {
    case .unary(.relu), .unary(.abs), .unary(.sign), .unary(.floor), .unary(.ceil), .unary(.round),
      .unary(.trunc), .binary(.maximum), .binary(.minimum), .binary(.leakyRelu), .binary(.elu),
      .binary(.remainder), .binary(.floorDivide), .binary(.huber), .binary(.smoothL1),
      .reduction(.clamp), .reduction(.choose), .reduction(.max), .reduction(.min),
      .reduction(.median), .reduction(.ranked):
      self.operation = operation
    case .source, .unary, .binary, .reduction: return nil
    }
  }

  func index(_ x: [Double]) -> Double {
    switch operation {
    case .unary(.relu), .unary(.abs), .unary(.sign): sign(x[0])
    case .unary(let step): Real(x[0]).applying(step).number
    case .binary(.maximum), .binary(.minimum): sign(x[0] - x[1])
    case .binary(.remainder), .binary(.floorDivide):
      Real(x[0]).applying(.floorDivide, Real(x[1])).number
    case .binary(.huber), .binary(.smoothL1): sign(x[0].magnitude - x[1])
    case .binary: sign(x[0])
    case .reduction(.clamp): sign(x[0] - x[1]) + 3 * sign(x[0] - x[2])
    case .reduction(.choose): x[0] == 0 ? 0 : 1
    case .reduction(.max): Double(x.firstIndex(of: x.max() ?? .nan) ?? 0)
    case .reduction(.min): Double(x.firstIndex(of: x.min() ?? .nan) ?? 0)
    case .reduction(let reduction):
      // Which of its elements it takes; two that are equal change places.
      Double(
        x.dropFirst(reduction.parameters).firstIndex(
          of: reduction.value(x.map { Real($0) }, precision: .double).number) ?? 0)
    case .source: 0
    }
  }

  private func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }
}
