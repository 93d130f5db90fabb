import Autograd
import Python

/// The way between arrays and tensors.
extension NumPy {
  /// The memory of a tensor as an array, as `Tensor.numpy()` shows it.
  ///
  /// - Throws: RuntimeError for a tensor that requires grad.
  func array(of tensor: Tensor) throws(TorchError) -> NDArray {
    guard !tensor.requiresGradient else {
      throw .runtime(
        "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
    }
    return NDArray(
      sharing: tensor.storage, shape: tensor.shape, strides: tensor.strides,
      offset: tensor.offset, dtype: tensor.dtype)
  }

  /// The memory of an array as a tensor.
  func tensor(over array: NDArray) throws(TorchError) -> Tensor {
    try checkStrides(array)
    return Tensor(
      sharing: array.storage, shape: array.shape, strides: array.strides, offset: array.offset,
      dtype: array.dtype)
  }

  /// A tensor with the numbers of an array.
  func tensor(copying array: NDArray) -> Tensor {
    Tensor(array.values, shape: array.shape, dtype: array.dtype)
  }

  func checkStrides(_ array: NDArray) throws(TorchError) {
    guard array.strides.allSatisfy({ $0 >= 0 }) else {
      throw .value(
        "At least one stride in the given numpy array is negative, and tensors with negative "
          + "strides are not currently supported. (You can probably work around this by making a "
          + "copy of your array  with array.copy().) ")
    }
  }
}

extension Library {
  /// `Tensor.numpy()`, `torch.from_numpy` and what NumPy asks of a tensor.
  func defineArrays() {
    method("numpy(input, *, force=False)") { c throws(TorchError) in
      let x = try c.tensor("input")
      c.runtime.noteTaken(x, by: c.name)
      let source = try c.bool("force") ? c.runtime.detach(x) : x
      return self.numpy.wrap(try self.numpy.array(of: source))
    }
    method("__array__(input, dtype=None)") { c throws(TorchError) in
      let array = try self.numpy.array(of: c.tensor("input"))
      return self.numpy.wrap(array.cast(to: try c.arrayType() ?? array.dtype))
    }
    free("from_numpy(ndarray)") { c throws(TorchError) in
      guard let array = self.array(c["ndarray"]), !self.numpy.isScalar(c["ndarray"]) else {
        throw TorchError.type("expected np.ndarray (got \(c.typeName(c["ndarray"])))")
      }
      let made = try self.numpy.tensor(over: array)
      self.noteOrigin(of: made, from: c["ndarray"], by: c.name)
      return self.wrap(made)
    }
    let numpy = module("numpy")
    numpy.loader = { [unowned(unsafe) self] _ throws(Raised) in _ = self.numpy }
    for name in ["numpy.linalg", "numpy.random", "numpy.exceptions"] {
      module(name).loader = { [unowned(unsafe) self] part throws(Raised) in
        _ = self.numpy
        try part.load()
      }
    }
  }
}
