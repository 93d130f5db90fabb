import Autograd

/// One thing that happens to a graph.
package enum Step: Sendable, Equatable {
  /// Operations of one line computed their values.
  case computed([Int], line: Int)
  /// The gradients entered.
  case seeded
  /// Hooks saw nodes' gradients, and may have changed them.
  case hooked([Pass.Hook])
  /// Nodes sent their gradients on.
  case visited([Pass.Visit])
  /// Gradients of leaves were brought up to date.
  case accumulated([Pass.Accumulation])
  /// Gradients went back to the program, which asked for them.
  case returned([Pass.Return])
  /// Gradients of leaves were cleared together, or changed by the program.
  case cleared([Pass.Clearing])
  /// Values of leaves changed together, as an optimiser's step does.
  case updated([Update])

  /// A leaf that got another value in place, outside of a pass.
  package struct Update: Sendable, Equatable {
    /// The leaf, by its id.
    package var leaf: Int
    /// The value before.
    package var from: Double
    /// The value after.
    package var to: Double
    /// The node that computed it; nil where the number was written.
    package var by: Int?
    /// The line of the program that changed it.
    package var line: Int
  }

  /// What a step belongs to: the way forward, a pass, or what the program does between passes.
  enum Part {
    case forward
    case backward
    case between
  }

  /// What it belongs to.
  var part: Part {
    switch self {
    case .computed: .forward
    case .seeded, .hooked, .visited, .accumulated, .returned: .backward
    case .cleared, .updated: .between
    }
  }

  /// What happens in a pass, from the seed to the leaves.
  static func backward(_ graph: Graph, _ pass: Pass) -> [Step] {
    var steps = [Step.seeded]
    for visit in pass.visits where graph.kind(of: visit.node) != nil {
      if let hook = visit.hook { steps.append(.hooked([hook])) }
      steps.append(.visited([visit]))
    }
    for accumulation in pass.accumulations where graph[accumulation.leaf] != nil {
      if let hook = accumulation.hook { steps.append(.hooked([hook])) }
      steps.append(.accumulated([accumulation]))
    }
    let returns = pass.returns.filter { graph[$0.node] != nil }
    if !returns.isEmpty { steps.append(.returned(returns)) }
    return steps
  }
}

extension FrameState {
  /// Takes a step; `edges` are the graph's by the node that they lead to.
  mutating func apply(_ step: Step, edges: [Int: [Graph.Edge]]) {
    switch step {
    case .computed(let ids, _):
      compute(ids, edges: edges)
      activate(ids.flatMap { edges[$0, default: []] }, focus: ids.last)
    case .seeded:
      seed()
      activate([], focus: pass?.seeds.first { graph[$0.node] != nil }?.node)
    case .hooked(let hooks):
      for hook in hooks { self.hook(hook) }
      activate([], focus: hooks.last?.node)
    case .visited(let visits):
      for visit in visits { send(visit) }
      let sent = visits.flatMap { $0.contributions.map { $0.edge } }
      let receivers = Set(sent.map { $0.from })
      activate(sent, focus: receivers.count == 1 ? receivers.first : visits.last?.node)
    case .accumulated(let accumulations):
      for accumulation in accumulations { accumulate(accumulation) }
      activate([], focus: accumulations.last?.leaf)
    case .returned(let returns):
      activate([], focus: returns.count == 1 ? returns.first?.node : nil)
    case .cleared(let clearings):
      for clearing in clearings { clear(clearing) }
      activate([], focus: clearings.count == 1 ? clearings.first?.leaf : nil)
    case .updated(let updates):
      activate([], focus: updates.count == 1 ? updates.first?.leaf : nil)
    }
  }
}
