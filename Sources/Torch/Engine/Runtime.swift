package import Autograd

/// What the program turned on or off for the calls that follow.
struct Modes {
  /// Whether operations are tracked; `torch.no_grad` turns it off.
  var isGradEnabled = true
  /// Whether what is made has no place in autograd at all; `torch.inference_mode` says so.
  var isInferenceMode = false
  var detectsAnomalies = false
}

/// A difference between predictions and targets that were repeated across each other.
package struct Spread: Sendable {
  /// The line of the difference.
  package let line: Int
  /// The shape of what needs gradients.
  package let predictions: [Int]
  /// The shape of the other.
  package let targets: [Int]
  /// The shape of the difference.
  package let result: [Int]
}

/// The state of one running program: its tape, its modes and its counters.
///
/// A class, because every call of the program changes the same state.
package final class Runtime {
  /// The scalar operations that the program has recorded.
  package let tape: Tape
  var modes = Modes()
  /// Whether operations that need no gradient are put on the tape as well, for the pictures.
  let recordsEverything: Bool
  /// The most nodes that a recording may have.
  let nodeLimit: Int
  var printOptions = PrintOptions()
  /// What numbers with a point become where the program names no type; `torch.set_default_dtype`.
  var defaultDType = DType.float32
  /// Where the program is, for what is told of an anomaly.
  var stackText: () -> String = { "" }
  /// What the program calls a parameter of one of its modules.
  var nameOfParameter: (Tensor) -> String? = { _ in nil }
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
  /// Whether a function is mapped that must not draw random numbers.
  var refusesDraws = false
  /// How many mapped functions run, one inside of another.
  var mappingDepth = 0
  /// Whether the innermost transformation of a function maps it, and does not differentiate it.
  var mapsInnermost = false
  /// The tensors and functions that refer to nodes of the tape.
  let tensors = Registry<Tensor>()
  let functions = Registry<Function>()
  /// How many passes are running; a hook may start another.
  var passDepth = 0
  static let smallTape = 1 << 17
  /// How long the tape may get before what nothing reaches is released.
  var compactionThreshold = Runtime.smallTape
  /// The number of the newest function.
  private(set) var newestSequence = 0
  private var nextHook = 0
  /// Where the next memory seems to begin that a program asks for.
  var nextAddress: Int64 = 0x5580_0000_0000

  /// A program's state at its start; with `keepsEvents` everything is recorded, for views of the
  /// run.
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

  /// The differences that were spread, where everything is recorded.
  var spreads: [Spread] = []
  /// Whether a pass ended in a gradient that is no number or has no bound.
  var hasLostGradients = false
  /// What the recording knows of the leaves' gradients.
  var toldGradients = ToldGradients()

  /// The line that runs, where the tape does not keep it.
  var runningLine = 0
  /// The line of the newest pass.
  var lastPassLine: Int?
  /// What the newest pass did not reach.
  var losses = Losses()
  /// How many passes have begun.
  var passCount = 0
  /// Where the newest pass began.
  var lastRoots: [WeakTensor] = []
  /// The code of the program's own function that runs, the innermost.
  var customCode: CustomCode?
  /// What the program did that is seldom meant, where everything is recorded.
  var notedHabits: [NotedHabit] = []
  /// Why gradients that were looked for are not there, with the line that looked for them and the
  /// one that cut them off.
  var lostGradients: [(line: Int, cut: Int, diagnosis: Diagnosis)] = []
  /// The newest numbers that the program took out of tensors with a history.
  var taken: [TakenNumber] = []

  var line: Int { recordsEverything ? tape.site.line : runningLine }

  var isGradEnabled: Bool {
    get { modes.isGradEnabled }
    set { modes.isGradEnabled = newValue }
  }
  var isInferenceMode: Bool { modes.isInferenceMode }
  var detectsAnomalies: Bool { modes.detectsAnomalies }

  func makeSequence() -> Int {
    newestSequence += 1
    return newestSequence
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
    isGradEnabled && inputs.contains { $0.requiresGradient && !$0.isInference }
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
    if tensor.count == 0 { return [] }
    if let base = tensor.base, tensor.isStaleView, tensor.viewOrigin == .ordinary {
      renewView(tensor, of: base)
      return tensor.nodes
    }
    if tensor.nodesChange == tensor.storage.changes, tensor.nodes.count == tensor.count {
      return tensor.nodes
    }
    if let function = tensor.function, tensor.nodes.count == tensor.count {
      renewNumbers(of: tensor, from: function)
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
    tensor.nodesChange = tensor.storage.changes
    tensor.accumulator = nil
    if tensor.isMarked { tensor.storage.leaf = tensor }
    label(tensor)
    return tensor.nodes
  }

  /// Reads a view afresh after its base, or another view of it, was changed in place.
  private func renewView(_ view: Tensor, of base: Tensor) {
    let builder = self.builder(precision: base.dtype.precision, isTracked: base.requiresGradient)
    placeCopies(of: base, in: view, builder)
    view.functionVersion = view.version.value
    view.function = makeFunction(
      .asStrided, inputs: [base], stages: builder.stages, outputs: [view])
    view.outputIndex = 0
  }

  /// Gives a view nodes that come from its base's.
  func placeCopies(of base: Tensor, in view: Tensor, _ builder: Builder) {
    let entries = builder.map(.alias, nodes(of: base, at: view.positions).map { builder.entry($0) })
    // The base may show other memory since its data was set.
    for (entry, number) in zip(entries, view.values) where entry.value != number {
      entry.node.map { tape.value(at: $0).overwrite(number) }
    }
    view.place(entries.compactMap { $0.node }, in: tensors)
    view.nodesChange = view.storage.changes
  }

  /// The nodes that a tensor has for some places of its memory.
  func nodes(of tensor: Tensor, at positions: [Int]) -> [Int] {
    let nodes = nodes(of: tensor)
    if tensor.isContiguous {
      return positions.map { position in
        let place = position - tensor.offset
        return nodes.indices.contains(place) ? nodes[place] : outside(tensor, position)
      }
    }
    let places = Dictionary(firstOf: zip(tensor.positions, nodes))
    return positions.map { places[$0] ?? outside(tensor, $0) }
  }

  /// A number of the same memory that the tensor does not show.
  private func outside(_ tensor: Tensor, _ position: Int) -> Int {
    tape.constant(tensor.storage.values[position], precision: tensor.dtype.precision).node
  }

  /// Gives a computed tensor, whose memory was changed behind the graph's back, nodes with the
  /// present numbers.
  ///
  /// What was computed before keeps the old ones; gradients pass from the new nodes to the old.
  func renewNumbers(of tensor: Tensor, from function: Function) {
    let precision = tensor.dtype.precision
    let changes = zip(tensor.nodes, tensor.values).map { node, number in
      let old = tape.value(at: node)
      let isSame = old.number.bitPattern == number.bitPattern && old.precision == precision
      let difference = isSame ? nil : old.constant(number - old.number)
      return (old: old, number: number, difference: difference)
    }
    let start = tape.count
    let made = changes.map { old, number, difference in
      guard let difference else { return old.node }
      let value =
        old.precision == precision
        ? old.applying(.add, difference) : old.record(.alias, precision: precision)
      value.overwrite(number)
      return value.node
    }
    tensor.place(made, in: tensors)
    tensor.nodesChange = tensor.storage.changes
    if tape.count > start { function.renewals.append(start..<tape.count) }
  }

  /// The edge that carries gradients to a tensor; nil if it needs none.
  func edge(to tensor: Tensor) -> Function.Edge? {
    guard tensor.requiresGradient else { return nil }
    let nodes = nodes(of: tensor)
    if let function = tensor.function {
      return .init(function: function, nodes: nodes, outputIndex: tensor.outputIndex)
    }
    // A view without a function asks for nothing itself, though its base may.
    guard tensor.isMarked else { return nil }
    return .init(function: accumulator(of: tensor), nodes: nodes, outputIndex: 0)
  }

  func accumulator(of leaf: Tensor) -> Function {
    let nodes = nodes(of: leaf)
    if let accumulator = leaf.accumulator { return accumulator }
    let accumulator = Function(
      .accumulateGrad, sequence: .max, kind: .accumulate(leaf), outputs: [nodes],
      line: line, registry: functions)
    leaf.accumulator = accumulator
    return accumulator
  }
}
