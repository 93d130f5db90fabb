import Diagram
package import Files
package import Foundation
package import Python

/// The files of one tutorial, by their paths under `output/NAME`.
package struct Page: Sendable {
  package var name: String
  package var title: String
  package var summary: String
  /// In the order in which they were made; the walkthrough first.
  package var files: [File]
  /// The first picture, for a page that brings the style sheet; nil if there is none.
  package var thumbnail: String?
  /// What the files were made from, for other views of the same run.
  package var run: Run

  package struct File: Sendable, Equatable {
    package var path: String
    package var contents: Data

    package init(_ path: String, _ text: String) {
      self.init(path, Data(text.utf8))
    }

    package init(_ path: String, _ contents: Data) {
      self.path = path
      self.contents = contents
    }
  }

  /// The first picture, if there is one.
  package var firstPicture: String? { files.first { $0.path.hasSuffix(".svg") }?.path }
}

extension Page {
  /// Reads, runs and renders a tutorial.
  ///
  /// - Parameters:
  ///   - url: The tutorial's file.
  ///   - limits: What its program may use.
  /// - Throws: The first thing that is wrong with the tutorial; then there is no page at all.
  package init(_ url: URL, limits: Limits = Limits()) throws(TutorialError) {
    let file = url.lastPathComponent
    guard let data = try? Data(contentsOf: url), let text = String(data: data, encoding: .utf8)
    else {
      throw TutorialError(file: file, line: 1, kind: .unreadable)
    }
    let document = try Document(text, file: file)
    var links = Links(folder: url.deletingLastPathComponent(), file: file)
    try links.check(text)
    let run = try Run(document, limits: limits)
    var files: [File] = []
    for case .cell(let cell, _, let figure?) in run.sections {
      do throws(LayoutError) {
        let drawing = try figure.drawing()
        files.append(File("figures/\(figure.label).svg", drawing.svg))
        if let narrow = drawing.narrowSVG {
          files.append(File("figures/\(figure.label)-narrow.svg", narrow))
        }
        files.append(File("figures/\(figure.label).dot", try figure.dot()))
      } catch {
        throw TutorialError(file: file, line: cell.line, kind: .picture(error.description))
      }
    }
    let walkthrough = Walkthrough(run, links: links, pictures: Set(files.map(\.path))).text
    let web = try WebPage(run, links: links)
    name = url.deletingPathExtension().lastPathComponent
    title = document.title
    summary = document.summary
    self.files =
      [File("README.md", walkthrough), File("index.html", web.html)] + files
      + [File("recording.json", RecordingText.json(run.recording))] + links.attachments
    self.run = run
    for case .cell(_, _, let figure?) in run.sections where thumbnail == nil {
      thumbnail = try? figure.thumbnail()
    }
  }
}

extension Page {
  /// Writes pages under a folder: all of them, or nothing.
  package static func write(_ files: [File], under folder: URL) throws(WriteFailure) {
    let delivery = try Delivery(to: folder.path)
    for file in files { try delivery.add(file.contents, as: file.path) }
    try delivery.finish()
  }
}
