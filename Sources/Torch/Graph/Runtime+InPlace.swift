import Autograd

extension Runtime {
  /// Changes a tensor in place to the result of a call on it.
  @discardableResult
  func inPlace(
    _ target: Tensor, _ body: () throws(TorchError) -> Tensor
  ) throws(TorchError) -> Tensor {
    try checkInPlace(target)
    let result = try body()
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
    replace(target, with: result)
    return target
  }

  /// A leaf that autograd follows may not change, since its old value is what the graph knows.
  func checkInPlace(_ target: Tensor) throws(TorchError) {
    guard isGradEnabled else { return }
    if target.isLeaf, target.requiresGradient {
      throw .runtime(
        "a leaf Variable that requires grad is being used in an in-place operation."
      ).diagnosed(diagnosis(.leafChangedInPlace(subject(target), isView: false), at: target))
    }
    if let base = target.base, base.isLeaf, base.requiresGradient {
      throw .runtime(
        "a view of a leaf Variable that requires grad is being used in an in-place operation."
      ).diagnosed(diagnosis(.leafChangedInPlace(subject(base), isView: true), at: base))
    }
  }

  /// Puts the elements and the history of one tensor into another.
  func replace(_ target: Tensor, with result: Tensor) {
    let values = result.values.map { target.dtype.converted($0) }
    for (position, value) in zip(target.positions, values) {
      target.storage.values[position] = value
    }
    target.version.value += 1
    target.version.line = line
    pushForward(result, intoChanged: target)
    if let owner = target.dataOwner {
      changedSilently(owner)
    } else if let base = target.base {
      replaceView(target, of: base, with: result)
    } else {
      replaceWhole(target, with: result)
    }
    let whole = target.base ?? target
    target.version.origin = whole.function.map {
      ($0.name(ofOutput: whole.outputIndex), whole.outputIndex)
    }
  }

  private func replaceWhole(_ target: Tensor, with result: Tensor) {
    if result.requiresGradient, let function = result.function {
      target.function = function
      target.outputIndex = result.outputIndex
      adopt(result, in: target)
      function.resave(result, as: target)
    } else if target.isMarked {
      renewLeaf(target)
    } else if target.function != nil {
      overwriteNodes(of: target)
    } else {
      adopt(result, in: target)
    }
  }

  private func adopt(_ result: Tensor, in target: Tensor) {
    target.place(result.dtype == target.dtype ? result.nodes : [], in: tensors)
    target.nodesVersion = target.version.value
  }

  /// Gives a leaf that changed new nodes; the old ones keep what earlier calls computed with.
  func renewLeaf(_ leaf: Tensor) {
    let old = leaf.nodes
    leaf.forgetNodes()
    guard !old.isEmpty else { return }
    let new = nodes(of: leaf)
    for (from, to) in zip(old, new) { tape.note(.updated(from: from, to: to)) }
  }

  /// Keeps the history of a tensor whose numbers were changed under `no_grad`.
  private func overwriteNodes(of target: Tensor) {
    for (node, value) in zip(target.nodes, target.values) {
      tape.value(at: node).overwrite(value)
    }
    target.nodesVersion = target.version.value
  }

  /// Writing into a view changes its base: the elements that stay are handed on, the others are
  /// the result's.
  private func replaceView(_ view: Tensor, of base: Tensor, with result: Tensor) {
    guard result.requiresGradient || base.function != nil else {
      if base.isMarked {
        renewLeaf(base)
      } else {
        base.forgetNodes()
      }
      return
    }
    guard result.requiresGradient || isGradEnabled else { return overwriteNodes(of: base) }
    base.nodesVersion = base.version.value
    var sources = nodes(of: base)
    for (position, node) in zip(view.positions, nodes(of: result)) { sources[position] = node }
    let builder = builder(precision: base.dtype.precision, isTracked: true)
    let cells = builder.map(.alias, sources.map { builder.cell($0) })
    let old = edge(to: base)
    base.place(cells.compactMap(\.node), in: tensors)
    let function = makeFunction(
      "CopySlices", inputs: [result], stages: builder.stages, outputs: [base])
    function.next.insert(old, at: 0)
    base.function = function
    base.outputIndex = 0
  }

  /// `.data` was written to: the owner has the new numbers, and what has not been freed computes
  /// with them, as PyTorch does.
  func changedSilently(_ owner: Tensor) {
    if owner.storage.readers > 0 || owner.function != nil {
      for (node, value) in zip(owner.nodes, owner.values) {
        tape.value(at: node).overwrite(value)
      }
    }
    if owner.isMarked {
      renewLeaf(owner)
    } else if owner.function == nil {
      owner.forgetNodes()
    }
  }
}
