import ArgumentParser
import Exercises
import Foundation
import Tutorial

struct ExerciseGradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Grade a class's answers, with follow-through, and report on its misconceptions.",
    discussion: """
      DIR holds a file for each student, named with the student's id, email or name, or in a folder \
      of that name: CSV, JSON, or the filled sheet in Markdown. Written are grades.csv, \
      results.json, feedback for every student, and report.html, report.md and report.json. \
      Files that cannot be graded are listed and stop nothing.
      """)

  @Argument(help: "The folder with what was handed in.")
  var directory: String

  @Option(help: "The class: CSV with a header; name, id and email in any order.")
  var roster: String

  @Option(help: "What exercise make wrote for the teacher; the folder key beside DIR if not given.")
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
    let students = try readRoster()
    let questions: Key
    let folder: SubmissionFolder
    do {
      questions = try Key(keyPath)
    } catch {
      throw Report.Stop(message: error.text, status: 2)
    }
    do {
      folder = try SubmissionFolder(directory, excluding: [keyPath, output])
    } catch {
      throw Report.Stop(message: "\(directory): \(error.text)", status: 2)
    }
    let book = Gradebook(key: questions, roster: students, files: folder.files, deadline: limit)
    let report = ClassReport(book)
    do {
      try ResultFiles.write(
        book, report, under: URL(fileURLWithPath: output, isDirectory: true))
    } catch {
      throw Report.Stop(message: "\(error)", status: 2)
    }
    say(report)
  }

  private var keyPath: String {
    key
      ?? URL(fileURLWithPath: directory, isDirectory: true).deletingLastPathComponent()
      .appendingPathComponent("key").path
  }

  private func readRoster() throws -> Roster {
    let text = try ProgramFile(roster).text
    do throws(Roster.Refusal) {
      return try Roster(text)
    } catch {
      throw Report.Stop(message: "\(roster): \(error)", status: 2)
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

  private func say(_ report: ClassReport) {
    for incident in report.incidents.prefix(Self.mostIncidents) {
      Report.write("\(incident.place): \(incident.text)")
    }
    let more = report.incidents.count - Self.mostIncidents
    if more > 0 { Report.write("… and \(more) more, all of them in \(output)/report.md") }
    let results = report.results
    Report.write(
      "\(report.students) student\(report.students == 1 ? "" : "s"): \(results.graded) graded, \(results.missing) missing, "
        + "\(results.unreadable) unreadable, \(results.late) late")
    Report.write("Done: open \(output)/report.html")
  }
}
