/// What a wrong answer earns of the points, in percent: one of the parts that Moodle knows, so that
/// a file means the same everywhere.
package struct MarkFraction: Sendable, Equatable {
  /// A wrong answer earns nothing.
  package static let none = MarkFraction(percent: 0)

  /// Moodle rejects a question with any other fraction than these and their negatives.
  ///
  /// Source: question/engine/bank.php of Moodle, `fraction_options`.
  package static let percents: [Double] = [
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571,
    12.5, 11.11111, 10, 5, 0,
  ]

  /// One of ``percents``, or 0.
  package let percent: Double

  private init(percent: Double) { self.percent = percent }

  /// The fraction of the list that is meant, `33.33` for a third; nil if it is far from all of them,
  /// or is all of the points.
  package init?(nearest percent: Double) {
    guard let match = Self.percents.dropFirst().first(where: { ($0 - percent).magnitude < 0.005 })
    else {
      return nil
    }
    self.percent = match
  }

  var text: String { PlainDecimal.text(percent) }
}
