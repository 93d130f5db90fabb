import Autograd

extension Runtime {
  func sorted(
    _ x: Tensor, _ dimension: Int, descending: Bool, isStable: Bool
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    try picked(x, dimension, length: nil, .sort, descending: descending) {
      $0.order(descending: descending, isStable: isStable)
    }
  }

  func topK(
    _ x: Tensor, _ count: Int, _ dimension: Int, largest: Bool
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    let axis = try Shape(x.shape).dimension(dimension)
    guard x.rank == 0 || (0...x.shape[axis]).contains(count) else {
      throw .runtime("selected index k out of range")
    }
    return try picked(x, dimension, length: count, .topk, descending: largest) {
      $0.largest(count, isLargest: largest)
    }
  }

  /// One element of each line along a dimension, and where it stood; it has a rank in its line
  /// unless it is taken for another reason.
  func one(
    of x: Tensor, _ dimension: Int, keeps: Bool, _ name: BackwardFunction, rank: Int?,
    _ pick: ([Double]) -> Int
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    let shape = Shape(x.shape)
    let axes = try Axes(dimensions: [dimension]).resolved(in: shape)
    let values = x.values
    let lines = shape.groups(reducing: axes)
    let indices = lines.map { line in pick(line.map { values[$0] }) }
    let reduced = shape.reduced(axes, keeping: keeps).sizes
    return (
      try chosen(
        x, name, zip(lines, indices).map { Choice(among: $0, taken: $1, rank: rank) },
        shape: reduced, saves: [.number]),
      Tensor(indices.map(Double.init), shape: reduced, dtype: .int64)
    )
  }

  /// The middle of all elements; equals share the gradient.
  func median(_ x: Tensor, ignoringNaN: Bool) throws(TorchError) -> Tensor {
    try x.refuseTruthValues(of: "median_cpu")
    let values = x.values
    let numbers = values.indices.filter { !values[$0].isNaN }
    let places = ignoringNaN && !numbers.isEmpty ? numbers : Array(values.indices)
    return try call(
      ignoringNaN ? .nanmedian : .median, [x], shape: [], dtype: x.dtype,
      saves: [.input(0), .output]
    ) { builder, entries in
      places.isEmpty
        ? [builder.literal(.nan)] : builder.reduce(.median, [places.map { entries[0][$0] }])
    }
  }

  /// Some elements of each line along a dimension, in an order, and where they stood.
  private func picked(
    _ x: Tensor, _ dimension: Int, length: Int?, _ name: BackwardFunction, descending: Bool,
    _ pick: ([Double]) -> [Int]
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    let shape = Shape(x.shape)
    let axes = try Axes(dimensions: [dimension]).resolved(in: shape)
    let values = x.values
    let lines = shape.groups(reducing: axes)
    var sizes = x.shape
    if let length, let axis = axes.first { sizes[axis] = length }
    let target = Shape(sizes).groups(reducing: axes)
    let none = Choice(among: [0], taken: 0, rank: nil)
    var choices = [Choice](repeating: none, count: Shape(sizes).count)
    var indices = [Double](repeating: 0, count: choices.count)
    for (line, places) in zip(lines, target) {
      for (order, source) in pick(line.map { values[$0] }).enumerated() {
        let place = places[order]
        choices[place] = Choice(
          among: line, taken: source, rank: descending ? -order - 1 : order + 1)
        indices[place] = Double(source)
      }
    }
    return (
      try chosen(x, name, choices, shape: sizes, saves: [.number]),
      Tensor(indices, shape: sizes, dtype: .int64)
    )
  }
}
