import Autograd

/// The order of a tour's steps, as it is found in the events of a recording.
struct TourPlan {
  private(set) var stops: [Tour.Stop] = []
  private let recording: Recording
  private let stages: [Tour.Stage]
  private let origins: [Int]
  private let versions: [Int: Int]
  /// The newest version of a leaf in each graph, by its first.
  private let leaves: [[Int: Int]]
  private var stage = 0
  /// How many passes of each stage have begun, and how many of its nodes are computed.
  private var begun: [Int]
  private var computed: [Int]
  private var holding: Set<Int> = []

  init(_ recording: Recording, _ stages: [Tour.Stage]) {
    self.recording = recording
    self.stages = stages
    origins = recording.origins
    let versions = recording.versions
    self.versions = versions
    leaves = stages.map { stage in
      stage.graph.nodes.filter { $0.kind == .leaf }
        .reduce(into: [:]) { $0[versions[$1.id] ?? $1.id] = $1.id }
    }
    begun = stages.map { _ in 0 }
    computed = stages.map { _ in 0 }
    plan()
  }

  private mutating func plan() {
    guard !stages.isEmpty else { return }
    var owners: [Int: Int] = [:]
    for (stage, part) in stages.enumerated().reversed() {
      for pass in part.passes { owners[pass.number] = stage }
    }
    for moment in recording.events {
      switch moment.event {
      case .pass(let index):
        guard let owner = owners[index + 1] else { continue }
        stage = owner
        compute(below: moment.nodeCount)
        run()
      case .cleared(let leaf, let value): change(leaf, from: nil, to: value, by: nil, moment)
      case .gradientChanged(let leaf, let old, let new, let node):
        holding.insert(versions[origins[leaf]] ?? origins[leaf])
        change(leaf, from: old, to: new, by: node, moment)
      case .updated(let old, let new, let node): update(old, new, by: node, moment)
      case .printed, .raised: continue
      }
    }
    compute(below: recording.nodes.count)
  }

  /// The pass that is shown before the next begins: the one that comes, as long as there is one.
  private var pass: Int? {
    let passes = stages[stage].passes
    return passes.isEmpty ? nil : min(begun[stage], passes.count - 1)
  }

  /// What the graph computed before it had so many nodes.
  private mutating func compute(below count: Int) {
    let nodes = stages[stage].graph.nodes
    while computed[stage] < nodes.count, nodes[computed[stage]].id < count {
      let node = nodes[computed[stage]]
      computed[stage] += 1
      guard node.kind.isComputed else { continue }
      add(.computed([node.id], line: node.line), pass: pass)
    }
  }

  private mutating func run() {
    let (graph, index) = (stages[stage].graph, begun[stage])
    let pass = stages[stage].passes[index]
    for step in stages[stage].together(Step.backward(graph, pass)) { add(step, pass: index) }
    for accumulation in pass.accumulations where graph[accumulation.leaf] != nil {
      holding.insert(versions[accumulation.leaf] ?? accumulation.leaf)
    }
    begun[stage] += 1
  }

  /// The stage in which something happens to a leaf, and the leaf's node there: the next one once
  /// it has begun to compute.
  private func place(of node: Int, _ moment: Recording.Moment) -> (stage: Int, leaf: Int)? {
    let first = versions[origins[node]] ?? origins[node]
    if stage + 1 < stages.count, let leaf = leaves[stage + 1][first], begun[stage] > 0,
      stages[stage + 1].graph.nodes.contains(where: {
        $0.kind.isComputed && $0.id < moment.nodeCount
      })
    {
      return (stage + 1, leaf)
    }
    return leaves[stage][first].map { (stage, $0) }
  }

  private mutating func change(
    _ leaf: Int, from old: Double?, to value: Double?, by node: Int?, _ moment: Recording.Moment
  ) {
    guard holding.contains(versions[origins[leaf]] ?? origins[leaf]),
      let place = place(of: leaf, moment)
    else { return }
    move(to: place.stage, moment)
    if value == nil { holding.remove(versions[origins[leaf]] ?? origins[leaf]) }
    let clearing = Pass.Clearing(
      leaf: place.leaf, from: old, to: value, by: node, line: moment.line)
    add(.cleared([clearing]), pass: shown)
  }

  private mutating func update(
    _ old: Int, _ new: Int, by node: Int?, _ moment: Recording.Moment
  ) {
    guard let place = place(of: old, moment) else { return }
    move(to: place.stage, moment)
    // What a leaf was before anything was computed is its beginning, as an initialisation is.
    guard !stops.isEmpty else { return }
    let update = Step.Update(
      leaf: place.leaf, from: recording.nodes[old].value, to: recording.nodes[new].value,
      by: node, line: moment.line)
    add(.updated([update]), pass: shown)
  }

  /// The pass whose traces are still to be seen.
  private var shown: Int? {
    if let last = stops.last, last.stage == stage { return last.pass }
    return begun[stage] == 0 ? pass : begun[stage] - 1
  }

  /// Turns to a graph, with what it had computed by then.
  private mutating func move(to next: Int, _ moment: Recording.Moment) {
    stage = next
    compute(below: moment.nodeCount)
  }

  /// Puts a step behind the last, or into it where both are one.
  private mutating func add(_ step: Step, pass: Int?) {
    if let last = stops.last, last.stage == stage, last.pass == pass,
      let both = stages[stage].joined(last.step, step)
    {
      stops[stops.count - 1].step = both
    } else {
      stops.append(Tour.Stop(stage: stage, pass: pass, step: step))
    }
  }
}

extension Tour.Stage {
  /// What is drawn as one card; every node is one where each has a card of its own.
  private func unit(of node: Int) -> Int { outline.map { Int($0.partOf[node]) } ?? node }

  /// Two steps as one, where the second goes on with what the first does; nil where it is another.
  fileprivate func joined(_ one: Step, _ other: Step) -> Step? {
    switch (one, other) {
    case (.computed(let earlier, let line), .computed(let later, _)):
      guard let last = earlier.last, let next = later.first, unit(of: last) == unit(of: next)
      else { return nil }
      return .computed(earlier + later, line: line)
    case (.cleared(let earlier), .cleared(let later)):
      let isOther = earlier.contains { old in
        later.contains { $0.leaf == old.leaf || $0.isChange != old.isChange }
      }
      return isOther ? nil : .cleared(earlier + later)
    case (.updated(let earlier), .updated(let later)):
      let isAgain = earlier.contains { old in later.contains { $0.leaf == old.leaf } }
      return isAgain ? nil : .updated(earlier + later)
    default: return nil
    }
  }

  /// The steps of a pass, card by card: what hooks did at it, what it sent, and in the end what
  /// all leaves got.
  fileprivate func together(_ steps: [Step]) -> [Step] {
    guard outline != nil else { return steps }
    var grouped: [Step] = []
    var current: Int?
    var hooks: [Pass.Hook] = []
    var visits: [Pass.Visit] = []
    var accumulations: [Pass.Accumulation] = []
    func close() {
      if !hooks.isEmpty { grouped.append(.hooked(hooks)) }
      if !visits.isEmpty { grouped.append(.visited(visits)) }
      (hooks, visits) = ([], [])
    }
    func turn(to node: Int) {
      if let current, current != unit(of: node) { close() }
      current = unit(of: node)
    }
    for step in steps {
      switch step {
      case .hooked(let seen):
        for hook in seen {
          turn(to: hook.node)
          // What the hook sees has to arrive before.
          if visits.contains(where: { $0.sends(to: hook.node) }) { close() }
          hooks.append(hook)
        }
      case .visited(let sent):
        for visit in sent {
          turn(to: visit.node)
          visits.append(visit)
        }
      case .accumulated(let sums): accumulations += sums
      case .seeded, .computed, .returned, .cleared, .updated:
        close()
        if !accumulations.isEmpty { grouped.append(.accumulated(accumulations)) }
        accumulations = []
        grouped.append(step)
      }
    }
    close()
    if !accumulations.isEmpty { grouped.append(.accumulated(accumulations)) }
    return grouped
  }
}

extension Pass.Visit {
  fileprivate func sends(to node: Int) -> Bool { contributions.contains { $0.edge.from == node } }
}
