import Autograd

/// Layer normalisation digit by digit as PyTorch's kernel computes it, line by line.
///
/// The moments of the numbers that stand in one lane of the processor's vectors are updated number by
/// number, as Welford has it, and then put together.
///
/// Source: `aten/src/ATen/native/cpu/layer_norm_kernel.cpp` and `moments_utils.h`.
struct LayerNormKernel {
  /// How many numbers a line has.
  let width: Int
  let precision: Precision
  let epsilon: Double

  /// Longer lines are taken in chunks; nil of them.
  init?(width: Int, epsilon: Double, _ precision: Precision) {
    guard precision == .single, width > 0, width / Self.lanes <= 16 else { return nil }
    self.width = width
    self.epsilon = epsilon
    self.precision = precision
  }

  private static let lanes = 8

  private func rounded(_ value: Double) -> Double { precision.rounded(value) }

  private func fused(_ a: Double, _ b: Double, _ c: Double) -> Double {
    precision.multiplyAdd(a, b, c)
  }

  /// The mean of a line and 1 / σ.
  func moments(_ x: ArraySlice<Double>) -> (mean: Double, scale: Double) {
    let x = Array(x)
    let rounds = width / Self.lanes
    var (count, mean, squares) = (0.0, 0.0, 0.0)
    for number in x[(rounds * Self.lanes)...] {
      count += 1
      let distance = rounded(number - mean)
      mean = rounded(mean + rounded(distance / count))
      squares = rounded(squares + rounded(distance * rounded(number - mean)))
    }
    for lane in 0..<Self.lanes where rounds > 0 {
      let own = moments(ofLane: lane, rounds, x)
      let total = count + Double(rounds)
      let share = rounded(Double(rounds) / total)
      let distance = rounded(own.mean - mean)
      mean = fused(mean, share, distance)
      let between = rounded(rounded(rounded(distance * distance) * share) * count)
      squares = rounded(squares + rounded(own.squares + between))
      count = total
    }
    let variance = rounded(squares / count)
    return (mean, rounded(1 / rounded(rounded(variance + rounded(epsilon)).squareRoot())))
  }

  private func moments(
    ofLane lane: Int, _ rounds: Int, _ x: [Double]
  ) -> (mean: Double, squares: Double) {
    var (mean, squares) = (0.0, 0.0)
    for round in 0..<rounds {
      let number = x[round * Self.lanes + lane]
      let distance = rounded(number - mean)
      mean = fused(mean, distance, rounded(1 / Double(round + 1)))
      squares = fused(squares, distance, rounded(number - mean))
    }
    return (mean, squares)
  }

  func values(_ x: [Double], weight: [Double]?, bias: [Double]?) -> [Double] {
    lines(x).flatMap { line in
      let (mean, scale) = moments(x[line])
      return line.map { place in
        let standard = rounded(rounded(x[place] - mean) * scale)
        let column = place - line.lowerBound
        return fused(bias?[column] ?? 0, standard, weight?[column] ?? 1)
      }
    }
  }

  /// What the input, the weight and the bias are sent.
  func gradients(_ upstream: [Double], _ x: [Double], weight: [Double]?) -> [[Double]] {
    var toInput = x
    var toWeight = [Double](repeating: 0, count: width)
    var toBias = toWeight
    let share = rounded(1 / Double(width))
    for line in lines(x) {
      let (mean, scale) = moments(x[line])
      let (sum, product) = sums(Array(upstream[line]), Array(x[line]), weight)
      let spread = rounded(fused(-product, sum, mean) * scale)
      let slope = rounded(rounded(rounded(spread * scale) * scale) * share)
      let level = fused(-rounded(rounded(sum * scale) * share), -slope, mean)
      let shift = rounded(-scale * mean)
      for place in line {
        let column = place - line.lowerBound
        let own = rounded(rounded(scale * upstream[place]) * (weight?[column] ?? 1))
        toInput[place] = rounded(fused(own, slope, x[place]) + level)
        toWeight[column] = fused(
          toWeight[column], upstream[place], fused(shift, scale, x[place]))
        toBias[column] = rounded(toBias[column] + upstream[place])
      }
    }
    return [toInput, toWeight, toBias]
  }

  /// The sum of a line's gradients, and of their products with the line, weighted.
  private func sums(
    _ upstream: [Double], _ x: [Double], _ weight: [Double]?
  ) -> (sum: Double, product: Double) {
    let line = VectorSum(precision: precision)
    guard let weight else { return (line(upstream), line(upstream, times: x)) }
    let products = zip(upstream, x).map { rounded($0 * $1) }
    return (line(upstream, times: weight), line(products, times: weight))
  }

  private func lines(_ x: [Double]) -> [Range<Int>] {
    stride(from: 0, to: x.count, by: width).map { $0..<$0 + width }
  }
}
