import ArgumentParser
import Exercises
import Foundation

struct ExerciseExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write exercises as a file for Moodle, Canvas or another learning platform.",
    discussion: """
      PATH is a question.json that `gradwalk exercise make` has written, or a folder of them.
      Formats: moodle (XML, a graph is one question), moodle-single (XML, a question for each \
      blank), gift (Moodle's text format), qti (QTI 2.1 package), canvas (Canvas's QTI 1.2 \
      package). The file is read again by the platform's rules before it is written; what a format \
      cannot carry is listed.
      """)

  @Argument(help: "Questions, or folders of them.")
  var paths: [String]

  @Option(help: "The format: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var to: ExportFormat

  @Option(name: .shortAndLong, help: "The file to write; standard output if not given.")
  var output: String?

  @Option(help: "How the graph travels: png (shown everywhere) or svg (sharp at every size).")
  var picture: ExportOptions.Picture = .png

  @Option(help: "What a recognised mistake earns, in percent of a blank's points.")
  var credit: MarkFraction = .none

  func run() throws {
    if output == nil, to.fileExtension == "zip", isatty(STDOUT_FILENO) != 0 {
      throw Report.Stop(
        message: "a package is not for reading; name a file with -o NAME.zip", status: 2)
    }
    let questions = try paths.flatMap(QuestionFiles.read)
    let options = ExportOptions(picture: picture, creditForMistakes: credit)
    let export: Export
    do throws(ExportError) {
      export = try Export(questions, to: to, options: options)
    } catch {
      throw Report.Stop(message: error.description)
    }
    try OutputFile.write(export.bytes, to: output)
    for line in ExportNote.summary(of: export.notes) { Report.write(line) }
  }
}

extension ExportFormat: ExpressibleByArgument {}

extension ExportOptions.Picture: ExpressibleByArgument {}

extension MarkFraction: ExpressibleByArgument {
  package init?(argument: String) {
    guard let percent = Double(argument), let credit = MarkFraction(nearest: percent) else { return nil }
    self = credit
  }

  package var defaultValueDescription: String { "0" }
}
