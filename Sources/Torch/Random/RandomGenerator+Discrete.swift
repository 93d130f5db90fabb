import CStandard

/// Draws that choose, one uniform number a choice.
///
/// PyTorch hands two of them, `bernoulli_` of one probability and `exponential_`, to a library of
/// Intel's on Intel's processors, which chooses differently; these are those of all others.
extension RandomGenerator {
  /// Ones with a probability each, zeros otherwise.
  func bernoulli(_ probabilities: [Double], dtype: DType) -> [Double] {
    probabilities.map { unit(dtype) < $0 ? 1 : 0 }
  }

  /// Exponentially distributed numbers of a rate above zero.
  func exponential(_ count: Int, rate: Double) -> [Double] {
    (0..<count).map { _ in -1 / rate * log1p(-unit(.float64)) }
  }

  /// Indices drawn with replacement, in proportion to weights of a positive sum.
  func choices(_ count: Int, weights: [Double], precision: (Double) -> Double) -> [Int] {
    var sum = 0.0
    let running = weights.map { weight in
      sum = precision(sum + weight)
      return sum
    }
    let shares = running.map { precision($0 / sum) }
    return (0..<count).map { _ in
      let drawn = unit(.float64)
      var (low, high) = (0, shares.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if shares[middle] < drawn { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
