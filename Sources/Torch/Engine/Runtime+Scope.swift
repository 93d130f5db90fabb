import Autograd

extension Runtime {
  /// Runs a call whose operations are drawn in a box of its name.
  func scope<Result, Failure>(
    _ name: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard recordsEverything else { return try body() }
    return try tape.scope(name, body)
  }

  /// Begins a stretch of the program that is drawn in a box of its own.
  ///
  /// - Returns: The scope to go back to; nil where nothing is drawn.
  func enterRegion(_ name: String) -> Int? {
    guard recordsEverything else { return nil }
    let outer = tape.site.scope
    tape.enterScope(name)
    return outer
  }

  /// Goes back to the scope that a stretch began in.
  func leaveRegion(_ outer: inout Int?) {
    if let scope = outer { tape.site.scope = scope }
    outer = nil
  }

  /// Reads a view again if its base was changed, so that its function is the present one.
  ///
  /// - Throws: RuntimeError for a view that may not be changed in place.
  func refresh(_ tensor: Tensor) throws(TorchError) {
    guard tensor.isStaleView else { return }
    try checkOrigin(of: tensor, isIndirect: true)
    _ = nodes(of: tensor)
  }
}
