extension Runtime {
  /// Where some memory seems to begin: a number of its own, the same in every run.
  func address(of storage: Storage) -> Int64 {
    if let address = storage.address { return address }
    let address = nextAddress
    storage.address = address
    // PyTorch aligns memory so; no element has more than eight bytes.
    nextAddress += Int64(storage.values.count * 8 / 64 + 1) * 64
    return address
  }

  /// `as_strided`: any places of the same memory.
  func strided(
    _ x: Tensor, _ shape: [Int], _ strides: [Int], _ offset: Int
  ) throws(TorchError) -> Tensor {
    guard shape.count == strides.count else {
      throw .runtime("mismatch in length of strides and shape")
    }
    guard strides.allSatisfy({ $0 >= 0 }) else {
      throw .runtime(
        "as_strided: Negative strides are not supported at the moment, got strides: "
          + Shape(strides).description)
    }
    guard offset >= 0 else { throw .runtime("Tensor: invalid storage offset \(offset)") }
    try checkRoom(for: [shape])
    let isEmpty = shape.contains(0)
    var last = offset
    for (size, stride) in zip(shape, strides) {
      let (reach, isTooFar) = (size - 1).multipliedReportingOverflow(by: stride)
      let (sum, isFurther) = last.addingReportingOverflow(reach)
      last = isTooFar || isFurther ? .max / 16 : min(sum, .max / 16)
    }
    let room = x.storage.values.count
    guard isEmpty || last < room else {
      throw .runtime(
        "setStorage: sizes \(Shape(shape).description), strides \(Shape(strides).description), "
          + "storage offset \(offset), and itemsize \(x.dtype.size) requiring a storage size of "
          + "\((last + 1) * x.dtype.size) are out of bounds for storage of size "
          + "\(room * x.dtype.size)")
    }
    return try view(.asStrided, of: x, shape: shape, strides: strides, offset: offset)
  }

  /// Gives a tensor another size in the same memory, which grows if it must.
  ///
  /// - Throws: RuntimeError for an inference tensor outside of its mode.
  func resize(_ x: Tensor, to shape: [Int]) throws(TorchError) {
    (x.strided.shape, x.strided.strides) = (shape, Shape(shape).strides)
    let missing = x.offset + x.count - x.storage.values.count
    if missing > 0 { x.storage.values.append(contentsOf: [Double](repeating: 0, count: missing)) }
    x.forgetNodes()
    try bumpVersion(of: x)
  }

  /// Shows a tensor itself as a view of it would: `t_` and its like.
  func turn(_ x: Tensor, _ view: () throws(TorchError) -> Tensor) throws(TorchError) {
    try checkInPlace(x)
    let result = try view()
    try bumpVersion(of: x)
    x.strided = result.strided
    x.place(result.nodes, in: tensors)
    x.nodesChange = x.storage.changes
    x.functionVersion = x.version.value
    if let function = result.function {
      (x.function, x.outputIndex) = (function, result.outputIndex)
      if x.retainsGradient { watch(x) }
    }
  }
}
