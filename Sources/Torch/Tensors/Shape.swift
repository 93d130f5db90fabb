/// The lengths of a tensor's dimensions.
struct Shape: Equatable {
  var sizes: [Int]

  init(_ sizes: [Int]) { self.sizes = sizes }

  var rank: Int { sizes.count }
  var count: Int { sizes.reduce(1, *) }

  /// How far apart neighbours of each dimension stand when the last runs fastest.
  var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for dimension in stride(from: rank - 2, through: 0, by: -1) {
      strides[dimension] = strides[dimension + 1] &* max(1, sizes[dimension + 1])
    }
    return strides
  }

  /// Whether strides show the elements in order and without gaps.
  func runsOn(_ own: [Int]) -> Bool {
    zip(zip(sizes, own), strides).allSatisfy { pair, expected in
      pair.0 == 1 || pair.1 == expected
    }
  }

  /// The strides that show elements with these ones in another shape, in the same order and without
  /// copying; nil where none do.
  func strides(of own: [Int], reshapedTo other: Shape) -> [Int]? {
    if count == 0 || runsOn(own) { return other.strides }
    // The dimensions that are longer than one, merged where neighbours run on without a gap.
    var runs: [(size: Int, stride: Int)] = []
    for (size, stride) in zip(sizes, own) where size != 1 {
      if let last = runs.last, last.stride == size * stride {
        runs[runs.count - 1] = (last.size * size, stride)
      } else {
        runs.append((size, stride))
      }
    }
    var strides: [Int] = []
    var rest = runs[...]
    var left = rest.first?.size ?? 1
    for size in other.sizes {
      guard size != 1 else {
        strides.append(1)
        continue
      }
      if left == 1 {
        rest = rest.dropFirst()
        left = rest.first?.size ?? 1
      }
      guard size > 0, let run = rest.first, left % size == 0 else { return nil }
      left /= size
      strides.append(run.stride * left)
    }
    return strides
  }

  /// As an error message shows it: `[2, 3]`.
  var description: String { "[" + sizes.map(String.init).joined(separator: ", ") + "]" }

  /// A dimension counted from either end.
  func dimension(_ index: Int) throws(TorchError) -> Int {
    let range = max(1, rank)
    guard -range <= index, index < range else {
      throw .index(
        "Dimension out of range (expected to be in range of [\(-range), \(range - 1)], "
          + "but got \(index))")
    }
    return index < 0 ? index + range : index
  }

  /// The storage positions of all elements in order, for given strides.
  func positions(strides: [Int], offset: Int) -> [Int] {
    var positions = [offset]
    for (size, stride) in zip(sizes, strides) {
      var next: [Int] = []
      next.reserveCapacity(positions.count * size)
      for position in positions {
        for index in 0..<size { next.append(position + index * stride) }
      }
      positions = next
    }
    return positions
  }

  /// The shape that both broadcast to.
  func broadcast(with other: Shape) throws(TorchError) -> Shape {
    let rank = max(self.rank, other.rank)
    var sizes = [Int](repeating: 1, count: rank)
    for back in 1...max(1, rank) where back <= rank {
      let a = back <= self.rank ? self.sizes[self.rank - back] : 1
      let b = back <= other.rank ? other.sizes[other.rank - back] : 1
      guard a == b || a == 1 || b == 1 else {
        throw .runtime(
          "The size of tensor a (\(a)) must match the size of tensor b (\(b)) at non-singleton "
            + "dimension \(rank - back)")
      }
      sizes[rank - back] = a == 1 ? b : a
    }
    return Shape(sizes)
  }

  /// For each element of a broadcast result, which element of this shape it reads.
  func sources(in result: Shape) -> [Int] {
    let lead = result.rank - rank
    let own = strides
    let strides = result.sizes.indices.map { dimension in
      dimension < lead || sizes[dimension - lead] == 1 ? 0 : own[dimension - lead]
    }
    return result.positions(strides: strides, offset: 0)
  }

  /// The elements that a reduction over some dimensions combines: for each element of the result,
  /// in order, the elements it is made from.
  func groups(reducing dimensions: [Int]) -> [[Int]] {
    let strides = strides
    let kept = sizes.indices.filter { !dimensions.contains($0) }
    let outer = Shape(kept.map { sizes[$0] }).positions(
      strides: kept.map { strides[$0] }, offset: 0)
    let reduced = dimensions.sorted()
    return outer.map { start in
      Shape(reduced.map { sizes[$0] }).positions(
        strides: reduced.map { strides[$0] }, offset: start)
    }
  }

  /// The shape after reducing some dimensions.
  func reduced(_ dimensions: [Int], keeping: Bool) -> Shape {
    Shape(
      sizes.indices.compactMap { dimension in
        dimensions.contains(dimension) ? (keeping ? 1 : nil) : sizes[dimension]
      })
  }
}
