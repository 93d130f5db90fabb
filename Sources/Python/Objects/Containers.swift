/// A Python list.
package final class ListObject {
  package var elements: [Object]

  package init(_ elements: [Object] = []) {
    self.elements = elements
  }

  deinit {
    releaseIteratively(&elements)
  }
}

/// The payload that makes an instance of a subclass of `tuple` behave as one.
package final class TupleBox {
  package let elements: [Object]

  package init(_ elements: [Object]) {
    self.elements = elements
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
  package let start: Object
  package let stop: Object
  package let step: Object

  package init(start: Object, stop: Object, step: Object) {
    self.start = start
    self.stop = stop
    self.step = step
  }
}

/// Frees a nest of lists in a loop: a list nested a million deep must not exhaust the stack.
func releaseIteratively(_ elements: inout [Object]) {
  var pending: [Object] = []
  for element in elements {
    if case .list = element { pending.append(element) }
  }
  guard !pending.isEmpty else { return }
  elements = []
  while case .list(var list)? = pending.popLast() {
    guard isKnownUniquelyReferenced(&list) else { continue }
    for element in list.elements {
      if case .list = element { pending.append(element) }
    }
    list.elements = []
  }
}
