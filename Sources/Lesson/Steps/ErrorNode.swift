package import Autograd

/// An error of the program and the node that is responsible.
package struct ErrorNode: Sendable, Equatable {
  /// The class of the exception, `RuntimeError`.
  package var type: String
  /// The node at fault, by its id.
  package var node: Int
  /// The line of the program that raised it.
  package var line: Int

  /// An error of a class, at a node, raised in a line.
  package init(type: String, node: Int, line: Int) {
    self.type = type
    self.node = node
    self.line = line
  }
}

extension Recording {
  /// The newest error that a node is responsible for, among some events.
  package static func error(in events: ArraySlice<Moment>) -> ErrorNode? {
    for moment in events.reversed() {
      if case .raised(let type, _, let node?) = moment.event {
        return ErrorNode(type: type, node: node, line: moment.line)
      }
    }
    return nil
  }
}

extension Graph {
  /// Whether the graph shows a node, or the one that it passes on unchanged.
  package func shows(_ node: Int) -> Bool {
    origins.indices.contains(node) && kind(of: origins[node]) != nil
  }
}

extension Frame {
  /// What is known of a node that the graph tells of in a part.
  private func state(ofPart id: Int) -> NodeState {
    let gradient = gradient(of: id).map { GradientState.value($0, arrived: 0, due: 0, why: nil) }
    return NodeState(isComputed: true, gradient: gradient ?? .notYet)
  }

  /// Marks the node that is responsible for an error, with the other elements of its tensor.
  ///
  /// - Parameters:
  ///   - error: What was raised.
  ///   - graph: What the frame is of.
  ///   - sentence: What there is to say about it.
  package mutating func mark(_ error: ErrorNode, in graph: Graph, sentence: String) {
    guard graph.shows(error.node) else { return }
    let tensor = graph.recording.tensors.last { $0.nodes.contains(error.node) }
    for node in tensor?.nodes ?? [error.node] where graph.shows(node) {
      let origin = graph.origins[node]
      let hidden = state(ofPart: origin)
      nodes[origin, default: hidden].error = error.type
    }
    title = "\(error.type) in line \(error.line)"
    arithmetic = ""
    self.sentence = sentence
    line = error.line
    focus = nil
  }
}
