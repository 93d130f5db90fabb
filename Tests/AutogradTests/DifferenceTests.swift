import Autograd
import Testing

/// Derivatives against central differences: (f(x + h) − f(x − h)) / 2h.
struct DifferenceTests {
  @Test(arguments: Unary.allCases, [0.3, 0.45, 0.8])
  func differentiates(_ operation: Unary, at x: Double) throws {
    try check([x], [0], cutOff: operation == .detach) { $0[0].applying(operation) }
  }

  @Test(arguments: Binary.allCases, [[0.4, 1.3], [1.7, 0.6], [2.5, 0.75]])
  func differentiates(_ operation: Binary, at point: [Double]) throws {
    let places: [Int] =
      switch operation {
      case .leakyRelu, .elu, .softplus, .huber, .smoothL1: [0]
      case .crossEntropy where point[0] >= 1: []
      default: [0, 1]
      }
    try check(point, places) { $0[0].applying(operation, $0[1]) }
  }

  @Test(arguments: Reduction.allCases)
  func differentiates(_ operation: Reduction) throws {
    let (point, places): ([Double], [Int]) =
      switch operation {
      case .clamp: ([0.5, -1, 1], [0])
      case .choose: ([1, 0.5, -0.5], [1, 2])
      case .lerp: ([0.5, -1.5, 0.3], [0, 1, 2])
      case .sum, .sumByFour, .sumInRuns, .sumInOrder, .multiplyAdd, .mean, .product, .max, .min,
        .median,
        .logSumExp:
        ([0.5, -1.5, 2], [0, 1, 2])
      case .norm: ([3, 0.5, -1.5, 2], [1, 2, 3])
      case .variance, .standardDeviation, .selected: ([1, 0.5, -1.5, 2], [1, 2, 3])
      case .ranked: ([2, 0, 0.5, -1.5, 2], [2, 3, 4])
      }
    try check(point, places) { Value.reduce(operation, $0, precision: .double) }
  }

  /// Checks the first derivative, that both readings of the rule agree, and the second derivative.
  private func check(
    _ point: [Double], _ places: [Int], cutOff: Bool = false, _ function: ([Value]) -> Value
  ) throws {
    let h = 1e-5
    for place in places {
      let slope = try gradient(function, point, place)
      let difference = central(h) { try? value(function, point, place, $0) }
      #expect(close(slope, cutOff ? 0 : difference), "\(slope) and \(difference ?? .nan)")

      for other in places where !cutOff {
        let (first, second) = try recordedGradients(function, point, place, other)
        #expect(first == slope)
        let bend = central(h) { step in
          var point = point
          point[other] += step
          return try? gradient(function, point, place)
        }
        #expect(close(second, bend), "\(second) and \(bend ?? .nan)")
      }
    }
  }

  private func central(_ h: Double, _ f: (Double) -> Double?) -> Double? {
    guard let after = f(h), let before = f(-h) else { return nil }
    return (after - before) / (2 * h)
  }

  private func close(_ a: Double, _ b: Double?) -> Bool {
    guard let b else { return false }
    return (a - b).magnitude <= 1e-8 * max(1, a.magnitude, b.magnitude)
  }

  private func value(
    _ function: ([Value]) -> Value, _ point: [Double], _ place: Int, _ step: Double
  ) throws -> Double {
    let tape = Tape(keepsEvents: false)
    var point = point
    point[place] += step
    return function(point.map { tape.leaf($0) }).number
  }

  private func gradient(
    _ function: ([Value]) -> Value, _ point: [Double], _ place: Int
  ) throws -> Double {
    let tape = Tape(keepsEvents: false)
    let leaves = point.map { tape.leaf($0) }
    let output = function(leaves)
    if output.needsGradient { try output.backward() }
    return leaves[place].gradient ?? 0
  }

  /// The recorded derivative by one operand, and its own derivative by another.
  private func recordedGradients(
    _ function: ([Value]) -> Value, _ point: [Double], _ place: Int, _ other: Int
  ) throws -> (Double, Double) {
    let tape = Tape(keepsEvents: false)
    let leaves = point.map { tape.leaf($0) }
    let gradients = try function(leaves).gradients(withRespectTo: [leaves[place]])
    let first = try #require(gradients[0])
    if first.needsGradient { try first.backward() }
    return (first.number, leaves[other].gradient ?? 0)
  }
}
