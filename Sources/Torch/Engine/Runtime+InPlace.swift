import Autograd

extension Runtime {
  /// Changes a tensor in place to the result of a call on it, which is what it returns.
  ///
  /// What else the call reads, `sources`, may not stand across the target in memory. With
  /// `mayRepeat` elements of the target that share a place are changed all the same.
  @discardableResult
  func inPlace(
    _ target: Tensor, reading sources: [Tensor] = [], mayRepeat: Bool = false,
    _ body: () throws(TorchError) -> Tensor
  ) throws(TorchError) -> Tensor {
    try checkInPlace(target)
    if !mayRepeat { try target.checkRepeats() }
    for source in sources { try target.checkOverlap(with: source) }
    for source in sources where isGradEnabled { try refresh(source) }
    let slice = openSlice(of: target)
    let result: Tensor
    do {
      result = try body()
    } catch {
      close(slice, of: target)
      throw error
    }
    close(slice, of: target)
    guard result.dtype.category <= target.dtype.category else {
      throw .runtime(
        "result type \(result.dtype.legacyName) can't be cast to the desired output type "
          + target.dtype.legacyName)
    }
    guard result.shape == target.shape else {
      throw .runtime(
        "output with shape \(Shape(target.shape).description) doesn't match the broadcast shape "
          + Shape(result.shape).description)
    }
    result.function?.copySaved(target)
    try replace(target, with: result, slice)
    return target
  }

  /// Refuses to change what autograd would lose track of.
  ///
  /// A leaf that it follows may not change, since its old value is what the graph knows.
  func checkInPlace(_ target: Tensor) throws(TorchError) {
    guard isGradEnabled, target.requiresGradient, !target.isInference else { return }
    if let base = target.base {
      try checkOrigin(of: target)
      guard !base.isLeaf else {
        throw .runtime(
          "a view of a leaf Variable that requires grad is being used in an in-place operation."
        ).diagnosed(diagnosis(.leafChangedInPlace(subject(base), isView: true), at: base))
      }
    }
    guard !target.isLeaf else {
      throw .runtime(
        "a leaf Variable that requires grad is being used in an in-place operation."
      ).diagnosed(diagnosis(.leafChangedInPlace(subject(target), isView: false), at: target))
    }
  }

  /// Puts the elements and the history of one tensor into another.
  ///
  /// - Throws: RuntimeError for a view or an inference tensor that may not be changed so; the
  ///   numbers of the latter have changed by then, as in PyTorch.
  func replace(
    _ target: Tensor, with result: Tensor, _ slice: Slice? = nil
  ) throws(TorchError) {
    let isTracked = isGradEnabled && result.function != nil
    if isTracked { try checkOrigin(of: target) }
    let values = result.values.map { target.dtype.converted($0) }
    for (position, value) in zip(target.positions, values) {
      target.storage.values[position] = value
    }
    try bumpVersion(of: target)
    pushForward(result, intoChanged: target)
    memoryChanged(target.storage, but: target)
    if isTracked, let function = result.function {
      if let base = target.base {
        replaceSlice(target, of: base, with: result, slice)
      } else {
        replaceWhole(target, with: result, from: function)
      }
    } else if target.isMarked {
      renewLeaf(target, by: result.nodes)
    } else if target.function == nil, target.base == nil {
      adopt(result, in: target)
    }
    target.version.origin = (target.base ?? target).origin
  }

  /// Counts a change that autograd notices.
  func bumpVersion(of target: Tensor) throws(TorchError) {
    if target.isInference {
      guard !isInferenceMode else { return target.storage.noteChange() }
      target.storage.noteChange()
      throw .runtime(
        "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a "
          + "clone to get a normal tensor before doing inplace update.See "
          + "https://github.com/pytorch/rfcs/pull/17 for more details.")
    }
    target.storage.noteChange()
    target.version.value += 1
    target.version.line = line
  }

  /// Tells the recording of a leaf whose numbers were changed through something else.
  func memoryChanged(_ storage: Storage, but target: Tensor? = nil) {
    guard recordsEverything, let leaf = storage.leaf, leaf !== target, leaf.storage === storage,
      leaf.isMarked
    else { return }
    renewLeaf(leaf)
  }

  /// Gives a leaf that changed new nodes; the old ones keep what earlier calls computed with.
  ///
  /// - Parameters:
  ///   - leaf: What has new numbers by now.
  ///   - results: The nodes that computed the new numbers; none where they were written.
  func renewLeaf(_ leaf: Tensor, by results: [Int] = []) {
    let old = leaf.nodes
    leaf.forgetNodes()
    guard !old.isEmpty else { return }
    let new = nodes(of: leaf)
    for (place, (from, to)) in zip(old, new).enumerated() {
      let result = place < results.count ? results[place] : nil
      tape.note(.updated(from: from, to: to, by: result))
    }
  }

  private func replaceWhole(_ target: Tensor, with result: Tensor, from function: Function) {
    target.function = function
    target.outputIndex = result.outputIndex
    adopt(result, in: target)
    function.resave(result, as: target)
    if target.retainsGradient { watch(target) }
  }

  /// Takes over the nodes of a result; in another type where the target has one.
  private func adopt(_ result: Tensor, in target: Tensor) {
    target.place(result.nodes, in: tensors)
    target.nodesChange = target.storage.changes
    guard result.dtype != target.dtype else { return }
    if let function = target.function {
      target.nodesChange &-= 1
      renewNumbers(of: target, from: function)
    } else {
      target.forgetNodes()
    }
  }
}

// MARK: - Changing a view

extension Runtime {
  /// A view while a call changes it: it stands for a part of its base, without the calls between.
  struct Slice {
    /// What every function of the call comes after.
    let sequence: Int
    /// From the base to the view; nil where the base has no history.
    let function: Function?
    /// What the view was before.
    let former: (function: Function?, version: Int, output: Int, nodes: [Int], change: Int)
  }

  /// Lets a view begin at its base, so that what changes it takes the place of `CopySlices`.
  fileprivate func openSlice(of view: Tensor) -> Slice? {
    guard isGradEnabled, let base = view.base else { return nil }
    let former = (
      view.function, view.functionVersion, view.outputIndex, view.nodes, view.nodesChange
    )
    guard let edge = edge(to: base) else {
      return Slice(sequence: makeSequence(), function: nil, former: former)
    }
    let builder = builder(precision: base.dtype.precision, isTracked: true)
    placeCopies(of: base, in: view, builder)
    let function = Function(
      .copySlices, sequence: makeSequence(), stages: builder.stages, outputs: [view.nodes],
      next: [edge], line: line, registry: functions)
    (view.function, view.functionVersion, view.outputIndex) = (function, view.version.value, 0)
    return Slice(sequence: function.sequence, function: function, former: former)
  }

  /// A tensor as an operand of a call that changes it: where it is a view, the view as it was.
  func operand(_ operand: Tensor, of target: Tensor) -> Tensor {
    guard operand === target, target.base != nil else { return operand }
    if isGradEnabled, !target.isLeaf, target.isStaleView { _ = nodes(of: target) }
    let former = Tensor(
      sharing: target, shape: target.shape, strides: target.strides, offset: target.offset)
    (former.base, former.viewOrigin) = (target.base, target.viewOrigin)
    (former.function, former.outputIndex) = (target.function, target.outputIndex)
    former.functionVersion = target.functionVersion
    former.place(target.nodes, in: tensors)
    former.nodesChange = target.nodesChange
    return former
  }

  fileprivate func close(_ slice: Slice?, of view: Tensor) {
    guard let former = slice?.former else { return }
    (view.function, view.functionVersion) = (former.function, former.version)
    view.outputIndex = former.output
    view.place(former.nodes, in: tensors)
    view.nodesChange = former.change
  }

  /// Writing into a view changes its base: the elements that stay are handed on, the others are
  /// the result's.
  fileprivate func replaceSlice(
    _ view: Tensor, of base: Tensor, with result: Tensor, _ slice: Slice?
  ) {
    let parts = slice.map { functions(of: result, since: $0) } ?? []
    let known = slice?.function.map { [$0] + parts } ?? parts
    let others = parts.isEmpty ? [edge(to: result)] : outside(parts, of: known, result.function)
    // Before this change the nodes may have been the present ones.
    if base.nodesChange &+ 1 == base.storage.changes { base.nodesChange &+= 1 }
    let old = slice?.function?.next.first ?? edge(to: base)
    var sources = old?.nodes ?? nodes(of: base)
    let places = Dictionary(firstOf: zip(base.positions, sources.indices))
    for (position, node) in zip(view.positions, nodes(of: result)) {
      if let place = places[position] { sources[place] = node }
    }
    forgetRecords(of: known)
    let builder = builder(precision: base.dtype.precision, isTracked: true)
    let entries = builder.map(.alias, sources.map { builder.entry($0) })
    base.place(entries.compactMap { $0.node }, in: tensors)
    let function = makeFunction(
      .copySlices, next: [old] + others,
      stages: (slice?.function?.stages ?? []) + parts.flatMap { $0.stages } + builder.stages,
      outputs: [base])
    function.takeSaved(of: parts)
    function.resave(result, as: view)
    noteSaved(of: function)
    base.function = function
    base.outputIndex = 0
    // The view is no leaf any more, though its own function is made when it is asked for.
    if view.function == nil { view.function = function }
    if base.retainsGradient { watch(base) }
  }

  /// Lets a view, and with it its base, come from a function of the program that changed it.
  func rebase(_ view: Tensor, of base: Tensor, on function: Function, output: Int) {
    let result = Tensor(
      sharing: view, shape: view.shape, strides: view.strides, offset: view.offset)
    result.function = function
    result.outputIndex = output
    result.place(view.nodes, in: tensors)
    result.nodesChange = result.storage.changes
    replaceSlice(view, of: base, with: result, nil)
  }

  /// The functions of a call, oldest first.
  private func functions(of result: Tensor, since slice: Slice) -> [Function] {
    let found = Function.reached(from: [result.function].compactMap { $0 }) {
      $0.sequence > slice.sequence && $0.isRecorded
    }
    // A view that was read again within the call keeps its function.
    let areOwn = found.allSatisfy { $0.backward != .asStrided }
    return areOwn ? found.sorted { $0.sequence < $1.sequence } : []
  }

  /// Where the functions of a call send gradients beside the changed tensor, which is the first
  /// input of the last of them.
  private func outside(
    _ parts: [Function], of known: [Function], _ last: Function?
  ) -> [Function.Edge?] {
    let inner = Set(known.map { ObjectIdentifier($0) })
    if parts.count == 1, let last {
      return last.next.dropFirst().filter { edge in
        edge.map { !inner.contains(ObjectIdentifier($0.function)) } ?? true
      }
    }
    var edges: [Function.Edge?] = []
    for case let edge? in parts.flatMap({ $0.next })
    where !inner.contains(ObjectIdentifier(edge.function)) && !edges.contains(edge) {
      edges.append(edge)
    }
    return edges
  }
}
