import Python

extension Library {
  /// What type numbers with a point have where the program names none.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.set_default_dtype.html>
  func defineDefaultType() {
    func set(_ dtype: DType?) throws(TorchError) -> Object {
      guard let dtype, dtype.isFloating else {
        throw TorchError.type("only floating-point types are supported as the default type")
      }
      self.runtime.defaultDType = dtype
      return .none
    }
    free("set_default_dtype(d)") { c throws(TorchError) in
      guard let dtype = self.dtype(c["d"]) else {
        throw TorchError.type(
          "invalid dtype object: only floating-point types are supported as the default type")
      }
      return try set(dtype)
    }
    free("get_default_dtype()") { c in self.object(c.runtime.defaultDType) }
    free("set_default_tensor_type(t)") { c throws(TorchError) in
      try self.warnings.add(
        "torch.set_default_tensor_type() is deprecated as of PyTorch 2.1, please use "
          + "torch.set_default_dtype() and torch.set_default_device() as alternatives.")
      if case .string(let name) = c["t"] {
        return try set(DType.allCases.first { name == "torch.\($0.legacyName)Tensor" })
      }
      return try set(try self.legacyType(c["t"]))
    }
  }
}
