package import Autograd

/// A whole program as steps: graph after graph, the way forward, then every pass through it, what
/// cleared its gradients and what changed its leaves.
///
///     let tour = try Tour(recording, roots: [loss])
///     let first = tour[0].frame
///
/// Every view counts the same steps and says the same of them. Any step can be asked for at any
/// time, and is the same whichever way one came.
package struct Tour: Sendable {
  /// The graphs in order, each with the passes through it.
  package let stages: [Stage]
  /// What happens, one after the other; never empty, unless there is no graph.
  package let stops: [Stop]
  /// Which of ``stops`` each step takes in; one each, unless whole passes are one step.
  fileprivate let steps: [Range<Int>]
  fileprivate let checkpoints: [TourCursor]
  fileprivate static let stride = 32

  /// A graph, and the passes through it.
  package struct Stage: Sendable {
    /// The graph that is shown.
    package var graph: Graph
    /// The passes through the graph, in the order in which they began.
    package var passes: [Pass]
    /// How it is drawn; nil where each number has a card of its own.
    package var outline: Outline?
  }

  /// One thing that happens, and where it belongs.
  package struct Stop: Sendable, Equatable {
    /// An index into ``Tour/stages``.
    package var stage: Int
    /// The pass that is shown, an index into the stage's passes; nil if there is none.
    package var pass: Int?
    /// What happens.
    package var step: Step
  }

  /// What there is to show after a step.
  package struct StepView: Sendable {
    /// The number of the step, counted from 0.
    package var index: Int
    /// What happens in it, and where it belongs.
    package var stops: ArraySlice<Stop>
    /// What happens, without the count of the steps that the frame's title has.
    package var heading: String
    /// The graph's state after the step.
    package var frame: Frame
    /// What each leaf of the graph holds, and how it came about.
    package var accounts: [Account]
    /// What leaves of other graphs held when this one began, by the first node of each.
    package var ledger: [Int: Double]
    /// How many contributions each card still waits for, by name.
    package var awaited: [(name: String, count: Int)]

    /// The last thing that happens in it.
    package var stop: Stop { stops[stops.endIndex - 1] }
  }

  /// The state of one leaf's account.
  package struct Account: Sendable, Equatable {
    /// The leaf, by its id.
    package var leaf: Int
    /// The value that the leaf has now.
    package var value: Double
    /// What it held before this pass.
    package var before: Double?
    /// What arrived in this pass, in order.
    package var arrived: [Double]
    /// The sum of it, rounded as PyTorch adds it up, as hooks left it; nil where nothing has arrived.
    package var sum: Double?
    /// How many contributions come to it in this pass.
    package var due: Int
    /// What hooks made of the sum of what arrived.
    package var hook: Pass.Hook?
    /// What it holds now; nil for nothing.
    package var gradient: Double?
  }

  /// The steps of a program.
  ///
  /// - Parameters:
  ///   - recording: What happened.
  ///   - roots: Where the graph ends; nil for one graph for every group of passes that share an
  ///     operation.
  ///   - wish: How much a step takes in, and what is folded and opened; names may be of some of the
  ///     graphs only.
  /// - Throws: ``FoldError`` for a name that none of the graphs has.
  /// - Complexity: O(steps + (nodes + events) × stages).
  package init(
    _ recording: Recording, roots: [Int]?, _ wish: Outline.Wish = Outline.Wish()
  ) throws(FoldError) {
    self.init(recording, try Tour.stages(of: recording, roots, wish), wish.level)
  }

  /// The steps of a program, an operation on numbers each.
  package init(scalarsOf recording: Recording, roots: [Int]?) {
    let sources = Sources(recording)
    let histories = roots == nil ? Histories(sources) : nil
    let stages = Tour.plans(of: recording, roots).map { Stage($0, sources, histories, nil) }
    self.init(recording, stages, .scalar)
  }

  private init(_ recording: Recording, _ stages: [Stage], _ level: Level?) {
    self.stages = stages
    stops = TourPlan(recording, stages).stops
    steps = Tour.steps(stops, level)
    var cursor = TourCursor()
    var checkpoints: [TourCursor] = []
    for index in stops.indices {
      if index.isMultiple(of: Tour.stride) { checkpoints.append(cursor) }
      cursor.advance(stops[index], stages)
    }
    self.checkpoints = checkpoints
  }

  /// How many steps there are.
  package var count: Int { steps.count }

  /// The numbers of the steps, from 0.
  package var indices: Range<Int> { steps.indices }

  /// What there is to show after a step, by its number from 0; at most 32 stops are made for it,
  /// and those of the step itself.
  package subscript(index: Int) -> StepView {
    var walk = TourWalk(self)
    return walk.view(index)
  }

  /// What happens in a step.
  package func stops(of index: Int) -> ArraySlice<Stop> { stops[steps[index]] }

  /// The steps that belong to one pass, by its number in the program from 1; empty for no such
  /// pass.
  package func steps(ofPass number: Int) -> [Int] {
    indices.filter { index in
      let stop = stops[steps[index].upperBound - 1]
      return stop.pass.map { stages[stop.stage].passes[$0].number } == number
    }
  }

  /// Whether a step computes values only.
  package func isForward(_ index: Int) -> Bool {
    stops[steps[index]].allSatisfy { $0.step.part == .forward }
  }

  /// What the nodes that a step is about are called.
  package func symbols(of index: Int) -> [String] {
    stops[steps[index]].flatMap { stop in
      let stage = stages[stop.stage]
      let nodes: [Int] =
        switch stop.step {
        case .computed(let ids, _): ids
        case .seeded: stop.pass.map { stage.passes[$0].seeds.map { $0.node } } ?? []
        case .hooked(let hooks): hooks.map { $0.node }
        case .visited(let visits):
          visits.flatMap { visit in [visit.node] + visit.contributions.map { $0.edge.from } }
        case .accumulated(let accumulations): accumulations.map { $0.leaf }
        case .returned(let returns): returns.map { $0.node }
        case .cleared(let clearings): clearings.map { $0.leaf }
        case .updated(let updates): updates.map { $0.leaf }
        }
      return nodes.compactMap { stage.graph[$0]?.symbol }
    }
  }

  /// Which stops one step takes in.
  private static func steps(_ stops: [Stop], _ level: Level?) -> [Range<Int>] {
    var steps: [Range<Int>] = []
    for index in stops.indices {
      if let last = steps.last, isTogether(stops[last.lowerBound], stops[index], level) {
        steps[steps.count - 1] = last.lowerBound..<index + 1
      } else {
        steps.append(index..<index + 1)
      }
    }
    return steps
  }

  /// Whether two stops, the first and a later one of a step, are of one step.
  private static func isTogether(_ first: Stop, _ next: Stop, _ level: Level?) -> Bool {
    switch level {
    case .iteration: first.stage == next.stage
    case .pass:
      first.stage == next.stage && first.pass == next.pass
        && first.step.part == next.step.part
    case .line, .operation, .scalar, nil: false
    }
  }

  private static func stages(
    of recording: Recording, _ roots: [Int]?, _ wish: Outline.Wish
  ) throws(FoldError) -> [Stage] {
    let sources = Sources(recording)
    let histories = roots == nil ? Histories(sources) : nil
    var unknown = wish.fold + wish.unfold
    var failure: FoldError?
    var stages: [Stage] = []
    for plan in plans(of: recording, roots) {
      // A name may be another graph's.
      var wish = wish
      var outline: Outline?
      while true {
        do throws(FoldError) {
          outline = try Outline(sources, roots: plan.roots, wish)
          break
        } catch {
          guard case .unknown(let name, _) = error else { throw error }
          failure = failure ?? error
          wish.fold.removeAll { $0 == name }
          wish.unfold.removeAll { $0 == name }
        }
      }
      unknown.removeAll { (wish.fold + wish.unfold).contains($0) }
      stages.append(Stage(plan, sources, histories, outline))
    }
    if let failure, !unknown.isEmpty { throw failure }
    return stages
  }

  /// Where a graph ends, and the passes through it; nil for those that reach it.
  private typealias Plan = (roots: [Int], passes: [Pass]?)

  private static func plans(of recording: Recording, _ roots: [Int]?) -> [Plan] {
    if let roots { return [(roots, nil)] }
    var groups: [(nodes: Set<Int>, roots: [Int], passes: [Pass])] = []
    for pass in Pass.all(in: recording) {
      let seeded = pass.seeds.map { $0.node }
      let nodes = Set(pass.visits.map { $0.node } + seeded)
      if let last = groups.indices.last, !groups[last].nodes.isDisjoint(with: nodes) {
        groups[last].nodes.formUnion(nodes)
        groups[last].roots += seeded
        groups[last].passes.append(pass)
      } else {
        groups.append((nodes, seeded, [pass]))
      }
    }
    return groups.map { ($0.roots, $0.passes) }
  }
}

extension Tour.Stage {
  fileprivate init(
    _ plan: (roots: [Int], passes: [Pass]?), _ sources: Sources, _ histories: Histories?,
    _ outline: Outline?
  ) {
    graph = Graph(sources, histories, roots: plan.roots, namedBy: outline)
    passes = plan.passes ?? Pass.reaching(graph)
    self.outline = outline
  }
}

/// A way through a tour: the step behind the last one costs no more than itself.
///
///     var walk = TourWalk(tour)
///     for index in tour.indices { show(walk.view(index)) }
package struct TourWalk: Sendable {
  /// What it leads through.
  package let tour: Tour
  private var cursor = TourCursor()
  /// How many stops the cursor has made.
  private var made = 0

  /// A way that has not begun.
  package init(_ tour: Tour) { self.tour = tour }

  /// What there is to show after a step, by its number from 0; from anywhere else at most 32 stops
  /// are made for it, and those of the step itself.
  package mutating func view(_ index: Int) -> Tour.StepView {
    precondition(tour.steps.indices.contains(index), "step \(index) of \(tour.steps.count)")
    let range = tour.steps[index]
    let checkpoint = range.lowerBound / Tour.stride
    if made > range.lowerBound || made < checkpoint * Tour.stride {
      cursor = tour.checkpoints[checkpoint]
      made = checkpoint * Tour.stride
    }
    while made < range.upperBound {
      cursor.advance(tour.stops[made], tour.stages)
      made += 1
    }
    return cursor.view(index, of: tour.steps.count, tour.stops[range], tour.stages)
  }
}

/// The state between two steps.
struct TourCursor: Sendable {
  private var stage = -1
  private var pass: Int?
  private var state: FrameState?
  private var edges: [Int: [Graph.Edge]] = [:]
  private var computed: [Int] = []
  private var values: [Int: Double] = [:]
  /// What leaves held when the graph or the pass began, by the first node of each.
  private var ledger: [Int: Double] = [:]

  mutating func advance(_ stop: Tour.Stop, _ stages: [Tour.Stage]) {
    if stop.stage != stage { enter(stop, stages) } else if stop.pass != pass { turn(stop, stages) }
    guard var next = state else { return }
    state = nil
    next.apply(stop.step, edges: edges)
    switch stop.step {
    case .computed(let ids, _): computed += ids
    case .updated(let updates): for update in updates { values[update.leaf] = update.to }
    case .seeded, .hooked, .visited, .accumulated, .returned, .cleared: break
    }
    state = next
  }

  /// Begins another graph; leaves that it shares with the one before keep what they hold.
  private mutating func enter(_ stop: Tour.Stop, _ stages: [Tour.Stage]) {
    let graph = stages[stop.stage].graph
    let held = held(by: graph)
    stage = stop.stage
    pass = stop.pass
    edges = Dictionary(grouping: graph.edges, by: { $0.to })
    computed = []
    values = [:]
    state = fresh(stop, stages, held)
  }

  /// Begins another pass through the same graph.
  private mutating func turn(_ stop: Tour.Stop, _ stages: [Tour.Stage]) {
    let held = held(by: stages[stop.stage].graph)
    pass = stop.pass
    state = fresh(stop, stages, held)
  }

  private func fresh(
    _ stop: Tour.Stop, _ stages: [Tour.Stage], _ held: [Int: Double]
  ) -> FrameState {
    let stage = stages[stop.stage]
    let pass = stop.pass.map { stage.passes[$0] }
    var state = FrameState(stage.graph, pass)
    var held = held
    // What passes through other graphs left there.
    for accumulation in pass?.accumulations ?? [] where held[accumulation.leaf] == nil {
      held[accumulation.leaf] = accumulation.before
    }
    state.hold(held)
    state.forgetValues()
    state.compute(computed, edges: edges)
    return state
  }

  private mutating func held(by graph: Graph) -> [Int: Double] {
    guard let state else { return [:] }
    let versions = graph.recording.versions
    var held: [Int: Double] = [:]
    for node in state.graph.nodes where node.kind == .leaf {
      held[versions[node.id] ?? node.id] = gradient(of: node.id, state)
      ledger[versions[node.id] ?? node.id] = gradient(of: node.id, state)
    }
    var result: [Int: Double] = [:]
    for node in graph.nodes where node.kind == .leaf {
      result[node.id] = held[versions[node.id] ?? node.id]
    }
    return result
  }

  func view(
    _ index: Int, of count: Int, _ stops: ArraySlice<Tour.Stop>, _ stages: [Tour.Stage]
  ) -> Tour.StepView {
    guard let state else { preconditionFailure("no step was taken before \(index)") }
    let last = stops[stops.endIndex - 1]
    let said =
      stops.count > 1
      ? StepExplanation(
        of: stops.map { $0.step }, state, number: stage + 1, of: stages.count)
      : StepExplanation(last.step, state, stages[last.stage].outline)
    var frame = state.frame
    frame.title = "Step \(index + 1) of \(count) · \(said.title)"
    frame.arithmetic = said.arithmetic.joined(separator: "\n")
    frame.sentence = said.sentence
    frame.line = said.line
    return Tour.StepView(
      index: index, stops: stops, heading: said.title, frame: frame,
      accounts: state.graph.nodes.filter { $0.kind == .leaf }.map { account(of: $0, state) },
      ledger: ledger,
      awaited: awaited(after: last, state, stages))
  }

  private func awaited(
    after stop: Tour.Stop, _ state: FrameState, _ stages: [Tour.Stage]
  ) -> [(name: String, count: Int)] {
    switch stop.step {
    case .computed, .accumulated, .returned, .cleared, .updated: return []
    case .seeded, .hooked, .visited:
      var missing: [Int: Int] = [:]
      for node in state.graph.nodes {
        let arrived = state.arrived[node.id, default: []].count { $0.edge != nil }
        let count = state.due[node.id, default: 0] - arrived
        if count > 0 { missing[node.id] = count }
      }
      let nodes = state.graph.nodes.map { $0.id }.filter { missing[$0] != nil }
      return PartNames(state.graph, stages[stop.stage].outline).groups(nodes).map { group in
        (group.name, group.nodes.reduce(0) { $0 + missing[$1, default: 0] })
      }
    }
  }

  private func account(of node: Graph.Node, _ state: FrameState) -> Tour.Account {
    let isKept = state.kept.contains(node.id)
    return Tour.Account(
      leaf: node.id, value: values[node.id] ?? node.value,
      before: state.frame.nodes[node.id]?.before,
      arrived: isKept ? state.arrived[node.id, default: []].map { $0.amount } : [],
      sum: isKept ? state.sum(at: node.id) : nil,
      due: isKept ? state.due[node.id, default: 0] : 0,
      hook: isKept ? state.frame.nodes[node.id]?.hook : nil,
      gradient: gradient(of: node.id, state))
  }

  /// What a leaf's gradient is; a pass that only returns leaves it as it was.
  private func gradient(of leaf: Int, _ state: FrameState) -> Double? {
    guard let node = state.frame.nodes[leaf] else { return nil }
    guard state.kept.contains(leaf), case .value(let value, _, _, _) = node.gradient else {
      return node.before
    }
    return value
  }
}

extension Recording {
  /// The first node of every leaf that was changed later, by each of its later nodes.
  package var versions: [Int: Int] {
    let origins = origins
    var versions: [Int: Int] = [:]
    for moment in events {
      if case .updated(let old, let new, _) = moment.event {
        versions[origins[new]] = versions[origins[old]] ?? origins[old]
      }
    }
    return versions
  }
}

extension Tour.StepView {
  /// What contributions are still to come, and where; nil if none are.
  package var awaitedText: String? {
    guard !awaited.isEmpty else { return nil }
    let total = awaited.reduce(0) { $0 + $1.count }
    let places = awaited.prefix(6).map { $0.name + ($0.count > 1 ? " (\($0.count))" : "") }
    let more = awaited.count > 6 ? " and \(awaited.count - 6) more" : ""
    return "Awaited: \(total) \(total == 1 ? "contribution" : "contributions"), to "
      + places.joined(separator: ", ") + more + "."
  }
}
