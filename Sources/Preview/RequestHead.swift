/// What a request begins with: its first line and its headers.
package struct RequestHead: Equatable {
  var method: String
  /// What is asked for, as the first line has it: the path with its query.
  package var target: String
  /// By name in small letters; values under one name are joined by commas.
  package var headers: [String: String] = [:]
  /// Whether another request may follow on the same connection.
  package var keepsAlive: Bool

  /// Reads the lines of a head, without their ends.
  init(_ lines: [Substring]) throws(RequestHeadError) {
    let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0].utf8.allSatisfy(Self.isTokenByte), !words[0].isEmpty,
      !words[1].isEmpty, words[1].utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
      words[2].hasPrefix("HTTP/")
    else { throw .malformed }
    guard words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else { throw .unknownVersion }
    method = String(words[0])
    target = String(words[1])
    keepsAlive = false
    for line in lines.dropFirst() {
      guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { throw .malformed }
      let name = line[..<colon]
      guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else { throw .malformed }
      let value = line[line.utf8.index(after: colon)...].trimmed
      let key = name.lowercased()
      headers[key] = headers[key].map { "\($0), \(value)" } ?? value
    }
    let connection = headers["connection"]?.lowercased() ?? ""
    keepsAlive =
      words[2] == "HTTP/1.1" ? !connection.contains("close") : connection.contains("keep-alive")
    // Nothing that is answered here has a body; what one holds must not be taken for a request.
    if headers["transfer-encoding"] != nil || headers["content-length"].map({ $0 != "0" }) ?? false
    {
      keepsAlive = false
    }
  }

  /// Whether a byte may stand in a method's or a header's name.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

/// Takes the heads of requests out of the bytes that a connection brings, piece by piece.
package struct RequestReader {
  /// The most bytes of a head.
  static let headLimit = 32 << 10
  /// The most bytes of its first line.
  static let lineLimit = 8 << 10

  private var bytes: [UInt8] = []
  /// The bytes that have been looked at.
  private var seen = 0
  /// The lines that are complete, as ranges of the bytes.
  private var lines: [Range<Int>] = []

  /// A reader that has seen no bytes yet.
  package init() {}

  /// Whether no request has begun.
  var isEmpty: Bool { bytes.isEmpty }

  /// Takes what the connection brings next.
  package mutating func add(_ more: [UInt8]) { bytes += more }

  /// The next head, nil until all of it has come.
  package mutating func next() throws(RequestHeadError) -> RequestHead? {
    while let end = bytes[seen...].firstIndex(of: UInt8(ascii: "\n")) {
      let start = lines.last.map { nextLine(after: $0) } ?? lineStart
      let isReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
      let line = start..<(isReturn ? end - 1 : end)
      seen = end + 1
      try checkSize()
      guard line.isEmpty else {
        lines.append(line)
        continue
      }
      // Empty lines before a request are none of it.
      if lines.isEmpty {
        lineStart = seen
        continue
      }
      return try head()
    }
    seen = bytes.count
    try checkSize()
    return nil
  }

  /// Where the first line begins.
  private var lineStart = 0

  private func nextLine(after line: Range<Int>) -> Int {
    bytes[line.upperBound] == UInt8(ascii: "\r") ? line.upperBound + 2 : line.upperBound + 1
  }

  private func checkSize() throws(RequestHeadError) {
    guard seen > Self.lineLimit else { return }
    if lines.first.map({ $0.upperBound > Self.lineLimit }) ?? true { throw .targetTooLong }
    if seen > Self.headLimit { throw .headersTooLarge }
  }

  private mutating func head() throws(RequestHeadError) -> RequestHead {
    var texts: [Substring] = []
    for line in lines {
      guard let text = String(validating: bytes[line], as: UTF8.self) else { throw .malformed }
      texts.append(text[...])
    }
    bytes.removeFirst(seen)
    seen = 0
    lineStart = 0
    lines = []
    return try RequestHead(texts)
  }
}

extension Substring {
  /// Without spaces and tabs around it.
  fileprivate var trimmed: String {
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    let start = drop(while: isSpace)
    return String(start.dropLast(start.reversed().prefix(while: isSpace).count))
  }
}

/// What is wrong with a request, as the status that answers it.
package enum RequestHeadError: Error {
  /// Not of HTTP's form; the answer is 400.
  case malformed
  /// The path is longer than is read; the answer is 414.
  case targetTooLong
  /// There is more of headers than is read; the answer is 431.
  case headersTooLarge
  /// A version of HTTP other than 1.0 and 1.1; the answer is 505.
  case unknownVersion

  var status: Response.Status {
    switch self {
    case .malformed: .badRequest
    case .targetTooLong: .targetTooLong
    case .headersTooLarge: .headersTooLarge
    case .unknownVersion: .unknownVersion
    }
  }
}
