import Autograd
import Foundation

/// Programs that together have everything a picture can show.
enum Samples {
  /// The target of the design: mean((w × x + b − y)²).
  static func lesson() throws -> Sketch {
    try Sketch { tape in
      let x = tape.constant(3, name: "x")
      let (w, b, pred) = tape.scope("model(x)") {
        let w = tape.leaf(2, name: "w")
        let b = tape.leaf(1, name: "b")
        let m = (w * x).named("m", tape)
        return (w, b, (m + b).named("pred", tape))
      }
      _ = (w, b)
      let target = tape.constant(6, name: "y_true")
      return [
        tape.scope("mse_loss") {
          let error = pred - target
          return Value.reduce(.mean, [error.pow(2)], precision: .double).named("loss", tape)
        }
      ]
    }
  }

  /// x × x, one operand twice, seeded with 3.
  static func square() throws -> Sketch {
    try Sketch(seed: 3) { tape in
      let x = tape.leaf(3, name: "x")
      return [(x * x).named("y", tape)]
    }
  }

  /// One value used three times.
  static func fork() throws -> Sketch {
    try Sketch { tape in
      let s = (tape.leaf(2, name: "a") * tape.leaf(-1, name: "b")).named("s", tape)
      let t = ((s + 1).named("p", tape) * s.exp().named("q", tape)).named("t", tape)
      return [(t - s.relu().named("r", tape)).named("loss", tape)]
    }
  }

  /// Numbers and states that are hard to draw.
  static func extremes() throws -> Sketch {
    try Sketch { tape in
      let w = tape.leaf(1e-7, name: "w")
      let big = tape.leaf(-123_456_789, name: "a_rather_long_parameter_name.weight[12, 34]")
      let dead = tape.leaf(-4, name: "dead")
      let c = tape.constant(.infinity, name: "c")
      let p = w * big
      let frozen = p.detached().named("frozen", tape)
      let untracked = (c * 2).named("untracked", tape)
      let nan = p.log().named("n", tape)
      return [
        Value.reduce(.sum, [nan, dead.relu(), frozen, untracked], precision: .double)
          .named("total", tape)
      ]
    }
  }

  /// One leaf and nothing else.
  static func single() throws -> Sketch {
    try Sketch { [$0.leaf(2, name: "w")] }
  }

  /// tanh(w · x + b), with the parameters made inside the call or before it.
  static func neuron(_ count: Int, parametersInside: Bool = true) throws -> Sketch {
    try Sketch { tape in
      let x = (0..<count).map { tape.constant(Double($0) / 8, name: "x[\($0)]") }
      func weights() -> [Value] {
        (0..<count).map { tape.leaf(0.5 - Double($0) / 16, name: "w[\($0)]") }
      }
      let outside = parametersInside ? [] : weights()
      return [
        tape.scope("neuron(x)") {
          let w = parametersInside ? weights() : outside
          let products = zip(w, x).map { $0 * $1 }
          let sum = Value.reduce(.sum, products, precision: .double).named("s", tape)
          return (sum + tape.leaf(0.25, name: "b")).tanh().named("y", tape)
        }
      ]
    }
  }

  /// Two outputs, a hidden layer in nested calls.
  static func network() throws -> Sketch {
    try Sketch { tape in
      let x = [tape.constant(1, name: "x[0]"), tape.constant(-2, name: "x[1]")]
      var roots: [Value] = []
      tape.scope("MLP(x)") {
        let h = tape.scope("Linear(2, 2)") {
          (0..<2).map { row in
            let w = (0..<2).map {
              tape.leaf(Double(row * 2 + $0) / 4, name: "W1[\(row), \($0)]")
            }
            let b = tape.leaf(0.5, name: "b1[\(row)]")
            return (w[0] * x[0] + w[1] * x[1] + b).relu().named("h[\(row)]", tape)
          }
        }
        roots = tape.scope("Linear(2, 2)") {
          (0..<2).map { row in
            let w = (0..<2).map {
              tape.leaf(1 - Double(row + $0), name: "W2[\(row), \($0)]")
            }
            return (w[0] * h[0] + w[1] * h[1]).named("out[\(row)]", tape)
          }
        }
      }
      tape.annotations.tensors = [
        .init(name: "x", shape: [2], nodes: x.map(\.node)),
        .init(
          name: "W1", shape: [2, 2],
          nodes: (0..<tape.count).filter { tape.annotations.names[$0]?.hasPrefix("W1") ?? false }),
      ]
      return roots
    }
  }

  /// Operations on random earlier values, in calls that follow one another.
  static func random(_ count: Int, seed: UInt64) throws -> Sketch {
    var state = seed &* 2 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return try Sketch { tape in
      var values = [tape.leaf(1.5, name: "w")]
      var home = tape.site
      while values.count < count {
        if next(9) == 0 {
          if next(2) == 0 {
            tape.site = home
          } else {
            home = tape.site
            tape.enterScope("call_\(next(100))(h)")
          }
        }
        let a = values[max(0, values.count - 1 - next(7))]
        let b = values[max(0, values.count - 1 - next(7))]
        let number = Double(next(400) - 200) / 37
        let value =
          switch next(8) {
          case 0: tape.leaf(number, name: "weight_\(values.count)")
          case 1: tape.constant(number, name: "x[\(values.count)]")
          case 2: a.tanh()
          case 3: a.relu()
          case 4: a - b
          case 5: a + b
          default: a * b
          }
        values.append(next(3) == 0 ? value.named("h\(values.count)", tape) : value)
      }
      tape.site = .init(line: 1, scope: 0)
      return [Value.reduce(.mean, Array(values.suffix(8)) + [values[0]], precision: .double)]
    }
  }

  /// Names that mean something to XML, to DOT or to a terminal.
  static func hostile() throws -> Sketch {
    try Sketch { tape in
      let a = tape.leaf(1, name: "<script>alert(\"1\")</script>")
      let b = tape.leaf(2, name: "a & b\\n'\n]>-- {x|y}")
      return [
        tape.scope("f(\"<&>\")\u{1B}[31m\\") { (a * b).named("label=<b>&amp;\u{0}", tape) }
      ]
    }
  }

  /// What PyTorch's graph of ((w × x + b) ** 2).mean() looks like.
  static var functions: Recording {
    var recording = Tape().recording
    recording.functions = [
      .init(name: "AccumulateGrad", nodes: [0], next: [], saved: []),
      .init(name: "MulBackward0", nodes: [1], next: [0], saved: ["other = x"]),
      .init(name: "AccumulateGrad", nodes: [2], next: [], saved: []),
      .init(name: "AddBackward0", nodes: [3], next: [1, 2], saved: []),
      .init(name: "PowBackward0", nodes: [3], next: [3], saved: ["self", "exponent = 2"]),
      .init(name: "MeanBackward0", nodes: [3], next: [4], saved: []),
    ]
    recording.tensors = [
      .init(name: "w", shape: [], nodes: [0]), .init(name: "b", shape: [], nodes: [2]),
    ]
    return recording
  }

  /// All of them, by name.
  static func all() throws -> [(name: String, sketch: Sketch)] {
    [
      ("lesson", try lesson()), ("square", try square()), ("fork", try fork()),
      ("extremes", try extremes()), ("single", try single()), ("neuron", try neuron(16)),
      ("neuron8", try neuron(8, parametersInside: false)), ("network", try network()),
    ]
  }
}
