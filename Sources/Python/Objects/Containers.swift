/// The payload that makes an instance of a subclass of `tuple` behave as one.
package final class TupleBox {
  package private(set) var elements: [Object]

  package init(_ elements: [Object]) {
    self.elements = elements
  }

  deinit {
    release(&elements, leaving: [])
  }
}

/// The payload of an instance of a user's subclass of `int`, `float` or `str`.
package final class ScalarBox {
  package let value: Object

  package init(_ value: Object) {
    self.value = value
  }
}

package final class SliceObject {
  package private(set) var start: Object
  package private(set) var stop: Object
  package private(set) var step: Object

  package init(start: Object, stop: Object, step: Object) {
    self.start = start
    self.stop = stop
    self.step = step
  }

  deinit {
    release(&start, leaving: .none)
    release(&stop, leaving: .none)
    release(&step, leaving: .none)
  }
}

/// A `range`; its bounds fit `Int`, which is more than any program can walk.
package final class RangeObject {
  package let start: Int
  package let stop: Int
  package let step: Int
  package let count: Int

  /// - Precondition: `step` is not zero.
  package init(start: Int, stop: Int, step: Int) {
    precondition(step != 0, "range() step is zero")
    self.start = start
    self.stop = stop
    self.step = step
    if step > 0 ? start >= stop : start <= stop {
      count = 0
    } else {
      let distance =
        step > 0
        ? stop.subtractingReportingOverflow(start) : start.subtractingReportingOverflow(stop)
      let width = UInt(bitPattern: distance.partialValue)
      count = Int(clamping: (width - 1) / step.magnitude + 1)
    }
  }

  package subscript(index: Int) -> Int { start &+ index &* step }

  package func contains(_ value: Int) -> Bool {
    guard count > 0 else { return false }
    let inside = step > 0 ? value >= start && value < stop : value <= start && value > stop
    return inside && (value &- start) % step == 0
  }
}
