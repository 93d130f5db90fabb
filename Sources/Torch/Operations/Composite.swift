import Autograd

/// A smooth function of each element that is made of the tape's primitives.
///
/// The steps are computed in double, so that only the result is rounded, as in PyTorch.
struct Composite: Sendable {
  /// PyTorch's name for its backward function.
  let name: String
  let body: @Sendable (Builder, [Cell]) -> [Cell]

  /// The functions by the names that programs use.
  static let table: [(String, Composite)] = [
    ("asinh", asinh), ("arcsinh", asinh), ("acosh", acosh), ("arccosh", acosh),
    ("atanh", atanh), ("arctanh", atanh), ("exp2", exp2), ("erfc", erfc), ("logit", logit),
    ("sinc", sinc), ("frac", frac), ("deg2rad", deg2rad), ("rad2deg", rad2deg),
  ]

  /// ln(x + √(x² + 1)).
  private static let asinh = Composite(name: "AsinhBackward0") { builder, x in
    let square = builder.zip(.add, builder.zip(.multiply, x, x), 1)
    return builder.map(.log, builder.zip(.add, x, builder.map(.sqrt, square)))
  }

  /// ln(x + √(x² − 1)).
  private static let acosh = Composite(name: "AcoshBackward0") { builder, x in
    let square = builder.zip(.subtract, builder.zip(.multiply, x, x), 1)
    return builder.map(.log, builder.zip(.add, x, builder.map(.sqrt, square)))
  }

  /// ½ ln((1 + x) / (1 − x)).
  private static let atanh = Composite(name: "AtanhBackward0") { builder, x in
    let ratio = builder.zip(
      .divide, builder.zip(.add, x, 1), builder.zip(.subtract, 1, x))
    return builder.zip(.multiply, builder.map(.log, ratio), 0.5)
  }

  /// 2 to the power x.
  private static let exp2 = Composite(name: "Exp2Backward0") { builder, x in
    builder.zip(.power, 2, x)
  }

  /// 1 − erf x.
  private static let erfc = Composite(name: "ErfcBackward0") { builder, x in
    builder.zip(.subtract, 1, builder.map(.erf, x))
  }

  /// ln(x / (1 − x)).
  private static let logit = Composite(name: "LogitBackward0") { builder, x in
    builder.map(.log, builder.zip(.divide, x, builder.zip(.subtract, 1, x)))
  }

  /// sin(πx) / πx, and 1 at the origin.
  private static let sinc = Composite(name: "SincBackward0") { builder, x in
    // The origin is moved a little, so that its derivative is the limit too.
    let moved = x.map { $0.value == 0 ? builder.literal(1e-20) : $0 }
    let angle = builder.zip(.multiply, moved, .pi)
    return builder.zip(.divide, builder.map(.sin, angle), angle)
  }

  /// x without its whole part.
  private static let frac = Composite(name: "FracBackward0") { builder, x in
    builder.zip(.subtract, x, builder.map(.trunc, x))
  }

  private static let deg2rad = Composite(name: "Deg2RadBackward0") { builder, x in
    builder.zip(.multiply, x, .pi / 180)
  }

  private static let rad2deg = Composite(name: "Rad2DegBackward0") { builder, x in
    builder.zip(.multiply, x, 180 / .pi)
  }
}

extension Runtime {
  func composite(_ function: Composite, _ x: Tensor) throws(TorchError) -> Tensor {
    let dtype = floating(x.dtype)
    return try call(function.name, [x], shape: x.shape, dtype: dtype, saves: [.input(0)]) {
      builder, cells in
      self.precisely(builder, cells) { function.body(builder, $0[0]) }
    }
  }

  /// √(a² + b²).
  func hypotenuse(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    try pairwise("HypotBackward0", a, b) { builder, a, b in
      let squares = builder.zip(
        .add, builder.zip(.multiply, a, a), builder.zip(.multiply, b, b))
      return builder.map(.sqrt, squares)
    }
  }

  /// ln(eᵃ + eᵇ), without overflow.
  func logAddExp(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    try pairwise("LogaddexpBackward0", a, b) { builder, a, b in
      builder.zip(.add, a, builder.zip(.softplus, builder.zip(.subtract, b, a), 1))
    }
  }

  /// The remainder of a / b with the sign of a.
  func fmod(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    let isWhole = !resultType([a, b]).isFloating
    if isWhole, b.values.contains(0) { throw .runtime("ZeroDivisionError") }
    let name = b.isWrittenNumber ? "FmodBackward0" : "FmodBackward1"
    let result = try pairwise(name, a, b, dtype: resultType([a, b])) { builder, a, b in
      let whole = builder.map(.trunc, builder.zip(.divide, a, b))
      return builder.zip(.subtract, a, builder.zip(.multiply, whole, b))
    }
    return result
  }

  private func pairwise(
    _ name: String, _ a: Tensor, _ b: Tensor, dtype: DType? = nil,
    _ body: (Builder, [Cell], [Cell]) -> [Cell]
  ) throws(TorchError) -> Tensor {
    let shape = try Shape(a.shape).broadcast(with: Shape(b.shape))
    return try call(
      name, [a, b], shape: shape.sizes, dtype: dtype ?? floating(resultType([a, b])),
      saves: b.isWrittenNumber ? [.number] : [.input(0), .input(1)]
    ) { builder, cells in
      let repeated = [
        builder.broadcast(cells[0], from: a.shape, to: shape),
        builder.broadcast(cells[1], from: b.shape, to: shape),
      ]
      return self.precisely(builder, repeated) { body(builder, $0[0], $0[1]) }
    }
  }

  /// Computes some steps in double and rounds the last.
  func precisely(
    _ builder: Builder, _ cells: [[Cell]], _ body: ([[Cell]]) -> [Cell]
  ) -> [Cell] {
    let precision = builder.precision
    guard precision != .double else { return body(cells) }
    builder.precision = .double
    let result = body(cells.map { builder.map(.alias, $0) })
    builder.precision = precision
    return builder.map(.alias, result)
  }
}
