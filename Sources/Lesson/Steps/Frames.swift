import Autograd

/// The frames of a graph and a pass, one at a time, in order.
///
/// A sequence and not an array, since each frame is as large as the graph.
package struct Frames: Sequence, IteratorProtocol {
  /// Which part of the way is shown.
  package enum Part: String, CaseIterable, Sendable {
    /// The operations alone.
    case forward
    /// The pass alone.
    case backward
    /// The operations, then the pass.
    case all
  }

  /// How much the way forward computes in one step.
  package enum Pace: Sendable {
    /// All operations of a line that follow each other.
    case line
    /// One operation.
    case operation
  }

  /// The steps, each of which gives a frame.
  package let steps: [Step]
  private var position = 0
  private var state: FrameState
  private let edges: [Int: [Graph.Edge]]

  /// The steps of a graph and a pass, if there is one.
  package init(_ graph: Graph, _ pass: Pass?, part: Part = .all, pace: Pace = .operation) {
    var steps: [Step] = []
    switch part {
    case .forward: steps = Step.forward(graph, pace)
    case .backward: steps = pass.map { Step.backward(graph, $0) } ?? []
    case .all:
      steps = Step.forward(graph, pace) + (pass.map { Step.backward(graph, $0) } ?? [])
    }
    let clearings = pass?.clearings.filter { graph[$0.leaf] != nil } ?? []
    if part != .forward, !clearings.isEmpty { steps.append(.cleared(clearings)) }
    self.steps = steps
    state = FrameState(graph, pass)
    edges = Dictionary(grouping: graph.edges, by: { $0.to })
    switch part {
    case .forward, .all: state.forgetValues()
    case .backward: break
    }
  }

  /// The frame of the next step.
  package mutating func next() -> Frame? {
    guard position < steps.count else { return nil }
    let step = steps[position]
    position += 1
    state.apply(step, edges: edges)
    var frame = state.frame
    let explanation = StepExplanation(step, state, edges)
    frame.title = "Step \(position) of \(steps.count) · \(explanation.title)"
    frame.arithmetic = explanation.arithmetic.joined(separator: "\n")
    frame.sentence = explanation.sentence
    frame.line = explanation.line
    return frame
  }
}

/// One thing that happens to a graph.
package enum Step: Sendable, Equatable {
  /// Operations of one line computed their values.
  case computed([Int], line: Int)
  /// The gradients entered.
  case seeded
  /// Hooks saw a node's gradient, and may have changed it.
  case hooked(Pass.Hook)
  /// A node sent its gradient on.
  case visited(Pass.Visit)
  /// A leaf's gradient was brought up to date.
  case accumulated(Pass.Accumulation)
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
    /// The line of the program that changed it.
    package var line: Int
  }

  fileprivate static func forward(_ graph: Graph, _ pace: Frames.Pace) -> [Step] {
    var steps: [Step] = []
    for node in graph.nodes where node.kind.isComputed {
      if pace == .line, case .computed(let earlier, let line) = steps.last, line == node.line {
        steps[steps.count - 1] = .computed(earlier + [node.id], line: line)
      } else {
        steps.append(.computed([node.id], line: node.line))
      }
    }
    return steps
  }

  /// What happens in a pass, from the seed to the leaves.
  static func backward(_ graph: Graph, _ pass: Pass) -> [Step] {
    var steps = [Step.seeded]
    for visit in pass.visits where graph.kind(of: visit.node) != nil {
      if let hook = visit.hook { steps.append(.hooked(hook)) }
      steps.append(.visited(visit))
    }
    for accumulation in pass.accumulations where graph[accumulation.leaf] != nil {
      if let hook = accumulation.hook { steps.append(.hooked(hook)) }
      steps.append(.accumulated(accumulation))
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
    case .hooked(let hook):
      self.hook(hook)
      activate([], focus: hook.node)
    case .visited(let visit):
      send(visit)
      let receivers = Set(visit.contributions.map { $0.edge.from })
      activate(
        visit.contributions.map { $0.edge },
        focus: receivers.count == 1 ? receivers.first : visit.node)
    case .accumulated(let accumulation):
      accumulate(accumulation)
      activate([], focus: accumulation.leaf)
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

extension Frame {
  /// The values only.
  package static func forward(_ graph: Graph) -> Frame {
    var frame = FrameState(graph, nil).frame
    let roots = graph.roots.map { graph.symbol(of: $0) }.joined(separator: ", ")
    frame.title = "The way forward to \(roots)"
    frame.sentence =
      "Every operation has computed its value; no gradient has been sent." + graph.orderNote
    frame.line = graph.roots.last.flatMap { graph[$0]?.line } ?? 0
    return frame
  }

  /// The end of the last pass through a graph that is told in parts; nil if there was none.
  ///
  /// - Complexity: O(nodes + events).
  package static func final(_ graph: Graph) -> Frame? {
    guard let outline = graph.outline, let (pass, index) = Pass.latest(forPartsOf: graph) else {
      return nil
    }
    var frame = Frame.final(graph, pass)
    let firsts = outline.links.map { $0.first }
    let arrivals = Arrivals(
      graph.recording, graph.recording.passes[index], origins: graph.origins, edges: Set(firsts))
    for edge in firsts where frame.edges[edge] == nil {
      frame.edges[edge] = EdgeState(
        local: graph.localDerivative(of: edge), contribution: arrivals.sent[edge], isActive: false)
    }
    frame.arrivals = arrivals
    frame.showSeeds(pass.seeds, outline)
    return frame
  }

  /// One arrow for all seeds that enter a part, if they are equal.
  private mutating func showSeeds(_ entered: [Recording.Seed], _ outline: Outline) {
    var seedsOfParts: [Int32: [Recording.Seed]] = [:]
    for seed in entered {
      guard let part = outline.part(of: seed.node), part.members.count > 1 else { continue }
      seedsOfParts[outline.partOf[seed.node], default: []].append(seed)
    }
    for entering in seedsOfParts.values {
      let first = entering[0]
      if entering.allSatisfy({ $0.value == first.value }) { seeds[first.node] = first.value }
    }
  }

  /// The end of a pass, when everything has arrived.
  package static func final(_ graph: Graph, _ pass: Pass) -> Frame {
    var state = FrameState(graph, pass)
    for step in Step.backward(graph, pass) { state.apply(step, edges: [:]) }
    state.activate([], focus: nil)
    var frame = state.frame
    let seeds = pass.seeds.filter { graph.kind(of: $0.node) != nil }
    var seen: Set<String> = []
    let roots = seeds.map { graph.symbol(of: $0.node) }.filter { seen.insert($0).inserted }
      .joined(separator: ", ")
    frame.title = "After the backward pass from \(roots)"
    frame.sentence =
      "Along each edge went upstream gradient × local derivative; what arrives at a node adds up."
      + graph.orderNote
    frame.line = pass.line
    return frame
  }
}

extension Graph {
  /// What tinted cards mean, for a graph that has some.
  fileprivate var orderNote: String {
    nodes.contains { $0.order > 0 }
      ? " Cards with an order were computed by that many backward passes, one through another."
      : ""
  }
}
