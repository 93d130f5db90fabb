/// The digits of a number as a program writes them into a string, for `int` and `float`.
enum NumberDigits {
  /// Digits of other scripts as ASCII; nil if a character is neither ASCII nor such a digit.
  ///
  /// Source: `_PyUnicode_TransformDecimalAndSpaceToASCII` in CPython's `Objects/unicodeobject.c`.
  static func ascii(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
      } else if scalar.isPythonSpace {
        bytes.append(UInt8(ascii: " "))
      } else if scalar.properties.numericType == .decimal,
        let value = scalar.properties.numericValue
      {
        bytes.append(UInt8(ascii: "0") + UInt8(value))
      } else {
        return nil
      }
    }
    let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return Array(bytes[first...last])
  }

  /// The value of a digit in bases up to 36.
  static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x61...0x7A: Int(byte) - 0x61 + 10
    case 0x41...0x5A: Int(byte) - 0x41 + 10
    default: nil
    }
  }

  /// The text without the underscores between digits; nil where one stands elsewhere.
  static func withoutUnderscores(_ bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var previous = UInt8(0)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "_") {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        guard (0x30...0x39).contains(previous), (0x30...0x39).contains(next) else { return nil }
      } else {
        result.append(byte)
      }
      previous = byte
    }
    return result
  }
}

extension Unicode.Scalar {
  /// What `str.isspace`, `split` and `strip` take for blank.
  var isPythonSpace: Bool {
    properties.isWhitespace || (0x1C...0x1F).contains(value)
  }
}
