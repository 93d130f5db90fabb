/// A Python `bytes`, or a `bytearray`, which can be changed.
package final class BytesObject {
  let isMutable: Bool
  var elements: [UInt8]

  init(_ elements: [UInt8], isMutable: Bool = false) {
    self.elements = elements
    self.isMutable = isMutable
  }

  /// `b'…'`, with what is not printable ASCII escaped.
  var literal: String {
    let quote: UInt8 =
      elements.contains(UInt8(ascii: "'")) && !elements.contains(UInt8(ascii: "\"")) ? 0x22 : 0x27
    var text: [UInt8] = [UInt8(ascii: "b"), quote]
    let letters: [UInt8: UInt8] = [
      9: UInt8(ascii: "t"), 10: UInt8(ascii: "n"), 13: UInt8(ascii: "r"), 0x5C: 0x5C,
      quote: quote,
    ]
    for byte in elements {
      if let letter = letters[byte] {
        text += [0x5C, letter]
      } else if (0x20..<0x7F).contains(byte) {
        text.append(byte)
      } else {
        text += "\\x".utf8 + BytesObject.hexadecimal(byte)
      }
    }
    return String(decoding: text + [quote], as: UTF8.self)
  }

  static func hexadecimal(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  /// The string whose code points are the bytes, through which the methods shared with `str` work.
  var latin: String {
    String(String.UnicodeScalarView(elements.map { Unicode.Scalar($0) }))
  }

  /// The bytes of such a string; nil beyond them.
  static func latin(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
