import Autograd

extension Runtime {
  /// Runs a call whose operations are drawn in a box of its name.
  func scope<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    guard recordsEverything else { return try body() }
    return try tape.scope(name, body)
  }

  /// Reads a view again if its base was changed, so that its function is the present one.
  func refresh(_ tensor: Tensor) {
    if tensor.base != nil, tensor.nodesVersion != tensor.version.value,
      tensor.requiresGradient || tensor.base?.function != nil
    {
      _ = nodes(of: tensor)
    }
  }
}
