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
    var store = RecordedGradients(tape: tape, from: node, to: others.map(\.node))
    let journal = PassJournal(tape: tape)
    journal.begin([Recording.Seed(node: node, value: seed)])
    defer { tape.note(.passEnded) }
    store.add(constant(seed), to: node)
    var reach = Reach(roots: [node], columns: columns.pointee)
    try tape.sweep(&store, &reach, journal)
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
    var reach = Reach(roots: roots.map(\.value.node), columns: columns.pointee)
    for root in roots {
      store.add(store.number(root.seed, like: root.value.node), to: root.value.node)
    }
    defer {
      reached = reach.computed
      accumulate(on: reach.leaves, earlier)
      note(.passEnded)
    }
    let mark: Columns.Flags = retainGraph ? [] : .freed
    if keepsEvents {
      try sweep(&store, &reach, journal, marking: mark)
    } else {
      try sweep(&store, &reach, Silence(), marking: mark)
    }
  }

  /// Clears what the newest pass left at computed nodes; leaves keep theirs.
  private func clearComputedGradients() {
    for node in reached where !columns.pointee.isSource(node) {
      columns.pointee.flags[node].remove(.reached)
    }
  }

  /// Takes the gradients off the leaves, so that a pass finds them empty.
  private func takeLeafGradients() -> [Int: Double] {
    var earlier: [Int: Double] = [:]
    for leaf in leavesWithGradient where columns.pointee.flags[leaf].contains(.reached) {
      earlier[leaf] = columns.pointee.gradient[leaf]
      columns.pointee.flags[leaf].remove(.reached)
    }
    return earlier
  }

  /// Adds what the leaves had before a pass to what it brought.
  private func accumulate(on leaves: [Int], _ earlier: [Int: Double]) {
    var store = NumericGradients(tape: self)
    for (leaf, gradient) in earlier { store.add(Real(gradient), to: leaf) }
    for leaf in leaves.sorted() {
      let after = columns.pointee.gradient[leaf]
      note(.accumulated(leaf: leaf, before: earlier[leaf], after: after))
    }
    leavesWithGradient = Array(earlier.keys) + leaves.filter { earlier[$0] == nil }
  }

  /// Visits the computed nodes that something has arrived at, newest first, which is a reverse
  /// topological order, and marks them.
  fileprivate func sweep<Store: GradientStore>(
    _ store: inout Store, _ reach: inout Reach, _ observer: some PassObserver,
    marking mark: Columns.Flags = []
  ) throws(GraphError) {
    let columns = columns
    var node = reach.newest
    var oldest = reach.oldest
    defer { reach.oldest = oldest }
    while node >= oldest {
      defer { node -= 1 }
      guard let gradient = store.gradient(of: node), !columns.pointee.isSource(node) else {
        continue
      }
      observer.visit(node, gradient.number)
      try store.send(from: node, gradient) { contribution in
        observer.contribute(contribution, from: node)
        guard contribution.isFirst else { return }
        if columns.pointee.isSource(contribution.operand) {
          reach.leaves.append(contribution.operand)
        } else {
          oldest = min(oldest, contribution.operand)
        }
      }
      columns.pointee.flags[node].formUnion(mark)
    }
  }
}

/// The nodes that something has arrived at in a pass.
private struct Reach {
  /// In the order in which they were reached.
  var leaves: [Int] = []
  /// The computed node that is furthest back.
  var oldest = Int.max
  /// The computed node that is furthest ahead.
  var newest = -1
  /// From the oldest to behind the newest.
  var computed: Range<Int> { newest < oldest ? 0..<0 : oldest..<newest + 1 }

  init(roots: [Int], columns: Columns) {
    for root in roots {
      if columns.isSource(root) {
        if !leaves.contains(root) { leaves.append(root) }
      } else {
        oldest = min(oldest, root)
        newest = max(newest, root)
      }
    }
  }
}
