import Autograd

/// Which results of a recording hang together.
///
/// Two graphs of one history never mean different values by one `v₁`; what has nothing to do with
/// another, such as the next turn of a loop, begins anew. Made once for all graphs of a recording.
struct Histories {
  /// By node, the one that stands for its history.
  private let tops: [Int]
  /// By that node, the results of its history that have no name, in the order of computation.
  private let nameless: [Int: [Int]]

  /// What passes went through, and what else is shown.
  ///
  /// - Complexity: O(nodes + edges), but for the inverse of Ackermann's function.
  init(_ sources: Sources, shown: [Int] = []) {
    let recording = sources.recording
    let roots = recording.passes.flatMap { $0.seeds.map { sources.origins[$0.node] } }
    let isPassed = sources.history(of: roots + shown)
    var tops = Array(isPassed.indices)
    func top(_ id: Int) -> Int {
      var id = id
      while tops[id] != id {
        tops[id] = tops[tops[id]]
        id = tops[id]
      }
      return id
    }
    for id in isPassed.indices where isPassed[id] {
      sources.forEachEdge(into: id) { edge in
        guard recording.kind(of: edge.from).isComputed else { return }
        tops[top(id)] = top(edge.from)
      }
    }
    var nameless: [Int: [Int]] = [:]
    for id in isPassed.indices where isPassed[id] {
      tops[id] = top(id)
      guard sources.names[id] == nil, recording.kind(of: id).isComputed else { continue }
      nameless[tops[id], default: []].append(id)
    }
    self.tops = tops
    self.nameless = nameless
  }

  /// The numbers of results without a name, counted over all that hangs together with what is shown.
  func numbers(of shown: [Int]) -> [Int: Int] {
    let histories = Set(shown.map { tops[$0] }).map { nameless[$0, default: []] }
    let all = histories.count == 1 ? histories[0] : histories.flatMap { $0 }.sorted()
    return Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0 + 1) })
  }
}
