package import Lesson

/// A number of a graph that can be asked for.
package enum Quantity: Hashable, Sendable {
  /// What a node computes.
  case value(Int)
  /// What arrives at a node in the pass that is shown; what a leaf holds after it.
  case gradient(Int)
  /// ∂to/∂from.
  case local(Graph.Edge)
  /// What a pass sends along an edge.
  case contribution(Graph.Edge)
}
