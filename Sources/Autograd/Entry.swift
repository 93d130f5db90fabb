/// One element of a tensor while a call computes it: its number, and its node where the call is
/// recorded.
package struct Entry {
  /// The number.
  package var value: Double
  /// The row of the tape; −1 of an element that is a plain number.
  let id: Int32

  /// The row of the tape that holds the element; nil of a plain number.
  package var node: Int? { id < 0 ? nil : Int(id) }

  /// An element with a number of its own; a plain number without a node.
  package init(value: Double, node: Int? = nil) {
    self.value = value
    id = node.map { Int32($0) } ?? -1
  }

  /// An element that a value of the tape is.
  @inline(__always)
  init(_ value: Value) {
    self.value = value.number
    id = value.id
  }
}

/// Whole tensors at once: one call of a primitive for many elements, whose rows follow one another.
///
/// The loops are here, beside what a row is, so that the compiler folds the primitive into them.
extension Tape {
  /// Records a primitive of one operand for each of some recorded elements.
  ///
  /// The results need gradients where their operands do, unless they are not tracked.
  package func record(
    _ operation: Unary, _ x: [Entry], precision: Precision, isTracked: Bool
  ) -> [Entry] {
    switch operation {
    case .alias: each(.alias, x, precision, isTracked)
    case .relu: each(.relu, x, precision, isTracked)
    default: each(operation, x, precision, isTracked)
    }
  }

  @inline(__always)
  private func each(
    _ operation: Unary, _ x: [Entry], _ precision: Precision, _ isTracked: Bool
  ) -> [Entry] {
    let columns = columns
    return x.map { x in
      let result = Value(columns: columns, id: x.id).record(operation, precision: precision)
      if !isTracked { result.stopTracking() }
      return Entry(result)
    }
  }

  /// Records a primitive of two operands for each pair of some recorded elements.
  ///
  /// - Precondition: There are as many `a` as `b`.
  package func record(
    _ operation: Binary, _ a: [Entry], _ b: [Entry], isTracked: Bool
  ) -> [Entry] {
    switch operation {
    case .add: each(a, b, isTracked) { $0.applyingInLoop(.add, $1) }
    case .subtract: each(a, b, isTracked) { $0.applyingInLoop(.subtract, $1) }
    case .multiply: each(a, b, isTracked) { $0.applyingInLoop(.multiply, $1) }
    case .divide: each(a, b, isTracked) { $0.applyingInLoop(.divide, $1) }
    default: each(a, b, isTracked) { $0.applying(operation, $1) }
    }
  }

  @inline(__always)
  private func each(
    _ a: [Entry], _ b: [Entry], _ isTracked: Bool, _ apply: (Value, Value) -> Value
  ) -> [Entry] {
    precondition(a.count == b.count, "\(a.count) elements beside \(b.count)")
    let columns = columns
    return a.indices.map { place in
      let result = apply(
        Value(columns: columns, id: a[place].id), Value(columns: columns, id: b[place].id))
      if !isTracked { result.stopTracking() }
      return Entry(result)
    }
  }

  /// Records a reduction of each of some groups of recorded elements, which stand one after the
  /// other and end where is said; none is empty.
  package func record(
    _ operation: Reduction, _ x: [Entry], ends: [Int], precision: Precision, isTracked: Bool
  ) -> [Entry] {
    let columns = columns
    var start = 0
    return ends.map { end in
      let first = start
      start = end
      let node = columns.pointee.append(
        operation, count: end - first, precision: precision
      ) { x[first + $0].id }
      let result = Value(columns: columns, id: node)
      if !isTracked { result.stopTracking() }
      return Entry(result)
    }
  }
}
