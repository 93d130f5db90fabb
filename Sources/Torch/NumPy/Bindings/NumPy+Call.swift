import Python

/// Arguments read as functions of NumPy need them.
extension Call {
  var numpy: NumPy { library.numpy }

  func array(_ name: String) throws(TorchError) -> NDArray { try numpy.array(self[name]) }

  func operand(ofArray name: String) throws(TorchError) -> ArrayOperand {
    try numpy.operand(self[name])
  }

  func arrayType(_ name: String = "dtype") throws(TorchError) -> DType? {
    try numpy.dtype(self[name])
  }

  /// A whole number that counts something, with Python's complaint about anything else.
  func whole(_ name: String) throws(TorchError) -> Int {
    try calling(interpreter.integer(self[name]))
  }

  /// A whole number of 64 bits, however few the system counts with.
  func wholeWord(_ name: String) throws(TorchError) -> Int64 {
    try calling(interpreter.word(self[name]))
  }

  /// A shape given as one number or a sequence.
  func shape(_ name: String = "shape") throws(TorchError) -> [Int] {
    switch self[name] {
    case .float, .none:
      throw TorchError.type(
        "expected a sequence of integers or a single integer, got "
          + "'\(try calling(interpreter.str(self[name])))'")
    case .string: return [try whole(name)]
    default: break
    }
    if let array = library.array(self[name]) {
      if array.rank == 0 { return [try whole(name)] }
      guard array.dtype.category == .integer || array.count == 0 else {
        throw TorchError.type("'numpy.float64' object cannot be interpreted as an integer")
      }
      return array.values.map { Int(clamping: $0) }
    }
    guard interpreter.isIterable(self[name]) else { return [try whole(name)] }
    var sizes = try calling(interpreter.iterate(self[name]))
    // One sequence stands for itself: `a.reshape((2, 3))` is `a.reshape(2, 3)`.
    if sizes.count == 1, interpreter.isIterable(sizes[0]), library.array(sizes[0]) == nil {
      sizes = try calling(interpreter.iterate(sizes[0]))
    }
    return try sizes.map { size throws(TorchError) in try calling(interpreter.integer(size)) }
  }

  /// The dimensions that `axis=` names, all of them where it is None.
  func axes(of array: NDArray, _ name: String = "axis") throws(TorchError) -> [Int] {
    guard has(name) else { return Array(0..<array.rank) }
    let named: [Int] =
      interpreter.isIterable(self[name])
      ? try calling(interpreter.iterate(self[name])).map { size throws(TorchError) in
        try calling(interpreter.integer(size))
      }
      : [try whole(name)]
    let axes = try named.map { axis throws(TorchError) in try array.axis(axis) }
    guard Set(axes).count == axes.count else {
      throw TorchError.value("duplicate value in 'axis'")
    }
    return axes
  }
}
