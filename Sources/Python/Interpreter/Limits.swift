import Platform

/// How much a program may use before it is stopped.
package struct Limits: Sendable {
  /// Statements run, and steps taken by iterators inside builtins.
  package var statements = 50_000_000
  var recursionDepth = 1000
  /// How many bytes of UTF-8 the program may print.
  package var outputBytes = 64 << 20
  /// How many elements one container may have.
  package var containerElements = 50_000_000
  /// By how much the process may grow.
  package var memoryBytes = Platform.memoryBound
  var integerBits = 1 << 20
  /// How long the program may run; nil for as long as it takes.
  package var seconds: Double?
  /// What whoever ran the program can do to give it more time.
  package var moreTime = "raise the time limit"

  /// The limits of a program that nothing else is said for.
  package init() {}
}
