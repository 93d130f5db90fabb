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
    let entries = try entries(roots, .backward)
    for input in inputs ?? [] where !input.requiresGradient {
      throw .runtime("can't retain_grad on Tensor that has requires_grad=False")
        .diagnosed(
          diagnosis(.inputNeedsNoGradient(subject(input), cut: input.cut), at: input))
    }
    try pass(
      entries, retainsGraph: retainsGraph, createsGraph: createsGraph, targets: inputs,
      accumulates: true
    ) { (tensor, gradient) throws(TorchError) in
      try self.accumulate(gradient, into: tensor, createsGraph: createsGraph)
      for hook in tensor.accumulationHooks { try hook.body() }
    }
  }

  /// `torch.autograd.grad`: the gradients of the inputs, which stay as they are.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html>
  func gradients(
    _ roots: [(tensor: Tensor, seed: Tensor?)], of inputs: [Tensor], retainsGraph: Bool,
    createsGraph: Bool, allowsUnused: Bool, materializes: Bool
  ) throws(TorchError) -> [Tensor?] {
    let entries = try entries(roots, .grad)
    let start = line
    for input in inputs where !input.requiresGradient {
      throw .runtime("One of the differentiated Tensors does not require grad")
        .diagnosed(
          diagnosis(.inputNeedsNoGradient(subject(input), cut: input.cut), at: input))
    }
    var found: [ObjectIdentifier: Tensor] = [:]
    try pass(
      entries, retainsGraph: retainsGraph, createsGraph: createsGraph, targets: inputs,
      accumulates: false
    ) { (tensor, gradient) throws(TorchError) in
      let key = ObjectIdentifier(tensor)
      found[key] =
        try found[key].map { sum throws(TorchError) in
          try self.add(sum, gradient)
        } ?? gradient
    }
    var results: [Tensor?] = []
    // Behind the pass, in which functions of the program's own may have lost their history.
    lazy var lost = Function.reached(from: roots.compactMap { $0.tensor.function })
      .flatMap { $0.lost }
    for (index, input) in inputs.enumerated() {
      if let gradient = found[ObjectIdentifier(input)] {
        if !gradient.requiresGradient {
          gradient.lost = lostHistory(ofPassIn: start, createsGraph ? lost : nil)
        }
        results.append(gradient)
      } else if materializes {
        results.append(
          Tensor([Double](repeating: 0, count: input.count), shape: input.shape, dtype: input.dtype)
        )
      } else if allowsUnused {
        results.append(nil)
      } else {
        throw .runtime(
          "The differentiated Tensor at index \(index) appears to not have been used in the graph. "
            + "Set allow_unused=True if this is the desired behavior."
        ).diagnosed(
          diagnosis(
            .inputWasNotUsed(subject(input), roots: roots.map { subject($0.tensor) }), at: input))
      }
    }
    return results
  }

  /// Why a gradient that a pass returns cannot be differentiated in turn; `lost` is nil for a pass
  /// that records nothing.
  private func lostHistory(ofPassIn line: Int, _ lost: [LostHistory]?) -> LostHistory {
    guard let lost else { return LostHistory(.pass, line: line, from: nil) }
    return lost.first { if case .customForward = $0.cut.kind { true } else { false } }
      ?? LostHistory(.constantDerivative, line: line, from: nil)
  }

  /// Checks the roots and completes their seeds.
  private func entries(
    _ roots: [(tensor: Tensor, seed: Tensor?)], _ call: PassCall
  ) throws(TorchError) -> [(edge: Function.Edge, seed: Tensor)] {
    var entries: [(edge: Function.Edge, seed: Tensor)] = []
    for (index, root) in roots.enumerated() {
      try refresh(root.tensor)
      let seed = try seed(of: root.tensor, root.seed, index: index, call)
      guard let edge = edge(to: root.tensor) else {
        throw untracked(root.tensor, index)
      }
      entries.append((edge, seed))
    }
    lastRoots = roots.map { WeakTensor($0.tensor) }
    noteDeadRoots()
    return entries
  }

  private func seed(
    of root: Tensor, _ given: Tensor?, index: Int, _ call: PassCall
  ) throws(TorchError) -> Tensor {
    guard let given else {
      guard root.requiresGradient else { throw untracked(root, index) }
      guard root.count == 1 else {
        throw .runtime("grad can be implicitly created only for scalar outputs")
          .diagnosed(diagnosis(.rootIsNotOneNumber(subject(root), call), at: root))
      }
      return Tensor([1], shape: root.shape, dtype: root.dtype)
    }
    guard given.shape == root.shape else {
      throw .runtime(
        "Mismatch in shape: grad_output[\(index)] has a shape of torch.Size("
          + "\(Shape(given.shape).description)) and output[\(index)] has a shape of torch.Size("
          + "\(Shape(root.shape).description))."
      ).diagnosed(
        diagnosis(
          .seedHasOtherShape(
            root: subject(root), seed: given.shape, number: given.count == 1 ? given.values[0] : nil
          ),
          at: root))
    }
    return given.dtype == root.dtype ? given : try cast(given, to: root.dtype)
  }

  private func untracked(_ root: Tensor, _ index: Int) -> TorchError {
    .runtime("element \(index) of tensors does not require grad and does not have a grad_fn")
      .diagnosed(
        diagnosis(
          .rootNeedsNoGradient(
            subject(root), cut: root.cut, taken: taken.last?.history.cut), at: root))
  }

  private func pass(
    _ entries: [(edge: Function.Edge, seed: Tensor)], retainsGraph: Bool, createsGraph: Bool,
    targets: [Tensor]?, accumulates: Bool,
    deliver: @escaping (Tensor, Tensor) throws(TorchError) -> Void
  ) throws(TorchError) {
    lastPassLine = line
    passCount += 1
    for target in targets ?? [] { try refresh(target) }
    let targets = targets?.compactMap { tensor in
      edge(to: tensor).map { (tensor, $0) }
    }
    if createsGraph {
      var pass = BackwardPass(
        runtime: self, store: RecordedGradients(tape: tape), retainsGraph: true,
        targets: targets?.map { .init(tensor: $0.0, edge: $0.1) },
        recorder: GradientRecorder(runtime: self), accumulates: accumulates, deliver: deliver)
      try withGrad(true) { () throws(TorchError) in try pass.run(entries) }
    } else {
      var pass = BackwardPass(
        runtime: self, store: NumericGradients(tape: tape),
        retainsGraph: retainsGraph || keepsGraphs,
        targets: targets?.map { .init(tensor: $0.0, edge: $0.1) }, recorder: nil,
        accumulates: accumulates, deliver: deliver)
      try withGrad(false) { () throws(TorchError) in try pass.run(entries) }
    }
  }

  /// Adds a pass's gradient to what a tensor has, in the same object after the first time.
  func accumulate(
    _ gradient: Tensor, into tensor: Tensor, createsGraph: Bool = false
  ) throws(TorchError) {
    (tensor.filledAt, tensor.steppedAt, tensor.clearedAt) = (line, nil, nil)
    guard let sum = tensor.gradient else {
      let own = createsGraph ? try copied(gradient) : gradient
      if !own.requiresGradient {
        own.lost = LostHistory(
          createsGraph ? .constantDerivative : .pass, line: lastPassLine ?? line, from: nil)
      }
      tensor.gradient = own
      return
    }
    if createsGraph {
      tensor.gradient = try add(sum, gradient)
    } else {
      let total = try withGrad(false) { () throws(TorchError) in try add(sum, gradient) }
      try replace(sum, with: total)
    }
  }

  private func copied(_ gradient: Tensor) throws(TorchError) -> Tensor {
    try call(.copy, [gradient], shape: gradient.shape, dtype: gradient.dtype) {
      $0.map(.alias, $1[0])
    }
  }

  /// Asks for a hook to be called, or a gradient to be kept, where a tensor's gradient passes.
  func watch(_ tensor: Tensor) {
    guard let function = tensor.function else { return }
    if !function.watched.contains(where: { $0.tensor === tensor }) {
      function.watched.append(.init(tensor: tensor, output: tensor.outputIndex))
    }
  }
}
