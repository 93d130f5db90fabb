import Autograd

/// The sum of a line of neighbours as PyTorch's kernels for lines add it: vectors onto one another,
/// then their lanes.
///
/// Source: `aten/src/ATen/cpu/vec/functional_base.h`, `reduce_all`.
struct VectorSum {
  let precision: Precision

  /// The sum of the numbers of a line.
  func callAsFunction(_ x: [Double]) -> Double {
    let width = precision == .double ? 4 : 8
    guard x.count >= width else { return inOrder(x[...]) }
    var lanes = Array(x[..<width])
    for index in width..<x.count {
      lanes[index % width] = precision.rounded(lanes[index % width] + x[index])
    }
    return precision == .double ? inOrder(lanes[...]) : folded(lanes)
  }

  private func inOrder(_ x: ArraySlice<Double>) -> Double {
    x.dropFirst().reduce(x.first ?? 0) { precision.rounded($0 + $1) }
  }

  /// Halves onto each other, again and again.
  private func folded(_ lanes: [Double]) -> Double {
    guard lanes.count > 1 else { return lanes[0] }
    let half = lanes.count / 2
    return folded((0..<half).map { precision.rounded(lanes[$0] + lanes[$0 + half]) })
  }
}
