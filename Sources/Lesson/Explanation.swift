/// What there is to say about a step.
struct Explanation {
  var title = ""
  var arithmetic: [String] = []
  var sentence = ""
  var line = 0

  init(_ step: Step, _ state: FrameState, _ edges: [Int: [Graph.Edge]]) {
    switch step {
    case .computed(let ids, let line):
      title = "forward through \(ids.map { state.graph.equation(of: $0) }.joined(separator: ", "))"
      self.line = line
    case .seeded: title = "the seed enters"
    case .visited(let visit): title = "backward through \(state.graph.equation(of: visit.node))"
    case .accumulated(let accumulation): title = "\(state.graph.symbol(of: accumulation.leaf)).grad"
    case .cleared: title = "gradients cleared"
    }
  }
}
