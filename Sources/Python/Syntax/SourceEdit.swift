/// A change to a program's text at a place that its tree gives.
package struct SourceEdit: Equatable {
  /// What goes; nothing where its ends are the same.
  package let extent: Extent
  /// What comes in its place.
  package let text: String

  /// Another text for what stands in an extent.
  package init(_ extent: Extent, _ text: String) {
    self.extent = extent
    self.text = text
  }

  /// Something new before a position.
  package init(at position: Position, _ text: String) {
    self.init(Extent(start: position, end: position), text)
  }
}

extension Program {
  /// The program's text with changes.
  ///
  /// A change within another is left out. Every line keeps its number: where a change takes line
  /// breaks away, as many lines are continued.
  ///
  /// - Returns: Nil where a change would bring line breaks of its own.
  package func source(_ edits: [SourceEdit]) -> String? {
    let all = Extent(
      start: Position(line: Int32(file.firstLine), column: 1),
      end: Position(line: .max, column: 1))
    return text(of: all, edits)
  }

  /// The text of a part of the program, with changes.
  package func text(of extent: Extent, _ edits: [SourceEdit]) -> String? {
    let places = edits.map { edit in
      (start: file.offset(of: edit.extent.start), end: file.offset(of: edit.extent.end), edit.text)
    }
    // In order, also of what comes in at the same place.
    let order = places.indices.sorted { (places[$0].start, $0) < (places[$1].start, $1) }
    let end = extent.end.line == .max ? file.bytes.count : file.offset(of: extent.end)
    var next = file.offset(of: extent.start)
    var result: [UInt8] = []
    for place in order.lazy.map({ places[$0] }) where place.start >= next && place.end <= end {
      let lost = file.bytes[place.start..<max(place.start, place.end)].count { $0 == Self.lineFeed }
      let brought = place.2.utf8.count { $0 == Self.lineFeed }
      guard brought <= lost else { return nil }
      result += file.bytes[next..<place.start]
      result += place.2.utf8
      for _ in brought..<lost { result += " \\\n".utf8 }
      next = max(place.start, place.end)
    }
    if next < end { result += file.bytes[next..<end] }
    return String(decoding: result, as: UTF8.self)
  }

  /// Where a sign stands between two expressions, comments apart; nil where it does not.
  package func extent(of sign: String, from start: Position, to end: Position) -> Extent? {
    let sign = Array(sign.utf8)
    var (line, column) = (start.line, start.column)
    var offset = file.offset(of: start)
    let last = file.offset(of: end) - sign.count
    var isComment = false
    while offset <= last {
      let byte = file.bytes[offset]
      if byte == UInt8(ascii: "#") { isComment = true }
      if !isComment, file.bytes[offset...].starts(with: sign) {
        return Extent(
          start: Position(line: line, column: column),
          end: Position(line: line, column: column + Int32(sign.count)))
      }
      if byte == Self.lineFeed {
        isComment = false
        (line, column) = (line + 1, 1)
      } else {
        column += 1
      }
      offset += 1
    }
    return nil
  }

  private static var lineFeed: UInt8 { UInt8(ascii: "\n") }
}

// MARK: Calls

extension Program {
  /// The extents of a call's arguments, each with its keyword and its parentheses.
  private func arguments(of call: Expression, _ node: CallNode) -> [Extent]? {
    let close = Position(line: call.extent.end.line, column: call.extent.end.column - 1)
    var result: [Extent] = []
    var before = node.callee.extent.end
    for (index, argument) in node.arguments.enumerated() {
      guard
        let separator = extent(
          of: index == 0 ? "(" : ",", from: before, to: argument.value.extent.start)
      else { return nil }
      let following = index + 1 < node.arguments.count ? node.arguments[index + 1].value : nil
      before = argument.value.extent.end
      let end =
        following.map { extent(of: ",", from: before, to: $0.extent.start)?.start }
        ?? extent(of: ",", from: before, to: close)?.start ?? close
      guard let end else { return nil }
      result.append(Extent(start: separator.end, end: end))
    }
    return result
  }

  /// A call without one of its arguments.
  package func removing(_ place: Int, from call: Expression, _ node: CallNode) -> SourceEdit? {
    guard let extents = arguments(of: call, node), extents.indices.contains(place) else {
      return nil
    }
    if place > 0 {
      return SourceEdit(Extent(start: extents[place - 1].end, end: extents[place].end), "")
    }
    let close = Position(line: call.extent.end.line, column: call.extent.end.column - 1)
    let end = extents.count > 1 ? extents[1].start : close
    return SourceEdit(Extent(start: extents[0].start, end: end), "")
  }

  /// A call with one argument more.
  package func adding(_ argument: String, to call: Expression, _ node: CallNode) -> SourceEdit {
    let close = Position(line: call.extent.end.line, column: call.extent.end.column - 1)
    guard let last = arguments(of: call, node)?.last else {
      return SourceEdit(at: close, argument)
    }
    return SourceEdit(at: last.end, ", \(argument)")
  }

  /// The name at the end of `owner.name`.
  package func name(of attribute: Expression) -> Extent? {
    guard case .attribute(_, let name) = attribute.kind else { return nil }
    let end = attribute.extent.end
    return Extent(
      start: Position(line: end.line, column: end.column - Int32(name.utf8.count)), end: end)
  }
}
