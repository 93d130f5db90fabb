extension Recording.Function {
  /// A way that a gradient takes through a function that the program differentiates by itself.
  package struct Bridge: Sendable, Hashable {
    /// The element of an output that it leaves.
    package var output: Int
    /// The element of an input that it reaches.
    package var input: Int
    /// Counted from 1 over all elements of all inputs; 0 is the value that the output stands for.
    package var place: Int
  }

  /// The ways from the outputs to the inputs.
  ///
  /// It is unknown which output a gradient is owed to. Where an input has as many elements as the
  /// outputs, each comes from its own; elsewhere all come from the last.
  package var bridges: [Bridge] {
    var bridges: [Bridge] = []
    for nodes in inputs {
      for (index, node) in nodes.enumerated() {
        guard let last = self.nodes.last else { return [] }
        bridges.append(
          Bridge(
            output: nodes.count == self.nodes.count ? self.nodes[index] : last, input: node,
            place: bridges.count + 1))
      }
    }
    return bridges
  }
}
