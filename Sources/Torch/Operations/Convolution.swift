import Autograd

extension Runtime {
  /// How a convolution slides: one number a dimension, in elements.
  struct ConvolutionShape {
    var stride: [Int]
    var dilation: [Int]
    /// What is added before and after each dimension.
    var padding: [Int]
    var after: [Int]
    var groups: Int
  }

  /// Cross-correlation of [N, C, …] with filters [O, C / groups, …], which PyTorch calls
  /// convolution.
  ///
  /// The products are added in double and rounded once: in which order the processor's own kernels
  /// add them depends on the processor.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html>
  func convolution(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ form: ConvolutionShape
  ) throws(TorchError) -> Tensor {
    let (sizes, kernel) = (Array(x.shape.dropFirst(2)), Array(weight.shape.dropFirst(2)))
    let windows = Windows(
      sizes: sizes, kernel: kernel, stride: form.stride, dilation: form.dilation,
      padding: form.padding,
      counts: Windows.counts(
        of: sizes, kernel: kernel, stride: form.stride, dilation: form.dilation,
        padding: form.padding, after: form.after))
    let (channels, filters) = (weight.shape[1], weight.shape[0])
    let (points, taps) = (Shape(sizes).count, Shape(kernel).count)
    try checkRoom(
      for: [[x.shape[0], filters, Shape(windows.counts).count, channels * max(1, taps)]])
    let places = windows.places()
    let perGroup = filters / form.groups
    var terms: [[Term]] = []
    for sample in 0..<x.shape[0] {
      for filter in 0..<filters {
        let first = sample * x.shape[1] + filter / max(1, perGroup) * channels
        for window in places {
          terms.append(
            (0..<channels).flatMap { channel in
              window.map { place in
                Term(
                  x: (first + channel) * points + place.element,
                  weight: (filter * channels + channel) * taps + place.kernel)
              }
            })
        }
      }
    }
    return try convolution(
      x, weight, bias, shape: [x.shape[0], filters] + windows.counts, terms: terms)
  }

  /// The transpose of ``convolution(_:_:_:_:)`` as a linear map, over filters [C, O / groups, …]:
  /// what its gradient does to what it slides over.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html>
  func transposedConvolution(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ form: ConvolutionShape, sizes: [Int]
  ) throws(TorchError) -> Tensor {
    let kernel = Array(weight.shape.dropFirst(2))
    let windows = Windows(
      sizes: sizes, kernel: kernel, stride: form.stride, dilation: form.dilation,
      padding: form.padding, counts: Array(x.shape.dropFirst(2)))
    let (channels, perGroup) = (x.shape[1] / form.groups, weight.shape[1])
    let (points, taps) = (Shape(windows.counts).count, Shape(kernel).count)
    let filters = perGroup * form.groups
    try checkRoom(for: [[x.shape[0], filters, points, channels * max(1, taps)]])
    try checkRoom(for: [[x.shape[0], filters] + sizes])
    // For each element of the result, the windows that cover it.
    var covering = [[Windows.Place]](repeating: [], count: Shape(sizes).count)
    for (window, places) in windows.places().enumerated() {
      for place in places {
        covering[place.element].append(.init(kernel: place.kernel, element: window))
      }
    }
    var terms: [[Term]] = []
    for sample in 0..<x.shape[0] {
      for filter in 0..<filters {
        let first = filter / max(1, perGroup) * channels
        for windows in covering {
          terms.append(
            (first..<(first + channels)).flatMap { channel in
              windows.map { place in
                Term(
                  x: (sample * x.shape[1] + channel) * points + place.element,
                  weight: (channel * perGroup + filter % perGroup) * taps + place.kernel)
              }
            })
        }
      }
    }
    return try convolution(
      x, weight, bias, shape: [x.shape[0], filters] + sizes, terms: terms)
  }

  /// One product: the elements of the input and of the filters that are multiplied.
  private struct Term {
    let x: Int
    let weight: Int
  }

  private func convolution(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, shape: [Int], terms: [[Term]]
  ) throws(TorchError) -> Tensor {
    let inputs = [x, weight] + (bias.map { [$0] } ?? [])
    return try call(
      .convolution, inputs, shape: shape, dtype: x.dtype,
      saves: [.input(0), .input(1)]
    ) { builder, entries in
      self.precisely(builder, entries) { entries in
        let products = builder.zip(
          .multiply, terms.flatMap { $0.map { entries[0][$0.x] } },
          terms.flatMap { $0.map { entries[1][$0.weight] } })
        let zero = builder.literal(0)
        var start = 0
        let groups = terms.map { group in
          defer { start += group.count }
          // A window that sees nothing but padding adds up to nothing.
          return group.isEmpty ? [zero] : Array(products[start..<(start + group.count)])
        }
        let sums = builder.reduce(.sum, groups)
        guard bias != nil else { return sums }
        let points = Shape(Array(shape.dropFirst(2))).count
        return builder.zip(
          .add, sums,
          sums.indices.map { entries[2][$0 / max(1, points) % shape[1]] })
      }
    }
  }
}
