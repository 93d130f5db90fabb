import Lesson

/// Comma-separated values as RFC 4180 has them, and as spreadsheets write them: with a byte order
/// mark, any line ends, semicolons or tabs, and quotes in odd places.
///
/// Common readers give up on a whole file at its first odd quote, and cannot say where;
/// here one bad line costs that line.
package enum CSV {
  /// One row, and the line that it starts on, counted from 1.
  package struct Record: Sendable, Equatable {
    /// The line that the row starts on, counted from 1.
    package var line: Int
    /// The fields, without their quotes.
    package var fields: [String]
  }

  /// A text taken apart.
  package struct Contents: Sendable, Equatable {
    var delimiter: Character
    /// The rows that have anything in them.
    package var records: [Record]
    /// Where a quote opens that never closes; what follows it is one field.
    package var openQuote: Int?
  }

  /// Reads a text.
  ///
  /// - Complexity: O(bytes).
  package static func read(_ text: String) -> Contents {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var reader = Reader(bytes: bytes)
    reader.run()
    return Contents(
      delimiter: Character(Unicode.Scalar(reader.delimiter)), records: reader.records,
      openQuote: reader.openQuote)
  }

  /// One line, with its end; what a spreadsheet would run as a formula is made text.
  package static func line(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  private static func field(_ text: String) -> String {
    let isFormula =
      text.unicodeScalars.first.map { "=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? false
    let isSafe = !isFormula || (try? TypedNumber(text)) != nil && text.allSatisfy(\.isASCII)
    let text = isSafe ? text : "'\(text)"
    guard text.utf8.contains(where: { ",;\"\r\n\t".utf8.contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}

/// A walk over the bytes.
private struct Reader {
  let bytes: [UInt8]
  private(set) var delimiter = UInt8(ascii: ",")
  private(set) var records: [CSV.Record] = []
  private(set) var openQuote: Int?
  private var position = 0
  private var line = 1

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() {
    chooseDelimiter()
    while position < bytes.count {
      let start = line
      let fields = record()
      if fields.contains(where: { !$0.allSatisfy(\.isWhitespace) }) {
        records.append(CSV.Record(line: start, fields: fields))
      }
    }
  }

  /// Takes what the first line has most of; `sep=;` on a line of its own decides.
  private mutating func chooseDelimiter() {
    let first = bytes.prefix { $0 != 10 && $0 != 13 }
    if first.starts(with: "sep=".utf8), first.count == 5, let mark = first.last {
      delimiter = mark
      position = first.count
      skipLineEnd()
      return
    }
    var isQuoted = false
    var counts: [UInt8: Int] = [:]
    for byte in first {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    for mark in [UInt8(ascii: ";"), UInt8(ascii: "\t")]
    where counts[mark, default: 0] > counts[delimiter, default: 0] {
      delimiter = mark
    }
  }

  private mutating func record() -> [String] {
    var fields: [String] = []
    while true {
      fields.append(field())
      guard position < bytes.count, bytes[position] == delimiter else { break }
      position += 1
    }
    skipLineEnd()
    return fields
  }

  /// Up to a delimiter or a line's end, which stay where they are.
  private mutating func field() -> String {
    var content: [UInt8] = []
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      content = quoted()
    }
    while position < bytes.count, ![delimiter, 10, 13].contains(bytes[position]) {
      content.append(bytes[position])
      position += 1
    }
    return String(decoding: content, as: UTF8.self)
  }

  /// Up to the quote that closes, which is passed; two quotes stand for one.
  private mutating func quoted() -> [UInt8] {
    let start = line
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return content }
        position += 1
      } else if byte == 10 || byte == 13 && (position == bytes.count || bytes[position] != 10) {
        line += 1
      }
      content.append(byte)
    }
    openQuote = start
    return content
  }

  private mutating func skipLineEnd() {
    guard position < bytes.count else { return }
    let isReturn = bytes[position] == 13
    position += 1
    if isReturn, position < bytes.count, bytes[position] == 10 { position += 1 }
    line += 1
  }
}
