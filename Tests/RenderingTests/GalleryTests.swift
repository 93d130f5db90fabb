import Diagram
import Foundation
import Lesson
import Rendering
import Testing

/// Writes every sample to the folder GRADWALK_GALLERY, to be looked at.
@Suite struct GalleryTests {
  private static let folder = ProcessInfo.processInfo.environment["GRADWALK_GALLERY"]

  @Test(.enabled(if: folder != nil)) func writesTheGallery() throws {
    let folder = URL(fileURLWithPath: GalleryTests.folder ?? "/tmp")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let samples = try Samples.all() + [("random", Samples.random(40, seed: 5))]
    for (name, sketch) in samples {
      for view in Layout.View.allCases {
        for direction in Direction.allCases {
          let layout = try Layout(
            sketch.graph, frames: sketch.frames, view: view, direction: direction)
          for (step, index) in [
            ("forward", sketch.graph.nodes.count / 3), ("middle", sketch.frames.count * 2 / 3),
            ("end", sketch.frames.count - 1),
          ] {
            for theme in Theme.allCases {
              let file = "\(name)-\(view)-\(direction.rawValue)-\(step)-\(theme).svg"
              try svg(Scene(layout, sketch.frames[min(index, sketch.frames.count - 1)]), theme: theme)
                .write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
            }
          }
        }
      }
    }
  }
}
