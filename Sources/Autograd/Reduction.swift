/// A primitive of many operands x₁ … xₙ, some of them after fixed numbers of the program.
public enum Reduction: String, CaseIterable, Sendable {
  /// x kept between two numbers of the program, with slope 0 at both since torch 2.14: operands
  /// x, lower, upper. Bounds that are tensors are ``Binary/maximum`` and ``Binary/minimum``.
  case clamp
  /// a where the condition is not 0, b elsewhere: operands condition, a, b.
  case choose
  /// x₁ + … + xₙ, lane by lane of the processor's vectors, as neighbours in memory are added.
  case sum
  /// x₁ + … + xₙ, every fourth in a sum of its own, as a row of a narrow table is added.
  case sumByFour
  /// x₁ + … + xₙ, in runs whose sums are added, as columns side by side are.
  case sumInRuns
  /// x₁ + … + xₙ, added one after the other to 0, as the terms of a matrix product are.
  case sumInOrder
  /// a + bc, rounded once: operands a, b, c.
  case multiplyAdd
  /// a + w (b − a), from the nearer end: operands a, b, w.
  case lerp
  /// (x₁ + … + xₙ) / n.
  case mean
  /// x₁ × … × xₙ.
  case product
  /// The largest; ties share evenly.
  case max
  /// The smallest; ties share evenly.
  case min
  /// The middle one in order, the lower of two; ties share evenly.
  case median
  /// The p-norm: operands p, x₁ … xₙ.
  case norm
  /// The variance: operands correction, x₁ … xₙ.
  case variance
  /// The square root of the variance: operands correction, x₁ … xₙ.
  case standardDeviation
  /// ln(e^x₁ + … + e^xₙ).
  case logSumExp
  /// The k-th smallest, with a negative k the k-th largest, with 0 the middle one: operands k,
  /// place, x₁ … xₙ, where the place, counted from 0, says which of equals is taken.
  case ranked
  /// The one at a place that the program names, counted from 0: operands place, x₁ … xₙ.
  case selected

  /// How many of the first operands are fixed numbers of the program.
  package var parameters: Int {
    switch self {
    case .norm, .variance, .standardDeviation, .selected: 1
    case .ranked: 2
    case .clamp, .choose, .sum, .sumByFour, .sumInRuns, .sumInOrder, .multiplyAdd, .lerp, .mean,
      .product, .max, .min, .median, .logSumExp:
      0
    }
  }

  var savesValues: Bool {
    switch self {
    // Which element was taken is known without its value.
    case .sum, .sumByFour, .sumInRuns, .sumInOrder, .mean, .ranked, .selected: false
    case .multiplyAdd, .lerp, .clamp, .choose, .product, .max, .min, .median, .norm, .variance,
      .standardDeviation, .logSumExp:
      true
    }
  }

  /// Whether the operands are added up, in one order or another.
  public var isSum: Bool {
    switch self {
    case .sum, .sumByFour, .sumInRuns, .sumInOrder: true
    case .multiplyAdd, .lerp, .clamp, .choose, .mean, .product, .max, .min, .median, .norm,
      .variance,
      .standardDeviation, .logSumExp, .ranked, .selected:
      false
    }
  }

  /// What each operand is sent, where that is the same for all whatever their values.
  @inline(__always)
  func evenShare<N: Number>(upstream g: N, count: Int) -> N? {
    isSum ? g : self == .mean ? g / g.constant(Double(count)) : nil
  }

  /// What a node y = f(x₁ … xₙ) sends to each of its operands, in their order.
  ///
  /// - Complexity: O(n) for all of them together.
  public func contributions<N: Number>(upstream g: N, operands x: [N], output y: N) -> [N] {
    switch self {
    case .clamp:
      let isInside =
        x[0].number > x[1].number && (x[0].number < x[2].number || x[2].number == .infinity)
      return [isInside ? g : g.zero, g.zero, g.zero]
    case .choose:
      return x[0].number != 0 ? [g.zero, g, g.zero] : [g.zero, g.zero, g]
    case .sum, .sumByFour, .sumInRuns, .sumInOrder, .mean:
      let share = evenShare(upstream: g, count: x.count) ?? g
      return x.map { _ in share }
    case .multiplyAdd:
      return [g, g * x[2], g * x[1]]
    case .lerp:
      return [g * (x[2].one - x[2]), g * x[2], g * (x[1] - x[0])]
    case .product:
      return productShares(g, x, y)
    case .max, .min:
      return sharedEvenly(g, x.map { $0.number == y.number })
    case .median:
      let wins = x.map { $0.number == y.number || ($0.number.isNaN && y.number.isNaN) }
      let share = g / g.constant(Double(wins.count { $0 }))
      return wins.map { $0 ? share : g.zero }
    case .norm:
      return normShares(g, x, y)
    case .variance:
      return varianceShares(g, x)
    case .standardDeviation:
      return y.number == 0
        ? x.map { _ in g.zero } : varianceShares(g / (y * y.constant(2)), x)
    case .logSumExp:
      return x.map { g * ($0 - y).applying(.exp) }
    case .ranked, .selected:
      let taken = takenPlace(x.map { $0.number }, y.number)
      return x.indices.map { $0 == taken ? g : g.zero }
    }
  }

  /// Which operand a selection took: the one at the noted place, unless its number changed since.
  func takenPlace(_ x: [Double], _ y: Double) -> Int {
    let noted = parameters + Int(x[parameters - 1])
    guard self == .ranked, x[noted] != y, !x[noted].isNaN else { return noted }
    return x.indices.dropFirst(parameters).first { x[$0] == y } ?? noted
  }

  /// The output over the factor where no factor is zero; nothing at all where two are.
  private func productShares<N: Number>(_ g: N, _ x: [N], _ y: N) -> [N] {
    switch x.count(where: { $0.number == 0 }) {
    case 0: x.map { g * (y / $0) }
    case 1: othersMultiplied(x).map { g * $0 }
    default: x.map { _ in g.zero }
    }
  }

  /// The product of all the others, without dividing, so that zeros are exact.
  private func othersMultiplied<N: Number>(_ x: [N]) -> [N] {
    guard let first = x.first else { return [] }
    var before = [first.one]
    for factor in x.dropLast() { before.append(before[before.count - 1] * factor) }
    var after = first.one
    var others = before
    for index in x.indices.reversed() {
      others[index] = before[index] * after
      after = after * x[index]
    }
    return others
  }

  /// What each winner gets; the others get the share times zero, which may be −0, or NaN where
  /// no one wins.
  private func sharedEvenly<N: Number>(_ g: N, _ wins: [Bool]) -> [N] {
    let winners = wins.count { $0 }
    let share = winners == 1 ? g : g / g.constant(Double(winners))
    return wins.map { $0 ? share : share.constant(share.number * 0) }
  }

  /// The p-norm's direction, and zero at the zero vector where it has none.
  private func normShares<N: Number>(_ g: N, _ operands: [N], _ y: N) -> [N] {
    let p = operands[0]
    let x = operands.dropFirst()
    let shares: [N]
    switch p.number {
    case 0: shares = x.map { _ in g.zero }
    case 1: shares = x.map { g * $0.applying(.sign) }
    case 2: shares = x.map { y.number == 0 ? g.zero : g * ($0 / y) }
    case .infinity:
      let wins = x.map { $0.number.magnitude == y.number || $0.number.isNaN }
      shares = zip(x, sharedEvenly(g, wins)).map { $0.applying(.sign) * $1 }
    default:
      shares = x.map {
        y.number == 0
          ? g.zero
          : $0 * $0.applying(.abs).raised(to: p.number - 2) * (g / y.raised(to: p.number - 1))
      }
    }
    return [g.zero] + shares
  }

  private func varianceShares<N: Number>(_ g: N, _ operands: [N]) -> [N] {
    let x = operands.dropFirst()
    guard let first = x.first else { return [g.zero] }
    let count = Double(x.count)
    let mean = x.dropFirst().reduce(first) { $0 + $1 } / first.constant(count)
    let scale = g.constant(2 / Swift.max(0, count - operands[0].number)) * g
    return [g.zero] + x.map { scale * ($0 - mean) }
  }
}
