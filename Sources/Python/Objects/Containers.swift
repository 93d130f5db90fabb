import Platform

/// The payload that makes an instance of a subclass of `tuple` behave as one.
package final class TupleBox {
  /// The elements of the tuple.
  package private(set) var elements: [Object]

  /// A payload with the elements of a tuple.
  package init(_ elements: [Object]) {
    self.elements = elements
  }

  deinit {
    release(&elements, leaving: [])
  }
}

/// The payload of a deque, which is no list.
package final class DequeBox {
  /// The elements of the deque.
  package let elements = ListObject()
}

/// The payload of an instance of a user's subclass of `int`, `float` or `str`.
package final class ScalarBox {
  let value: Object

  init(_ value: Object) {
    self.value = value
  }
}

/// A `slice`; each part is None where it is not written.
package final class SliceObject {
  /// The first part, `1` of `1:2:3`.
  package private(set) var start: Object
  /// The second part, `2` of `1:2:3`.
  package private(set) var stop: Object
  /// The third part, `3` of `1:2:3`.
  package private(set) var step: Object

  /// A slice from its parts.
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
