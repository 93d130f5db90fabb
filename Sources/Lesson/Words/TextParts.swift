/// Texts in texts, which Swift's library looks for outside of its core only.
extension StringProtocol {
  /// The first place where a part occurs.
  package func firstPlace(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) {
        return start..<index(start, offsetBy: part.count)
      }
      start = index(after: start)
    }
    return nil
  }

  /// The text with another in every place of a part, none of which overlap.
  package func substituting(_ part: String, by other: String) -> String {
    var result = ""
    var start = startIndex
    while let place = self[start...].firstPlace(of: part) {
      result += self[start..<place.lowerBound] + other
      start = place.upperBound
    }
    return result + self[start...]
  }
}
