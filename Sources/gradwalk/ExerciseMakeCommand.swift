import ArgumentParser
import Exercises
import Foundation

struct ExerciseMakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Write sheets, answer files and the key for a class.",
    discussion: """
      For each student: OUTPUT/students/NAME with the sheet (.md, .html, .pdf) and the file to \
      answer in (.csv). For the teacher alone: OUTPUT/key with the questions (.json, for grading \
      and exports) and one worked key (.md, .html). Files that students have filled in are never \
      written over. Sheets that are made with --count have numbers in place of names. Without --seed, --count and --students the \
      numbers are those that the exercise is written with.
      """)

  @OptionGroup var exercise: ExerciseFile

  @OptionGroup var recipients: ExerciseRecipients

  @Option(name: .shortAndLong, help: "Where the folders students and key go.")
  var output = "sheets"

  func run() throws {
    let recipients = try recipients.recipients()
    let variants = try exercise.variants()
    let handout: Handout
    do throws(ExerciseError) {
      handout = try Handout(variants, for: recipients)
    } catch {
      throw Report.Stop(message: error.description)
    }
    let remarks: [String]
    do throws(HandoutFolderError) {
      remarks = try HandoutFolder(URL(fileURLWithPath: output, isDirectory: true)).write(handout)
    } catch {
      if case .unwritable(let failure) = error { throw Report.Stop(output, failure) }
      throw Report.Stop(output, error)
    }
    for note in handout.notes { Report.write(note) }
    for remark in remarks { Report.write("\(output)/\(remark)") }
    let sheets = recipients.count == 1 ? "1 sheet" : "\(recipients.count) sheets"
    Report.write(
      "\(sheets) in \(output)/students; the key is \(output)/key/\(variants.exercise.name).html")
  }
}
