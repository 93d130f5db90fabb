import Autograd

extension Runtime {
  /// The largest element of every window of each channel, and where in its channel it stands.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html>
  func maximumPool(
    _ name: BackwardFunction, _ x: Tensor, _ windows: [[Windows.Place]], shape: [Int]
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    let rank = shape.count
    let points = Shape(Array(x.shape.suffix(rank))).count
    let channels = Shape(Array(x.shape.dropLast(rank))).count
    let values = x.values
    var indices: [Int] = []
    var choices: [Choice] = []
    for channel in 0..<channels {
      let start = channel * points
      for window in windows {
        // The first of equals; a NaN is larger than anything.
        var best = 0
        for place in window.indices.dropFirst() {
          let candidate = values[start + window[place].element]
          let holder = values[start + window[best].element]
          if candidate > holder || (candidate.isNaN && !holder.isNaN) { best = place }
        }
        indices.append(window.isEmpty ? 0 : window[best].element)
        choices.append(
          Choice(
            among: window.isEmpty ? [start] : window.map { start + $0.element }, taken: best,
            rank: Choice.largest))
      }
    }
    let outputs = Array(x.shape.dropLast(rank)) + shape
    return (
      try chosen(x, name, choices, shape: outputs, saves: [.input(0), .number]),
      Tensor(indices.map(Double.init), shape: outputs, dtype: .int64)
    )
  }

  /// The sum of every window of each channel over a number of the window's own.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html>
  func averagePool(
    _ name: BackwardFunction, _ x: Tensor, _ windows: [[Windows.Place]], divisors: [Double],
    shape: [Int]
  ) throws(TorchError) -> Tensor {
    let rank = shape.count
    let points = Shape(Array(x.shape.suffix(rank))).count
    let channels = Shape(Array(x.shape.dropLast(rank))).count
    try checkRoom(for: [[channels, windows.reduce(0) { $0 + $1.count }]])
    return try call(
      name, [x], shape: Array(x.shape.dropLast(rank)) + shape, dtype: x.dtype,
      saves: [.input(0), .number]
    ) { builder, entries in
      let zero = builder.literal(0)
      let groups = (0..<channels).flatMap { channel in
        windows.map { window in
          window.isEmpty ? [zero] : window.map { entries[0][channel * points + $0.element] }
        }
      }
      let divisors = divisors.map { builder.literal($0) }
      return builder.zip(
        .divide, builder.reduce(.sumInOrder, groups),
        groups.indices.map { divisors[$0 % max(1, divisors.count)] })
    }
  }

  /// Elements moved to new places of each channel; nil is a number of the program.
  func spread(
    _ name: BackwardFunction, _ x: Tensor, _ sources: [Int?], shape: [Int], filling value: Double
  ) throws(TorchError) -> Tensor {
    try checkRoom(for: [shape])
    return try call(name, [x], shape: shape, dtype: x.dtype, saves: [.number]) {
      builder, entries in
      let filling = builder.literal(x.dtype.converted(value))
      return builder.map(.alias, sources.map { $0.map { entries[0][$0] } ?? filling })
    }
  }

  /// The sums of some elements for each place of the result; nothing adds up to zero.
  func gatheredSums(
    _ name: BackwardFunction, _ x: Tensor, _ sources: [[Int]], shape: [Int]
  ) throws(TorchError) -> Tensor {
    try checkRoom(for: [shape])
    return try call(name, [x], shape: shape, dtype: x.dtype, saves: [.number]) {
      builder, entries in
      let zero = builder.literal(0)
      return builder.reduce(
        .sumInOrder, sources.map { $0.isEmpty ? [zero] : $0.map { entries[0][$0] } })
    }
  }
}
