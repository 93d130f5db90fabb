import Autograd

extension Runtime {
  /// `torch.autograd.backward`: adds to the gradients of the leaves, or of `inputs`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.backward.html>
  func backward(
    _ roots: [(tensor: Tensor, seed: Tensor?)], retainsGraph: Bool, createsGraph: Bool,
    inputs: [Tensor]?
  ) throws(TorchError) {
    if let inputs, inputs.isEmpty {
      throw .runtime("`inputs` argument to `backward()` cannot be empty.")
    }
    let entries = try entries(roots)
    try pass(
      entries, retainsGraph: retainsGraph, createsGraph: createsGraph, targets: inputs
    ) { (tensor, gradient) throws(TorchError) in
      try self.accumulate(gradient, into: tensor, createsGraph: createsGraph)
    }
  }

  /// `torch.autograd.grad`: the gradients of the inputs, which stay as they are.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html>
  func gradients(
    _ roots: [(tensor: Tensor, seed: Tensor?)], of inputs: [Tensor], retainsGraph: Bool,
    createsGraph: Bool, allowsUnused: Bool, materializes: Bool
  ) throws(TorchError) -> [Tensor?] {
    for input in inputs where !input.requiresGradient {
      throw .runtime("One of the differentiated Tensors does not require grad")
    }
    let entries = try entries(roots)
    var found: [ObjectIdentifier: Tensor] = [:]
    try pass(
      entries, retainsGraph: retainsGraph, createsGraph: createsGraph, targets: inputs
    ) { (tensor, gradient) throws(TorchError) in
      let key = ObjectIdentifier(tensor)
      found[key] = try found[key].map { sum throws(TorchError) in
        try self.add(sum, gradient)
      } ?? gradient
    }
    var results: [Tensor?] = []
    for input in inputs {
      if let gradient = found[ObjectIdentifier(input)] {
        results.append(gradient)
      } else if materializes {
        results.append(
          Tensor([Double](repeating: 0, count: input.count), shape: input.shape, dtype: input.dtype)
        )
      } else if allowsUnused {
        results.append(nil)
      } else {
        throw .runtime(
          "One of the differentiated Tensors appears to not have been used in the graph. Set "
            + "allow_unused=True if this is the desired behavior.")
      }
    }
    return results
  }

  /// Checks the roots and completes their seeds.
  private func entries(
    _ roots: [(tensor: Tensor, seed: Tensor?)]
  ) throws(TorchError) -> [(edge: Function.Edge, seed: Tensor)] {
    var entries: [(edge: Function.Edge, seed: Tensor)] = []
    for (index, root) in roots.enumerated() {
      let seed = try seed(of: root.tensor, root.seed, index: index)
      guard let edge = edge(to: root.tensor) else {
        throw .runtime(
          "element \(index) of tensors does not require grad and does not have a grad_fn")
      }
      entries.append((edge, seed))
    }
    return entries
  }

  private func seed(
    of root: Tensor, _ given: Tensor?, index: Int
  ) throws(TorchError) -> Tensor {
    guard let given else {
      guard root.requiresGradient else {
        throw .runtime(
          "element \(index) of tensors does not require grad and does not have a grad_fn")
      }
      guard root.count == 1 else {
        throw .runtime("grad can be implicitly created only for scalar outputs")
      }
      return Tensor([1], shape: root.shape, dtype: root.dtype)
    }
    guard given.shape == root.shape else {
      throw .runtime(
        "Mismatch in shape: grad_output[\(index)] has a shape of torch.Size("
          + "\(Shape(given.shape).description)) and output[\(index)] has a shape of torch.Size("
          + "\(Shape(root.shape).description)).")
    }
    return given.dtype == root.dtype ? given : try cast(given, to: root.dtype)
  }

  private func pass(
    _ entries: [(edge: Function.Edge, seed: Tensor)], retainsGraph: Bool, createsGraph: Bool,
    targets: [Tensor]?, deliver: @escaping (Tensor, Tensor) throws(TorchError) -> Void
  ) throws(TorchError) {
    let targets = targets?.compactMap { tensor in
      edge(to: tensor).map { (tensor, $0) }
    }
    if createsGraph {
      var pass = BackwardPass(
        runtime: self, store: RecordedGradients(tape: tape), retainsGraph: true,
        targets: targets?.map { .init(tensor: $0.0, edge: $0.1) },
        recorder: GradientRecorder(runtime: self), deliver: deliver)
      try withGrad(true) { () throws(TorchError) in try pass.run(entries) }
    } else {
      var pass = BackwardPass(
        runtime: self, store: NumericGradients(tape: tape), retainsGraph: retainsGraph,
        targets: targets?.map { .init(tensor: $0.0, edge: $0.1) }, recorder: nil,
        deliver: deliver)
      try withGrad(false) { () throws(TorchError) in try pass.run(entries) }
    }
  }

  /// Adds a pass's gradient to what a tensor has, in the same object after the first time.
  func accumulate(
    _ gradient: Tensor, into tensor: Tensor, createsGraph: Bool = false
  ) throws(TorchError) {
    guard let sum = tensor.gradient else {
      tensor.gradient = createsGraph ? try copied(gradient) : gradient
      return
    }
    if createsGraph {
      tensor.gradient = try add(sum, gradient)
    } else {
      let total = try withGrad(false) { () throws(TorchError) in try add(sum, gradient) }
      replace(sum, with: total)
    }
  }

  private func copied(_ gradient: Tensor) throws(TorchError) -> Tensor {
    try call("CopyBackwards", [gradient], shape: gradient.shape, dtype: gradient.dtype) {
      $0.map(.alias, $1[0])
    }
  }

  /// Asks for a hook to be called, or a gradient to be kept, where a tensor's gradient passes.
  func watch(_ tensor: Tensor) {
    guard let function = tensor.function else { return }
    if !function.watched.contains(where: { $0.tensor === tensor }) {
      function.watched.append(.init(tensor: tensor))
    }
  }
}
