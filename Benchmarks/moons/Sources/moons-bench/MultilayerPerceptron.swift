import Autograd

/// One output of a layer: b + w · x, rectified in hidden layers.
struct Neuron {
  var weights: [Value]
  var bias: Value
  var isRectified: Bool

  func callAsFunction(_ inputs: [Value]) -> Value {
    var sum = bias
    for (weight, input) in zip(weights, inputs) { sum = sum + weight * input }
    return isRectified ? sum.relu() : sum
  }
}

/// micrograd's `MLP`.
struct MultilayerPerceptron {
  var layers: [[Neuron]]
  var parameters: [Value] { layers.joined().flatMap { $0.weights + [$0.bias] } }

  /// A network with `widths[0]` inputs, and weights drawn from −1 to 1.
  init(_ tape: Tape, widths: [Int], _ random: inout LinearCongruentialGenerator) {
    layers = zip(widths, widths.dropFirst()).enumerated().map { index, width in
      (0..<width.1).map { _ in
        let weights = (0..<width.0).map { _ in tape.leaf(random.next(in: -1..<1)) }
        return Neuron(
          weights: weights, bias: tape.leaf(0), isRectified: index < widths.count - 2)
      }
    }
  }

  func callAsFunction(_ inputs: [Value]) -> Value {
    layers.reduce(inputs) { inputs, layer in layer.map { $0(inputs) } }[0]
  }
}

/// The mean hinge loss of the points, plus the squares of the parameters.
func totalLoss(_ model: MultilayerPerceptron, _ points: [Point], on tape: Tape) -> Value {
  let scores = points.map { model([tape.constant($0.x), tape.constant($0.y)]) }
  var hinge = tape.literal(0)
  for (point, score) in zip(points, scores) { hinge = hinge + (1 + -point.label * score).relu() }
  var squares = tape.literal(0)
  for parameter in model.parameters { squares = squares + parameter * parameter }
  return hinge * (1.0 / Double(points.count)) + 1e-4 * squares
}
