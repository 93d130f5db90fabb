import ArgumentParser
import Lesson

/// How finely a program is told, and which part of it: the same in every command that steps or
/// draws.
struct DetailOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What one step takes in and one card shows: \(Level.allValueStrings.alternatives).",
      discussion: "Numbers one by one where there are few, else as much as can be read.",
      valueName: "level"))
  var by: Level?

  @Option(help: "Which backward pass: a number from 1, first or last.")
  var pass: ShownPass?

  enum ShownPass: ExpressibleByArgument, Equatable {
    case first
    case last
    case number(Int)

    init?(argument: String) {
      switch argument {
      case "first": self = .first
      case "last": self = .last
      default:
        guard let number = Int(argument), number > 0 else { return nil }
        self = .number(number)
      }
    }

    /// The pass among so many, from 1.
    func number(of count: Int) -> Int {
      switch self {
      case .first: 1
      case .last: count
      case .number(let number): number
      }
    }
  }
}

extension Level: ExpressibleByArgument {}
