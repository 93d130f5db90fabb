import Autograd

extension Runtime {
  /// The negative log-likelihood of the right classes.
  ///
  /// With weights, the mean divides by the sum of those that were used.
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html>
  func negativeLogLikelihood(
    _ x: Tensor, _ target: Tensor, weight: Tensor?, ignoring ignored: Int,
    _ reduction: LossReduction
  ) throws(TorchError) -> Tensor {
    try x.refuseWholeNumbers(inKernel: "nll_loss_out_frame")
    let axis = x.rank == 1 ? 0 : 1
    let places = try classPlaces(x, axis, target, ignoring: ignored)
    let classes = x.shape[axis]
    if let weight, weight.shape != [classes] {
      throw .runtime(
        "weight tensor should be defined either for all \(classes) classes or no classes but got "
          + "weight tensor of shape: \(Shape(weight.shape).description)")
    }
    let weights = weight?.values
    let used = zip(places, target.values).map { place, label in
      place == nil ? 0 : weights?[Int(label)] ?? 1
    }
    let inputs = [x] + (weight.map { [$0] } ?? [])
    return try call(
      x.rank <= 2 ? .nllLoss : .nllLoss2D, inputs,
      shape: reduction == .none && x.rank > 1 ? target.shape : [], dtype: x.dtype,
      saves: [.input(0), .number]
    ) { builder, entries in
      // What is ignored is 0, and not the negative of it.
      let negated = builder.map(.negate, places.compactMap { $0.map { entries[0][$0] } })
      var kept = negated[...]
      var losses = places.map { $0 == nil ? builder.literal(0) : kept.removeFirst() }
      if weight != nil { losses = builder.zip(.multiply, losses, used.map { builder.literal($0) }) }
      switch reduction {
      case .none: return losses
      case .sum: return builder.reduce(.sum, [losses])
      case .mean:
        let total = used.reduce(0) { builder.precision.rounded($0 + $1) }
        if weight == nil, total == Double(losses.count) {
          return builder.reduce(.mean, [losses])
        }
        return builder.zip(.divide, builder.reduce(.sum, [losses]), total)
      }
    }
  }

  /// Where each target's class stands in `x`; nil for a target that is ignored.
  private func classPlaces(
    _ x: Tensor, _ axis: Int, _ target: Tensor, ignoring ignored: Int
  ) throws(TorchError) -> [Int?] {
    guard x.rank > 0 else {
      throw .value("Expected input to have at least 1 dimension, got 0 dimensions.")
    }
    guard target.dtype == .int64 || target.dtype == .uint8 else {
      throw .runtime(
        "expected target dtype to be Long or Byte, but got \(target.dtype.legacyName)")
    }
    var rest = x.shape
    rest.remove(at: axis)
    if x.rank > 1, let batch = x.shape.first, target.shape.first ?? 0 != batch {
      throw .value(
        "Expected input batch_size (\(batch)) to match target batch_size "
          + "(\(target.shape.first ?? 0)).")
    }
    if x.rank == 1, target.rank == 1, target.shape != [1] {
      throw .value(
        "For 1D input, 1D target must have size 1, but got target size: \(target.shape[0])")
    }
    guard rest == target.shape || (x.rank == 1 && target.shape == [1]) else {
      throw .runtime(
        "0D or 1D target tensor expected, multi-target not supported")
    }
    let strides = Shape(x.shape).strides
    let starts = Shape(rest).positions(
      strides: strides.indices.filter { $0 != axis }.map { strides[$0] }, offset: 0)
    var places: [Int?] = []
    for (start, label) in zip(starts, target.values) {
      let label = Int64(clamping: label)
      if label == ignored {
        places.append(nil)
        continue
      }
      guard 0 <= label, label < x.shape[axis] else {
        throw .index("Target \(label) is out of bounds.")
      }
      places.append(start + Int(label) * strides[axis])
    }
    return places
  }

  /// The cross-entropy of probabilities, or of the logits of probabilities.
  func binaryCrossEntropy(
    _ x: Tensor, _ target: Tensor, weight: Tensor?, ofLogits: Bool, _ reduction: LossReduction
  ) throws(TorchError) -> Tensor {
    if !ofLogits, target.dtype != x.dtype {
      throw .runtime("Found dtype \(target.dtype.legacyName) but expected \(x.dtype.legacyName)")
    }
    if ofLogits {
      try refuseIntegers(target, beside: x)
    } else {
      try x.refuseWholeNumbers(
        saying: "\"binary_cross_entropy\" not implemented for '\(x.dtype.legacyName)'")
    }
    for (name, tensor) in [("input", x), ("target", target)] where !ofLogits {
      guard tensor.values.allSatisfy({ (0...1).contains($0) }) else {
        throw .runtime("all elements of \(name) should be between 0 and 1")
      }
    }
    return try weightedLoss(
      ofLogits ? .binaryCrossEntropyWithLogits : .binaryCrossEntropy,
      x, target, weight, reduction
    ) { builder, x, target in
      builder.zip(ofLogits ? .logitCrossEntropy : .crossEntropy, x, target)
    }
  }

  /// The cross-entropy of logits where positive answers count for more or less.
  func binaryCrossEntropy(
    ofLogits x: Tensor, _ target: Tensor, weight: Tensor?, positiveWeight: Tensor,
    _ reduction: LossReduction
  ) throws(TorchError) -> Tensor {
    let shape = Shape(x.shape)
    try refuseIntegers(target, beside: x)
    guard try shape.broadcast(with: Shape(positiveWeight.shape)) == shape else {
      throw .runtime(
        "The size of tensor a (\(x.shape.last ?? 1)) must match the size of tensor b "
          + "(\(positiveWeight.shape.last ?? 1)) at non-singleton dimension \(max(0, x.rank - 1))")
    }
    let weights = positiveWeight.values
    let sources = Shape(positiveWeight.shape).sources(in: shape)
    return try weightedLoss(
      .binaryCrossEntropyWithLogits, x, target, weight, reduction
    ) { builder, x, target in
      // (1 − t) x − (1 + (p − 1) t) ln sigmoid(x)
      let extra = sources.map { builder.literal(weights[$0] - 1) }
      let factors = builder.zip(.add, builder.zip(.multiply, extra, target), 1)
      let losses = builder.zip(.softplus, builder.map(.negate, x), 1)
      return builder.zip(
        .add, builder.zip(.multiply, builder.zip(.subtract, 1, target), x),
        builder.zip(.multiply, factors, losses))
    }
  }

  /// PyTorch computes the loss of logits in a tensor like the target, which must be able to hold it.
  private func refuseIntegers(_ target: Tensor, beside x: Tensor) throws(TorchError) {
    try x.refuseWholeNumbers(
      saying: "\"log_sigmoid_cpu\" not implemented for '\(x.dtype.legacyName)'")
    let dtype = resultType([x, target])
    if target.dtype == .bool {
      throw TorchError(
        "NotImplementedError",
        "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
          + "`logical_xor()` operator instead.")
    }
    guard dtype.category > target.dtype.category else { return }
    throw .runtime(
      "result type \(dtype.legacyName) can't be cast to the desired output type "
        + target.dtype.legacyName)
  }

  private func weightedLoss(
    _ name: BackwardFunction, _ x: Tensor, _ target: Tensor, _ weight: Tensor?,
    _ reduction: LossReduction,
    _ loss: (Builder, [Entry], [Entry]) -> [Entry]
  ) throws(TorchError) -> Tensor {
    let shape = Shape(x.shape)
    if let weight, try shape.broadcast(with: Shape(weight.shape)) != shape {
      throw .runtime(
        "output with shape \(shape.description) doesn't match the broadcast shape "
          + (try shape.broadcast(with: Shape(weight.shape)).description))
    }
    let isOfLogits = name == .binaryCrossEntropyWithLogits
    let dtype = isOfLogits ? target.dtype : resultType([x, target])
    return try call(
      name, [x, target] + (weight.map { [$0] } ?? []),
      shape: reduction == .none ? x.shape : [], dtype: dtype,
      saves: [.input(0), .input(1)]
    ) { builder, entries in
      var losses = loss(builder, entries[0], entries[1])
      if let weight {
        losses = builder.zip(
          .multiply, losses, builder.broadcast(entries[2], from: weight.shape, to: shape))
      }
      return switch reduction {
      case .none: losses
      case .mean: builder.reduce(.mean, [losses])
      case .sum: builder.reduce(.sum, [losses])
      }
    }
  }
}
