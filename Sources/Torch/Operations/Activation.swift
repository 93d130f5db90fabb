import Autograd

extension Runtime {
  /// x Φ(x), with the normal distribution's Φ or its approximation by tanh.
  ///
  /// Source: Hendrycks & Gimpel, *Gaussian Error Linear Units*, 2016.
  func gelu(_ x: Tensor, approximate: String) throws(TorchError) -> Tensor {
    guard ["none", "tanh"].contains(approximate) else {
      throw .runtime("approximate argument must be either none or tanh.")
    }
    let kernel: ActivationKernel? =
      switch (approximate, x.dtype) {
      case ("none", .float32): x.count == 1 ? .gelu : .geluOfMany
      case ("none", .float64): .gelu
      case ("tanh", .float32), ("tanh", .float64): .geluByTanh
      default: nil
      }
    return try activation(.gelu, x, kernel) { builder, x in
      let argument: [Entry]
      if approximate == "tanh" {
        let cubes = builder.zip(.multiply, builder.zip(.power, x, 3), 0.044715)
        let inner = builder.zip(.multiply, builder.zip(.add, x, cubes), 0.7978845608028654)
        argument = builder.map(.tanh, inner)
      } else {
        argument = builder.map(.erf, builder.zip(.multiply, x, 0.7071067811865476))
      }
      let share = builder.zip(.multiply, builder.zip(.add, argument, 1), 0.5)
      return builder.zip(.multiply, x, share)
    }
  }

  /// x sigmoid(x).
  func silu(_ x: Tensor) throws(TorchError) -> Tensor {
    try activation(.silu, x, .silu) { builder, x in
      builder.zip(.multiply, x, builder.map(.sigmoid, x))
    }
  }

  /// x tanh(softplus(x)).
  func mish(_ x: Tensor) throws(TorchError) -> Tensor {
    try activation(.mish, x, .mish) { builder, x in
      builder.zip(.multiply, x, builder.map(.tanh, builder.zip(.softplus, x, 1)))
    }
  }

  /// ln sigmoid(x), without the overflow of its parts.
  func logSigmoid(_ x: Tensor) throws(TorchError) -> Tensor {
    try activation(.logSigmoid, x, .logSigmoid) { builder, x in
      builder.map(.negate, builder.zip(.softplus, builder.map(.negate, x), 1))
    }
  }

  /// ln(1 + eᵝˣ) / β, and x itself where βx is above the threshold.
  func softplus(_ x: Tensor, beta: Double, threshold: Double) throws(TorchError) -> Tensor {
    try activation(
      .softplus, x, .softplus(beta: beta, threshold: threshold)
    ) { builder, x in
      let smooth = builder.zip(.softplus, x, beta)
      if threshold == 20 { return smooth }
      return self.choose(builder, x, smooth, from: x) { $0 * beta > threshold }
    }
  }

  /// x kept between two numbers.
  func hardTanh(_ x: Tensor, from low: Double, to high: Double) throws(TorchError) -> Tensor {
    guard low < high else {
      throw .value("max_val must be larger than min_val")
    }
    return try activation(.hardtanh, x, .hardTanh(from: low, to: high)) { builder, x in
      let bounds = [builder.literal(low), builder.literal(high)]
      return builder.reduce(.clamp, x.map { [$0] + bounds })
    }
  }

  /// The share of the way from −3 to 3.
  func hardSigmoid(_ x: Tensor) throws(TorchError) -> Tensor {
    try activation(.hardsigmoid, x) { builder, x in
      builder.zip(.divide, self.ramp(x, builder), 6)
    }
  }

  func hardSwish(_ x: Tensor) throws(TorchError) -> Tensor {
    try activation(.hardswish, x, .hardSwish) { builder, x in
      builder.zip(.divide, builder.zip(.multiply, x, self.ramp(x, builder)), 6)
    }
  }

  private func ramp(_ x: [Entry], _ builder: Builder) -> [Entry] {
    let bounds = [builder.literal(0), builder.literal(6)]
    return builder.reduce(.clamp, builder.zip(.add, x, 3).map { [$0] + bounds })
  }

  /// `elu` with a factor for all and a factor inside the exponential.
  func elu(
    _ x: Tensor, _ name: BackwardFunction, alpha: Double, scale: Double, inner: Double
  ) throws(TorchError) -> Tensor {
    try activation(name, x) { builder, x in
      var result = x
      if inner == 1 {
        result = builder.zip(.elu, x, alpha)
      } else {
        let bent = builder.zip(.elu, builder.zip(.multiply, x, inner), alpha)
        result = self.choose(builder, x, bent, from: x) { $0 > 0 }
      }
      return scale == 1 ? result : builder.zip(.multiply, result, scale)
    }
  }

  /// x where it is above a threshold, a number elsewhere.
  func threshold(_ x: Tensor, _ bound: Double, _ value: Double) throws(TorchError) -> Tensor {
    try activation(.threshold, x) { builder, x in
      let other = builder.literal(value)
      return self.choose(builder, x, x.map { _ in other }, from: x) { !($0 <= bound) }
    }
  }

  /// x outside of [−λ, λ], zero within; the soft kind moves the rest by λ.
  func shrink(_ x: Tensor, _ bound: Double, isSoft: Bool) throws(TorchError) -> Tensor {
    try activation(
      isSoft ? .softshrink : .hardshrink, x, isSoft ? .softShrink(bound) : nil
    ) { builder, x in
      let zero = x.map { _ in builder.literal(0) }
      guard isSoft else {
        return self.choose(builder, x, zero, from: x) { $0 < -bound || $0 > bound || $0.isNaN }
      }
      let above = builder.zip(.subtract, x, bound)
      let below = self.choose(builder, builder.zip(.add, x, bound), zero, from: x) { $0 < -bound }
      return self.choose(builder, above, below, from: x) { $0 > bound }
    }
  }

  /// x where it is positive, and times a learned slope elsewhere.
  func prelu(_ x: Tensor, _ weight: Tensor) throws(TorchError) -> Tensor {
    guard x.dtype == weight.dtype else {
      throw .runtime(
        "prelu: Type promoting not supported. Got \(x.dtype.legacyName) and "
          + weight.dtype.legacyName)
    }
    try x.refuseWholeNumbers(
      saying: "\"prelu_cpu\" not implemented for '\(x.dtype.legacyName)'")
    let shape = try Shape(x.shape).broadcast(with: Shape(weight.shape))
    return try call(
      .preluKernel, [x, weight], shape: x.shape, dtype: resultType([x, weight]),
      saves: [.input(0), .input(1)]
    ) { builder, entries in
      let slopes = builder.broadcast(entries[1], from: weight.shape, to: shape)
      let leaked = builder.zip(.multiply, slopes, entries[0])
      return self.choose(builder, entries[0], leaked, from: entries[0]) { $0 > 0 }
    }
  }

  private func choose(
    _ builder: Builder, _ a: [Entry], _ b: [Entry], from x: [Entry], _ holds: (Double) -> Bool
  ) -> [Entry] {
    let (yes, no) = (builder.literal(1), builder.literal(0))
    return builder.reduce(
      .choose, x.indices.map { [holds(x[$0].value) ? yes : no, a[$0], b[$0]] })
  }

  /// What PyTorch calls the kernel of an activation, by the name of its backward function.
  func activationKernel(_ name: BackwardFunction) -> String {
    switch name {
    case .gelu: "GeluKernelImpl"
    case .logSigmoid: "log_sigmoid_cpu"
    case .celu: "elu_cpu"
    case .leakyRelu: "leaky_relu_cpu"
    case .softshrink: "softshrink_check"
    default: name.rawValue.prefix { $0 != "B" }.lowercased() + "_cpu"
    }
  }

  private func activation(
    _ name: BackwardFunction, _ x: Tensor, _ kernel: ActivationKernel? = nil,
    _ body: (Builder, [Entry]) -> [Entry]
  ) throws(TorchError) -> Tensor {
    guard x.dtype.isFloating else {
      throw TorchError(
        "NotImplementedError",
        "\"\(activationKernel(name))\" not implemented for '\(x.dtype.legacyName)'")
    }
    let result = try call(name, [x], shape: x.shape, dtype: x.dtype, saves: [.input(0)]) {
      builder, entries in
      let steps = body(builder, entries[0])
      return kernel.map {
        builder.settled(steps, as: $0.values(entries[0].map { $0.value }, x.dtype.precision))
      } ?? steps
    }
    if let kernel {
      result.function?.formula = kernel.formula(x.values, x.dtype.precision)
    }
    return result
  }
}
