import Python

extension Library {
  /// What convolutions, poolings and paddings compute with, once `torch._refs.windows` and its
  /// neighbours have read the arguments: functions of `torch._C`.
  func defineWindowing(in core: ModuleObject) {
    func form(_ c: Call) throws(TorchError) -> Runtime.ConvolutionShape {
      Runtime.ConvolutionShape(
        stride: try c.ints("stride"), dilation: try c.ints("dilation"),
        padding: try c.ints("padding"), after: try c.ints("after"), groups: try c.int("groups"))
    }
    free("convolution(input, weight, bias, stride, padding, after, dilation, groups)", in: core) {
      c throws(TorchError) in
      self.wrap(
        try c.runtime.convolution(
          c.tensor("input"), c.tensor("weight"), c.optionalTensor("bias"), form(c)))
    }
    free(
      "transposed_convolution(input, weight, bias, stride, padding, after, dilation, groups, sizes)",
      in: core
    ) { c throws(TorchError) in
      self.wrap(
        try c.runtime.transposedConvolution(
          c.tensor("input"), c.tensor("weight"), c.optionalTensor("bias"), form(c),
          sizes: c.ints("sizes")))
    }
    free("max_pool(name, input, kernel, stride, padding, dilation, ceil_mode)", in: core) {
      c throws(TorchError) in
      let (windows, x) = (try self.windows(c), try c.tensor("input"))
      try x.refuseTruthValues(of: "max_pool2d")
      return self.pair(
        try c.runtime.maximumPool(
          c.backwardFunction(), x, windows.places(), shape: windows.counts))
    }
    free(
      "avg_pool(name, input, kernel, stride, padding, dilation, ceil_mode, count_include_pad, "
        + "divisor_override)", in: core
    ) { c throws(TorchError) in
      let (windows, x) = (try self.windows(c), try c.tensor("input"))
      if x.dtype != .int64 { try x.refuseWholeNumbers(inKernel: "avg_pool2d") }
      let places = windows.places()
      let divisors =
        if let divisor = try c.optionalDouble("divisor_override") {
          [Double](repeating: divisor, count: places.count)
        } else {
          try c.bool("count_include_pad") ? windows.extents : places.map { Double($0.count) }
        }
      return self.wrap(
        try c.runtime.averagePool(
          c.backwardFunction(), x, places, divisors: divisors, shape: windows.counts
        ))
    }
    for name in ["adaptive_max_pool", "adaptive_avg_pool"] {
      free("\(name)(name, input, output_size)", in: core) { c throws(TorchError) in
        let (x, counts) = (try c.tensor("input"), try c.ints("output_size"))
        try x.refuseWholeNumbers(inKernel: "\(name)2d")
        try c.runtime.checkRoom(for: [counts])
        let places = Windows.adaptive(sizes: x.shape.suffix(counts.count), counts: counts)
        if name == "adaptive_max_pool" {
          return self.pair(
            try c.runtime.maximumPool(c.backwardFunction(), x, places, shape: counts))
        }
        return self.wrap(
          try c.runtime.averagePool(
            c.backwardFunction(), x, places, divisors: places.map { Double($0.count) },
            shape: counts))
      }
    }
    free("pad(name, input, amounts, mode, value)", in: core) { c throws(TorchError) in
      guard let mode = PaddingMode(rawValue: try c.string("mode")) else {
        throw TorchError("NotImplementedError", "Unrecognised padding mode \(try c.string("mode"))")
      }
      let (x, amounts) = (try c.tensor("input"), try c.ints("amounts"))
      return self.wrap(
        try c.runtime.pad(
          c.backwardFunction(), x,
          stride(from: 0, to: amounts.count - 1, by: 2).map { (amounts[$0], amounts[$0 + 1]) },
          mode, value: mode == .constant ? c.number("value", as: x.dtype) : 0))
    }
    defineBlocks(in: core)
  }

  /// Windows laid out as columns of a matrix, and back.
  private func defineBlocks(in core: ModuleObject) {
    free("im2col(input, kernel, stride, padding, dilation)", in: core) { c throws(TorchError) in
      let (x, windows) = (try c.tensor("input"), try self.windows(c))
      let (taps, points) = (Shape(windows.kernel).count, Shape(windows.sizes).count)
      let places = windows.places()
      let rows = x.shape[0] * x.shape[1]
      var sources = [Int?](repeating: nil, count: rows * taps * places.count)
      for row in 0..<rows {
        for (column, window) in places.enumerated() {
          for place in window {
            sources[(row * taps + place.kernel) * places.count + column] =
              row * points + place.element
          }
        }
      }
      return self.wrap(
        try c.runtime.spread(
          .im2Col, x, sources, shape: [x.shape[0], x.shape[1] * taps, places.count],
          filling: 0))
    }
    free("col2im(input, kernel, stride, padding, dilation, sizes)", in: core) {
      c throws(TorchError) in
      let x = try c.tensor("input")
      let windows = try self.windows(c, over: c.ints("sizes"))
      let (taps, points) = (Shape(windows.kernel).count, Shape(windows.sizes).count)
      let channels = x.shape[1] / max(1, taps)
      let places = windows.places()
      var sources = [[Int]](repeating: [], count: x.shape[0] * channels * points)
      for row in 0..<(x.shape[0] * channels) {
        for (column, window) in places.enumerated() {
          for place in window {
            sources[row * points + place.element].append(
              (row * taps + place.kernel) * places.count + column)
          }
        }
      }
      return self.wrap(
        try c.runtime.gatheredSums(
          .col2Im, x, sources, shape: [x.shape[0], channels] + windows.sizes))
    }
  }

  /// The windows that a call's arguments describe, over the last dimensions of its input.
  private func windows(_ c: Call, over sizes: [Int]? = nil) throws(TorchError) -> Windows {
    let kernel = try c.ints("kernel")
    let shape = try c.tensor("input").shape
    let sizes = sizes ?? Array(shape.suffix(kernel.count))
    let (steps, dilation) = (try c.ints("stride"), try c.ints("dilation"))
    let padding = try c.ints("padding")
    let counts = Windows.counts(
      of: sizes, kernel: kernel, stride: steps, dilation: dilation, padding: padding,
      after: padding, ceiling: try c.bool("ceil_mode"))
    // Before anything is as large as the program says.
    try c.runtime.checkRoom(for: [counts + kernel])
    return Windows(
      sizes: sizes, kernel: kernel, stride: steps, dilation: dilation, padding: padding,
      counts: counts)
  }

  private func pair(_ result: (values: Tensor, indices: Tensor)) -> Object {
    .tuple([wrap(result.values), wrap(result.indices)])
  }
}
