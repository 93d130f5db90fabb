import Python

extension Library {
  /// Methods that ask for gradients or stop them.
  func defineGradients() {
    method("backward(input, gradient=None, retain_graph=None, create_graph=False, inputs=None)") {
      c throws(TorchError) in
      try self.backward(
        [c.tensor("input")], seeds: self.firstSeed(c["gradient"]), c)
      return .none
    }
    method("requires_grad_(input, requires_grad=True)") { c throws(TorchError) in
      guard case .bool = c["requires_grad"] else { throw c.mismatch("requires_grad", "bool") }
      try self.setRequiresGradient(
        c.tensor("input"), c["requires_grad"],
        saying: "only Tensors of floating point dtype can require gradients")
      return c["input"]
    }
    method("retain_grad(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard x.requiresGradient else {
        throw TorchError.runtime("can't retain_grad on Tensor that has requires_grad=False")
      }
      try c.runtime.refresh(x)
      if !x.isLeaf { x.retainsGradient = true }
      c.runtime.watch(x)
      return .none
    }
    defineHooks()
    both("detach(input)") { c throws(TorchError) in
      self.wrap(c.runtime.detach(try c.tensor("input")))
    }
    method("detach_(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard x.base == nil else {
        throw TorchError.runtime(
          "Can't detach views in-place. Use detach() instead. If you are using "
            + "DistributedDataParallel (DDP) for training, and gradient_as_bucket_view is set as "
            + "True, gradients are views of DDP buckets, and hence detach_() cannot be called on "
            + "these gradients. To fix this error, please refer to the Optimizer.zero_grad() "
            + "function in torch/optim/optimizer.py as the solution.")
      }
      if x.requiresGradient { x.lost = LostHistory(.detach, line: c.runtime.line, from: nil) }
      x.function = nil
      x.isMarked = false
      x.forgetNodes()
      return c["input"]
    }
    both("clone(input, *, memory_format=None)") { c throws(TorchError) in
      self.wrap(try c.runtime.clone(c.tensor("input")))
    }
    method("contiguous(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      return x.isContiguous ? c["input"] : self.wrap(try c.runtime.clone(x))
    }
    method("is_contiguous(input)") { c throws(TorchError) in
      .bool(try c.tensor("input").isContiguous)
    }
    defineAutogradModule()
  }

  /// What `backward`, as a method and as a function, have in common.
  private func backward(_ roots: [Tensor], seeds: [Object], _ c: Call) throws(TorchError) {
    let seeds = try seeds.map { object throws(TorchError) in try seed(object) }
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
  private func firstSeed(_ gradient: Object) throws(TorchError) -> [Object] {
    guard !gradient.isNone, tensor(gradient) == nil else { return [gradient] }
    if case .string = gradient { return [gradient] }
    do {
      return Array(try calling(interpreter.iterate(gradient)).prefix(1))
    } catch {
      throw TorchError.type("'\(interpreter.typeOf(gradient).name)' object is not iterable")
        .diagnosed(Diagnosis(.seedIsNoTensor(type: interpreter.typeOf(gradient).name)))
    }
  }

  /// One seed a root, or none at all; what is over is left out.
  private func checkCount(_ seeds: [Tensor?], of roots: [Tensor]) throws(TorchError) {
    let isLeftOut = seeds.allSatisfy { $0 == nil } && seeds.count <= 1
    guard isLeftOut || seeds.count >= roots.count else {
      throw TorchError.runtime(
        "got \(roots.count) tensors and \(seeds.count) gradients")
    }
  }

  private func seed(_ object: Object) throws(TorchError) -> Tensor? {
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
    ) { c throws(TorchError) in
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
        throw TorchError.runtime("`inputs` argument to `grad()` cannot be empty.")
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
    ) { c throws(TorchError) in
      let seeds =
        self.tensor(c["grad_tensors"]) != nil || c["grad_tensors"].isNone
        ? [c["grad_tensors"]] : try calling(c.interpreter.iterate(c["grad_tensors"]))
      try self.backward(c.tensors("tensors"), seeds: seeds, c)
      return .none
    }
  }

  /// One pass for each of a batch of seeds, and the gradients of all of them together.
  private func batched(_ outputs: [Tensor], _ seeds: [Tensor?], _ c: Call) throws(TorchError)
    -> Object
  {
    guard !seeds.isEmpty, let count = seeds.compactMap({ $0?.shape.first }).first else {
      throw TorchError.value(
        "is_grads_batched expects grad_outputs with a batch dimension in front")
    }
    let inputs = try c.tensors("inputs")
    let createsGraph = try c.bool("create_graph")
    let keeps = c.has("retain_graph") ? try c.bool("retain_graph") : createsGraph
    var rows: [[Tensor?]] = []
    for row in 0..<count {
      let own = try seeds.map { seed throws(TorchError) in
        try seed.map { seed throws(TorchError) in try c.runtime.select(seed, 0, row) }
      }
      rows.append(
        try c.runtime.gradients(
          outputs.enumerated().map { ($1, $0 < own.count ? own[$0] : nil) }, of: inputs,
          retainsGraph: keeps || row < count - 1, createsGraph: createsGraph,
          allowsUnused: c.bool("allow_unused"), materializes: c.bool("materialize_grads")))
    }
    return .tuple(
      try inputs.indices.map { place throws(TorchError) in
        let column = rows.compactMap { $0[place] }
        return column.count == count ? self.wrap(try c.runtime.stacked(column, 0)) : .none
      })
  }

  private func seeds(_ object: Object) throws(TorchError) -> [Tensor?] {
    if object.isNone { return [] }
    if tensor(object) != nil { return [try seed(object)] }
    return try calling(interpreter.iterate(object)).map { object throws(TorchError) in
      try seed(object)
    }
  }
}
