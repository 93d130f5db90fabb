import Python

/// An operand of a function of arrays.
struct ArrayOperand {
  let array: NDArray
  /// Whether it is a number that the program wrote, which adapts to the other operand's type.
  let isWeak: Bool
  /// Whether it is no array but a number.
  let isScalar: Bool
}

extension NumPy {
  /// What NumPy makes of an object where an array is asked for; nil where it is a tensor's turn.
  func operand(_ object: Object) throws(TorchError) -> ArrayOperand {
    switch object {
    case .int, .bigInt, .float:
      return ArrayOperand(array: try array(object), isWeak: true, isScalar: true)
    case .bool: return ArrayOperand(array: try array(object), isWeak: false, isScalar: true)
    default:
      return ArrayOperand(
        array: try array(object), isWeak: false, isScalar: isScalar(object))
    }
  }

  /// The type that operands are brought to, by the rules of NEP 50.
  func joinedType(_ operands: [ArrayOperand]) -> DType {
    let strong = operands.filter { !$0.isWeak }.map { $0.array.dtype }
    guard var joined = strong.first else {
      return operands.map { $0.array.dtype }.reduce(.bool) { $0.joined(with: $1) }
    }
    for dtype in strong.dropFirst() { joined = joined.joined(with: dtype) }
    for weak in operands.filter({ $0.isWeak }).map({ $0.array.dtype })
    where weak.category > joined.category {
      joined = weak
    }
    return joined
  }

  /// An operand as an array of a type.
  func array(_ operand: ArrayOperand, as dtype: DType) throws(TorchError) -> NDArray {
    if operand.isWeak, operand.array.dtype == .int64, let range = dtype.integerRange,
      !range.contains(Int64(clamping: operand.array.first))
    {
      throw TorchError(
        "OverflowError",
        "Python integer \(Int64(clamping: operand.array.first)) out of bounds for \(dtype.name)")
    }
    return operand.array.cast(to: dtype)
  }

  /// A function of two operands, with NumPy's name for it where it warns.
  func compute(
    _ function: ArrayBinary, _ a: ArrayOperand, _ b: ArrayOperand, name: String? = nil
  ) throws(TorchError) -> NDArray {
    let joined = joinedType([a, b])
    let types = try function.types(for: joined)
    let (x, y) = (try array(a, as: types.operands), try array(b, as: types.operands))
    if x.shape != y.shape {
      try library.runtime.checkRoom(for: [broadcastShape([x.shape, y.shape]).sizes])
    }
    let (array, slips) = try function(x, y, type: types.operands, result: types.result)
    try report(slips, in: name ?? function.rawValue)
    return array
  }

  func compute(_ function: ArrayUnary, _ x: NDArray) throws(TorchError) -> NDArray {
    let (array, slips) = try function(x)
    try report(slips, in: function.rawValue)
    return array
  }

  // MARK: From nested sequences

  /// An array of an object: itself, the memory of a tensor, or the numbers of nested sequences; of
  /// a type, or of the one that the numbers decide.
  func array(_ object: Object, dtype: DType? = nil) throws(TorchError) -> NDArray {
    if let array = library.array(object) { return array.cast(to: dtype ?? array.dtype) }
    if let tensor = library.tensor(object) {
      let array = try array(of: tensor)
      return array.cast(to: dtype ?? array.dtype)
    }
    if let number = try number(object) {
      return try NDArray(checked(number.value, number.dtype, dtype), dtype ?? number.dtype)
    }
    return try nested(object, dtype)
  }

  private func nested(_ object: Object, _ dtype: DType?) throws(TorchError) -> NDArray {
    var shape: [Int] = []
    var level = [object]
    var pieces: [NDArray]?
    while let first = level.first, let elements = try sequence(first) {
      let lists = try level.map { object throws(TorchError) in try sequence(object) }
      guard lists.allSatisfy({ $0?.count == elements.count }) else { throw ragged(shape) }
      shape.append(elements.count)
      level = lists.flatMap { $0 ?? [] }
      guard shape.count < 64 else {
        throw TorchError.unsupported("an array of more than 64 dimensions")
      }
      // Arrays and tensors are taken whole.
      if let piece = level.first, try piecewise(piece) != nil {
        pieces = try level.map { element throws(TorchError) in
          guard let array = try piecewise(element) else { throw ragged(shape) }
          return array
        }
        break
      }
    }
    try checkRoom(shape)
    if let pieces {
      guard let inner = pieces.first?.shape, pieces.allSatisfy({ $0.shape == inner }) else {
        throw ragged(shape)
      }
      let joined =
        dtype ?? pieces.dropFirst().reduce(pieces[0].dtype) { $0.joined(with: $1.dtype) }
      return NDArray(
        pieces.flatMap { $0.cast(to: joined).values }, shape: shape + inner, dtype: joined)
    }
    let numbers = try level.map { element throws(TorchError) in
      guard let number = try number(element) else {
        if try sequence(element) != nil { throw ragged(shape) }
        throw TorchError.unsupported(
          "an array of \(interpreter.typeOf(element).name) objects (only numbers are)")
      }
      return number
    }
    let joined =
      dtype
      ?? numbers.dropFirst().reduce(numbers.first?.dtype ?? .float64) {
        $0.joined(with: $1.dtype)
      }
    return NDArray(
      try numbers.map { number throws(TorchError) in try checked(number.value, number.dtype, joined)
      }, shape: shape, dtype: joined)
  }

  private func ragged(_ shape: [Int]) -> TorchError {
    .value(
      "setting an array element with a sequence. The requested array has an inhomogeneous shape "
        + "after \(shape.count) dimensions. The detected shape was \(pythonTuple(shape)) + "
        + "inhomogeneous part.")
  }

  /// An array or a tensor with dimensions, whose elements are not walked one by one.
  private func piecewise(_ object: Object) throws(TorchError) -> NDArray? {
    if let array = library.array(object) { return array.rank > 0 ? array : nil }
    guard let tensor = library.tensor(object), tensor.rank > 0 else { return nil }
    return try array(of: tensor)
  }

  private func sequence(_ object: Object) throws(TorchError) -> [Object]? {
    if let elements = library.elements(object) { return elements }
    guard let array = library.array(object), array.rank > 0 else { return nil }
    return try rows(of: array)
  }

  /// What iterating an array yields.
  func rows(of array: NDArray) throws(TorchError) -> [Object] {
    guard let size = array.shape.first else {
      throw TorchError.type("iteration over a 0-d array")
    }
    if array.rank == 1 { return array.values.map { scalar($0, array.dtype) } }
    let (shape, strides) = (Array(array.shape.dropFirst()), Array(array.strides.dropFirst()))
    return (0..<size).map { index in
      wrap(
        array.view(
          shape: shape, strides: strides, offset: array.offset + index * array.strides[0]))
    }
  }

  private func number(_ object: Object) throws(TorchError) -> (value: Double, dtype: DType)? {
    switch object {
    case .bool(let value): return (value ? 1 : 0, .bool)
    case .int, .bigInt:
      guard let value = library.wordIfPossible(object), value.magnitude <= 1 << 53 else {
        throw TorchError.tooLargeInteger
      }
      return (Double(value), .int64)
    case .float(let value): return (value, .float64)
    default:
      if let array = library.array(object), array.rank == 0 { return (array.first, array.dtype) }
      if let tensor = library.tensor(object), tensor.rank == 0 {
        let array = try array(of: tensor)
        return (array.first, array.dtype)
      }
      return nil
    }
  }

  /// A number in the type of its array; a written integer has to fit.
  private func checked(_ value: Double, _ own: DType, _ target: DType?) throws(TorchError) -> Double
  {
    guard let target, target != own else { return value }
    if own == .int64, let range = target.integerRange, !range.contains(Int64(clamping: value)) {
      throw TorchError(
        "OverflowError", "Python integer \(Int64(clamping: value)) out of bounds for \(target.name)"
      )
    }
    return target.converted(value)
  }
}

extension Library {
  /// The array behind an object; numbers of NumPy are arrays of no dimensions.
  func array(_ object: Object) -> NDArray? {
    guard case .instance(let instance) = object else { return nil }
    return instance.payload as? NDArray
  }
}
