import Autograd

/// One backward pass over PyTorch's graph.
///
/// The order is PyTorch's: functions by their sequence number, newest first, and the accumulator
/// of a leaf as soon as nothing more can arrive there. Inside a function the tape's rules run.
struct BackwardPass<Store: TensorGradients> {
  let runtime: Runtime
  var store: Store
  let retainsGraph: Bool
  let targets: [Target]?
  /// Whether what is delivered to a leaf is kept there.
  let accumulates: Bool
  let deliver: (Tensor, Tensor) throws(TorchError) -> Void
  let recorder: GradientRecorder?
  let journal: PassJournal
  /// The functions and leaves that lead to what is asked for; nil where everything is.
  var wanted: Set<ObjectIdentifier>?
  /// How many functions may still send something to each accumulator.
  var senders: [ObjectIdentifier: Int] = [:]
  /// The functions that were sent the gradient of an empty tensor.
  var sentNothing: Set<ObjectIdentifier> = []

  /// A tensor whose gradient is asked for, and where its gradients arrive.
  struct Target {
    let tensor: Tensor
    let edge: Function.Edge
  }

  /// A pass for the gradients of some targets, or of every leaf.
  ///
  /// `deliver` is called with a leaf or target and its complete gradient of this pass.
  init(
    runtime: Runtime, store: Store, retainsGraph: Bool, targets: [Target]?,
    recorder: GradientRecorder?, accumulates: Bool,
    deliver: @escaping (Tensor, Tensor) throws(TorchError) -> Void
  ) {
    self.runtime = runtime
    self.store = store
    self.retainsGraph = retainsGraph
    self.targets = targets
    self.recorder = recorder
    self.accumulates = accumulates
    self.deliver = deliver
    journal = PassJournal(tape: runtime.tape)
  }

  mutating func run(_ roots: [(edge: Function.Edge, seed: Tensor)]) throws(TorchError) {
    runtime.passDepth += 1
    defer { runtime.passDepth -= 1 }
    try runtime.packSaved()
    let functions = needed(from: roots.map { $0.edge.function })
    runtime.passes.append(taking(functions))
    defer { runtime.passes.removeLast() }
    let held = clear(functions, roots)
    defer {
      // Backwards, since a node that stands there twice was empty the second time.
      for (node, gradient) in held.reversed() { store.setGradient(gradient, of: node) }
    }
    var seeds: [Recording.Seed] = []
    for root in roots {
      recorder?.know(root.seed)
      if root.edge.nodes.isEmpty { sentNothing.insert(ObjectIdentifier(root.edge.function)) }
      for (node, gradient) in zip(root.edge.nodes, store.read(root.seed, runtime)) {
        store.add(gradient, to: node)
        if let seed = store.node(of: gradient) { runtime.nameSeed(seed) }
        seeds.append(.init(node: node, value: gradient.number))
      }
    }
    runtime.noteChangedGradients()
    journal.begin(seeds)
    defer { journal.end() }
    for root in roots { try settleIfAccumulator(root.edge.function, sent: false) }
    for function in functions.sorted(by: { $0.sequence > $1.sequence }) {
      try execute(function)
      for edge in function.next {
        if let edge { try settleIfAccumulator(edge.function, sent: true) }
      }
    }
  }

  // MARK: Which functions take part

  /// The functions, without accumulators, that stand between the roots and what is wanted.
  private mutating func needed(from roots: [Function]) -> [Function] {
    var found = Function.reached(from: roots)
    runtime.noteLosses(in: found)
    if let targets {
      var wanted = Set(targets.map { $0.edge.function.target })
      // Oldest first, so that what a function sends to is settled before it.
      for function in found.sorted(by: { $0.sequence < $1.sequence })
      where function.next.contains(where: { edge in
        edge.map { wanted.contains($0.function.target) } ?? false
      }) {
        wanted.insert(function.target)
      }
      found.removeAll { !wanted.contains($0.target) }
      self.wanted = wanted
    }
    for function in found {
      for edge in function.next {
        if let edge { senders[ObjectIdentifier(edge.function), default: 0] += 1 }
      }
    }
    return found.filter { if case .accumulate = $0.kind { false } else { true } }
  }

  /// The functions that the pass runs, and the accumulators that they send to.
  private func taking(_ functions: [Function]) -> Set<ObjectIdentifier> {
    Set(functions.map { ObjectIdentifier($0) })
      .union(functions.flatMap { $0.next }.compactMap { $0.map { $0.function.target } })
  }

  /// Forgets what an earlier pass left at the nodes of this one; what it returns is owed to the pass
  /// whose hook or rule began this one, which is still under way.
  private mutating func clear(
    _ functions: [Function], _ roots: [(edge: Function.Edge, seed: Tensor)]
  ) -> [(node: Int, gradient: Store.Gradient?)] {
    var held: [(node: Int, gradient: Store.Gradient?)] = []
    func empty(_ nodes: some Sequence<Int>) {
      for node in nodes {
        if runtime.passDepth > 1 { held.append((node, store.gradient(of: node))) }
        store.setGradient(nil, of: node)
      }
    }
    for function in functions {
      for nodes in function.stages + function.renewals {
        if runtime.passDepth > 1 { empty(nodes) } else { store.clear(nodes) }
      }
      for edge in function.next { empty(edge?.nodes ?? []) }
    }
    for root in roots { empty(root.edge.nodes) }
    return held
  }
}

extension Function {
  /// Who its gradients are for: of an accumulator the leaf, which has several when its numbers were
  /// changed in between.
  var target: ObjectIdentifier {
    if case .accumulate(let leaf) = kind { ObjectIdentifier(leaf) } else { ObjectIdentifier(self) }
  }
}
