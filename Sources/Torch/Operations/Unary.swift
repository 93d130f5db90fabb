import Autograd
import Platform

extension Runtime {
  /// A function of each element.
  func unary(
    _ operation: Unary, _ name: BackwardFunction, _ x: Tensor, saves: [Saved] = [],
    keepsIntegers: Bool = true
  ) throws(TorchError) -> Tensor {
    let dtype = keepsIntegers ? x.dtype : floating(x.dtype)
    return try call(name, [x], shape: x.shape, dtype: dtype, saves: saves) {
      $0.map(operation, $1[0])
    }
  }

  /// A smooth function, named as PyTorch names it, whose result is never an integer.
  func function(_ operation: Unary, _ x: Tensor) throws(TorchError) -> Tensor {
    if x.dtype == .bool { try refuseTruthValues(x, of: operation) }
    let (name, saves): (BackwardFunction, Saved) =
      switch operation {
      case .exp: (.exp, .output)
      case .expm1: (.expm1, .output)
      case .log: (.log, .input(0))
      case .log2: (.log2, .input(0))
      case .log10: (.log10, .input(0))
      case .log1p: (.log1P, .input(0))
      case .sqrt: (.sqrt, .output)
      case .rsqrt: (.rsqrt, .output)
      case .reciprocal: (.reciprocal, .output)
      case .sin: (.sin, .input(0))
      case .cos: (.cos, .input(0))
      case .tan: (.tan, .output)
      case .asin: (.asin, .input(0))
      case .acos: (.acos, .input(0))
      case .atan: (.atan, .input(0))
      case .sinh: (.sinh, .input(0))
      case .cosh: (.cosh, .input(0))
      case .tanh: (.tanh, .output)
      case .erf: (.erf, .input(0))
      case .sigmoid: (.sigmoid, .output)
      case .relu: (.relu, .output)
      case .abs: (.abs, .input(0))
      case .negate: (.neg, .number)
      case .sign: (.sign, .number)
      case .floor: (.floor, .number)
      case .ceil: (.ceil, .number)
      case .round: (.round, .number)
      case .trunc: (.trunc, .number)
      case .alias: (.alias, .number)
      case .detach: (.alias, .number)
      }
    switch operation {
    case .negate, .sign, .floor, .ceil, .round, .trunc, .alias, .detach:
      return try unary(operation, name, x)
    case .relu, .abs:
      return try unary(operation, name, x, saves: [saves])
    case .sigmoid:
      let dtype = floating(x.dtype)
      return try call(name, [x], shape: x.shape, dtype: dtype, saves: [saves]) { builder, entries in
        builder.settled(
          builder.map(.sigmoid, entries[0]),
          as: ActivationKernel.sigmoid.values(entries[0].map { $0.value }, dtype.precision))
      }
    case .tanh:
      let result = try unary(operation, name, x, saves: [saves], keepsIntegers: false)
      let precision = result.dtype.precision
      // The square is fused into the difference.
      result.function?.formula = GradientFormula(
        elementwise: [
          { g, n in
            let slope = precision.multiplyAdd(1, -n[0].number, n[0].number)
            return g * Real(slope, precision: precision)
          }
        ], inputs: [result], Shape(x.shape), result.dtype)
      return result
    case .exp, .expm1, .log, .log2, .log10, .log1p, .sqrt, .rsqrt, .reciprocal, .sin, .cos, .tan,
      .asin, .acos, .atan, .sinh, .cosh, .erf:
      return try unary(operation, name, x, saves: [saves], keepsIntegers: false)
    }
  }

  private func refuseTruthValues(_ x: Tensor, of operation: Unary) throws(TorchError) {
    switch operation {
    case .negate:
      throw TorchError(
        "NotImplementedError",
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert "
          + "a mask, use the `~` or `logical_not()` operator instead.")
    case .floor, .ceil, .trunc, .round: try x.refuseTruthValues(of: "\(operation.rawValue)_vml_cpu")
    case .abs: try x.refuseTruthValues(of: "abs_cpu")
    case .relu:
      throw TorchError("NotImplementedError", "Boolean inputs not supported for relu")
    default: break
    }
  }

  /// An activation with a fixed parameter.
  func activation(
    _ operation: Binary, _ name: BackwardFunction, _ x: Tensor, _ parameter: Double
  ) throws(TorchError) -> Tensor {
    try x.refuseWholeNumbers(
      saying: "\"\(activationKernel(name))\" not implemented for '\(x.dtype.legacyName)'")
    return try call(name, [x], shape: x.shape, dtype: x.dtype, saves: [.input(0)]) {
      $0.zip(operation, $1[0], parameter)
    }
  }

  func clamp(_ x: Tensor, min: Tensor?, max: Tensor?) throws(TorchError) -> Tensor {
    guard min != nil || max != nil else {
      throw .runtime("torch.clamp: At least one of 'min' or 'max' must not be None")
    }
    let bounds = [min, max].compactMap { $0 }
    let dtype = resultType([x] + bounds)
    var shape = Shape(x.shape)
    for bound in bounds { shape = try shape.broadcast(with: Shape(bound.shape)) }
    let areNumbers = bounds.allSatisfy { $0.isWrittenNumber }
    if !areNumbers { return try clampBetweenTensors(x, min, max) }
    try checkBounds(min: min, max: max, dtype)
    return try call(
      .clamp1, [x], shape: x.shape, dtype: dtype, saves: [.input(0)]
    ) { builder, entries in
      let lower = builder.literal(min?.values[0] ?? -.infinity)
      let upper = builder.literal(max?.values[0] ?? .infinity)
      return builder.reduce(.clamp, entries[0].map { [$0, lower, upper] })
    }
  }

  /// Refuses numbers as bounds that nothing of the type can be within.
  private func checkBounds(min: Tensor?, max: Tensor?, _ dtype: DType) throws(TorchError) {
    if dtype == .bool {
      let bounds = max == nil ? "_min" : min == nil ? "_max" : ""
      throw TorchError(
        "NotImplementedError", "\"clamp\(bounds)_scalar_cpu\" not implemented for 'Bool'")
    }
    for (name, bound) in [("min", min), ("max", max)] {
      guard let bound else { continue }
      if dtype.isFloating {
        _ = try converted(bound, to: dtype)
        continue
      }
      let value = bound.values[0]
      let isBeyond = (value < 0) == (name == "max")
      guard dtype.converted(value) == value || !isBeyond else {
        throw .runtime(
          "Clamp \(name) value \(DecimalText.general(value, digits: 6)) is outside the representable range of "
            + dtype.legacyName)
      }
    }
  }

  /// With tensors as bounds, ties are shared, as `maximum` and `minimum` share them.
  private func clampBetweenTensors(
    _ x: Tensor, _ min: Tensor?, _ max: Tensor?
  ) throws(TorchError) -> Tensor {
    var result = x
    if let min { result = try extreme(.maximum, result, min) }
    if let max { result = try extreme(.minimum, result, max) }
    fuse(result, as: .clamp, from: [x, min, max].compactMap { $0 })
    return result
  }

  /// Rounds to some decimals; the derivative is zero as for whole numbers.
  func round(_ x: Tensor, decimals: Int) throws(TorchError) -> Tensor {
    guard decimals != 0 else { return try function(.round, x) }
    let scale = (0..<abs(decimals)).reduce(1.0) { scale, _ in scale * 10 }
    return try call(.round1, [x], shape: x.shape, dtype: x.dtype) { builder, entries in
      let (up, down): (Binary, Binary) = decimals > 0 ? (.multiply, .divide) : (.divide, .multiply)
      return builder.zip(
        down, builder.map(.round, builder.zip(up, entries[0], scale)), scale)
    }
  }

  /// `masked_fill`: the value where the mask holds, the input elsewhere.
  func filled(
    _ x: Tensor, where mask: Tensor, with value: Tensor
  ) throws(TorchError) -> Tensor {
    guard mask.dtype == .bool else {
      throw .runtime(
        "masked_fill_ only supports boolean masks, but got mask with dtype \(mask.dtype.cName)")
    }
    guard value.rank == 0 else {
      throw .runtime(
        "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
          + "\(value.rank) dimension(s).")
    }
    let isNumber = value.isWrittenNumber
    let content = try isNumber ? converted(value, to: x.dtype) : cast(value, to: x.dtype)
    let result = try choose(mask, content, x)
    fuse(
      result, as: isNumber ? .maskedFill : .maskedFill1,
      from: isNumber ? [x] : [x, value])
    return result
  }

  func choose(
    _ condition: Tensor, _ a: Tensor, _ b: Tensor
  ) throws(TorchError) -> Tensor {
    guard condition.dtype == .bool || condition.dtype == .uint8 else {
      throw .runtime(
        "where expected condition to be a boolean tensor, but got a tensor with dtype "
          + condition.dtype.legacyName)
    }
    let shape = try Shape(condition.shape).broadcast(with: Shape(a.shape))
      .broadcast(with: Shape(b.shape))
    let flags = Shape(condition.shape).sources(in: shape).map { condition.values[$0] }
    let dtype = resultType([a, b])
    for number in [a, b] where number.isWrittenNumber {
      _ = try converted(number, to: dtype, isScalar: true)
    }
    return try call(
      .where, [a, b], shape: shape.sizes, dtype: dtype, saves: [.number]
    ) { builder, entries in
      let left = builder.broadcast(entries[0], from: a.shape, to: shape)
      let right = builder.broadcast(entries[1], from: b.shape, to: shape)
      return builder.reduce(
        .choose,
        flags.indices.map { [builder.literal(flags[$0]), left[$0], right[$0]] })
    }
  }

  /// The same numbers as another type; the tensor itself where that is what it has.
  func cast(_ x: Tensor, to dtype: DType) throws(TorchError) -> Tensor {
    if x.dtype == dtype { return x }
    guard dtype.isFloating else {
      return Tensor(x.values.map { dtype.converted($0) }, shape: x.shape, dtype: dtype)
    }
    return try call(.toCopy, [x], shape: x.shape, dtype: dtype, keepsInputTypes: true) {
      $0.map(.alias, $1[0])
    }
  }

  /// Replaces nan and the infinities.
  func nanToNumber(
    _ x: Tensor, nan: Double, positive: Double?, negative: Double?
  ) throws(TorchError) -> Tensor {
    let largest = x.dtype == .float64 ? Double.greatestFiniteMagnitude : 3.4028234663852886e38
    let limits = (positive ?? largest, negative ?? -largest)
    return try call(.nanToNum, [x], shape: x.shape, dtype: x.dtype, saves: [.input(0)]) {
      builder, entries in
      builder.reduce(
        .choose,
        entries[0].map { entry in
          let other = entry.value.isNaN ? nan : entry.value > 0 ? limits.0 : limits.1
          return [builder.literal(entry.value.isFinite ? 1 : 0), entry, builder.literal(other)]
        })
    }
  }
}
