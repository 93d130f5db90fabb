/// What is searched for, with what makes the search take as long as the text and the part together.
///
/// Source: Knuth, Morris & Pratt, *Fast Pattern Matching in Strings*, 1977.
struct Needle<Element: Equatable> {
  let count: Int
  private let isFromRight: Bool
  /// In the order of the search.
  private let part: [Element]
  /// For every beginning of the part, how much of it is its end again.
  private var borders: [Int]

  init(_ part: [Element], fromRight: Bool = false) {
    count = part.count
    isFromRight = fromRight
    self.part = fromRight ? part.reversed() : part
    borders = [Int](repeating: 0, count: part.count)
    var matched = 0
    for index in part.indices.dropFirst() {
      matched = extended(matched, by: self.part[index])
      borders[index] = matched
    }
  }

  /// How much of the part ends with an element that follows so much of it.
  private func extended(_ matched: Int, by element: Element) -> Int {
    var matched = matched
    while matched > 0, element != part[matched] { matched = borders[matched - 1] }
    return element == part[matched] ? matched + 1 : 0
  }

  /// Where the part stands first in a range, or last in a search from the right; nil if nowhere.
  func offset(in text: UnsafeBufferPointer<Element>, _ range: Range<Int>) -> Int? {
    guard count <= range.count else { return nil }
    if count == 0 { return isFromRight ? range.upperBound : range.lowerBound }
    var matched = 0
    for step in 0..<range.count {
      let index = isFromRight ? range.upperBound - 1 - step : range.lowerBound + step
      matched = extended(matched, by: text[index])
      if matched == count { return isFromRight ? index : index + 1 - count }
    }
    return nil
  }
}

extension String {
  func contains(part: String) -> Bool {
    let needle = Needle(Array(part.utf8))
    return withBytes { needle.offset(in: $0, 0..<$0.count) != nil }
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

  /// How often a part occurs, without overlaps; in more places than there are code points if empty.
  func occurrences(of part: String) -> Int {
    if part.isEmpty { return unicodeScalars.count + 1 }
    let needle = Needle(Array(part.utf8))
    return withBytes { bytes in
      var count = 0
      var start = 0
      while let offset = needle.offset(in: bytes, start..<bytes.count) {
        count += 1
        start = offset + needle.count
      }
      return count
    }
  }

  /// The pieces between occurrences of a separator that is not empty.
  func pieces(separatedBy separator: String, limit: Int, fromRight: Bool = false) -> [String] {
    // What is valid UTF-8 occurs in a text only where a code point begins.
    let needle = Needle(Array(separator.utf8), fromRight: fromRight)
    return withBytes { bytes in
      var result: [String] = []
      var rest = 0..<bytes.count
      func piece(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
      }
      while result.count < limit,
        let offset = needle.offset(in: bytes, rest)
      {
        let end = offset + needle.count
        result.append(piece(fromRight ? end..<rest.upperBound : rest.lowerBound..<offset))
        rest = fromRight ? rest.lowerBound..<offset : end..<rest.upperBound
      }
      result.append(piece(rest))
      return fromRight ? result.reversed() : result
    }
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
