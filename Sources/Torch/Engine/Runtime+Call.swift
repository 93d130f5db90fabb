import Autograd

/// What a call's backward rule reads.
enum Saved {
  case input(Int)
  case output
  /// A number of the program: nothing that can be changed, but lost when the graph is freed.
  case number
}

extension Runtime {
  func builder(precision: Precision, isTracked: Bool, isDual: Bool = false) -> Builder {
    Builder(
      tape: tape, isRecorded: isTracked || isDual || recordsEverything, isTracked: isTracked,
      precision: precision)
  }

  /// Computes one new tensor and enters the call in the graph where it is tracked.
  ///
  /// The name is PyTorch's of the backward function, with its number. The inputs' entries reach
  /// `body` converted to `dtype`.
  func call(
    _ name: BackwardFunction, _ inputs: [Tensor], shape: [Int], dtype: DType, saves: [Saved] = [],
    keepsInputTypes: Bool = false,
    _ body: (Builder, [[Entry]]) throws(TorchError) -> [Entry]
  ) throws(TorchError) -> Tensor {
    try callMany(
      name, inputs, shapes: [shape], dtype: dtype, saves: saves, keepsInputTypes: keepsInputTypes
    ) { (builder, entries) throws(TorchError) in
      [try body(builder, entries)]
    }[0]
  }

  /// As ``call(_:_:shape:dtype:saves:keepsInputTypes:_:)`` for several outputs.
  func callMany(
    _ name: BackwardFunction, _ inputs: [Tensor], shapes: [[Int]], dtype: DType,
    saves: [Saved] = [],
    keepsInputTypes: Bool = false,
    _ body: (Builder, [[Entry]]) throws(TorchError) -> [[Entry]]
  ) throws(TorchError) -> [Tensor] {
    try checkRoom(for: shapes)
    let isTracked = dtype.isFloating && tracks(inputs)
    if isTracked { for input in inputs { try refresh(input) } }
    let isDual = dtype.isFloating && movesForward(inputs)
    let builder = builder(precision: dtype.precision, isTracked: isTracked, isDual: isDual)
    let entries = inputs.map { input in
      let own = self.entries(of: input, isRecorded: isTracked || isDual || recordsEverything)
      return keepsInputTypes ? own : converted(own, from: input.dtype, to: dtype, builder)
    }
    let start = tape.count
    let results = try body(builder, entries).map { aliased($0, from: start, builder) }
    let outputs = zip(results, shapes).map { entries, shape in
      let output = Tensor(entries.map { dtype.converted($0.value) }, shape: shape, dtype: dtype)
      output.isInference = isInferenceMode
      output.place(entries.compactMap { $0.node }, in: tensors)
      return output
    }
    note(name, inputs, outputs)
    if isDual { pushForward(inputs, to: outputs, builder.stages) }
    if isTracked {
      let function = makeFunction(
        name, inputs: inputs, stages: builder.stages, outputs: outputs)
      function.fans = builder.fans
      function.lost = inputs.compactMap { $0.lost }
      try save(saves, inputs, outputs, in: function)
      noteSaved(of: function)
      for (index, output) in outputs.enumerated() {
        output.function = function
        output.outputIndex = index
      }
    } else if let lost = lostHistory(of: inputs) {
      for output in outputs { output.lost = lost }
    }
    return outputs
  }

  /// Gives an element that is an input itself a node of its own, so that what arrives here and
  /// what arrives there stay apart.
  private func aliased(_ entries: [Entry], from start: Int, _ builder: Builder) -> [Entry] {
    entries.contains { $0.node.map { $0 < start } ?? false }
      ? builder.map(.alias, entries) : entries
  }

  func makeFunction(
    _ name: BackwardFunction, inputs: [Tensor], stages: [Range<Int>], outputs: [Tensor]
  ) -> Function {
    makeFunction(
      name, next: operands(inputs, of: name).map { edge(to: $0) }, stages: stages,
      outputs: outputs)
  }

  /// Makes the function of a call whose `next` are known already.
  func makeFunction(
    _ backward: BackwardFunction?, ownName: String = "", next: [Function.Edge?],
    stages: [Range<Int>], outputs: [Tensor]
  ) -> Function {
    let function = Function(
      backward, ownName: ownName, sequence: makeSequence(), stages: stages,
      outputs: outputs.map { $0.nodes },
      next: next, line: line, registry: functions)
    if detectsAnomalies { function.trace = stackText() }
    note(function)
    return function
  }

  /// The inputs that have a place in `next_functions`; in some functions a number has none.
  private func operands(_ inputs: [Tensor], of function: BackwardFunction) -> [Tensor] {
    function.row.leavesNumbersOut ? inputs.filter { !$0.isWrittenNumber } : inputs
  }

  private func save(
    _ saves: [Saved], _ inputs: [Tensor], _ outputs: [Tensor], in function: Function
  ) throws(TorchError) {
    for item in saves {
      switch item {
      case .input(let index):
        try checkMode(ofSaved: inputs[index])
        function.save(
          inputs[index], as: function.backward?.savedName(ofInput: index) ?? "self")
      case .output:
        for (index, output) in outputs.enumerated() {
          function.save(output, as: "result", output: index)
        }
      case .number: function.savesNumbers = true
      }
    }
    packLater(function)
  }

  /// Refuses to keep an inference tensor for a backward pass.
  func checkMode(ofSaved tensor: Tensor) throws(TorchError) {
    guard tensor.isInference else { return }
    throw .runtime(
      "Inference tensors cannot be saved for backward. Please do not use Tensors created in "
        + "inference mode in computation tracked by autograd. To work around this, you can make a "
        + "clone to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of "
        + "`torch.inference_mode()`.")
  }

  func noteSaved(of function: Function) {
    if let index = function.recordIndex {
      tape.annotations.functions[index].saved = function.saved.map { $0.name }
    }
  }

  private func entries(of tensor: Tensor, isRecorded: Bool) -> [Entry] {
    guard isRecorded else { return tensor.values.map { Entry(value: $0) } }
    return nodes(of: tensor, asLiterals: tensor.isWrittenNumber)
      .map { Entry(value: tape.value(at: $0).number, node: $0) }
  }

  /// Elements as another type holds them; the change of precision is a step of its own, so that
  /// gradients are rounded back.
  private func converted(
    _ entries: [Entry], from: DType, to: DType, _ builder: Builder
  ) -> [Entry] {
    from.precision == to.precision ? entries : builder.map(.alias, entries)
  }

  /// Keeps a program from filling the memory.
  func checkRoom(for shapes: [[Int]]) throws(TorchError) {
    for shape in shapes {
      guard let negative = shape.first(where: { $0 < 0 }) else { continue }
      throw .runtime(
        "Trying to create tensor with negative dimension \(negative): \(Shape(shape).description)")
    }
    let wanted = shapes.reduce(0) { sum, shape in
      let count = shape.reduce(1) { count, size in
        let (product, isTooLarge) = count.multipliedReportingOverflow(by: size)
        return isTooLarge ? .max : product
      }
      return max(sum, max(count, shape.max() ?? 0))
    }
    guard wanted <= nodeLimit - tape.count else {
      throw TorchError(
        "LimitExceeded", "the program records more than \(nodeLimit) scalar operations")
    }
  }

  /// Puts a call of a tensor operation on record.
  func note(_ name: BackwardFunction, _ inputs: [Tensor], _ outputs: [Tensor]) {
    guard recordsEverything else { return }
    func block(_ tensor: Tensor) -> Recording.Block {
      .init(shape: tensor.shape, nodes: tensor.nodes)
    }
    tape.annotations.calls.append(
      .init(name: name.rawValue, operands: inputs.map(block), results: outputs.map(block)))
  }

  private func note(_ function: Function) {
    guard tape.keepsEvents else { return }
    function.recordIndex = tape.annotations.functions.count
    let next = function.next.compactMap { edge -> Int? in
      guard let edge else { return nil }
      if edge.function.recordIndex == nil {
        edge.function.recordIndex = tape.annotations.functions.count
        tape.annotations.functions.append(
          .init(name: edge.function.name, nodes: edge.nodes, next: [], saved: []))
      }
      return edge.function.recordIndex
    }
    function.recordIndex = tape.annotations.functions.count
    tape.annotations.functions.append(
      .init(
        name: function.name, nodes: function.outputs.flatMap { $0 }, next: next, saved: []))
  }

  func tensor(_ value: Double, dtype: DType) -> Tensor {
    Tensor([dtype.converted(value)], shape: [], dtype: dtype)
  }
}
