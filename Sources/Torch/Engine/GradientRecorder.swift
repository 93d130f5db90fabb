import Autograd

/// Enters what a pass with `create_graph=True` records in PyTorch's graph, function by function.
///
/// A class, because the pass and the tensors it makes share what is known.
final class GradientRecorder {
  private let runtime: Runtime
  /// Which output of which function a recorded node belongs to.
  private var owners: [Int: Function.Edge] = [:]

  /// The leaves that came from outside, by their first node.
  private var leaves: [Int: Tensor] = [:]

  init(runtime: Runtime) { self.runtime = runtime }

  /// Knows a tensor that came from outside, such as a seed or what a custom function returned.
  func know(_ tensor: Tensor) {
    guard let edge = runtime.edge(to: tensor) else { return }
    for node in edge.nodes { owners[node] = edge }
    if edge.isLeaf, let first = edge.nodes.first { leaves[first] = tensor }
  }

  /// The leaf that some gradients are, where they were passed on from a seed without a change.
  func leaf(with nodes: [Int?]) -> Tensor? {
    let known = nodes.compactMap { $0 }
    guard known.count == nodes.count, let first = known.first, let leaf = leaves[first],
      leaf.nodes == known
    else { return nil }
    return leaf
  }

  /// The gradient of one input of a function, after the function's rule ran.
  struct Arrival {
    /// The input: an index among the function's edges.
    let input: Int
    /// The nodes of the input that something arrived at.
    let targets: [Int]
    /// The nodes of the gradient, one a target.
    var nodes: [Int]
    /// Whether more than one contribution went into it.
    let isSum: Bool
  }

  /// Makes one function of what the backward rule of `function` recorded.
  ///
  /// `start` is where the recording began. Returned are the gradients that got nodes of their own.
  func record(
    from start: Int, of function: Function, arrivals: [Arrival]
  ) -> [Arrival] {
    let rule = GradientRule(of: function)
    var outputs: [Arrival] = []
    var changed: [Arrival] = []
    for var arrival in arrivals {
      let isConnected = arrival.nodes.contains { isTracked($0) }
      guard isConnected || rule.readsInput else { continue }
      let isOwn = arrival.nodes.allSatisfy { $0 >= start }
      if isOwn, isConnected, Set(arrival.nodes).count == arrival.nodes.count {
        outputs.append(arrival)
      } else if isOwn || !rule.passesOn(arrival.input) || !isWhole(arrival.nodes) {
        arrival.nodes = arrival.nodes.map { node in
          let own = runtime.tape.value(at: node).applying(.alias)
          own.startTracking()
          return own.node
        }
        outputs.append(arrival)
        changed.append(arrival)
      }
    }
    for part in parts(of: outputs, from: start) { enter(part, of: function, rule) }
    return changed
  }

  /// The gradients of some inputs, and the recorded nodes that they share with no others.
  private struct Part {
    var nodes: Set<Int>
    var outputs: [Arrival]
  }

  /// Gradients that no recorded node leads to together are of different functions, so that freeing
  /// one leaves the other.
  private func parts(of outputs: [Arrival], from start: Int) -> [Part] {
    var parts: [Part] = []
    for output in outputs {
      var part = Part(nodes: steps(to: output.nodes, from: start), outputs: [output])
      for other in parts where !other.nodes.isDisjoint(with: part.nodes) {
        part.nodes.formUnion(other.nodes)
        part.outputs = other.outputs + part.outputs
      }
      parts.removeAll { !$0.nodes.isDisjoint(with: part.nodes) }
      parts.append(part)
    }
    return parts
  }

  /// The nodes from `start` on that some of them were computed from, with themselves.
  private func steps(to outputs: [Int], from start: Int) -> Set<Int> {
    var found = Set(outputs)
    var waiting = outputs
    while let node = waiting.popLast() {
      for operand in runtime.tape.operands(of: node)
      where operand >= start && found.insert(operand).inserted {
        waiting.append(operand)
      }
    }
    return found
  }

  private func enter(_ part: Part, of function: Function, _ rule: GradientRule) {
    let made = Function(
      .add, sequence: runtime.makeSequence(),
      stages: part.nodes.sorted().map { $0..<($0 + 1) }, outputs: part.outputs.map { $0.nodes },
      line: runtime.line, registry: runtime.functions)
    made.outputFunctions = part.outputs.map { arrival in
      arrival.isSum
        ? .add
        : rule.function(of: arrival.input, count: arrival.nodes.count, of: function)
    }
    if let first = made.outputFunctions.first { made.backward = first }
    if let refusal = rule.refusal { made.kind = .notDifferentiable(refusal) }
    made.keepsUnreachedInputs = !rule.readsInput
    made.savesNumbers = true
    made.next = edges(into: part.nodes, of: function)
    if rule.readsInput, function.saved.contains(where: { $0.name == "result" }) {
      // What the rule reads is the result, so the way to the input leads through the function.
      let own = Function.Edge(function: function, nodes: function.outputs[0], outputIndex: 0)
      if !made.next.contains(where: { $0?.function === function }) { made.next.append(own) }
    } else if rule.readsInput {
      for case let edge? in function.next where !made.next.contains(where: { $0 == edge }) {
        made.next.append(edge)
      }
    }
    for (index, output) in part.outputs.enumerated() {
      let edge = Function.Edge(function: made, nodes: output.nodes, outputIndex: index)
      for node in output.nodes { owners[node] = edge }
    }
  }

  private func isTracked(_ node: Int) -> Bool { runtime.tape.value(at: node).needsGradient }

  /// Whether some nodes are all of one tensor that is known.
  private func isWhole(_ nodes: [Int]) -> Bool {
    nodes.first.flatMap { owners[$0] }?.nodes == nodes
  }

  /// The functions whose nodes the recorded ones read: earlier gradients, the inputs of the
  /// function that was differentiated, and its own nodes.
  private func edges(into nodes: Set<Int>, of function: Function) -> [Function.Edge?] {
    var inputs: [Int: Function.Edge] = [:]
    for edge in function.next {
      for node in edge?.nodes ?? [] { inputs[node] = edge }
    }
    var edges: [Function.Edge?] = []
    var seen: Set<Int> = []
    var own: Set<Int> = []
    for node in nodes.sorted() {
      for operand in runtime.tape.operands(of: node)
      where !nodes.contains(operand) && isTracked(operand) && seen.insert(operand).inserted {
        if let edge = owners[operand] ?? inputs[operand] {
          if !edges.contains(edge) { edges.append(edge) }
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
    guard nodes.contains(where: { isTracked($0) }) else { return }
    if let first = nodes.first, let edge = owners[first], edge.nodes == nodes, !edge.isLeaf {
      tensor.function = edge.function
      tensor.outputIndex = edge.outputIndex
      return
    }
    var edges: [Function.Edge?] = []
    for node in nodes {
      guard let edge = owners[node], !edges.contains(edge) else { continue }
      edges.append(edge)
    }
    let start = runtime.tape.count
    tensor.place(
      nodes.map { runtime.tape.value(at: $0).applying(.alias).node }, in: runtime.tensors)
    let function = Function(
      edges.first?.flatMap { $0.isLeaf ? nil : $0.backward } ?? .alias,
      sequence: runtime.makeSequence(),
      stages: [start..<runtime.tape.count], outputs: [tensor.nodes], next: edges,
      line: runtime.line, registry: runtime.functions)
    function.keepsUnreachedInputs = true
    tensor.function = function
    tensor.outputIndex = 0
  }
}

extension Function {
  /// At how many places each edge stands.
  var placesOfEdges: [Edge: Int] {
    next.reduce(into: [:]) { places, edge in
      if let edge { places[edge, default: 0] += 1 }
    }
  }
}

extension Function.Edge: Hashable {
  func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(function))
    hasher.combine(outputIndex)
  }

  static func == (a: Function.Edge, b: Function.Edge) -> Bool {
    a.function === b.function && a.outputIndex == b.outputIndex && a.nodes == b.nodes
  }

  /// Whether the edge ends at a leaf.
  var isLeaf: Bool { if case .accumulate = function.kind { true } else { false } }

  /// Whether the nodes are all of an output, and not some within the function.
  var isWhole: Bool {
    outputIndex < function.outputs.count && function.outputs[outputIndex] == nodes
  }

  var backward: BackwardFunction? { function.backward(ofOutput: outputIndex) }

  var name: String { function.name(ofOutput: outputIndex) }
}
