import Python

extension Library {
  /// Methods that ask for gradients or stop them.
  func defineGradients() {
    method("backward(input, gradient=None, retain_graph=None, create_graph=False, inputs=None)") {
      c in
      try self.backward(
        [c.tensor("input")], seeds: self.firstSeed(c["gradient"]), c)
      return .none
    }
    method("requires_grad_(input, requires_grad=True)") { c in
      try self.setRequiresGradient(
        c.tensor("input"), c["requires_grad"],
        saying: "only Tensors of floating point dtype can require gradients")
      return c["input"]
    }
    method("retain_grad(input)") { c in
      let x = try c.tensor("input")
      guard x.requiresGradient else {
        throw TorchError.runtime("can't retain_grad on Tensor that has requires_grad=False")
      }
      if !x.isLeaf { x.retainsGradient = true }
      c.runtime.watch(x)
      return .none
    }
    defineHooks()
    both("detach(input)") { c in self.wrap(c.runtime.detach(try c.tensor("input"))) }
    method("detach_(input)") { c in
      let x = try c.tensor("input")
      x.function = nil
      x.isMarked = false
      x.forgetNodes()
      return c["input"]
    }
    both("clone(input, *, memory_format=None)") { c in
      self.wrap(try c.runtime.clone(c.tensor("input")))
    }
    method("contiguous(input)") { c in
      let x = try c.tensor("input")
      return x.isContiguous ? c["input"] : self.wrap(try c.runtime.clone(x))
    }
    method("is_contiguous(input)") { c in .bool(try c.tensor("input").isContiguous) }
    defineAutogradModule()
  }

  /// What `backward`, as a method and as a function, have in common.
  private func backward(_ roots: [Tensor], seeds: [Object], _ c: Call) throws {
    let seeds = try seeds.map { try seed($0) }
    try checkCount(seeds, of: roots)
    let createsGraph = try c.bool("create_graph")
    if createsGraph {
      try warnings.addOnce(
        "Using backward() with create_graph=True will create a reference cycle between the "
          + "parameter and its gradient which can cause a memory leak. We recommend using "
          + "autograd.grad when creating the graph to avoid this. If you have to use this function, "
          + "make sure to reset the .grad fields of your parameters to None after use to break the "
          + "cycle and avoid the leak.")
    }
    let inputs = c.has("inputs") ? try c.tensors("inputs") : nil
    try runtime.backward(
      roots.enumerated().map { ($1, $0 < seeds.count ? seeds[$0] : nil) },
      retainsGraph: c.has("retain_graph") ? try c.bool("retain_graph") : createsGraph,
      createsGraph: createsGraph, inputs: inputs)
  }

  /// One seed, or a sequence of which PyTorch takes the first.
  private func firstSeed(_ gradient: Object) throws -> [Object] {
    guard !gradient.isNone, tensor(gradient) == nil else { return [gradient] }
    if case .string = gradient { return [gradient] }
    do {
      return Array(try interpreter.iterate(gradient).prefix(1))
    } catch {
      throw TorchError.type("'\(interpreter.typeOf(gradient).name)' object is not iterable")
        .diagnosed(Diagnosis(.seedIsNoTensor(type: interpreter.typeOf(gradient).name)))
    }
  }

  /// One seed a root, or none at all; what is over is left out.
  private func checkCount(_ seeds: [Tensor?], of roots: [Tensor]) throws {
    let isLeftOut = seeds.allSatisfy { $0 == nil } && seeds.count <= 1
    guard isLeftOut || seeds.count >= roots.count else {
      throw TorchError.runtime(
        "got \(roots.count) tensors and \(seeds.count) gradients")
    }
  }

  private func seed(_ object: Object) throws -> Tensor? {
    if object.isNone { return nil }
    guard let seed = tensor(object) else {
      throw TorchError.type(
        "gradients can be either Tensors or None, but got \(interpreter.typeOf(object).name)"
      ).diagnosed(Diagnosis(.seedIsNoTensor(type: interpreter.typeOf(object).name)))
    }
    return seed
  }

  private func defineAutogradModule() {
    let autograd = module("torch.autograd")
    free(
      "grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, "
        + "only_inputs=True, allow_unused=None, is_grads_batched=False, materialize_grads=False)",
      in: autograd
    ) { c in
      let outputs = try c.tensors("outputs")
      if try !c.bool("only_inputs") {
        try self.warnings.add(
          "only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate "
            + "gradient for other parts of the graph, please use torch.autograd.backward.",
          category: "FutureWarning")
      }
      let seeds = try self.seeds(c["grad_outputs"])
      if try c.bool("is_grads_batched") { return try self.batched(outputs, seeds, c) }
      try self.checkCount(seeds, of: outputs)
      guard try !c.tensors("inputs").isEmpty else {
        throw TorchError.runtime("grad requires non-empty inputs.")
      }
      let createsGraph = try c.bool("create_graph")
      let materializes = try c.bool("materialize_grads")
      let results = try c.runtime.gradients(
        outputs.enumerated().map { ($1, $0 < seeds.count ? seeds[$0] : nil) },
        of: c.tensors("inputs"),
        retainsGraph: c.has("retain_graph") ? try c.bool("retain_graph") : createsGraph,
        createsGraph: createsGraph,
        allowsUnused: c.has("allow_unused") ? try c.bool("allow_unused") : materializes,
        materializes: materializes)
      return .tuple(results.map { self.wrap($0) })
    }
    free(
      "backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, inputs=None)",
      in: autograd
    ) { c in
      let seeds =
        self.tensor(c["grad_tensors"]) != nil || c["grad_tensors"].isNone
        ? [c["grad_tensors"]] : try c.interpreter.iterate(c["grad_tensors"])
      try self.backward(c.tensors("tensors"), seeds: seeds, c)
      return .none
    }
  }

  /// One pass for each of a batch of seeds, and the gradients of all of them together.
  private func batched(_ outputs: [Tensor], _ seeds: [Tensor?], _ c: Call) throws -> Object {
    guard !seeds.isEmpty, let count = seeds.compactMap({ $0?.shape.first }).first else {
      throw TorchError.value(
        "is_grads_batched expects grad_outputs with a batch dimension in front")
    }
    let inputs = try c.tensors("inputs")
    let createsGraph = try c.bool("create_graph")
    let keeps = c.has("retain_graph") ? try c.bool("retain_graph") : createsGraph
    var rows: [[Tensor?]] = []
    for row in 0..<count {
      let own = try seeds.map { seed in try seed.map { try c.runtime.select($0, 0, row) } }
      rows.append(
        try c.runtime.gradients(
          outputs.enumerated().map { ($1, $0 < own.count ? own[$0] : nil) }, of: inputs,
          retainsGraph: keeps || row < count - 1, createsGraph: createsGraph,
          allowsUnused: c.bool("allow_unused"), materializes: c.bool("materialize_grads")))
    }
    return .tuple(
      try inputs.indices.map { place in
        let column = rows.compactMap { $0[place] }
        return column.count == count ? self.wrap(try c.runtime.stacked(column, 0)) : .none
      })
  }

  private func seeds(_ object: Object) throws -> [Tensor?] {
    if object.isNone { return [] }
    if tensor(object) != nil { return [try seed(object)] }
    return try interpreter.iterate(object).map { try seed($0) }
  }

  // MARK: Modes

  /// `no_grad`, `enable_grad` and `set_grad_enabled`: context managers and decorators.
  func defineGradModes() {
    let runtime = runtime
    mode("no_grad", constant: false, isDrawn: true) {
      runtime.isGradEnabled
    } set: {
      runtime.isGradEnabled = $0
    }
    mode("inference_mode", constant: false, isDrawn: true) {
      runtime.isGradEnabled
    } set: {
      runtime.isGradEnabled = $0
    }
    mode("enable_grad", constant: true) {
      runtime.isGradEnabled
    } set: {
      runtime.isGradEnabled = $0
    }
    mode("set_grad_enabled", constant: nil, isDrawn: true) {
      runtime.isGradEnabled
    } set: {
      runtime.isGradEnabled = $0
    }
    let autograd = module("torch.autograd")
    for name in ["no_grad", "enable_grad", "set_grad_enabled"] {
      autograd.attributes[name] = torch.attributes[name]
    }
    runtime.stackText = { [unowned self] in self.interpreter.stackText }
    runtime.warn = { [unowned self] message throws(TorchError) in
      try self.calling { try self.warnings.add(message) }
    }
    mode("detect_anomaly", constant: true, in: autograd) {
      runtime.detectsAnomalies
    } set: {
      runtime.detectsAnomalies = $0
    }
    mode("set_detect_anomaly", constant: nil, in: autograd) {
      runtime.detectsAnomalies
    } set: {
      runtime.detectsAnomalies = $0
    }
    free("is_grad_enabled()") { _ in .bool(runtime.isGradEnabled) }
  }

  /// A mode that is on or off within a `with` block or a decorated function.
  ///
  /// `constant` is what the block sets; if it is nil the program says what, and it holds at once.
  /// Pictures that draw it show a box around what runs while it is off.
  private func mode(
    _ name: String, constant: Bool?, isDrawn: Bool = false, in module: ModuleObject? = nil,
    get: @escaping () -> Bool, set: @escaping (Bool) -> Void
  ) {
    let type = TypeObject(
      name: name, bases: [interpreter.builtinTypes.object], module: "torch.autograd.grad_mode")
    type.attributes["__init__"] = .builtin(
      function("\(name)(self_, mode=None, check_nan=True)") { c in
        guard case .instance(let instance) = c["self_"] else { return .none }
        let wanted = try constant ?? c.bool("mode")
        instance.payload = ModeState(wanted: wanted, before: get())
        if name == "detect_anomaly" {
          try self.warnings.add(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should "
              + "only be enabled for debugging.")
        }
        if constant == nil { set(wanted) }
        return .none
      })
    type.attributes["__enter__"] = .builtin(
      function("__enter__(self_)") { c in
        if let state = self.modeState(c["self_"]) {
          if constant != nil { state.before = get() }
          set(state.wanted)
          if isDrawn, !state.wanted { state.scope = self.runtime.enterRegion(name) }
        }
        return c["self_"]
      })
    type.attributes["__exit__"] = .builtin(
      function("__exit__(self_, *args)") { c in
        if let state = self.modeState(c["self_"]) {
          set(state.before)
          self.runtime.leaveRegion(&state.scope)
        }
        return .bool(false)
      })
    type.attributes["__call__"] = .builtin(
      function("__call__(self_, function)") { c in
        guard let state = self.modeState(c["self_"]) else { return .none }
        if constant == nil { set(state.before) }
        let mode = name
        let body = c["function"]
        let name: String
        if case .string(let text)? = try? c.interpreter.attribute("__name__", of: body) {
          name = text
        } else {
          name = "wrapper"
        }
        return .builtin(
          BuiltinFunction(name) { interpreter, arguments throws(Raised) in
            let before = get()
            set(state.wanted)
            var scope = isDrawn && !state.wanted ? self.runtime.enterRegion(mode) : nil
            defer {
              set(before)
              self.runtime.leaveRegion(&scope)
            }
            return try interpreter.call(body, arguments)
          })
      })
    (module ?? torch).attributes[name] = .type(type)
  }

  private func modeState(_ object: Object) -> ModeState? {
    guard case .instance(let instance) = object else { return nil }
    return instance.payload as? ModeState
  }
}

/// What a mode's `with` block sets and restores.
private final class ModeState {
  let wanted: Bool
  var before: Bool
  /// The scope that the block stands in, while it runs.
  var scope: Int?

  init(wanted: Bool, before: Bool) {
    self.wanted = wanted
    self.before = before
  }
}
