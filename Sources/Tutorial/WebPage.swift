import Diagram
import Files
import Foundation
import Lesson
import Notebook
import Page
import Python
import Rendering
import Torch

/// A run as one HTML file that needs nothing beside itself: prose, code, and a step player for
/// every graph.
struct WebPage {
  private(set) var html = ""
  private let templates: Templates
  private let links: Links
  private var body = ""
  private var players = 0

  init(_ run: Run, links: Links) throws(TutorialError) {
    do {
      templates = try Templates.all.get()
    } catch {
      throw TutorialError(file: run.document.file, line: 1, kind: .template("\(error)"))
    }
    self.links = links
    for section in run.sections {
      switch section {
      case .prose(let text, _): body += prose(links.turned(text, to: "index.html"))
      case .cell(let cell, let output, let figure):
        guard cell.options.isIncluded else { continue }
        add(cell, output, run.explanations[cell.line])
        do throws(LayoutError) {
          if let figure { try add(figure, of: cell, run) }
        } catch {
          throw TutorialError(
            file: run.document.file, line: cell.line, kind: .picture(error.description))
        }
      }
    }
    html = templates.render(
      "page",
      [
        "title": run.document.title, "summary": run.document.summary,
        "policy": ContentPolicy.element, "style": Templates.style, "body": body,
        "hasPlayers": players > 0,
        "code": Templates.embedded(WebPage.code(of: run)), "script": Templates.script,
      ])
  }

  private func prose(_ markdown: String) -> String {
    Markup.html(
      markdown,
      picture: { target in
        links.attachments.first { $0.path == target.removingPercentEncoding }.map(\.dataAddress)
      }, formula: MathML.element)
  }

  private mutating func add(
    _ cell: Document.Cell, _ output: String, _ explanation: ErrorExplanation?
  ) {
    let options = cell.options
    var values: [String: Any] = [
      "isFolded": options.foldsSource, "explanation": "", "output": "", "source": "",
    ]
    if options.showsSource { values["source"] = cell.shownSource.trimmed }
    if options.showsOutput { values["output"] = output.trimmed }
    if options.showsOutput, let explanation {
      values["explanation"] = prose(Markdown.list(explanation.parts))
    }
    body += templates.render("code", values)
  }

  private mutating func add(
    _ figure: Figure, of cell: Document.Cell, _ run: Run
  ) throws(LayoutError) {
    var values: [String: Any] = [
      "label": figure.label,
      "caption": prose(Markdown.escaped(figure.options.caption)),
      "name": figure.options.alternative.isEmpty ? figure.frame.title : figure.options.alternative,
    ]
    let tour = Tour(scalarsOf: figure.graph.recording, roots: figure.roots)
    guard let view = figure.options.view.layout, tour.count > 0 else {
      values["picture"] = try figure.still()
      body += templates.render("still", values)
      return
    }
    let stages = try PlayerPicture.all(
      tour, finalFrame: figure.frame, view: view, wish: figure.wish)
    let errors = figure.frame.nodes.compactMapValues(\.error)
    players += 1
    values["number"] = players
    values["pictures"] = stages.enumerated().map { index, stage -> [String: Any] in
      [
        "name": stage.name, "isHidden": index > 0,
        "svg": stage.scene.svg(theme: nil, identifier: "\(figure.label)-\(stage.name)"),
      ]
    }
    values["isFoldable"] = stages.count > 1
    values["steps"] = tour.count
    values["decisions"] = WebPage.decisions(in: run, through: cell).map(String.init)
      .joined(separator: " ")
    values["data"] = Templates.embedded(
      FigureData(tour).json(label: figure.label, stages: stages, errors: errors))
    body += templates.render("player", values)
  }

  /// The lines up to a cell's end at which the program may decide by a number.
  private static func decisions(in run: Run, through last: Document.Cell) -> [Int] {
    run.cells.filter { $0.line <= last.line }.flatMap { cell in
      let program = try? Program.parse(
        cell.source, file: run.document.file, firstLine: cell.line)
      return program?.decisionLines ?? []
    }
  }

  /// The program, cell by cell, as JSON: the line that each begins at, and its text.
  private static func code(of run: Run) -> String {
    JSONText.array(
      run.cells.map { cell in
        let hidden = cell.source.split(separator: "\n", omittingEmptySubsequences: false)
          .prefix { $0.hasPrefix("#|") }.count
        return JSONText.object([
          ("line", "\(cell.line + hidden)"), ("source", JSONText.string(cell.shownSource.trimmed)),
        ])
      })
  }
}

extension Run {
  /// The cells that have run.
  fileprivate var cells: [Document.Cell] {
    sections.compactMap { section in
      guard case .cell(let cell, _, _) = section, cell.options.runs else { return nil }
      return cell
    }
  }
}

extension RenderedFile {
  /// The contents as an address that a page can hold.
  fileprivate var dataAddress: String {
    let types = [
      "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
      "gif": "image/gif", "webp": "image/webp",
    ]
    let ending = (path as NSString).pathExtension.lowercased()
    return "data:\(types[ending] ?? "application/octet-stream");base64,"
      + contents.base64EncodedString()
  }
}

extension String {
  /// Without empty lines at the end.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}

extension Gallery {
  /// The gallery for the browser, `output/index.html`.
  package static func html(_ cards: [Card]) throws(TutorialError) -> String {
    do {
      return try Templates.all.get().render(
        "gallery",
        [
          "policy": ContentPolicy.element, "style": Templates.style, "script": Templates.script,
          "pages": cards.map { card -> [String: Any] in
            [
              "name": card.name, "title": card.title, "summary": card.summary,
              "picture": card.thumbnail ?? "",
            ]
          },
        ])
    } catch {
      throw TutorialError(file: "index.html", line: 1, kind: .template("\(error)"))
    }
  }
}
