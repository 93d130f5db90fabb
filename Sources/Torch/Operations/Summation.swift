import Autograd

/// In which order PyTorch adds the elements of a tensor along some of its dimensions, which depends
/// on how they lie in memory.
///
/// Source: `aten/src/ATen/TensorIterator.cpp`, `reorder_dimensions` and `coalesce_dimensions`;
/// `aten/src/ATen/native/cpu/SumKernel.cpp`, `cascade_sum`.
struct Summation {
  /// For each element of the result, the runs whose sums are added one after the other to 0.
  private(set) var groups: [[Run]]

  /// Elements that are added in one go.
  struct Run {
    /// A sum in one of its orders.
    let order: Reduction
    /// Which elements, by their place in the tensor.
    let places: [Int]
  }

  /// The elements of each sum, where all are added as neighbours in memory are.
  var lines: [[Int]]? {
    groups.allSatisfy { $0.count <= 1 && $0.allSatisfy { $0.order == .sum } }
      ? groups.map { $0.first?.places ?? [] } : nil
  }

  /// One dimension of the loop, or several that run on into one another.
  private struct Loop {
    /// How far apart neighbours stand in memory.
    var stride: Int
    /// How far apart their sums stand in the result; 0 along what is reduced.
    var outputStride: Int
    /// Where the elements stand in the tensor, counted from the first.
    var places: [Int]
    var count: Int { places.count }
  }

  /// The order for a tensor of some sizes and strides.
  init(_ sizes: [Int], strides: [Int], reducing dimensions: [Int], _ precision: Precision) {
    let kept = sizes.indices.filter { !dimensions.contains($0) }
    groups = [[Run]](repeating: [], count: kept.reduce(1) { $0 * sizes[$1] })
    guard !groups.isEmpty, !sizes.contains(0) else { return }
    var outputStrides = [Int](repeating: 0, count: sizes.count)
    for (dimension, stride) in zip(kept, Shape(kept.map { sizes[$0] }).strides) {
      outputStrides[dimension] = stride
    }
    let places = Shape(sizes).strides
    let loops = sizes.indices.reversed().filter { sizes[$0] > 1 }.map { dimension in
      Loop(
        stride: strides[dimension], outputStride: outputStrides[dimension],
        places: (0..<sizes[dimension]).map { $0 * places[dimension] })
    }
    add(Summation.merged(Summation.sorted(loops)), precision)
  }

  /// Reduced dimensions first, then by their strides.
  private static func sorted(_ loops: [Loop]) -> [Loop] {
    func comesAfter(_ a: Loop, _ b: Loop) -> Bool? {
      if (a.outputStride == 0) != (b.outputStride == 0) { return b.outputStride == 0 }
      for (first, second) in [(a.outputStride, b.outputStride), (a.stride, b.stride)]
      where first != 0 && second != 0 {
        if first != second { return first > second }
        if a.count > b.count { return true }
      }
      return nil
    }
    var sorted = loops
    for next in sorted.indices.dropFirst() {
      var place = next
      for before in (0..<next).reversed() {
        guard let isAfter = comesAfter(sorted[before], sorted[place]) else { continue }
        guard isAfter else { break }
        sorted.swapAt(before, place)
        place = before
      }
    }
    return sorted
  }

  /// Dimensions that run on into the next one are walked as one.
  private static func merged(_ loops: [Loop]) -> [Loop] {
    var merged: [Loop] = []
    for loop in loops {
      guard let last = merged.last, last.count * last.stride == loop.stride,
        last.count * last.outputStride == loop.outputStride
      else {
        merged.append(loop)
        continue
      }
      merged[merged.count - 1].places = loop.places.flatMap { outer in
        last.places.map { outer + $0 }
      }
    }
    return merged
  }

  /// Walks the two innermost loops at each step of those around them.
  private mutating func add(_ loops: [Loop], _ precision: Precision) {
    let only = Loop(stride: 0, outputStride: 0, places: [0])
    var inner = loops.first ?? only
    var outer = loops.count > 1 ? loops[1] : only
    if inner.outputStride != 0, outer.outputStride == 0 { swap(&inner, &outer) }
    var starts = [(place: 0, output: 0)]
    for loop in loops.dropFirst(2) {
      starts = loop.places.indices.flatMap { step in
        starts.map {
          ($0.place + loop.places[step], $0.output + step * loop.outputStride)
        }
      }
    }
    let orders = Summation.orders(inner, outer, precision)
    for start in starts {
      for (step, place) in outer.places.enumerated() {
        let output = start.output + step * outer.outputStride
        if inner.outputStride != 0 {
          for (index, own) in inner.places.enumerated() {
            groups[output + index * inner.outputStride].append(
              Run(order: .sum, places: [start.place + place + own]))
          }
        } else {
          groups[output].append(
            Run(order: orders[step], places: inner.places.map { start.place + place + $0 }))
        }
      }
    }
  }

  /// How each step of the outer loop adds what the inner one walks.
  private static func orders(_ inner: Loop, _ outer: Loop, _ precision: Precision) -> [Reduction] {
    let width =
      switch precision {
      case .double: 4
      case .single: 8
      case .half: 16
      }
    if inner.stride == 1, inner.count >= width {
      return outer.places.map { _ in .sum }
    }
    // Columns are added side by side, four vectors or four numbers at once, the rest one by one.
    let together =
      outer.stride == 1 && outer.count >= width
      ? outer.count / (4 * width) * (4 * width)
      : inner.stride < outer.stride ? 0 : outer.count / 4 * 4
    return outer.places.indices.map { step in
      let order: Reduction = step < together ? .sumInRuns : .sumByFour
      return isPlain(order, inner.count, precision) ? .sum : order
    }
  }

  /// Whether so few numbers are added in the same way in this order as in a line.
  private static func isPlain(_ order: Reduction, _ count: Int, _ precision: Precision) -> Bool {
    count < (order == .sumInRuns ? 5 : precision == .double ? 4 : 8)
  }
}

extension Summation {
  /// Whether some elements stand at their places, and no others.
  func reads(_ elements: [Int], at places: [Int]) -> Bool {
    var count = 0
    for (element, runs) in zip(elements, groups) {
      for run in runs {
        guard run.places.allSatisfy({ $0 < places.count && places[$0] == element }) else {
          return false
        }
        count += run.places.count
      }
    }
    return count == places.count
  }

  /// The sums of some numbers in this order.
  func sums(of terms: [Double], _ precision: Precision) -> [Double] {
    func sum(_ order: Reduction, _ numbers: [Double]) -> Double {
      numbers.withUnsafeBufferPointer { order.value(of: $0, precision: precision) }
    }
    return groups.map { runs in
      let sums = runs.map { run in sum(run.order, run.places.map { terms[$0] }) }
      return sums.count == 1 ? sums[0] : sum(.sumInOrder, sums)
    }
  }
}
