package import Autograd

/// The state of one running program: its tape, its modes and its counters.
///
/// A class, because every call of the program changes the same state.
package final class Runtime {
  package let tape: Tape
  /// Whether operations are tracked; `torch.no_grad` turns it off.
  var isGradEnabled = true
  /// Whether operations that need no gradient are put on the tape as well, for the pictures.
  let recordsEverything: Bool
  /// The most nodes that a recording may have.
  let nodeLimit: Int
  var printOptions = PrintOptions()
  var detectsAnomalies = false
  private var nextSequence = 0
  private var nextHook = 0

  package init(keepsEvents: Bool, nodeLimit: Int = 20_000_000) {
    tape = Tape(keepsEvents: keepsEvents)
    recordsEverything = keepsEvents
    self.nodeLimit = nodeLimit
  }

  var line: Int { tape.site.line }

  func makeSequence() -> Int {
    nextSequence += 1
    return nextSequence
  }

  func makeHookID() -> Int {
    nextHook += 1
    return nextHook
  }

  /// Whether a call on these inputs is tracked.
  func tracks(_ inputs: [Tensor]) -> Bool {
    isGradEnabled && inputs.contains(where: \.requiresGradient)
  }

  func withGrad<Result>(
    _ enabled: Bool, _ body: () throws(TorchError) -> Result
  ) throws(TorchError) -> Result {
    let before = isGradEnabled
    isGradEnabled = enabled
    defer { isGradEnabled = before }
    return try body()
  }
}

// MARK: - The nodes of a tensor

extension Runtime {
  /// The tape's nodes of a tensor's elements, made now if they are not there yet.
  ///
  /// - Parameter asLiterals: Whether fresh numbers are drawn inside the operation that uses them
  ///   rather than as values of their own.
  func nodes(of tensor: Tensor, asLiterals: Bool = false) -> [Int] {
    if tensor.nodesVersion == tensor.version.value, tensor.nodes.count == tensor.count,
      !tensor.nodes.isEmpty
    {
      return tensor.nodes
    }
    if tensor.count == 0 { return [] }
    if let base = tensor.base, base.requiresGradient {
      renewView(tensor, of: base)
      return tensor.nodes
    }
    let precision = tensor.dtype.precision
    tensor.nodes = tensor.values.map { value in
      let made =
        tensor.isMarked
        ? tape.leaf(value, precision: precision)
        : asLiterals
          ? tape.literal(value, precision: precision)
          : tape.constant(value, precision: precision)
      return made.node
    }
    tensor.nodesVersion = tensor.version.value
    tensor.accumulator = nil
    return tensor.nodes
  }

  /// Reads a view afresh after its base was changed in place.
  private func renewView(_ view: Tensor, of base: Tensor) {
    let source = nodes(of: base)
    let builder = self.builder(precision: base.dtype.precision, isTracked: base.requiresGradient)
    let cells = builder.map(.alias, view.positions.map { builder.cell(source[$0]) })
    view.nodes = cells.compactMap(\.node)
    view.nodesVersion = view.version.value
    view.function = makeFunction(
      "AsStridedBackward0", inputs: [base], stages: builder.stages, outputs: [view])
  }

  /// The edge that carries gradients to a tensor; nil if it needs none.
  func edge(to tensor: Tensor) -> Function.Edge? {
    guard tensor.requiresGradient else { return nil }
    let nodes = nodes(of: tensor)
    if let function = tensor.function {
      return .init(function: function, nodes: nodes, outputIndex: tensor.outputIndex)
    }
    return .init(function: accumulator(of: tensor), nodes: nodes, outputIndex: 0)
  }

  func accumulator(of leaf: Tensor) -> Function {
    let nodes = nodes(of: leaf)
    if let accumulator = leaf.accumulator { return accumulator }
    let accumulator = Function(
      name: "AccumulateGrad", sequence: .max, kind: .accumulate(leaf), outputs: [nodes],
      line: line)
    leaf.accumulator = accumulator
    return accumulator
  }
}
