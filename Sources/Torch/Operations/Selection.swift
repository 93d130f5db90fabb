/// The order in which C++'s standard library leaves a list, where equals have no order of their own.
///
/// PyTorch picks with it, so which of equals is picked depends on its steps. These are those of GNU's
/// `libstdc++`, with Musser's introspective search and sort; of lists so ill-ordered that these give
/// up, the order is only a right one.
///
/// Source: Musser, *Introspective Sorting and Selection Algorithms*, 1997.
struct StandardOrder<Element> {
  private(set) var list: [Element]
  private let isBefore: (Element, Element) -> Bool

  init(_ list: [Element], by isBefore: @escaping (Element, Element) -> Bool) {
    self.list = list
    self.isBefore = isBefore
  }

  /// `std::nth_element`: what belongs at a place comes there, smaller ones before it.
  mutating func select(_ place: Int) { select(place, in: list.indices) }

  /// The same in a part of the list that holds the place.
  mutating func select(_ place: Int, in part: Range<Int>) {
    var range = part
    var depth = 2 * part.count.bitWidth
    while range.count > 3, depth > 0 {
      depth -= 1
      let cut = partition(range)
      range = cut <= place ? cut..<range.upperBound : range.lowerBound..<cut
    }
    insertionSort(range)
  }

  /// `std::sort` of the first elements.
  mutating func sort(first count: Int) {
    var waiting = [0..<count]
    var depth = 2 * count.bitWidth * max(1, count)
    while let range = waiting.popLast(), depth > 0 {
      depth -= 1
      guard range.count > 16 else { continue }
      let cut = partition(range)
      waiting.append(range.lowerBound..<cut)
      waiting.append(cut..<range.upperBound)
    }
    insertionSort(0..<count)
  }

  /// Splits a range at the median of its second, middle and last element.
  private mutating func partition(_ range: Range<Int>) -> Int {
    let (first, last) = (range.lowerBound, range.upperBound)
    let (a, b, c) = (first + 1, first + range.count / 2, last - 1)
    let pivot =
      if isBefore(list[a], list[b]) {
        isBefore(list[b], list[c]) ? b : isBefore(list[a], list[c]) ? c : a
      } else {
        isBefore(list[a], list[c]) ? a : isBefore(list[b], list[c]) ? c : b
      }
    list.swapAt(first, pivot)
    var (low, high) = (first + 1, last)
    while true {
      while low < last, isBefore(list[low], list[first]) { low += 1 }
      high -= 1
      while high > first, isBefore(list[first], list[high]) { high -= 1 }
      guard low < high else { return low }
      list.swapAt(low, high)
      low += 1
    }
  }

  private mutating func insertionSort(_ range: Range<Int>) {
    for index in range.dropFirst() {
      let element = list[index]
      var place = index
      while place > range.lowerBound, isBefore(element, list[place - 1]) {
        list[place] = list[place - 1]
        place -= 1
      }
      list[place] = element
    }
  }
}

/// One number of a line and where it stood; nan is larger than all numbers.
struct Ranked {
  let value: Double
  let index: Int

  static func isSmaller(_ a: Ranked, _ b: Ranked) -> Bool {
    (!a.value.isNaN && b.value.isNaN) || a.value < b.value
  }

  static func isLarger(_ a: Ranked, _ b: Ranked) -> Bool { isSmaller(b, a) }
}

extension [Double] {
  private var ranked: [Ranked] {
    enumerated().map { Ranked(value: $1, index: $0) }
  }

  /// Which elements `topk` picks, and in which order.
  func largest(_ count: Int, isLargest: Bool) -> [Int] {
    guard count > 0 else { return [] }
    let isBefore = isLargest ? Ranked.isLarger : Ranked.isSmaller
    // Few of many are picked by a heap.
    if count * 64 <= self.count {
      var heap = Heap<Ranked>(ranked, keeping: count, by: isBefore)
      return heap.sorted().map { $0.index }
    }
    var order = StandardOrder<Ranked>(ranked, by: isBefore)
    order.select(count - 1)
    order.sort(first: count - 1)
    return order.list.prefix(count).map { $0.index }
  }

  /// Where the elements stood, in order, as `std::sort` orders them or with equals as they stood.
  func order(descending: Bool, isStable: Bool) -> [Int] {
    let isBefore = descending ? Ranked.isLarger : Ranked.isSmaller
    if isStable {
      return ranked.sorted { isBefore($0, $1) || (!isBefore($1, $0) && $0.index < $1.index) }
        .map { $0.index }
    }
    var order = StandardOrder<Ranked>(ranked, by: isBefore)
    order.sort(first: count)
    return order.list.map { $0.index }
  }

  /// Which elements come at some places in order; the middle place is looked for first, and the
  /// others in the parts on both sides of it.
  func indices(at places: Set<Int>) -> [Int: Int] {
    var order = StandardOrder<Ranked>(ranked, by: Ranked.isSmaller)
    var found: [Int: Int] = [:]
    var waiting = [(places: places.sorted()[...], part: 0..<count)]
    while let (places, part) = waiting.popLast() {
      guard !places.isEmpty else { continue }
      let middle = places.startIndex + places.count / 2
      let place = places[middle]
      order.select(place, in: part)
      found[place] = order.list[place].index
      waiting.append((places[..<middle], part.lowerBound..<place))
      waiting.append((places[(middle + 1)...], place + 1..<part.upperBound))
    }
    return found
  }

  /// Which element the median of a line is, the first of equals that stands in the middle when they
  /// are ordered by their places: a nan if there is one, unless they are left out.
  func medianIndex(ignoringNaN: Bool) -> Int {
    if !ignoringNaN, let missing = firstIndex(where: { $0.isNaN }) { return missing }
    let kept = count { !$0.isNaN }
    let place = Swift.max(0, (ignoringNaN ? kept : count) - 1) / 2
    return ranked.sorted { a, b in
      Ranked.isSmaller(a, b) || (!Ranked.isSmaller(b, a) && a.index < b.index)
    }[place].index
  }

  /// Which element comes at a place in order, by Hoare's search as PyTorch writes it.
  ///
  /// Source: `aten/src/ATen/native/SortingUtils.h`, `quick_select_template`.
  func indexInOrder(_ place: Int) -> Int {
    var list = ranked
    var (low, high) = (0, list.count - 1)
    while high > low {
      if high == low + 1 {
        if Ranked.isLarger(list[low], list[high]) { list.swapAt(low, high) }
        break
      }
      list.swapAt(low + (high - low) / 2, low + 1)
      for (a, b) in [(low + 1, high), (low, high), (low + 1, low)]
      where Ranked.isLarger(list[a], list[b]) {
        list.swapAt(a, b)
      }
      var (i, j) = (low + 1, high)
      let pivot = list[low]
      while true {
        repeat { i += 1 } while i < high && Ranked.isLarger(pivot, list[i])
        repeat { j -= 1 } while j > low && Ranked.isLarger(list[j], pivot)
        if j < i { break }
        list.swapAt(i, j)
      }
      list.swapAt(low, j)
      if j <= place { low = i }
      if j >= place { high = j - 1 }
    }
    return list[place].index
  }

  /// The last of the most frequent numbers, the smallest of equally frequent ones.
  func modeIndex() -> Int {
    var order = StandardOrder<Ranked>(ranked) { $0.value < $1.value }
    order.sort(first: count)
    var (best, most, run) = (0, 0, 0)
    for (place, element) in order.list.enumerated() {
      run += 1
      guard place == count - 1 || element.value != order.list[place + 1].value else { continue }
      if run > most { (best, most) = (element.index, run) }
      run = 0
    }
    return best
  }
}
