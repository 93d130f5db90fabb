struct Token {
  enum Kind {
    case name
    case keyword
    case number(Object)
    /// The imaginary part of a complex number, such as `2j`.
    case imaginary
    case string
    case bytes([UInt8])
    /// The text is as written between the quotes; `isRaw` for `rf"…"`.
    case formatString(isRaw: Bool)
    case symbol
    case newline
    case indent
    case dedent
    case end
  }

  let kind: Kind
  let text: String
  let extent: Extent
  /// Where the text of a format string starts.
  var contentPosition: Position?

  var position: Position { extent.start }

  var isName: Bool { if case .name = kind { true } else { false } }
  var isNewline: Bool { if case .newline = kind { true } else { false } }
  var isEnd: Bool { if case .end = kind { true } else { false } }

  static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
    "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
    "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
    "try", "while", "with", "yield",
  ]

  /// The symbols that start with a byte, longest first, so that the first match is the right one.
  static let symbols = [UInt8: [[UInt8]]](
    grouping: [
      "**=", "//=", ">>=", "<<=", "...", "!=", "==", "<=", ">=", "->", ":=", "+=", "-=", "*=", "/=",
      "%=", "@=", "&=", "|=", "^=", "**", "//", "<<", ">>", "+", "-", "*", "/", "%", "@", "&", "|",
      "^", "~", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", ";", "=",
    ].map { Array($0.utf8) }, by: { $0[0] })
}
