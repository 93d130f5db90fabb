import Python

/// What PyTorch says when a freed graph is used again.
enum BackwardPassText {
  static let secondTime =
    "Trying to backward through the graph a second time (or directly access saved tensors "
    + "after they have already been freed). Saved intermediate values of the graph are "
    + "freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you "
    + "need to backward through the graph a second time or if you need to access saved "
    + "tensors after calling backward."
}

extension Library {
  /// The program's object for a function of the graph, seen from one of its outputs.
  func object(of function: Function, output: Int = 0) -> Object {
    let name = function.name(ofOutput: output)
    if let instance = function.object,
      name == function.name || instance.type.name == name
    {
      return .instance(instance)
    }
    let instance = Instance(
      type: functionType(named: name, base: interpreter.builtinTypes.object),
      payload: function)
    if case .accumulate(let leaf) = function.kind {
      instance.attributes.set("variable", wrap(leaf))
    }
    function.object = instance
    return .instance(instance)
  }

  func contextType(named name: String) -> TypeObject {
    functionType(named: name, base: contextType)
  }

  /// One type for each name, so that `type(y.grad_fn).__name__` is that name.
  private func functionType(named name: String, base: TypeObject) -> TypeObject {
    let isCustom = base === contextType
    let key = isCustom ? "custom " + name : name
    if let type = functionTypes[key] { return type }
    let type = TypeObject(
      name: name, bases: [base], module: isCustom ? "torch.autograd.function" : "torch._C")
    let fullName = Function.fullName(of: name)
    type.attributes["name"] = .builtin(function("name(self_)") { _ in .string(fullName) })
    type.attributes["next_functions"] = .property(
      PropertyObject(
        getter: .builtin(
          function("next_functions(self_)") { c in
            .tuple(
              (self.graphFunction(c["self_"])?.next ?? []).map { edge in
                .tuple([
                  edge.map { self.object(of: $0.function, output: $0.outputIndex) } ?? .none,
                  .int(edge?.outputIndex ?? 0),
                ])
              })
          })))
    type.attributes["__getattr__"] = .builtin(
      function("__getattr__(self_, name)") { c throws(TorchError) in
        try self.savedTensor(c.string("name"), of: c["self_"])
      })
    let shown = isCustom ? "torch.autograd.function." + name : name
    type.attributes["__repr__"] = .builtin(
      function("__repr__(self_)") { _ in .string("<\(shown) object>") })
    functionTypes[key] = type
    return type
  }

  /// `grad_fn._saved_self` and its like: what the backward rule will read.
  private func savedTensor(_ attribute: String, of object: Object) throws(TorchError) -> Object {
    if ["register_hook", "register_prehook"].contains(attribute) {
      throw TorchError.unsupported("\(attribute) of a function of the graph")
    }
    if attribute == "metadata" { return .dict(DictObject()) }
    try runtime.packSaved()
    let isRaw = attribute.hasPrefix("_raw_saved_")
    let prefix = isRaw ? "_raw_saved_" : "_saved_"
    guard attribute.hasPrefix(prefix), let function = graphFunction(object) else {
      throw TorchError(
        "AttributeError",
        "'\(interpreter.typeOf(object).name)' object has no attribute '\(attribute)'")
    }
    guard !function.isFreed else {
      throw TorchError.runtime(BackwardPassText.secondTime)
        .diagnosed(runtime.diagnosisOfFreed(function))
    }
    let name = attribute.dropFirst(prefix.count)
    if name == "exponent", let exponent = function.exponent {
      return Int64(exactly: exponent).map { Object($0) } ?? .float(exponent)
    }
    guard let place = function.saved.firstIndex(where: { $0.name == name }) else {
      throw TorchError.unsupported("\(attribute) of \(function.name)")
    }
    if isRaw { return rawSavedTensor(function, place) }
    let saved = function.saved[place]
    if let packed = saved.packed { return shown(try packed.unpack(), as: saved.tensor) }
    guard let tensor = saved.tensor else {
      return wrap(Tensor(saved.storage.values, shape: saved.shape, dtype: saved.dtype))
    }
    if saved.name != "result" { return wrap(tensor) }
    let copy = Tensor(
      sharing: tensor, shape: tensor.shape, strides: tensor.strides, offset: tensor.offset)
    copy.function = tensor.function
    copy.outputIndex = tensor.outputIndex
    copy.place(tensor.nodes, in: runtime.tensors)
    copy.nodesChange = tensor.nodesChange
    return wrap(copy)
  }

  private func graphFunction(_ object: Object) -> Function? {
    guard case .instance(let instance) = object else { return nil }
    return instance.payload as? Function ?? (instance.payload as? CustomContext)?.function
  }
}
