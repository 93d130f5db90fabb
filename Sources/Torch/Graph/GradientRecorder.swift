import Autograd

/// Enters what a pass with `create_graph=True` records in PyTorch's graph, function by function.
///
/// A class, because the pass and the tensors it makes share what is known.
final class GradientRecorder {
  private let runtime: Runtime
  /// Which output of which function a recorded node belongs to.
  private var owners: [Int: Function.Edge] = [:]

  init(runtime: Runtime) { self.runtime = runtime }

  /// Knows a tensor that came from outside, such as a seed or what a custom function returned.
  func know(_ tensor: Tensor) {
    guard let edge = runtime.edge(to: tensor) else { return }
    for node in edge.nodes { owners[node] = edge }
  }

  /// Makes functions of what the backward rule of `function` recorded: one for the gradient of
  /// each input, or one for several that share a step.
  ///
  /// `gradients` holds, for each input of the function, the nodes of its gradient so far.
  func record(_ range: Range<Int>, of function: Function, gradients: [[Int]]) {
    var inputs: [Int: Function.Edge] = [:]
    for edge in function.next {
      for node in edge?.nodes ?? [] { inputs[node] = edge }
    }
    for part in parts(of: range, gradients) {
      let made = Function(
        name: name(of: part.outputs[0][0]), sequence: runtime.makeSequence(),
        stages: part.nodes.sorted().map { $0..<($0 + 1) }, outputs: part.outputs,
        line: runtime.line, registry: runtime.functions)
      made.keepsUnreachedInputs = true
      made.savesNumbers = true
      made.next = edges(into: part.nodes, of: function, inputs)
      for (index, nodes) in part.outputs.enumerated() {
        let edge = Function.Edge(function: made, nodes: nodes, outputIndex: index)
        for node in nodes { owners[node] = edge }
      }
    }
  }

  /// What was recorded for some inputs, and shares no node with the rest.
  private struct Part {
    var nodes: Set<Int>
    var outputs: [[Int]]
  }

  private func parts(of range: Range<Int>, _ gradients: [[Int]]) -> [Part] {
    var parts: [Part] = []
    for outputs in gradients {
      let own = outputs.filter { range.contains($0) }
      guard own.contains(where: { runtime.tape.value(at: $0).needsGradient }) else { continue }
      var part = Part(nodes: steps(to: own, in: range), outputs: [own])
      for other in parts where !other.nodes.isDisjoint(with: part.nodes) {
        part.nodes.formUnion(other.nodes)
        part.outputs = other.outputs + part.outputs
      }
      parts.removeAll { !$0.nodes.isDisjoint(with: part.nodes) }
      parts.append(part)
    }
    return parts
  }

  /// The recorded nodes that some of them were computed from.
  private func steps(to outputs: [Int], in range: Range<Int>) -> Set<Int> {
    var found = Set(outputs)
    var waiting = outputs
    while let node = waiting.popLast() {
      for operand in runtime.tape.operands(of: node)
      where range.contains(operand) && found.insert(operand).inserted {
        waiting.append(operand)
      }
    }
    return found
  }

  /// The functions whose nodes the recorded ones read: earlier gradients, the inputs of the
  /// function that was differentiated, and its own nodes.
  private func edges(
    into nodes: Set<Int>, of function: Function, _ inputs: [Int: Function.Edge]
  ) -> [Function.Edge?] {
    var edges: [Function.Edge] = []
    var seen: Set<Int> = []
    var own: Set<Int> = []
    for node in nodes.sorted() {
      for operand in runtime.tape.operands(of: node)
      where !nodes.contains(operand) && runtime.tape.value(at: operand).needsGradient
        && seen.insert(operand).inserted
      {
        if let edge = owners[operand] ?? inputs[operand] {
          let isNew = !edges.contains {
            $0.function === edge.function && $0.outputIndex == edge.outputIndex
          }
          if isNew { edges.append(edge) }
        } else {
          own.insert(operand)
        }
      }
    }
    if !own.isEmpty {
      edges.append(.init(function: function, nodes: own.sorted(), outputIndex: 0))
    }
    return edges
  }

  /// Gives a tensor of recorded gradients its place in the graph.
  func attach(_ tensor: Tensor, _ nodes: [Int]) {
    tensor.place(nodes, in: runtime.tensors)
    guard nodes.contains(where: { runtime.tape.value(at: $0).needsGradient }) else { return }
    if let first = nodes.first, let edge = owners[first], edge.nodes == nodes {
      tensor.function = edge.function
      tensor.outputIndex = edge.outputIndex
      return
    }
    var edges: [Function.Edge] = []
    for node in nodes {
      guard let edge = owners[node], !edges.contains(where: { $0.function === edge.function })
      else { continue }
      edges.append(edge)
    }
    let start = runtime.tape.count
    tensor.place(
      nodes.map { runtime.tape.value(at: $0).applying(.alias).node }, in: runtime.tensors)
    let function = Function(
      name: edges.first?.function.name ?? "CloneBackward0", sequence: runtime.makeSequence(),
      stages: [start..<runtime.tape.count], outputs: [tensor.nodes], next: edges,
      line: runtime.line, registry: runtime.functions)
    function.keepsUnreachedInputs = true
    tensor.function = function
  }

  /// PyTorch names a gradient after the last operation that made it.
  private func name(of node: Int) -> String {
    switch runtime.tape.operation(of: node) {
    case .source: "CloneBackward0"
    case .unary(.negate): "NegBackward0"
    case .unary(.alias): "ExpandBackward0"
    case .unary: "MulBackward0"
    case .binary(.add): "AddBackward0"
    case .binary(.subtract): "SubBackward0"
    case .binary(.divide): "DivBackward0"
    case .binary(.power): "PowBackward0"
    case .binary: "MulBackward0"
    case .reduction: "SumBackward0"
    }
  }
}
