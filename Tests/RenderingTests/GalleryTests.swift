import Cairo
import Diagram
import Foundation
import Lesson
import Rendering
import Testing

/// Writes every sample to the folder GRADWALK_GALLERY, to be looked at.
@Suite struct GalleryTests {
  private static let folder = ProcessInfo.processInfo.environment["GRADWALK_GALLERY"]

  @Test(.enabled(if: folder != nil)) func writesOtherFormats() throws {
    let folder = URL(fileURLWithPath: GalleryTests.folder ?? "/tmp")
    let sketch = try Samples.lesson()
    let layout = try Layout(sketch.graph, frames: sketch.frames)
    let text = Scene(layout, sketch.end).svg(theme: .auto)
    try Data(PDF.document(pages: [text], title: "Lesson")).write(
      to: folder.appending(path: "lesson.pdf"))
    try Data(PNG.image(of: text)).write(to: folder.appending(path: "lesson.png"))
    let network = try Samples.network()
    for (name, fold) in [("scope", ["Linear"]), ("tensor", ["W1", "x"]), ("outer", ["MLP(x)"])] {
      let folded = try Layout(network.graph, frames: network.frames, fold: fold)
      let picture = Scene(folded, network.frames[network.frames.count * 2 / 3])
      try picture.svg(theme: .auto).write(
        to: folder.appending(path: "fold-\(name).svg"), atomically: true, encoding: .utf8)
      try DOT.text(network.graph, network.end, folding: folded.folding).write(
        to: folder.appending(path: "fold-\(name).dot"), atomically: true, encoding: .utf8)
    }
    let scene = try Scene(functionsOf: Samples.functions, roots: [3])
    try scene.svg(theme: .auto)
      .write(to: folder.appending(path: "functions.svg"), atomically: true, encoding: .utf8)
  }

  @Test(.enabled(if: folder != nil)) func writesTheGallery() throws {
    let folder = URL(fileURLWithPath: GalleryTests.folder ?? "/tmp")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let samples = try Samples.all() + [("random", Samples.random(40, seed: 5))]
    for (name, sketch) in samples {
      for view in Layout.View.allCases {
        for theme in [Theme.light, .dark, .print] {
          try DOT.text(sketch.graph, sketch.end, view: view, theme: theme)
            .write(
              to: folder.appending(path: "\(name)-\(view)-\(theme).dot"), atomically: true,
              encoding: .utf8)
        }
        for direction in Direction.allCases {
          let layout = try Layout(
            sketch.graph, frames: sketch.frames, view: view, direction: direction)
          for (step, index) in [
            ("forward", sketch.graph.nodes.count / 3), ("middle", sketch.frames.count * 2 / 3),
            ("end", sketch.frames.count - 1),
          ] {
            for theme in Theme.allCases {
              let file = "\(name)-\(view)-\(direction.rawValue)-\(step)-\(theme).svg"
              let frame = sketch.frames[min(index, sketch.frames.count - 1)]
              try Scene(layout, frame).svg(theme: theme)
                .write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
            }
          }
        }
      }
    }
  }
}
