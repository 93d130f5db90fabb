import Autograd
import CStandard

/// A function of each element that the tape explains step by step.
///
/// The steps are computed in double; the digits of the value and of the gradient are those of
/// PyTorch's kernel and of its `derivatives.yaml`, also where a step has none.
struct Composite: Sendable {
  /// Its backward function.
  let name: BackwardFunction
  /// The value at a number of a precision, not yet rounded to it.
  let value: @Sendable (Double, Precision) -> Double
  /// What x is sent, given the upstream gradient, x and the value.
  let gradient: @Sendable (Real, Real, Real) -> Real
  let body: @Sendable (Builder, [Entry]) -> [Entry]

  /// The functions by the names that programs use.
  static let table: [(String, Composite)] = [
    ("asinh", asinh), ("arcsinh", asinh), ("acosh", acosh), ("arccosh", acosh),
    ("atanh", atanh), ("arctanh", atanh), ("exp2", exp2), ("erfc", erfc), ("logit", logit),
    ("sinc", sinc), ("frac", frac), ("deg2rad", deg2rad), ("rad2deg", rad2deg),
  ]

  /// ln(x + √(x² + 1)).
  private static let asinh = Composite(
    name: .asinh, value: { x, _ in CStandard.asinh(x) },
    gradient: { g, x, _ in g * (x * x + x.one).applying(.rsqrt) },
    body: { builder, x in
      let square = builder.zip(.add, builder.zip(.multiply, x, x), 1)
      return builder.map(.log, builder.zip(.add, x, builder.map(.sqrt, square)))
    })

  /// ln(x + √(x² − 1)).
  private static let acosh = Composite(
    name: .acosh, value: { x, _ in CStandard.acosh(x) },
    gradient: { g, x, _ in g * (x * x - x.one).applying(.rsqrt) },
    body: { builder, x in
      let square = builder.zip(.subtract, builder.zip(.multiply, x, x), 1)
      return builder.map(.log, builder.zip(.add, x, builder.map(.sqrt, square)))
    })

  /// ½ ln((1 + x) / (1 − x)).
  private static let atanh = Composite(
    name: .atanh, value: { x, _ in CStandard.atanh(x) },
    gradient: { g, x, _ in g / (x.one - x * x) },
    body: { builder, x in
      let ratio = builder.zip(
        .divide, builder.zip(.add, x, 1), builder.zip(.subtract, 1, x))
      return builder.zip(.multiply, builder.map(.log, ratio), 0.5)
    })

  /// 2 to the power x.
  private static let exp2 = Composite(
    name: .exp2, value: { x, _ in CStandard.exp2(x) },
    gradient: { g, x, y in g * y * x.constant(0.6931471805599453) },
    body: { builder, x in
      builder.zip(.power, 2, x)
    })

  /// 1 − erf x.
  private static let erfc = Composite(
    name: .erfc, value: { x, _ in CStandard.erfc(x) },
    gradient: { g, x, _ in x.constant(-1.1283791670955126) * (-(x * x)).applying(.exp) * g },
    body: { builder, x in
      builder.zip(.subtract, 1, builder.map(.erf, x))
    })

  /// ln(x / (1 − x)).
  private static let logit = Composite(
    name: .logit,
    value: { x, precision in
      x == 1 ? .infinity : CStandard.log(precision.rounded(x / precision.rounded(1 - x)))
    },
    gradient: { g, x, _ in
      (0...1).contains(x.number) ? g / (x * (x.one - x)) : x.constant(.nan)
    },
    body: { builder, x in
      builder.map(.log, builder.zip(.divide, x, builder.zip(.subtract, 1, x)))
    })

  /// sin(πx) / πx, and 1 at the origin.
  private static let sinc = Composite(
    name: .sinc,
    value: { x, precision in
      let angle = precision.rounded(precision.rounded(.pi) * x)
      return x == 0 ? 1 : precision.rounded(sin(angle)) / angle
    },
    gradient: { g, x, _ in
      let angle = x * x.constant(.pi)
      let square = x * x * x.constant(.pi)
      guard square.number != 0 else { return g.zero }
      return g * ((angle * angle.applying(.cos) - angle.applying(.sin)) / square)
    },
    body: { builder, x in
      // The origin is moved a little, so that its derivative is the limit too.
      let moved = x.map { $0.value == 0 ? builder.literal(1e-20) : $0 }
      let angle = builder.zip(.multiply, moved, .pi)
      return builder.zip(.divide, builder.map(.sin, angle), angle)
    })

  /// x without its whole part.
  private static let frac = Composite(
    name: .frac, value: { x, _ in x - x.rounded(.towardZero) },
    gradient: { g, _, _ in g },
    body: { builder, x in
      builder.zip(.subtract, x, builder.map(.trunc, x))
    })

  private static let deg2rad = scaled(.deg2Rad, by: .pi / 180)
  private static let rad2deg = scaled(.rad2Deg, by: 180 / .pi)

  private static func scaled(_ name: BackwardFunction, by factor: Double) -> Composite {
    Composite(
      name: name, value: { x, precision in x * precision.rounded(factor) },
      gradient: { g, x, _ in g * x.constant(factor) },
      body: { builder, x in
        builder.zip(.multiply, x, factor)
      })
  }
}

extension Runtime {
  func composite(_ function: Composite, _ x: Tensor) throws(TorchError) -> Tensor {
    if function.name == .frac { try x.refuseWholeNumbers(inKernel: "frac_cpu") }
    let dtype = floating(x.dtype)
    let precision = dtype.precision == .half ? .single : dtype.precision
    let result = try call(function.name, [x], shape: x.shape, dtype: dtype, saves: [.input(0)]) {
      builder, entries in
      builder.settled(
        self.precisely(builder, entries) { function.body(builder, $0[0]) },
        as: entries[0].map { function.value($0.value, precision) })
    }
    result.function?.formula = GradientFormula(
      elementwise: [{ g, numbers in function.gradient(g, numbers[0], numbers[1]) }],
      inputs: [x, result], Shape(x.shape), dtype)
    return result
  }

  /// √(a² + b²).
  func hypotenuse(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    try pairwise(
      .hypot, a, b, value: CStandard.hypot,
      gradients: ({ g, n in g * n[0] / n[2] }, { g, n in g * n[1] / n[2] }),
      body: { builder, a, b in
        let squares = builder.zip(
          .add, builder.zip(.multiply, a, a), builder.zip(.multiply, b, b))
        return builder.map(.sqrt, squares)
      })
  }

  /// a / b without what stands behind the point, which moves with neither.
  func truncatingDivide(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    let precision = resultType([a, b]).precision
    return try pairwise(
      .div2, a, b,
      value: { precision.rounded($0 / $1).rounded(.towardZero) },
      gradients: ({ g, _ in g.zero }, { g, _ in g.zero }),
      body: { builder, a, b in builder.map(.trunc, builder.zip(.divide, a, b)) })
  }

  /// ln(eᵃ + eᵇ), without overflow.
  func logAddExp(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    let precision = floating(resultType([a, b])).precision
    return try pairwise(
      .logaddexp, a, b,
      value: { a, b in
        if a.isInfinite, a == b { return a }
        let power = precision.rounded(exp(-precision.rounded(a - b).magnitude))
        let larger = a.isNaN || b.isNaN ? .nan : max(a, b)
        return larger + precision.rounded(log1p(power))
      },
      gradients: (
        { g, n in g / (g.one + (n[1] - n[0]).applying(.exp)) },
        { g, n in g / (g.one + (n[0] - n[1]).applying(.exp)) }
      ),
      body: { builder, a, b in
        builder.zip(.add, a, builder.zip(.softplus, builder.zip(.subtract, b, a), 1))
      })
  }

  /// |a| with the sign of b.
  func copySign(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    try pairwise(
      b.isWrittenNumber ? .copysign1 : .copysign, a, b,
      value: { Double(signOf: $1, magnitudeOf: $0) },
      gradients: ({ g, n in g * (n[0].number == 0 ? g.zero : n[2] / n[0]) }, { g, _ in g.zero }),
      body: { builder, a, b in
        let signs = b.map { builder.literal($0.value.sign == .minus ? -1 : 1) }
        return builder.zip(.multiply, builder.map(.abs, a), signs)
      })
  }

  /// The larger or the smaller of two numbers.
  ///
  /// Beside nan it is the other; equals share the gradient.
  func extremeNumber(
    _ operation: Binary, _ a: Tensor, _ b: Tensor
  ) throws(TorchError) -> Tensor {
    let isLargest = operation == .maximum
    func isLeft(_ a: Double, _ b: Double) -> Bool { b.isNaN || (isLargest ? a >= b : a <= b) }
    return try pairwise(
      isLargest ? .fmax : .fmin, a, b, dtype: resultType([a, b]),
      value: { isLeft($0, $1) ? $0 : $1 },
      gradients: (
        { g, n in
          if n[0].number == n[1].number { return g / g.constant(2) }
          return isLeft(n[0].number, n[1].number) ? g : g.zero
        },
        { g, n in
          if n[0].number == n[1].number { return g / g.constant(2) }
          return isLeft(n[0].number, n[1].number) ? g.zero : g
        }
      ),
      body: { builder, a, b in
        builder.reduce(
          .choose,
          a.indices.map { place in
            [builder.literal(isLeft(a[place].value, b[place].value) ? 1 : 0), a[place], b[place]]
          })
      })
  }

  /// The remainder of a / b with the sign of a.
  func fmod(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
    let isWhole = !resultType([a, b]).isFloating
    if isWhole, b.values.contains(0) { throw .runtime("ZeroDivisionError") }
    let name: BackwardFunction = b.isWrittenNumber ? .fmod : .fmod1
    return try pairwise(
      name, a, b, dtype: resultType([a, b]), value: CStandard.fmod,
      gradients: ({ g, _ in g }, { g, n in -g * (n[0] / n[1]).applying(.trunc) }),
      body: { builder, a, b in
        let whole = builder.map(.trunc, builder.zip(.divide, a, b))
        return builder.zip(.subtract, a, builder.zip(.multiply, whole, b))
      })
  }

  /// A function of two operands, step by step on the tape and digit by digit as PyTorch has it.
  ///
  /// The gradients are computed of the upstream one and the numbers a, b and the value.
  private func pairwise(
    _ name: BackwardFunction, _ a: Tensor, _ b: Tensor, dtype: DType? = nil,
    value: @escaping (Double, Double) -> Double,
    gradients: (left: (Real, [Real]) -> Real, right: (Real, [Real]) -> Real),
    body: (Builder, [Entry], [Entry]) -> [Entry]
  ) throws(TorchError) -> Tensor {
    let shape = try Shape(a.shape).broadcast(with: Shape(b.shape))
    let dtype = dtype ?? floating(resultType([a, b]))
    let result = try call(
      name, [a, b], shape: shape.sizes, dtype: dtype,
      saves: b.isWrittenNumber ? [.number] : [.input(0), .input(1)]
    ) { builder, entries in
      let repeated = [
        builder.broadcast(entries[0], from: a.shape, to: shape),
        builder.broadcast(entries[1], from: b.shape, to: shape),
      ]
      return builder.settled(
        self.precisely(builder, repeated) { body(builder, $0[0], $0[1]) },
        as: Swift.zip(repeated[0], repeated[1]).map { value($0.value, $1.value) })
    }
    result.function?.formula = GradientFormula(
      elementwise: [gradients.left, gradients.right], inputs: [a, b, result], shape, dtype)
    return result
  }

  /// Computes some steps in double and rounds the last.
  func precisely(
    _ builder: Builder, _ entries: [[Entry]], _ body: ([[Entry]]) -> [Entry]
  ) -> [Entry] {
    let precision = builder.precision
    guard precision != .double else { return body(entries) }
    builder.precision = .double
    let result = body(entries.map { builder.map(.alias, $0) })
    builder.precision = precision
    return builder.map(.alias, result)
  }
}
