extension Recording {
  /// One backward pass, as it happened.
  public struct Pass: Sendable, Equatable {
    /// The gradients that entered.
    public var seeds: [Seed]
    /// What happened in it, in order.
    public var steps: [Step]
    /// What the visited nodes sent, one after the other.
    public var contributions: [Contribution]
    /// The nodes that were computed while it ran, as with `create_graph=True`.
    public var nodes: Range<Int>

    /// One thing that happens in a pass.
    public enum Step: Sendable, Equatable {
      /// A node sent its gradient on.
      case visited(Visit)
      /// A hook saw a node's gradient, and left it as it was or put another in its place.
      case hooked(node: Int, before: Double, after: Double)
      /// The pass added to a leaf's gradient.
      case accumulated(Accumulation)
      /// The pass gave a gradient back to the program that asked for it, and kept it nowhere.
      case returned(node: Int, value: Double)
    }

    /// A node whose gradient is complete and is sent on.
    public struct Visit: Sendable, Equatable {
      /// The node.
      public var node: Int
      /// What has arrived there in this pass.
      public var gradient: Double
      /// What it sent, as a part of ``Pass/contributions``.
      public var sent: Range<Int>
    }

    /// What a leaf got.
    public struct Accumulation: Sendable, Equatable {
      /// The leaf.
      public var leaf: Int
      /// What it held before the pass; nil for nothing.
      public var before: Double?
      /// What it holds now.
      public var after: Double
    }

    /// What the leaves got, in order; none in a pass that only returned its gradients.
    public var accumulations: [Accumulation] {
      steps.compactMap { step in
        if case .accumulated(let accumulation) = step { accumulation } else { nil }
      }
    }

    /// What a node sent along one edge.
    public struct Contribution: Sendable, Equatable {
      /// Which operand it goes to, counted from 0.
      public var place: Int
      /// The node that is this operand.
      public var to: Int
      /// How much.
      public var amount: Double
    }
  }

  /// A gradient that enters a pass.
  public struct Seed: Sendable, Equatable {
    /// The root it enters.
    public var node: Int
    /// How much.
    public var value: Double

    /// A gradient of `value` that enters `node`.
    public init(node: Int, value: Double) {
      self.node = node
      self.value = value
    }
  }
}
