import Autograd
import Diagram
import Lesson
import Testing

@Suite struct LayoutTests {
  @Test func placesAnOperandBeforeItsUser() throws {
    for direction in Direction.allCases {
      let sketch = try Samples.random(60, seed: 3)
      let layout = try Layout(sketch.graph, frames: sketch.frames, direction: direction)
      let scene = Scene(layout, sketch.end)
      var cards: [String: Rect] = [:]
      for group in scene.groups {
        if let subject = group.subject, case .box(let rect, _, _) = group.marks[0] {
          cards[subject] = rect
        }
      }
      for edge in sketch.graph.edges {
        let from = try #require(cards["node \(edge.from)"])
        let to = try #require(cards["node \(edge.to)"])
        switch direction {
        case .leftToRight: #expect(from.maxX < to.minX)
        case .topToBottom: #expect(from.maxY < to.minY)
        }
      }
    }
  }

  @Test func givesTheSamePlacesAgain() throws {
    let scenes = try (0..<3).map { _ in
      let sketch = try Samples.random(50, seed: 8)
      return Scene(try Layout(sketch.graph, frames: sketch.frames), sketch.end)
    }
    #expect(scenes[0] == scenes[1] && scenes[1] == scenes[2])
  }

  @Test func laysOutManyGraphsAtOnce() async throws {
    let expected = try Samples.fork()
    let layout = try Layout(expected.graph, frames: expected.frames)
    let scene = Scene(layout, expected.end)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          guard let sketch = try? Samples.fork(),
            let layout = try? Layout(sketch.graph, frames: sketch.frames)
          else { return false }
          return Scene(layout, sketch.end) == scene
        }
      }
      for await isSame in group { #expect(isSame) }
    }
  }

  @Test func laysOutAThousandNodes() throws {
    let sketch = try Samples.neuron(330)
    #expect(sketch.graph.nodes.count > 990)
    let layout = try Layout(sketch.graph, frames: [sketch.end])
    #expect(layout.graph.nodes.count == sketch.graph.nodes.count)
  }

  @Test func refusesMoreNodesThanAReaderCanTake() throws {
    let sketch = try Samples.neuron(600)
    let count = sketch.graph.nodes.count
    let error = LayoutError.tooManyNodes(count: count, limit: 1_500)
    #expect(throws: error) { try Layout(sketch.graph, frames: [sketch.end]) }
    #expect("\(error)".contains("--of NAME"))
  }

  @Test func refusesAnEmptyGraph() throws {
    let graph = Graph(Tape().recording, roots: [])
    #expect(throws: LayoutError.empty) { try Layout(graph, frames: []) }
  }

  @Test func drawsPyTorchsGraphFromItsRoot() throws {
    let scene = try Scene(functionsOf: Samples.functions, roots: [1])
    #expect(scene.texts.map(\.string).contains("saved other = x"))
    #expect(!scene.texts.contains { $0.string == "MeanBackward0" })
  }

  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]),
    ("", 5, []),
    ("encoder.layer.weight", 14, ["encoder.layer.", "weight"]),
    ("abcdefgh", 3, ["abc", "def", "gh"]),
    ("線形 層", 4, ["線形", "層"]),
  ])
  func wrapsText(text: String, columns: Int, lines: [String]) {
    #expect(Metrics.wrapped(text, columns: columns) == lines)
  }
}
