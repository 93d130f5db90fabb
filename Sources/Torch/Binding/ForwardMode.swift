import Python

extension Library {
  /// What `torch.autograd.forward_ad` needs of this side.
  func defineForwardMode() {
    let core = module("torch._C")
    free("enter_dual_level()", in: core) { c throws(TorchError) in
      guard c.runtime.dualLevel == nil else {
        throw TorchError.runtime("Nested forward mode AD is not supported at the moment")
      }
      c.runtime.dualLevel = DualLevel()
      return .none
    }
    free("exit_dual_level()", in: core) { c in
      c.runtime.dualLevel?.close()
      c.runtime.dualLevel = nil
      return .none
    }
    free("make_dual(tensor, tangent)", in: core) { c throws(TorchError) in
      let (primal, tangent) = (try c.tensor("tensor"), try c.tensor("tangent"))
      guard let level = c.runtime.dualLevel else {
        throw TorchError.runtime(
          "Trying to create a dual Tensor for forward AD but no level exists, make sure to "
            + "enter_dual_level() first.")
      }
      for (name, tensor) in [("primal", primal), ("tangent", tangent)]
      where !tensor.dtype.isFloating {
        throw TorchError.value(
          "Expected \(name) to be floating point or complex, but got: torch.\(tensor.dtype.name)")
      }
      guard primal.shape == tangent.shape else {
        throw TorchError.runtime(
          "Trying to set a forward gradient that has a different size than that of the original "
            + "Tensor, this is not supported. Tensor is of size [\(Self.sizes(primal))] while the "
            + "given forward gradient is of size [\(Self.sizes(tangent))].")
      }
      guard primal.tangent == nil else {
        throw TorchError.runtime(
          "Making a dual Tensor based on a Tensor that already has a forward gradient at the same "
            + "level 0 is not supported.")
      }
      let dual = try self.alias(primal)
      level.give(dual, tangent)
      return self.wrap(dual)
    }
    free("tangent_of(tensor)", in: core) { c throws(TorchError) in
      self.wrap(try c.tensor("tensor").tangent)
    }
    free("primal_of(tensor)", in: core) { c throws(TorchError) in
      let primal = try self.alias(c.tensor("tensor"))
      primal.tangent = nil
      return self.wrap(primal)
    }
  }

  private static func sizes(_ x: Tensor) -> String {
    x.shape.map(String.init).joined(separator: ", ")
  }

  /// The whole tensor once more, in the same memory.
  private func alias(_ x: Tensor) throws(TorchError) -> Tensor {
    try runtime.view(
      .alias, of: x, shape: x.shape, strides: x.strides, offset: x.offset)
  }

  /// The text of a tensor's tangent, as it follows the tensor's own.
  func tangentText(_ x: Tensor) throws(TorchError) -> String? {
    guard let tangent = x.tangent else { return nil }
    if tangent.rank == 0 {
      return try calling(interpreter.repr(scalar(tangent.values[0], tangent.dtype)))
    }
    return TensorText(
      tangent, isValid: true, options: runtime.printOptions, defaultDType: runtime.defaultDType
    ).text
  }

  /// Calls a function's own `jvp` where its inputs move, and gives its outputs what that returns.
  func pushForward(
    _ type: TypeObject, _ context: Instance, inputs: [Object], outputs: [Tensor]
  ) throws(TorchError) {
    guard runtime.movesForward(inputs.compactMap { tensor($0) }) else { return }
    guard type.lookup("jvp") != nil else {
      throw TorchError(
        "NotImplementedError",
        "You must implement the jvp function for custom autograd.Function to use it with forward "
          + "mode AD.")
    }
    let result = try calling(
      interpreter.call(
        interpreter.attribute("jvp", of: .type(type)),
        Arguments([.instance(context)] + inputs.map { wrap(tensor($0)?.tangent) })))
    var tangents = [result]
    if case .tuple(let several) = result { tangents = several }
    for (output, tangent) in zip(outputs, tangents) where output.dtype.isFloating {
      runtime.dualLevel?.give(output, tensor(tangent))
    }
  }
}
