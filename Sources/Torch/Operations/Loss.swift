import Autograd

/// How a loss combines its elements.
enum LossReduction: String {
  case none
  case mean
  case sum

  init(named name: String) throws(TorchError) {
    guard let reduction = LossReduction(rawValue: name) else {
      throw .value("\(name) is not a valid value for reduction")
    }
    self = reduction
  }
}

extension Runtime {
  /// The mean squared error, or its weighted mean.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html>
  func meanSquaredError(
    _ a: Tensor, _ b: Tensor, weight: Tensor?, _ reduction: LossReduction
  ) throws(TorchError) -> Tensor {
    if let weight {
      let errors = try meanSquaredError(a, b, weight: nil, .none)
      return try weighted(errors, weight, reduction)
    }
    return try pointwise(.mseLoss, a, b, reduction) { builder, difference in
      builder.zip(.power, difference, 2)
    }
  }

  /// The mean absolute error.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.l1_loss.html>
  func meanAbsoluteError(
    _ a: Tensor, _ b: Tensor, weight: Tensor?, _ reduction: LossReduction
  ) throws(TorchError) -> Tensor {
    let errors = try function(.abs, subtract(expanded(a, beside: b), expanded(b, beside: a)))
    if let weight { return try weighted(errors, weight, reduction) }
    return try reduced(errors, reduction)
  }

  /// A tensor that a loss repeats before it computes, so that it counts as one with dimensions.
  private func expanded(_ x: Tensor, beside other: Tensor) throws(TorchError) -> Tensor {
    x.rank == 0 && other.rank > 0 && x.dtype != other.dtype ? try expand(x, to: other.shape) : x
  }

  /// Half the square of small errors, and in proportion to large ones.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.huber_loss.html>
  func huber(
    _ a: Tensor, _ b: Tensor, delta: Double, weight: Tensor?, _ reduction: LossReduction
  ) throws(TorchError) -> Tensor {
    guard delta > 0 else {
      throw .runtime("huber_loss does not support non-positive values for delta.")
    }
    if let weight {
      let errors = try huber(a, b, delta: delta, weight: nil, .none)
      let products = try weighted(errors, weight, .none)
      return try reduced(products, reduction)
    }
    let loss = try pointwise(.huberLoss, a, b, reduction) { builder, difference in
      builder.zip(.huber, difference, delta)
    }
    if a.dtype != b.dtype {
      // PyTorch finds that the types differ only on the way back.
      loss.function?.kind = .notDifferentiable(
        .runtime("Found dtype \(b.dtype.legacyName) but expected \(a.dtype.legacyName)"))
    }
    return loss
  }

  /// The absolute error with its corner rounded.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.smooth_l1_loss.html>
  func smoothAbsoluteError(
    _ a: Tensor, _ b: Tensor, beta: Double, _ reduction: LossReduction
  ) throws(TorchError) -> Tensor {
    guard beta >= 0 else {
      throw .runtime("smooth_l1_loss does not support negative values for beta.")
    }
    if beta == 0 { return try meanAbsoluteError(a, b, weight: nil, reduction) }
    return try pointwise(.smoothL1Loss, a, b, reduction) { builder, difference in
      builder.zip(.smoothL1, difference, beta)
    }
  }

  /// A loss of the differences, with its reduction in the same call.
  private func pointwise(
    _ name: BackwardFunction, _ a: Tensor, _ b: Tensor, _ reduction: LossReduction,
    _ loss: (Builder, [Entry]) -> [Entry]
  ) throws(TorchError) -> Tensor {
    let dtype = try lossType(name, a, b)
    let shape = try Shape(a.shape).broadcast(with: Shape(b.shape))
    return try call(
      name, [a, b], shape: reduction == .none ? shape.sizes : [], dtype: dtype,
      saves: [.input(0), .input(1)]
    ) { builder, entries in
      let difference = builder.zip(
        .subtract, builder.broadcast(entries[0], from: a.shape, to: shape),
        builder.broadcast(entries[1], from: b.shape, to: shape))
      let losses = loss(builder, difference)
      return switch reduction {
      case .none: losses
      case .mean: builder.reduce(.mean, [losses])
      case .sum: builder.reduce(.sum, [losses])
      }
    }
  }

  /// Both operands count as tensors with dimensions; the Huber loss stays in the input's type.
  private func lossType(_ name: BackwardFunction, _ a: Tensor, _ b: Tensor) throws(TorchError)
    -> DType
  {
    let dtype = a.dtype.promoted(with: b.dtype)
    let isHuber = name == .huberLoss
    guard dtype.isFloating else {
      let kernel = isHuber ? "huber" : name == .mseLoss ? "mse" : "smooth_l1"
      throw TorchError(
        "NotImplementedError", "\"\(kernel)_cpu\" not implemented for '\(dtype.legacyName)'")
    }
    guard isHuber else { return dtype }
    guard a.dtype.isFloating else {
      throw .runtime(
        "result type \(dtype.legacyName) can't be cast to the desired output type "
          + a.dtype.legacyName)
    }
    return a.dtype
  }

  private func weighted(
    _ errors: Tensor, _ weight: Tensor, _ reduction: LossReduction
  ) throws(TorchError) -> Tensor {
    guard weight.shape == errors.shape else {
      throw .value("Weights and input must have the same size.")
    }
    let products = try multiply(errors, weight)
    switch reduction {
    case .none: return products
    case .sum: return try sum(products, Axes())
    case .mean: return try divide(sum(products, Axes()), sum(weight, Axes()))
    }
  }

  func reduced(_ losses: Tensor, _ reduction: LossReduction) throws(TorchError) -> Tensor {
    switch reduction {
    case .none: losses
    case .mean: try mean(losses, Axes())
    case .sum: try sum(losses, Axes())
    }
  }
}
