import Autograd

extension Runtime {
  func sorted(
    _ x: Tensor, _ dimension: Int, descending: Bool
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    try ranked(x, dimension, descending: descending, keeping: nil, "SortBackward0")
  }

  func topK(
    _ x: Tensor, _ count: Int, _ dimension: Int, largest: Bool
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    let axis = try Shape(x.shape).dimension(dimension)
    guard x.rank == 0 || (0...x.shape[axis]).contains(count) else {
      throw .runtime("selected index k out of range")
    }
    return try ranked(x, dimension, descending: largest, keeping: count, "TopkBackward0")
  }

  private func ranked(
    _ x: Tensor, _ dimension: Int, descending: Bool, keeping: Int?, _ name: String
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    let shape = Shape(x.shape)
    let axes = try Axes(dimensions: [dimension]).resolved(in: shape)
    let values = x.values
    let lines = shape.groups(reducing: axes)
    var sizes = x.shape
    if let keeping, let axis = axes.first { sizes[axis] = keeping }
    let target = Shape(sizes).groups(reducing: axes)
    var sources = [Int](repeating: 0, count: Shape(sizes).count)
    var indices = [Double](repeating: 0, count: sources.count)
    for (line, places) in zip(lines, target) {
      let order = line.indices.sorted { a, b in
        let (left, right) = (values[line[a]], values[line[b]])
        if left == right || (left.isNaN && right.isNaN) { return a < b }
        if left.isNaN || right.isNaN { return descending == left.isNaN }
        return descending ? left > right : left < right
      }
      for (place, source) in zip(places, order) {
        sources[place] = line[source]
        indices[place] = Double(source)
      }
    }
    return (
      try gathered(x, name, sources, shape: sizes, saves: [.number]),
      Tensor(indices, shape: sizes, dtype: .int64)
    )
  }
}
