import Diagram
package import Files
package import Foundation
import Notebook
package import Python

/// The files of one tutorial, by their paths under `output/NAME`.
package struct Page: Sendable {
  /// The name of the page's folder: the tutorial's file without its ending.
  package var name: String
  /// The title in the front matter.
  package var title: String
  /// The summary in the front matter, for the gallery.
  package var summary: String
  /// In the order in which they were made; the walkthrough first.
  package var files: [RenderedFile]
  /// The first picture, for a page that brings the style sheet; nil if there is none.
  package var thumbnail: String?
  /// What the files were made from, for other views of the same run.
  package var run: Run

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
    let document: Document
    do throws(DocumentError) {
      document = try Document(text, file: file)
    } catch {
      throw TutorialError(error)
    }
    var links = Links(folder: url.deletingLastPathComponent(), file: file)
    try links.check(text)
    let run = try Run(document, limits: limits)
    var files: [RenderedFile] = []
    for case .cell(let cell, _, let figure?) in run.sections {
      do throws(LayoutError) {
        let drawing = try figure.drawing()
        files.append(RenderedFile("figures/\(figure.label).svg", drawing.svg))
        if let narrow = drawing.narrowSVG {
          files.append(RenderedFile("figures/\(figure.label)-narrow.svg", narrow))
        }
        files.append(RenderedFile("figures/\(figure.label).dot", try figure.dot()))
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
      [RenderedFile("README.md", walkthrough), RenderedFile("index.html", web.html)] + files
      + [RenderedFile("recording.json", RecordingText.json(run.recording))] + links.attachments
    self.run = run
    for case .cell(_, _, let figure?) in run.sections where thumbnail == nil {
      thumbnail = try? figure.thumbnail()
    }
  }
}
