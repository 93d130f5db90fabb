import ArgumentParser
import Diagram
import Foundation
import Lesson
import Rendering
import Slides
import Torch

struct SlidesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slides",
    abstract: "Turn a program's steps into slides: stills, one PDF, one animation.",
    discussion: """
      A folder gets every step as .svg, .pdf and .png, slides.pdf with all of them, slides.svg that \
      shows them in a loop, and snippets that include them, which are printed too. With -o NAME.pdf \
      or NAME.svg only the document or the animation is written.
      """)

  @Argument(help: "The program: .py, .md, or - for standard input.")
  var file: String

  @Option(name: .shortAndLong, help: "The folder to write, or one file: .pdf or .svg.")
  var output: String

  @Option(help: "How large a slide is, in pixels.")
  var size: SlideSize = .fullHD

  @Option(help: "The colours: \(Theme.labels.alternatives).")
  var theme: Theme = .light

  @Option(help: "What to show the history of; every backward pass if not given.")
  var of: String?

  @Option(help: "How to draw: values or circuit.")
  var view: Layout.View = .values

  @Option(help: "Which way values flow: \(Rankdir.alternatives); whichever is larger if not given.")
  var rankdir: Rankdir?

  @OptionGroup var detail: DetailOptions

  @OptionGroup var folds: FoldOptions

  @Option(help: "The first step to show, by its number.")
  var from: Int?

  @Option(help: "The last step to show, by its number.")
  var to: Int?

  @Option(help: "How many seconds the animation shows a step.")
  var seconds = 4.0

  @Option(help: "The most slides that are made.")
  var limit = 300

  @Option(help: "How many seconds the program may run.")
  var runSeconds = TimeLimit.usual

  func validate() throws {
    try TimeLimit.check(runSeconds, option: "--run-seconds")
    guard seconds > 0.1, seconds < 3_600 else {
      throw ValidationError("--seconds is how long a step is shown: more than 0.1")
    }
    guard from ?? 1 <= to ?? .max, from ?? 1 > 0 else {
      throw ValidationError("--from and --to are numbers of steps: from 1 on, in order")
    }
    guard limit > 0 else { throw ValidationError("--limit is a number of slides: 1 or more") }
  }

  func run() throws {
    let program = try ProgramTour(
      file, of: of, detail, folds,
      limits: TimeLimit.limits(runSeconds, option: "--run-seconds"))
    let steps = program.steps.filter { $0 + 1 >= from ?? 1 && $0 + 1 <= to ?? .max }
    guard !steps.isEmpty else {
      throw Report.Stop(
        message: "\(file): there are \(program.tour.count) steps; none of those asked for",
        status: 2)
    }
    let count = steps.count
    guard count <= limit else {
      throw Report.Stop(
        message: "\(file): \(count) steps are more than the \(limit) slides that are made; show a "
          + "smaller part with --of NAME, or say --limit \(count)")
    }
    let deck: Deck
    do throws(LayoutError) {
      deck = try Deck(
        program.tour, title: program.title, source: program.source, size: size, theme: theme,
        steps: steps, view: view, direction: rankdir?.direction, mistake: program.mistake,
        reason: program.failure?.explanation?.plainReason ?? "")
    } catch {
      throw Report.Stop(message: "\(file): \(error.description)")
    }
    try write(deck)
    if let failure = program.failure { throw Report.Stop(message: failure.report) }
  }

  private func write(_ deck: Deck) throws {
    switch (output as NSString).pathExtension.lowercased() {
    case "svg":
      return try OutputFile.write(Array(deck.animation(seconds: seconds).utf8), to: output)
    case "pdf": return try OutputFile.write(try deck.document(), to: output)
    default: break
    }
    let folder = try OutputFolder(output, owns: Deck.makes)
    let files = deck.files(seconds: seconds)
    for (index, file) in files.enumerated() {
      Report.write("[\(index + 1)/\(files.count)] \(file.name)")
      try folder.write(try file.bytes(), to: file.name)
    }
    let beamer = Include.beamer(deck, in: output)
    let reveal = Include.reveal(deck, in: output)
    try folder.write(Array(beamer.utf8), to: Include.beamerFile)
    try folder.write(Array(reveal.utf8), to: Include.revealFile)
    try folder.finish()
    StandardOutput.write("\(beamer)\n\(reveal)")
  }
}

extension Layout.View: ExpressibleByArgument {}

extension SlideSize: ExpressibleByArgument {
  /// Reads `1920x1080`.
  public init?(argument: String) { self.init(argument) }

  /// `1920x1080`.
  public var defaultValueDescription: String { "\(width)x\(height)" }
}
