/// A `range`, whose bounds are integers of any size.
package final class RangeObject {
  /// The range in machine integers, where all of its numbers are some: what loops walk.
  package let small: Small?
  private let large: Large?

  /// A range whose bounds and count fit a machine word.
  package struct Small {
    let start: Int
    let stop: Int
    let step: Int
    /// How many numbers there are.
    package let count: Int

    subscript(index: Int) -> Int { start &+ index &* step }

    /// Nil where the count is no machine integer.
    init?(start: Int, stop: Int, step: Int) {
      (self.start, self.stop, self.step) = (start, stop, step)
      if step > 0 ? start >= stop : start <= stop {
        count = 0
      } else {
        let distance = step > 0 ? stop &- start : start &- stop
        let steps = (UInt(bitPattern: distance) - 1) / step.magnitude
        guard steps < UInt(Int.max) else { return nil }
        count = Int(steps) + 1
      }
    }
  }

  private struct Large {
    let start: Integer
    let stop: Integer
    let step: Integer
  }

  /// - Precondition: `step` is not zero.
  package init(start: Integer, stop: Integer, step: Integer) {
    precondition(!step.isZero, "range() step is zero")
    if let start = Int(exactly: start), let stop = Int(exactly: stop),
      let step = Int(exactly: step),
      let small = Small(start: start, stop: stop, step: step)
    {
      self.small = small
      large = nil
    } else {
      small = nil
      large = Large(start: start, stop: stop, step: step)
    }
  }

  /// A range of machine integers; the step is not 0.
  package init(start: Int, stop: Int, step: Int) {
    precondition(step != 0, "range() step is zero")
    small = Small(start: start, stop: stop, step: step)
    large =
      small == nil ? Large(start: Integer(start), stop: Integer(stop), step: Integer(step)) : nil
  }

  var start: Integer { large?.start ?? Integer(small?.start ?? 0) }
  var stop: Integer { large?.stop ?? Integer(small?.stop ?? 0) }
  var step: Integer { large?.step ?? Integer(small?.step ?? 1) }

  var count: Integer {
    guard let large else { return Integer(small?.count ?? 0) }
    let isDescending = large.step.isNegative
    let distance = isDescending ? large.start - large.stop : large.stop - large.start
    guard !distance.isNegative, !distance.isZero else { return 0 }
    return (distance - 1) / large.step.magnitude + 1
  }

  var isEmpty: Bool { small.map { $0.count == 0 } ?? count.isZero }

  /// The number at an index, also beyond the ends.
  package subscript(index: Integer) -> Integer { start + index * step }

  func contains(_ value: Integer) -> Bool {
    let (index, rest) = (value - start).quotientAndRemainder(flooringBy: step)
    return rest.isZero && !index.isNegative && index < count
  }

  var reversed: RangeObject {
    RangeObject(start: self[count - 1], stop: start - step, step: -step)
  }
}
