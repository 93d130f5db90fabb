import Autograd
import Lesson

/// The small programs that the tests of this target look at, recorded as the runtime records them.
enum Programs {
  /// `loss = mse_loss(w * x + b, y_true)`, the program of the design's picture.
  static func line(passes: Int = 1, seed: Double = 1) throws -> (Recording, root: Int) {
    let tape = Tape()
    let x = at(1, tape) { tape.constant(3, name: "x") }
    let w = at(2, tape) { tape.leaf(2, name: "w") }
    let b = at(3, tape) { tape.constant(1, name: "b") }
    let target = at(4, tape) { tape.constant(6, name: "y_true") }
    let prediction = at(5, tape) { tape.scope("model(x)") { w * x + b } }
    tape.name(prediction.node, "pred")
    let loss = at(6, tape) {
      tape.scope("mse_loss") {
        let difference = prediction.applying(.alias) - target
        return Value.reduce(.mean, [difference.pow(2)], precision: .double)
      }
    }
    tape.name(loss.node, "loss")
    for pass in 0..<passes {
      try at(7 + pass, tape) { try loss.backward(seed: seed, retainGraph: true) }
    }
    return (tape.recording, loss.node)
  }

  /// Records the nodes of one line.
  static func at<Result>(
    _ line: Int, _ tape: Tape, _ body: () throws -> Result
  ) rethrows -> Result {
    tape.site = Recording.Site(line: line, scope: 0)
    return try body()
  }
}
