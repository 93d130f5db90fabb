/// A program's text, with its lines found by number.
package final class SourceFile {
  /// What tracebacks call the file.
  package let name: String
  /// The number of the text's first line.
  package let firstLine: Int
  /// Whether the text belongs to a library: no observer and no traceback shows its lines.
  let isLibrary: Bool
  let bytes: [UInt8]
  private let lineStarts: [Int]

  init(_ source: String, name: String, firstLine: Int = 1, isLibrary: Bool = false) {
    self.name = name
    self.firstLine = firstLine
    self.isLibrary = isLibrary
    bytes = SourceFile.unified(Array(source.utf8))
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
    lineStarts = starts
  }

  /// The text with every kind of line end, `\r\n` and `\r` too, as one `\n`.
  private static func unified(_ bytes: [UInt8]) -> [UInt8] {
    let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    guard bytes.contains(carriageReturn) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      if byte == lineFeed, index > 0, bytes[index - 1] == carriageReturn { continue }
      result.append(byte == carriageReturn ? lineFeed : byte)
    }
    return result
  }

  /// The text of a line without its line break, empty outside the file.
  package func text(ofLine line: Int) -> String {
    let index = line - firstLine
    guard lineStarts.indices.contains(index) else { return "" }
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : bytes.count
    let start = lineStarts[index]
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The lines, without their breaks.
  package var lines: [String] {
    lineStarts.indices.map { text(ofLine: firstLine + $0) }
  }

  /// The text of a part of the file.
  package func text(of extent: Extent) -> String {
    let (start, end) = (offset(of: extent.start), offset(of: extent.end))
    return start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
  }

  /// How many bytes stand before a position.
  func offset(of position: Position) -> Int {
    let index = Int(position.line) - firstLine
    guard lineStarts.indices.contains(index) else { return 0 }
    return min(bytes.count, lineStarts[index] + Int(position.column) - 1)
  }

  func failure(
    _ message: String, at position: Position, kind: SyntaxFailure.Kind = .syntax
  ) -> SyntaxFailure {
    let lineText = text(ofLine: Int(position.line))
    let before = lineText.utf8.prefix(max(0, Int(position.column) - 1))
    return SyntaxFailure(
      kind: kind, file: name, line: Int(position.line), column: (String(before)?.count ?? 0) + 1,
      lineText: lineText, message: message)
  }
}
