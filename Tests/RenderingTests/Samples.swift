import Foundation
import Lesson

/// Graphs that together have everything a picture can show.
enum Samples {
  /// The target of the design: (w × x + b − y)².
  static var lesson: Sketch {
    var sketch = Sketch()
    let model = sketch.scope("model(x)")
    let loss = sketch.scope("mse_loss")
    let x = sketch.constant("x", 3)
    let w = sketch.leaf("w", 2, in: model)
    let b = sketch.leaf("b", 1, in: model)
    let m = sketch.node("m", "w × x", 6, [(w, 3), (x, 2)], in: model)
    let pred = sketch.node("pred", "m + b", 7, [(m, 1), (b, 1)], in: model)
    let target = sketch.constant("y_true", 6)
    let error = sketch.node("pred − y_true", 1, [(pred, 1), (target, -1)], in: loss)
    let square = sketch.node("square", 1, [(error, 2)], in: loss)
    let mean = sketch.node("loss", "mean", 1, [(square, 1)], in: loss)
    sketch.backward(from: mean)
    return sketch
  }

  /// x × x, one operand twice.
  static var square: Sketch {
    var sketch = Sketch()
    let x = sketch.leaf("x", 3)
    let y = sketch.node("y", "x × x", 9, [(x, 3), (x, 3)])
    sketch.backward(from: y)
    sketch.seed = 3
    return sketch
  }

  /// One value used three times.
  static var fork: Sketch {
    var sketch = Sketch()
    let a = sketch.leaf("a", 2)
    let b = sketch.leaf("b", -1)
    let s = sketch.node("s", "a × b", -2, [(a, -1), (b, 2)])
    let p = sketch.node("p", "s + 1", -1, [(s, 1)])
    let q = sketch.node("q", "exp(s)", 0.1353, [(s, 0.1353)])
    let r = sketch.node("r", "relu(s)", 0, [(s, 0)])
    let t = sketch.node("t", "p × q", -0.1353, [(p, 0.1353), (q, -1)])
    let loss = sketch.node("loss", "t − r", -0.1353, [(t, 1), (r, -1)])
    sketch.backward(from: loss)
    return sketch
  }

  /// Numbers and states that are hard to draw.
  static var extremes: Sketch {
    var sketch = Sketch()
    let w = sketch.leaf("w", 1e-7)
    let big = sketch.leaf("a_rather_long_parameter_name.weight[12, 34]", -123_456_789)
    let dead = sketch.leaf("dead", -4)
    let c = sketch.constant("c", .infinity)
    let p = sketch.node("w × big", -12.3456789, [(w, -123_456_789), (big, 1e-7)])
    let r = sketch.node("relu(dead)", 0, [(dead, 0)])
    let d = sketch.node("frozen", "detach(p)", -12.3456789, [(p, 0)], kind: .detached)
    let u = sketch.node("untracked", "c × 2", .infinity, [(c, 0)], kind: .untracked)
    let n = sketch.node("n", "log(p)", .nan, [(p, .nan)])
    let s = sketch.node(
      "total", "n + r + frozen + untracked", .nan, [(n, 1), (r, 1), (d, 0), (u, 0)])
    sketch.backward(from: s)
    sketch.reasons = [dead: "relu is flat below 0: dead = −4.0"]
    return sketch
  }

  /// One leaf and nothing else.
  static var single: Sketch {
    var sketch = Sketch()
    sketch.backward(from: sketch.leaf("w", 2))
    return sketch
  }

  /// tanh(w₀ x₀ + … + b).
  static func neuron(_ count: Int) -> Sketch {
    var sketch = Sketch()
    let scope = sketch.scope("Linear(\(count), 1)")
    var products: [(Int, Double)] = []
    for i in 0..<count {
      let x = sketch.constant("x[\(i)]", Double(i) / 8)
      let w = sketch.leaf("w[\(i)]", 0.5 - Double(i) / 16, in: scope)
      let product = sketch.node(
        "w[\(i)] × x[\(i)]", Double(i) / 8 * (0.5 - Double(i) / 16),
        [(w, Double(i) / 8), (x, 0.5)], in: scope)
      products.append((product, 1))
    }
    let bias = sketch.leaf("b", 0.25, in: scope)
    let sum = sketch.node("sum", -1.25, products, in: scope)
    let z = sketch.node("z", "sum + b", -1, [(sum, 1), (bias, 1)], in: scope)
    let y = sketch.node("y", "tanh(z)", -0.7616, [(z, 0.42)])
    sketch.backward(from: y)
    return sketch
  }

  /// Nodes that use one or two random earlier ones, some in nested scopes.
  static func random(_ count: Int, seed: UInt64) -> Sketch {
    var state = seed &* 2 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var sketch = Sketch()
    let outer = sketch.scope("Network(x)")
    let scopes: [Int?] = [
      nil, outer, sketch.scope("layer 1", in: outer), sketch.scope("layer 2", in: outer),
    ]
    let names = ["w", "bias", "a_long_name", "h[3]", "ŷ"]
    for i in 0..<count {
      let value = Double(next(2_000) - 1_000) / 7
      let scope = scopes[next(scopes.count)]
      if i < 3 || next(4) == 0 {
        if next(3) == 0 {
          _ = sketch.constant("c\(i)", value, in: scope)
        } else {
          _ = sketch.leaf(names[next(names.count)], value, in: scope)
        }
      } else {
        let operands = (0...next(3)).map { _ in (max(0, i - 1 - next(8)), Double(next(99)) / 9) }
        _ = sketch.node(
          next(2) == 0 ? nil : "n\(i)", ["a × b", "relu(a)", "a − b", "mean"][next(4)], value,
          operands, in: scope)
      }
    }
    sketch.backward(from: count - 1)
    return sketch
  }

  /// All of them, by name.
  static var all: [(name: String, sketch: Sketch)] {
    [
      ("lesson", lesson), ("square", square), ("fork", fork), ("extremes", extremes),
      ("single", single), ("neuron", neuron(16)),
    ]
  }
}
