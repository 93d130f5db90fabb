/// Why questions did not become a file.
package enum ExportError: Error, Equatable, Sendable {
  /// A question that no platform could take, by its identifier, and why.
  case badQuestion(String, String)
  /// Nothing is left of the questions, for the reasons given.
  case nothingToExport([ExportNote])
  /// A picture could not be turned into a bitmap.
  case picture(String, reason: String)
  case archive(reason: String)
  /// The platform would refuse the file, or silently drop a part of it.
  case rulesBroken([RuleBreach])
}

extension ExportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .badQuestion(let identifier, let reason): "\(identifier): cannot be exported: \(reason)"
    case .nothingToExport(let notes):
      (["there is nothing to export"] + ExportNote.summary(of: notes)).joined(separator: "\n")
    case .picture(let identifier, let reason): "\(identifier): \(reason)"
    case .archive(let reason): "the ZIP archive cannot be made: \(reason)"
    case .rulesBroken(let breaches):
      (["the file would not be imported as it is meant:"] + breaches.map { "  \($0)" })
        .joined(separator: "\n")
    }
  }
}

/// A rule of the platform that a file breaks, and where.
package struct RuleBreach: Error, Equatable, Sendable, CustomStringConvertible {
  /// The question, the item or the file.
  package var place: String
  package var rule: String

  init(_ place: String, _ rule: String) {
    self.place = place
    self.rule = rule
  }

  package var description: String { "\(place): \(rule)" }
}
