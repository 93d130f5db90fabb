import Autograd

extension Runtime {
  /// Puts one number everywhere; a tensor with a history keeps it, with a gradient of zero.
  func fill(_ target: Tensor, _ name: BackwardFunction, _ value: Tensor) throws(TorchError) {
    let isNumber = value.isWrittenNumber
    try inPlace(target, mayRepeat: true) { () throws(TorchError) in
      let value = isNumber ? try converted(value, to: target.dtype) : value
      return try newContent(
        name, of: target, isNumber ? [] : [value], value.values, shape: value.shape)
    }
    if value.values == [0] { noteZeroed(target) }
  }

  /// Puts numbers that depend on nothing into a tensor.
  func overwrite(
    _ target: Tensor, _ name: BackwardFunction, with values: [Double]
  ) throws(TorchError) {
    try inPlace(target) { () throws(TorchError) in
      try newContent(name, of: target, [], values, shape: target.shape)
    }
  }

  /// Copies a tensor, repeated where that is needed, over another.
  func copy(_ source: Tensor, into target: Tensor) throws(TorchError) {
    let shape = Shape(target.shape)
    guard let common = try? shape.broadcast(with: Shape(source.shape)), common == shape else {
      _ = try shape.broadcast(with: Shape(source.shape))
      throw .runtime(
        "output with shape \(shape.description) doesn't match the broadcast shape "
          + "\(try shape.broadcast(with: Shape(source.shape)).description)")
    }
    let own = operand(source, of: target)
    try inPlace(target, reading: [source]) { () throws(TorchError) in
      try newContent(.copy, of: target, [own], [], shape: source.shape)
    }
  }

  /// What a tensor holds after a call that does not read it, but is its function from then on.
  ///
  /// The numbers come from the one tensor of `sources`; without it they are `values`. They have a
  /// shape of their own, and are repeated into the tensor's.
  private func newContent(
    _ name: BackwardFunction, of target: Tensor, _ sources: [Tensor], _ values: [Double],
    shape: [Int]
  ) throws(TorchError) -> Tensor {
    let (dtype, result) = (target.dtype, Shape(target.shape))
    guard dtype.isFloating, tracks([target] + sources) else {
      guard let source = sources.first, dtype.isFloating,
        recordsEverything || movesForward([source])
      else {
        let numbers = sources.first?.values ?? values
        let entries = numbers.map { Entry(value: dtype.converted($0)) }
        return Tensor(
          entries.broadcast(from: shape, to: result).map { $0.value }, shape: target.shape,
          dtype: dtype)
      }
      return try call(.copy, [source], shape: target.shape, dtype: dtype) {
        $0.map(.alias, $0.broadcast($1[0], from: shape, to: result))
      }
    }
    return try call(name, [target] + sources, shape: target.shape, dtype: dtype) {
      builder, entries in
      let given = entries.count > 1 ? entries[1] : values.map { builder.literal($0) }
      let content = builder.map(.alias, builder.broadcast(given, from: shape, to: result))
      // The result is the target's by name only, and yet it needs a gradient.
      for entry in content { entry.node.map { tape.value(at: $0).startTracking() } }
      return content
    }
  }

  /// Tells the recording of a leaf whose gradient was set to zero.
  private func noteZeroed(_ gradient: Tensor) {
    guard let leaf = gradient.gradientOwner else { return }
    leaf.clearedAt = line
    guard tape.keepsEvents else { return }
    for node in leaf.nodes { tape.note(.cleared(leaf: node, to: 0)) }
    tellGradient(of: leaf)
  }
}
