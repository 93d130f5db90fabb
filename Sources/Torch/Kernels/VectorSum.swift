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
    return total(lanes)
  }

  /// The sum of the products of two lines; those of a last vector that is not full are fused into it.
  func callAsFunction(_ a: [Double], times b: [Double]) -> Double {
    let width = precision == .double ? 4 : 8
    let products = zip(a, b).map { precision.rounded($0 * $1) }
    guard a.count >= width else { return inOrder(products[...]) }
    let full = a.count / width * width
    var lanes = Array(products[..<width])
    for index in width..<a.count {
      lanes[index % width] =
        index < full
        ? precision.rounded(lanes[index % width] + products[index])
        : precision.multiplyAdd(lanes[index % width], a[index], b[index])
    }
    return total(lanes)
  }

  private func total(_ lanes: [Double]) -> Double {
    precision == .double ? inOrder(lanes[...]) : folded(lanes)
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
