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

  /// A pass with every node that it visited, those that only pass a value on included.
  struct RawPass {
    var pass: Pass
    var seeds: [Recording.Seed]
    var visits: [Visit] = []
  }

  struct Visit {
    var node: Int
    var gradient: Double
    var sent: [(place: Int, amount: Double)] = []
  }

  init(_ stage: Tour.Stage) {
    graph = stage.graph
    recording = stage.graph.recording
    passes = Excerpt.passes(of: stage)
    var isNeeded = [Bool](repeating: false, count: recording.nodes.count)
    for node in graph.nodes { isNeeded[node.id] = true }
    for pass in passes {
      for seed in pass.seeds { isNeeded[seed.node] = true }
      for visit in pass.visits { isNeeded[visit.node] = true }
    }
    for id in isNeeded.indices.reversed() where isNeeded[id] {
      for operand in recording.nodes[id].operands { isNeeded[operand] = true }
    }
    ids = isNeeded.indices.filter { isNeeded[$0] }
    index = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
  }

  private static func passes(of stage: Tour.Stage) -> [RawPass] {
    let wanted = Dictionary(uniqueKeysWithValues: stage.passes.map { ($0.number, $0) })
    var passes: [RawPass] = []
    var number = 0
    var isOpen = false
    for moment in stage.graph.recording.events {
      switch moment.event {
      case .passBegan(let seeds):
        number += 1
        isOpen = wanted[number] != nil
        if let pass = wanted[number] { passes.append(RawPass(pass: pass, seeds: seeds)) }
      case .visited(let node, let gradient):
        if isOpen { passes[passes.count - 1].visits.append(Visit(node: node, gradient: gradient)) }
      case .contributed(let sender, let place, _, let amount):
        guard isOpen, let last = passes.last?.visits.indices.last,
          passes[passes.count - 1].visits[last].node == sender
        else { continue }
        passes[passes.count - 1].visits[last].sent.append((place, amount))
      case .passEnded, .raised: isOpen = false
      case .accumulated, .cleared, .updated, .printed: continue
      }
    }
    return passes
  }

  /// The new number of a node.
  func place(of id: Int) -> Int { index[id] ?? -1 }
}
