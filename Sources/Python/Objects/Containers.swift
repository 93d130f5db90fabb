import Platform

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

/// The payload of a deque, which is no list.
package final class DequeBox {
  package let elements = ListObject()
}

/// The payload of an instance of a user's subclass of `int`, `float` or `str`.
package final class ScalarBox {
  package let value: Object

  package init(_ value: Object) {
    self.value = value
  }
}

/// A `slice`; each part is None where it is not written.
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
