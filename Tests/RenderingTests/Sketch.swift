import Autograd
import Lesson

/// A small program on the tape, its graph and the frames of its last pass.
struct Sketch {
  let graph: Graph
  let frames: [Frame]

  /// Runs a body, and one backward pass from each value that it returns.
  init(seed: Double = 1, _ body: (Tape) -> [Value]) throws {
    let tape = Tape()
    let roots = body(tape)
    try tape.backward(from: roots.map { ($0, seed) })
    let recording = tape.recording
    graph = Graph(recording, roots: roots.map(\.node))
    let tour = Tour(scalarsOf: recording, roots: graph.roots)
    frames = tour.indices.map { tour[$0].frame }
  }

  /// The last frame; a graph always has one.
  var end: Frame { frames.last ?? .forward(graph) }
}

extension Value {
  /// The same value, with a name for people.
  func named(_ name: String, _ tape: Tape) -> Value {
    tape.name(node, name)
    return self
  }
}
