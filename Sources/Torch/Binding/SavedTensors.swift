import Python

extension Library {
  /// What `torch.autograd.graph` needs of this side.
  func defineSavedTensorHooks() {
    let core = module("torch._C")
    free("push_saved_tensors_hooks(pack, unpack)", in: core) { c throws(TorchError) in
      if let refusal = c.runtime.packing.refusal { throw TorchError.runtime(refusal) }
      c.runtime.packing.hooks.append(self.hooks(pack: c["pack"], unpack: c["unpack"]))
      return .none
    }
    free("pop_saved_tensors_hooks()", in: core) { c throws(TorchError) in
      try c.runtime.packSaved()
      _ = c.runtime.packing.hooks.popLast()
      return .none
    }
    // Returned is what was said before.
    free("refuse_saved_tensors_hooks(message=None)", in: core) { c throws(TorchError) in
      let before = c.runtime.packing.refusal
      if c.has("message"), !c.runtime.packing.hooks.isEmpty {
        throw TorchError.runtime(try c.string("message"))
      }
      c.runtime.packing.refusal = c.has("message") ? try c.string("message") : nil
      return before.map { .string($0) } ?? .none
    }
    free("increment_version(tensor)", in: core) { c throws(TorchError) in
      try c.tensor("tensor").version.value += 1
      return .none
    }
    // Whether the pass under way sends something to a tensor.
    free("takes_part(tensor)", in: core) { c throws(TorchError) in
      guard let edge = c.runtime.edge(to: try c.tensor("tensor")) else { return .bool(false) }
      let function = edge.function
      var target = ObjectIdentifier(function)
      if case .accumulate(let leaf) = function.kind { target = ObjectIdentifier(leaf) }
      return .bool(c.runtime.passes.last?.contains(target) ?? false)
    }
    free("is_graph_function(object)", in: core) { c in
      guard case .instance(let instance) = c["object"] else { return .bool(false) }
      return .bool(instance.payload is Function || instance.payload is CustomContext)
    }
    free("gradient_edge(tensor)", in: core) { c throws(TorchError) in
      let x = try c.tensor("tensor")
      guard let edge = c.runtime.edge(to: x) else {
        throw TorchError.runtime(
          "It is not possible to get the gradient edge for a Tensor that does not require "
            + "gradients")
      }
      return .tuple([
        self.object(of: edge.function, output: edge.outputIndex), .int(edge.outputIndex),
      ])
    }
  }

  /// Two functions of the program as hooks.
  private func hooks(pack: Object, unpack: Object) -> SavedTensorHooks {
    SavedTensorHooks { tensor throws(TorchError) in
      let packed = try calling(self.interpreter.call(pack, Arguments([self.wrap(tensor)])))
      return { () throws(TorchError) in
        let result = try calling(self.interpreter.call(unpack, Arguments([packed])))
        guard let tensor = self.tensor(result) else {
          throw .type(
            "Output of saved tensor unpack_hook expected to be a Tensor but got result of type "
              + self.interpreter.typeOf(result).name)
        }
        return tensor
      }
    }
  }

  /// What hooks hand back, with the place in the graph of what was saved.
  func shown(_ unpacked: Tensor, as saved: Tensor?) -> Object {
    let copy = Tensor(
      sharing: unpacked, shape: unpacked.shape, strides: unpacked.strides, offset: unpacked.offset)
    if let saved {
      (copy.function, copy.outputIndex, copy.isMarked) =
        (saved.function, saved.outputIndex, saved.isMarked)
      copy.place(saved.nodes, in: runtime.tensors)
      copy.nodesChange = copy.storage.changes
      copy.accumulator = saved.accumulator
    }
    return wrap(copy)
  }

  /// `grad_fn._raw_saved_self`: a saved tensor that hooks of its own can be given.
  func rawSavedTensor(_ function: Function, _ place: Int) -> Object {
    let type = TypeObject(
      name: "SavedTensor", bases: [interpreter.builtinTypes.object], module: "torch._C._autograd")
    type.attributes["register_hooks"] = .builtin(
      self.function("register_hooks(self_, pack_hook, unpack_hook)") { c throws(TorchError) in
        guard function.saved.indices.contains(place), !function.isFreed else {
          throw TorchError.runtime(BackwardPassText.secondTime)
        }
        let item = function.saved[place]
        guard item.packed == nil else {
          throw TorchError.runtime("SavedTensor hooks have already been set")
        }
        let tensor =
          item.tensor.map { self.runtime.detach($0) }
          ?? Tensor(item.storage.values, shape: item.shape, dtype: item.dtype)
        let nodes =
          item.dtype.isFloating ? item.tensor.map { self.runtime.nodes(of: $0) } ?? [] : []
        function.pack(
          place, nodes: nodes,
          unpack: try self.hooks(pack: c["pack_hook"], unpack: c["unpack_hook"]).pack(tensor))
        return .none
      })
    return .instance(Instance(type: type))
  }
}
