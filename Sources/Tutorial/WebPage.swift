import Diagram
import Files
import Foundation
import Lesson
import Notebook
package import Page
import Rendering
import Torch

/// A run as one HTML file: prose, code, and for every graph its picture and its steps, which the
/// page's script turns into a player where the engine is there.
struct WebPage {
  private(set) var html = ""
  /// How many minutes one reads and steps.
  private(set) var minutes = 0
  /// How many figures have a player.
  private(set) var players = 0
  private let templates: Templates
  private let links: Links
  private var body = ""
  /// The cells that have run so far, as the engine gets them.
  private var program = Program()

  /// A page that loads its script, or brings it.
  init(_ run: Run, links: Links, script: PageScript = .beside("../")) throws(TutorialError) {
    do {
      templates = try Templates.all.get()
    } catch {
      throw TutorialError(file: run.document.file, line: 1, kind: .template("\(error)"))
    }
    self.links = links
    var words = 0
    for section in run.sections {
      switch section {
      case .prose(let text, _):
        words += text.split(whereSeparator: \.isWhitespace).count
        body += prose(links.turned(text, to: "index.html"))
      case .cell(let cell, let output, let figure):
        if cell.options.runs { program.add(cell, isNotebook: !run.document.isProgram) }
        guard cell.options.isIncluded else { continue }
        add(cell, output, run.explanations[cell.line])
        do throws(LayoutError) {
          if let figure { try add(figure) }
        } catch {
          throw TutorialError(
            file: run.document.file, line: cell.line, kind: .picture(error.description))
        }
      }
    }
    minutes = Gallery.minutes(words: words, figures: players)
    let neighbours = links.neighbours
    html = templates.render(
      "page",
      [
        "title": run.document.title, "summary": run.document.summary,
        "policy": ContentPolicy.element(script), "style": Templates.style, "body": body,
        "hasPlayers": players > 0, "minutes": Gallery.text(minutes: minutes),
        "figures": players == 1 ? "1 figure" : "\(players) figures",
        "code": Templates.embedded(program.json), "script": script.element,
        "hasOnward": !neighbours.isEmpty,
        "previous": WebPage.values(neighbours.previous),
        "next": WebPage.values(neighbours.next),
        "exercise": neighbours.exercise ?? "",
      ])
  }

  private static func values(_ neighbour: Links.Neighbour?) -> [[String: String]] {
    neighbour.map { [["name": $0.name, "title": $0.title]] } ?? []
  }

  private func prose(_ markdown: String) -> String {
    Markup.html(
      markdown,
      picture: { target in
        links.attachments.first { $0.path == target.removingPercentEncoding }.map(\.dataAddress)
      }, formula: MathML.element
    )
    // A corner that says nothing heads nothing.
    .replacing("<th></th>", with: "<td></td>")
  }

  private mutating func add(
    _ cell: Document.Cell, _ output: String, _ explanation: ErrorExplanation?
  ) {
    let options = cell.options
    var values: [String: Any] = [
      "isFolded": options.foldsSource, "explanation": "", "output": "", "source": "",
      "cells": options.runs ? "\(program.count)" : "",
    ]
    if options.showsSource { values["source"] = cell.shownSource.trimmed }
    if options.showsOutput { values["output"] = output.trimmed }
    if options.showsOutput, let explanation {
      values["explanation"] = prose(Markdown.list(explanation.parts))
    }
    body += templates.render("code", values)
  }

  private mutating func add(_ figure: Figure) throws(LayoutError) {
    var values: [String: Any] = [
      "label": figure.label,
      "caption": prose(Markdown.escaped(figure.options.caption)),
      "name": figure.options.alternative.isEmpty ? figure.frame.title : figure.options.alternative,
    ]
    let tour: Tour
    do throws(FoldError) {
      tour = try Tour(figure.graph.recording, roots: figure.roots, figure.wish)
    } catch {
      throw LayoutError(error)
    }
    guard figure.options.view.layout != nil, tour.count > 0 else {
      values["picture"] = try figure.still()
      body += templates.render("still", values)
      return
    }
    players += 1
    values["picture"] = try figure.thumbnail()
    values["number"] = players
    values["options"] = figure.engineOptions(cells: program.count)
      .map { ["key": $0.key, "value": $0.value] }
    var walk = TourWalk(tour)
    values["steps"] = tour.indices.prefix(WebPage.mostSteps).map { index -> [String: Any] in
      let step = walk.view(index)
      return [
        "heading": step.heading,
        "arithmetic": step.frame.arithmetic.split(separator: "\n").map { String($0) },
        "why": step.frame.sentence,
      ]
    }
    values["count"] = tour.count
    let rest = tour.count - WebPage.mostSteps
    values["more"] = rest > 0 ? "and \(rest) more" : ""
    body += templates.render("player", values)
  }

  /// How many steps are written in words before the rest is only counted.
  private static let mostSteps = 200
}

extension WebPage {
  /// The cells that have run, as the engine gets them: their lines are counted through, without what
  /// stands between cells.
  private struct Program {
    private(set) var count = 0
    private var line = 1
    private var cells: [String] = []

    mutating func add(_ cell: Document.Cell, isNotebook: Bool) {
      let source = cell.shownSource.trimmed
      cells.append(
        JSONText.object([
          ("line", "\(line)"), ("isCell", "\(isNotebook)"), ("raises", "\(cell.options.raises)"),
          ("source", JSONText.string(source)),
        ]))
      line += source.count { $0.isNewline } + 2
      count += 1
    }

    var json: String { JSONText.array(cells) }
  }
}

extension Figure {
  /// What a page asks the engine for to get this figure, as `data-` attributes.
  fileprivate func engineOptions(cells: Int) -> [(key: String, value: String)] {
    let wishes: [(String, String?)] = [
      ("cells", "\(cells)"), ("of", options.graph),
      ("view", options.view == .circuit ? options.view.rawValue : nil),
      ("by", options.by?.rawValue), ("pass", options.pass.map { "\($0)" }),
      ("fold", options.fold.isEmpty ? nil : options.fold.joined(separator: ",")),
      ("unfold", options.unfold.isEmpty ? nil : options.unfold.joined(separator: ",")),
    ]
    return wishes.compactMap { key, value in value.map { (key, $0) } }
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
  /// How long a page takes: 200 words a minute, and 20 seconds to step through a figure.
  static func minutes(words: Int, figures: Int) -> Int {
    max(1, (words * 60 / 200 + figures * 20 + 59) / 60)
  }

  /// A time in words.
  static func text(minutes: Int) -> String { minutes == 1 ? "1 minute" : "\(minutes) minutes" }

  /// The gallery for the browser, `output/index.html`.
  package static func html(
    _ cards: [Card], script: PageScript = .beside("")
  ) throws(TutorialError) -> String {
    do {
      return try Templates.all.get().render(
        "gallery",
        [
          "policy": ContentPolicy.element(script), "style": Templates.style,
          "script": script.element,
          "first": cards.prefix(1).map { ["name": $0.name, "title": $0.title] },
          "time": text(minutes: cards.reduce(0) { $0 + $1.minutes }),
          "pages": cards.map { card -> [String: Any] in
            [
              "name": card.name, "title": card.title, "summary": card.summary,
              "picture": card.thumbnail ?? "", "minutes": text(minutes: card.minutes),
              "players": card.players, "hasPlayers": card.players > 0,
              "figures": card.players == 1 ? "1 figure" : "\(card.players) figures",
            ]
          },
        ])
    } catch {
      throw TutorialError(file: "index.html", line: 1, kind: .template("\(error)"))
    }
  }
}
