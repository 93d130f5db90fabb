import ArgumentParser
import Exercises
import Foundation
import Grading
import Questions
import QuizExport

struct ExerciseExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write an exercise as a file for Moodle, Canvas or another learning platform.",
    discussion: """
      FILE is an exercise or a program, and then --seed, --count and --students say which variants \
      to make; or the key that `gradwalk exercise make` wrote: a question (.json), or the folder.
      Formats: moodle (XML, a graph is one question), moodle-single (XML, a question for each \
      blank), gift (Moodle's text format), qti (QTI 2.1 package), canvas (Canvas's QTI 1.2 \
      package). What a format cannot carry is listed.
      """)

  @OptionGroup var exercise: ExerciseFile

  @OptionGroup var recipients: ExerciseRecipients

  @Option(help: "The format: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var to: ExportFormat

  @Option(name: .shortAndLong, help: "The file to write; standard output if not given.")
  var output: String?

  @Option(help: "How the graph travels: png (shown everywhere) or svg (sharp at every size).")
  var picture: ExportOptions.PictureKind = .png

  @Option(help: "What a recognised mistake earns, in percent of a blank's points.")
  var credit: MarkFraction = .none

  func run() throws {
    if output == nil, to.fileExtension == "zip", isatty(STDOUT_FILENO) != 0 {
      throw Report.Stop(
        message: "a package is not for reading; name a file with -o NAME.zip", status: 2)
    }
    let questions = try isKey ? keptQuestions() : newQuestions()
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

  private var isKey: Bool {
    var isFolder: ObjCBool = false
    return exercise.file.hasSuffix(".json")
      || FileManager.default.fileExists(atPath: exercise.file, isDirectory: &isFolder)
        && isFolder.boolValue
  }

  private func keptQuestions() throws -> [Question] {
    guard recipients.isEmpty, exercise.ask.isEmpty else {
      throw Report.Stop(
        message: "\(exercise.file): its questions are made already; leave out --ask, --seed, "
          + "--count and --students, or name the exercise", status: 2)
    }
    do throws(KeyFileError) {
      return try Key.questions(of: exercise.file)
    } catch {
      throw Report.Stop(message: error.description, status: 2)
    }
  }

  private func newQuestions() throws -> [Question] {
    let variants = try exercise.variants()
    return try recipients.recipients().map { recipient in
      do throws(ExerciseError) {
        let variant = try variants.variant(seed: recipient.seed, student: recipient.student)
        for remark in variant.remarks { Report.write("\(recipient.slug): blank \(remark)") }
        return variant.question
      } catch {
        throw Report.Stop(message: error.description)
      }
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}

extension ExportOptions.PictureKind: ExpressibleByArgument {}

extension MarkFraction: ExpressibleByArgument {
  package init?(argument: String) {
    guard let percent = Double(argument), let fraction = MarkFraction(nearest: percent) else {
      return nil
    }
    self = fraction
  }

  package var defaultValueDescription: String { "0" }
}
