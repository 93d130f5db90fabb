import Python

extension Library {
  /// What a program can ask of a tensor's memory, and what shows it in another way.
  func defineMemory() {
    method("_is_view(input)") { c throws(TorchError) in .bool(try c.tensor("input").base != nil) }
    method("data_ptr(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      return Object(
        x.count == 0 ? 0 : c.runtime.address(of: x.storage) + Int64(x.offset * x.dtype.size))
    }
    method("storage_offset(input)") { c throws(TorchError) in .int(try c.tensor("input").offset) }
    method("is_set_to(input, tensor)") { c throws(TorchError) in
      let (a, b) = (try c.tensor("input"), try c.tensor("tensor"))
      return .bool(
        a.storage === b.storage && a.offset == b.offset && a.shape == b.shape
          && a.strides == b.strides)
    }
    both("as_strided(input, size, stride, storage_offset=None)") { c throws(TorchError) in
      let x = try c.tensor("input")
      return self.wrap(
        try c.runtime.strided(
          x, c.ints("size"), c.ints("stride"), c.optionalInt("storage_offset") ?? x.offset))
    }
    method("resize_(input, *size)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard !x.requiresGradient else {
        throw TorchError.runtime("cannot resize variables that require grad")
      }
      let sizes = try c.ints("size")
      try c.runtime.checkRoom(for: [sizes])
      try c.runtime.resize(x, to: sizes)
      return c["input"]
    }
    for (name, type) in [("storage", "TypedStorage"), ("untyped_storage", "UntypedStorage")] {
      method("\(name)(input)") { c throws(TorchError) in
        let type = try calling(
          c.interpreter.attribute(type, of: .module(self.module("torch.storage"))))
        return try calling(c.interpreter.call(type, Arguments([c["input"]])))
      }
    }
    defineTurning()
    let core = module("torch._C")
    // Where a tensor's memory begins, how many numbers are in it, and they themselves.
    free("memory_address(input)", in: core) { c throws(TorchError) in
      Object(c.runtime.address(of: try c.tensor("input").storage))
    }
    free("memory(input)", in: core) { c throws(TorchError) in
      let x = try c.tensor("input")
      let count = x.storage.values.count
      return self.wrap(
        Tensor(sharing: x.storage, shape: [count], strides: [1], offset: 0, dtype: x.dtype))
    }
  }

  /// The calls that change the shape of a tensor itself, and not of a view of it.
  private func defineTurning() {
    func turning(
      _ signature: String, _ turned: @escaping (Call, Tensor) throws(TorchError) -> Tensor
    ) {
      method(signature) { c throws(TorchError) in
        let x = try c.tensor("input")
        try c.runtime.turn(x) { () throws(TorchError) in try turned(c, x) }
        return c["input"]
      }
    }
    turning("unsqueeze_(input, dim)") { c, x throws(TorchError) in
      let result = try c.runtime.unsqueeze(x, c.int("dim"))
      c.runtime.rename(result, .unsqueeze1)
      return result
    }
    turning("squeeze_(input, dim=None)") { c, x throws(TorchError) in
      let result = try c.runtime.squeeze(x, c.optionalInt("dim"))
      c.runtime.rename(result, c.has("dim") ? .squeeze4 : .squeeze3)
      return result
    }
    turning("t_(input)") { c, x throws(TorchError) in
      guard x.rank <= 2 else {
        throw TorchError.runtime(
          "t_() expects a tensor with <= 2 dimensions, but self is \(x.rank)D")
      }
      return x.rank == 2
        ? try c.runtime.transpose(x, 0, 1, name: .t1)
        : try c.runtime.permute(x, Array(0..<x.rank), name: .t1)
    }
    for name in ["transpose_", "swapaxes_", "swapdims_"] {
      turning("\(name)(input, dim0, dim1)") { c, x throws(TorchError) in
        try c.runtime.transpose(x, c.int("dim0"), c.int("dim1"), name: .transpose1)
      }
    }
    turning("as_strided_(input, size, stride, storage_offset=None)") { c, x throws(TorchError) in
      let result = try c.runtime.strided(
        x, c.ints("size"), c.ints("stride"), c.optionalInt("storage_offset") ?? x.offset)
      c.runtime.rename(result, .asStrided1)
      return result
    }
  }
}
