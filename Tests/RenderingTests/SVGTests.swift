import Diagram
import Foundation
import Lesson
import Rendering
import TestSupport
import Testing

@Suite struct SVGTests {
  @Test func writesAFrame() throws {
    let sketch = try Samples.lesson()
    let layout = try Layout(sketch.graph, frames: sketch.frames)
    let scene = Scene(layout, sketch.frames[9])
    expectSnapshot(scene.svg(theme: .auto, identifier: "lesson"), named: "lesson.svg")
  }

  @Test func writesACircuit() throws {
    let sketch = try Samples.square()
    let layout = try Layout(
      sketch.graph, frames: sketch.frames, view: .circuit, direction: .topToBottom)
    expectSnapshot(Scene(layout, sketch.end).svg(theme: .print), named: "square-circuit.svg")
  }

  @Test func writesPyTorchsGraph() throws {
    let scene = try Scene(functionsOf: Samples.functions, roots: [3])
    expectSnapshot(scene.svg(theme: .dark), named: "functions.svg")
  }

  @Test func isWellFormedWithHostileNames() throws {
    let sketch = try Samples.hostile()
    let layout = try Layout(sketch.graph, frames: sketch.frames)
    let text = Scene(layout, sketch.end).svg(theme: .auto, identifier: "a\"b<c")
    #expect(!text.contains("<script>"))
    #expect(text.contains("&lt;script&gt;"))
    #expect(XMLCheck(text).isWellFormed)
  }

  @Test(arguments: Theme.allCases)
  func isWellFormedInEveryTheme(theme: Theme) throws {
    for (name, sketch) in try Samples.all() {
      let layout = try Layout(sketch.graph, frames: sketch.frames)
      let text = Scene(layout, sketch.end).svg(theme: theme)
      #expect(XMLCheck(text).isWellFormed, "\(name)")
      #expect(text.contains("role=\"img\" aria-labelledby=\"picture-title picture-desc\""))
      #expect(text.contains("<title id=\"picture-title\">"))
      #expect(text.contains("<desc id=\"picture-desc\">"))
    }
  }

  @Test func writesTheSameBytesAgain() throws {
    let texts = try (0..<2).map { _ in
      let sketch = try Samples.random(40, seed: 2)
      return Scene(try Layout(sketch.graph, frames: sketch.frames), sketch.end).svg(theme: .auto)
    }
    #expect(texts[0] == texts[1])
  }

  @Test(arguments: [
    ("<a href=\"x\">&'", "&lt;a href=&quot;x&quot;&gt;&amp;&#39;"),
    ("a\nb\tc", "a b c"),
    ("\u{0}\u{1B}[0m", "\u{FFFD}\u{FFFD}[0m"),
    ("∂L/∂w × ŷ 線", "∂L/∂w × ŷ 線"),
  ])
  func escapes(text: String, expected: String) {
    #expect(escaped(text) == expected)
  }
}
