extension Value {
  // Written out beside those of `Number`, so that the compiler chooses the primitive, not the run.
  /// The sum.
  public static func + (a: Value, b: Value) -> Value { a.applying(.add, b) }
  /// The difference.
  public static func - (a: Value, b: Value) -> Value { a.applying(.subtract, b) }
  /// The product.
  public static func * (a: Value, b: Value) -> Value { a.applying(.multiply, b) }
  /// The quotient.
  public static func / (a: Value, b: Value) -> Value { a.applying(.divide, b) }

  /// The sum with a number.
  public static func + (a: Value, b: Double) -> Value { a + a.constant(b) }
  /// The sum with a number.
  public static func + (a: Double, b: Value) -> Value { b.constant(a) + b }
  /// The difference from a number.
  public static func - (a: Value, b: Double) -> Value { a - a.constant(b) }
  /// The difference from a number.
  public static func - (a: Double, b: Value) -> Value { b.constant(a) - b }
  /// The product with a number.
  public static func * (a: Value, b: Double) -> Value { a * a.constant(b) }
  /// The product with a number.
  public static func * (a: Double, b: Value) -> Value { b.constant(a) * b }
  /// The quotient by a number.
  public static func / (a: Value, b: Double) -> Value { a / a.constant(b) }
  /// The quotient of a number.
  public static func / (a: Double, b: Value) -> Value { b.constant(a) / b }

  /// The value raised to a fixed exponent.
  public func pow(_ exponent: Double) -> Value { applying(.power, constant(exponent)) }
  /// The value raised to another.
  public func pow(_ exponent: Value) -> Value { applying(.power, exponent) }
  /// e to the value.
  public func exp() -> Value { applying(.exp) }
  /// The natural logarithm.
  public func log() -> Value { applying(.log) }
  /// The square root.
  public func sqrt() -> Value { applying(.sqrt) }
  /// The sine.
  public func sin() -> Value { applying(.sin) }
  /// The cosine.
  public func cos() -> Value { applying(.cos) }
  /// The hyperbolic tangent.
  public func tanh() -> Value { applying(.tanh) }
  /// The logistic function.
  public func sigmoid() -> Value { applying(.sigmoid) }
  /// The value where it is positive, zero elsewhere; slope 0 at 0.
  public func relu() -> Value { applying(.relu) }
  /// The absolute value; slope 0 at 0.
  public func abs() -> Value { applying(.abs) }
}
