/// How much one step takes in, and one card shows.
package enum Level: String, CaseIterable, Sendable {
  /// Everything that happens to one graph: the way forward, its passes, what they change.
  case iteration
  /// All of a way forward, then all of a pass.
  case pass
  /// What one line computes.
  case line
  /// What one call on tensors computes.
  case operation
  /// One operation on numbers.
  case scalar

  /// The level of the steps that a coarser one puts together, and of the cards; nil for as it fits.
  var drawn: Level? {
    switch self {
    case .iteration, .pass: nil
    case .line, .operation, .scalar: self
    }
  }
}
