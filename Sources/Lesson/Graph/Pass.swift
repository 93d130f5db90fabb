package import Autograd

/// One backward pass, as the recording tells it; nodes that only pass a value on are left out.
package struct Pass: Sendable, Equatable {
  /// Which pass of the program it is, counted from 1.
  package var number: Int
  /// The line of the program that asked for it.
  package var line: Int
  /// The gradients that entered, by root.
  package var seeds: [Recording.Seed]
  /// The nodes that sent their gradient on, in visiting order.
  package var visits: [Visit]
  /// What the leaves got, in the order of the leaves; empty for a pass that only returned its
  /// gradients.
  package var accumulations: [Accumulation]
  /// What the pass gave back to the program, in the order in which it was complete.
  package var returns: [Return]
  /// The gradients cleared before the next pass.
  package var clearings: [Clearing]

  /// A node that sends its complete gradient to its operands.
  package struct Visit: Sendable, Equatable {
    /// The node that sends, by its id.
    package var node: Int
    /// The node's gradient, complete.
    package var gradient: Double
    /// What it sent, in the order of its operands.
    package var contributions: [Contribution]
    /// What hooks made of the gradient before it was sent on.
    package var hook: Hook?
  }

  /// What the hooks on one node did to its gradient.
  package struct Hook: Sendable, Equatable {
    /// The node whose gradient the hooks saw.
    package var node: Int
    /// The gradient before the first hook.
    package var before: Double
    /// The same as before, where they only looked at it.
    package var after: Double

    /// What hooks made of a gradient; equal where they only looked at it.
    package init(node: Int, before: Double, after: Double) {
      self.node = node
      self.before = before
      self.after = after
    }
  }

  /// What one edge carries back: upstream gradient times local derivative.
  package struct Contribution: Sendable, Equatable {
    /// The edge that carries it, against the direction of computation.
    package var edge: Graph.Edge
    /// The product, as it was sent.
    package var amount: Double
  }

  /// What a pass adds to the gradient that a leaf holds.
  package struct Accumulation: Sendable, Equatable {
    /// The leaf, by its id.
    package var leaf: Int
    /// What the leaf held before the pass; nil for nothing.
    package var before: Double?
    /// What the leaf holds after the pass.
    package var after: Double
    /// What hooks made of the gradient of this pass before it was added.
    package var hook: Hook?
  }

  /// A gradient that a pass gives back to the program and keeps nowhere.
  package struct Return: Sendable, Equatable {
    /// The node whose gradient it is.
    package var node: Int
    /// The gradient.
    package var value: Double
  }

  /// A leaf's gradient that the program throws away, or puts another number in place of.
  package struct Clearing: Sendable, Equatable {
    /// The leaf, by its id.
    package var leaf: Int
    /// What it held, where the program did not throw it away but changed it.
    package var from: Double?
    /// What it holds now; nil for `None`.
    package var to: Double?
    /// The node that computed what it holds now; nil where the number was written.
    package var by: Int?
    /// The line of the program that cleared it.
    package var line: Int

    /// Whether there is another number in its place, rather than nothing or zero.
    package var isChange: Bool { from != nil || (to ?? 0) != 0 }
  }
}

extension Pass {
  /// The passes of a recording, in order.
  ///
  /// - Complexity: O(nodes + events).
  package static func all(in recording: Recording) -> [Pass] {
    all(in: recording, origins: recording.origins)
  }

  /// The passes that went through a graph, in order.
  package static func reaching(_ graph: Graph) -> [Pass] {
    all(in: graph.recording, origins: graph.origins).filter { pass in
      pass.seeds.contains { graph[$0.node] != nil }
        || pass.visits.contains { graph[$0.node] != nil }
    }
  }

  /// The last pass that reached one of a graph's roots; nil if none did.
  package static func latest(for graph: Graph) -> Pass? {
    let passes = all(in: graph.recording, origins: graph.origins)
    let roots = Set(graph.roots)
    return passes.last { pass in pass.seeds.contains { roots.contains($0.node) } }
      ?? passes.last { pass in pass.visits.contains { roots.contains($0.node) } }
  }

  /// The last pass that reached one of a graph's roots, as far as it concerns what the graph
  /// draws node by node; and where it is among the recording's passes.
  ///
  /// - Complexity: O(nodes + events), whatever the number of other passes.
  static func latest(forPartsOf graph: Graph) -> (pass: Pass, index: Int)? {
    let recording = graph.recording
    let roots = Set(graph.roots)
    func isSeeded(_ pass: Recording.Pass) -> Bool {
      pass.seeds.contains { roots.contains(graph.origins[$0.node]) }
    }
    func isVisited(_ pass: Recording.Pass) -> Bool {
      pass.steps.contains {
        if case .visited(let visit) = $0 { roots.contains(visit.node) } else { false }
      }
    }
    guard
      let index = recording.passes.lastIndex(where: isSeeded)
        ?? recording.passes.lastIndex(where: isVisited)
    else { return nil }
    let line = recording.events.first { $0.event == .pass(index) }?.line ?? 0
    let pass = Pass(
      recording.passes[index], number: index + 1, line: line, graph.origins,
      tells: { graph[$0] != nil })
    return (pass, index)
  }

  private static func all(in recording: Recording, origins: [Int]) -> [Pass] {
    var passes: [Pass] = []
    for moment in recording.events {
      switch moment.event {
      case .pass(let index):
        passes.append(
          Pass(recording.passes[index], number: index + 1, line: moment.line, origins))
      case .cleared(let leaf, let value):
        guard !passes.isEmpty else { continue }
        passes[passes.count - 1].clearings.append(
          Clearing(leaf: origins[leaf], to: value, line: moment.line))
      case .gradientChanged(let leaf, let old, let new, let node):
        guard !passes.isEmpty else { continue }
        passes[passes.count - 1].clearings.append(
          Clearing(leaf: origins[leaf], from: old, to: new, by: node, line: moment.line))
      case .updated, .printed, .raised:
        continue
      }
    }
    return passes
  }

  /// Only what concerns nodes that the last argument `tells` of is kept.
  private init(
    _ pass: Recording.Pass, number: Int, line: Int, _ origins: [Int],
    tells: (Int) -> Bool = { _ in true }
  ) {
    self.number = number
    self.line = line
    seeds = Self.merged(pass.seeds, origins)
    visits = []
    accumulations = []
    returns = []
    clearings = []
    // What hooks have done at nodes whose turn comes next.
    var hooks: [Int: Hook] = [:]
    for step in pass.steps {
      switch step {
      case .visited(let visit):
        guard origins[visit.node] == visit.node else { continue }
        let isTold = tells(visit.node)
        var contributions: [Contribution] = []
        for place in visit.sent where tells(origins[pass.contributions[place].to]) {
          let sent = pass.contributions[place]
          contributions.append(
            Contribution(
              edge: Graph.Edge(from: origins[sent.to], to: visit.node, place: sent.place),
              amount: sent.amount))
        }
        guard isTold || !contributions.isEmpty else { continue }
        visits.append(
          Visit(
            node: visit.node, gradient: visit.gradient, contributions: contributions,
            hook: hooks.removeValue(forKey: visit.node)))
      case .hooked(let node, let before, let after):
        guard origins[node] == node else { continue }
        hooks[node] = Hook(node: node, before: before, after: after)
      case .accumulated(let sum):
        let leaf = origins[sum.leaf]
        accumulations.append(
          Accumulation(
            leaf: leaf, before: sum.before, after: sum.after,
            hook: hooks.removeValue(forKey: leaf)))
      case .returned(let node, let value):
        returns.append(Return(node: origins[node], value: value))
      }
    }
  }

  /// Seeds of one node under several names are one seed.
  private static func merged(_ seeds: [Recording.Seed], _ origins: [Int]) -> [Recording.Seed] {
    var merged: [Recording.Seed] = []
    var indices: [Int: Int] = [:]
    for seed in seeds {
      let node = origins[seed.node]
      if let index = indices[node] {
        merged[index].value += seed.value
      } else {
        indices[node] = merged.count
        merged.append(seed)
        merged[merged.count - 1].node = node
      }
    }
    return merged
  }
}
