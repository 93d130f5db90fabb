import Python

/// What a function under `torch.vmap` may not do.
///
/// PyTorch runs it once for the whole batch, so no number of a mapped tensor can decide what happens
/// next. Here it runs once for each element; what would betray that is refused as PyTorch does.
extension Library {
  func defineMapping() {
    let core = module("torch._C")
    // How many functions are mapped from now on; returned is how many were.
    free("map_functions(depth)", in: core) { c throws(TorchError) in
      let before = c.runtime.mappingDepth
      c.runtime.mappingDepth = try c.int("depth")
      return .int(before)
    }
    // Whether the innermost transformation is a mapping; returned is whether it was.
    free("map_innermost(maps)", in: core) { c throws(TorchError) in
      let before = c.runtime.mapsInnermost
      c.runtime.mapsInnermost = try c.bool("maps")
      return .bool(before)
    }
    // Says of a tensor that the innermost mapping is over it.
    free("mark_mapped(tensor)", in: core) { c throws(TorchError) in
      try c.tensor("tensor").mappings |= 1 << UInt64(c.runtime.mappingDepth - 1)
      return c["tensor"]
    }
    free("refuse_mapped(tensor, function)", in: core) { c throws(TorchError) in
      guard try c.tensor("tensor").mappings & c.runtime.openMappings != 0 else { return .none }
      throw Self.dynamicShape(try c.string("function"))
    }
  }

  /// Whatever is computed of something mapped is mapped as well.
  func noteMappings(of arguments: Arguments, in result: Object) {
    let mappings = mappings(of: arguments)
    guard mappings != 0 else { return }
    for part in [result] + (elements(result) ?? []) { tensor(part)?.mappings |= mappings }
  }

  private func mappings(of arguments: Arguments) -> UInt64 {
    let values = arguments.positional + arguments.keywords.map { $0.value }
    let all = values.reduce(0 as UInt64) { found, value in
      ([value] + (elements(value) ?? [])).reduce(found) { $0 | (tensor($1)?.mappings ?? 0) }
    }
    return all & runtime.openMappings
  }

  /// Refuses a call that PyTorch cannot make for a whole batch.
  func checkMapping(_ name: String, _ arguments: Arguments) throws(TorchError) {
    guard !interpreter.isInLibrary, let x = arguments.positional.first.flatMap({ tensor($0) })
    else { return }
    guard x.mappings & runtime.openMappings != 0 else {
      let isOperator = name.hasPrefix("__i") && arguments.positional.count == 2
      guard isOperator || name == "__setitem__" || (name.hasSuffix("_") && !name.hasPrefix("__")),
        mappings(of: arguments) != 0
      else { return }
      throw .runtime(
        "vmap: inplace arithmetic(self, *extra_args) is not possible because there exists a Tensor "
          + "`other` in extra_args that has more elements than `self`. This happened due to `other` "
          + "being vmapped over but `self` not being vmapped over in a vmap. Please try to use "
          + "out-of-place operators instead of inplace arithmetic. If said operator is being called "
          + "inside the PyTorch framework, please file a bug report instead.")
    }
    switch name {
    case "item", "__float__", "__int__", "__index__", "__contains__":
      throw readsNumber("calling .item() on a Tensor")
    case "__format__" where x.rank == 0: throw readsNumber("calling .item() on a Tensor")
    case "__bool__": throw readsNumber(nil)
    case "__repr__", "__format__":
      throw .unsupported("the text of a tensor that a function is mapped over")
    case "nonzero", "argwhere": throw Self.dynamicShape("aten::nonzero")
    case "where" where arguments.positional.count == 1: throw Self.dynamicShape("aten::where")
    case "masked_select":
      throw .runtime(
        "vmap: Attempted to vmap over `mask` in torch.masked_select(self, mask) We cannot support "
          + "this because for each batch this would return a differently shaped Tensor. Please file "
          + "an issue at https://github.com/pytorch/pytorch/issues if you need this feature.")
    case "__getitem__":
      let index = arguments.positional[1]
      if case .slice(let slice) = index,
        mappings(of: Arguments([slice.start, slice.stop, slice.step])) != 0
      {
        throw readsNumber("calling .item() on a Tensor")
      }
      let isMask = ([index] + (elements(index) ?? [])).contains {
        guard let part = tensor($0) else { return false }
        return part.dtype == .bool && part.mappings & runtime.openMappings != 0
      }
      guard isMask else { return }
      throw .runtime(
        "vmap: We do not support batching operators that can support dynamic shape. Attempting to "
          + "batch over indexing with a boolean mask.")
    case "tolist", "numpy", "__array__":
      throw .runtime("Cannot access data pointer of Tensor that doesn't have storage")
    case "equal":
      throw .runtime(
        "Batching rule not implemented for aten::equal. We could not generate a fallback.")
    case "allclose":
      throw .runtime(
        "vmap over torch.allclose isn't supported yet. Please file an issue at "
          + "https://github.com/pytorch/pytorch/issues if you need this feature.")
    case "backward":
      throw .runtime(
        "backward() called inside a functorch transform. This is not supported, please use "
          + "functorch.grad or functorch.vjp instead or call backward() outside of functorch "
          + "transforms.")
    default: return
    }
  }

  /// `call` is what asks for the number, nil where it is a condition.
  private func readsNumber(_ call: String?) -> TorchError {
    guard runtime.mapsInnermost else {
      return .runtime(
        "vmap: It looks like you're either (1) calling .item() on a Tensor or (2) attempting to use "
          + "a Tensor in some data-dependent control flow or (3) encountering this error in PyTorch "
          + "internals. For (1): we don't support vmap over calling .item() on a Tensor, please try "
          + "to rewrite what you're doing with other operations. For (2): we don't support "
          + "data-dependent control flow in vmap yet, please file an issue at "
          + "https://github.com/pytorch/pytorch/issues . For (3): please file an issue.")
    }
    guard let call else {
      return .runtime(
        "vmap: It looks like you're attempting to use a Tensor in some data-dependent control flow. "
          + "We don't support that yet, please file an issue at "
          + "https://github.com/pytorch/pytorch/issues .")
    }
    return .runtime(
      "vmap: It looks like you're \(call). We don't support vmap over \(call), please try to "
        + "rewrite what you're doing with other operations. If error is occurring somewhere inside "
        + "PyTorch internals, please file a bug report.")
  }

  private static func dynamicShape(_ function: String) -> TorchError {
    .runtime(
      "vmap: We do not support batching operators that can output dynamic shape. Attempted to vmap "
        + "over \(function). Please file an issue at https://github.com/pytorch/pytorch/issues if "
        + "you need this feature.")
  }
}

extension Runtime {
  /// The mappings that are under way, one bit each.
  var openMappings: UInt64 { 1 << UInt64(mappingDepth) &- 1 }
}
