import Autograd
import CStandard

/// Softmax and its logarithm along one dimension, and what they send back, digit by digit as
/// PyTorch's kernels compute them.
///
/// Source: `aten/src/ATen/native/cpu/SoftMaxKernel.cpp`.
struct SoftmaxKernel {
  let isLogarithm: Bool
  /// Numbers of 16 bits are computed in 32.
  private let precision: Precision
  /// The elements of each line.
  let lines: [[Int]]
  /// Whether the elements of a line are neighbours in memory.
  private let isInner: Bool
  /// How many lines run side by side through memory where they are not.
  private let columns: Int

  init(_ shape: Shape, _ axes: [Int], isLogarithm: Bool, _ precision: Precision) {
    self.isLogarithm = isLogarithm
    self.precision = precision == .half ? .single : precision
    lines = shape.groups(reducing: axes)
    let axis = axes.first ?? 0
    isInner = axis == shape.rank - 1 || shape.rank == 0
    columns = shape.sizes.dropFirst(axis + 1).reduce(1, *)
  }

  func values(_ x: [Double]) -> [Double] {
    var result = x
    for (number, line) in lines.enumerated() {
      let isVector = isVector(number)
      let numbers = line.map { x[$0] }
      let largest = numbers.reduce(-Double.infinity) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }
      let powers = numbers.map { power(rounded($0 - largest), isVector) }
      let total = sum(powers)
      for (place, index) in line.enumerated() {
        result[index] =
          isLogarithm
          ? rounded(rounded(numbers[place] - largest) - rounded(log(total)))
          : isInner
            ? rounded(powers[place] * rounded(1 / total)) : rounded(powers[place] / total)
      }
    }
    return result
  }

  /// What the input is sent, from the gradient of the output and the output itself.
  func gradient(_ upstream: [Double], _ output: [Double]) -> [Double] {
    var result = upstream
    for (number, line) in lines.enumerated() {
      let isVector = isVector(number)
      let (g, y) = (line.map { upstream[$0] }, line.map { output[$0] })
      let total = isLogarithm ? sum(g) : sumOfProducts(g, y)
      for (place, index) in line.enumerated() {
        result[index] =
          isLogarithm
          ? precision.multiplyAdd(g[place], -power(y[place], isVector), total)
          : rounded(rounded(g[place] - total) * y[place])
      }
    }
    return result
  }

  /// Whether a line is computed in the processor's vectors; lines side by side that fill none are
  /// computed one by one.
  private func isVector(_ line: Int) -> Bool {
    guard !isInner else { return true }
    let width = precision == .double ? 4 : 8
    return line % columns < columns / width * width
  }

  private func sum(_ x: [Double]) -> Double {
    isInner
      ? VectorSum(precision: precision)(x)
      : x.dropFirst().reduce(x.first ?? 0) { rounded($0 + $1) }
  }

  /// Along other dimensions than the last each product is fused into the sum.
  private func sumOfProducts(_ a: [Double], _ b: [Double]) -> Double {
    isInner
      ? sum(zip(a, b).map { rounded($0 * $1) })
      : zip(a, b).reduce(0) { precision.multiplyAdd($0, $1.0, $1.1) }
  }

  private func power(_ x: Double, _ isVector: Bool) -> Double {
    isVector ? VectorExponential.of(x, precision) : rounded(exp(x))
  }

  private func rounded(_ value: Double) -> Double { precision.rounded(value) }
}
