import Autograd
import Python

extension Library {
  /// Methods that read a tensor, convert it or overwrite it.
  func defineValues() {
    method("item(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard x.count == 1 else {
        throw TorchError.runtime(
          "a Tensor with \(x.count) elements cannot be converted to Scalar")
      }
      c.runtime.noteTaken(x, by: c.name)
      return self.scalar(x.values[0], x.dtype)
    }
    method("tolist(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      c.runtime.noteTaken(x, by: c.name)
      return self.nested(x.values, x.shape[...], x.dtype)
    }
    both("numel(input)") { c throws(TorchError) in .int(try c.tensor("input").count) }
    for name in ["dim", "ndimension"] {
      method("\(name)(input)") { c throws(TorchError) in .int(try c.tensor("input").rank) }
    }
    method("nelement(input)") { c throws(TorchError) in .int(try c.tensor("input").count) }
    method("element_size(input)") { c throws(TorchError) in
      .int(try c.tensor("input").dtype.size)
    }
    method("size(input, dim=None)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard let dimension = try c.optionalInt("dim") else { return self.size(x.shape) }
      return .int(x.shape[try x.named(dimension)])
    }
    method("stride(input, dim=None)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard let dimension = try c.optionalInt("dim") else {
        return .tuple(x.strides.map { .int($0) })
      }
      return .int(x.strides[try x.named(dimension)])
    }
    both("is_floating_point(input)") { c throws(TorchError) in
      .bool(try c.tensor("input").dtype.isFloating)
    }
    free("is_tensor(obj)") { c in .bool(self.tensor(c["obj"]) != nil) }
    method("is_complex(input)") { _ in .bool(false) }
    method("get_device(input)") { _ in .int(-1) }
    method("cuda(input)") { _ throws(TorchError) in
      throw TorchError("AssertionError", "Torch not compiled with CUDA enabled")
    }
    defineCasts()
    defineOverwriting()
  }

  func nested(_ values: [Double], _ shape: ArraySlice<Int>, _ dtype: DType) -> Object {
    guard let first = shape.first else { return values.first.map { scalar($0, dtype) } ?? .none }
    let rest = shape.dropFirst()
    let size = rest.reduce(1, *)
    return .list(
      ListObject(
        (0..<first).map {
          nested(Array(values[($0 * size)..<(($0 + 1) * size)]), rest, dtype)
        }))
  }

  private func defineCasts() {
    for (name, dtype) in [
      ("float", .float32), ("double", .float64), ("half", .float16), ("int", .int32),
      ("long", .int64), ("bool", .bool), ("short", .int16), ("char", .int8), ("byte", .uint8),
    ] as [(String, DType)] {
      method("\(name)(input)") { c throws(TorchError) in
        self.wrap(try c.runtime.cast(c.tensor("input"), to: dtype))
      }
    }
    method("to(input, *args=(), dtype=None, device=None, copy=False, non_blocking=False)") {
      c throws(TorchError) in
      var target = try c.dtype()
      for argument in try calling(c.interpreter.iterate(c["args"])) {
        if case .type(let type) = argument, self.dtype(argument) == nil {
          throw TorchError.type("to(): '\(type.errorName)' is no torch.dtype")
        }
        target = self.dtype(argument) ?? self.tensor(argument)?.dtype ?? target
        try self.checkDevice(argument)
      }
      try self.checkDevice(c["device"])
      let x = try c.tensor("input")
      return self.wrap(try c.runtime.cast(x, to: target ?? x.dtype))
    }
    method("cpu(input)") { c in c["input"] }
    method("type_as(input, other)") { c throws(TorchError) in
      self.wrap(try c.runtime.cast(c.tensor("input"), to: c.tensor("other").dtype))
    }
  }

  /// The devices that PyTorch knows, as its message lists them.
  static let deviceTypes =
    "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, "
    + "mps, meta, hpu, mtia, privateuseone"

  func checkDevice(_ object: Object) throws(TorchError) {
    var name: String?
    if case .string(let text) = object { name = text }
    if case .instance(let instance) = object, instance.type === deviceType,
      case .string(let text)? = instance.attributes.get("type")
    {
      name = text
    }
    guard let name, !name.hasPrefix("cpu") else { return }
    throw name.hasPrefix("cuda")
      ? TorchError("AssertionError", "Torch not compiled with CUDA enabled")
      : TorchError.runtime(
        "Expected one of \(Library.deviceTypes) device type at start of device string: \(name)")
  }

  private func defineOverwriting() {
    method("zero_(input)") { c throws(TorchError) in
      try c.runtime.fill(c.tensor("input"), .zero, c.runtime.number(0, .integer))
      return c["input"]
    }
    method("fill_(input, value)") { c throws(TorchError) in
      let value = try c.operand("value")
      guard value.rank == 0 else {
        throw TorchError.runtime(
          "fill_ only supports 0-dimension value tensor but got tensor with \(value.rank) dimensions."
        )
      }
      try c.runtime.fill(
        c.tensor("input"), value.isWrittenNumber ? .fill2 : .fill3, value)
      return c["input"]
    }
    method("copy_(input, src, non_blocking=False)") { c throws(TorchError) in
      try c.runtime.copy(c.operand("src"), into: c.tensor("input"))
      return c["input"]
    }
    method("masked_fill_(input, mask, value)") { c throws(TorchError) in
      let target = try c.tensor("input")
      try c.runtime.inPlace(target, mayRepeat: true) { () throws(TorchError) in
        try c.runtime.filled(target, where: c.tensor("mask"), with: c.operand("value"))
      }
      return c["input"]
    }
  }
}
