import Lesson
import Notebook
import Rendering
import Torch

/// A run as Markdown: what `output/NAME/README.md` says.
struct Walkthrough {
  private(set) var text: String
  private let links: Links
  /// The paths of the pictures that there are.
  private let pictures: Set<String>

  init(_ run: Run, links: Links, pictures: Set<String>) {
    self.links = links
    self.pictures = pictures
    text =
      "# \(Markdown.escaped(run.document.title))\n\n\(Markdown.escaped(run.document.summary))\n"
    add("[Step through it in the browser](index.html), or read on.\n")
    for section in run.sections {
      switch section {
      case .prose(let prose, _):
        var prose = links.turned(prose)
        while prose.last?.isNewline == true { prose.removeLast() }
        add(prose + "\n")
      case .cell(let cell, let output, let figure):
        add(cell, output, run.explanations[cell.line], figure)
      }
    }
  }

  /// A block, behind an empty line.
  private mutating func add(_ block: String) {
    text += "\n\(block)"
  }

  private mutating func add(
    _ cell: Document.Cell, _ output: String, _ explanation: ErrorExplanation?, _ figure: Figure?
  ) {
    let options = cell.options
    guard options.isIncluded else { return }
    if options.showsSource {
      let source = Markdown.fenced(cell.shownSource, language: "python")
      add(options.foldsSource ? Markdown.details("Code", source) : source)
    }
    if options.showsOutput, !output.isEmpty {
      add("Output:\n\n" + Markdown.fenced(output, language: "text"))
    }
    if options.showsOutput, let explanation { add(Markdown.list(explanation.parts)) }
    if let figure { add(figure) }
  }

  private mutating func add(_ figure: Figure) {
    let options = figure.options
    let narrow = "figures/\(figure.label)-narrow.svg"
    add(
      Markdown.figure(
        "figures/\(figure.label).svg", narrow: pictures.contains(narrow) ? narrow : nil,
        alternative: options.alternative.isEmpty ? figure.frame.title : options.alternative,
        caption: options.caption))
    switch options.steps {
    case .none: return
    case .forward:
      add(Markdown.details("Every step forward", Markdown.forward(figure.graph)))
    case .backward:
      if let pass = figure.pass { add(pass, figure) }
    case .all:
      add(Markdown.details("Every step forward", Markdown.forward(figure.graph)))
      if let pass = figure.pass { add(pass, figure) }
    }
  }

  private mutating func add(_ pass: Pass, _ figure: Figure) {
    let graph = figure.graph
    add(Markdown.details("Every step backward", Markdown.steps(graph, pass)))
    add(Markdown.details("What each leaf got, and a measurement", Markdown.leaves(graph, pass)))
    let ledgers = Markdown.ledgers(graph, source: figure.wish.source)
    if !ledgers.isEmpty { add(Markdown.details("The ledger of every leaf", ledgers)) }
    let notes = Markdown.gateNotes(graph)
    if !notes.isEmpty { add(Markdown.details("What the gates do", notes)) }
  }
}

/// The gallery of all pages.
package enum Gallery {
  /// What it says of a page.
  package struct Card: Codable, Equatable, Sendable {
    /// The name of the page's folder: the tutorial's file without its ending.
    package var name: String
    /// The title in the front matter.
    package var title: String
    /// The summary in the front matter.
    package var summary: String
    /// The path of the first picture; nil if there is none.
    package var picture: String?
    /// That picture for a page that brings the style sheet.
    package var thumbnail: String?
    /// How many minutes one reads and steps.
    package var minutes: Int
    /// How many of the page's figures can be stepped through.
    package var players: Int
  }

  /// The gallery in Markdown, `output/README.md`.
  package static func markdown(_ cards: [Card]) -> String {
    var text = "# Tutorials\n"
    for card in cards {
      let title = Markdown.escaped(card.title)
      text += "\n## [\(title)](\(card.name)/README.md)\n\n\(Markdown.escaped(card.summary))\n"
      if let picture = card.picture {
        text += "\n[![\(title)](\(card.name)/\(picture))](\(card.name)/README.md)\n"
      }
    }
    return text
  }
}
