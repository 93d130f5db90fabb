import CStandard

/// Numbers as C's `printf` writes them, which is how Python and PyTorch write theirs too.
package enum DecimalText {
  /// With a number of digits behind the point: `%.3f`.
  package static func fixed(_ value: Double, digits: Int) -> String {
    text(value, digits, format_fixed)
  }

  /// With an exponent, and a number of digits behind the point before it: `%.3e`.
  package static func scientific(_ value: Double, digits: Int) -> String {
    text(value, digits, format_scientific)
  }

  /// With a number of significant digits, whichever of both is shorter: `%.6g`.
  package static func general(_ value: Double, digits: Int) -> String {
    text(value, digits, format_general)
  }

  private static func text(
    _ value: Double, _ digits: Int,
    _ format: (UnsafeMutablePointer<CChar>?, Int, Int32, Double) -> Int32
  ) -> String {
    let length = Int(format(nil, 0, Int32(clamping: digits), value))
    return String(unsafeUninitializedCapacity: length + 1) { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        _ = format(characters.baseAddress, length + 1, Int32(clamping: digits), value)
      }
      return length
    }
  }
}
