/// What a primitive may do with its numbers.
///
/// Three readings conform: ``Real`` computes, ``Value`` records what it computes (which gives
/// higher-order gradients), and a formula explains it. A rule that branches looks at
/// ``number``, which every reading knows.
public protocol Number {
  /// The number itself, whatever else the reading keeps.
  var number: Double { get }

  /// A fixed number in the same reading.
  func constant(_ value: Double) -> Self
  /// A primitive of one operand, applied to this one.
  func applying(_ operation: Unary) -> Self
  /// A primitive of two operands, applied to this one and another.
  func applying(_ operation: Binary, _ other: Self) -> Self
}

extension Number {
  /// The sum.
  public static func + (a: Self, b: Self) -> Self { a.applying(.add, b) }
  /// The difference.
  public static func - (a: Self, b: Self) -> Self { a.applying(.subtract, b) }
  /// The product.
  public static func * (a: Self, b: Self) -> Self { a.applying(.multiply, b) }
  /// The quotient.
  public static func / (a: Self, b: Self) -> Self { a.applying(.divide, b) }
  /// The negative.
  public static prefix func - (a: Self) -> Self { a.applying(.negate) }

  /// Zero, by the same reading of numbers.
  package var zero: Self { constant(0) }
  /// One, by the same reading of numbers.
  package var one: Self { constant(1) }
  func raised(to exponent: Double) -> Self { applying(.power, constant(exponent)) }
}
