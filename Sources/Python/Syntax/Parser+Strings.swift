extension Parser {
  // strings: STRING+
  mutating func strings() throws(SyntaxFailure) -> Expression {
    let start = current.position
    if case .bytes = current.kind { return try bytes(start) }
    var pieces: [FormatPiece] = []
    var isFormatted = false
    while true {
      let token = current
      if case .string = token.kind {
        Parser.append(token.text, to: &pieces)
      } else if case .formatString(let isRaw) = token.kind {
        isFormatted = true
        var reader = FormatReader(
          bytes: Array(token.text.utf8), isRaw: isRaw,
          position: token.contentPosition ?? token.position)
        for piece in try formatPieces(&reader, nesting: 0) {
          if case .literal(let text) = piece {
            Parser.append(text, to: &pieces)
          } else {
            pieces.append(piece)
          }
        }
      } else {
        if case .bytes = token.kind {
          throw failure("cannot mix bytes and nonbytes literals", at: start)
        }
        break
      }
      index += 1
    }
    if !isFormatted {
      if case .literal(let text)? = pieces.first {
        return Expression(kind: .constant(.string(text)), extent: extent(from: start))
      }
      return Expression(kind: .constant(.string("")), extent: extent(from: start))
    }
    return Expression(kind: .formatted(pieces), extent: extent(from: start))
  }

  // A bytes literal, or several that stand one after another.
  private mutating func bytes(_ start: Position) throws(SyntaxFailure) -> Expression {
    var elements: [UInt8] = []
    while case .bytes(let part) = current.kind {
      elements += part
      index += 1
    }
    switch current.kind {
    case .string, .formatString:
      throw failure("cannot mix bytes and nonbytes literals", at: start)
    default: break
    }
    return Expression(
      kind: .constant(.bytes(BytesObject(elements))), extent: extent(from: start))
  }

  private static func append(_ text: String, to pieces: inout [FormatPiece]) {
    guard case .literal(var before)? = pieces.last else {
      pieces.append(.literal(text))
      return
    }
    // Taken out, so that it grows where it is.
    pieces.removeLast()
    before += text
    pieces.append(.literal(before))
  }

  /// The text of a format string, read from left to right.
  struct FormatReader {
    let bytes: [UInt8]
    let isRaw: Bool
    var index = 0
    /// How far lines have been counted, and where that is in the file.
    private var counted = 0
    private var place: Position

    init(bytes: [UInt8], isRaw: Bool, position: Position) {
      self.bytes = bytes
      self.isRaw = isRaw
      place = position
    }

    var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Where a byte stands in the file, not before one that was asked for earlier.
    mutating func position(of offset: Int) -> Position {
      var (line, column) = (place.line, place.column)
      let end = min(offset, bytes.count)
      for byte in bytes[min(counted, end)..<end] {
        if byte == UInt8(ascii: "\n") {
          line += 1
          column = 1
        } else {
          column += 1
        }
      }
      counted = max(counted, end)
      place = Position(line: line, column: column)
      return place
    }
  }

  // fstring: (literal | '{{' | '}}' | '{' expression ['='] ['!' conversion] [':' spec] '}')*
  private mutating func formatPieces(
    _ reader: inout FormatReader, nesting: Int
  ) throws(SyntaxFailure) -> [FormatPiece] {
    guard nesting < 2 else { throw failure("f-string: expressions nested too deeply") }
    var pieces: [FormatPiece] = []
    var literal: [UInt8] = []
    while let byte = reader.byte {
      let doubled =
        nesting == 0 && reader.index + 1 < reader.bytes.count
        && reader.bytes[reader.index + 1] == byte
      if byte == UInt8(ascii: "{"), doubled || isNamedEscape(reader) {
        literal.append(byte)
        reader.index += doubled ? 2 : 1
      } else if byte == UInt8(ascii: "{") {
        try flush(&literal, reader, into: &pieces)
        reader.index += 1
        try field(&reader, nesting: nesting, into: &pieces)
      } else if byte == UInt8(ascii: "}") {
        if nesting > 0 { break }
        guard doubled else { throw failure("f-string: single '}' is not allowed") }
        literal.append(byte)
        reader.index += 2
      } else {
        literal.append(byte)
        reader.index += 1
        if byte == UInt8(ascii: "\\"), let escaped = reader.byte, !reader.isRaw,
          escaped != UInt8(ascii: "{"), escaped != UInt8(ascii: "}")
        {
          literal.append(escaped)
          reader.index += 1
        }
      }
    }
    try flush(&literal, reader, into: &pieces)
    return pieces
  }

  private func isNamedEscape(_ reader: FormatReader) -> Bool { false }

  private func flush(
    _ literal: inout [UInt8], _ reader: FormatReader, into pieces: inout [FormatPiece]
  ) throws(SyntaxFailure) {
    guard !literal.isEmpty else { return }
    let text =
      reader.isRaw
      ? String(decoding: literal, as: UTF8.self)
      : try Lexer.unescape(literal[...]) { failure($0) }
    Parser.append(text, to: &pieces)
    literal = []
  }

  private mutating func field(
    _ reader: inout FormatReader, nesting: Int, into pieces: inout [FormatPiece]
  ) throws(SyntaxFailure) {
    let start = reader.index
    let position = reader.position(of: start)
    var end = try fieldEnd(&reader)
    let source = reader.bytes[start..<end]
    guard source.contains(where: { $0 > 0x20 }) else {
      throw failure(
        reader.byte == UInt8(ascii: "!")
          ? "f-string: expression required before '!'" : "f-string: empty expression not allowed")
    }
    var isSelfDocumenting = false
    var conversion: FormatPiece.Conversion?
    var last = end - 1
    while last > start, reader.bytes[last] == 0x20 { last -= 1 }
    if reader.bytes[last] == UInt8(ascii: "="), last > start,
      !"=!<>".utf8.contains(reader.bytes[last - 1])
    {
      isSelfDocumenting = true
      Parser.append(String(decoding: source, as: UTF8.self), to: &pieces)
      end = last
    }
    if reader.byte == UInt8(ascii: "!") {
      let letter = reader.index + 1 < reader.bytes.count ? reader.bytes[reader.index + 1] : 0
      conversion = FormatPiece.Conversion(rawValue: String(UnicodeScalar(letter)))
      guard conversion != nil else {
        throw failure(
          "f-string: invalid conversion character: expected 's', 'r', or 'a'")
      }
      reader.index += 2
    }
    var spec: [FormatPiece] = []
    if reader.byte == UInt8(ascii: ":") {
      reader.index += 1
      spec = try formatPieces(&reader, nesting: nesting + 1)
    } else if isSelfDocumenting, conversion == nil {
      conversion = .repr
    }
    guard reader.byte == UInt8(ascii: "}") else { throw failure("f-string: expecting '}'") }
    reader.index += 1
    let value = try embedded(Array(reader.bytes[start..<end]), at: position)
    if case .starred = value.kind {
      throw failure("f-string: cannot use starred expression here")
    }
    pieces.append(.field(value, conversion: conversion, spec: spec))
  }

  /// Finds where the expression in braces ends: at `!`, `:` or `}` outside brackets and quotes.
  private func fieldEnd(_ reader: inout FormatReader) throws(SyntaxFailure) -> Int {
    var brackets = 0
    var quote: UInt8?
    while let byte = reader.byte {
      let following = reader.index + 1 < reader.bytes.count ? reader.bytes[reader.index + 1] : 0
      if byte == UInt8(ascii: "\\") {
        throw failure("f-string expression part cannot include a backslash")
      }
      if let open = quote {
        if byte == open { quote = nil }
      } else {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): quote = byte
        case UInt8(ascii: "#"): throw failure("f-string expression part cannot include '#'")
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
        case UInt8(ascii: "}") where brackets == 0: return reader.index
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): brackets -= 1
        case UInt8(ascii: ":") where brackets == 0: return reader.index
        case UInt8(ascii: "!") where brackets == 0 && following != UInt8(ascii: "="):
          return reader.index
        case UInt8(ascii: "!"): reader.index += 1
        default: break
        }
      }
      reader.index += 1
    }
    throw failure("f-string: expecting '}'")
  }

  private mutating func embedded(
    _ source: [UInt8], at position: Position
  ) throws(SyntaxFailure) -> Expression {
    var inner = try Parser(
      fragment: source, of: file, at: position, scopes: scopes, depth: depth + 1)
    guard depth < 100 else { throw failure("f-string: expressions nested too deeply") }
    let value = inner.atKeyword("yield") ? try inner.yield() : try inner.expressionList()
    guard inner.current.isEnd else { throw inner.failure("f-string: invalid syntax") }
    return value
  }
}
