import Autograd
import Python

extension Library {
  /// What stands behind the dot of a tensor without being called.
  func defineAttributes() {
    property("shape") { self.size($0.shape) }
    property("dtype") { self.object($0.dtype) }
    property("ndim") { .int($0.rank) }
    property("is_leaf") { x throws(TorchError) in
      try self.runtime.refresh(x)
      return .bool(x.isLeaf)
    }
    property("retains_grad") { .bool($0.retainsGradient && !$0.isLeaf) }
    property("device") { _ in self.device("cpu") }
    property("is_cuda") { _ in .bool(false) }
    property("is_sparse") { _ in .bool(false) }
    property("itemsize") { .int($0.dtype.size) }
    property("nbytes") { .int($0.dtype.size * $0.count) }
    property("_version") { x throws(TorchError) in
      guard !x.isInference else {
        throw TorchError.runtime("Inference tensors do not track version counter.")
      }
      return .int(x.version.value)
    }
    property("_base") { self.wrap($0.base) }
    property("output_nr") { .int($0.outputIndex) }
    property("real") { self.wrap($0) }
    property("T") { x throws(TorchError) in
      if x.rank > 2 || x.rank == 0 {
        try self.warnings.addOnce(
          "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is "
            + "deprecated and it will throw an error in a future release. Consider `x.mT` to "
            + "transpose batches of matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` to "
            + "reverse the dimensions of a tensor.")
      }
      return self.wrap(try self.runtime.permute(x, x.shape.indices.reversed()))
    }
    property("H") { x throws(TorchError) in
      guard x.rank == 2 else {
        throw TorchError.runtime(
          "tensor.H is only supported on matrices (2-D tensors). Got \(x.rank)-D tensor.")
      }
      return self.wrap(try self.runtime.transpose(x, 0, 1))
    }
    property("imag") { _ throws(TorchError) in
      throw TorchError.runtime("imag is not implemented for tensors with non-complex dtypes.")
    }
    property("is_cpu") { _ in .bool(true) }
    for name in [
      "is_meta", "is_mkldnn", "is_mps", "is_nested", "is_quantized", "is_sparse_csr", "is_xla",
      "is_xpu",
    ] {
      property(name) { _ in .bool(false) }
    }
    method("storage_offset(input)") { c throws(TorchError) in .int(try c.tensor("input").offset) }
    both("is_signed(input)") { c throws(TorchError) in
      .bool(try ![.bool, .uint8].contains(c.tensor("input").dtype))
    }
    for name in ["conj", "resolve_conj", "resolve_neg"] { both("\(name)(input)") { $0["input"] } }
    free("real(input)") { c throws(TorchError) in self.wrap(try c.tensor("input")) }
    both("isreal(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      return self.wrap(
        Tensor([Double](repeating: 1, count: x.count), shape: x.shape, dtype: .bool))
    }
    for name in ["is_conj", "is_neg"] { both("\(name)(input)") { _ in .bool(false) } }
    property("mH") { x throws(TorchError) in
      try calling(self.interpreter.attribute("mT", of: self.wrap(x)))
    }
    both("adjoint(input)") { c throws(TorchError) in
      try calling(c.interpreter.attribute("mT", of: c["input"]))
    }
    property("mT") { x throws(TorchError) in
      guard x.rank >= 2 else {
        throw TorchError.runtime(
          "tensor.mT is only supported on matrices or batches of matrices. Got \(x.rank)-D tensor.")
      }
      return self.wrap(try self.runtime.transpose(x, -2, -1))
    }
    property("grad_fn") { x throws(TorchError) in
      try self.runtime.refresh(x)
      return x.function.map { self.object(of: $0, output: x.outputIndex) } ?? .none
    }
    property("data", set: setData) { self.wrap(self.runtime.data(of: $0)) }
    property("requires_grad", set: setRequiresGradient) { .bool($0.requiresGradient) }
    property("grad", set: setGradient, delete: clearGradient) { x throws(TorchError) in
      if x.gradient == nil { try self.noteMissingGradient(x) }
      return self.wrap(x.gradient)
    }
  }

  private func property(
    _ name: String, set: ((Tensor, Object) throws(TorchError) -> Void)? = nil,
    delete: ((Tensor) throws(TorchError) -> Void)? = nil,
    _ get: @escaping (Tensor) throws(TorchError) -> Object
  ) {
    let getter = function("\(name)(input)") { c throws(TorchError) in try get(c.tensor("input")) }
    let setter = set.map { set in
      Object.builtin(
        function("\(name)(input, value)") { c throws(TorchError) in
          try set(c.tensor("input"), c["value"])
          return .none
        })
    }
    let deleter = delete.map { delete in
      Object.builtin(
        function("\(name)(input)") { c throws(TorchError) in
          try delete(c.tensor("input"))
          return .none
        })
    }
    tensorType.attributes[name] = .property(
      PropertyObject(getter: .builtin(getter), setter: setter, deleter: deleter))
  }

  private func setData(_ x: Tensor, _ value: Object) throws(TorchError) {
    guard let source = tensor(value) else {
      throw TorchError.type(
        "Variable data has to be a tensor, but got \(interpreter.typeOf(value).name)")
    }
    try checkDifferentiable(
      source.dtype, wanted: x.requiresGradient,
      saying: "data set to a tensor that requires gradients must be floating point or complex dtype"
    )
    guard x.function == nil || x.shape == source.shape else {
      throw TorchError.unsupported("data of another shape for a computed tensor")
    }
    let results = source.nodesChange == source.storage.changes ? source.nodes : []
    x.show(source)
    if x.isMarked { runtime.renewLeaf(x, by: results) }
  }

  private func setRequiresGradient(_ x: Tensor, _ value: Object) throws(TorchError) {
    try setRequiresGradient(
      x, value, saying: "only Tensors of floating point and complex dtype can require gradients")
  }

  func setRequiresGradient(_ x: Tensor, _ value: Object, saying refusal: String) throws(TorchError)
  {
    guard case .bool = value else {
      throw TorchError.runtime("requires_grad must be a bool")
    }
    let wanted = try calling(interpreter.isTrue(value))
    guard x.isLeaf else {
      if wanted { return }
      throw TorchError.runtime(
        "you can only change requires_grad flags of leaf variables. If you want to use a computed "
          + "variable in a subgraph that doesn't require differentiation use var_no_grad = "
          + "var.detach().")
    }
    try checkDifferentiable(x.dtype, wanted: wanted, saying: refusal)
    try checkMode(x, wanted: wanted)
    guard x.isMarked != wanted else { return }
    x.isMarked = wanted
    x.forgetNodes()
    x.accumulator = nil
  }

  func checkMode(_ x: Tensor, wanted: Bool) throws(TorchError) {
    guard !wanted || !x.isInference || runtime.isInferenceMode else {
      throw TorchError.runtime(
        "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.")
    }
  }

  func checkDifferentiable(
    _ dtype: DType, wanted: Bool,
    saying refusal: String =
      "Only Tensors of floating point and complex dtype can require gradients"
  ) throws(TorchError) {
    if wanted, !dtype.isFloating {
      throw TorchError.runtime(refusal)
        .diagnosed(Diagnosis(.integersNeedNoGradient(dtype: dtype.name)))
    }
  }

  private func clearGradient(_ x: Tensor) {
    noteCleared(x)
    x.gradient = nil
    runtime.tellGradient(of: x)
  }

  private func setGradient(_ x: Tensor, _ value: Object) throws(TorchError) {
    if value.isNone { return clearGradient(x) }
    guard let gradient = tensor(value) else {
      throw TorchError.type(
        "assigned grad expected to be a Tensor or None but got grad of type "
          + interpreter.typeOf(value).name)
    }
    guard gradient !== x else {
      throw TorchError.runtime("can't assign Variable as its own grad")
    }
    guard gradient.dtype == x.dtype else {
      throw TorchError.runtime(
        "attempting to assign a gradient with dtype '\(gradient.dtype.cName)' to a tensor with "
          + "grad_dtype '\(x.dtype.legacyName)'. The gradient must match the tensor's grad_dtype "
          + "(defaults to the tensor's dtype). You can set the tensor's grad_dtype attribute with "
          + "a specific dtype, or None to allow any dtype. Set grad_dtype with caution. Diverging "
          + "the dtypes of a tensor and its gradient may break downstream systems that assume they "
          + "match.")
    }
    guard gradient.shape == x.shape else {
      throw TorchError.runtime(
        "attempting to assign a gradient of size '\(Shape(gradient.shape).description)' to a tensor "
          + "of size '\(Shape(x.shape).description)'. Please ensure that the gradient and the tensor "
          + "are the same size")
    }
    x.gradient = gradient
    (x.steppedAt, x.clearedAt) = (nil, nil)
    runtime.followGradient(of: x)
  }

  /// Remembers who has no gradient, in case the program fails over it, and warns where PyTorch
  /// does.
  private func noteMissingGradient(_ x: Tensor) throws(TorchError) {
    // The library's own code only asks which leaves have one.
    if x.isLeaf, interpreter.isInLibrary { return }
    let reason = runtime.reasonForMissingGradient(x)
    let diagnosis = runtime.diagnosis(
      .gradientIsMissing(runtime.subject(x), because: reason), at: x)
    missingGradient = (runtime.line, diagnosis)
    if case .notReached(let passLine, .some) = reason, x.isLeaf {
      runtime.noteMissing(x, passLine: passLine)
    }
    if reason == .isNotLeaf { try warnings.nonLeafGradient(x) }
  }

  /// Notes in the recording that a leaf's gradient was cleared.
  private func noteCleared(_ x: Tensor) {
    guard x.gradient != nil else { return }
    x.clearedAt = runtime.line
    for node in x.nodes { runtime.tape.note(.cleared(leaf: node, to: nil)) }
  }

  func isParameter(_ object: Object) -> Bool {
    guard case .instance(let instance) = object else { return false }
    return instance.type.isSubtype(of: parameterType)
  }

  func wrapParameter(_ tensor: Tensor) -> Object {
    let instance = Instance(type: parameterType, payload: tensor)
    tensor.object = instance
    return .instance(instance)
  }

  func device(_ name: String) -> Object {
    let device = Instance(type: deviceType)
    let parts = name.split(separator: ":")
    device.attributes.set("type", .string(String(parts.first ?? "cpu")))
    device.attributes.set(
      "index", parts.count == 2 ? Int(parts[1]).map { .int($0) } ?? .none : .none)
    return .instance(device)
  }
}
