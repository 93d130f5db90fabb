/// The encodings of strings that programs name: UTF-8, ASCII and Latin-1, and UTF-16 and 32.
private enum Encoding: String {
  case utf8 = "utf-8"
  case ascii = "ascii"
  case latin1 = "latin-1"

  init?(named name: String) {
    switch name.lowercased().replacing("_", with: "-") {
    case "utf-8", "utf8", "u8": self = .utf8
    case "ascii", "us-ascii", "646": self = .ascii
    case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1", "8859": self = .latin1
    default: return nil
    }
  }

  /// The first code point that the encoding has not.
  var end: UInt32 {
    switch self {
    case .utf8: 0x110000
    case .ascii: 0x80
    case .latin1: 0x100
    }
  }
}

extension Interpreter {
  private func encoding(_ value: Object?) throws(Raised) -> Encoding {
    guard let value else { return .utf8 }
    guard case .string(let name) = unwrapped(value) else {
      throw typeError("argument 'encoding' must be str, not \(typeOf(value).name)")
    }
    if let encoding = Encoding(named: name) { return encoding }
    let known = ["utf-16", "utf16", "utf-32", "utf32", "cp1252", "utf-16-le", "utf-16-be"]
    if known.contains(name.lowercased()) { throw unsupported("the encoding \(name)") }
    throw raise("LookupError", "unknown encoding: \(name)")
  }

  private func errorHandling(_ value: Object?) throws(Raised) -> String {
    guard let value else { return "strict" }
    guard case .string(let name) = unwrapped(value) else {
      throw typeError("argument 'errors' must be str, not \(typeOf(value).name)")
    }
    return name
  }

  /// `str.encode`.
  func encode(_ text: String, _ encoding: Object?, _ errors: Object?) throws(Raised) -> [UInt8] {
    let encoding = try self.encoding(encoding)
    let handling = try errorHandling(errors)
    if encoding == .utf8 { return Array(text.utf8) }
    var bytes: [UInt8] = []
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if scalar.value < encoding.end {
        bytes.append(UInt8(scalar.value))
        continue
      }
      switch handling {
      case "ignore": break
      case "replace": bytes.append(UInt8(ascii: "?"))
      case "xmlcharrefreplace": bytes += "&#\(scalar.value);".utf8
      case "backslashreplace": bytes += asciiEscaped(String(scalar)).utf8
      case "strict":
        var end = index
        while end < scalars.count, scalars[end].value >= encoding.end { end += 1 }
        let place =
          end == index
          ? "character '\(escapedCharacter(scalar))' in position \(index - 1)"
          : "characters in position \(index - 1)-\(end - 1)"
        throw raise(
          "UnicodeEncodeError",
          "'\(encoding.rawValue)' codec can't encode \(place): ordinal not in range(\(encoding.end))"
        )
      default: throw raise("LookupError", "unknown error handler name '\(handling)'")
      }
    }
    return bytes
  }

  private func escapedCharacter(_ scalar: Unicode.Scalar) -> String {
    asciiEscaped(String(scalar))
  }

  /// `bytes.decode`.
  func decode(_ bytes: [UInt8], _ encoding: Object?, _ errors: Object?) throws(Raised) -> String {
    let encoding = try self.encoding(encoding)
    let handling = try errorHandling(errors)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      let length: Int
      let scalar: Unicode.Scalar?
      let reason: String
      switch encoding {
      case .utf8: (length, scalar, reason) = decodeUTF8(bytes, at: index)
      case .ascii, .latin1:
        length = 1
        scalar = UInt32(bytes[index]) < encoding.end ? Unicode.Scalar(bytes[index]) : nil
        reason = "ordinal not in range(128)"
      }
      if let scalar {
        result.append(scalar)
      } else {
        switch handling {
        case "ignore": break
        case "replace": result.append("\u{FFFD}")
        case "backslashreplace":
          for byte in bytes[index..<(index + length)] {
            result.append(
              contentsOf: ("\\x" + String(decoding: BytesObject.hexadecimal(byte), as: UTF8.self))
                .unicodeScalars)
          }
        case "strict":
          let place =
            length == 1
            ? "byte 0x\(String(decoding: BytesObject.hexadecimal(bytes[index]), as: UTF8.self)) in "
              + "position \(index)"
            : "bytes in position \(index)-\(index + length - 1)"
          throw raise(
            "UnicodeDecodeError", "'\(encoding.rawValue)' codec can't decode \(place): \(reason)")
        default: throw raise("LookupError", "unknown error handler name '\(handling)'")
        }
      }
      index += length
    }
    return String(result)
  }

  /// One code point of UTF-8, or how many bytes do not make one, and why.
  private func decodeUTF8(
    _ bytes: [UInt8], at index: Int
  ) -> (length: Int, scalar: Unicode.Scalar?, reason: String) {
    let first = bytes[index]
    if first < 0x80 { return (1, Unicode.Scalar(first), "") }
    let size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(first) else { return (1, nil, "invalid start byte") }
    var value = UInt32(first) & (0x7F >> UInt32(size))
    for offset in 1..<size {
      guard index + offset < bytes.count else {
        return (offset, nil, "unexpected end of data")
      }
      let byte = bytes[index + offset]
      // The second byte's range keeps overlong forms, surrogates and what is too large away.
      let low: UInt8 = offset == 1 ? (first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80) : 0x80
      let high: UInt8 = offset == 1 ? (first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF) : 0xBF
      guard (low...high).contains(byte) else { return (offset, nil, "invalid continuation byte") }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (size, Unicode.Scalar(value), "")
  }
}
