import Diagram
import Lesson
import Rendering
import TestSupport
import Testing

@Suite struct ErrorTests {
  private func marked(_ view: Layout.View) throws -> (graph: Graph, frame: Frame, node: Int) {
    let sketch = try Samples.square()
    let node = try #require(sketch.graph.nodes.first { $0.name == "y" }).id
    var frame = Frame.forward(sketch.graph)
    frame.mark(
      ErrorNode(type: "RuntimeError", node: node, line: 3), in: sketch.graph, sentence: "Why.")
    return (sketch.graph, frame, node)
  }

  @Test(arguments: Layout.View.allCases)
  func marksTheNodeByMoreThanColour(view: Layout.View) throws {
    let (graph, frame, node) = try marked(view)
    let scene = Scene(try Layout(graph, frames: [frame], view: view), frame)
    let group = try #require(scene.groups.first { $0.roles.contains(.error) })
    #expect(group.subject == "node \(node)")
    #expect(scene.groups.count { $0.roles.contains(.error) } == 1)
    #expect(scene.texts.contains { $0.string == "✕ RuntimeError" && $0.role == .alarmText })
    #expect(scene.title == "RuntimeError in line 3")
    #expect(scene.description.contains("responsible for the RuntimeError"))
    for theme in Theme.allCases {
      #expect(theme.styleSheet.contains(".error .card,.gradwalk .error .gate{stroke-width:3.4"))
    }
  }

  @Test(arguments: Layout.View.allCases)
  func marksTheNodeInDOT(view: Layout.View) throws {
    let (graph, frame, node) = try marked(view)
    let line = try #require(
      DOT.text(graph, frame, view: view).split(separator: "\n").first {
        $0.contains("n\(node) [") && $0.contains("✕ RuntimeError")
      })
    #expect(line.contains("dashed"))
    #expect(line.contains("penwidth=3.4"))
  }
}
