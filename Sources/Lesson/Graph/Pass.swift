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
  /// The gradients cleared before the next pass.
  package var clearings: [Clearing]
  /// What hooks have done at nodes whose turn comes next.
  private var hooks: [Int: Hook] = [:]

  private init(number: Int, line: Int, seeds: [Recording.Seed]) {
    self.number = number
    self.line = line
    self.seeds = seeds
    visits = []
    accumulations = []
    clearings = []
  }

  /// A node that sends its complete gradient to its operands.
  package struct Visit: Sendable, Equatable {
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
    package var node: Int
    package var before: Double
    /// The same as before, where they only looked at it.
    package var after: Double

    package init(node: Int, before: Double, after: Double) {
      self.node = node
      self.before = before
      self.after = after
    }
  }

  /// What one edge carries back: upstream gradient times local derivative.
  package struct Contribution: Sendable, Equatable {
    package var edge: Graph.Edge
    package var amount: Double
  }

  /// What a pass adds to the gradient that a leaf holds.
  package struct Accumulation: Sendable, Equatable {
    package var leaf: Int
    /// What the leaf held before the pass; nil for nothing.
    package var before: Double?
    package var after: Double
    /// What hooks made of the gradient of this pass before it was added.
    package var hook: Hook?
  }

  /// A leaf's gradient that the program throws away.
  package struct Clearing: Sendable, Equatable {
    package var leaf: Int
    /// Nil for `None`, else zero.
    package var to: Double?
    package var line: Int
  }
}

extension Pass {
  /// The passes of a recording, in order.
  ///
  /// - Complexity: O(nodes + events).
  package static func all(in recording: Recording) -> [Pass] {
    all(in: recording, origins: recording.origins)
  }

  /// The last pass that reached one of a graph's roots; nil if none did.
  package static func latest(for graph: Graph) -> Pass? {
    let passes = all(in: graph.recording, origins: graph.origins)
    let roots = Set(graph.roots)
    return passes.last { pass in pass.seeds.contains { roots.contains($0.node) } }
      ?? passes.last { pass in pass.visits.contains { roots.contains($0.node) } }
  }

  private static func all(in recording: Recording, origins: [Int]) -> [Pass] {
    var passes: [Pass] = []
    var isOpen = false
    for moment in recording.events {
      switch moment.event {
      case .passBegan(let seeds):
        passes.append(
          Pass(number: passes.count + 1, line: moment.line, seeds: merged(seeds, origins)))
        isOpen = true
      case .passEnded, .raised:
        isOpen = false
      case .visited, .contributed, .hooked, .accumulated:
        if isOpen { passes[passes.count - 1].add(moment.event, recording, origins) }
      case .cleared(let leaf, let value):
        guard !passes.isEmpty else { continue }
        passes[passes.count - 1].clearings.append(
          Clearing(leaf: origins[leaf], to: value, line: moment.line))
      case .updated, .printed:
        continue
      }
    }
    return passes
  }

  private mutating func add(
    _ event: Recording.Event, _ recording: Recording, _ origins: [Int]
  ) {
    switch event {
    case .visited(let node, let gradient):
      guard origins[node] == node else { return }
      visits.append(
        Visit(
          node: node, gradient: gradient, contributions: [],
          hook: hooks.removeValue(forKey: node)))
    case .contributed(let sender, let place, let operand, let amount):
      guard origins[sender] == sender, visits.last?.node == sender else { return }
      let edge = Graph.Edge(from: origins[operand], to: sender, place: place)
      visits[visits.count - 1].contributions.append(Contribution(edge: edge, amount: amount))
    case .accumulated(let leaf, let before, let after):
      accumulations.append(
        Accumulation(
          leaf: origins[leaf], before: before, after: after,
          hook: hooks.removeValue(forKey: origins[leaf])))
    case .hooked(let node, let before, let after):
      guard origins[node] == node else { return }
      hooks[node] = Hook(node: node, before: before, after: after)
    case .passBegan, .passEnded, .cleared, .updated, .printed, .raised:
      return
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
