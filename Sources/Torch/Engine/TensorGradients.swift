package import Autograd

/// A store whose gradients can be handed to the program as tensors, and taken back.
protocol TensorGradients: GradientStore {
  /// A node of the tape as a gradient.
  func value(of node: Int) -> Gradient
  /// The node of the tape that a gradient is; nil where it is a plain number.
  func node(of gradient: Gradient) -> Int?
  /// A reduction of gradients in the precision of a node.
  func reduce(_ operation: Reduction, _ x: [Gradient], like node: Int) -> Gradient
  /// A gradient that was computed in steps, as another formula has its digits.
  func settled(_ steps: Gradient, as number: Double) -> Gradient
  /// What the nodes of a stage send to each side's operands, without sending it; nil where nothing
  /// has arrived at one, or where they do more than compute numbers by one binary primitive.
  func sent(by stage: Range<Int>) -> [SentBySide]?
  /// Sends nothing to some nodes that need gradients, until they are released.
  mutating func withhold(_ nodes: [Int])
  /// Sends to some nodes again.
  mutating func release(_ nodes: [Int])
  /// The gradients that a tensor holds.
  func read(_ tensor: Tensor, _ runtime: Runtime) -> [Gradient]
  /// The tensor that holds some gradients; a missing one is zero.
  func makeTensor(
    _ gradients: [Gradient?], shape: [Int], dtype: DType, _ recorder: GradientRecorder?
  ) -> Tensor
}

extension NumericGradients: TensorGradients {
  func value(of node: Int) -> Real {
    Real(tape.value(at: node).number, precision: tape.value(at: node).precision)
  }

  func node(of gradient: Real) -> Int? { nil }

  func reduce(_ operation: Reduction, _ x: [Real], like node: Int) -> Real {
    operation.value(x, precision: tape.value(at: node).precision)
  }

  func settled(_ steps: Real, as number: Double) -> Real {
    Real(steps.precision.rounded(number), precision: steps.precision)
  }

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
  func sent(by stage: Range<Int>) -> [SentBySide]? { nil }

  func value(of node: Int) -> Value { tape.value(at: node) }

  func node(of gradient: Value) -> Int? { gradient.node }

  func reduce(_ operation: Reduction, _ x: [Value], like node: Int) -> Value {
    Value.reduce(operation, x, precision: tape.value(at: node).precision)
  }

  func settled(_ steps: Value, as number: Double) -> Value {
    let number = steps.precision.rounded(number)
    guard steps.number != number else { return steps }
    let own = steps.applying(.alias)
    own.overwrite(number)
    return own
  }

  func read(_ tensor: Tensor, _ runtime: Runtime) -> [Value] {
    runtime.nodes(of: tensor).map { tape.value(at: $0) }
  }

  func makeTensor(
    _ gradients: [Value?], shape: [Int], dtype: DType, _ recorder: GradientRecorder?
  ) -> Tensor {
    if let leaf = recorder?.leaf(with: gradients.map { $0?.node }) { return leaf }
    let nodes = gradients.map { gradient in
      gradient?.node ?? tape.literal(0, precision: dtype.precision).node
    }
    let tensor = Tensor(
      nodes.map { tape.value(at: $0).number }, shape: shape, dtype: dtype)
    recorder?.attach(tensor, nodes)
    return tensor
  }
}
