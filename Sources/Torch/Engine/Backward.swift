import Autograd

/// One backward pass over PyTorch's graph.
///
/// The order is PyTorch's: functions by their sequence number, newest first, and the accumulator
/// of a leaf as soon as nothing more can arrive there. Inside a function the tape's rules run.
struct BackwardPass<Store: TensorGradients> {
  private let runtime: Runtime
  private var store: Store
  private let retainsGraph: Bool
  private let targets: [Target]?
  /// Whether what is delivered to a leaf is kept there.
  private let accumulates: Bool
  private let deliver: (Tensor, Tensor) throws(TorchError) -> Void
  private let recorder: GradientRecorder?
  private let journal: PassJournal
  /// How many functions may still send something to each accumulator.
  private var senders: [ObjectIdentifier: Int] = [:]
  /// The functions that were sent the gradient of an empty tensor.
  private var sentNothing: Set<ObjectIdentifier> = []

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
        seeds.append(.init(node: node, value: gradient.number))
      }
    }
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
    var found: [Function] = []
    var seen: Set<ObjectIdentifier> = []
    var waiting = roots
    while let function = waiting.popLast() {
      guard seen.insert(ObjectIdentifier(function)).inserted else { continue }
      found.append(function)
      waiting.append(contentsOf: function.next.compactMap { $0?.function })
    }
    var wanted: Set<ObjectIdentifier> = []
    if let targets {
      wanted = Set(targets.map { $0.edge.function.target })
      // Oldest first, so that what a function sends to is settled before it.
      for function in found.sorted(by: { $0.sequence < $1.sequence })
      where function.next.contains(where: { edge in
        edge.map { wanted.contains($0.function.target) } ?? false
      }) {
        wanted.insert(function.target)
      }
      found.removeAll { !wanted.contains($0.target) }
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

  // MARK: Running one function

  private mutating func execute(_ function: Function) throws(TorchError) {
    try propagateRenewals(of: function)
    guard
      function.outputs.joined().contains(where: { store.gradient(of: $0) != nil })
        || function.stages.contains(where: { store.reachedCount(in: $0) > 0 })
        || sentNothing.contains(ObjectIdentifier(function))
    else { return }
    for nodes in function.outputs { fillMissing(nodes) }
    try watch(function)
    try deliverTargets(function)
    guard isWanted(beyond: function) else { return }
    try check(function)
    let memory = try SavedMemory(of: function, on: runtime.tape)
    // What a recorded rule refers to is read again when it is differentiated itself.
    defer { if recorder == nil { memory.restore() } }
    let own = try runtime.unpackSaved(of: function)
    defer { for (node, value) in own { runtime.tape.value(at: node).overwrite(value) } }
    var start = runtime.tape.count
    let before = recorder == nil ? [] : contributions(to: function)
    switch function.kind {
    case .recorded:
      try propagate(function)
    case .custom(let backward): start = try call(backward, function)
    case .notDifferentiable(let error): throw error
    case .accumulate: break
    }
    for case let edge? in function.next {
      if edge.nodes.isEmpty { sentNothing.insert(ObjectIdentifier(edge.function)) }
      if !function.keepsUnreachedInputs {
        fillZeros(edge.nodes)
      } else if edge.isWhole {
        fillMissing(edge.nodes)
      }
    }
    if let recorder {
      let changed = recorder.record(
        from: start, of: function, arrivals: arrivals(of: function, after: before))
      for arrival in changed {
        for (target, node) in zip(arrival.targets, arrival.nodes) {
          store.setGradient(store.value(of: node), of: target)
        }
      }
    }
    if !retainsGraph { function.free(at: runtime.line) }
  }

  /// How many contributions each input has already, 0 or 1.
  private func contributions(to function: Function) -> [Int] {
    function.next.map { edge in
      (edge?.nodes ?? []).contains { store.gradient(of: $0) != nil } ? 1 : 0
    }
  }

  /// The gradients of a function's inputs, once for each input however often it stands there.
  private func arrivals(
    of function: Function, after before: [Int]
  ) -> [GradientRecorder.Arrival] {
    function.next.enumerated().compactMap { index, edge in
      guard let edge, function.next.firstIndex(of: edge) == index else { return nil }
      // Of nodes within a function only some may have been reached.
      let targets = edge.nodes.filter { store.gradient(of: $0) != nil }
      let nodes = targets.compactMap { store.gradient(of: $0).flatMap { store.node(of: $0) } }
      guard !nodes.isEmpty, nodes.count == targets.count else { return nil }
      let uses = function.next.count { $0 == edge }
      return .init(
        input: index, targets: targets, nodes: nodes, isSum: before[index] + uses > 1)
    }
  }

  /// Takes what arrived at nodes that stand for outputs to the outputs' own.
  private mutating func propagateRenewals(of function: Function) throws(TorchError) {
    for stage in function.renewals.reversed() { try send(from: stage) }
  }

  /// Sends on what has arrived at each of some nodes, in their order.
  private mutating func send(from nodes: Range<Int>) throws(TorchError) {
    do {
      try store.send(from: nodes)
    } catch {
      throw .runtime("a value that node \(error.node) needs was freed")
    }
  }

  private mutating func propagate(_ function: Function) throws(TorchError) {
    let waiting = takeEarlier(of: function)
    // A formula knows the numbers of the call; what memory holds by now is read in steps.
    let isAsSaved = function.saved.allSatisfy { $0.change == $0.storage.changes }
    let digits = isAsSaved && arrivedOutside(of: function) ? digits(of: function) : []
    if areAll(digits, of: function), recorder == nil, !runtime.tape.keepsEvents {
      for (nodes, numbers) in digits {
        for (node, number) in zip(nodes, numbers) {
          store.setGradient(store.number(number, like: node), of: node)
        }
      }
    } else {
      try propagateSteps(of: function)
      settle(digits)
    }
    for (node, gradient) in waiting {
      let own = store.gradient(of: node)
      store.setGradient(gradient, of: node)
      if let own { store.add(own, to: node) }
    }
    try checkForNaN(function)
  }

  /// What a function's formula says that its inputs are sent, for those that stand there once.
  private func digits(of function: Function) -> [(nodes: [Int], numbers: [Double])] {
    guard let formula = function.formula, let outputs = function.outputs.first else { return [] }
    let upstream = outputs.map { store.gradient(of: $0)?.number ?? 0 }
    let places = function.placesOfEdges
    return zip(function.next, formula.gradients(upstream)).compactMap { edge, gradients in
      guard let edge, let gradients, places[edge] == 1 else { return nil }
      return (edge.nodes, gradients)
    }
  }

  /// Gives what was sent the digits of a formula.
  private mutating func settle(_ digits: [(nodes: [Int], numbers: [Double])]) {
    for (nodes, numbers) in digits {
      for (node, number) in zip(nodes, numbers) {
        guard let steps = store.gradient(of: node) else { continue }
        store.setGradient(store.settled(steps, as: number), of: node)
      }
    }
  }

  /// Whether a formula says all that a function sends, so that its steps need not be taken where
  /// nothing records them.
  private func areAll(
    _ digits: [(nodes: [Int], numbers: [Double])], of function: Function
  ) -> Bool {
    !digits.isEmpty && digits.count == function.next.count { $0 != nil }
  }

  private mutating func propagateSteps(of function: Function) throws(TorchError) {
    let fans = function.fans.map { (nodes: $0.nodes, summation: $0.summation) }
    var returned: [Int: [Store.Gradient]] = [:]
    for fan in fans {
      for node in fan.nodes { returned[node] = [] }
    }
    for stage in function.stages.reversed() {
      if try sendAtOnce(from: stage, fans, &returned) { continue }
      for node in stage where store.gradient(of: node) != nil {
        try send(from: node..<node + 1)
        collect(from: node, into: &returned)
      }
      for fan in fans { close(fan, &returned) }
    }
    for (node, gradients) in returned.sorted(by: { $0.key < $1.key }) where !gradients.isEmpty {
      store.setGradient(store.reduce(.sumInOrder, gradients, like: node), of: node)
    }
    for index in function.inputsAddedToZeros {
      for node in function.next[index]?.nodes ?? [] {
        guard let gradient = store.gradient(of: node), gradient.number.isNegativeZero else {
          continue
        }
        store.setGradient(gradient + store.number(0, like: node), of: node)
      }
    }
  }

  /// Whether gradients came to the outputs of a function alone, and not, as in a pass through an
  /// earlier pass, to steps inside it.
  private func arrivedOutside(of function: Function) -> Bool {
    guard function.formula != nil else { return true }
    let outputs = function.outputs.joined().count { store.gradient(of: $0) != nil }
    return function.stages.reduce(0) { $0 + store.reachedCount(in: $1) } <= outputs
  }

  /// Sends from a whole stage, where what comes back to a fan is summed at once.
  ///
  /// - Returns: Whether that could be done; where a fan's elements are used in another way, each node
  ///   sends by itself.
  private mutating func sendAtOnce(
    from stage: Range<Int>, _ fans: [(nodes: [Int], summation: Summation)],
    _ returned: inout [Int: [Store.Gradient]]
  ) throws(TorchError) -> Bool {
    if returned.isEmpty {
      try send(from: stage)
      return true
    }
    guard let sides = store.sent(by: stage) else { return false }
    var sums: [(nodes: [Int], numbers: [Double])] = []
    var others: [SentBySide] = []
    for side in sides {
      if let fan = fans.first(where: { $0.summation.reads($0.nodes, at: side.operands) }),
        let first = fan.nodes.first, fan.nodes.allSatisfy({ returned[$0]?.isEmpty ?? false }),
        !sums.contains(where: { $0.nodes == fan.nodes })
      {
        let precision = runtime.tape.value(at: first).precision
        sums.append((fan.nodes, fan.summation.sums(of: side.amounts, precision)))
      } else if side.operands.contains(where: { returned[$0] != nil }) {
        return false
      } else {
        others.append(side)
      }
    }
    guard !sums.isEmpty else {
      try send(from: stage)
      return true
    }
    for side in others {
      for (node, amount) in zip(side.operands, side.amounts) {
        store.add(store.number(amount, like: node), to: node)
      }
    }
    for (nodes, numbers) in sums {
      for (node, number) in zip(nodes, numbers) {
        returned[node] = nil
        store.setGradient(store.number(number, like: node), of: node)
      }
    }
    return true
  }

  /// Takes away what arrived at the inputs of a function before, since what it sends itself is
  /// summed first; an input that stands there twice is sent two sums.
  private mutating func takeEarlier(of function: Function) -> [(node: Int, Store.Gradient)] {
    var waiting: [(node: Int, Store.Gradient)] = []
    let places = function.placesOfEdges
    for case let edge? in function.next where places[edge] == 1 {
      for node in edge.nodes {
        guard let gradient = store.gradient(of: node) else { continue }
        waiting.append((node, gradient))
        store.setGradient(nil, of: node)
      }
    }
    return waiting
  }

  /// Takes what a node has sent to elements that stand at several places.
  private mutating func collect(from node: Int, into returned: inout [Int: [Store.Gradient]]) {
    for operand in runtime.tape.operands(of: node) where returned[operand] != nil {
      guard let gradient = store.gradient(of: operand) else { continue }
      returned[operand]?.append(gradient)
      store.setGradient(nil, of: operand)
    }
  }

  /// Sums what came back from every place of some elements.
  private mutating func close(
    _ fan: (nodes: [Int], summation: Summation), _ returned: inout [Int: [Store.Gradient]]
  ) {
    for (node, runs) in zip(fan.nodes, fan.summation.groups) {
      let places = runs.reduce(0) { $0 + $1.places.count }
      guard let gradients = returned[node], gradients.count == places, places > 0 else { continue }
      // The places of an element count up through the tensor, and so do its gradients here.
      let order = runs.flatMap { $0.places }.sorted()
      let rank = Dictionary(uniqueKeysWithValues: zip(order, gradients))
      let sums = runs.map { run in
        store.reduce(run.order, run.places.compactMap { rank[$0] }, like: node)
      }
      returned[node] = nil
      store.setGradient(
        sums.count == 1 ? sums[0] : store.reduce(.sumInOrder, sums, like: node), of: node)
    }
  }

  private mutating func call(
    _ backward: CustomBackward, _ function: Function
  ) throws(TorchError) -> Int {
    let gradients: [Tensor?] = function.outputs.indices.map { index in
      let gradients = function.outputs[index].map { store.gradient(of: $0) }
      guard gradients.contains(where: { $0 != nil }) else { return nil }
      return store.makeTensor(
        gradients, shape: backward.shapes[index], dtype: backward.dtypes[index], recorder)
    }
    let results = try backward.body(gradients)
    // What the program computed is in the graph already; only the sums below are not.
    let start = runtime.tape.count
    var sent: [Int: Double] = [:]
    var place = 0
    for (edge, result) in zip(function.next, results) {
      guard let edge else { continue }
      if let result {
        recorder?.know(result)
        for (index, (node, gradient)) in zip(edge.nodes, store.read(result, runtime)).enumerated() {
          store.add(gradient, to: node)
          sent[place + index + 1] = gradient.number
        }
      }
      place += edge.nodes.count
    }
    journalCall(of: function, sent)
    return start
  }

  /// Writes down what a function that the program differentiates sent to the elements of its
  /// inputs, by their place.
  private func journalCall(of function: Function, _ sent: [Int: Double]) {
    guard let index = function.recordIndex, var writer = PassWriter(tape: runtime.tape) else {
      return
    }
    defer { writer.finish() }
    let bridges = Dictionary(
      grouping: runtime.tape.annotations.functions[index].bridges, by: { $0.output })
    for output in function.outputs.joined() {
      guard let gradient = store.gradient(of: output) else { continue }
      writer.visit(output, gradient.number)
      for bridge in bridges[output, default: []] {
        guard let amount = sent[bridge.place] else { continue }
        writer.contribute(amount, to: bridge.input, at: bridge.place)
      }
    }
  }

  /// Zeros where some, but not all, elements of an output received a gradient.
  private mutating func fillMissing(_ nodes: [Int]) {
    if nodes.contains(where: { store.gradient(of: $0) != nil }) { fillZeros(nodes) }
  }

  private mutating func fillZeros(_ nodes: [Int]) {
    for node in nodes where store.gradient(of: node) == nil {
      store.setGradient(store.number(0, like: node), of: node)
    }
  }

  private func isWanted(beyond function: Function) -> Bool {
    guard targets != nil else { return true }
    return function.next.contains { edge in
      edge.map { senders[ObjectIdentifier($0.function), default: 0] > 0 } ?? false
    }
  }

  private func check(_ function: Function) throws(TorchError) {
    if function.isFreed {
      throw .runtime(BackwardPassText.secondTime)
        .diagnosed(runtime.diagnosisOfFreed(function))
    }
    for saved in function.savedInOrder
    where saved.packed == nil && saved.counter.value != saved.version {
      if saved.output == nil, let tensor = saved.tensor { try runtime.refresh(tensor) }
      throw .runtime(saved.changeText(in: function, detectsAnomalies: runtime.detectsAnomalies))
        .diagnosed(runtime.diagnosisOfChange(saved, of: function))
    }
  }

  private func checkForNaN(_ function: Function) throws(TorchError) {
    guard runtime.detectsAnomalies else { return }
    for (index, edge) in function.next.enumerated() {
      guard let edge else { continue }
      if edge.nodes.contains(where: { store.gradient(of: $0)?.number.isNaN ?? false }) {
        let trace =
          function.trace.map { "Traceback of forward call that caused the error:\n" + $0 }
          ?? "No forward pass information available. Enable detect anomaly during forward pass for "
          + "more information."
        try runtime.warn("Error detected in \(function.name). " + trace)
        throw .runtime("Function '\(function.name)' returned nan values in its \(index)th output.")
      }
    }
  }

  // MARK: Handing gradients over

  /// Runs the hooks of a function's outputs and fills the gradients that were asked to be kept.
  private mutating func watch(_ function: Function) throws(TorchError) {
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

  private func deliverTargets(_ function: Function) throws(TorchError) {
    for target in targets ?? [] where target.edge.function === function {
      let nodes = function.outputs[target.edge.outputIndex]
      let gradients = nodes.map { store.gradient(of: $0) }
      guard nodes.isEmpty || gradients.contains(where: { $0 != nil }) else { continue }
      try deliver(
        target.tensor,
        store.makeTensor(
          gradients, shape: target.tensor.shape, dtype: target.tensor.dtype, recorder))
    }
  }

  /// Runs an accumulator once nothing more can arrive at its leaf.
  private mutating func settleIfAccumulator(
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
    let before = leaf.gradient?.values
    try deliver(leaf, gradient)
    guard accumulates, runtime.tape.keepsEvents, let after = leaf.gradient?.values else { return }
    for (index, node) in nodes.enumerated() where index < after.count {
      journal.accumulate(on: node, before: before?[index], after: after[index])
    }
  }
}

extension Double {
  var isNegativeZero: Bool { isZero && sign == .minus }
}

extension Function {
  /// Who its gradients are for: of an accumulator the leaf, which has several when its numbers were
  /// changed in between.
  fileprivate var target: ObjectIdentifier {
    if case .accumulate(let leaf) = kind { ObjectIdentifier(leaf) } else { ObjectIdentifier(self) }
  }
}
