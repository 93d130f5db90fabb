import Foundation
import Questions

/// Feedback that an earlier run wrote, and that this one did not.
struct StaleFeedback {
  /// The page by whose first words a folder is known to be feedback.
  static let page = "README.md"
  static let firstWords = "# Feedback for "

  private let folder: URL

  init(under results: URL) { folder = results.appendingPathComponent("feedback") }

  /// Takes away what grading wrote for others, and pictures of other exercises; nothing else.
  ///
  /// - Returns: A line for each folder, beginning with its path.
  func remove(except slugs: Set<String>, exercises: Set<String>) -> [String] {
    names(in: folder).compactMap { name in
      let place = folder.appendingPathComponent(name)
      if slugs.contains(name) {
        for picture in own(place) where picture.hasSuffix(".svg") {
          guard !exercises.contains(String(picture.dropLast(4))) else { continue }
          try? FileManager.default.removeItem(at: place.appendingPathComponent(picture))
        }
        return nil
      }
      let own = own(place)
      for file in own {
        try? FileManager.default.removeItem(at: place.appendingPathComponent(file))
      }
      guard !own.isEmpty, names(in: place).isEmpty else {
        return
          "feedback/\(Visible.line(name)): not of this class, and holds other files; left as it is"
      }
      try? FileManager.default.removeItem(at: place)
      return
        "feedback/\(Visible.line(name)): removed, since nobody in the class is called so any more"
    }
  }

  /// The files of a folder that grading has written; none where it is no folder of feedback.
  private func own(_ place: URL) -> [String] {
    let page = place.appendingPathComponent(Self.page)
    guard isFolder(place), let data = FileManager.default.contents(atPath: page.path),
      data.starts(with: Self.firstWords.utf8)
    else { return [] }
    return names(in: place).filter {
      $0 == Self.page || $0 == "index.html" || $0.hasSuffix(".svg")
    }
  }

  /// Whether something is a folder, and no link to one.
  private func isFolder(_ place: URL) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: place.path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  private func names(in folder: URL) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
  }
}
