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
  /// - Parameters:
  ///   - others: The values to differentiate by, leaves or computed.
  ///   - seed: The gradient that enters here: 1 asks for the plain derivative.
  /// - Returns: One value for each of `others`; nil where this value does not depend on it.
  /// - Throws: ``GraphError/needsNoGradient(node:)`` or ``GraphError/freed(node:)``.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html>
  public func gradients(
    withRespectTo others: [Value], seed: Double = 1
  ) throws(GraphError) -> [Value?] {
    guard needsGradient, let tape else { throw .needsNoGradient(node: node) }
    var store = RecordedGradients(tape: tape, from: node, to: others.map { $0.node })
    let journal = PassJournal(tape: tape)
    journal.begin([Recording.Seed(node: node, value: seed)])
    defer { journal.end() }
    store.add(constant(seed), to: node)
    try tape.sweep(&store, from: node)
    return others.map { store.gradient(of: $0.node) }
  }

  private var tape: Tape? { columns.pointee.owner?.takeUnretainedValue() }
}

extension Tape {
  /// Runs one pass from several roots together.
  ///
  /// Gradients of computed values start afresh; those of leaves accumulate over passes: what a
  /// pass brings is summed first, then added to what was there.
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
    let earlier = takeLeafGradients()
    clearComputedGradients()
    let journal = PassJournal(tape: self)
    journal.begin(roots.map { Recording.Seed(node: $0.value.node, value: $0.seed) })
    var store = NumericGradients(tape: self)
    for root in roots {
      store.add(store.number(root.seed, like: root.value.node), to: root.value.node)
    }
    let newest = roots.map { $0.value.node }.max() ?? -1
    defer {
      reached = min(store.oldest, newest + 1)..<newest + 1
      accumulate(on: store.leaves, earlier, journal)
      journal.end()
    }
    let mark: Columns.Flags = retainGraph ? [] : .freed
    if keepsEvents {
      try sweep(&store, from: newest, marking: mark)
    } else {
      try store.sweep(from: newest, marking: mark)
    }
  }

  /// Clears what the newest pass left at computed nodes; leaves keep theirs.
  private func clearComputedGradients() {
    for node in reached where !columns.pointee.isSource(node) {
      columns.pointee.clearGradients(of: node..<node + 1)
    }
  }

  /// Takes the gradients off the leaves, so that a pass finds them empty.
  private func takeLeafGradients() -> [Int: Double] {
    var earlier: [Int: Double] = [:]
    for leaf in leavesWithGradient {
      guard let gradient = columns.pointee.arrived(at: leaf) else { continue }
      earlier[leaf] = gradient
      columns.pointee.clearGradients(of: leaf..<leaf + 1)
    }
    return earlier
  }

  /// Adds what the leaves had before a pass to what it brought.
  private func accumulate(
    on leaves: [Int], _ earlier: [Int: Double], _ journal: PassJournal
  ) {
    var store = NumericGradients(tape: self)
    for (leaf, gradient) in earlier { store.add(Real(gradient), to: leaf) }
    for leaf in leaves.sorted() {
      let after = columns.pointee.gradient[leaf]
      journal.accumulate(on: leaf, before: earlier[leaf], after: after)
    }
    leavesWithGradient = Array(earlier.keys) + leaves.filter { earlier[$0] == nil }
  }

  /// Visits the nodes that something has arrived at, newest first, which is a reverse topological
  /// order, and marks them.
  fileprivate func sweep<Store: GradientStore>(
    _ store: inout Store, from newest: Int, marking mark: Columns.Flags = []
  ) throws(GraphError) {
    if var writer = PassWriter(tape: self) {
      defer { writer.finish() }
      try sweep(&store, from: newest, &writer, marking: mark)
    } else {
      var silence = Silence()
      try sweep(&store, from: newest, &silence, marking: mark)
    }
  }

  private func sweep<Store: GradientStore>(
    _ store: inout Store, from newest: Int, _ observer: inout some PassObserver,
    marking mark: Columns.Flags
  ) throws(GraphError) {
    let columns = columns
    var node = newest
    while node >= store.oldest {
      try store.send(from: node, &observer, columns, marking: mark)
      node -= 1
    }
  }
}
