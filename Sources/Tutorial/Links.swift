import Files
import Foundation
import Notebook

/// The links of a tutorial: checked where it is written, and turned to where it will stand.
struct Links {
  private let folder: URL
  private let file: String
  /// Links to other tutorials: their names, and the anchors in them.
  private var tutorials: [String: (name: String, anchor: String)] = [:]
  /// Files beside the tutorial that its page needs.
  private(set) var attachments: [RenderedFile] = []

  /// What stands before and behind the tutorial in its folder.
  private(set) var neighbours = Neighbours()

  /// Another tutorial of the folder.
  struct Neighbour {
    var name: String
    var title: String
  }

  /// Where a reader may go on.
  struct Neighbours {
    var previous: Neighbour?
    var next: Neighbour?
    /// The path of the exercise that is called like the tutorial.
    var exercise: String?

    var isEmpty: Bool { previous == nil && next == nil && exercise == nil }
  }

  init(folder: URL, file: String) {
    self.folder = folder
    self.file = file
    // A program alone is no part of a course.
    guard file.hasSuffix(".md") else { return }
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasSuffix(".md") }.sorted()
    neighbours.previous = names.reversed().lazy.filter { $0 < file }.compactMap(neighbour).first
    neighbours.next = names.lazy.filter { $0 > file }.compactMap(neighbour).first
    let exercise = "exercises/\(file)"
    if FileManager.default.fileExists(atPath: folder.appendingPathComponent(exercise).path) {
      neighbours.exercise = "\(folder.lastPathComponent)/\(exercise)"
    }
  }

  /// A file of the folder, if it is a tutorial.
  private func neighbour(_ name: String) -> Neighbour? {
    guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)),
      let document = try? Document(String(decoding: data, as: UTF8.self), file: name)
    else { return nil }
    return Neighbour(name: String(name.dropLast(3)), title: document.title)
  }

  /// Finds every link of a tutorial's text.
  mutating func check(_ text: String) throws(TutorialError) {
    let markup = Markup(text)
    let anchors = Set(markup.headings.map(Markup.anchor))
    for link in markup.links where !Self.isRemote(link.target) {
      try check(link, anchors)
    }
  }

  private mutating func check(_ link: Markup.Link, _ anchors: Set<String>) throws(TutorialError) {
    let broken = TutorialError(file: file, line: link.line, kind: .brokenLink(link.target))
    let halves = link.target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let anchor = halves.dropFirst().first.map { String($0) }
    guard let path = halves.first.flatMap({ String($0).removingPercentEncoding }), !path.isEmpty
    else {
      guard let anchor, anchors.contains(anchor) else { throw broken }
      return
    }
    if path.hasPrefix("figures/") { return }
    let url = folder.appendingPathComponent(path)
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains(".."),
      let data = try? Data(contentsOf: url)
    else { throw broken }
    guard path.hasSuffix(".md") else {
      if !attachments.contains(where: { $0.path == path }) {
        attachments.append(RenderedFile(path, data))
      }
      return
    }
    if let anchor {
      let headings = Markup(String(decoding: data, as: UTF8.self)).headings
      guard headings.map(Markup.anchor).contains(anchor) else { throw broken }
    }
    let suffix = anchor.map { "#\($0)" } ?? ""
    tutorials[link.target] = (String(path.dropLast(3)), suffix)
  }

  /// Prose with its links turned to where the tutorials will stand: at `output/NAME/FILE`.
  func turned(_ prose: String, to file: String = "README.md") -> String {
    tutorials.sorted { $0.key < $1.key }.reduce(prose) { text, link in
      let target = "../\(link.value.name)/\(file)\(link.value.anchor)"
      return text.replacing("](\(link.key)", with: "](\(target)")
        .replacing("]: \(link.key)", with: "]: \(target)")
    }
  }

  /// Whether a target names a scheme (`https:`).
  static func isRemote(_ target: String) -> Bool {
    guard let colon = target.firstIndex(of: ":") else { return false }
    return target[..<colon].allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
  }
}
