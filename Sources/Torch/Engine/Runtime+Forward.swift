import Autograd
import Platform

/// A level of forward-mode differentiation: the tensors that have a tangent while it is open.
///
/// A class, because whoever computes adds to it, and closing it ends them all.
final class DualLevel {
  private struct Entry {
    @Weak var tensor: Tensor?
  }

  private var tensors: [Entry] = []

  func give(_ tensor: Tensor, _ tangent: Tensor?) {
    tensor.tangent = tangent
    if tangent != nil { tensors.append(Entry(tensor: tensor)) }
  }

  func close() {
    for entry in tensors { entry.tensor?.tangent = nil }
    tensors = []
  }
}

extension Runtime {
  /// Whether a call on these inputs has to be differentiated on the way.
  func movesForward(_ inputs: [Tensor]) -> Bool {
    dualLevel != nil && inputs.contains { $0.tangent != nil }
  }

  /// Gives what a call computed the tangents that follow from those of its inputs, node by node.
  func pushForward(_ inputs: [Tensor], to outputs: [Tensor], _ stages: [Range<Int>]) {
    var tangents: [Int: Real] = [:]
    for input in inputs {
      guard let tangent = input.tangent else { continue }
      for (node, value) in zip(nodes(of: input), tangent.values) {
        tangents[node] = Real(value, precision: input.dtype.precision)
      }
    }
    for node in stages.joined() {
      if let tangent = tape.tangent(of: node, { tangents[$0] }) { tangents[node] = tangent }
    }
    for output in outputs where output.dtype.isFloating {
      let values = output.nodes.map { tangents[$0]?.number ?? 0 }
      dualLevel?.give(output, Tensor(values, shape: output.shape, dtype: output.dtype))
    }
  }

  /// A view of a tensor shows the same elements of its tangent.
  func pushForward(_ source: Tensor, toView view: Tensor) {
    guard let tangent = source.tangent else { return }
    let values = Dictionary(firstOf: zip(source.positions, tangent.values))
    dualLevel?.give(
      view,
      Tensor(
        view.positions.map { values[$0] ?? 0 }, shape: view.shape, dtype: view.dtype))
  }

  /// What was changed in place, and what it is a view of, move as the new elements do.
  func pushForward(_ result: Tensor, intoChanged target: Tensor) {
    let owner = target.base ?? target
    guard let dualLevel, result.tangent != nil || owner.tangent != nil || target.tangent != nil
    else { return }
    let fresh =
      result.tangent?.values ?? [Double](repeating: 0, count: target.count)
    if owner !== target {
      var values = Dictionary(
        firstOf: zip(owner.positions, owner.tangent?.values ?? owner.values.map { _ in 0 }))
      for (position, value) in zip(target.positions, fresh) { values[position] = value }
      dualLevel.give(
        owner,
        Tensor(
          owner.positions.map { values[$0] ?? 0 }, shape: owner.shape, dtype: owner.dtype))
    }
    dualLevel.give(target, Tensor(fresh, shape: target.shape, dtype: target.dtype))
  }
}
