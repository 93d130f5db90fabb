/// A text whose code points, which is what Python counts, are found by their number at once.
struct CodePoints {
  let text: String
  let count: Int
  /// The code points; nil if they are the bytes, in a text of ASCII alone.
  private let scalars: [Unicode.Scalar]?

  init(_ text: String) {
    self.text = text
    if text.isASCII {
      scalars = nil
      count = text.utf8.count
    } else {
      let all = Array(text.unicodeScalars)
      scalars = all
      count = all.count
    }
  }

  /// Whether finding the code points once more is worth avoiding.
  fileprivate var isWorthKeeping: Bool { scalars != nil && text.utf8.count > 64 }

  /// - Precondition: `0 <= index < count`.
  subscript(index: Int) -> String {
    if let scalars { return String(scalars[index]) }
    let bytes = text.utf8
    return String(UnicodeScalar(bytes[bytes.index(bytes.startIndex, offsetBy: index)]))
  }

  /// - Precondition: `0 <= range.lowerBound` and `range.upperBound <= count`.
  subscript(range: Range<Int>) -> String {
    if let scalars { return String(scalars[range]) }
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    return String(text[start..<bytes.index(start, offsetBy: range.count)])
  }

  /// The code points at some places, which all exist.
  func joined(at places: StrideTo<Int>) -> String {
    if let scalars { return String(places.map { scalars[$0] }) }
    return text.withBytes { bytes in String(decoding: places.map { bytes[$0] }, as: UTF8.self) }
  }

  /// Where a part stands first in a range, or last; nil if nowhere.
  func find(_ part: String, in range: Range<Int>, fromRight: Bool) -> Int? {
    guard let scalars else {
      return text.withBytes { bytes in
        Needle(Array(part.utf8), fromRight: fromRight).offset(in: bytes, range)
      }
    }
    return scalars.withUnsafeBufferPointer { all in
      Needle(Array(part.unicodeScalars), fromRight: fromRight).offset(in: all, range)
    }
  }

  /// Whether a part stands at the beginning of a range, or at its end.
  func has(_ part: String, atEndOf range: Range<Int>, fromRight: Bool) -> Bool {
    guard let scalars else {
      return text.withBytes { bytes in
        part.withBytes { Self.has($0, in: bytes, range, fromRight: fromRight) }
      }
    }
    return scalars.withUnsafeBufferPointer { all in
      Array(part.unicodeScalars).withUnsafeBufferPointer {
        Self.has($0, in: all, range, fromRight: fromRight)
      }
    }
  }

  private static func has<Element: Equatable>(
    _ part: UnsafeBufferPointer<Element>, in all: UnsafeBufferPointer<Element>, _ range: Range<Int>,
    fromRight: Bool
  ) -> Bool {
    guard part.count <= range.count else { return false }
    let start = fromRight ? range.upperBound - part.count : range.lowerBound
    return all[start..<start + part.count].elementsEqual(part)
  }
}

extension Interpreter {
  /// A text's code points, kept for the next time if they are not simply its bytes.
  func codePoints(_ text: String) -> CodePoints {
    if let known = indexedTexts.first(where: { $0.text.isStored(as: text) }) { return known }
    let points = CodePoints(text)
    if points.isWorthKeeping {
      // Enough for programs that compare two texts, or three, place by place.
      if indexedTexts.count == 4 { indexedTexts.removeLast() }
      indexedTexts.insert(points, at: 0)
    }
    return points
  }
}

extension String {
  var isASCII: Bool { utf16.count == utf8.count }

  /// Whether both are the same bytes in memory.
  fileprivate func isStored(as other: String) -> Bool {
    guard utf8.count == other.utf8.count, utf8.count > 64 else { return false }
    return withBytes { mine in other.withBytes { mine.baseAddress == $0.baseAddress } }
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }
}
