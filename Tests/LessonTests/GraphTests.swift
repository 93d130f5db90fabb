import Autograd
import Lesson
import Testing

@Suite struct GraphTests {
  /// An expression of two leaves, as its card and a formula write it.
  struct Case: Sendable {
    let short: String
    let full: String
    let build: @Sendable (Value, Value) -> Value

    init(_ short: String, _ full: String, _ build: @escaping @Sendable (Value, Value) -> Value) {
      self.short = short
      self.full = full
      self.build = build
    }
  }

  static let cases: [Case] = [
    Case("a × b", "a × b") { $0 * $1 },
    Case("a × 2", "a × 2") { a, _ in a * 2 },
    Case("1 − a", "1 − a") { a, _ in 1 - a },
    Case("a²", "a²") { a, _ in a.pow(2) },
    Case("a³", "a³") { a, _ in a.pow(3) },
    Case("a^−1", "a^−1") { a, _ in a.pow(-1) },
    Case("+ b", "v₁ + b") { $0 * $1 + $1 },
    Case("b − ·", "b − v₁") { $1 - $0 * $1 },
    Case("× 2", "v₁ × 2") { ($0 * $1) * 2 },
    Case("square", "v₁²") { ($0 * $1).pow(2) },
    Case("×", "v₁ × v₂") { ($0 + $1) * ($0 - $1) },
    Case("relu", "relu(a)") { a, _ in a.relu() },
    Case("−a", "−a") { a, _ in -a },
    Case("max(a, b)", "max(a, b)") { $0.applying(.maximum, $1) },
    Case("clamp(0, 1)", "clamp(a, 0, 1)") { a, _ in
      .reduce(.clamp, [a, a.constant(0), a.constant(1)], precision: .double)
    },
    Case("clamp(min=0)", "clamp(a, 0, inf)") { a, _ in
      .reduce(.clamp, [a, a.constant(0), a.constant(.infinity)], precision: .double)
    },
    Case("mean", "mean(a, b)") { .reduce(.mean, [$0, $1], precision: .double) },
    Case("norm", "norm(a, b)") { .reduce(.norm, [$0.constant(2), $0, $1], precision: .double) },
  ]

  @Test(arguments: cases.indices)
  func writesWhatTheStudentWrote(index: Int) {
    let expected = Self.cases[index]
    let tape = Tape()
    let root = expected.build(tape.leaf(2, name: "a"), tape.leaf(3, name: "b"))
    let graph = Graph(tape.recording, roots: [root.node])
    #expect(graph[root.node]?.expression == expected.short)
    #expect(graph[root.node]?.definition == expected.full)
  }

  @Test func drawsTheProgramOfThePicture() throws {
    let (recording, root) = try Programs.line()
    let graph = Graph(recording, roots: [root])
    #expect(
      graph.nodes.map(\.expression) == [
        "x", "w", "b", "y_true", "w × x", "+ b", "pred − y_true", "square", "mean",
      ])
    #expect(graph.scopes.map(\.title) == ["model(x)", "mse_loss"])
    #expect(graph.nodes.map(\.scope) == [nil, nil, nil, nil, 0, 0, 1, 1, 1])
    #expect(graph.nodes.map(\.line) == [1, 2, 3, 4, 5, 5, 6, 6, 6])
  }

  @Test func drawsBothEdgesOfASquare() {
    let tape = Tape()
    let m = tape.leaf(2, name: "m")
    let root = m * m.applying(.alias)
    let graph = Graph(tape.recording, roots: [root.node])
    #expect(
      graph.edges == [
        Graph.Edge(from: 0, to: root.node, place: 0), Graph.Edge(from: 0, to: root.node, place: 1),
      ])
    #expect(graph.localDerivatives == [graph.edges[0]: 2, graph.edges[1]: 2])
  }

  @Test func givesTheNameOfAViewToWhatItIsAViewOf() {
    let tape = Tape()
    let view = (tape.leaf(2, name: "w") * 3).applying(.alias)
    tape.name(view.node, "scaled")
    let graph = Graph(tape.recording, roots: [view.node])
    #expect(graph.nodes.map(\.symbol) == ["w", "scaled"])
    #expect(graph.roots == [view.node - 1])
  }

  @Test func numbersNodesThatShareAName() {
    let tape = Tape()
    var h = tape.leaf(2, name: "w") * 3
    for _ in 0..<2 {
      tape.name(h.node, "h")
      h = h.relu()
    }
    tape.name(h.node, "h")
    let graph = Graph(tape.recording, roots: [h.node])
    #expect(graph.nodes.map(\.symbol) == ["w", "h₁", "h₂", "h₃"])
  }

  @Test func tellsTheKindsApart() {
    let tape = Tape()
    let w = tape.leaf(2, name: "w")
    let c = tape.constant(3, name: "c")
    let doubled = c * 2
    let root = w * doubled + (w * w).detached()
    let graph = Graph(tape.recording, roots: [root.node])
    #expect(
      graph.nodes.map(\.kind) == [
        .leaf, .constant, .untracked, .computed, .computed, .detached, .computed,
      ])
  }

  @Test func drawsALongChainWithoutRecursion() throws {
    let tape = Tape()
    var value = tape.leaf(1, name: "w")
    for _ in 0..<20_000 { value = value + 1 }
    try value.backward()
    let graph = Graph(tape.recording, roots: [value.node])
    let pass = try #require(Pass.latest(for: graph))
    #expect(Frame.final(graph, pass).nodes[0]?.gradient == .value(1, arrived: 1, due: 1, why: nil))
  }
}
