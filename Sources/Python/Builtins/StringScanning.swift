/// Text operations by code point, which is how Python counts.
extension String {
  /// The offset of a part in code points, nil if it does not occur.
  func find(_ part: String, from start: Int = 0, to end: Int? = nil) -> Int? {
    if utf8.allSatisfy({ $0 < 0x80 }) {
      return Array(utf8).firstOffset(of: Array(part.utf8), from: start, to: end)
    }
    return Array(unicodeScalars).firstOffset(of: Array(part.unicodeScalars), from: start, to: end)
  }

  func findLast(_ part: String, from start: Int = 0, to end: Int? = nil) -> Int? {
    let text = Array(unicodeScalars)
    let part = Array(part.unicodeScalars)
    var offset = (end ?? text.count) - part.count
    while offset >= start {
      if text[offset...].starts(with: part) { return offset }
      offset -= 1
    }
    return nil
  }

  func strippingWhitespace() -> String {
    strip { $0.properties.isWhitespace || (0x1C...0x1F).contains($0.value) }
  }

  func strip(
    leading: Bool = true, trailing: Bool = true, _ isStripped: (Unicode.Scalar) -> Bool
  ) -> String {
    var rest = unicodeScalars[...]
    while leading, let first = rest.first, isStripped(first) { rest.removeFirst() }
    while trailing, let last = rest.last, isStripped(last) { rest.removeLast() }
    return String(rest)
  }

  /// The pieces between occurrences of a separator.
  func pieces(separatedBy separator: String, limit: Int) -> [String] {
    let text = Array(unicodeScalars)
    let part = Array(separator.unicodeScalars)
    var result: [String] = []
    var start = 0
    while result.count < limit, let offset = text.firstOffset(of: part, from: start, to: nil) {
      result.append(String(text[start..<offset]))
      start = offset + part.count
    }
    result.append(String(text[start...]))
    return result
  }

  func replacing(_ part: String, with replacement: String, limit: Int = .max) -> String {
    if part.isEmpty {
      var result = ""
      var used = 0
      for scalar in unicodeScalars {
        if used < limit { result += replacement }
        used += 1
        result.unicodeScalars.append(scalar)
      }
      return used < limit ? result + replacement : result
    }
    return pieces(separatedBy: part, limit: limit).joined(separator: replacement)
  }
}

extension String {
  init<S: Sequence>(_ scalars: S) where S.Element == Unicode.Scalar {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}

extension Array where Element: Equatable {
  fileprivate func firstOffset(of part: [Element], from start: Int, to end: Int?) -> Int? {
    let last = (end ?? count) - part.count
    guard start <= last else { return nil }
    guard let first = part.first else { return start }
    var offset = start
    while offset <= last {
      if self[offset] == first, self[offset..<(offset + part.count)].elementsEqual(part) {
        return offset
      }
      offset += 1
    }
    return nil
  }
}
