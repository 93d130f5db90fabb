package import Autograd

/// A store whose gradients can be handed to the program as tensors, and taken back.
protocol TensorGradients: GradientStore {
  /// The gradients that a tensor holds.
  func read(_ tensor: Tensor, _ runtime: Runtime) -> [Gradient]
  /// The tensor that holds some gradients; a missing one is zero.
  func makeTensor(
    _ gradients: [Gradient?], shape: [Int], dtype: DType, _ recorder: GradientRecorder?
  ) -> Tensor
}

extension NumericGradients: TensorGradients {
  func read(_ tensor: Tensor, _ runtime: Runtime) -> [Real] {
    tensor.values.map { Real($0, precision: tensor.dtype.precision) }
  }

  func makeTensor(
    _ gradients: [Real?], shape: [Int], dtype: DType, _ recorder: GradientRecorder?
  ) -> Tensor {
    Tensor(gradients.map { $0?.number ?? 0 }, shape: shape, dtype: dtype)
  }
}

extension RecordedGradients: TensorGradients {
  func read(_ tensor: Tensor, _ runtime: Runtime) -> [Value] {
    runtime.nodes(of: tensor).map { tape.value(at: $0) }
  }

  func makeTensor(
    _ gradients: [Value?], shape: [Int], dtype: DType, _ recorder: GradientRecorder?
  ) -> Tensor {
    let nodes = gradients.map { gradient in
      gradient?.node ?? tape.literal(0, precision: dtype.precision).node
    }
    let tensor = Tensor(
      nodes.map { tape.value(at: $0).number }, shape: shape, dtype: dtype)
    recorder?.attach(tensor, nodes)
    return tensor
  }
}
