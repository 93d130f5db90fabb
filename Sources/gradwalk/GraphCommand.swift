import ArgumentParser
import Autograd
import Cairo
import Diagram
import Foundation
import Lesson
import Rendering
import Torch

struct GraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Draw one picture of a program's graph, with its values and gradients.",
    discussion: """
      Without -o the picture is written to standard output as DOT, for `dot -Tsvg`.
      """)

  @Argument(help: "The program: .py, .md, or - for standard input.")
  var file: String

  @Option(name: .shortAndLong, help: "The picture to write: \(PictureFormat.endings.alternatives).")
  var output: String?

  @Option(help: "What to draw the history of; the last root of a pass if not given.")
  var of: String?

  @Option(help: "Which step to show: a number from 1, forward, or backward (the end of the pass).")
  var at: ShownStep = .end

  @Option(help: "How to draw: \(View.alternatives).")
  var view: View = .values

  @Option(help: "Which way values flow: \(Rankdir.alternatives).")
  var rankdir: Rankdir = .LR

  @OptionGroup var detail: DetailOptions

  @Option(
    help: ArgumentHelp(
      "A number to open, such as 'W[0, 2]': of a leaf all that it goes into, of a result all that "
        + "it comes from."))
  var zoom: String?

  @OptionGroup var folds: FoldOptions

  @Option(help: "The colours: \(Theme.labels.alternatives).")
  var theme: Theme = .auto

  @OptionGroup var style: StyleOptions

  @OptionGroup var time: OptionalTimeLimit

  func run() throws {
    let format = try format()
    let program = try ProgramFile(file)
    let session = Session(keepsEvents: true, limits: time.limits) { _ in }
    let failure = try session.run(program)
    let picture = try picture(of: session, program, failure)
    let bytes: [UInt8]
    do throws(PictureError) {
      bytes = try format.write(picture, theme: theme)
    } catch {
      throw Report.Stop(message: "\(file): \(error.description)")
    }
    try OutputFile.write(bytes, to: output)
    if let failure { throw Report.Stop(message: failure.report) }
  }

  /// What the output's name ends in; DOT on standard output.
  private func format() throws -> PictureFormat {
    guard let output else { return .dot }
    guard let format = PictureFormat(fileExtension: (output as NSString).pathExtension) else {
      throw Report.Stop(
        message: "\(output): a picture's name ends in "
          + PictureFormat.endings.joined(separator: ", "), status: 2)
    }
    return format
  }

  private func picture(
    of session: Session, _ program: ProgramFile, _ failure: ProgramFailure?
  ) throws -> Picture {
    // Looking a name up may record nodes.
    let named = try of.map { name throws in try session.nodes(named: name, in: file) }
    let opened = try zoom.map { name throws in try node(name, session) }
    let recording = session.recording
    var roots = try named ?? roots(session, recording, failure)
    let mistake = failure == nil ? nil : Recording.error(in: recording.events[...])
    guard let layoutView = view.layout else {
      return .functions(recording, roots: roots, rankdir.direction)
    }
    if of == nil, let mistake, !recording.isNeeded(mistake.node, for: roots) {
      roots.append(mistake.node)
    }
    var wish = folds.wish(session, program, by: detail.by)
    if let opened {
      if recording.nodes[opened].operation.isSource {
        wish.zoom = opened
      } else {
        // A result is opened by its history alone.
        (roots, wish.level) = ([opened], .scalar)
      }
    }
    if opened == nil, at.isStep || detail.pass != nil {
      return try step(of: session, wish, layoutView, mistake, failure)
    }
    guard let outline = try outline(recording, roots, wish) else {
      let graph = Graph(recording, roots: roots)
      let folding = try laid { () throws(LayoutError) in try Folding(graph, names: wish.fold) }
      return try picture(graph, folding, try frame(graph), layoutView, mistake, failure)
    }
    Report.write("\(file): \(outline.note)")
    let graph = Graph(outline)
    return try picture(
      graph, Folding(graph, outline), try frame(graph), layoutView, mistake, failure)
  }

  /// The node of a single number, by the name that pictures have for it or by an expression.
  private func node(_ name: String, _ session: Session) throws -> Int {
    if let node = session.recording.node(named: name) { return node }
    let nodes = try session.nodes(named: name, in: file)
    guard nodes.count == 1 else {
      throw Report.Stop(
        message: "\(file): \(name) is \(nodes.count) numbers; --zoom opens one of them, such as "
          + "\(name)[0]", status: 2)
    }
    return session.recording.origins[nodes[0]]
  }

  /// The parts of a graph that is too large to be read; nil for others.
  private func outline(
    _ recording: Recording, _ roots: [Int], _ wish: Outline.Wish
  ) throws -> Outline? {
    do throws(FoldError) {
      return try Outline(recording, roots: roots, wish)
    } catch {
      throw Report.Stop(message: "\(file): \(LayoutError(error).description)")
    }
  }

  /// A frame at the places that a layout finds for it, with a mistake marked if it shows one.
  private func picture(
    _ graph: Graph, _ folding: Folding, _ frame: Frame, _ view: Layout.View,
    _ mistake: ErrorNode?, _ failure: ProgramFailure?
  ) throws -> Picture {
    var frame = frame
    if let mistake {
      frame.mark(mistake, in: graph, sentence: failure?.explanation?.plainReason ?? "")
    }
    var layout = try laid { () throws(LayoutError) in
      try Layout(
        graph, frames: [frame], view: view, direction: rankdir.direction, folding,
        width: GraphCommand.widest)
    }
    layout.style = style.value
    return .values(layout, frame)
  }

  /// What a layout gives, or the end of the command with what is wrong.
  private func laid<Result>(_ body: () throws(LayoutError) -> Result) throws -> Result {
    do throws(LayoutError) {
      return try body()
    } catch {
      throw Report.Stop(message: "\(file): \(error.description)")
    }
  }

  /// The nodes whose history is drawn: the root of the last pass, or the last tensor that was
  /// computed from a leaf.
  private func roots(
    _ session: Session, _ recording: Recording, _ failure: ProgramFailure?
  ) throws -> [Int] {
    if let nodes = session.mainRoots { return nodes }
    if let node = failure?.node { return [node] }
    if let failure { throw Report.Stop(message: failure.report) }
    throw Report.Stop(
      message: "\(file): nothing to draw: \(recording.whyNoRoots)")
  }

  private func frame(_ graph: Graph) throws -> Frame {
    if at == .forward { return .forward(graph) }
    guard graph.outline == nil else {
      let frame = Frame.final(graph)
      if at == .backward, frame == nil { throw noPass }
      return frame ?? .forward(graph)
    }
    let pass = Pass.latest(for: graph)
    if at == .backward, pass == nil { throw noPass }
    return pass.map { Frame.final(graph, $0) } ?? .forward(graph)
  }

  /// A step of the program, or the end of one of its passes.
  private func step(
    of session: Session, _ wish: Outline.Wish, _ view: Layout.View, _ mistake: ErrorNode?,
    _ failure: ProgramFailure?
  ) throws -> Picture {
    if session.recording.nodes.count > GraphCommand.mostToStep {
      throw Report.Stop(
        message:
          "\(file): \(session.recording.nodes.count) nodes are too many to go through step by "
          + "step; leave --at and --pass away", status: 2)
    }
    let tour = try session.tour(of: of, in: file, wish)
    let index = try index(in: tour, session)
    let shown = tour[index]
    let stage = tour.stages[shown.stop.stage]
    var frame = shown.frame
    if let pass = shown.stop.pass, !at.isStep { frame = .final(stage.graph, stage.passes[pass]) }
    let folding = try laid { () throws(LayoutError) in try Folding(stage) }
    return try picture(
      stage.graph, folding, frame, view, index == tour.count - 1 ? mistake : nil, failure)
  }

  /// The step that is asked for, by its number from 0.
  private func index(in tour: Tour, _ session: Session) throws -> Int {
    var steps = Array(tour.indices)
    if let pass = detail.pass {
      steps = tour.steps(ofPass: try session.number(of: pass, in: file))
    }
    switch at {
    case .step(let number):
      guard (1...max(1, tour.count)).contains(number), tour.count > 0 else {
        throw Report.Stop(
          message: "\(file): there are \(tour.count) steps, not \(number)", status: 2)
      }
      guard steps.contains(number - 1) else {
        throw Report.Stop(message: "\(file): step \(number) is not of that pass", status: 2)
      }
      return number - 1
    case .forward: steps.removeAll { !tour.isForward($0) }
    case .backward, .end: steps.removeAll { tour.isForward($0) }
    }
    guard let last = steps.last else { throw noPass }
    return last
  }

  private var noPass: Report.Stop {
    Report.Stop(message: "\(file): there is no backward pass to show", status: 2)
  }

  /// What is wider is set in rows.
  private static let widest = 2_000.0
  /// More nodes than this have too many steps to go through.
  private static let mostToStep = 200_000
}

extension GraphCommand {
  enum ShownStep: ExpressibleByArgument, Equatable {
    case end
    case forward
    case backward
    case step(Int)

    var isStep: Bool {
      if case .step = self { true } else { false }
    }

    init?(argument: String) {
      switch argument {
      case "forward": self = .forward
      case "backward": self = .backward
      default:
        guard let number = Int(argument), number > 0 else { return nil }
        self = .step(number)
      }
    }

    var defaultValueDescription: String { "the end of the pass" }
  }

  enum View: String, ExpressibleByArgument, CaseIterable {
    case values
    case circuit
    case autograd

    /// How the values are laid out; nil for PyTorch's own graph, which shows none.
    var layout: Layout.View? {
      switch self {
      case .values: .values
      case .circuit: .circuit
      case .autograd: nil
      }
    }
  }
}

extension PictureFormat {
  /// The endings of all formats, with their dots.
  static var endings: [String] { all.map { ".\($0.fileExtension)" } }
}

extension Theme: ExpressibleByArgument {
  /// The names of all themes, `auto` with what it follows.
  static var labels: [String] {
    allCases.map { $0 == .auto ? "auto (as the reader's system)" : $0.rawValue }
  }
}
