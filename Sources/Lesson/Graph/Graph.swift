package import Autograd

/// The part of a recording that a figure shows: the ancestors of some roots, as the student wrote
/// them.
///
/// Numbers of the program stand inside the operation that uses them, and nodes that only pass a
/// value on (views, indices, copies) are left out; the edges run through them.
package struct Graph: Sendable {
  /// The nodes, in the order of computation; an operand stands before its users.
  package var nodes: [Node]
  /// The edges, grouped by the node they lead to, in the order of its operands.
  package var edges: [Edge]
  /// The nodes that gradients enter.
  package var roots: [Int]
  /// The calls that shown nodes belong to, outermost first; a box in the picture.
  package var scopes: [Scope]
  /// What the graph is a part of.
  package let recording: Recording
  /// What the graph is told by where it is too large for ``nodes`` to be all of it.
  package let outline: Outline?
  /// The place in ``scopes`` of a scope of the recording.
  package let scopeIndices: [Int: Int]
  /// Where each node stands in ``nodes``, by its id.
  let positions: [Int: Int]
  /// For every node of the recording the one that it passes on unchanged; mostly itself.
  package let origins: [Int]
  /// The functions that the program differentiates by itself, by the ways through them.
  package let custom: [Edge: String]

  /// A scalar of the recording as the graph shows it.
  package struct Node: Sendable, Equatable {
    /// The node of the recording.
    package var id: Int
    /// What it is to gradients: a leaf, a constant, an operation.
    package var kind: Kind
    /// The program's name for it: `w`, `x[1]`.
    package var name: String?
    /// What formulas call it, different for every node: the name, or `v₁` where there is none.
    package var symbol: String
    /// What it computes, in the operands' names where they are short: `w × x`, `+ b`, `square`.
    package var expression: String
    /// What it computes, in the operands' symbols: `v₁ + b`; of a leaf, its symbol.
    package var definition: String
    /// The value that it was computed with.
    package var value: Double
    /// What made the value nan or infinite though no operand is: `log(−1.0)`; nil for all others.
    package var birth: String?
    /// The innermost scope it is drawn in: an index into ``Graph/scopes``.
    package var scope: Int?
    /// The line of the program that made it.
    package var line: Int
    /// How many backward passes lie behind it: 0 for what the program computed itself, 1 for what a
    /// pass with `create_graph=True` through that computed, and so on.
    package var order: Int
  }

  /// Where a node's value comes from, and whether it needs a gradient.
  package enum Kind: Sendable, Equatable {
    /// Needs a gradient, and no operation computed it.
    case leaf
    /// Never needs a gradient, and no operation computed it.
    case constant
    /// Computed, and some leaf went into it.
    case computed
    /// Computed from constants only, or under `no_grad`.
    case untracked
    /// Cut off from its history by `detach`.
    case detached

    /// Whether gradients arrive at such a node.
    package var isTracked: Bool {
      switch self {
      case .leaf, .computed: true
      case .constant, .untracked, .detached: false
      }
    }

    /// Whether an operation made such a node.
    package var isComputed: Bool {
      switch self {
      case .leaf, .constant: false
      case .computed, .untracked, .detached: true
      }
    }
  }

  /// One use of an operand; x·x has two.
  ///
  /// Behind the operands of an operation come the ways through a function that the program
  /// differentiates by itself.
  package struct Edge: Sendable, Hashable {
    /// The operand.
    package var from: Int
    /// The node that uses it.
    package var to: Int
    /// Which operand it is, counted from 0.
    package var place: Int

    /// An edge between two nodes, by their ids, and the operand's place, counted from 0.
    package init(from: Int, to: Int, place: Int) {
      self.from = from
      self.to = to
      self.place = place
    }
  }

  /// A call of the program that made nodes, within the call around it.
  package struct Scope: Sendable, Equatable {
    /// What the call is titled, `model(x)`.
    package var title: String
    /// The call around it, an index into ``Graph/scopes``; nil for one of the program itself.
    package var parent: Int?
  }

  /// The node with an id of the recording, if the graph shows it.
  package subscript(id: Int) -> Node? { positions[id].map { nodes[$0] } }

  /// What formulas call a node.
  package func symbol(of id: Int) -> String {
    if let node = self[id] { return node.symbol }
    return outline?.part(of: id)?.symbol ?? "v\(id)"
  }

  /// What a node of the recording was computed to.
  package func value(of id: Int) -> Double { recording.nodes[id].value }

  /// The kind of a node that is drawn, alone or in a part; nil for one that is not.
  package func kind(of id: Int) -> Kind? {
    if let node = self[id] { return node.kind }
    return outline?.part(of: id) == nil ? nil : recording.kind(of: id)
  }

  /// Whether gradients travel along an edge.
  package func carriesGradient(_ edge: Edge) -> Bool {
    kind(of: edge.to) == .computed && kind(of: edge.from)?.isTracked == true
  }

  /// The number of the backward pass that recorded a node, as one with `create_graph=True` does; nil
  /// for what the program computed itself.
  package func writer(of id: Int) -> Int? {
    guard let node = self[id], node.order > 0 else { return nil }
    return recording.passes.lastIndex { $0.nodes.contains(id) }.map { $0 + 1 }
  }

  /// `m = w × x`, or the bare symbol of a node that no operation made.
  package func equation(of id: Int) -> String {
    guard let node = self[id] else { return "" }
    return node.kind.isComputed ? "\(node.symbol) = \(node.definition)" : node.symbol
  }
}
