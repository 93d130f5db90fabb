import Diagram
import Lesson
import Testing

@Suite struct SceneTests {
  private static let sampleNames = [
    "lesson", "square", "fork", "extremes", "single", "neuron", "neuron8", "network",
  ]

  @Test(arguments: sampleNames, Layout.View.allCases)
  func noTextIsCutOrCovered(name: String, view: Layout.View) throws {
    let sketch = try #require(try Samples.all().first { $0.name == name }?.sketch)
    for direction in Direction.allCases { try check(sketch, view, direction) }
  }

  @Test(arguments: 0..<12)
  func noTextOfARandomGraphIsCutOrCovered(seed: UInt64) throws {
    let sketch = try Samples.random(25 + Int(seed) * 5, seed: seed)
    for view in Layout.View.allCases {
      try check(sketch, view, seed.isMultiple(of: 2) ? .leftToRight : .topToBottom)
    }
  }

  private func check(_ sketch: Sketch, _ view: Layout.View, _ direction: Direction) throws {
    let layout = try Layout(sketch.graph, frames: sketch.frames, view: view, direction: direction)
    for index in Set([0, sketch.frames.count / 2, sketch.frames.count * 3 / 4]).sorted() {
      let scene = Scene(layout, sketch.frames[min(index, sketch.frames.count - 1)])
      let problems = collisions(in: scene)
      #expect(problems.isEmpty, "\(view) \(direction) frame \(index): \(problems.prefix(5))")
    }
    let problems = collisions(in: Scene(layout, sketch.end))
    #expect(problems.isEmpty, "\(view) \(direction) last frame: \(problems.prefix(5))")
  }

  /// What lies on what should be free, or outside.
  private func collisions(in scene: Scene) -> [String] {
    var problems: [String] = []
    let texts = scene.texts
    for (index, text) in texts.enumerated() {
      if !scene.bounds.contains(text.box) { problems.append("\(text.string) is cut") }
      for other in texts[(index + 1)...] where text.box.inset(by: 0.5).overlaps(other.box) {
        problems.append("\(text.string) covers \(other.string)")
      }
    }
    for (index, group) in scene.groups.enumerated() {
      guard group.subject?.hasPrefix("node") ?? false, case .box(let card, _, _) = group.marks[0]
      else { continue }
      for (otherIndex, other) in scene.groups.enumerated() where otherIndex != index {
        for case .text(let text) in other.marks where card.overlaps(text.box) {
          problems.append("\(text.string) lies on \(group.subject ?? "")")
        }
        if other.subject?.hasPrefix("node") ?? false, case .box(let box, _, _) = other.marks[0],
          box.overlaps(card)
        {
          problems.append("\(group.subject ?? "") lies on \(other.subject ?? "")")
        }
      }
      for case .text(let text) in group.marks where !card.contains(text.box) {
        problems.append("\(text.string) sticks out of its card")
      }
    }
    return problems
  }

  @Test func nothingMovesFromFrameToFrame() throws {
    let sketch = try Samples.network()
    let layout = try Layout(sketch.graph, frames: sketch.frames)
    let scenes = sketch.frames.map { Scene(layout, $0) }
    let places = scenes.map { scene in
      scene.groups.compactMap { group -> Rect? in
        guard group.subject?.hasPrefix("node") ?? false, case .box(let rect, _, _) = group.marks[0]
        else { return nil }
        return rect
      }
    }
    #expect(Set(places).count == 1)
    #expect(Set(scenes.map(\.bounds)).count == 1)
  }

  @Test func drawsTwoWiresForAnOperandUsedTwice() throws {
    let sketch = try Samples.square()
    let scene = Scene(try Layout(sketch.graph, frames: sketch.frames), sketch.end)
    let wires = scene.groups.filter { $0.subject?.hasPrefix("edge") ?? false }
    #expect(wires.map(\.subject) == ["edge 0 1 0", "edge 0 1 1"])
    #expect(wires[0].marks[0] != wires[1].marks[0])
  }

  @Test func drawsTheSeedEnteringTheRoot() throws {
    let sketch = try Samples.square()
    let scene = Scene(try Layout(sketch.graph, frames: sketch.frames), sketch.end)
    let seed = try #require(scene.groups.first { $0.roles.contains(.seed) })
    let root = try #require(scene.groups.first { $0.roles.contains(.root) })
    guard case .box(let card, _, _) = root.marks[0], case .arrowhead(let tip, _, _) = seed.marks[1]
    else {
      Issue.record("no card or no arrow")
      return
    }
    #expect((tip.x - card.maxX).magnitude < 1)
    #expect(
      seed.marks.contains { if case .text(let text) = $0 { text.string == "3.0" } else { false } })
  }

  @Test func tellsFourKindsOfNoNumberApart() throws {
    let sketch = try Samples.extremes()
    let layout = try Layout(sketch.graph, frames: sketch.frames)
    let first = Scene(layout, sketch.frames[0]).texts.map(\.string)
    #expect(first.contains("not yet") && first.contains("—"))
    let end = Scene(layout, sketch.end)
    let roles = end.groups.flatMap(\.marks).compactMap { mark -> Scene.Role? in
      if case .box(_, _, let role) = mark { role } else { nil }
    }
    #expect(roles.contains(.ring) && roles.contains(.alarm))
  }

  @Test func describesTheNumbersItShows() throws {
    let sketch = try Samples.lesson()
    let scene = Scene(try Layout(sketch.graph, frames: sketch.frames), sketch.end)
    #expect(scene.description.contains("w: leaf, value 2.0, gradient 6.0."))
    #expect(scene.description.contains("w → m: local derivative 3.0, contribution +6.0."))
    #expect(scene.description.contains("The seed 1.0 enters loss."))
  }
}
