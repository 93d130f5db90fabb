import CStandard

/// Turns text into tokens; indentation becomes `indent` and `dedent`.
struct Lexer {
  private let file: SourceFile
  let bytes: [UInt8]
  var index = 0
  var line: Int
  var lineStart: Int
  private(set) var tokens: [Token] = []
  /// The indentations of the blocks that are open: with tabs to every eighth column, and with tabs
  /// of one column, which must agree.
  private var indents = [(width: 0, narrow: 0)]
  private var brackets: [(symbol: UInt8, position: Position)] = []
  /// Text inside a format string's braces: no indentation, newlines do not count.
  private let isFragment: Bool

  init(_ file: SourceFile) {
    self.file = file
    bytes = file.bytes
    line = file.firstLine
    lineStart = 0
    isFragment = false
  }

  /// A lexer of the text inside the braces of a format string.
  init(fragment: [UInt8], of file: SourceFile, at position: Position) {
    self.file = file
    bytes = fragment
    line = Int(position.line)
    lineStart = 1 - Int(position.column)
    isFragment = true
  }

  mutating func tokenize() throws(SyntaxFailure) -> [Token] {
    if let zero = bytes.firstIndex(of: 0) {
      index = zero
      throw failure("source code string cannot contain null bytes")
    }
    if !isFragment, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    var atLineStart = !isFragment
    while true {
      if atLineStart {
        try indentation()
        atLineStart = false
      }
      skipSpaces()
      guard index < bytes.count else { break }
      let byte = bytes[index]
      if byte == UInt8(ascii: "#") {
        skipComment()
      } else if byte == UInt8(ascii: "\n") {
        if brackets.isEmpty, !isFragment {
          emit(.newline, "\n", from: index, length: 1)
          atLineStart = true
        }
        advanceLine()
      } else if byte == UInt8(ascii: "\\") {
        try continuation()
      } else {
        try token(byte)
      }
    }
    try finish()
    return tokens
  }

  private mutating func finish() throws(SyntaxFailure) {
    if let open = brackets.last {
      throw file.failure(
        "'\(String(UnicodeScalar(open.symbol)))' was never closed", at: open.position)
    }
    if !isFragment {
      if let last = tokens.last, !last.isNewline { emit(.newline, "", from: index, length: 0) }
      for _ in indents.dropFirst() { emit(.dedent, "", from: index, length: 0) }
    }
    emit(.end, "", from: index, length: 0)
  }

  // MARK: Lines

  private mutating func advanceLine() {
    index += 1
    line += 1
    lineStart = index
  }

  private mutating func skipSpaces() {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C: index += 1
      default: return
      }
    }
  }

  private mutating func skipComment() {
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
  }

  private mutating func continuation() throws(SyntaxFailure) {
    index += 1
    guard index < bytes.count else {
      throw failure("unexpected EOF while parsing")
    }
    guard bytes[index] == UInt8(ascii: "\n") else {
      throw failure("unexpected character after line continuation character")
    }
    advanceLine()
  }

  /// Measures the indentation of the next line that holds code.
  private mutating func indentation() throws(SyntaxFailure) {
    while true {
      var width = 0
      var narrow = 0
      scan: while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: " "): (width, narrow) = (width + 1, narrow + 1)
        case UInt8(ascii: "\t"): (width, narrow) = ((width / 8 + 1) * 8, narrow + 1)
        case 0x0C: (width, narrow) = (0, 0)
        default: break scan
        }
        index += 1
      }
      guard index < bytes.count else { return }
      if bytes[index] == UInt8(ascii: "#") { skipComment() }
      if index < bytes.count, bytes[index] == UInt8(ascii: "\n") {
        advanceLine()
        continue
      }
      guard index < bytes.count else { return }
      return try changeIndentation(to: width, narrow)
    }
  }

  private mutating func changeIndentation(to width: Int, _ narrow: Int) throws(SyntaxFailure) {
    if width > indents[indents.count - 1].width {
      guard narrow > indents[indents.count - 1].narrow else { throw mixedTabs() }
      guard indents.count < 100 else {
        throw failure("too many levels of indentation", kind: .indentation)
      }
      indents.append((width, narrow))
      emit(.indent, "", from: index, length: 0)
      return
    }
    while width < indents[indents.count - 1].width {
      indents.removeLast()
      emit(.dedent, "", from: index, length: 0)
    }
    guard width == indents[indents.count - 1].width else {
      throw failure(
        "unindent does not match any outer indentation level", kind: .indentation)
    }
    guard narrow == indents[indents.count - 1].narrow else { throw mixedTabs() }
  }

  private func mixedTabs() -> SyntaxFailure {
    failure("inconsistent use of tabs and spaces in indentation", kind: .tab)
  }

  // MARK: Tokens

  private mutating func token(_ byte: UInt8) throws(SyntaxFailure) {
    if isDigit(byte) || (byte == UInt8(ascii: ".") && isDigit(peek(1))) {
      return try number()
    }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      return try string(prefixLength: 0)
    }
    if isNameStart(byte) { return try nameOrString() }
    for symbol in Token.symbols[byte] ?? []
    where symbol.indices.allSatisfy({ peek($0) == symbol[$0] }) {
      try track(symbol)
      emit(.symbol, String(decoding: symbol, as: UTF8.self), from: index, length: symbol.count)
      index += symbol.count
      return
    }
    let shown = String(UnicodeScalar(byte))
    throw failure(
      byte == 0x24 || byte == 0x3F || byte == 0x21 || byte == 0x60
        ? "invalid syntax"
        : "invalid non-printable character U+\(hex(byte))\(shown.isEmpty ? "" : "")")
  }

  private func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  private mutating func track(_ symbol: [UInt8]) throws(SyntaxFailure) {
    switch symbol[0] {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      guard brackets.count < 200 else { throw failure("too many nested parentheses") }
      brackets.append((symbol[0], position(index)))
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      let closing = String(UnicodeScalar(symbol[0]))
      guard let open = brackets.popLast() else { throw failure("unmatched '\(closing)'") }
      let expected: [UInt8: String] = [0x28: ")", 0x5B: "]", 0x7B: "}"]
      guard expected[open.symbol] == closing else {
        let opening = String(UnicodeScalar(open.symbol))
        let onLine = Int(open.position.line) == line ? "" : " on line \(open.position.line)"
        throw failure(
          "closing parenthesis '\(closing)' does not match opening parenthesis '\(opening)'\(onLine)"
        )
      }
    default: break
    }
  }

  private mutating func nameOrString() throws(SyntaxFailure) {
    let start = index
    var end = index
    while end < bytes.count, isNameStart(bytes[end]) || isDigit(bytes[end]) { end += 1 }
    if end < bytes.count, end - start <= 2,
      bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'"),
      bytes[start..<end].allSatisfy({ "rRbBfFuU".utf8.contains($0) })
    {
      return try string(prefixLength: end - start)
    }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    if let bad = text.unicodeScalars.first(where: { !$0.isASCII && !$0.properties.isXIDContinue }) {
      let code = String(bad.value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      throw failure("invalid character '\(bad)' (U+\(padded))")
    }
    let kind: Token.Kind = Token.keywords.contains(text) ? .keyword : .name
    // Letters that only look different, such as ligatures, name the same thing.
    let name =
      text.utf8.allSatisfy { $0 < 0x80 } ? text : text.compatibilityForm
    emit(kind, name, from: start, length: end - start)
    index = end
  }

  mutating func emit(_ kind: Token.Kind, _ text: String, from start: Int, length: Int) {
    let extent = Extent(start: position(start), end: position(start + length))
    tokens.append(Token(kind: kind, text: text, extent: extent))
  }

  mutating func emit(_ token: Token) {
    tokens.append(token)
  }

  func position(_ offset: Int) -> Position {
    Position(
      line: Int32(truncatingIfNeeded: line),
      column: Int32(truncatingIfNeeded: offset - lineStart + 1))
  }

  func peek(_ distance: Int) -> UInt8 {
    index + distance < bytes.count ? bytes[index + distance] : 0
  }

  func failure(_ message: String, kind: SyntaxFailure.Kind = .syntax) -> SyntaxFailure {
    file.failure(message, at: position(index), kind: kind)
  }

  func failure(_ message: String, at position: Position) -> SyntaxFailure {
    file.failure(message, at: position)
  }

  func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  func isNameStart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
}
