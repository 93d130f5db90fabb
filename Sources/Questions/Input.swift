/// Why something that a person gave cannot be used, to be said after its name.
package protocol InputError: Error, CustomStringConvertible {}

/// What comes from outside, made fit to be shown in one line.
package enum Visible {
  private static let longest = 200

  /// A text without outer spaces, line ends and characters that cannot be seen; cut where long.
  package static func line(_ text: some StringProtocol) -> String {
    var line = ""
    var isCut = false
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard index < longest else {
        isCut = true
        break
      }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
        line += " "
      // Marks that turn the direction of writing could pass one file's name off as another's.
      case .format, .surrogate, .privateUse, .unassigned: continue
      default: line.unicodeScalars.append(scalar)
      }
    }
    let words = line.split(separator: " ").joined(separator: " ")
    return isCut ? words + "…" : words
  }
}
