import Questions

/// JSON as a submission may hold it: numbers stay as they were typed, a key that comes twice is an
/// error, and nothing is nested deeper than answers are.
///
/// Foundation's reader takes one of two equal keys and forgets how a number was written; `0.33`
/// and `0.330` are different answers here.
enum AnswerJSON: Sendable, Equatable {
  /// A string, a number as it is written, `true`, or `None` for `null`.
  case scalar(String)
  case list([AnswerJSON])
  /// In the order of the file.
  case object([(key: String, value: AnswerJSON)])

  private static let deepest = 8

  init(_ text: String) throws(AnswerJSONError) {
    var reader = JSONReader(bytes: Array(text.utf8))
    self = try reader.value(depth: Self.deepest)
    try reader.end()
  }

  static func == (one: AnswerJSON, other: AnswerJSON) -> Bool {
    switch (one, other) {
    case (.scalar(let a), .scalar(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.object(let a), .object(let b)):
      a.map(\.key) == b.map(\.key) && a.map(\.value) == b.map(\.value)
    case (.scalar, _), (.list, _), (.object, _): false
    }
  }
}

/// Recursive descent (RFC 8259), with a bound on the depth.
private struct JSONReader {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func value(depth: Int) throws(AnswerJSONError) -> AnswerJSON {
    guard depth > 0 else { throw failure("nested too deep for answers") }
    switch next() {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .list(try elements(depth: depth))
    case UInt8(ascii: "\""): return .scalar(try string())
    case .some: return .scalar(try word())
    case nil: throw failure("ends where a value should stand")
    }
  }

  mutating func end() throws(AnswerJSONError) {
    if next() != nil { throw failure("goes on after its end") }
  }

  private mutating func members(
    depth: Int
  ) throws(AnswerJSONError) -> [(key: String, value: AnswerJSON)] {
    position += 1
    var members: [(key: String, value: AnswerJSON)] = []
    var keys: Set<String> = []
    if take("}") { return members }
    repeat {
      guard next() == UInt8(ascii: "\"") else { throw failure("a key in quotes should stand here") }
      let key = try string()
      guard keys.insert(key).inserted else {
        throw failure("the key \(Visible.line(key)) comes twice")
      }
      guard take(":") else { throw failure("a colon should stand here") }
      members.append((key, try value(depth: depth - 1)))
    } while take(",")
    guard take("}") else { throw failure("a comma or } should stand here") }
    return members
  }

  private mutating func elements(depth: Int) throws(AnswerJSONError) -> [AnswerJSON] {
    position += 1
    var elements: [AnswerJSON] = []
    if take("]") { return elements }
    repeat { elements.append(try value(depth: depth - 1)) } while take(",")
    guard take("]") else { throw failure("a comma or ] should stand here") }
    return elements
  }

  /// A number as it is written, or a word; Python's `None` and `nan` pass, since answers are read
  /// later and by other rules.
  private mutating func word() throws(AnswerJSONError) -> String {
    let start = position
    while position < bytes.count, !" \t\r\n,:]}[{\"".utf8.contains(bytes[position]) {
      position += 1
    }
    guard start < position else { throw failure("a value should stand here") }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    return word == "null" ? "None" : word
  }

  private mutating func string() throws(AnswerJSONError) -> String {
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"): content += try escape()
      case 10: throw failure("a string does not close on its line")
      default: content.append(byte)
      }
    }
    throw failure("a string does not close")
  }

  private mutating func escape() throws(AnswerJSONError) -> [UInt8] {
    guard position < bytes.count else { throw failure("a string does not close") }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "b"), UInt8(ascii: "f"): return [32]
    case UInt8(ascii: "u"):
      var unit = try codeUnit()
      if (0xD800..<0xDC00).contains(unit), bytes[position...].starts(with: "\\u".utf8) {
        position += 2
        unit = 0x1_0000 + (unit - 0xD800) << 10 + (try codeUnit() &- 0xDC00) & 0x3FF
      }
      return Array(String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
    default: throw failure("\\ stands before a character that needs none")
    }
  }

  private mutating func codeUnit() throws(AnswerJSONError) -> UInt32 {
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit),
      let unit = UInt32(digits, radix: 16)
    else { throw failure("four hexadecimal digits should stand after \\u") }
    position += 4
    return unit
  }

  /// The next byte that is no space, which stays.
  private mutating func next() -> UInt8? {
    while position < bytes.count, " \t\r\n".utf8.contains(bytes[position]) { position += 1 }
    return position < bytes.count ? bytes[position] : nil
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard next() == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private func failure(_ text: String) -> AnswerJSONError {
    AnswerJSONError(line: 1 + bytes.prefix(position).count { $0 == 10 }, text: text)
  }
}

/// Where a text stops being JSON, and why.
struct AnswerJSONError: Error, Equatable {
  var line: Int
  var text: String
}
