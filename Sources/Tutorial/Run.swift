package import Autograd
package import Lesson
package import Notebook
package import Python
import Rendering
package import Torch

/// A document whose cells have run: what they printed, what the prose asked for, and the figures.
package struct Run: Sendable {
  /// The tutorial as it is written.
  package var document: Document
  /// Its parts in order, after they have run.
  package var sections: [Section]
  /// Everything that happened.
  package var recording: Recording
  /// The explanations of the errors that cells raise on purpose, by the line that the cell begins at.
  package var explanations: [Int: ErrorExplanation]

  /// A piece of the article after it has run.
  package enum Section: Sendable {
    /// Markdown with the values put in.
    case prose(String, line: Int)
    /// A cell, what it printed, and what it draws if it draws something.
    case cell(Document.Cell, output: String, figure: Figure?)
  }
}

/// What a cell draws.
package struct Figure: Sendable {
  /// What the figure's files are called.
  package var label: String
  /// What the cell asks for.
  package var options: CellOptions
  /// The nodes that the figure shows.
  package var graph: Graph
  /// The newest pass that reached the graph's roots, if there was one.
  package var pass: Pass?
  /// The frame that a still picture shows.
  package var frame: Frame
  /// The nodes that the program called this, for PyTorch's own graph.
  package var roots: [Int]
  /// What is folded and what is not.
  package var wish: Outline.Wish
}

extension Run {
  /// Runs the cells of a document from top to bottom, in one namespace, and checks their claims.
  package init(_ document: Document, limits: Limits = Limits()) throws(TutorialError) {
    var cells = CellRunner(document, limits: limits)
    var sections: [Section] = []
    for part in document.parts {
      switch part {
      case .prose(let prose):
        let text = try prose.filled { (expression) throws(TutorialError) in
          Markdown.value(try cells.value(of: expression))
        }
        sections.append(.prose(text, line: prose.line))
      case .cell(var cell):
        let output = try cells.run(cell)
        let figure = try cells.figure(of: cell)
        // The player of a program alone has it beside the picture.
        if document.isProgram, figure != nil { cell.options.foldsSource = true }
        sections.append(.cell(cell, output: output, figure: figure))
      }
    }
    self.document = document
    self.sections = sections
    recording = cells.recording
    explanations = cells.explanations
    guard document.isProgram else { return }
    self.document.summary = recording.summary
    if let remark { self.sections.append(.prose(remark + "\n", line: 1)) }
  }
}

/// Runs cells one after the other.
private struct CellRunner {
  private let file: String
  private let isProgram: Bool
  private let session: Session
  private let printed = Printed()
  private var eventCount = 0
  /// The lines of the file that have run, each at its place.
  private var source: [String] = []
  private(set) var explanations: [Int: ErrorExplanation] = [:]
  /// The error that the last cell raised and a node is responsible for.
  private var mistake: ErrorNode?

  /// What the session prints; shared with the closure that the session calls.
  private final class Printed {
    var text = ""
  }

  init(_ document: Document, limits: Limits) {
    file = document.file
    isProgram = document.isProgram
    let printed = printed
    session = Session(keepsEvents: true, limits: limits) { printed.text += $0 }
  }

  var recording: Recording { session.recording }

  private func error(_ line: Int, _ kind: TutorialError.Kind) -> TutorialError {
    TutorialError(file: file, line: line, kind: kind)
  }

  /// Runs a cell and returns what a reader sees of its output.
  mutating func run(_ cell: Document.Cell) throws(TutorialError) -> String {
    guard cell.options.runs else { return "" }
    printed.text = ""
    source += Array(repeating: "", count: max(0, cell.line - 1 - source.count))
    source += cell.source.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0) }
    let failure = session.run(cell.source, file: file, firstLine: cell.line, asCell: !isProgram)
    let events = session.events
    let transcript = Transcript(events.dropFirst(eventCount), failure: failure)
    mistake = Recording.error(in: events[eventCount...])
    explanations[cell.line] = failure?.explanation
    eventCount = events.count
    if let failure, !cell.options.raises || !failure.isOfTheProgram {
      throw error(
        failure.line,
        .unexpectedFailure(
          type: failure.type, message: failure.message, traceback: failure.traceback,
          explanation: failure.explanation))
    }
    let claims = Claim.all(in: cell.source, firstLine: cell.line)
    for (claim, actual) in transcript.answers(to: claims) where claim.text != actual {
      throw error(claim.line, .wrongClaim(claimed: claim.text, actual: actual))
    }
    if failure == nil, cell.options.raises { throw error(cell.line, .noError) }
    let ending = failure.map { "\($0.type): \($0.message)\n" } ?? ""
    return printed.text + ending
  }

  func value(of expression: Document.Expression) throws(TutorialError) -> String {
    do throws(ProgramFailure) {
      return try session.evaluate(expression.source, file: file)
    } catch {
      throw self.error(
        expression.line,
        .unexpectedFailure(
          type: error.type, message: error.message, traceback: error.traceback,
          explanation: error.explanation))
    }
  }

  func figure(of cell: Document.Cell) throws(TutorialError) -> Figure? {
    guard cell.options.runs, let label = cell.options.label,
      let (name, roots) = try roots(of: cell)
    else { return nil }
    let graph = Graph(session.recording, roots: roots)
    let pass: Pass?
    if let number = cell.options.pass {
      pass = Pass.reaching(graph).first { $0.number == number }
      if pass == nil { throw error(cell.line, .noSuchPass(name, number)) }
    } else {
      pass = Pass.latest(for: graph)
    }
    var options = cell.options
    if isProgram, options.steps == .none { options.steps = pass == nil ? .forward : .all }
    var frame: Frame
    switch options.steps {
    case .backward, .all:
      guard let pass else { throw error(cell.line, .noPass(name)) }
      frame = .final(graph, pass)
    case .none: frame = pass.map { .final(graph, $0) } ?? .forward(graph)
    case .forward: frame = .forward(graph)
    }
    if let mistake {
      frame.mark(mistake, in: graph, sentence: explanations[cell.line]?.plainReason ?? "")
    }
    return Figure(
      label: label, options: options, graph: graph, pass: pass, frame: frame, roots: roots,
      wish: Outline.Wish(
        fold: cell.options.fold, unfold: cell.options.unfold, source: source,
        level: cell.options.by.flatMap { Level(rawValue: $0.rawValue) }))
  }

  /// What a cell draws, with the name that it has for it; nil where it draws nothing.
  ///
  /// A program that names nothing, and a cell that asks for steps alone, draw what it all is about.
  private func roots(of cell: Document.Cell) throws(TutorialError) -> (String, [Int])? {
    guard let name = cell.options.graph else {
      guard isProgram || cell.options.draws else { return nil }
      let roots = session.mainRoots
      if roots == nil, !isProgram {
        throw error(cell.line, .nothingToDraw(session.recording.whyNoRoots))
      }
      return roots.map { ("the program", $0) }
    }
    guard let roots = session.nodes(of: name), !roots.isEmpty else {
      throw error(cell.line, .notATensor(name))
    }
    return (name, roots)
  }
}

extension Run {
  /// Why there is less to step through than a reader may look for; nil where nothing is missing.
  package var remark: String? {
    let figures = sections.compactMap { section in
      if case .cell(_, _, let figure) = section { figure } else { nil }
    }
    guard document.isProgram else {
      let hasCells = document.parts.contains { if case .cell = $0 { true } else { false } }
      return hasCells && figures.isEmpty
        ? "There is nothing to step through: no cell asks for it, as with `#| steps: all`." : nil
    }
    guard let figure = figures.first else {
      return "There is nothing to step through: \(recording.whyNoRoots)."
    }
    return figure.pass == nil
      ? "There are no steps backward: the program calls no `backward()`." : nil
  }
}

extension Recording {
  /// What a program did, in a line for a gallery.
  fileprivate var summary: String {
    func count(_ number: Int, _ word: String) -> String {
      "\(number) \(word)\(number == 1 ? "" : word.hasSuffix("s") ? "es" : "s")"
    }
    let computing = functions.count { $0.nodes.contains(where: isComputed) }
    guard computing > 0 else { return "A program without gradients." }
    return "\(count(computing, "operation")), \(count(passes.count, "backward pass"))."
  }
}
