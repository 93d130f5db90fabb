import Foundation
import Lesson
import Questions

/// A class's results as files.
extension Gradebook {
  /// A row for every student and exercise, fit for a spreadsheet.
  package var gradesCSV: String {
    let most = entries.map(\.question.blanks.count).max() ?? 0
    let answers = (0..<most).flatMap {
      ["\($0 + 1) answer", "\($0 + 1) verdict", "\($0 + 1) points"]
    }
    var text = CSV.line(
      [
        "name", "id", "email", "exercise", "seed", "status", "points", "out of", "percent",
        "submitted", "file", "misconceptions",
      ] + answers)
    for entry in entries { text += CSV.line(Self.row(entry, blanks: most)) }
    return text
  }

  private static func row(_ entry: Entry, blanks: Int) -> [String] {
    let student = entry.student
    let percent = entry.outOf > 0 ? 100 * entry.points / entry.outOf : 0
    var row = [
      student.name, student.id, student.email, entry.question.exercise,
      "\(entry.question.seed)", entry.status, PointsText.text(entry.points),
      PointsText.text(entry.outOf), PointsText.text(percent), entry.submitted ?? "",
      entry.file ?? "", entry.grade?.mistakes.map(\.code).joined(separator: " ") ?? "",
    ]
    for index in 0..<blanks {
      guard let judgements = entry.grade?.judgements, index < judgements.count else {
        row += ["", "", ""]
        continue
      }
      let judgement = judgements[index]
      row += [judgement.given, judgement.code, PointsText.text(judgement.points)]
    }
    return row
  }

  /// The results in the shape of exercism's `results.json`: for every student and exercise a
  /// status, and a test for every blank.
  package func resultsJSON() throws -> String {
    try StableJSON.text(
      Results(
        results: entries.map(Results.Result.init),
        incidents: incidents.map { ClassReport.Incident(place: $0.place, text: $0.text) }))
  }
}

extension ClassReport {
  /// The whole report as JSON.
  package func json() throws -> String { try StableJSON.text(self) }
}

extension Gradebook.Entry {
  /// In files: `graded`, `late`, `missing` or `unreadable`.
  fileprivate var status: String {
    switch outcome {
    case .graded: isLate ? "late" : "graded"
    case .missing: "missing"
    case .unreadable: "unreadable"
    }
  }
}

extension Judgement {
  /// The verdict in files: its name, or the code of the misconception, or of two with a plus.
  fileprivate var code: String {
    let codes = verdict.misconceptions.map(\.code)
    return codes.isEmpty ? verdict.name : codes.joined(separator: "+")
  }
}

private struct Results: Encodable {
  var version = 3
  var results: [Result]
  var incidents: [ClassReport.Incident]

  struct Result: Encodable {
    var student: String
    var id: String
    var email: String
    var exercise: String
    var seed: UInt64
    var file: String?
    var submitted: String?
    var isLate: Bool
    var points: Double
    var outOf: Double
    /// `pass` where all points are reached, `fail`, or `error` where nothing was graded.
    var status: String
    var message: String?
    var tests: [Test]

    init(_ entry: Gradebook.Entry) {
      student = entry.student.name
      id = entry.student.id
      email = entry.student.email
      exercise = entry.question.exercise
      seed = entry.question.seed
      file = entry.file
      submitted = entry.submitted
      isLate = entry.isLate
      points = entry.points
      outOf = entry.outOf
      let names = entry.question.names
      switch entry.outcome {
      case .graded(let grade):
        status = grade.points >= grade.outOf ? "pass" : "fail"
        tests = zip(grade.judgements, entry.question.blanks).map { Test($0, $1, names) }
      case .missing: (status, message, tests) = ("error", "no answers came", [])
      case .unreadable(let reason): (status, message, tests) = ("error", reason, [])
      }
    }
  }

  struct Test: Encodable {
    /// `3 d.grad`.
    var name: String
    /// `pass` for all points, `fail`, or `error` where the answer could not be read.
    var status: String
    /// The verdict's name or the misconception's code.
    var code: String
    var message: String
    /// What was answered.
    var output: String
    var points: Double
    var outOf: Double

    init(_ judgement: Judgement, _ blank: Blank, _ names: [Int: String]) {
      name = "\(blank.number) \(blank.name)"
      code = judgement.code
      let explanation = judgement.explanation(blank, names: names)
      message =
        explanation.isEmpty
        ? judgement.headline(names) : "\(judgement.headline(names)): \(explanation)"
      output = judgement.given
      points = judgement.points
      outOf = judgement.outOf
      status = judgement.points >= judgement.outOf ? "pass" : "fail"
      if case .unreadable = judgement.verdict { status = "error" }
    }
  }
}
