extension Value {
  /// Computes the gradient of this value with respect to every leaf it depends on, and adds it to
  /// the leaves.
  ///
  /// - Parameters:
  ///   - seed: The gradient that enters here: 1 asks for the plain derivative.
  ///   - retainGraph: Keep what the rules read, so that the graph can be walked again.
  /// - Throws: ``GraphError/needsNoGradient(node:)``, or ``GraphError/freed(node:)`` on a second
  ///   pass over operations that saved values; what was sent until then stays.
  /// - Complexity: O(nodes between this one and its oldest computed ancestor).
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html>
  public func backward(seed: Double = 1, retainGraph: Bool = false) throws(GraphError) {
    try tape?.backward(from: [(self, seed)], retainGraph: retainGraph)
  }

  /// The derivatives of this value with respect to others, recorded on the tape, so that they can
  /// be differentiated again.
  ///
  /// - Returns: One value for each of `others`; nil where this value does not depend on it.
  /// - Throws: ``GraphError/needsNoGradient(node:)`` or ``GraphError/freed(node:)``.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html>
  public func gradients(
    withRespectTo others: [Value], seed: Double = 1
  ) throws(GraphError) -> [Value?] {
    guard needsGradient, let tape else { throw .needsNoGradient(node: node) }
    var store = RecordedGradients(tape: tape)
    store.setGradient(constant(seed), of: node)
    var journal = PassJournal(tape: tape)
    try tape.sweep(&store, from: [node], journal: &journal) { _ in }
    return others.map { store.gradient(of: $0.node) }
  }

  private var tape: Tape? { columns.pointee.owner?.takeUnretainedValue() }
}

extension Tape {
  /// Runs one pass from several roots together.
  ///
  /// Gradients of computed values start afresh; those of leaves accumulate over passes.
  ///
  /// - Parameters:
  ///   - roots: Where the pass starts, each with the gradient that enters there.
  ///   - retainGraph: Keep what the rules read.
  /// - Throws: ``GraphError/needsNoGradient(node:)`` or ``GraphError/freed(node:)``.
  public func backward(
    from roots: [(value: Value, seed: Double)], retainGraph: Bool = false
  ) throws(GraphError) {
    for root in roots where !root.value.needsGradient {
      throw .needsNoGradient(node: root.value.node)
    }
    clearComputedGradients()
    var journal = PassJournal(tape: self)
    journal.begin(roots.map { Recording.Seed(node: $0.value.node, value: $0.seed) })
    defer { journal.end() }
    var store = NumericGradients(tape: self)
    for root in roots {
      store.add(store.number(root.seed, like: root.value.node), to: root.value.node)
    }
    var oldest = count
    defer { reached = oldest..<count }
    try sweep(&store, from: roots.map(\.value.node), journal: &journal) { node in
      oldest = node
      if !retainGraph { columns.pointee.flags[node].insert(.freed) }
    }
  }

  /// Clears what the newest pass left at computed nodes; leaves keep theirs.
  private func clearComputedGradients() {
    for node in reached where !isSource(node) { columns.pointee.flags[node].remove(.reached) }
  }

  /// Visits every computed ancestor of the roots, newest first, which is a reverse topological
  /// order, and stops behind the oldest one.
  func sweep<Store: GradientStore>(
    _ store: inout Store, from roots: [Int], journal: inout PassJournal,
    visited: (Int) -> Void
  ) throws(GraphError) {
    var node = roots.max() ?? -1
    var waiting = Set(roots).count { !isSource($0) }
    while waiting > 0 {
      defer { node -= 1 }
      guard !isSource(node), let gradient = store.gradient(of: node) else { continue }
      waiting -= 1
      journal.visit(node, gradient.number)
      try store.send(from: node, gradient) { contribution in
        if contribution.isFirst, !isSource(contribution.operand) { waiting += 1 }
        journal.contribute(contribution, from: node)
      }
      visited(node)
    }
  }

  @inline(__always)
  private func isSource(_ node: Int) -> Bool {
    if case .source = columns.pointee.operation[node] { true } else { false }
  }
}
