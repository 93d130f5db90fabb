import Autograd

/// What the tensors that a backward rule reads hold by the time of the pass.
///
/// A change through `.data` or through an array is no new version, so that the rule reads the new
/// numbers. Nodes that keep others meanwhile show the present ones while the rule runs.
struct SavedMemory {
  private let tape: Tape
  private var before: [(node: Int, number: Double)] = []
  /// The first of what was saved that holds other numbers by now.
  private(set) var changed: Function.Saved?

  /// Puts the present numbers into the nodes of what a function saved.
  ///
  /// - Throws: RuntimeError if a tensor has another size by now.
  init(of function: Function, on tape: Tape) throws(TorchError) {
    self.tape = tape
    for saved in function.saved {
      let source = saved.output == nil ? saved.tensor : nil
      let storage = source?.storage ?? saved.storage
      guard storage !== saved.storage || storage.changes != saved.change, !saved.nodes.isEmpty
      else { continue }
      let shape = Shape(source?.shape ?? saved.shape)
      guard shape.count == saved.nodes.count else {
        _ = try Shape(saved.shape).broadcast(with: shape)
        throw .unsupported("a pass through a tensor whose data has another shape by now")
      }
      let positions = shape.positions(
        strides: source?.strides ?? saved.strides, offset: source?.offset ?? saved.offset)
      for (node, position) in zip(saved.nodes, positions) {
        show(storage.values[position], at: node)
      }
      if changed == nil, !before.isEmpty { changed = saved }
    }
    if !before.isEmpty { passOn(in: function) }
  }

  /// Gives the nodes back what they had.
  func restore() {
    for (node, number) in before.reversed() { tape.value(at: node).overwrite(number) }
  }

  private mutating func show(_ number: Double, at node: Int) {
    let value = tape.value(at: node)
    guard value.number.bitPattern != number.bitPattern else { return }
    before.append((node, value.number))
    value.overwrite(number)
  }

  /// The same number under other nodes within the function, which the rule may read as well.
  private mutating func passOn(in function: Function) {
    var changed = Set(before.map { $0.node })
    for node in function.stages.joined() {
      guard case .unary(.alias) = tape.operation(of: node),
        let source = tape.operands(of: node).first, changed.contains(source)
      else { continue }
      show(tape.value(at: node).precision.rounded(tape.value(at: source).number), at: node)
      changed.insert(node)
    }
  }
}
