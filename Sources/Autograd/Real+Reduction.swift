import CStandard

extension Reduction {
  /// The value of the reduction, accumulated and rounded as PyTorch does: sums in the precision of
  /// the operands, statistics in double.
  public func value(_ x: [Real], precision: Precision) -> Real {
    let numbers = x.lazy.map { $0.number }
    switch self {
    case .clamp:
      if let lost = x.first(where: { $0.number.isNaN }) { return lost }
      let lifted = x[0].number < x[1].number ? x[1].number : x[0].number
      return Real(x[2].number < lifted ? x[2].number : lifted, precision: precision)
    case .choose: return x[0].number != 0 ? x[1] : x[2]
    case .sum: return sum(x, precision)
    case .sumByFour:
      return rounded(CascadeSum(precision: precision).row(x.map { $0.number }), precision)
    case .sumInRuns:
      return rounded(CascadeSum(precision: precision).column(x.map { $0.number }), precision)
    case .sumInOrder:
      return x.reduce(Real(0, precision: precision)) { $0.applying(.add, $1) }
    case .multiplyAdd:
      return rounded(
        precision.multiplyAdd(x[0].number, x[1].number, x[2].number), precision)
    case .lerp: return lerp(x[0].number, x[1].number, x[2].number, precision)
    case .mean: return mean(x, precision)
    case .product:
      return x.dropFirst().reduce(x.first ?? Real(1, precision: precision)) {
        $0.applying(.multiply, $1)
      }
    case .max: return extreme(x, precision) { $0 > $1 }
    case .min: return extreme(x, precision) { $0 < $1 }
    case .median: return median(x, precision)
    case .norm:
      // Numbers of 16 bits are summed in 32.
      let wide = precision == .half ? Precision.single : precision
      return rounded(norm(x[0].number, Array(numbers.dropFirst()), wide), precision)
    case .variance: return rounded(variance(x[0].number, numbers.dropFirst()), precision)
    case .standardDeviation:
      return rounded(variance(x[0].number, numbers.dropFirst()).squareRoot(), precision)
    case .logSumExp:
      if x.isEmpty { return rounded(-.infinity, precision) }
      let largest = extreme(x, precision) { $0 > $1 }.number
      if largest.isInfinite { return rounded(largest, precision) }
      let total = sum(
        x.map { rounded(exp(precision.rounded($0.number - largest)), precision) }, precision)
      return rounded(precision.rounded(log(total.number)) + largest, precision)
    }
  }

  private func rounded(_ value: Double, _ precision: Precision) -> Real {
    Real(precision.rounded(value), precision: precision)
  }

  private func sum(_ x: [Real], _ precision: Precision) -> Real {
    rounded(CascadeSum(precision: precision)(x.map { $0.number }), precision)
  }

  /// Only the quotient is rounded to 16 bits, not the sum before it.
  private func mean(_ x: [Real], _ precision: Precision) -> Real {
    let total = CascadeSum(precision: precision)(x.map { $0.number })
    let wide = precision == .half ? Precision.single : precision
    return rounded(wide.rounded(total / Double(x.count)), precision)
  }

  private func lerp(_ a: Double, _ b: Double, _ weight: Double, _ precision: Precision) -> Real {
    let wide = precision == .half ? Precision.single : precision
    let way = wide.rounded(b - a)
    let value =
      weight.magnitude < 0.5
      ? wide.multiplyAdd(a, weight, way)
      : wide.multiplyAdd(b, wide.rounded(weight - 1), way)
    return rounded(value, precision)
  }

  private func extreme(
    _ x: [Real], _ precision: Precision, _ beats: (Double, Double) -> Bool
  ) -> Real {
    var best = x.first ?? Real(.nan, precision: precision)
    for candidate in x.dropFirst()
    where !best.number.isNaN
      && (candidate.number.isNaN || beats(candidate.number, best.number))
    {
      best = candidate
    }
    return best
  }

  private func median(_ x: [Real], _ precision: Precision) -> Real {
    if let missing = x.first(where: { $0.number.isNaN }) { return missing }
    let ordered = x.sorted { $0.number < $1.number }
    return ordered.isEmpty ? Real(.nan, precision: precision) : ordered[(x.count - 1) / 2]
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
