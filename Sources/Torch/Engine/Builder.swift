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
  func literal(_ value: Double) -> Entry {
    guard isRecorded else { return Entry(value: precision.rounded(value)) }
    return entry(tape.literal(value, precision: precision).node)
  }

  /// The element that a node holds.
  func entry(_ node: Int) -> Entry { Entry(value: tape.value(at: node).number, node: node) }

  func map(_ operation: Unary, _ x: [Entry]) -> [Entry] {
    guard isRecorded else {
      let precision = precision
      return x.map {
        Entry(value: Real($0.value, precision: precision).applying(operation).number)
      }
    }
    return stage { tape.record(operation, x, precision: precision, isTracked: isTracked) }
  }

  func zip(_ operation: Binary, _ a: [Entry], _ b: [Entry]) -> [Entry] {
    guard isRecorded else {
      let precision = precision
      return Swift.zip(a, b).map { a, b in
        Entry(
          value: Real(a.value, precision: precision)
            .applying(operation, Real(b.value, precision: precision)).number)
      }
    }
    return stage { tape.record(operation, a, b, isTracked: isTracked) }
  }

  /// An operation between every element and one number.
  func zip(_ operation: Binary, _ a: [Entry], _ b: Double) -> [Entry] {
    let b = literal(b)
    return zip(operation, a, a.map { _ in b })
  }

  func zip(_ operation: Binary, _ a: Double, _ b: [Entry]) -> [Entry] {
    let a = literal(a)
    return zip(operation, b.map { _ in a }, b)
  }

  /// One reduction of each group of elements.
  func reduce(_ operation: Reduction, _ groups: [[Entry]]) -> [Entry] {
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
    _ operation: Reduction, _ entries: [Entry], inGroupsOf width: Int, results: Int
  ) -> [Entry] {
    reduce(operation, entries, ends: (0..<results).map { ($0 + 1) * width })
  }

  /// One reduction of each group of elements, which ends where is said.
  private func reduce(_ operation: Reduction, _ entries: [Entry], ends: [Int]) -> [Entry] {
    let isOfNothing = Swift.zip(ends, [0] + ends).contains { $0 == $1 }
    return stage {
      if isRecorded, !isOfNothing {
        return tape.record(
          operation, entries, ends: ends, precision: precision, isTracked: isTracked)
      }
      var start = 0
      return ends.map { end in
        defer { start = end }
        return reduced(operation, entries[start..<end])
      }
    }
  }

  private func reduced(_ operation: Reduction, _ group: ArraySlice<Entry>) -> Entry {
    if isRecorded, !group.isEmpty {
      return tape.record(
        operation, Array(group), ends: [group.count], precision: precision, isTracked: isTracked)[0]
    }
    let value = group.map { $0.value }.withUnsafeBufferPointer {
      operation.value(of: $0, precision: precision)
    }
    // Of nothing there is a number all the same, and it has a place in the graph.
    return isRecorded ? literal(value) : Entry(value: value)
  }

  /// The sum of each group of elements, in the order that their place in memory gives them.
  func sum(_ entries: [Entry], _ summation: Summation) -> [Entry] {
    let runs = summation.groups.joined()
    var sums = stage {
      runs.map { run in reduced(run.order, run.places.map { entries[$0] }[...]) }
    }[...]
    let groups = summation.groups.map { group in
      defer { sums = sums.dropFirst(group.count) }
      return Array(sums.prefix(group.count))
    }
    if groups.allSatisfy({ $0.count == 1 }) { return groups.flatMap { $0 } }
    return reduce(.sumInOrder, groups)
  }

  /// Results of several steps, as PyTorch's digits have them.
  func settled(_ entries: [Entry], as values: [Double]) -> [Entry] {
    Swift.zip(entries, values).map { entry, value in
      let value = precision.rounded(value)
      if let node = entry.node { tape.value(at: node).overwrite(value) }
      return Entry(value: value, node: entry.node)
    }
  }

  /// The elements of one shape repeated into another, each used once at every place.
  func broadcast(_ entries: [Entry], from shape: [Int], to result: Shape) -> [Entry] {
    guard shape != result.sizes else { return entries }
    let repeated = entries.broadcast(from: shape, to: result)
    if isTracked, entries.count < repeated.count {
      fans.append(
        Fan(
          nodes: entries.compactMap { $0.node }, shape: shape, result: result, precision: precision)
      )
    }
    return repeated
  }

  private func stage(_ body: () -> [Entry]) -> [Entry] {
    let start = tape.count
    let entries = body()
    if tape.count > start { stages.append(start..<tape.count) }
    return entries
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
