import ArgumentParser
import Files
import Foundation
import Grading

struct ExerciseGradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Grade a class's answers, with follow-through, and report on its misconceptions.",
    discussion: """
      ANSWERS is a folder with a file for each student, named with the student's id, email or name, \
      or in a folder of that name: CSV, JSON, or the filled sheet in Markdown. Or it is one CSV file \
      of the whole class, as spreadsheets and learning systems export it: a row for each student \
      with a column for each blank, or a row for each student and blank. Written are grades.csv, \
      results.json, feedback for every student, and report.html, report.md and report.json. What \
      cannot be graded is listed and stops nothing.
      """)

  @Argument(help: "The folder with what was handed in, or the class's table.")
  var answers: String

  @Option(
    help: """
      The class: CSV with a header; name, id and email in any order. Not for sheets that were made \
      with --count; those go by their numbers.
      """)
  var roster: String?

  @Option(
    help: "What exercise make wrote for the teacher; the folder key beside ANSWERS if not given.")
  var key: String?

  @Option(name: .shortAndLong, help: "Where the results go.")
  var output = "grades"

  @Option(
    help: """
      When a file that says when it was submitted is late, such as 2026-11-26T18:00; late files are \
      graded and listed.
      """)
  var deadline: String?

  func run() throws {
    let limit = try deadline.map(time)
    let questions: Key
    do {
      questions = try Key(keyPath)
    } catch {
      throw Report.Stop(message: error.description, status: 2)
    }
    let students = try students(questions)
    let book = try book(questions, students, limit)
    let report = ClassReport(book)
    let remarks: [String]
    do {
      remarks = try ResultFiles.write(
        book, report, under: URL(fileURLWithPath: output, isDirectory: true))
    } catch let failure as WriteFailure {
      throw Report.Stop(output, failure)
    }
    say(report, remarks)
  }

  private func book(_ key: Key, _ roster: Roster, _ deadline: Timestamp?) throws -> Gradebook {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: answers, isDirectory: &isFolder), !isFolder.boolValue
    {
      do throws(ClassTableError) {
        return Gradebook(
          key: key, roster: roster, table: try ClassTable(file: answers), deadline: deadline)
      } catch {
        throw Report.Stop(answers, error)
      }
    }
    do throws(SubmissionFolderError) {
      let folder = try SubmissionFolder(answers, excluding: [keyPath, output])
      return Gradebook(key: key, roster: roster, files: folder.files, deadline: deadline)
    } catch {
      throw Report.Stop(answers, error)
    }
  }

  private var keyPath: String {
    key
      ?? URL(fileURLWithPath: answers).deletingLastPathComponent()
      .appendingPathComponent("key").path
  }

  private func students(_ key: Key) throws -> Roster {
    let sheets = key.sheetRoster
    guard let roster else {
      guard let sheets else {
        throw Report.Stop(
          message: "\(keyPath): does not say who the class is; name its roster with --roster",
          status: 2)
      }
      return sheets
    }
    guard sheets == nil else {
      throw Report.Stop(
        message: "\(keyPath): its sheets have numbers and no names; leave out --roster, and the "
          + "results go by the numbers", status: 2)
    }
    let text = try ProgramFile(roster).text
    do throws(RosterError) {
      return try Roster(text)
    } catch {
      throw Report.Stop(roster, error)
    }
  }

  private func time(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(text) else {
      throw Report.Stop(
        message: "--deadline \(text): no time; write it as 2026-11-26T18:00, or with a zone as "
          + "2026-11-26T18:00+01:00", status: 2)
    }
    return time
  }

  private static let mostIncidents = 20

  private func say(_ report: ClassReport, _ remarks: [String]) {
    for incident in report.incidents.prefix(Self.mostIncidents) {
      Report.write("\(incident.place): \(incident.text)")
    }
    let more = report.incidents.count - Self.mostIncidents
    if more > 0 { Report.write("… and \(more) more, all of them in \(output)/report.md") }
    for remark in remarks { Report.write("\(output)/\(remark)") }
    let results = report.results
    Report.write(
      "\(report.students) student\(report.students == 1 ? "" : "s"): \(results.graded) graded, \(results.missing) missing, "
        + "\(results.unreadable) unreadable, \(results.late) late")
    Report.write("Done: open \(output)/report.html")
  }
}
