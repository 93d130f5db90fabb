import CStandard

/// Numbers as C's `printf` writes them, which is how Python and PyTorch write theirs too; in the
/// alternate form always with a point, and with the zeros behind it.
package enum DecimalText {
  /// With a number of digits behind the point: `%.3f`.
  package static func fixed(_ value: Double, digits: Int, isAlternate: Bool = false) -> String {
    text(value, "f", digits, isAlternate)
  }

  /// With an exponent, and a number of digits behind the point before it: `%.3e`.
  package static func scientific(
    _ value: Double, digits: Int, isAlternate: Bool = false
  ) -> String {
    text(value, "e", digits, isAlternate)
  }

  /// With a number of significant digits, whichever of both is shorter: `%.6g`.
  package static func general(_ value: Double, digits: Int, isAlternate: Bool = false) -> String {
    text(value, "g", digits, isAlternate)
  }

  private static func text(
    _ value: Double, _ kind: Unicode.Scalar, _ digits: Int, _ isAlternate: Bool
  ) -> String {
    let kind = CChar(truncatingIfNeeded: kind.value)
    let digits = Int32(clamping: digits)
    let length = Int(format_decimal(nil, 0, kind, isAlternate, digits, value))
    return String(unsafeUninitializedCapacity: length + 1) { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        _ = format_decimal(
          characters.baseAddress, length + 1, kind, isAlternate, digits, value)
      }
      return length
    }
  }
}
