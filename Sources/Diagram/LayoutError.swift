package import Lesson

/// Why a picture could not be laid out.
package enum LayoutError: Error, Equatable, Sendable {
  /// More nodes than a reader, or Graphviz, can take.
  case tooManyNodes(count: Int, limit: Int)
  /// Nothing to draw.
  case empty
  /// A name to fold that is no scope and no tensor of the graph.
  case nothingToFold(name: String, known: [String])
  /// Graphviz could not be started.
  case graphvizUnavailable
  /// Graphviz gave up.
  case graphvizFailed(reason: String)
}

extension LayoutError {
  /// Why a graph cannot be told as a reader wants it.
  package init(_ error: FoldError) {
    self =
      switch error {
      case .unknown(let name, let known): .nothingToFold(name: name, known: known)
      case .tooManyCards(let count, let limit): .tooManyNodes(count: count, limit: limit)
      }
  }
}

extension LayoutError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooManyNodes(let count, let limit):
      "the graph has \(count) nodes, more than the \(limit) that a picture can show: "
        + "fold a scope or a tensor, or draw a smaller part with --of NAME"
    case .empty: "the graph has no nodes to draw"
    case .nothingToFold(let name, let known):
      "there is no scope or tensor named \(name) to fold or unfold"
        + (known.isEmpty ? "" : "; there are \(known.joined(separator: ", "))")
    case .graphvizUnavailable: "Graphviz could not be started"
    case .graphvizFailed(let reason): "Graphviz failed: \(reason)"
    }
  }
}
