/// The state that a figure shows at one step, and what there is to say about it.
package struct Frame: Sendable {
  /// For example `Step 11 of 14 · backward through m = w × x`.
  package var title: String
  /// The arithmetic of the step, in symbols and with the numbers put in, a line for each
  /// contribution; empty for a first frame.
  package var arithmetic: String
  /// One plain sentence on what happened and why.
  package var sentence: String
  /// The line of the program that the step belongs to.
  package var line: Int
  /// The node that the step is about.
  package var focus: Int?
  /// The state of every node of the graph, by the node's id.
  package var nodes: [Int: NodeState]
  /// The state of every edge of the graph.
  package var edges: [Graph.Edge: EdgeState]
  /// The gradients that entered the graph in this pass so far: at the roots of the pass, and where
  /// a pass came in from outside the graph.
  package var seeds: [Int: Double]
  /// The gradients of nodes that ``nodes`` does not have, because the graph tells of them in parts.
  var arrivals: Arrivals?

  /// What is known of a node at a step.
  package struct NodeState: Sendable, Equatable {
    /// Whether the forward value is there yet.
    package var isComputed: Bool
    /// How much of the gradient is there.
    package var gradient: GradientState
    /// What a leaf held before this pass, a part of its gradient; nil for nothing.
    package var before: Double?
    /// What hooks made of the gradient in this pass.
    package var hook: Pass.Hook?
    /// The class of the error that this node is responsible for.
    package var error: String?
  }

  /// How far a node's gradient has come in this pass.
  package enum GradientState: Sendable, Equatable {
    /// Autograd does not track this node.
    case notNeeded
    /// Nothing has arrived in this pass.
    case notYet
    /// Nothing any more: the program cleared it to None.
    case cleared
    /// The pass is over, and nothing has come this way: what the node went into is cut off.
    case unreached
    /// The sum so far, with what a leaf held before; complete when all have arrived. The reason is
    /// given where the sum is exactly zero or not a number.
    case value(Double, arrived: Int, due: Int, why: String?)
  }

  /// What is known of an edge at a step.
  package struct EdgeState: Sendable, Equatable {
    /// ∂to/∂from, where the edge carries a gradient and both values are there.
    package var local: Double?
    /// What has been sent along it, in this pass.
    package var contribution: Double?
    /// Whether it is sent in this very step.
    package var isActive: Bool
  }
}

extension Frame.GradientState {
  /// Whether it is a zero that was zero when it was sent, so that its reason stands elsewhere.
  package var isInheritedZero: Bool {
    guard case .value(let gradient, let arrived, let due, let why) = self else { return false }
    return gradient == 0 && arrived == due && why == ZeroReasons.inherited
  }
}

extension Frame {
  /// Whether values flow: no gradient has entered yet.
  package var isForward: Bool { seeds.isEmpty }

  /// The frame as a picture alone, for a view that says its words elsewhere.
  package var withoutWords: Frame {
    var frame = self
    (frame.title, frame.arithmetic, frame.sentence) = ("", "", "")
    return frame
  }

  /// Whether a node's value is there.
  package func isComputed(_ id: Int) -> Bool { nodes[id]?.isComputed ?? true }

  /// Whether it shows what a whole pass brought to every node, so that nothing there is exactly zero.
  package var tellsWholePass: Bool { arrivals != nil }

  /// What has arrived at a node so far, with what a leaf held before; nil for nothing.
  package func gradient(of id: Int) -> Double? {
    switch nodes[id]?.gradient {
    case .value(let gradient, _, _, _): gradient
    case .notNeeded, .notYet, .cleared, .unreached: nil
    case nil: arrivals?.gradient(of: id)
    }
  }
}
