/// A rule of the platform that a file breaks, and where.
struct RuleBreach: Error, Equatable, Sendable, CustomStringConvertible {
  /// The question, the item or the file.
  var place: String
  var rule: String

  init(_ place: String, _ rule: String) {
    self.place = place
    self.rule = rule
  }

  var description: String { "\(place): \(rule)" }
}
