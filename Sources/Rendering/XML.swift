/// Text made safe for XML and HTML, in element content and in double-quoted attributes: the one
/// place where pictures escape.
///
/// Control characters, which XML 1.0 cannot hold at all, become U+FFFD.
package func escaped(_ text: some StringProtocol) -> String {
  if text.utf8.allSatisfy(isPlain) { return String(text) }
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\t", "\n", "\r": result += " "
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// Whether a byte is a printable ASCII character that no markup gives a meaning, or begins or goes
/// on with a letter beyond ASCII that is no control character.
private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
    UInt8(ascii: "'"):
    false
  case 0x20...0x7E, 0x80...0xC1, 0xC3...0xEE: true
  default: false
  }
}

/// Bytes of a document in the making: faster than joining strings, and free of locales.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { bytes += $0 }
  }

  mutating func write(text: String) {
    bytes += text.utf8
  }

  /// A coordinate: at most two decimals, and none that are zero.
  mutating func write(_ number: Double) {
    precondition(number.magnitude < 1e9, "coordinate \(number)")
    let hundredths = Int64((number * 100).rounded())
    if hundredths < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = hundredths.magnitude
    bytes += "\(magnitude / 100)".utf8
    let fraction = UInt8(magnitude % 100)
    guard fraction > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(UInt8(ascii: "0") + fraction / 10)
    if fraction % 10 > 0 { bytes.append(UInt8(ascii: "0") + fraction % 10) }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
