import Python

extension Library {
  /// Functions of the program that a pass calls with a gradient.
  func defineHooks() {
    method("register_hook(input, hook)") { c throws(TorchError) in
      try self.registerHook(c.tensor("input"), c["hook"])
    }
    method("register_post_accumulate_grad_hook(input, hook)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard x.requiresGradient else {
        throw TorchError.runtime("cannot register a hook on a tensor that doesn't require gradient")
      }
      guard x.isLeaf else {
        throw TorchError.runtime(
          "post accumulate grad hooks cannot be registered on non-leaf tensors")
      }
      let (leaf, hook, id) = (c["input"], c["hook"], c.runtime.makeHookID())
      x.accumulationHooks.append(
        (
          id,
          { () throws(TorchError) in
            _ = try calling(c.interpreter.call(hook, Arguments([leaf])))
          }
        ))
      return self.removableHandle { x.accumulationHooks.removeAll { $0.id == id } }
    }
  }

  /// A hook may change the numbers of a gradient, and nothing else of it.
  private func checkReplacement(
    _ replacement: Tensor, of gradient: Tensor, by hook: Object
  ) throws(TorchError) {
    func complaint(_ change: String) -> TorchError {
      let name =
        (try? interpreter.attribute("__name__", of: hook))
        .flatMap { try? interpreter.str($0) } ?? "<unknown name>"
      return .runtime("hook '\(name)' has changed the \(change)")
    }
    guard replacement.dtype == gradient.dtype else {
      throw complaint(
        "type of value (was torch.\(gradient.dtype.legacyName)Tensor got "
          + "torch.\(replacement.dtype.legacyName)Tensor)")
    }
    guard replacement.shape == gradient.shape else { throw complaint("size of value") }
  }

  private func registerHook(_ x: Tensor, _ body: Object) throws(TorchError) -> Object {
    guard x.requiresGradient else {
      throw TorchError.runtime(
        "cannot register a hook on a tensor that doesn't require gradient")
    }
    try runtime.refresh(x)
    let id = runtime.makeHookID()
    x.hooks.append(
      Tensor.Hook(id: id, function: x.function) { gradient throws(TorchError) in
        let result = try calling(self.interpreter.call(body, Arguments([self.wrap(gradient)])))
        if result.isNone { return nil }
        guard let replacement = self.tensor(result) else {
          throw .type(
            "expected Variable, but hook returned '\(self.interpreter.typeOf(result).name)'")
        }
        try self.checkReplacement(replacement, of: gradient, by: body)
        return replacement
      })
    runtime.watch(x)
    return removableHandle { x.hooks.removeAll { $0.id == id } }
  }

  /// What registering a hook returns.
  func removableHandle(_ remove: @escaping () -> Void) -> Object {
    let handle = TypeObject(
      name: "RemovableHandle", bases: [interpreter.builtinTypes.object],
      module: "torch.utils.hooks")
    handle.attributes["remove"] = .builtin(
      function("remove(self_)") { _ in
        remove()
        return .none
      })
    return .instance(Instance(type: handle))
  }
}
