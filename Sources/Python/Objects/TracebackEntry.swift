/// A frame that an exception left, and what it was doing.
package struct TracebackEntry: Equatable {
  let file: String
  /// The line of the file, counted from 1.
  package let line: Int
  let function: String
  /// The line as it stands in the file.
  let source: String
  let mark: Mark?

  /// The frame as CPython shows it: where, the line, and signs under the part that raised.
  var text: String {
    var text = "  File \"\(file)\", line \(line), in \(function)\n"
    let shown = source.trimmingSpaces()
    if !shown.isEmpty { text += "    \(shown)\n" }
    if let signs = mark?.signs(under: source) { text += "    \(signs)\n" }
    return text
  }
}

/// The part of a program's text that a traceback points at.
struct Mark: Equatable {
  let extent: Extent
  private var focus: Focus?

  /// What is singled out of an expression: it gets `^`, and the rest `~`.
  private enum Focus: Equatable {
    case sign(after: Position, length: Int)
    case index(after: Position)
  }

  init(_ extent: Extent) { self.extent = extent }

  init(_ expression: Expression) {
    var extent = expression.extent
    switch expression.kind {
    case .binary(let operation, let left, _):
      focus = .sign(after: left.extent.end, length: operation.rawValue.utf8.count)
    case .subscripted(let container, _):
      focus = .index(after: container.extent.end)
    case .attribute(_, let name):
      extent = extent.starting(atAttribute: name, ending: extent.end)
    case .call(let node):
      if case .attribute(_, let name) = node.callee.kind {
        extent = extent.starting(atAttribute: name, ending: node.callee.extent.end)
      }
    default: break
    }
    self.extent = extent
  }

  /// The signs under the line without its indentation; nil where they would stand under all of it.
  func signs(under line: String) -> String? {
    let bytes = Array(line.utf8)
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return nil }
    let isOneLine = extent.start.line == extent.end.line
    let start = Int(extent.start.column) - 1
    let end = isOneLine ? Int(extent.end.column) - 1 : last + 1
    guard start >= first, end <= bytes.count, start < end else { return nil }
    let width = { (part: Range<Int>) in String(decoding: bytes[part], as: UTF8.self).count }
    let inner = isOneLine ? focused(bytes, until: end) : nil
    guard inner != nil || width(start..<end) < width(first..<last + 1) else { return nil }
    let signs: String
    if let inner {
      signs =
        String(repeating: "~", count: width(start..<inner.lowerBound))
        + String(repeating: "^", count: width(inner))
        + String(repeating: "~", count: width(inner.upperBound..<end))
    } else {
      signs = String(repeating: "^", count: width(start..<end))
    }
    return String(repeating: " ", count: width(first..<start)) + signs
  }

  private func focused(_ bytes: [UInt8], until end: Int) -> Range<Int>? {
    switch focus {
    case nil: return nil
    case .sign(let after, let length):
      let isBetween = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x29 }
      let start = bytes[Int(after.column - 1)..<end].firstIndex { !isBetween($0) } ?? end
      return start + length <= end ? start..<start + length : nil
    case .index(let after):
      let start = bytes[Int(after.column - 1)..<end].firstIndex(of: UInt8(ascii: "["))
      return start.map { $0..<end }
    }
  }
}

extension Extent {
  /// In a chain over several lines, CPython points at the attribute, not at where the chain starts.
  fileprivate func starting(atAttribute name: String, ending: Position) -> Extent {
    guard ending.line != start.line else { return self }
    let column = ending.column - Int32(name.utf8.count)
    return Extent(start: Position(line: ending.line, column: column), end: end)
  }
}
