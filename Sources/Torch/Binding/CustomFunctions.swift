import Autograd
import Platform
import Python

/// The `ctx` of one call of a program's own function, which is also its `grad_fn`.
///
/// A class, because the forward pass fills it and the backward pass reads it.
final class CustomContext {
  let name: String
  var saved: [Object] = []
  /// What is read on the way forward instead, by `jvp`.
  var savedForward: [Object]?
  /// How to get each saved tensor back that hooks of the program keep.
  var packed: [Int: () throws(TorchError) -> Tensor] = [:]
  var needsInputGradient: [Bool] = []
  var nonDifferentiable: [Tensor] = []
  var dirty: [Tensor] = []
  var materializes = true
  /// The function of the graph, once there is one.
  @Weak var function: Function?

  init(name: String) { self.name = name }
}

extension Library {
  /// `torch.autograd.Function`, which a program differentiates by itself.
  func defineCustomFunctions() {
    let object = interpreter.builtinTypes.object
    let type = TypeObject(
      name: "Function", bases: [object], module: "torch.autograd.function")
    type.attributes["apply"] = .classMethod(
      MethodWrapper(
        .builtin(
          BuiltinFunction("apply") { [unowned(unsafe) self] _, arguments throws(Raised) in
            try self.guarding { () throws(TorchError) in try self.apply(arguments) }
          })))
    missing(
      "forward", "You must implement the forward function for custom autograd.Function.", in: type)
    missing(
      "backward",
      "You must implement either the backward or vjp method for your custom autograd.Function to "
        + "use it with backward mode AD.", in: type)
    defineContext()
    let module = module("torch.autograd.function")
    module.attributes["Function"] = .type(type)
    self.module("torch.autograd").attributes["Function"] = .type(type)
    free("once_differentiable(fn)", in: module) { c throws(TorchError) in
      let body = c["fn"]
      return .builtin(
        BuiltinFunction("backward") {
          [unowned(unsafe) self] interpreter, arguments throws(Raised) in
          let before = self.runtime.isGradEnabled
          self.runtime.isGradEnabled = false
          defer { self.runtime.isGradEnabled = before }
          return try interpreter.call(body, arguments)
        })
    }
  }

  private func missing(_ name: String, _ message: String, in type: TypeObject) {
    type.attributes[name] = .staticMethod(
      MethodWrapper(
        .builtin(
          BuiltinFunction(name) { interpreter, _ throws(Raised) in
            throw interpreter.raise("NotImplementedError", message)
          })))
  }

  private func defineContext() {
    func member(
      _ signature: String, _ body: @escaping (Call, CustomContext) throws(TorchError) -> Object
    ) {
      let function = self.function(signature) { c throws(TorchError) in
        guard case .instance(let instance) = c["self_"],
          let context = instance.payload as? CustomContext
        else { return .none }
        return try body(c, context)
      }
      contextType.attributes[function.name] = .builtin(function)
    }
    func property(_ name: String, _ body: @escaping (CustomContext) throws(TorchError) -> Object) {
      member("\(name)(self_)") { _, context throws(TorchError) in try body(context) }
      guard let getter = contextType.attributes[name] else { return }
      contextType.attributes[name] = .property(PropertyObject(getter: getter))
    }
    member("save_for_backward(self_, *tensors=())") { c, context throws(TorchError) in
      context.saved = try calling(c.interpreter.iterate(c["tensors"]))
      for (index, object) in context.saved.enumerated()
      where !object.isNone && self.tensor(object) == nil {
        throw TorchError.type(
          "save_for_backward can only save variables, but argument \(index) is of type "
            + c.typeName(object))
      }
      return .none
    }
    member("save_for_forward(self_, *tensors=())") { c, context throws(TorchError) in
      context.savedForward = try calling(c.interpreter.iterate(c["tensors"]))
      return .none
    }
    member("mark_non_differentiable(self_, *tensors=())") { c, context throws(TorchError) in
      context.nonDifferentiable = try c.tensors("tensors")
      return .none
    }
    member("mark_dirty(self_, *tensors=())") { c, context throws(TorchError) in
      context.dirty = try c.tensors("tensors")
      return .none
    }
    member("set_materialize_grads(self_, value)") { c, context throws(TorchError) in
      context.materializes = try c.bool("value")
      return .none
    }
    property("saved_tensors") { context throws(TorchError) in
      if let function = context.function, function.isFreed {
        throw TorchError.runtime(BackwardPassText.secondTime)
          .diagnosed(self.runtime.diagnosisOfFreed(function))
      }
      return .tuple(
        try context.saved.enumerated().map { place, object throws(TorchError) in
          try context.packed[place].map { tensor throws(TorchError) in
            self.shown(try tensor(), as: self.tensor(object))
          } ?? object
        })
    }
    property("needs_input_grad") { .tuple($0.needsInputGradient.map { .bool($0) }) }
  }

  // MARK: Calling one

  private func apply(_ arguments: Arguments) throws(TorchError) -> Object {
    guard case .type(let type)? = arguments.positional.first else { return .none }
    let inputs = Array(arguments.positional.dropFirst())
    let context = CustomContext(name: type.name + "Backward")
    context.needsInputGradient = inputs.map { tensor($0)?.requiresGradient ?? false }
    let instance = Instance(type: contextType(named: context.name), payload: context)
    let isTracked = runtime.tracks(inputs.compactMap { tensor($0) })
    let level = runtime.dualLevel
    runtime.dualLevel = nil
    let result: Object
    do {
      defer { runtime.dualLevel = level }
      result = try runtime.withGrad(false) { () throws(TorchError) in
        try runtime.running(.forward(type.name)) { () throws(TorchError) in
          try forward(type, .instance(instance), inputs, arguments.keywords)
        }
      }
    }
    var isTuple = false
    var outputs = [result]
    if case .tuple(let elements) = result {
      outputs = elements
      isTuple = true
    }
    for case let output? in outputs.map({ tensor($0) })
    where output.base != nil && !context.dirty.contains(where: { $0 === output }) {
      output.viewOrigin = .customFunction
    }
    guard isTracked else {
      try pushForward(
        type, instance, inputs: inputs, outputs: outputs.compactMap { tensor($0) })
      return result
    }
    let made = try enter(
      type, instance, context, inputs: inputs, outputs: outputs.compactMap { tensor($0) })
    try pushForward(type, instance, inputs: inputs, outputs: made)
    if let hooks = runtime.packing.hooks.last {
      for (place, object) in context.saved.enumerated() {
        guard let saved = tensor(object) else { continue }
        context.packed[place] = try runtime.withGrad(false) { () throws(TorchError) in
          try hooks.pack(saved)
        }
      }
    }
    var results = made[...]
    outputs = outputs.map { tensor($0) == nil ? $0 : wrap(results.removeFirst()) }
    return isTuple ? .tuple(outputs) : outputs[0]
  }

  private func forward(
    _ type: TypeObject, _ context: Object, _ inputs: [Object],
    _ keywords: [(name: String, value: Object)]
  ) throws(TorchError) -> Object {
    let body = try calling(interpreter.attribute("forward", of: .type(type)))
    guard type.lookup("setup_context") != nil else {
      return try calling(interpreter.call(body, Arguments([context] + inputs, keywords: keywords)))
    }
    let result = try calling(interpreter.call(body, Arguments(inputs, keywords: keywords)))
    _ = try calling(
      interpreter.call(
        interpreter.attribute("setup_context", of: .type(type)),
        Arguments([context, .tuple(inputs), result])))
    return result
  }

  /// Makes a function of the graph and the outputs that it computed.
  private func enter(
    _ type: TypeObject, _ instance: Instance, _ context: CustomContext, inputs: [Object],
    outputs: [Tensor]
  ) throws(TorchError) -> [Tensor] {
    let tensors = inputs.compactMap { tensor($0) }
    let results = outputs.map { output in
      let isInput = tensors.contains { $0 === output }
      guard isInput, !context.dirty.contains(where: { $0 === output }) else { return output }
      let view = Tensor(
        sharing: output, shape: output.shape, strides: output.strides, offset: output.offset)
      view.base = output.base ?? output
      view.viewOrigin = .customFunction
      return view
    }
    let differentiable = results.filter { result in
      result.dtype.isFloating && !context.nonDifferentiable.contains { $0 === result }
    }
    for tensor in context.dirty where tensor.isMarked && tensor.isLeaf {
      throw TorchError.runtime(
        "a leaf Variable that requires grad has been used in an in-place operation.")
    }
    let edges = tensors.map { runtime.edge(to: $0) }
    let stage = runtime.enterOpaquely(differentiable)
    let function = runtime.makeFunction(
      nil, ownName: context.name, next: edges, stages: [stage], outputs: differentiable)
    function.kind = .custom(
      CustomBackward(
        body: { gradients throws(TorchError) in
          var rest = gradients[...]
          let arguments = results.map { result in
            differentiable.contains { $0 === result }
              ? rest.removeFirst() ?? self.materialized(result, context)
              : self.materialized(result, context)
          }
          return try self.backward(type, instance, context, inputs: inputs, arguments)
        },
        shapes: differentiable.map { $0.shape }, dtypes: differentiable.map { $0.dtype }))
    // Where the program returns None, nothing arrives.
    function.keepsUnreachedInputs = true
    function.object = instance
    context.function = function
    for (index, result) in differentiable.enumerated() {
      let isDirty = context.dirty.contains { $0 === result }
      if isDirty { try runtime.bumpVersion(of: result) }
      if isDirty, let base = result.base {
        runtime.rebase(result, of: base, on: function, output: index)
        continue
      }
      if isDirty { result.nodesChange = result.storage.changes }
      result.isMarked = false
      result.function = function
      result.functionVersion = result.version.value
      result.outputIndex = index
    }
    for object in context.saved {
      guard let tensor = tensor(object) else { continue }
      try runtime.checkMode(ofSaved: tensor)
      function.save(
        tensor, as: "tensor", output: differentiable.firstIndex { $0 === tensor })
    }
    runtime.noteCustom(function)
    return results
  }

  // MARK: Its derivative

  /// Zeros for an output that nothing arrived at, unless the function wants None.
  private func materialized(_ output: Tensor, _ context: CustomContext) -> Tensor? {
    context.materializes
      ? Tensor(
        [Double](repeating: 0, count: output.count), shape: output.shape, dtype: output.dtype)
      : nil
  }

  private func backward(
    _ type: TypeObject, _ instance: Instance, _ context: CustomContext, inputs: [Object],
    _ gradients: [Tensor?]
  ) throws(TorchError) -> [Tensor?] {
    let name = type.lookup("vjp") != nil ? "vjp" : "backward"
    let result = try runtime.running(.backward(type.name)) { () throws(TorchError) in
      try calling(
        interpreter.call(
          interpreter.attribute(name, of: .type(type)),
          Arguments([.instance(instance)] + gradients.map { wrap($0) })))
    }
    var values = [result]
    if case .tuple(let elements) = result { values = elements }
    if case .list(let list) = result { values = list.elements }
    while values.count > inputs.count, values.last?.isNone == true { values.removeLast() }
    guard values.count == inputs.count else {
      throw TorchError.runtime(
        "function \(context.name) returned an incorrect number of gradients (expected "
          + "\(inputs.count), got \(values.count))"
      ).diagnosed(
        Diagnosis(
          .gradientsAreMiscounted(
            function: type.name, inputs: inputs.count, gradients: values.count)))
    }
    var results: [Tensor?] = []
    for (index, value) in values.enumerated() {
      guard let input = tensor(inputs[index]) else {
        guard value.isNone else {
          throw TorchError.runtime(
            "function \(context.name) returned a gradient different from None at position "
              + "\(index + 1), but the corresponding forward input was not a Variable")
        }
        continue
      }
      guard !value.isNone, input.requiresGradient else {
        results.append(nil)
        continue
      }
      guard let gradient = tensor(value) else {
        throw TorchError.runtime(
          "expected Variable or None (got \(interpreter.typeOf(value).name))")
      }
      if runtime.isGradEnabled, let lost = gradient.lost { context.function?.lost.append(lost) }
      results.append(try fitted(gradient, to: input, context.name, results.count))
    }
    return results
  }

  /// A gradient summed to its input's shape where it was broadcast, and of its input's type.
  private func fitted(
    _ gradient: Tensor, to input: Tensor, _ name: String, _ index: Int
  ) throws(TorchError) -> Tensor {
    var result = gradient
    if gradient.shape != input.shape {
      let shape = Shape(gradient.shape)
      guard let common = try? shape.broadcast(with: Shape(input.shape)), common == shape else {
        throw TorchError.runtime(
          "Function \(name) returned an invalid gradient at index \(index) - got "
            + "\(shape.description) but expected shape compatible with "
            + Shape(input.shape).description)
      }
      let lead = gradient.rank - input.rank
      let repeated = gradient.shape.indices.filter {
        $0 < lead || (input.shape[$0 - lead] == 1 && gradient.shape[$0] != 1)
      }
      result = try runtime.sum(result, Axes(dimensions: repeated, keeps: true))
      result = try runtime.reshape(result, to: input.shape)
    }
    return try runtime.cast(result, to: input.dtype)
  }
}

extension Runtime {
  /// Writes down what the recording's entry of a function that the program differentiates lacks.
  fileprivate func noteCustom(_ function: Function) {
    guard let index = function.recordIndex else { return }
    tape.annotations.functions[index].saved = function.saved.map { $0.name }
    tape.annotations.functions[index].inputs = function.next.map { $0?.nodes ?? [] }
  }

  /// Gives tensors nodes that need gradients although nothing on the tape leads to them.
  func enterOpaquely(_ outputs: [Tensor]) -> Range<Int> {
    let sources = outputs.map { nodes(of: $0) }
    let start = tape.count
    for (output, nodes) in zip(outputs, sources) {
      let own = nodes.map { node in
        var source = tape.value(at: node)
        if source.needsGradient {
          // An input that is handed through: nothing may lead past the function to it.
          source = source.applying(.alias)
          source.stopTracking()
        }
        let value = source.applying(.alias)
        value.startTracking()
        return value.node
      }
      output.place(own, in: tensors)
      output.nodesChange = output.storage.changes
    }
    return start..<tape.count
  }
}
