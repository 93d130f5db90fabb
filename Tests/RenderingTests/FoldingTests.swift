import Autograd
import Diagram
import Lesson
import Rendering
import Testing

@Suite struct FoldingTests {
  @Test func foldsEveryScopeOfAName() throws {
    let sketch = try Samples.network()
    let layout = try Layout(sketch.graph, frames: sketch.frames, fold: ["Linear"])
    #expect(layout.folding.folds.map(\.title) == ["Linear(2, 2)", "Linear(2, 2)"])
    let texts = Scene(layout, sketch.end).texts.map(\.string)
    #expect(texts.filter { $0.hasSuffix("values folded") }.count == 2)
    #expect(texts.contains("MLP(x)"))
    #expect(texts.contains { $0.hasSuffix(" edges") })
  }

  @Test func hidesNothingThatItDoesNotCount() throws {
    let sketch = try Samples.network()
    for names in [["Linear"], ["MLP"], ["W1", "x"], ["MLP", "W1"], []] {
      let folding = try Folding(sketch.graph, names: names)
      let hidden = folding.folds.map(\.members.count).reduce(0, +)
      let scene = Scene(
        try Layout(sketch.graph, frames: sketch.frames, fold: names), sketch.end)
      let shown = scene.groups.count { $0.subject?.hasPrefix("node") ?? false }
      #expect(shown + hidden == sketch.graph.nodes.count)
    }
  }

  @Test func showsTheOneOutputOfAFold() throws {
    let sketch = try Samples.lesson()
    let layout = try Layout(sketch.graph, frames: sketch.frames, fold: ["model"])
    let fold = try #require(layout.folding.folds.first)
    let card = Card(fold, in: sketch.graph, sketch.end)
    #expect(card.value.text == "7.0" && card.gradient.text == "2.0")
    #expect(card.notes == ["of pred", "4 values folded"])
  }

  @Test(arguments: [("Linear", true), ("W1", false)])
  func writesFoldsAsDOT(name: String, hidesSteps: Bool) throws {
    let sketch = try Samples.network()
    let folding = try Folding(sketch.graph, names: [name])
    let text = DOT.text(sketch.graph, sketch.end, folding: folding)
    #expect(text.contains("values folded") == hidesSteps)
    guard let result = Tool("dot", ["-Tcanon"])?.run(text) else { return }
    #expect(result.status == 0 && result.errors.isEmpty)
  }

  @Test func saysWhatCouldBeFolded() throws {
    let sketch = try Samples.lesson()
    let error = LayoutError.nothingToFold(name: "models", known: ["model(x)", "mse_loss"])
    #expect(throws: error) {
      try Layout(sketch.graph, frames: sketch.frames, fold: ["models"])
    }
  }
}

/// Sources that are used over and over along a chain.
@Suite struct TagTests {
  private func chain(_ length: Int) -> Graph {
    let tape = Tape()
    let (a, b) = (tape.leaf(2, name: "a"), tape.leaf(-3, name: "b"))
    var x = a * b
    for turn in 0..<length { x = turn.isMultiple(of: 2) ? x + a : x * b }
    return Graph(tape.recording, roots: [x.node])
  }

  @Test(arguments: [(3, 0), (6, 3), (20, 20), (47, 47)])
  func areNamedAgainBesideFarUsers(length: Int, tags: Int) throws {
    let graph = chain(length)
    let layout = try Layout(graph, frames: [.forward(graph)])
    let scene = Scene(layout, .forward(graph))
    #expect(scene.texts.count { $0.string == "a" || $0.string == "b" } == 2 + tags)
    #expect(scene.groups.count { $0.subject?.hasPrefix("node") ?? false } == graph.nodes.count)
  }

  /// Rows of a long chain stand below each other; what leads from one to the next is named again.
  @Test(arguments: [(1_500.0, 3), (2_500, 2)])
  func setsALongChainInRows(width: Double, count: Int) throws {
    let tape = Tape()
    var x = tape.leaf(2, name: "a") * tape.leaf(-3, name: "b")
    for turn in 0..<18 { x = turn.isMultiple(of: 2) ? x * x : tape.scope("f") { x.tanh() } }
    let graph = Graph(tape.recording, roots: [x.node])
    let frame = Frame.forward(graph)
    let folding = try Folding(graph, names: [])
    let layout = try Layout(graph, frames: [frame], folding, width: width)
    let whole = try Layout(graph, frames: [frame], folding)
    let rects = graph.nodes.compactMap { layout.rect(of: $0.id) }
    let rows = rects.reduce(into: [Double]()) { rows, rect in
      if rows.allSatisfy({ ($0 - rect.midY).magnitude > 60 }) { rows.append(rect.midY) }
    }
    #expect(rects.count == graph.nodes.count)
    #expect(layout.bounds.width < whole.bounds.width / Double(count) * 1.5)
    #expect(rows.count >= count)
    for (index, rect) in rects.enumerated() {
      for other in rects[..<index] { #expect(!rect.overlaps(other)) }
    }
  }

  @Test func leaveTheChainStraight() throws {
    let graph = chain(30)
    let layout = try Layout(graph, frames: [.forward(graph)])
    let far = graph.nodes.suffix(20).compactMap { layout.rect(of: $0.id)?.midY }
    #expect(Set(far).count == 1)
  }
}
