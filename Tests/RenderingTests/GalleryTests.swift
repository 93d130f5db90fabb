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
    for (name, sketch) in Samples.all + [("random", Samples.random(30, seed: 5))] {
      let frames = sketch.frames()
      for view in Layout.View.allCases {
        for direction in Direction.allCases {
          let layout = try Layout(
            sketch.graph, frames: [sketch.forward(3)] + frames, view: view, direction: direction)
          let middle = frames[min(frames.count - 1, (frames.count + 1) / 2)]
          for (step, frame) in [
            ("forward", sketch.forward(3)), ("middle", middle), ("end", frames[frames.count - 1]),
          ] {
            for theme in Theme.allCases {
              let file = "\(name)-\(view)-\(direction.rawValue)-\(step)-\(theme).svg"
              try svg(Scene(layout, frame), theme: theme)
                .write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
            }
          }
        }
      }
    }
  }
}
