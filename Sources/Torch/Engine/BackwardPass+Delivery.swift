import Autograd

/// What the program gets to see of a pass: hooks, kept gradients, leaves and targets.
extension BackwardPass {
  /// Runs the hooks of a function's outputs and fills the gradients that were asked to be kept.
  mutating func watch(_ function: Function) throws(TorchError) {
    for watched in function.watched {
      guard let tensor = watched.tensor, watched.output < function.outputs.count else { continue }
      let nodes = function.outputs[watched.output]
      guard nodes.contains(where: { store.gradient(of: $0) != nil }) else { continue }
      let gradient = try hooked(tensor, of: function, nodes: nodes)
      if tensor.retainsGradient, tensor.function === function {
        try runtime.accumulate(gradient, into: tensor)
      }
    }
  }

  /// The gradient of a tensor after the hooks that were registered while a function was its.
  private mutating func hooked(
    _ tensor: Tensor, of function: Function? = nil, nodes: [Int]
  ) throws(TorchError) -> Tensor {
    var gradient = store.makeTensor(
      nodes.map { store.gradient(of: $0) }, shape: tensor.shape, dtype: tensor.dtype, recorder)
    let hooks = tensor.hooks.filter { $0.function === function }
    guard !hooks.isEmpty else { return gradient }
    let before = nodes.map { store.gradient(of: $0)?.number ?? 0 }
    defer { journalHooks(nodes, before) }
    for hook in hooks {
      guard let replacement = try hook.body(gradient) else { continue }
      gradient = replacement
      recorder?.know(replacement)
      for (node, value) in zip(nodes, store.read(replacement, runtime)) {
        store.setGradient(value, of: node)
      }
    }
    return gradient
  }

  /// Writes down what hooks made of some gradients.
  private func journalHooks(_ nodes: [Int], _ before: [Double]) {
    for (node, before) in zip(nodes, before) {
      journal.hook(node, before: before, after: store.gradient(of: node)?.number ?? 0)
    }
  }

  /// Writes down that gradients go back to the program.
  private func journalReturn(_ nodes: [Int]) {
    for node in nodes { journal.giveBack(store.gradient(of: node)?.number ?? 0, of: node) }
  }

  func deliverTargets(_ function: Function) throws(TorchError) {
    for target in targets ?? [] where target.edge.function === function {
      let nodes = function.outputs[target.edge.outputIndex]
      let gradients = nodes.map { store.gradient(of: $0) }
      guard nodes.isEmpty || gradients.contains(where: { $0 != nil }) else { continue }
      if gradients.contains(where: { $0.map { !$0.number.isFinite } ?? false }) {
        runtime.hasLostGradients = true
      }
      if !accumulates { journalReturn(nodes) }
      try deliver(
        target.tensor,
        store.makeTensor(
          gradients, shape: target.tensor.shape, dtype: target.tensor.dtype, recorder))
    }
  }

  /// Runs an accumulator once nothing more can arrive at its leaf.
  mutating func settleIfAccumulator(
    _ function: Function, sent: Bool
  ) throws(TorchError) {
    guard case .accumulate(let leaf) = function.kind else { return }
    let key = ObjectIdentifier(function)
    if sent { senders[key, default: 0] -= 1 }
    guard senders[key, default: 0] == 0, let nodes = function.outputs.first else { return }
    guard
      nodes.contains(where: { store.gradient(of: $0) != nil })
        || (nodes.isEmpty && sentNothing.contains(key))
    else { return }
    guard nodes.count == leaf.count else {
      throw .unsupported("a pass to a tensor whose data has another shape by now")
    }
    fillZeros(nodes)
    if let targets {
      guard targets.contains(where: { $0.edge.function.target == function.target }) else { return }
    }
    let gradient = try hooked(leaf, nodes: nodes)
    if gradient.values.contains(where: { !$0.isFinite }) { runtime.hasLostGradients = true }
    let before = leaf.gradient?.values
    try deliver(leaf, gradient)
    guard runtime.tape.keepsEvents else { return }
    guard accumulates else { return journalReturn(nodes) }
    guard let after = leaf.gradient?.values else { return }
    runtime.tellGradient(of: leaf)
    for (index, node) in nodes.enumerated() where index < after.count {
      journal.accumulate(on: node, before: before?[index], after: after[index])
    }
  }
}
