import ArgumentParser
import Python

/// The argument that says how long a program may run, shared by all commands that run several
/// programs unattended.
struct TimeLimit: ParsableArguments {
  @Option(help: "How many seconds a program may run.")
  var seconds = TimeLimit.usual

  /// As long as a reader waits for a page.
  static let usual = 10.0

  func validate() throws { try Self.check(seconds, option: "--seconds") }

  var limits: Limits { Self.limits(seconds, option: "--seconds") }

  static func check(_ seconds: Double?, option: String) throws {
    guard let seconds, !(seconds > 0 && seconds <= 1_000_000) else { return }
    throw ValidationError("\(option) \(seconds): from more than 0 to 1000000 seconds")
  }

  /// The limits of a program that may run for some seconds, or for as long as it takes if nil.
  static func limits(_ seconds: Double?, option: String) -> Limits {
    var limits = Limits()
    limits.seconds = seconds
    if let seconds {
      // Who says how long does not care how much is done in that time.
      limits.statements = .max
      limits.moreTime = "\(option) \(Int((seconds * 6).rounded(.up))) gives it more"
    } else {
      limits.moreTime = "\(option) 600 lets it run on"
    }
    return limits
  }
}

/// The same where a person watches the program, and ends it if it takes too long.
struct OptionalTimeLimit: ParsableArguments {
  @Option(help: "How many seconds the program may run; as long as it takes if not given.")
  var seconds: Double?

  func validate() throws { try TimeLimit.check(seconds, option: "--seconds") }

  var limits: Limits { TimeLimit.limits(seconds, option: "--seconds") }
}
