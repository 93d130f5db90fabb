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
  /// What numbers with a point become where the program names no type; `torch.set_default_dtype`.
  var defaultDType = DType.float32
  var detectsAnomalies = false
  /// Where the program is, for what is told of an anomaly.
  var stackText: () -> String = { "" }
  /// Tells the program of something while it goes on.
  var warn: (String) throws(TorchError) -> Void = { _ in }
  /// The level of forward-mode differentiation that is open.
  var dualLevel: DualLevel?
  /// What the program does with saved tensors.
  var packing = SavedTensorPacking()
  /// The functions that the passes under way run, the innermost pass last.
  var passes: [Set<ObjectIdentifier>] = []
  /// Whether passes leave the graph as it is, since they are parts of one.
  var keepsGraphs = false
  /// The tensors and functions that refer to nodes of the tape.
  let tensors = Registry<Tensor>()
  let functions = Registry<Function>()
  /// How many passes are running; a hook may start another.
  var passDepth = 0
  static let smallTape = 1 << 20
  /// How long the tape may get before what nothing reaches is released.
  var compactionThreshold = Runtime.smallTape
  private var nextSequence = 0
  private var nextHook = 0

  package init(keepsEvents: Bool, nodeLimit: Int = 20_000_000) {
    tape = Tape(keepsEvents: keepsEvents)
    recordsEverything = keepsEvents
    self.nodeLimit = nodeLimit
  }

  /// The line outside of all functions that runs.
  var statementLine = 0
  /// Whether the next function of the program to be entered is the `forward` of a module, whose box
  /// is open already.
  var entersModule = false

  /// The line that runs, where the tape does not keep it.
  var runningLine = 0
  /// The line of the newest pass.
  var lastPassLine: Int?

  var line: Int { recordsEverything ? tape.site.line : runningLine }

  func makeSequence() -> Int {
    nextSequence += 1
    return nextSequence
  }

  func makeHookID() -> Int {
    nextHook += 1
    return nextHook
  }

  /// Lets go of what the program brought into the graph, its hooks and its own derivatives, which
  /// refer back to tensors.
  func forgetProgram() {
    for tensor in tensors.all { tensor.hooks = [] }
    for function in functions.all {
      if case .custom = function.kind { function.kind = .recorded }
    }
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
  /// As literals, fresh numbers are drawn inside the operation that uses them, not as values of
  /// their own.
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
    let made = tensor.values.map { value in
      let value =
        tensor.isMarked
        ? tape.leaf(value, precision: precision)
        : asLiterals
          ? tape.literal(value, precision: precision)
          : tape.constant(value, precision: precision)
      return value.node
    }
    tensor.place(made, in: tensors)
    tensor.nodesVersion = tensor.version.value
    tensor.accumulator = nil
    label(tensor)
    return tensor.nodes
  }

  /// Reads a view afresh after its base was changed in place.
  private func renewView(_ view: Tensor, of base: Tensor) {
    let source = nodes(of: base)
    let builder = self.builder(precision: base.dtype.precision, isTracked: base.requiresGradient)
    let cells = builder.map(.alias, view.positions.map { builder.cell(source[$0]) })
    view.place(cells.compactMap(\.node), in: tensors)
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
      line: line, registry: functions)
    leaf.accumulator = accumulator
    return accumulator
  }
}
