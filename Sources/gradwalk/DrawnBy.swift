import ArgumentParser
import Lesson

/// What one card of a picture is, the same in every command that draws.
extension Outline.Detail: ExpressibleByArgument {}

extension Outline.Detail {
  /// What an option says of it.
  static let help = ArgumentHelp(
    "What one card is: \(Outline.Detail.allCases.map { $0.rawValue }.alternatives); a tensor "
      + "operation where there are many numbers, if not given.")
}
