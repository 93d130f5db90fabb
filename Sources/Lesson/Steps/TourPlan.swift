import Autograd

/// The order of a tour's steps, as it is found in the events of a recording.
struct TourPlan {
  private(set) var stops: [Tour.Stop] = []
  private let recording: Recording
  private let stages: [Tour.Stage]
  private let pace: Frames.Pace
  private let origins: [Int]
  private let versions: [Int: Int]
  /// The newest version of a leaf in each graph, by its first.
  private let leaves: [[Int: Int]]
  private var stage = 0
  /// How many passes of each stage have begun, and how many of its nodes are computed.
  private var begun: [Int]
  private var computed: [Int]
  private var holding: Set<Int> = []

  init(_ recording: Recording, _ stages: [Tour.Stage], _ pace: Frames.Pace) {
    self.recording = recording
    self.stages = stages
    self.pace = pace
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
      case .cleared(let leaf, let value): change(leaf, from: nil, to: value, moment)
      case .gradientChanged(let leaf, let old, let new):
        holding.insert(versions[origins[leaf]] ?? origins[leaf])
        change(leaf, from: old, to: new, moment)
      case .updated(let old, let new): update(old, new, moment)
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
      let stop = Tour.Stop(stage: stage, pass: pass, step: .computed([node.id], line: node.line))
      if pace == .line, let last = stops.last, last.stage == stage, last.pass == stop.pass,
        case .computed(let earlier, let line) = last.step, line == node.line
      {
        stops[stops.count - 1].step = .computed(earlier + [node.id], line: line)
      } else {
        stops.append(stop)
      }
    }
  }

  private mutating func run() {
    let (graph, index) = (stages[stage].graph, begun[stage])
    let pass = stages[stage].passes[index]
    for step in Step.backward(graph, pass) {
      stops.append(Tour.Stop(stage: stage, pass: index, step: step))
      if case .accumulated(let accumulation) = step {
        holding.insert(versions[accumulation.leaf] ?? accumulation.leaf)
      }
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
    _ leaf: Int, from old: Double?, to value: Double?, _ moment: Recording.Moment
  ) {
    guard holding.contains(versions[origins[leaf]] ?? origins[leaf]),
      let place = place(of: leaf, moment)
    else { return }
    move(to: place.stage, moment)
    if value == nil { holding.remove(versions[origins[leaf]] ?? origins[leaf]) }
    let clearing = Pass.Clearing(leaf: place.leaf, from: old, to: value, line: moment.line)
    if let last = stops.last, last.stage == stage, case .cleared(let earlier) = last.step,
      !earlier.contains(where: {
        $0.leaf == clearing.leaf || $0.isChange != clearing.isChange
      })
    {
      stops[stops.count - 1].step = .cleared(earlier + [clearing])
    } else {
      stops.append(Tour.Stop(stage: stage, pass: shown, step: .cleared([clearing])))
    }
  }

  private mutating func update(_ old: Int, _ new: Int, _ moment: Recording.Moment) {
    guard let place = place(of: old, moment) else { return }
    move(to: place.stage, moment)
    let update = Step.Update(
      leaf: place.leaf, from: recording.nodes[old].value, to: recording.nodes[new].value,
      line: moment.line)
    if let last = stops.last, last.stage == stage, case .updated(let earlier) = last.step,
      !earlier.contains(where: { $0.leaf == update.leaf })
    {
      stops[stops.count - 1].step = .updated(earlier + [update])
    } else {
      stops.append(Tour.Stop(stage: stage, pass: shown, step: .updated([update])))
    }
  }

  /// The pass whose traces are still to be seen.
  private var shown: Int? { begun[stage] == 0 ? pass : begun[stage] - 1 }

  private mutating func move(to next: Int, _ moment: Recording.Moment) {
    guard next != stage else { return }
    stage = next
    compute(below: moment.nodeCount)
  }
}
