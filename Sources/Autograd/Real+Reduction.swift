import CStandard

/// Neighbours in memory.
package typealias Numbers = UnsafeBufferPointer<Double>

extension Reduction {
  /// The value of the reduction, accumulated and rounded as PyTorch does: sums in the precision of
  /// the operands, statistics in double.
  public func value(_ x: [Real], precision: Precision) -> Real {
    let number = x.map { $0.number }.withUnsafeBufferPointer { numbers in
      self.value(of: numbers, precision: precision)
    }
    return Real(number, precision: precision)
  }

  /// The value of the reduction of numbers that are rounded already.
  package func value(of x: Numbers, precision: Precision) -> Double {
    switch self {
    case .clamp:
      if let lost = x.first(where: { $0.isNaN }) { return lost }
      let lifted = x[0] < x[1] ? x[1] : x[0]
      return x[2] < lifted ? x[2] : lifted
    case .choose: return x[0] != 0 ? x[1] : x[2]
    case .sum: return precision.rounded(CascadeSum(precision: precision)(x))
    case .sumByFour: return precision.rounded(CascadeSum(precision: precision).row(x))
    case .sumInRuns: return precision.rounded(CascadeSum(precision: precision).column(x))
    case .sumInOrder:
      var sum = 0.0
      for x in x { sum = precision.rounded(sum + x) }
      return sum
    case .multiplyAdd: return precision.rounded(precision.multiplyAdd(x[0], x[1], x[2]))
    case .lerp: return lerp(x[0], x[1], x[2], precision)
    case .mean: return mean(x, precision)
    case .product:
      return x.dropFirst().reduce(x.first ?? 1) { precision.rounded($0 * $1) }
    case .max: return extreme(x) { $0 > $1 }
    case .min: return extreme(x) { $0 < $1 }
    case .median: return median(x)
    case .norm:
      // Numbers of 16 bits are summed in 32.
      let wide = precision == .half ? Precision.single : precision
      return precision.rounded(norm(x[0], Array(x.dropFirst()), wide))
    case .variance: return precision.rounded(variance(x[0], x.dropFirst()))
    case .standardDeviation:
      return precision.rounded(variance(x[0], x.dropFirst()).squareRoot())
    case .logSumExp:
      if x.isEmpty { return -.infinity }
      let largest = extreme(x) { $0 > $1 }
      if largest.isInfinite { return largest }
      let total = x.map { precision.rounded(exp(precision.rounded($0 - largest))) }
        .withUnsafeBufferPointer { Reduction.sum.value(of: $0, precision: precision) }
      return precision.rounded(precision.rounded(log(total)) + largest)
    case .ranked: return ranked(Int(x[0]), Int(x[1]), Array(x.dropFirst(parameters)))
    case .selected: return x[parameters + Int(x[0])]
    }
  }

  /// The number at a rank; of equals the one at `place`.
  ///
  /// A NaN is larger than all numbers, and is the middle of whatever it is in.
  private func ranked(_ rank: Int, _ place: Int, _ x: [Double]) -> Double {
    if rank == 0, let lost = x.first(where: { $0.isNaN }) { return lost }
    let ordered = x.sorted { $0 < $1 || !$0.isNaN && $1.isNaN }
    let index = rank > 0 ? rank - 1 : rank < 0 ? x.count + rank : (x.count - 1) / 2
    let number = ordered[Swift.min(Swift.max(index, 0), x.count - 1)]
    return x[place] == number ? x[place] : number
  }

  /// Only the quotient is rounded to 16 bits, not the sum before it.
  private func mean(_ x: Numbers, _ precision: Precision) -> Double {
    let total = CascadeSum(precision: precision)(x)
    let wide = precision == .half ? Precision.single : precision
    return precision.rounded(wide.rounded(total / Double(x.count)))
  }

  private func lerp(
    _ a: Double, _ b: Double, _ weight: Double, _ precision: Precision
  ) -> Double {
    let wide = precision == .half ? Precision.single : precision
    let way = wide.rounded(b - a)
    let value =
      weight.magnitude < 0.5
      ? wide.multiplyAdd(a, weight, way)
      : wide.multiplyAdd(b, wide.rounded(weight - 1), way)
    return precision.rounded(value)
  }

  private func extreme(_ x: Numbers, _ beats: (Double, Double) -> Bool) -> Double {
    var best = x.first ?? .nan
    for candidate in x.dropFirst()
    where !best.isNaN && (candidate.isNaN || beats(candidate, best)) {
      best = candidate
    }
    return best
  }

  private func median(_ x: Numbers) -> Double {
    if let missing = x.first(where: { $0.isNaN }) { return missing }
    let ordered = x.sorted()
    return ordered.isEmpty ? .nan : ordered[(x.count - 1) / 2]
  }

  /// The p-norm, its sum rounded at every step, so that it overflows where PyTorch's does.
  private func norm(_ p: Double, _ x: [Double], _ precision: Precision) -> Double {
    switch p {
    case 0: Double(x.count { $0 != 0 })
    case 1: x.reduce(0) { precision.rounded($0 + $1.magnitude) }
    case 2: sumOfSquares(x, precision).squareRoot()
    case .infinity: x.reduce(0) { $0.isNaN || $1.isNaN ? .nan : Swift.max($0, $1.magnitude) }
    case -.infinity:
      x.reduce(.infinity) { $0.isNaN || $1.isNaN ? .nan : Swift.min($0, $1.magnitude) }
    default:
      pow(
        x.reduce(0) { precision.rounded($0 + precision.rounded(pow($1.magnitude, p))) },
        precision.rounded(1 / p))
    }
  }

  /// Floats eight side by side, as a vector holds them; each product fused into its sum.
  private func sumOfSquares(_ x: [Double], _ precision: Precision) -> Double {
    let lanes = precision == .double ? 1 : 8
    let whole = x.count / lanes * lanes
    var sums = [Double](repeating: 0, count: lanes)
    for index in 0..<whole {
      sums[index % lanes] = precision.multiplyAdd(sums[index % lanes], x[index], x[index])
    }
    let sum = sums.dropFirst().reduce(sums[0]) { precision.rounded($0 + $1) }
    return x[whole...].reduce(sum) { precision.multiplyAdd($0, $1, $1) }
  }

  private func variance(_ correction: Double, _ x: some Collection<Double>) -> Double {
    let count = Double(x.count)
    let mean = x.reduce(0, +) / count
    let squares = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return squares / Swift.max(0, count - correction)
  }
}
