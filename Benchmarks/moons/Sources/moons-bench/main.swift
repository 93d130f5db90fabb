import Autograd

/// What one training run took, as JSON: `make bench` compares it with micrograd itself
/// (`micrograd_moons.py`), which records the same graph.
///
/// Source: <https://github.com/karpathy/micrograd/blob/master/demo.ipynb>
func benchmark(steps: Int) throws(GraphError) -> String {
  var random = LinearCongruentialGenerator(state: 1)
  let points = moons(count: 100, &random)
  let tape = Tape(keepsEvents: false)
  let model = MultilayerPerceptron(tape, widths: [2, 16, 16, 1], &random)
  let start = tape.count
  let residentBefore = residentBytes()
  var (nodes, bytes) = (0, 0)
  var losses: [Double] = []
  var nanoseconds: [Int] = []
  for step in 0..<steps {
    let began = ContinuousClock.now
    let loss = totalLoss(model, points, on: tape)
    for parameter in model.parameters { parameter.clearGradient() }
    try loss.backward()
    let rate = 0.1 * (1 - 0.9 * Double(min(step, 100)) / 100)
    for parameter in model.parameters {
      parameter.update(to: parameter.number - rate * (parameter.gradient ?? 0))
    }
    nanoseconds.append(Int((ContinuousClock.now - began) / .nanoseconds(1)))
    losses.append(loss.number)
    nodes = tape.count
    if step == 0 { bytes = residentBytes() - residentBefore }
    tape.rewind(to: start)
  }
  return """
    {"nodes": \(nodes), "bytes": \(bytes), "losses": \(losses), "nanoseconds": \(nanoseconds)}
    """
}

print(try benchmark(steps: CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20))
