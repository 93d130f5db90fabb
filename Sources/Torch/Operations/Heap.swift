/// The first few of many in an order, as C++'s `std::partial_sort` finds them, which tells which of
/// equals they are.
struct Heap<Element> {
  /// The elements that were kept, the last in order on top.
  private var kept: [Element]
  private let isBefore: (Element, Element) -> Bool

  init(_ list: [Element], keeping count: Int, by isBefore: @escaping (Element, Element) -> Bool) {
    self.isBefore = isBefore
    kept = Array(list.prefix(count))
    for root in (0..<max(0, count / 2)).reversed() { sink(kept[root], from: root, count) }
    for element in list.dropFirst(count) where isBefore(element, kept[0]) {
      sink(element, from: 0, count)
    }
  }

  /// The kept elements in order.
  mutating func sorted() -> [Element] {
    for count in (1..<max(1, kept.count)).reversed() {
      let element = kept[count]
      kept[count] = kept[0]
      sink(element, from: 0, count)
    }
    return kept
  }

  /// Puts an element into the heap of the first `count`, by way of the bottom.
  private mutating func sink(_ element: Element, from root: Int, _ count: Int) {
    var hole = root
    while 2 * hole + 2 < count {
      let right = 2 * hole + 2
      let child = isBefore(kept[right], kept[right - 1]) ? right - 1 : right
      kept[hole] = kept[child]
      hole = child
    }
    if 2 * hole + 1 < count {
      kept[hole] = kept[2 * hole + 1]
      hole = 2 * hole + 1
    }
    while hole > root, isBefore(kept[(hole - 1) / 2], element) {
      kept[hole] = kept[(hole - 1) / 2]
      hole = (hole - 1) / 2
    }
    kept[hole] = element
  }
}
