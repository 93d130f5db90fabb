/// The types of NumPy's arrays, as far as tensors have them too.
extension DType {
  /// The letter of a type's kind: `b`, `i`, `u` or `f`.
  var kind: String {
    switch self {
    case .bool: "b"
    case .uint8: "u"
    case .int8, .int16, .int32, .int64: "i"
    case .float16, .float32, .float64: "f"
    }
  }

  /// The letter that C names the type by.
  var letter: String {
    switch self {
    case .bool: "?"
    case .uint8: "B"
    case .int8: "b"
    case .int16: "h"
    case .int32: "i"
    case .int64: "l"
    case .float16: "e"
    case .float32: "f"
    case .float64: "d"
    }
  }

  /// What `dtype.str` shows: byte order, kind and size.
  var code: String {
    switch self {
    case .bool, .uint8, .int8: "|\(kind)\(size)"
    case .int16, .int32, .int64, .float16, .float32, .float64: "<\(kind)\(size)"
    }
  }

  /// Whether an array of this type is shown without its type.
  var isImplied: Bool { self == .float64 || self == .int64 || self == .bool }

  /// The smallest type that holds every number of both.
  ///
  /// Source: <https://numpy.org/neps/nep-0050-scalar-promotion.html>
  package func joined(with other: DType) -> DType {
    if self == other || other == .bool { return self }
    if self == .bool { return other }
    switch (category, other.category) {
    case (.floating, .floating): return size >= other.size ? self : other
    case (.floating, _): return size > other.size ? self : DType.floating(size: 2 * other.size)
    case (_, .floating): return other.joined(with: self)
    default:
      if self == .uint8 || other == .uint8 {
        let signed = self == .uint8 ? other : self
        return signed == .int8 ? .int16 : signed
      }
      return size >= other.size ? self : other
    }
  }

  private static func floating(size: Int) -> DType {
    switch size {
    case ...2: .float16
    case ...4: .float32
    default: .float64
    }
  }

  /// The type of a function that has no whole results, such as `sin`.
  var ofFunctions: DType { isFloating ? self : DType.floating(size: 2 * size) }

  /// The type in which `sum` and `prod` add.
  var ofSums: DType { isFloating ? self : .int64 }

  /// From where on floats are shown with exponents: what the type still holds exactly.
  var largestFixed: Double {
    switch self {
    case .float16: 1e3
    case .float32: 1e6
    case .float64, .bool, .uint8, .int8, .int16, .int32, .int64: 1e8
    }
  }

  /// The whole numbers that a type holds; nil for the types that hold fractions.
  var integerRange: ClosedRange<Int64>? {
    switch self {
    case .bool, .float16, .float32, .float64: nil
    case .uint8: 0...255
    case .int8: -128...127
    case .int16: -32_768...32_767
    case .int32: -2_147_483_648...2_147_483_647
    case .int64: Int64.min...Int64.max
    }
  }

  /// A float as this type holds it; what is out of range becomes what the processor makes of it.
  func truncated(_ value: Double) -> Double {
    switch self {
    case .bool, .float16, .float32, .float64: converted(value)
    case .int64: value.magnitude < 0x1p63 ? value.rounded(.towardZero) : -0x1p63
    case .uint8, .int8, .int16, .int32:
      converted(value.magnitude < 0x1p31 ? value.rounded(.towardZero) : -0x1p31)
    }
  }

  /// Whether values may go from here to there in place: not from a kind to a lower one.
  func isSameKind(as target: DType) -> Bool {
    if category != target.category { return category < target.category }
    return !(kind == "i" && target.kind == "u")
  }

  /// The type of a name or a code, such as `float32`, `f4`, `<f4` or `double`; nil for none of ours.
  init?(numpy name: String) {
    let plain = name.drop { "<=|".contains($0) }
    let aliases: [String: DType] = [
      "float": .float64, "double": .float64, "single": .float32, "half": .float16, "int": .int64,
      "bool_": .bool, "int_": .int64, "intc": .int32, "short": .int16, "byte": .int8,
      "ubyte": .uint8, "long": .int64, "longlong": .int64, "intp": .int64, "int0": .int64,
    ]
    let found =
      aliases[String(plain)]
      ?? DType.allCases.first {
        $0.name == plain || "\($0.kind)\($0.size)" == plain || $0.letter == plain
      }
    guard let found else { return nil }
    self = found
  }
}

/// `(2,3)`, `(3,)` and `()`: a shape as NumPy's messages write it.
func compactTuple(_ shape: [Int]) -> String {
  shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ",") + ")"
}

/// The shape that several broadcast to.
func broadcastShape(_ shapes: [[Int]]) throws(TorchError) -> Shape {
  let rank = shapes.map { $0.count }.max() ?? 0
  var result = [Int](repeating: 1, count: rank)
  for shape in shapes {
    for (back, size) in shape.reversed().enumerated() where size != 1 {
      let place = rank - 1 - back
      guard result[place] == 1 || result[place] == size else {
        throw .value(
          "operands could not be broadcast together with shapes "
            + shapes.map { compactTuple($0) + " " }.joined())
      }
      result[place] = size
    }
  }
  return Shape(result)
}
