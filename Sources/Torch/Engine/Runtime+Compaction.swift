import Autograd

extension Runtime {
  /// Releases the nodes that no tensor and no graph reaches any more, when there are many.
  ///
  /// Called between statements, where no Swift code holds nodes of its own. Each time costs as
  /// much as the tape is long, and comes after it has at least doubled.
  func compactIfLarge() {
    guard !recordsEverything, passDepth == 0, tape.count >= compactionThreshold else { return }
    let rows = tape.compact(keeping: liveNodes())
    for tensor in tensors.all { tensor.move(to: rows) }
    for function in functions.all { function.move(to: rows) }
    compactionThreshold = max(Runtime.smallTape, tape.count * 2)
  }

  private func liveNodes() -> [Bool] {
    var keeps = [Bool](repeating: false, count: tape.count)
    for tensor in tensors.all {
      for node in tensor.nodes { keeps[node] = true }
    }
    for function in functions.all {
      for node in function.outputs.joined() { keeps[node] = true }
      for edge in function.next {
        for node in edge?.nodes ?? [] { keeps[node] = true }
      }
      for node in function.saved.compactMap({ $0.packed }).flatMap({ $0.nodes }) {
        keeps[node] = true
      }
      // A freed function sends nothing, so what it was computed from may go.
      for node in function.saved.flatMap({ $0.nodes }) { keeps[node] = true }
      let steps = function.isFreed ? [] : function.stages + function.renewals
      for nodes in steps { tape.keep(nodes, in: &keeps) }
    }
    return keeps
  }
}

extension Function {
  fileprivate func move(to rows: [Int]) {
    func moved(_ stages: [Range<Int>]) -> [Range<Int>] {
      stages.compactMap { stage in
        stage.first.map { rows[$0]..<(rows[$0] + stage.count) }
      }
    }
    stages = isFreed ? [] : moved(stages)
    renewals = isFreed ? [] : moved(renewals)
    moveSaved(to: rows)
    fans = isFreed ? [] : fans.map { $0.moved(to: rows) }
    movePacked(to: rows)
    outputs = outputs.map { $0.map { rows[$0] } }
    next = next.map { edge in
      edge.map {
        Edge(function: $0.function, nodes: $0.nodes.map { rows[$0] }, outputIndex: $0.outputIndex)
      }
    }
  }
}
