import Python

extension NumPy {
  /// Functions that make arrays.
  func defineFactories() {
    free("array(object, dtype=None, *, copy=True, order=None, subok=False, ndmin=0)") {
      c throws(TorchError) in
      let x = try self.array(c["object"], dtype: c.arrayType())
      // What has memory of its own keeps it.
      let isShared =
        self.library.array(c["object"]) != nil || self.library.tensor(c["object"]) != nil
      let copies = try c.bool("copy")
      let own = isShared && copies ? x.converted(to: x.dtype) : x
      let missing = try c.whole("ndmin") - own.rank
      guard missing > 0 else { return self.wrap(own) }
      return self.wrap(
        try own.reshaped([Int](repeating: 1, count: missing) + own.shape))
    }
    for name in ["asarray", "asanyarray", "ascontiguousarray"] {
      free("\(name)(a, dtype=None, order=None)") { c throws(TorchError) in
        let dtype = try c.arrayType()
        let x = try self.array(c["a"], dtype: dtype)
        if let own = self.library.array(c["a"]), own === x, !self.isScalar(c["a"]) { return c["a"] }
        return self.wrap(x)
      }
    }
    for (name, value) in [("zeros", 0.0), ("ones", 1), ("empty", 0)] {
      free("\(name)(shape, dtype=None, order=None)") { c throws(TorchError) in
        self.wrap(try self.filled(c.shape(), value, c.arrayType() ?? .float64))
      }
      free("\(name)_like(a, dtype=None, order=None, subok=True, shape=None)") {
        c throws(TorchError) in
        let x = try c.array("a")
        let shape = c.has("shape") ? try c.shape() : x.shape
        return self.wrap(try self.filled(shape, value, c.arrayType() ?? x.dtype))
      }
    }
    free("full(shape, fill_value, dtype=None)") { c throws(TorchError) in
      let value = try c.array("fill_value")
      return self.wrap(try self.filled(c.shape(), value, c.arrayType() ?? value.dtype))
    }
    free("full_like(a, fill_value, dtype=None)") { c throws(TorchError) in
      let x = try c.array("a")
      return self.wrap(
        try self.filled(x.shape, c.array("fill_value"), c.arrayType() ?? x.dtype))
    }
    free("arange(start, stop=None, step=None, dtype=None)") { c throws(TorchError) in
      let written =
        c.has("stop")
        ? [c["start"], c["stop"], c.has("step") ? c["step"] : .int(1)]
        : [.int(0), c["start"], c.has("step") ? c["step"] : .int(1)]
      return self.wrap(try self.range(written, c.arrayType()))
    }
  }

  func filled(_ shape: [Int], _ value: Double, _ dtype: DType) throws(TorchError) -> NDArray {
    try checkRoom(shape)
    return NDArray(
      [Double](repeating: dtype.converted(value), count: Shape(shape).count), shape: shape,
      dtype: dtype)
  }

  private func filled(_ shape: [Int], _ value: NDArray, _ dtype: DType) throws(TorchError)
    -> NDArray
  {
    try checkRoom(shape)
    return NDArray(
      try value.broadcast(to: shape).values.map { dtype.converted($0) }, shape: shape,
      dtype: dtype)
  }

  /// Start and second number decide the step, as in C.
  private func range(_ written: [Object], _ dtype: DType?) throws(TorchError) -> NDArray {
    let operands = try written.map { object throws(TorchError) in try operand(object) }
    let type = dtype ?? joinedType(operands)
    let numbers = try operands.map { operand throws(TorchError) in try operand.array.number() }
    let (start, stop, step) = (numbers[0], numbers[1], numbers[2])
    guard step != 0 else { throw TorchError("ZeroDivisionError", "division by zero") }
    let length = ((stop - start) / step).rounded(.up)
    guard !length.isNaN else { throw TorchError.value("arange: cannot compute length") }
    let count = max(0, Int(clamping: length))
    try checkRoom([count])
    let first = type.converted(start)
    let delta = type.converted(start + step) - first
    return NDArray(
      (0..<count).map { type.converted(first + Double($0) * delta) }, shape: [count], dtype: type)
  }
}
