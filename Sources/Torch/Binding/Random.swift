import Autograd
import Platform
import Python

extension Library {
  /// Random numbers: `rand`, `randn`, `randint`, `randperm`, and tensors filled in place.
  func defineRandom() {
    defineGenerator()
    drawn("rand") { generator, count, dtype in
      generator.uniform(count, from: 0, to: 1, dtype: dtype)
    }
    drawn("randn") { generator, count, dtype in
      generator.normal(count, mean: 0, deviation: 1, dtype: dtype)
    }
    defineIntegerDraws()
    defineFilling()
    free("normal(mean, std=1.0, size=None, *, generator=None, dtype=None, requires_grad=False)") {
      c throws(TorchError) in try self.normal(c)
    }
    defineSampling()
  }

  /// A function of a shape, and the one that takes the shape of another tensor.
  private func drawn(
    _ name: String, _ draw: @escaping (RandomGenerator, Int, DType) -> [Double]
  ) {
    func make(_ c: Call, _ shape: [Int], _ dtype: DType) throws(TorchError) -> Object {
      guard dtype.isFloating else {
        throw TorchError(
          "NotImplementedError",
          "\"\(name == "rand" ? "check_uniform_bounds" : "normal_kernel_cpu")\" not implemented for "
            + "'\(dtype.legacyName)'")
      }
      _ = try self.filled(shape.map { min($0, 0) }, 0, dtype)
      try c.runtime.checkRoom(for: [shape])
      return try self.finished(
        Tensor(
          draw(try self.generator(c), Shape(shape).count, dtype), shape: shape, dtype: dtype),
        try c.bool("requires_grad"))
    }
    free("\(name)(*size, generator=None, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      try make(c, c.ints("size"), c.dtype() ?? c.runtime.defaultDType)
    }
    free("\(name)_like(input, *, generator=None, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      let x = try c.tensor("input")
      return try make(c, x.shape, c.dtype() ?? x.dtype)
    }
  }

  private func defineIntegerDraws() {
    func draw(_ c: Call, _ shape: [Int], _ dtype: DType) throws(TorchError) -> Object {
      let bounds = c.has("high") ? (try c.word("low"), try c.word("high")) : (0, try c.word("low"))
      try self.checkOrder(bounds)
      for (name, value) in [("from", bounds.0), ("to - 1", bounds.1 - 1)]
      where !dtype.isFloating && dtype.converted(Double(value)) != Double(value) {
        throw TorchError.runtime("\(name) is out of bounds for \(dtype.cName)")
      }
      try c.runtime.checkRoom(for: [shape])
      let generator = try self.generator(c)
      let values = (0..<Shape(shape).count).map { _ in
        dtype.converted(Double(generator.integer(from: bounds.0, to: bounds.1)))
      }
      return try self.finished(
        Tensor(values, shape: shape, dtype: dtype), try c.bool("requires_grad"))
    }
    free(
      "randint(low=0, high=None, size=None, *, generator=None, dtype=None, device=None, "
        + "requires_grad=False)"
    ) { c throws(TorchError) in
      guard !c.has("size") else { return try draw(c, c.ints("size"), c.dtype() ?? .int64) }
      // `randint(high, size)`
      var call = c
      (call.values["high"], call.values["size"]) = (Object.none, c["high"])
      return try draw(call, call.ints("size"), c.dtype() ?? .int64)
    }
    free(
      "randint_like(input, low=0, high=None, *, generator=None, dtype=None, device=None, "
        + "requires_grad=False)"
    ) { c throws(TorchError) in
      let x = try c.tensor("input")
      return try draw(c, x.shape, c.dtype() ?? x.dtype)
    }
    free("randperm(n, *, generator=None, dtype=None, device=None, requires_grad=False)") {
      c throws(TorchError) in
      let count = try c.int("n")
      let dtype = try c.dtype() ?? .int64
      try dtype.refuseTruthValues(of: "randperm")
      try c.runtime.checkRoom(for: [[count]])
      return self.wrap(
        try Tensor(
          self.generator(c).permutation(of: count).map { Double($0) }, shape: [count],
          dtype: dtype))
    }
  }

  private func defineFilling() {
    func fill(
      _ c: Call, _ function: BackwardFunction,
      _ draw: (RandomGenerator, Int, DType) throws(TorchError) -> [Double]
    ) throws(TorchError) -> Object {
      let x = try c.tensor("input")
      try x.checkRepeats()
      try c.runtime.overwrite(x, function, with: draw(self.generator(c), x.count, x.dtype))
      return c["input"]
    }
    method("uniform_(input, from=0.0, to=1.0, *, generator=None)") { c throws(TorchError) in
      let (low, high) = (try c.double("from"), try c.double("to"))
      guard low <= high else {
        throw TorchError.runtime(
          "uniform_ expects to return a [from, to) range, but found from=\(low) > to=\(high)")
      }
      let x = try c.tensor("input")
      try x.refuseWholeNumbers(
        saying: "\"check_uniform_bounds\" not implemented for '\(x.dtype.legacyName)'")
      return try fill(c, .uniform) { $0.uniform($1, from: low, to: high, dtype: $2) }
    }
    method("normal_(input, mean=0.0, std=1.0, *, generator=None)") { c throws(TorchError) in
      let (mean, deviation) = (try c.double("mean"), try c.double("std"))
      guard deviation >= 0 else {
        throw TorchError.runtime("normal expects std >= 0.0, but found std \(deviation)")
      }
      let x = try c.tensor("input")
      try x.refuseWholeNumbers(
        saying: "\"normal_kernel_cpu\" not implemented for '\(x.dtype.legacyName)'")
      return try fill(c, .normal) {
        $0.normal($1, mean: mean, deviation: deviation, dtype: $2)
      }
    }
    // A whole number of 63 bits, more than an element of a tensor here can hold.
    free("draw_seed(*, generator=None)", in: module("torch._C")) { c throws(TorchError) in
      Object(Int64(try self.generator(c).longWord() % (1 << 63)))
    }
    method("random_(input, from=None, to=None, *, generator=None)") { c throws(TorchError) in
      let bounds =
        c.has("to")
        ? (try c.word("from"), try c.word("to"))
        : c.has("from") ? (0, try c.word("from")) : nil
      if let bounds { try self.checkOrder(bounds) }
      let function: BackwardFunction =
        c.has("to") ? .random : c.has("from") ? .random1 : .random2
      return try fill(c, function) { generator, count, dtype in
        (0..<count).map { _ in
          if let bounds { return Double(generator.integer(from: bounds.0, to: bounds.1)) }
          switch dtype {
          case .int64: return Double(generator.longWord() % (1 << 63))
          case .float64: return Double(generator.longWord() % (1 << 53 + 1))
          case .float32: return Double(generator.word() % (1 << 24 + 1))
          case .float16: return Double(generator.word() % (1 << 11 + 1))
          case .int32: return Double(generator.word() % (1 << 31))
          case .uint8: return Double(generator.word() % (1 << 8))
          case .int8: return Double(generator.word() % (1 << 7))
          case .int16: return Double(generator.word() % (1 << 15))
          case .bool: return Double(generator.word() & 1)
          }
        }
      }
    }
  }

  /// `normal` of numbers and a size, or of tensors.
  private func normal(_ c: Call) throws(TorchError) -> Object {
    if c.has("size") {
      let (shape, dtype) = (try c.ints("size"), try c.dtype() ?? c.runtime.defaultDType)
      try c.runtime.checkRoom(for: [shape])
      let deviation = try c.double("std")
      guard deviation >= 0 else {
        throw TorchError.runtime(
          "normal expects std >= 0.0, but found std "
            + DecimalText.general(deviation, digits: 6))
      }
      return try finished(
        Tensor(
          generator(c).normal(
            Shape(shape).count, mean: c.double("mean"), deviation: c.double("std"), dtype: dtype),
          shape: shape, dtype: dtype), c.bool("requires_grad"))
    }
    let tensors = [tensor(c["mean"]), tensor(c["std"])].compactMap { $0 }
    guard let first = tensors.first else {
      throw TorchError.type("normal(): argument 'size' is needed where mean and std are numbers")
    }
    var shape = Shape(first.shape)
    if let last = tensors.last { shape = try shape.broadcast(with: Shape(last.shape)) }
    let drawn = Tensor(
      try generator(c).normal(shape.count, mean: 0, deviation: 1, dtype: first.dtype),
      shape: shape.sizes, dtype: first.dtype)
    return wrap(
      try runtime.withGrad(false) { () throws(TorchError) in
        try self.runtime.add(
          self.runtime.multiply(drawn, c.operand("std")), c.operand("mean"))
      })
  }

  private func checkOrder(_ bounds: (from: Int64, to: Int64)) throws(TorchError) {
    guard bounds.from < bounds.to else {
      throw TorchError.runtime(
        "random_ expects 'from' to be less than 'to', but got from=\(bounds.from) >= "
          + "to=\(bounds.to)")
    }
  }
}
