import ArgumentParser
import Autograd
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

  @Option(name: .shortAndLong, help: "The picture to write: .svg, .dot, .pdf or .png.")
  var output: String?

  @Option(help: "What to draw the history of; the last root of a pass if not given.")
  var of: String?

  @Option(help: "Which step to show: a number from 1, forward, or backward (the end of the pass).")
  var at: Moment = .end

  @Option(help: "How to draw: values, circuit or autograd.")
  var view: View = .values

  @Option(help: "Which way values flow: LR or TB.")
  var rankdir: Rankdir = .LR

  @Option(
    parsing: .upToNextOption,
    help: "Calls and tensors to draw as one node each, which says how much it hides.")
  var fold: [String] = []

  @Option(help: "The colours: light, dark, auto (as the reader's system) or print.")
  var theme: Theme = .auto

  @OptionGroup var time: OptionalTimeLimit

  func run() throws {
    let format = try PictureFormat(output)
    let program = try ProgramFile(file)
    let session = Session(keepsEvents: true, limits: time.limits) { _ in }
    let failure = try session.run(program)
    let picture = try picture(of: session, failure, format)
    try OutputFile.write(picture, to: output)
    if let failure { throw Report.Stop(message: failure.report) }
  }

  private func picture(
    of session: Session, _ failure: Failure?, _ format: PictureFormat
  ) throws -> [UInt8] {
    let recording = session.recording
    var roots = try roots(session, recording, failure)
    let mistake = failure == nil ? nil : Recording.error(in: recording.events[...])
    if of == nil, let mistake, !Graph(recording, roots: roots).shows(mistake.node) {
      roots.append(mistake.node)
    }
    if view == .autograd {
      if format == .dot {
        return Array(
          dot(functionsOf: recording, roots: roots, direction: rankdir.direction, theme: theme).utf8
        )
      }
      return try format.bytes(
        of: drawn { () throws(LayoutError) in
          try Scene(functionsOf: recording, roots: roots, direction: rankdir.direction)
        }, theme)
    }
    let graph = Graph(recording, roots: roots)
    let pass = Pass.latest(for: graph)
    var frame = try frame(graph, pass)
    if let mistake {
      frame.mark(mistake, in: graph, sentence: failure?.explanation?.plainReason ?? "")
    }
    let fold = foldsThatFit(graph)
    let layout = try drawn { () throws(LayoutError) in
      try Layout(
        graph, frames: [frame], view: view.layout, direction: rankdir.direction, fold: fold)
    }
    if format == .dot {
      return Array(
        dot(
          graph, frame, view: view.layout, direction: rankdir.direction, folding: layout.folding,
          theme: theme
        ).utf8)
    }
    return try format.bytes(of: Scene(layout, frame), theme)
  }

  /// What to fold: what was asked for, or what makes a large graph small enough to look at.
  private func foldsThatFit(_ graph: Graph) -> [String] {
    guard fold.isEmpty, graph.nodes.count > Layout.nodeLimit,
      let names = Folding.namesToFit(graph)
    else { return fold }
    Report.write(
      "\(file): \(graph.nodes.count) nodes are too many to look at one by one; folded "
        + "\(names.joined(separator: ", ")). --fold NAME chooses, --of NAME draws a part.")
    return names
  }

  private func drawn<Result>(_ body: () throws(LayoutError) -> Result) throws -> Result {
    do throws(LayoutError) {
      return try body()
    } catch {
      throw Report.Stop(message: "\(file): \(error.description)")
    }
  }

  /// The nodes whose history is drawn: what `--of` names, the root of the last pass, or the last
  /// tensor that was computed from a leaf.
  private func roots(
    _ session: Session, _ recording: Recording, _ failure: Failure?
  ) throws -> [Int] {
    if let of { return try session.nodes(named: of, in: file) }
    for moment in recording.events.reversed() {
      if case .passBegan(let seeds) = moment.event { return seeds.map(\.node) }
    }
    if let nodes = session.newestComputed { return nodes }
    if let node = failure?.node { return [node] }
    if let failure { throw Report.Stop(message: failure.report) }
    throw Report.Stop(
      message: "\(file): nothing to draw: no tensor is computed from one with requires_grad=True")
  }

  private func frame(_ graph: Graph, _ pass: Pass?) throws -> Frame {
    switch at {
    case .end: return pass.map { Frame.final(graph, $0) } ?? Frame.forward(graph)
    case .forward: return Frame.forward(graph)
    case .backward:
      guard let pass else {
        throw Report.Stop(message: "\(file): there is no backward pass to show", status: 2)
      }
      return Frame.final(graph, pass)
    case .step(let number):
      var frames = Frames(graph, pass)
      let count = frames.steps.count
      guard (1...max(1, count)).contains(number) else {
        throw Report.Stop(message: "\(file): there are \(count) steps, not \(number)", status: 2)
      }
      for _ in 1..<number { _ = frames.next() }
      return frames.next() ?? Frame.forward(graph)
    }
  }
}

extension GraphCommand {
  enum Moment: ExpressibleByArgument {
    case end
    case forward
    case backward
    case step(Int)

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

    /// How the values are laid out; PyTorch's own graph shows none.
    var layout: Layout.View {
      switch self {
      case .values, .autograd: .values
      case .circuit: .circuit
      }
    }
  }

  enum Rankdir: String, ExpressibleByArgument, CaseIterable {
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case LR
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case TB

    var direction: Direction {
      switch self {
      case .LR: .leftToRight
      case .TB: .topToBottom
      }
    }
  }
}

extension Theme: ExpressibleByArgument {}
