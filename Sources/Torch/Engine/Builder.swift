import Autograd

/// Computes the elements of one call, step by step, and records them where that is wanted.
///
/// Each step is a stage: a run of nodes that do not depend on one another.
final class Builder {
  private let tape: Tape
  private let isRecorded: Bool
  /// Whether the recorded nodes need gradients; not under `no_grad`.
  private let isTracked: Bool
  private(set) var stages: [Range<Int>] = []
  private(set) var fans: [Fan] = []
  var precision: Precision

  init(tape: Tape, isRecorded: Bool, isTracked: Bool, precision: Precision) {
    self.tape = tape
    self.isRecorded = isRecorded
    self.isTracked = isTracked
    self.precision = precision
  }

  /// A fixed number of the program or of the rule.
  func literal(_ value: Double) -> Cell {
    guard isRecorded else { return Cell(value: precision.rounded(value)) }
    return cell(tape.literal(value, precision: precision).node)
  }

  /// The element that a node holds.
  func cell(_ node: Int) -> Cell { Cell(value: tape.value(at: node).number, node: node) }

  func map(_ operation: Unary, _ x: [Cell]) -> [Cell] {
    guard isRecorded else {
      let precision = precision
      return x.map {
        Cell(value: Real($0.value, precision: precision).applying(operation).number)
      }
    }
    return stage { tape.record(operation, x, precision: precision, isTracked: isTracked) }
  }

  func zip(_ operation: Binary, _ a: [Cell], _ b: [Cell]) -> [Cell] {
    guard isRecorded else {
      let precision = precision
      return Swift.zip(a, b).map { a, b in
        Cell(
          value: Real(a.value, precision: precision)
            .applying(operation, Real(b.value, precision: precision)).number)
      }
    }
    return stage { tape.record(operation, a, b, isTracked: isTracked) }
  }

  /// An operation between every element and one number.
  func zip(_ operation: Binary, _ a: [Cell], _ b: Double) -> [Cell] {
    let b = literal(b)
    return zip(operation, a, a.map { _ in b })
  }

  func zip(_ operation: Binary, _ a: Double, _ b: [Cell]) -> [Cell] {
    let a = literal(a)
    return zip(operation, b.map { _ in a }, b)
  }

  /// One reduction of each group of elements.
  func reduce(_ operation: Reduction, _ groups: [[Cell]]) -> [Cell] {
    var end = 0
    return reduce(
      operation, groups.flatMap { $0 },
      ends: groups.map { group in
        end += group.count
        return end
      })
  }

  /// One reduction of each of some groups of so many elements.
  func reduce(
    _ operation: Reduction, _ cells: [Cell], inGroupsOf width: Int, results: Int
  ) -> [Cell] {
    reduce(operation, cells, ends: (0..<results).map { ($0 + 1) * width })
  }

  /// One reduction of each group of elements, which ends where is said.
  private func reduce(_ operation: Reduction, _ cells: [Cell], ends: [Int]) -> [Cell] {
    let isOfNothing = Swift.zip(ends, [0] + ends).contains { $0 == $1 }
    return stage {
      if isRecorded, !isOfNothing {
        return tape.record(
          operation, cells, ends: ends, precision: precision, isTracked: isTracked)
      }
      var start = 0
      return ends.map { end in
        defer { start = end }
        return reduced(operation, cells[start..<end])
      }
    }
  }

  private func reduced(_ operation: Reduction, _ group: ArraySlice<Cell>) -> Cell {
    if isRecorded, !group.isEmpty {
      return tape.record(
        operation, Array(group), ends: [group.count], precision: precision, isTracked: isTracked)[0]
    }
    let value = group.map { $0.value }.withUnsafeBufferPointer {
      operation.value(of: $0, precision: precision)
    }
    // Of nothing there is a number all the same, and it has a place in the graph.
    return isRecorded ? literal(value) : Cell(value: value)
  }

  /// The sum of each group of elements, in the order that their place in memory gives them.
  func sum(_ cells: [Cell], _ summation: Summation) -> [Cell] {
    let runs = summation.groups.joined()
    var sums = stage {
      runs.map { run in reduced(run.order, run.places.map { cells[$0] }[...]) }
    }[...]
    let groups = summation.groups.map { group in
      defer { sums = sums.dropFirst(group.count) }
      return Array(sums.prefix(group.count))
    }
    if groups.allSatisfy({ $0.count == 1 }) { return groups.flatMap { $0 } }
    return reduce(.sumInOrder, groups)
  }

  /// Results of several steps, as PyTorch's digits have them.
  func settled(_ cells: [Cell], as values: [Double]) -> [Cell] {
    Swift.zip(cells, values).map { cell, value in
      let value = precision.rounded(value)
      if let node = cell.node { tape.value(at: node).overwrite(value) }
      return Cell(value: value, node: cell.node)
    }
  }

  /// The elements of one shape repeated into another, each used once at every place.
  func broadcast(_ cells: [Cell], from shape: [Int], to result: Shape) -> [Cell] {
    guard shape != result.sizes else { return cells }
    let repeated = cells.broadcast(from: shape, to: result)
    if isTracked, cells.count < repeated.count {
      fans.append(
        Fan(nodes: cells.compactMap { $0.node }, shape: shape, result: result, precision: precision)
      )
    }
    return repeated
  }

  private func stage(_ body: () -> [Cell]) -> [Cell] {
    let start = tape.count
    let cells = body()
    if tape.count > start { stages.append(start..<tape.count) }
    return cells
  }
}

/// Elements of an input that stand at several places of a result.
///
/// In a pass, what comes back from these places is summed as a tensor is along the dimensions that
/// were broadcast, before it meets what came another way.
struct Fan {
  private(set) var nodes: [Int]
  private let shape: Shape
  private let result: Shape
  private let precision: Precision

  init(nodes: [Int], shape: [Int], result: Shape, precision: Precision) {
    self.nodes = nodes
    self.shape = Shape(shape)
    self.result = result
    self.precision = precision
  }

  /// Follows a compaction of the tape.
  func moved(to rows: [Int]) -> Fan {
    var moved = self
    moved.nodes = nodes.map { rows[$0] }
    return moved
  }

  /// How the places of each element are summed.
  var summation: Summation {
    let lead = result.rank - shape.rank
    let repeated = result.sizes.indices.filter { dimension in
      dimension < lead
        || (shape.sizes[dimension - lead] == 1 && result.sizes[dimension] != 1)
    }
    return Summation(result.sizes, strides: result.strides, reducing: repeated, precision)
  }
}
