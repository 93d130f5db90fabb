import Autograd

extension Runtime {
  /// Gives the function that computed a tensor the name that PyTorch has for it.
  func rename(_ tensor: Tensor, _ name: BackwardFunction) {
    if let call = tape.annotations.calls.last, call.results.first?.nodes == tensor.nodes {
      tape.annotations.calls[tape.annotations.calls.count - 1].name = name.rawValue
    }
    guard let function = tensor.function else { return }
    function.backward = name
    if let index = function.recordIndex { tape.annotations.functions[index].name = name.rawValue }
  }

  /// Makes one function of all the calls between some inputs and what was computed from them.
  ///
  /// So a call that is composed here of several has the one place in the graph that PyTorch gives
  /// it. Its rule still runs step by step on the tape.
  func fuse(_ output: Tensor, as name: BackwardFunction, from inputs: [Tensor]) {
    guard let last = output.function else { return }
    let edges = inputs.map { edge(to: $0) }
    let parts = functions(before: last, downTo: edges)
    guard parts.allSatisfy({ $0.isRecorded }), parts.contains(where: { $0 === last }) else {
      return
    }
    forgetRecords(of: parts)
    forgetPacking(of: parts)
    let function = makeFunction(
      name, next: edges, stages: parts.flatMap { $0.stages }, outputs: [output])
    function.fans = parts.flatMap { $0.fans }
    for (index, input) in inputs.enumerated()
    where parts.contains(where: { $0.reads(input) }) {
      function.save(input, as: name.savedName(ofInput: index))
    }
    function.savesNumbers = parts.contains { $0.savesNumbers || !$0.saved.isEmpty }
    packLater(function)
    noteSaved(of: function)
    note(name, inputs, [output])
    output.function = function
    output.outputIndex = 0
    // What it may be a view of is gone with the parts, but for an input.
    if !inputs.contains(where: { output.base === $0 || output.base === $0.base }) {
      output.base = nil
    }
  }

  /// Gives a fresh tensor that several steps computed the digits of PyTorch's kernel.
  func settle(_ output: Tensor, as values: [Double]) {
    for (node, value) in zip(output.nodes, values) { tape.value(at: node).overwrite(value) }
    output.storage.values = values
  }

  /// The functions that lead to one, oldest first, as far as some that stay outside.
  private func functions(before last: Function, downTo edges: [Function.Edge?]) -> [Function] {
    let outside = Set(edges.compactMap { $0.map { ObjectIdentifier($0.function) } })
    return Function.reached(from: [last]) { !outside.contains(ObjectIdentifier($0)) }
      .sorted { $0.sequence < $1.sequence }
  }

  /// Takes the newest functions out of the recording.
  func forgetRecords(of functions: [Function]) {
    guard let first = functions.compactMap({ $0.recordIndex }).min() else { return }
    for edge in functions.flatMap({ $0.next }) {
      if let index = edge?.function.recordIndex, index >= first { edge?.function.recordIndex = nil }
    }
    for function in functions { function.recordIndex = nil }
    tape.annotations.functions.removeSubrange(first...)
  }
}

extension Function {
  var isRecorded: Bool { if case .recorded = kind { true } else { false } }

  fileprivate func reads(_ tensor: Tensor) -> Bool {
    saved.contains { $0.storage === tensor.storage }
  }
}
