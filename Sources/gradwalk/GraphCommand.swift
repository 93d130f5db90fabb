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

  @Option(
    parsing: .upToNextOption,
    help: "Calls and tensors to draw as one node each, which says how much it hides.")
  var fold: [String] = []

  @Option(help: "The colours: \(Theme.labels.alternatives).")
  var theme: Theme = .auto

  @OptionGroup var time: OptionalTimeLimit

  func run() throws {
    let format = try format()
    let program = try ProgramFile(file)
    let session = Session(keepsEvents: true, limits: time.limits) { _ in }
    let failure = try session.run(program)
    let picture = try picture(of: session, failure)
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

  private func picture(of session: Session, _ failure: ProgramFailure?) throws -> Picture {
    let recording = session.recording
    var roots = try roots(session, recording, failure)
    let mistake = failure == nil ? nil : Recording.error(in: recording.events[...])
    if of == nil, let mistake, !Graph(recording, roots: roots).shows(mistake.node) {
      roots.append(mistake.node)
    }
    guard let layoutView = view.layout else {
      return .functions(recording, roots: roots, rankdir.direction)
    }
    let graph = Graph(recording, roots: roots)
    let pass = Pass.latest(for: graph)
    var frame = try frame(graph, pass)
    if let mistake {
      frame.mark(mistake, in: graph, sentence: failure?.explanation?.plainReason ?? "")
    }
    let fold = foldsThatFit(graph)
    do throws(LayoutError) {
      let layout = try Layout(
        graph, frames: [frame], view: layoutView, direction: rankdir.direction, fold: fold)
      return .values(layout, frame)
    } catch {
      throw Report.Stop(message: "\(file): \(error.description)")
    }
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

  /// The nodes whose history is drawn: what `--of` names, the root of the last pass, or the last
  /// tensor that was computed from a leaf.
  private func roots(
    _ session: Session, _ recording: Recording, _ failure: ProgramFailure?
  ) throws -> [Int] {
    if let of { return try session.nodes(named: of, in: file) }
    if let nodes = recording.rootsOfNewestPass ?? session.newestComputed { return nodes }
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
  enum ShownStep: ExpressibleByArgument {
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

    /// How the values are laid out; nil for PyTorch's own graph, which shows none.
    var layout: Layout.View? {
      switch self {
      case .values: .values
      case .circuit: .circuit
      case .autograd: nil
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
