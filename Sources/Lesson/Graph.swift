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

  package struct Node: Sendable {
    /// The node of the recording.
    package var id: Int
    package var kind: Kind
    /// The program's name for it: `w`, `x[1]`.
    package var name: String?
    /// What it computes, in the operands' names where they are short: `w × x`, `+ b`, `square`.
    package var expression: String
    package var value: Double
    /// The innermost scope it is drawn in: an index into ``Graph/scopes``.
    package var scope: Int?
    /// The line of the program that made it.
    package var line: Int
  }

  package enum Kind: Sendable {
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
  }

  /// One use of an operand; x·x has two.
  package struct Edge: Sendable, Hashable {
    /// The operand.
    package var from: Int
    /// The node that uses it.
    package var to: Int
    /// Which operand it is, counted from 0.
    package var place: Int
  }

  package struct Scope: Sendable {
    package var title: String
    package var parent: Int?
  }
}
