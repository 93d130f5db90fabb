import Autograd

/// What one function sends when its gradients have arrived.
extension BackwardPass {
  mutating func execute(_ function: Function) throws(TorchError) {
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
    if let changed = memory.changed { runtime.noteStale(changed, of: function) }
    // What a recorded rule refers to is read again when it is differentiated itself.
    defer { if recorder == nil { memory.restore() } }
    let own = try runtime.unpackSaved(of: function)
    defer { for (node, value) in own { runtime.tape.value(at: node).overwrite(value) } }
    let unasked = unasked(by: function)
    store.withhold(unasked)
    defer { store.release(unasked) }
    var start = runtime.tape.count
    let before = recorder == nil ? [] : contributions(to: function)
    switch function.kind {
    case .recorded:
      try propagate(function)
    case .custom(let backward): start = try call(backward, function)
    case .notDifferentiable(let error): throw error
    case .accumulate: break
    }
    for case let edge? in function.next where isAskedFor(edge) {
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
    if !retainsGraph { function.free(at: runtime.line, newest: runtime.newestSequence) }
  }

  /// Whether a pass sends anything along an edge: not where nothing that is asked for lies beyond.
  private func isAskedFor(_ edge: Function.Edge) -> Bool {
    wanted?.contains(edge.function.target) ?? true
  }

  /// The nodes of the inputs that a function sends nothing to.
  private func unasked(by function: Function) -> [Int] {
    let edges = function.next.compactMap { $0 }.filter { !isAskedFor($0) }
    guard !edges.isEmpty else { return [] }
    let asked = Set(function.next.compactMap { $0 }.filter { isAskedFor($0) }.flatMap { $0.nodes })
    return edges.flatMap { $0.nodes }.filter {
      !asked.contains($0) && runtime.tape.value(at: $0).needsGradient
    }
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
      guard let edge, isAskedFor(edge), let gradients, places[edge] == 1 else { return nil }
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
    !digits.isEmpty
      && digits.count == function.next.count { $0.map { isAskedFor($0) } ?? false }
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
      if let result, isAskedFor(edge) {
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

  mutating func fillZeros(_ nodes: [Int]) {
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
          .diagnosed(runtime.diagnosisOfNaN(function, edge))
      }
    }
  }
}

extension Double {
  var isNegativeZero: Bool { isZero && sign == .minus }
}
