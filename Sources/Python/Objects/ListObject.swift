import Platform

/// A Python list.
///
/// Programs use a list as a queue too, so the front can grow and shrink in constant time on average.
package final class ListObject {
  /// The elements, after as many free places as the front may grow by.
  // Nothing that runs while they are changed can come back to this list.
  @exclusivity(unchecked) private var places: [Object]
  @exclusivity(unchecked) private var free = 0

  /// A list of elements, in order.
  package init(_ elements: [Object] = []) {
    places = elements
  }

  deinit {
    guard places.contains(where: { $0.canNest }) else { return }
    release(&places, leaving: [])
  }

  /// The elements in order; the front's free places are closed first, in linear time.
  package var elements: [Object] {
    get {
      closeFront()
      return places
    }
    _modify {
      closeFront()
      yield &places
    }
  }

  /// How many elements there are.
  package var count: Int { places.count - free }

  /// Whether there is no element.
  package var isEmpty: Bool { places.count == free }

  /// An element by its place from 0, which has to be there.
  package subscript(index: Int) -> Object {
    get { places[free + index] }
    set { places[free + index] = newValue }
  }

  /// Adds an element at the end.
  package func append(_ element: Object) { places.append(element) }

  func prepend(_ element: Object) {
    if free == 0 {
      free = max(8, places.count)
      places = Array(repeating: .none, count: free) + places
    }
    free -= 1
    places[free] = element
  }

  /// - Precondition: the list is not empty.
  func removeFirst() -> Object {
    let first = places[free]
    places[free] = .none
    free += 1
    if free > places.count / 2 { closeFront() }
    return first
  }

  /// - Precondition: the list is not empty.
  func removeLast() -> Object { places.removeLast() }

  private func closeFront() {
    guard free > 0 else { return }
    places.removeFirst(free)
    free = 0
  }
}
