/// Why a backward pass could not be run.
public enum GraphError: Error, Equatable, Sendable {
  /// The root depends on no leaf that needs a gradient.
  case needsNoGradient(node: Int)
  /// An earlier pass released what this node's rule reads; retain the graph in that pass.
  case freed(node: Int)

  /// The node that a pass could not send on from.
  public var node: Int {
    switch self {
    case .needsNoGradient(let node), .freed(let node): node
    }
  }
}
