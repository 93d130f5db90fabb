import Diagram
package import Files
package import Foundation
import Notebook
package import Page
package import Python

/// The files of one tutorial, by their paths under `output/NAME`.
package struct Page: Sendable {
  /// What the gallery says of it.
  package var card: Gallery.Card
  /// In the order in which they were made; the walkthrough first.
  package var files: [RenderedFile]
  /// What the files were made from, for other views of the same run.
  package var run: Run

  /// The files by their paths under `output`.
  package var placedFiles: [RenderedFile] {
    files.map { RenderedFile("\(card.name)/\($0.path)", $0.contents) }
  }
}

extension Page {
  /// Reads, runs and renders a tutorial.
  ///
  /// - Parameters:
  ///   - url: The tutorial's file.
  ///   - limits: What its program may use.
  ///   - script: Where the page has its script from.
  /// - Throws: The first thing that is wrong with the tutorial; then there is no page at all.
  package init(
    _ url: URL, limits: Limits = Limits(), script: PageScript = .beside("../")
  ) throws(TutorialError) {
    try self.init(Source(url), limits: limits, script: script)
  }

  /// Runs and renders a tutorial.
  package init(
    _ source: Source, limits: Limits = Limits(), script: PageScript = .beside("../")
  ) throws(TutorialError) {
    let links = source.links
    let run = try Run(source.document, limits: limits)
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
        throw TutorialError(file: source.file, line: cell.line, kind: .picture(error.description))
      }
    }
    let walkthrough = Walkthrough(run, links: links, pictures: Set(files.map(\.path))).text
    let web = try WebPage(run, links: links, script: script)
    card = Gallery.Card(
      name: source.name, title: run.document.title, summary: run.document.summary,
      picture: files.first { $0.path.hasSuffix(".svg") }?.path, minutes: web.minutes,
      players: web.players)
    self.files =
      [RenderedFile("README.md", walkthrough), RenderedFile("index.html", web.html)] + files
      + [RenderedFile("recording.json", RecordingText.json(run.recording))] + links.attachments
    self.run = run
    for case .cell(_, _, let figure?) in run.sections where card.thumbnail == nil {
      card.thumbnail = try? figure.thumbnail(of: source.name)
    }
  }
}
