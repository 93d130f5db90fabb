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

extension Outline {
  /// How a graph is drawn at a level: in cards that take in as much as a step does; nil where each
  /// number has a card of its own.
  ///
  /// - Parameters:
  ///   - graph: All of a graph.
  ///   - level: What a card shows; nil for numbers one by one where there are few, else for as much
  ///     as can be read.
  ///   - wish: What the reader wants folded and opened.
  /// - Throws: ``FoldError`` for a name that the graph does not have.
  package init?(_ graph: Graph, by level: Level?, _ wish: Wish) throws(FoldError) {
    switch level?.drawn {
    case .scalar: try self.init(graph, wish, readable: .max)
    case .line, .operation, .iteration, .pass:
      try self.init(graph, wish, readable: 0)
    case nil: try self.init(graph, wish, readable: Outline.readable)
    }
  }
}
