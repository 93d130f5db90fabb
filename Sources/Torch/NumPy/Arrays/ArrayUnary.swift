import Autograd
import CStandard

/// A function of one array, element by element, by its name in NumPy.
enum ArrayUnary: String, CaseIterable {
  case exp
  case exp2
  case expm1
  case log
  case log2
  case log10
  case log1p
  case sqrt
  case cbrt
  case sin
  case cos
  case tan
  case arcsin
  case arccos
  case arctan
  case sinh
  case cosh
  case tanh
  case arcsinh
  case arccosh
  case arctanh
  case degrees
  case radians
  case square
  case reciprocal
  case absolute
  case fabs
  case negative
  case positive
  case sign
  case floor
  case ceil
  case trunc
  case rint
  case invert
  case isnan
  case isinf
  case isfinite
  case signbit
  case logicalNot = "logical_not"

  /// The types that the operand is brought to, and that the result has.
  func types(for type: DType) throws(TorchError) -> (operand: DType, result: DType) {
    switch self {
    case .exp, .exp2, .expm1, .log, .log2, .log10, .log1p, .sqrt, .cbrt, .sin, .cos, .tan, .arcsin,
      .arccos, .arctan, .sinh, .cosh, .tanh, .arcsinh, .arccosh, .arctanh, .degrees, .radians,
      .rint, .fabs:
      return (type.ofFunctions, type.ofFunctions)
    case .square, .reciprocal, .positive, .sign:
      guard type != .bool else {
        if self == .square || self == .reciprocal { return (.int8, .int8) }
        throw .noLoop(rawValue)
      }
      return (type, type)
    case .absolute, .floor, .ceil, .trunc: return (type, type)
    case .negative:
      guard type != .bool else {
        throw .type(
          "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or "
            + "the logical_not function instead.")
      }
      return (type, type)
    case .invert:
      guard !type.isFloating else { throw .noLoop(rawValue) }
      return (type, type)
    case .isnan, .isinf, .isfinite, .signbit, .logicalNot: return (type, .bool)
    }
  }

  func callAsFunction(
    _ x: NDArray
  ) throws(TorchError) -> (array: NDArray, slips: FloatingPointSlips) {
    let (operand, result) = try types(for: x.dtype)
    let source = x.cast(to: operand).values
    var values = apply(source, operand)
    var slips: FloatingPointSlips = []
    if result.isFloating {
      if result != .float64 { values = values.map { result.precision.rounded($0) } }
      for (before, after) in zip(source, values) where !after.isFinite {
        slips.formUnion(.between(before, 0, after) { x, _ in isPole(x) })
      }
    } else if result.category == .integer {
      try result.settle(&values)
    }
    return (NDArray(values, shape: x.shape, dtype: result), slips)
  }

  private func isPole(_ x: Double) -> Bool {
    switch self {
    case .log, .log2, .log10, .reciprocal: x == 0
    case .log1p: x == -1
    case .arctanh: x.magnitude == 1
    default: false
    }
  }

  private func apply(_ x: [Double], _ type: DType) -> [Double] {
    switch self {
    case .exp: x.map { CStandard.exp($0) }
    case .exp2: x.map { CStandard.exp2($0) }
    case .expm1: x.map { CStandard.expm1($0) }
    case .log: x.map { CStandard.log($0) }
    case .log2: x.map { CStandard.log2($0) }
    case .log10: x.map { CStandard.log10($0) }
    case .log1p: x.map { CStandard.log1p($0) }
    case .sqrt: x.map { $0.squareRoot() }
    case .cbrt: x.map(cubeRoot)
    case .sin: x.map { CStandard.sin($0) }
    case .cos: x.map { CStandard.cos($0) }
    case .tan: x.map { CStandard.tan($0) }
    case .arcsin: x.map { asin($0) }
    case .arccos: x.map { acos($0) }
    case .arctan: x.map { atan($0) }
    case .sinh: x.map { CStandard.sinh($0) }
    case .cosh: x.map { CStandard.cosh($0) }
    case .tanh: x.map { CStandard.tanh($0) }
    case .arcsinh: x.map { asinh($0) }
    case .arccosh: x.map { acosh($0) }
    case .arctanh: x.map { atanh($0) }
    case .degrees: x.map { $0 * (180 / .pi) }
    case .radians: x.map { $0 * (.pi / 180) }
    case .square: x.map { $0 * $0 }
    case .reciprocal: type.isFloating ? x.map { 1 / $0 } : x.map { (1 / $0).rounded(.towardZero) }
    case .absolute, .fabs: x.map { $0.magnitude }
    case .negative: x.map { type.isFloating ? -$0 : 0 - $0 }
    case .positive: x
    case .sign: x.map { $0 > 0 ? 1 : $0 < 0 ? -1 : $0.isNaN ? .nan : 0 }
    case .floor: x.map { $0.rounded(.down) }
    case .ceil: x.map { $0.rounded(.up) }
    case .trunc: x.map { $0.rounded(.towardZero) }
    case .rint: x.map { $0.rounded(.toNearestOrEven) }
    case .invert: x.map { type == .bool ? 1 - $0 : -$0 - 1 }
    case .isnan: x.map { $0.isNaN ? 1 : 0 }
    case .isinf: x.map { $0.isInfinite ? 1 : 0 }
    case .isfinite: x.map { $0.isFinite ? 1 : 0 }
    case .signbit: x.map { $0.sign == .minus ? 1 : 0 }
    case .logicalNot: x.map { $0 == 0 ? 1 : 0 }
    }
  }
}

/// The cube root, with a step of Newton's method after the library's, which may be off by a digit.
private func cubeRoot(_ x: Double) -> Double {
  let root = cbrt(x)
  guard root != 0, root.isFinite else { return root }
  return root - (root * root * root - x) / (3 * root * root)
}
