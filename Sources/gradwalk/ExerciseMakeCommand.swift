import ArgumentParser
import Exercises
import Foundation
import Tutorial

struct ExerciseMakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Write sheets, answer files and the key for a class.",
    discussion: """
      For each student: OUTPUT/students/NAME with the sheet (.md, .html, .pdf) and the file to \
      answer in (.csv). For the teacher alone: OUTPUT/key with the questions (.json, for grading \
      and exports) and one worked key (.md, .html). Without --seed, --count and --students the \
      numbers are those that the exercise is written with.
      """)

  @OptionGroup var exercise: ExerciseFile

  @Option(help: "What the numbers are drawn with; the same seed gives the same sheets.")
  var seed: UInt64?

  @Option(help: "How many variants to make where there is no roster.")
  var count = 1

  @Option(help: "The class: CSV with a header; name, id and email in any order.")
  var students: String?

  @Option(name: .shortAndLong, help: "Where the folders students and key go.")
  var output = "sheets"

  func validate() throws {
    guard (1...10_000).contains(count) else {
      throw ValidationError("--count \(count): make from 1 to 10000 variants at a time")
    }
    if count > 1, students != nil {
      throw ValidationError("--count and --students: each student gets one variant; leave one out")
    }
  }

  func run() throws {
    let recipients = try recipients()
    let variants = try exercise.variants()
    let handout: Handout
    do throws(ExerciseError) {
      handout = try Handout(variants, for: recipients)
    } catch {
      throw Report.Stop(message: error.description)
    }
    do throws(TutorialError) {
      try Page.write(handout.files, under: URL(fileURLWithPath: output, isDirectory: true))
    } catch {
      throw Report.Stop(message: "\(output): \(error.kind)", status: 2)
    }
    for note in handout.notes { Report.write(note) }
    let sheets = recipients.count == 1 ? "1 sheet" : "\(recipients.count) sheets"
    Report.write(
      "\(sheets) in \(output)/students; the key is \(output)/key/\(variants.exercise.name).html")
  }

  private func recipients() throws -> [Handout.Recipient] {
    guard let students else {
      guard count > 1 else {
        return [.init(slug: "sheet", student: nil, seed: seed ?? 0)]
      }
      return (0..<count).map { index in
        .init(slug: "sheet-\(index + 1)", student: nil, seed: (seed ?? 1) &+ UInt64(index))
      }
    }
    let text = try ProgramFile(students).text
    let roster: Roster
    do throws(Roster.Refusal) {
      roster = try Roster(text)
    } catch {
      throw Report.Stop(message: "\(students): \(error)", status: 2)
    }
    for remark in roster.remarks {
      Report.write("\(students):\(remark.line): \(remark.text)")
    }
    guard !roster.students.isEmpty else {
      throw Report.Stop(message: "\(students): nobody is on the roster", status: 2)
    }
    return roster.students.map { .init(slug: $0.slug, student: $0, seed: seed ?? 1) }
  }
}
