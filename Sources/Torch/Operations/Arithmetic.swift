import Autograd

extension Runtime {
  /// A number of the program beside a tensor: 0-dimensional, and of the lowest rank in promotion.
  func number(_ value: Double, _ category: DType.Category) -> Tensor {
    let dtype: DType =
      switch category {
      case .bool: .bool
      case .integer: .int64
      case .floating: .float64
      }
    let number = Tensor([value], shape: [], dtype: dtype)
    number.isWrittenNumber = true
    return number
  }

  /// A number of the program as a tensor of some type, which it has to fit.
  ///
  /// PyTorch makes tensors of no dimensions of numbers (`isScalar`) in half precision unchecked.
  func converted(
    _ number: Tensor, to dtype: DType, isScalar: Bool = false
  ) throws(TorchError) -> Tensor {
    let value = number.values[0]
    let isWhole = number.dtype.category != .floating
    return Tensor(
      [
        isScalar && dtype == .float16
          ? dtype.converted(value) : try dtype.converted(value, isWhole: isWhole)
      ], shape: [], dtype: dtype)
  }

  /// The type that an operation between these computes in.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc>
  func resultType(_ operands: [Tensor]) -> DType {
    func promoted(_ tensors: [Tensor]) -> DType? {
      tensors.map { $0.dtype }.reduce(nil) { $0?.promoted(with: $1) ?? $1 }
    }
    let numbers = operands.filter { $0.isWrittenNumber }.map { number in
      Tensor(
        [0], shape: [], dtype: number.dtype == .float64 ? defaultDType : number.dtype)
    }
    let ranks = [
      promoted(operands.filter { $0.rank > 0 && !$0.isWrittenNumber }),
      promoted(operands.filter { $0.rank == 0 && !$0.isWrittenNumber }), promoted(numbers),
    ]
    return ranks.reduce(nil as DType?) { high, low in
      guard let high, let low else { return high ?? low }
      return low.category > high.category ? low.promoted(with: high) : high
    } ?? defaultDType
  }

  /// The type of functions whose result is never an integer, such as `exp` and `/`.
  func floating(_ dtype: DType) -> DType { dtype.isFloating ? dtype : defaultDType }

  /// An operation element by element, with broadcasting.
  func elementwise(
    _ operation: Binary, _ name: BackwardFunction, _ a: Tensor, _ b: Tensor, dtype: DType? = nil,
    saves: [Saved] = []
  ) throws(TorchError) -> Tensor {
    let dtype = dtype ?? resultType([a, b])
    let shape = try broadcast(a, b)
    return try call(name, [a, b], shape: shape.sizes, dtype: dtype, saves: saves) {
      builder, entries in
      builder.zip(
        operation, builder.broadcast(entries[0], from: a.shape, to: shape),
        builder.broadcast(entries[1], from: b.shape, to: shape))
    }
  }

  /// The shape that two tensors broadcast to.
  private func broadcast(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Shape {
    do throws(TorchError) {
      return try Shape(a.shape).broadcast(with: Shape(b.shape))
    } catch {
      throw error.diagnosed(diagnosis(.shapesDoNotFit(subject(a), subject(b)), at: a))
    }
  }

  func add(_ a: Tensor, _ b: Tensor, alpha: Tensor? = nil) throws(TorchError) -> Tensor {
    let dtype = resultType([a, b])
    if dtype == .bool { return try logical(a, b) { $0 || $1 } }
    guard let alpha, alpha.values != [1] else {
      return try elementwise(.add, .add, a, b)
    }
    return try scaled(.add, a, b, by: converted(alpha, to: dtype).values[0])
  }

  /// a − b; reflected where the operator of b was called with a number before it.
  func subtract(
    _ a: Tensor, _ b: Tensor, alpha: Tensor? = nil, isReflected: Bool = false
  ) throws(TorchError) -> Tensor {
    if a.dtype == .bool || b.dtype == .bool {
      throw TorchError(
        "NotImplementedError",
        a.dtype == b.dtype
          ? "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
            + "`logical_xor()` operator instead."
          : "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying "
            + "to invert a mask, use the `~` or `logical_not()` operator instead.")
    }
    noteSpread(a, b)
    guard let alpha, alpha.values != [1] else {
      return try elementwise(.subtract, isReflected ? .rsub1 : .sub, a, b)
    }
    return try scaled(.sub, a, b, by: -converted(alpha, to: resultType([a, b])).values[0])
  }

  /// Remembers a difference in which each of n predictions meets all n targets, since one of the
  /// two has a dimension more.
  private func noteSpread(_ a: Tensor, _ b: Tensor) {
    guard recordsEverything, a.rank != b.rank, a.count == b.count, a.count > 1,
      a.requiresGradient != b.requiresGradient,
      let shape = try? Shape(a.shape).broadcast(with: Shape(b.shape)), shape.count > a.count
    else { return }
    let (predictions, targets) = a.requiresGradient ? (a, b) : (b, a)
    spreads.append(
      Spread(
        line: line, predictions: predictions.shape, targets: targets.shape, result: shape.sizes))
  }

  /// a + factor · b in one call, rounded once.
  private func scaled(
    _ name: BackwardFunction, _ a: Tensor, _ b: Tensor, by factor: Double
  ) throws(TorchError) -> Tensor {
    let shape = try Shape(a.shape).broadcast(with: Shape(b.shape))
    return try call(name, [a, b], shape: shape.sizes, dtype: resultType([a, b])) {
      builder, entries in
      let factor = builder.literal(factor)
      let a = builder.broadcast(entries[0], from: a.shape, to: shape)
      let b = builder.broadcast(entries[1], from: b.shape, to: shape)
      return builder.reduce(.multiplyAdd, Swift.zip(a, b).map { [$0, $1, factor] })
    }
  }

  /// x + value · ab in one call, the last product and the sum rounded at once.
  func addProduct(
    _ x: Tensor, _ a: Tensor, _ b: Tensor, value: Double
  ) throws(TorchError) -> Tensor {
    let shape = try Shape(x.shape).broadcast(with: Shape(a.shape))
      .broadcast(with: Shape(b.shape))
    let dtype = resultType([x, a, b])
    _ = try dtype.converted(value, isWhole: true)
    return try call(
      .addcmul, [x, a, b], shape: shape.sizes, dtype: dtype,
      saves: [.input(1), .input(2)]
    ) { builder, entries in
      let sums = builder.broadcast(entries[0], from: x.shape, to: shape)
      var left = builder.broadcast(entries[1], from: a.shape, to: shape)
      let right = builder.broadcast(entries[2], from: b.shape, to: shape)
      if value != 1 { left = builder.zip(.multiply, left, value) }
      return builder.reduce(.multiplyAdd, sums.indices.map { [sums[$0], left[$0], right[$0]] })
    }
  }

  func multiply(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    if a.isWrittenNumber, !b.isWrittenNumber { return try multiply(b, a) }
    return try elementwise(.multiply, .mul, a, b, saves: factors(a, b))
  }

  /// A product keeps the other factor of each factor that needs a gradient.
  func factors(_ a: Tensor, _ b: Tensor) -> [Saved] {
    if b.isWrittenNumber { return [.number] }
    return (b.requiresGradient ? [.input(0)] : []) + (a.requiresGradient ? [.input(1)] : [])
  }

  func divide(
    _ a: Tensor, _ b: Tensor, rounding: String? = nil, isReflected: Bool = false
  ) throws(TorchError) -> Tensor {
    switch rounding {
    case "floor":
      try refuseIntegerZero(a, b)
      return try elementwise(.floorDivide, .div2, a, b, saves: [.number])
    case "trunc":
      if resultType([a, b]).isFloating { return try truncatingDivide(a, b) }
      let quotient = try unary(.trunc, .trunc, divide(a, b))
      return try cast(quotient, to: resultType([a, b]))
    case nil: break
    case .some(let mode):
      throw .runtime(
        "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '\(mode)'")
    }
    let dtype = floating(resultType([a, b]))
    if isReflected {
      return try elementwise(
        .quotientOfNumber, .mul, a, b, dtype: dtype, saves: [.number])
    }
    let saves: [Saved] =
      b.isWrittenNumber
      ? [.number] : b.requiresGradient ? [.input(0), .input(1)] : [.input(1)]
    return try elementwise(.divide, .div, a, b, dtype: dtype, saves: saves)
  }

  /// `//`, of which PyTorch has no derivative.
  func floorDivide(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    try refuseTruthValues(a, b, of: "div_floor_cpu")
    try refuseIntegerZero(a, b)
    let result = try elementwise(.floorDivide, .notImplemented, a, b)
    result.function?.kind = .notDifferentiable(
      .runtime("derivative for aten::floor_divide is not implemented"))
    return result
  }

  /// 0 below zero, 1 above it, and at zero what is said; PyTorch has no derivative of it.
  func heaviside(_ x: Tensor, atZero: Tensor) throws(TorchError) -> Tensor {
    guard x.dtype == atZero.dtype else {
      throw .runtime("heaviside is not yet implemented for tensors with different dtypes.")
    }
    let shape = try Shape(x.shape).broadcast(with: Shape(atZero.shape))
    let result = try call(.notImplemented, [x, atZero], shape: shape.sizes, dtype: x.dtype) {
      builder, entries in
      let x = builder.broadcast(entries[0], from: x.shape, to: shape)
      let atZero = builder.broadcast(entries[1], from: atZero.shape, to: shape)
      let steps = Swift.zip(x, atZero).map { x, atZero in
        [builder.literal(x.value == 0 ? 1 : 0), atZero, x]
      }
      return builder.settled(
        builder.reduce(.choose, steps),
        as: Swift.zip(x, atZero).map { $0.value == 0 ? $1.value : $0.value > 0 ? 1 : 0 })
    }
    result.function?.kind = .notDifferentiable(
      .runtime("derivative for aten::heaviside is not implemented"))
    return result
  }

  func remainder(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    try refuseTruthValues(a, b, of: "remainder_cpu")
    try refuseIntegerZero(a, b)
    guard !a.isWrittenNumber || b.isWrittenNumber else {
      // PyTorch knows no derivative of the remainder of a number.
      let result = try elementwise(.remainder, .notImplemented, a, b)
      result.function?.kind = .notDifferentiable(
        .runtime("derivative for aten::remainder is not implemented"))
      return result
    }
    return try elementwise(
      .remainder, b.isWrittenNumber ? .remainder : .remainder1, a, b,
      saves: b.requiresGradient ? [.input(0), .input(1)] : [])
  }

  private func refuseIntegerZero(_ a: Tensor, _ b: Tensor) throws(TorchError) {
    if resultType([a, b]).category != .floating, b.values.contains(0) {
      throw .runtime("ZeroDivisionError")
    }
  }

  private func refuseTruthValues(
    _ a: Tensor, _ b: Tensor, of kernel: String
  ) throws(TorchError) {
    if a.dtype == .bool, b.dtype == .bool { try a.refuseTruthValues(of: kernel) }
  }

  func power(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    if !b.isWrittenNumber { try refuseTruthValues(a, b, of: "pow") }
    let dtype = resultType([a, b])
    if dtype.category != .floating, b.values.contains(where: { $0 < 0 }) {
      throw .runtime("Integers to negative integer powers are not allowed.")
    }
    if a.isWrittenNumber {
      return try elementwise(.power, .pow2, a, b, saves: [.input(1), .output])
    }
    if b.isWrittenNumber {
      let result = try elementwise(.power, .pow, a, b, saves: [.input(0)])
      result.function?.exponent = b.values[0]
      return result
    }
    return try elementwise(
      .power, .pow1, a, b,
      saves: [.input(0), .input(1)] + (b.requiresGradient ? [.output] : []))
  }

  func extreme(_ operation: Binary, _ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    try elementwise(
      operation, operation == .maximum ? .maximum : .minimum, a, b, saves: [.input(0), .input(1)])
  }

  /// a + w (b − a), from the nearer end, as PyTorch rounds it.
  func between(_ a: Tensor, _ b: Tensor, _ weight: Tensor) throws(TorchError) -> Tensor {
    let shape = try Shape(a.shape).broadcast(with: Shape(b.shape))
      .broadcast(with: Shape(weight.shape))
    let dtype = resultType([a, b])
    return try call(
      weight.isWrittenNumber ? .lerp : .lerp1, [a, b, weight],
      shape: shape.sizes, dtype: dtype,
      saves: weight.isWrittenNumber ? [] : [.input(0), .input(1), .input(2)]
    ) { builder, entries in
      let start = builder.broadcast(entries[0], from: a.shape, to: shape)
      let end = builder.broadcast(entries[1], from: b.shape, to: shape)
      let weights = builder.broadcast(entries[2], from: weight.shape, to: shape)
      return builder.reduce(.lerp, start.indices.map { [start[$0], end[$0], weights[$0]] })
    }
  }

  /// a ln b, and zero where a is zero.
  func timesLogarithm(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    let shape = try Shape(a.shape).broadcast(with: Shape(b.shape))
    let dtype = floating(resultType([a, b]))
    let name: BackwardFunction =
      a.isWrittenNumber
      ? .xlogy1 : b.isWrittenNumber ? .xlogy2 : .xlogy
    let isNumber = b.isWrittenNumber
    let result = try call(
      name, [a, b], shape: shape.sizes, dtype: dtype, saves: [.input(0), .input(1)]
    ) { builder, entries in
      let factors = builder.broadcast(entries[0], from: a.shape, to: shape)
      let others = builder.broadcast(entries[1], from: b.shape, to: shape)
      let (zero, one) = (builder.literal(0), builder.literal(1))
      let products = builder.zip(.multiply, factors, builder.map(.log, others))
      return builder.reduce(
        .choose,
        factors.indices.map { place in
          let isZero = factors[place].value == 0 && !others[place].value.isNaN
          return [isZero ? zero : one, products[place], zero]
        })
    }
    result.function?.formula = GradientFormula(
      elementwise: [
        { g, n in
          // Beside a number, also beside nan.
          let isLost = isNumber ? !(n[1].number > 0) : n[1].number <= 0
          if n[0].number == 0, isLost { return g.zero }
          if g.number == 0, !n[1].number.isNaN { return g.zero }
          return g * n[1].applying(.log)
        },
        { g, n in g * n[0] / n[1] },
      ], inputs: [a, b], shape, dtype)
    return result
  }

  /// A comparison or a logical operation, whose result is never tracked.
  func compare(
    _ a: Tensor, _ b: Tensor, _ holds: (Double, Double) -> Bool
  ) throws(TorchError) -> Tensor {
    let dtype = resultType([a, b])
    let shape = try Shape(a.shape).broadcast(with: Shape(b.shape))
    let left = a.values.map { dtype.converted($0) }
    let right = b.values.map { dtype.converted($0) }
    let values = zip(Shape(a.shape).sources(in: shape), Shape(b.shape).sources(in: shape))
      .map { holds(left[$0], right[$1]) ? 1.0 : 0 }
    return Tensor(values, shape: shape.sizes, dtype: .bool)
  }

  func logical(
    _ a: Tensor, _ b: Tensor, _ holds: (Bool, Bool) -> Bool
  ) throws(TorchError) -> Tensor {
    try compare(a, b) { holds($0 != 0, $1 != 0) }
  }

  /// A bitwise operation of integers, or a logical one of truth values.
  func bitwise(
    _ name: String, _ a: Tensor, _ b: Tensor, _ operation: (Int64, Int64) -> Int64
  ) throws(TorchError) -> Tensor {
    let dtype = resultType([a, b])
    let shape = try Shape(a.shape).broadcast(with: Shape(b.shape))
    let shifts = name.hasSuffix("shift")
    guard dtype.category != .floating, !shifts || dtype != .bool else {
      throw TorchError(
        "NotImplementedError", "\"\(name)_cpu\" not implemented for '\(dtype.legacyName)'")
    }
    let values = zip(Shape(a.shape).sources(in: shape), Shape(b.shape).sources(in: shape))
      .map { Double(operation(Int64(clamping: a.values[$0]), Int64(clamping: b.values[$1]))) }
    return Tensor(values, shape: shape.sizes, dtype: dtype)
  }
}

extension [Entry] {
  /// The elements of one shape repeated into another.
  func broadcast(from shape: [Int], to result: Shape) -> [Entry] {
    shape == result.sizes ? self : Shape(shape).sources(in: result).map { self[$0] }
  }
}
