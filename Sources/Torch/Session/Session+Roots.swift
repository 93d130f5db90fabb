package import Autograd

extension Session {
  /// What a program is about that says nothing else: what its newest pass started from, or the newest
  /// tensor that was computed from a leaf that wants a gradient; nil if there is neither.
  package var mainRoots: [Int]? { recording.rootsOfNewestPass ?? newestComputed }

  /// The nodes of the newest tensor that was computed from a leaf that wants a gradient, whether the
  /// program has a name for it or not; nil if there is none.
  package var newestComputed: [Int]? {
    let recording = recording
    guard let newest = recording.nodes.indices.last(where: recording.isComputed) else { return nil }
    for name in tensorNames.reversed() {
      if let nodes = nodes(of: name), nodes.contains(newest) { return nodes }
    }
    guard let call = recording.functions.first(where: { $0.nodes.contains(newest) }) else {
      return [newest]
    }
    // What a call computes on the way is no result of it.
    let used = Set(call.nodes.flatMap { recording.nodes[$0].operands })
    return call.nodes.filter { recording.isComputed($0) && !used.contains($0) }
  }
}

extension Recording {
  /// The nodes that the newest pass started from; nil if there was none.
  package var rootsOfNewestPass: [Int]? { passes.last?.seeds.map { $0.node } }

  /// Why there is nothing to go through where a program has no main roots.
  package var whyNoRoots: String {
    let asks = nodes.contains { node in
      if case .source = node.operation { node.needsGradient } else { false }
    }
    return asks
      ? "nothing is computed from the tensors that require a gradient"
      : "no tensor asks for a gradient with requires_grad=True"
  }

  /// Whether an operation made a node, from a leaf that wants a gradient.
  package func isComputed(_ node: Int) -> Bool {
    if case .source = nodes[node].operation { false } else { nodes[node].needsGradient }
  }
}
