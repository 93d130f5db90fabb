/// A primitive of one operand x.
public enum Unary: String, CaseIterable, Sendable {
  /// x under another node: a view, an index, a copy, a change of precision.
  case alias
  /// x cut off from its history.
  case detach
  /// −x.
  case negate
  /// eˣ.
  case exp
  /// eˣ − 1.
  case expm1
  /// ln x.
  case log
  /// log₂ x.
  case log2
  /// log₁₀ x.
  case log10
  /// ln(1 + x).
  case log1p
  /// √x.
  case sqrt
  /// 1 / √x.
  case rsqrt
  /// 1 / x.
  case reciprocal
  /// sin x.
  case sin
  /// cos x.
  case cos
  /// tan x.
  case tan
  /// arcsin x.
  case asin
  /// arccos x.
  case acos
  /// arctan x.
  case atan
  /// sinh x.
  case sinh
  /// cosh x.
  case cosh
  /// tanh x.
  case tanh
  /// The Gauss error function.
  case erf
  /// 1 / (1 + e⁻ˣ).
  case sigmoid
  /// max(0, x).
  case relu
  /// |x|.
  case abs
  /// −1, 0 or 1.
  case sign
  /// The largest integer not above x.
  case floor
  /// The smallest integer not below x.
  case ceil
  /// The nearest integer, ties to even.
  case round
  /// x without its fraction.
  case trunc

  var savesValues: Bool {
    switch self {
    case .alias, .detach, .negate, .sign, .floor, .ceil, .round, .trunc: false
    case .exp, .expm1, .log, .log2, .log10, .log1p, .sqrt, .rsqrt, .reciprocal, .sin, .cos, .tan,
      .asin, .acos, .atan, .sinh, .cosh, .tanh, .erf, .sigmoid, .relu, .abs:
      true
    }
  }

  /// What a node y = f(x) sends to x: the upstream gradient times the local derivative f′(x), in
  /// the order of operations, and with the values at kinks, of PyTorch's `derivatives.yaml`.
  ///
  /// With an upstream gradient of one it is the local derivative itself.
  public func contribution<N: Number>(upstream g: N, x: N, output y: N) -> N {
    switch self {
    case .alias: g
    case .detach, .sign, .floor, .ceil, .round, .trunc: g.zero
    case .negate: -g
    case .exp: g * y
    case .expm1: g * (y + y.one)
    case .log: g / x
    case .log2: g / (x * x.constant(0.6931471805599453))
    case .log10: g / (x * x.constant(2.302585092994046))
    case .log1p: g / (x + x.one)
    case .sqrt: g / (y.constant(2) * y)
    case .rsqrt: y.constant(-0.5) * g * y.raised(to: 3)
    case .reciprocal: -g * (y * y)
    case .sin: g * x.applying(.cos)
    case .cos: g * -x.applying(.sin)
    case .tan: g * (y.raised(to: 2) + y.one)
    case .asin: g * (-x * x + x.one).applying(.rsqrt)
    case .acos: g * -(-x * x + x.one).applying(.rsqrt)
    case .atan: g / (x * x + x.one)
    case .sinh: g * x.applying(.cosh)
    case .cosh: g * x.applying(.sinh)
    case .tanh: g * (y.one - y * y)
    case .erf: g * (x.constant(1.1283791670955126) * (-(x * x)).applying(.exp))
    case .sigmoid: g * (y.one - y) * y
    case .relu: y.number > 0 || y.number.isNaN ? g : g.zero
    case .abs: g * x.applying(.sign)
    }
  }
}
