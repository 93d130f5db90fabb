/// What a judgement is worth, as a share of a blank's points: the whole policy.
///
/// Whatever is right, and whatever is rightly worked out from an own earlier answer, counts in
/// full: an error costs once. An answer that is right but for its form counts half. A recognised
/// misconception is explained, and counts nothing.
package enum Credit {
  package static let right = 1.0
  package static let carried = 1.0
  /// Too few digits, or the right number printed in another way.
  package static let formOnly = 0.5
  package static let wrong = 0.0

  /// An order that starts well: its longest right beginning, as a share, and never all.
  package static func order(right: Int, of count: Int) -> Double {
    Double(min(right, count - 1)) / Double(max(1, count))
  }
}
