import Autograd
import Lesson

/// The part of a recording that a figure's steps need, renumbered from 0: what the graph shows, what
/// its passes went through, and everything below.
struct Excerpt {
  let recording: Recording
  let graph: Graph
  /// The nodes of the recording, in order.
  let ids: [Int]
  /// The place of each among them.
  let index: [Int: Int]
  let passes: [RawPass]
  /// Passes through other graphs that reached the leaves before.
  let earlier: [RawPass]
  /// What filled and emptied the leaves, in order.
  let history: [Change]

  /// Something that happened to what a leaf holds.
  enum Change {
    /// A pass, counted over ``passes`` and then ``earlier``, added to it.
    case accumulated(leaf: Int, before: Double?, after: Double, pass: Int)
    case cleared(leaf: Int, to: Double?)
  }

  /// For each leaf that the program changed afterwards the node that computed its new value.
  let updates: [Int: Int]
  /// The numbers that the program read from a leaf's `grad`, each with the change that put them
  /// there.
  let readGradients: [(node: Int, change: Int)]

  /// More nodes than this are not taken in for the sake of earlier passes.
  private static let mostNodes = 2_000

  /// A pass with every node that it visited, those that only pass a value on included.
  struct RawPass {
    var pass: Pass
    var seeds: [Recording.Seed]
    var visits: [Visit] = []
    var hooks: [Pass.Hook] = []
  }

  struct Visit {
    var node: Int
    var gradient: Double
    var sent: [(place: Int, to: Int, amount: Double)] = []
  }

  init(_ stage: Tour.Stage) {
    graph = stage.graph
    recording = stage.graph.recording
    passes = Excerpt.raw(stage.passes, in: recording)
    let leaves = Set(graph.nodes.filter { $0.kind == .leaf }.map(\.id))
    let shown = Set(stage.passes.map(\.number))
    let others = Excerpt.raw(
      Pass.all(in: recording).filter { pass in
        !shown.contains(pass.number) && pass.accumulations.contains { leaves.contains($0.leaf) }
      }, in: recording)
    updates = Excerpt.updates(of: leaves, graph)
    let needed = Excerpt.nodes(graph, passes, Array(updates.values))
    let all =
      others.isEmpty ? needed : Excerpt.nodes(graph, passes + others, Array(updates.values))
    let takesOthersIn = all.count <= max(Excerpt.mostNodes, 2 * needed.count)
    ids = takesOthersIn ? all : needed
    earlier = takesOthersIn ? others : []
    index = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    let moments = Excerpt.history(of: leaves, (passes + earlier).map(\.pass), graph)
    history = moments.map(\.change)
    readGradients = Excerpt.readGradients(ids, moments, graph)
  }

  /// The nodes that computed what leaves became.
  private static func updates(of leaves: Set<Int>, _ graph: Graph) -> [Int: Int] {
    var updates: [Int: Int] = [:]
    for moment in graph.recording.events {
      guard case .updated(let old, _, let node?) = moment.event,
        leaves.contains(graph.origins[old])
      else { continue }
      updates[graph.origins[old]] = node
    }
    return updates
  }

  /// Constants that are called `w.grad` and are what `w` held when they were made.
  private static func readGradients(
    _ ids: [Int], _ moments: [(change: Change, nodeCount: Int)], _ graph: Graph
  ) -> [(node: Int, change: Int)] {
    ids.compactMap { id in
      let node = graph.recording.nodes[id]
      guard let name = node.name, name.contains(".grad"), node.operands.isEmpty else { return nil }
      let leaf = name.replacing(".grad", with: "")
      let change = moments.lastIndex { moment in
        guard moment.nodeCount <= id,
          case .accumulated(let other, _, let after, _) = moment.change
        else { return false }
        return graph[other]?.name == leaf && after == node.value
      }
      return change.map { (id, $0) }
    }
  }

  /// The nodes of a graph and some passes, and everything below them.
  private static func nodes(
    _ graph: Graph, _ passes: [RawPass], _ others: [Int]
  ) -> [Int] {
    let recording = graph.recording
    var isNeeded = [Bool](repeating: false, count: recording.nodes.count)
    for id in graph.nodes.map(\.id) + others { isNeeded[id] = true }
    for pass in passes {
      for seed in pass.seeds { isNeeded[seed.node] = true }
      for visit in pass.visits {
        isNeeded[visit.node] = true
        for sent in visit.sent { isNeeded[sent.to] = true }
      }
    }
    for id in isNeeded.indices.reversed() where isNeeded[id] {
      for operand in recording.nodes[id].operands { isNeeded[operand] = true }
    }
    return isNeeded.indices.filter { isNeeded[$0] }
  }

  private static func history(
    of leaves: Set<Int>, _ passes: [Pass], _ graph: Graph
  ) -> [(change: Change, nodeCount: Int)] {
    let places = Dictionary(uniqueKeysWithValues: passes.enumerated().map { ($1.number, $0) })
    var changes: [(change: Change, nodeCount: Int)] = []
    for moment in graph.recording.events {
      switch moment.event {
      case .pass(let index):
        guard let place = places[index + 1] else { continue }
        for sum in passes[place].accumulations where leaves.contains(sum.leaf) {
          changes.append(
            (
              .accumulated(leaf: sum.leaf, before: sum.before, after: sum.after, pass: place),
              graph.recording.passes[index].nodes.upperBound
            ))
        }
      case .cleared(let node, let value):
        if leaves.contains(graph.origins[node]) {
          changes.append(
            (.cleared(leaf: graph.origins[node], to: value), moment.nodeCount))
        }
      case .gradientChanged(let node, _, let value, _):
        if leaves.contains(graph.origins[node]) {
          changes.append(
            (.cleared(leaf: graph.origins[node], to: value), moment.nodeCount))
        }
      case .updated, .printed, .raised: continue
      }
    }
    return changes
  }

  /// Some passes with everything that they visited.
  private static func raw(_ passes: [Pass], in recording: Recording) -> [RawPass] {
    passes.map { pass in
      let recorded = recording.passes[pass.number - 1]
      var raw = RawPass(pass: pass, seeds: recorded.seeds)
      for step in recorded.steps {
        switch step {
        case .visited(let visit):
          raw.visits.append(
            Visit(
              node: visit.node, gradient: visit.gradient,
              sent: recorded.contributions[visit.sent].map { ($0.place, $0.to, $0.amount) }))
        case .hooked(let node, let before, let after):
          raw.hooks.append(Pass.Hook(node: node, before: before, after: after))
        case .accumulated, .returned: continue
        }
      }
      return raw
    }
  }

  /// The new number of a node.
  func place(of id: Int) -> Int { index[id] ?? -1 }
}
