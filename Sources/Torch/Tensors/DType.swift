import Autograd

/// What the elements of a tensor are.
package enum DType: CaseIterable, Sendable {
  /// True or false.
  case bool
  /// Whole numbers from 0 to 255.
  case uint8
  /// Whole numbers of 8 bits with a sign.
  case int8
  /// Whole numbers of 16 bits with a sign.
  case int16
  /// Whole numbers of 32 bits with a sign.
  case int32
  /// Whole numbers of 64 bits with a sign: what PyTorch makes of Python's integers.
  case int64
  /// IEEE 754's binary16.
  case float16
  /// IEEE 754's binary32: what PyTorch makes of Python's floats by default.
  case float32
  /// IEEE 754's binary64.
  case float64

  /// The name after `torch.`.
  package var name: String {
    switch self {
    case .bool: "bool"
    case .uint8: "uint8"
    case .int8: "int8"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .float16: "float16"
    case .float32: "float32"
    case .float64: "float64"
    }
  }

  /// The old-style tensor type, as `Tensor.type()` and error messages name it.
  var legacyName: String {
    switch self {
    case .bool: "Bool"
    case .uint8: "Byte"
    case .int8: "Char"
    case .int16: "Short"
    case .int32: "Int"
    case .int64: "Long"
    case .float16: "Half"
    case .float32: "Float"
    case .float64: "Double"
    }
  }

  var isFloating: Bool { category == .floating }

  /// How many bytes an element takes in PyTorch.
  var size: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .int16, .float16: 2
    case .int32, .float32: 4
    case .int64, .float64: 8
    }
  }

  enum Category: Comparable {
    case bool
    case integer
    case floating
  }

  var category: Category {
    switch self {
    case .bool: .bool
    case .uint8, .int8, .int16, .int32, .int64: .integer
    case .float16, .float32, .float64: .floating
    }
  }

  var precision: Precision {
    switch self {
    case .bool, .uint8, .int8, .int16, .int32, .int64, .float64: .double
    case .float16: .half
    case .float32: .single
    }
  }

  /// The number as this type holds it: rounded, truncated or made 0 or 1.
  func converted(_ value: Double) -> Double {
    switch self {
    case .bool: value != 0 ? 1 : 0
    case .uint8: Double(UInt8(truncatingIfNeeded: Int64(clamping: value)))
    case .int8: Double(Int8(truncatingIfNeeded: Int64(clamping: value)))
    case .int16: Double(Int16(truncatingIfNeeded: Int64(clamping: value)))
    case .int32: Double(Int32(truncatingIfNeeded: Int64(clamping: value)))
    case .int64: value.isFinite ? value.rounded(.towardZero) : Double(Int64(clamping: value))
    case .float16, .float32, .float64: precision.rounded(value)
    }
  }

  /// Whether a number of the program fits, as PyTorch's `Scalar` checks it.
  ///
  /// Infinity and nan fit where the type has them, and bytes take negative whole numbers as those
  /// that they wrap around to.
  func holds(_ value: Double, isWhole: Bool) -> Bool {
    switch self {
    case .bool, .float64: true
    case .uint8: (isWhole ? -255...255 : 0...255).contains(value)
    case .int8: (-128...127).contains(value)
    case .int16: (-32_768...32_767).contains(value)
    case .int32: (-2_147_483_648...2_147_483_647).contains(value)
    case .int64: (-0x1p63..<0x1p63).contains(value)
    case .float16: !value.isFinite || value.magnitude <= 65_504
    case .float32: !value.isFinite || value.magnitude <= Double(Float.greatestFiniteMagnitude)
    }
  }

  /// A number of the program as this type.
  ///
  /// - Throws: RuntimeError for a number that does not fit.
  func converted(_ value: Double, isWhole: Bool) throws(TorchError) -> Double {
    guard holds(value, isWhole: isWhole) else {
      throw .runtime("value cannot be converted to type \(scalarName) without overflow")
    }
    return converted(value)
  }

  /// What C++ calls a number of this type.
  private var scalarName: String {
    switch self {
    case .bool: "bool"
    case .uint8: "uint8_t"
    case .int8: "int8_t"
    case .int16: "int16_t"
    case .int32: "int"
    case .int64: "int64_t"
    case .float16: "c10::Half"
    case .float32: "float"
    case .float64: "double"
    }
  }

  /// The smallest type that holds both.
  func promoted(with other: DType) -> DType {
    if category != other.category { return category > other.category ? self : other }
    // Neither holds all of the other's numbers.
    if self == .uint8, other == .int8 { return .int16 }
    if self == .int8, other == .uint8 { return .int16 }
    let order: [DType] = [
      .bool, .uint8, .int8, .int16, .int32, .int64, .float16, .float32, .float64,
    ]
    let rank = { (type: DType) in order.firstIndex(of: type) ?? 0 }
    return rank(self) >= rank(other) ? self : other
  }
}

extension SignedInteger where Self: FixedWidthInteger {
  /// The number without its fraction, at the end of the range where it does not fit; nan is the
  /// smallest, as the processor's conversion has it.
  init(clamping value: Double) {
    if value.isNaN {
      self = .min
    } else if value >= Double(Self.max) {
      self = .max
    } else if value <= Double(Self.min) {
      self = .min
    } else {
      self = Self(value)
    }
  }
}
