import BigInt

extension Lexer {
  /// Reads an integer or a float, in any base, with underscores.
  mutating func number() throws(SyntaxFailure) {
    let start = index
    let radix: Int? =
      bytes[index] == UInt8(ascii: "0")
      ? [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2][peek(1) | 0x20] : nil
    if let radix {
      index += 2
      return try radixInteger(radix, from: start)
    }
    try digits()
    var isFloat = false
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      isFloat = true
      index += 1
      try digits()
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
      if isDigit(peek(1 + sign)) {
        isFloat = true
        index += 1 + sign
        try digits()
      }
    }
    let text = String(
      decoding: bytes[start..<index].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "j") {
      index += 1
      emit(.imaginary, text, from: start, length: index - start)
      return
    }
    if index < bytes.count, isNameStart(bytes[index]), !startsKeyword() {
      throw failure("invalid decimal literal", at: position(start))
    }
    if isFloat {
      emit(.number(.float(Double(text) ?? .infinity)), text, from: start, length: index - start)
    } else {
      if text.count > 1, text.hasPrefix("0"), text.contains(where: { $0 != "0" }) {
        throw failure(
          "leading zeros in decimal integer literals are not permitted; "
            + "use an 0o prefix for octal integers", at: position(start))
      }
      guard text.count <= 4300 else {
        throw failure(
          "Exceeds the limit (4300 digits) for integer string conversion: value has "
            + "\(text.count) digits; use sys.set_int_max_str_digits() to increase the limit - "
            + "Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
          at: position(start))
      }
      emit(.number(integer(text, radix: 10)), text, from: start, length: index - start)
    }
  }

  private func integer(_ text: String, radix: Int) -> Object {
    if let small = Int(text, radix: radix) { return .int(small) }
    return BigInt(text, radix: radix).map { Object($0) } ?? .int(0)
  }

  private mutating func radixInteger(_ radix: Int, from start: Int) throws(SyntaxFailure) {
    let names = [16: "hexadecimal", 8: "octal", 2: "binary"]
    let first = index
    while index < bytes.count, isNameStart(bytes[index]) || isDigit(bytes[index]) { index += 1 }
    let text = String(
      decoding: bytes[first..<index].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    if let digit = text.utf8.first(where: { isDigit($0) && Int($0) - 0x30 >= radix }) {
      throw failure(
        "invalid digit '\(String(UnicodeScalar(digit)))' in \(names[radix] ?? "") literal",
        at: position(start))
    }
    guard !text.isEmpty, text.utf8.count < 250_000, let value = BigInt(text, radix: radix) else {
      throw failure("invalid \(names[radix] ?? "") literal", at: position(start))
    }
    emit(.number(Object(value)), text, from: start, length: index - start)
  }

  /// `1if x else y` is legal Python: a number may run into a keyword.
  private func startsKeyword() -> Bool {
    var end = index
    while end < bytes.count, isNameStart(bytes[end]) { end += 1 }
    return ["if", "else", "and", "or", "in", "is", "for", "not"]
      .contains(String(decoding: bytes[index..<end], as: UTF8.self))
  }

  private mutating func digits() throws(SyntaxFailure) {
    while index < bytes.count {
      if isDigit(bytes[index]) {
        index += 1
      } else if bytes[index] == UInt8(ascii: "_") {
        guard isDigit(peek(1)) else { throw failure("invalid decimal literal") }
        index += 1
      } else {
        return
      }
    }
  }

  /// The line of the last character, which a final line end does not begin.
  private var lastLine: Int { bytes.last == UInt8(ascii: "\n") ? max(line - 1, 1) : line }

  /// Reads a string of any prefix and quoting.
  mutating func string(prefixLength: Int) throws(SyntaxFailure) {
    let start = position(index)
    let prefix = String(decoding: bytes[index..<index + prefixLength], as: UTF8.self).lowercased()
    index += prefixLength
    let quote = bytes[index]
    let isTriple = peek(1) == quote && peek(2) == quote
    index += isTriple ? 3 : 1
    let contentPosition = position(index)
    let contentStart = index
    let startLine = line
    while true {
      guard index < bytes.count, isTriple || bytes[index] != UInt8(ascii: "\n") else {
        throw failure(
          isTriple
            ? "unterminated triple-quoted string literal (detected at line \(lastLine))"
            : "unterminated string literal (detected at line \(startLine))", at: start)
      }
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "\n") {
          line += 1
          lineStart = index + 1
        }
        index += 1
      } else if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
        break
      } else {
        index += 1
        if byte == UInt8(ascii: "\n") {
          line += 1
          lineStart = index
        }
      }
    }
    let content = bytes[contentStart..<index]
    index += isTriple ? 3 : 1
    let isRaw = prefix.contains("r")
    let text = String(decoding: content, as: UTF8.self)
    let extent = Extent(start: start, end: position(index))
    if prefix.contains("b") {
      guard content.allSatisfy({ $0 < 0x80 }) else {
        throw failure("bytes can only contain ASCII literal characters", at: start)
      }
      let decoded = isRaw ? Array(content) : try Lexer.bytes(content) { failure($0, at: start) }
      emit(Token(kind: .bytes(decoded), text: text, extent: extent))
    } else if prefix.contains("f") {
      emit(
        Token(
          kind: .formatString(isRaw: isRaw), text: text, extent: extent,
          contentPosition: contentPosition))
    } else {
      let decoded = isRaw ? text : try Lexer.unescape(content) { failure($0, at: start) }
      emit(Token(kind: .string, text: decoded, extent: extent))
    }
  }

  private static let singleEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13, UInt8(ascii: "\\"): 92,
    UInt8(ascii: "'"): 39, UInt8(ascii: "\""): 34, UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8,
    UInt8(ascii: "f"): 12, UInt8(ascii: "v"): 11,
  ]

  /// The bytes of a bytes literal, whose escapes are those of one byte.
  static func bytes(
    _ content: ArraySlice<UInt8>, failure: (String) -> SyntaxFailure
  ) throws(SyntaxFailure) -> [UInt8] {
    var result: [UInt8] = []
    var rest = content
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
        result.append(byte)
        continue
      }
      if escape == UInt8(ascii: "\n") { continue }
      if let plain = singleEscapes[escape] {
        result.append(plain)
      } else if escape == UInt8(ascii: "x") {
        guard rest.count >= 2,
          let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        else {
          throw failure("(value error) invalid \\x escape at position 0")
        }
        result.append(value)
        rest = rest.dropFirst(2)
      } else if (0x30...0x37).contains(escape) {
        var code = Int(escape - 0x30)
        var count = 1
        while count < 3, let digit = rest.first, (0x30...0x37).contains(digit) {
          code = code * 8 + Int(digit - 0x30)
          rest.removeFirst()
          count += 1
        }
        result.append(UInt8(truncatingIfNeeded: code))
      } else {
        result += [byte, escape]
      }
    }
    return result
  }

  /// Replaces backslash escapes.
  static func unescape(
    _ content: ArraySlice<UInt8>, failure: (String) -> SyntaxFailure
  ) throws(SyntaxFailure) -> String {
    guard content.contains(UInt8(ascii: "\\")) else {
      return String(decoding: content, as: UTF8.self)
    }
    let widths: [UInt8: Int] = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8]
    var result: [UInt8] = []
    var index = content.startIndex
    while index < content.endIndex {
      let byte = content[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < content.endIndex else {
        result.append(byte)
        continue
      }
      let escape = content[index]
      index += 1
      if escape == UInt8(ascii: "\n") { continue }
      if let plain = singleEscapes[escape] {
        result.append(plain)
      } else if let width = widths[escape] {
        let digits = content[index...].prefix(width).prefix { isHexadecimal($0) }
        let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
        guard digits.count == width else {
          let form = String(UnicodeScalar(escape)) + String(repeating: "X", count: width)
          throw failure(
            undecodable(content, from: index - 2, to: digits.endIndex, "truncated \\\(form) escape")
          )
        }
        guard let scalar = UnicodeScalar(code) else {
          guard code > 0x10FFFF else {
            throw failure("half of a surrogate pair in a string is not supported")
          }
          throw failure(
            undecodable(content, from: index - 2, to: digits.endIndex, "illegal Unicode character"))
        }
        result += Array(String(Character(scalar)).utf8)
        index = digits.endIndex
      } else if escape == UInt8(ascii: "N") {
        let rest = content[index...]
        guard rest.first == UInt8(ascii: "{"), let closing = rest.firstIndex(of: UInt8(ascii: "}")),
          closing > index + 1
        else {
          throw failure(
            undecodable(content, from: index - 2, to: index, "malformed \\N character escape"))
        }
        let name = String(decoding: rest[(index + 1)..<closing], as: UTF8.self)
        index = closing + 1
        guard let scalar = ScalarNames.scalar(named: name) else {
          throw failure(
            undecodable(
              content, from: rest.startIndex - 2, to: index, "unknown Unicode character name"))
        }
        result += Array(String(Character(scalar)).utf8)
      } else if escape >= UInt8(ascii: "0"), escape <= UInt8(ascii: "7") {
        var code = UInt32(escape - 0x30)
        var count = 1
        while count < 3, index < content.endIndex, content[index] >= 0x30, content[index] <= 0x37 {
          code = code * 8 + UInt32(content[index] - 0x30)
          index += 1
          count += 1
        }
        if let scalar = UnicodeScalar(code) { result += Array(String(Character(scalar)).utf8) }
      } else {
        // An unknown escape keeps its backslash.
        result += [byte, escape]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    UnicodeScalar(byte).properties.isASCIIHexDigit
  }

  /// What is wrong with an escape, and where: before it, what is not ASCII counts as an escape.
  private static func undecodable(
    _ content: ArraySlice<UInt8>, from start: Int, to end: Int, _ problem: String
  ) -> String {
    let before = String(decoding: content[..<start], as: UTF8.self)
    let place = before.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 10) }
    return "(unicode error) 'unicodeescape' codec can't decode bytes in position "
      + "\(place)-\(place + end - start - 1): \(problem)"
  }
}

/// The characters by the names that Unicode gives them.
private enum ScalarNames {
  private static let table: [String: Unicode.Scalar] = {
    var table: [String: Unicode.Scalar] = [:]
    for code in UInt32(0x20)...0x10FFFF {
      guard let scalar = Unicode.Scalar(code) else { continue }
      if let name = scalar.properties.name { table[name] = scalar }
      if let alias = scalar.properties.nameAlias { table[alias] = scalar }
    }
    return table
  }()

  static func scalar(named name: String) -> Unicode.Scalar? { table[name.uppercased()] }
}
