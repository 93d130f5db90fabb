/// What NumPy warns of after an operation on floats.
///
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.seterr.html>
struct FloatingPointSlips: OptionSet {
  let rawValue: Int

  static let divide = FloatingPointSlips(rawValue: 1)
  static let over = FloatingPointSlips(rawValue: 2)
  static let invalid = FloatingPointSlips(rawValue: 4)

  /// The slips with the names that `np.errstate` has for them, and their texts.
  static let all: [(slip: FloatingPointSlips, name: String, text: String)] = [
    (.divide, "divide", "divide by zero encountered in"),
    (.over, "over", "overflow encountered in"),
    (.invalid, "invalid", "invalid value encountered in"),
  ]

  /// What happened, if an operation made `result` of two numbers; `isPole` says whether an
  /// infinite result is one at these finite operands.
  static func between(
    _ a: Double, _ b: Double, _ result: Double, isPole: (Double, Double) -> Bool
  ) -> FloatingPointSlips {
    if result.isNaN { return a.isNaN || b.isNaN ? [] : .invalid }
    guard result.isInfinite, a.isFinite, b.isFinite else { return [] }
    return isPole(a, b) ? .divide : .over
  }
}
