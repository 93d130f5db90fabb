import Foundation
import Questions

/// The answers of a whole class in one CSV file, as spreadsheets and learning systems export them:
/// with a row for each student and a column for each blank, or a row for each student and blank.
package struct ClassTable: Sendable {
  /// One for each student and attempt, in the order of their first rows.
  package private(set) var handedIn: [HandedIn] = []
  /// Rows that were passed over, and why.
  package private(set) var incidents: [Gradebook.Incident] = []

  /// The most bytes: ten thousand students with long answers take a tenth of it.
  package static let limit = 64 << 20

  private let name: String
  private var columns: [Column?] = []
  private var roster: [Roster.Column?] = []
  private var isLong = false
  /// For a long table, where the answers of a student's attempt are kept.
  private var places: [String: Int] = [:]
  private var submissions: [(line: Int, submission: Submission)] = []

  private enum Column: Equatable {
    /// The number of a blank, in a long table.
    case number
    /// What was answered, in a long table.
    case answer
    /// What was answered in a blank, in a wide table.
    case blank(Int)
    case exercise
    case attempt
    case submitted
  }

  /// Reads a file.
  ///
  /// - Parameter path: A plain file; its name stands in messages, and may name the exercise.
  /// - Throws: Why nothing can be read from it.
  package init(file path: String) throws(ClassTableError) {
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
      throw .unreadable
    }
    guard size <= Self.limit else { throw .tooLarge(limit: Self.limit) }
    guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable }
    try self.init(Array(data), name: URL(fileURLWithPath: path).lastPathComponent)
  }

  /// Reads a file's bytes.
  package init(_ bytes: [UInt8], name: String) throws(ClassTableError) {
    self.name = Visible.line(name)
    // A row in another encoding must not cost the others.
    var text = Submission.sixteenBitText(bytes) ?? String(decoding: bytes, as: UTF8.self)
    var firstLine = 1
    var isFirst = true
    repeat {
      let contents = CSV.read(text)
      var records = contents.records[...]
      if isFirst {
        guard let header = records.popFirst() else { throw .empty }
        try read(header: header.fields)
        isFirst = false
      }
      for record in records where record.line != contents.openQuote {
        read(CSV.Record(line: record.line + firstLine - 1, fields: record.fields))
      }
      guard let open = contents.openQuote else { break }
      // The rows after a quote that never closes are read again without it.
      refuse(line: open + firstLine - 1, "not read: a quote opens here and never closes")
      text = Self.text(text, after: open)
      firstLine += open
    } while true
    handedIn = submissions.map { line, submission in
      HandedIn(place: "\(self.name), line \(line)", submission)
    }
  }

  private static func text(_ text: String, after line: Int) -> String {
    var lines = 0
    let rest = text.utf8.drop { byte in
      guard lines < line else { return false }
      if byte == UInt8(ascii: "\n") { lines += 1 }
      return true
    }
    return String(rest) ?? ""
  }

  private mutating func refuse(line: Int, _ text: String) {
    incidents.append(Gradebook.Incident(place: "\(name), line \(line)", text: text))
  }
}

/// The header.
extension ClassTable {
  private mutating func read(header: [String]) throws(ClassTableError) {
    let named = header.map(Self.column)
    isLong = named.contains(.number) && named.contains(.answer)
    columns = named.enumerated().map { index, column in
      switch column {
      case .number, .answer: isLong ? column : nil
      case .blank: isLong ? nil : column
      case .exercise, .attempt, .submitted, nil: column
      }
    }
    roster = zip(header, columns).map { $1 == nil ? Roster.column($0) : nil }
    let found = header.prefix(12).map { String(Visible.line($0).prefix(40)) }
    guard roster.contains(where: { $0 != nil }) else { throw .noStudents(found: found) }
    let hasBlanks = columns.contains { if case .blank? = $0 { true } else { false } }
    guard isLong || hasBlanks else { throw .noBlanks(found: found) }
  }

  private static func column(_ header: String) -> Column? {
    switch header.lowercased().filter({ $0.isLetter || $0.isNumber || $0 == "#" }) {
    case "blank", "question", "item", "blanknumber", "questionnumber", "#": .number
    case "answer", "youranswer", "response", "value": .answer
    case "exercise": .exercise
    case "attempt": .attempt
    case "submitted", "submittedat", "submittedon", "submissiontime", "timestamp", "completed",
      "completedon", "date":
      .submitted
    default: number(in: header).map { .blank($0) }
    }
  }

  /// The number of the blank that a column is for: `3`, `blank 3`, `Response 3`, `3 answer`, or the
  /// question's own text, `(3) the gradient of w`.
  private static func number(in header: String) -> Int? {
    if let number = Submission.number(header) { return number }
    let text = Visible.line(header).lowercased()
    let digits =
      text.wholeMatch(of: /(?:response|answer|question|item) ?(\d{1,4})/)?.output.1
      ?? text.wholeMatch(of: /(\d{1,4}) ?(?:answer|response)/)?.output.1
      ?? text.firstMatch(of: #/\((\d{1,4})\) /#)?.output.1
    return digits.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }
}

/// The rows.
extension ClassTable {
  private mutating func read(_ record: CSV.Record) {
    let fields = record.fields
    guard !fields.contains(where: { $0.utf8.contains(0) }) else {
      return refuse(line: record.line, "not read: holds bytes that are no text")
    }
    let extra = fields.dropFirst(columns.count)
    guard extra.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) else {
      return refuse(
        line: record.line,
        "not read: \(fields.count) fields, where the header has \(columns.count); "
          + "answers with a comma in them need quotes")
    }
    let student = Roster.student(record, roster)
    let claims = [student.id, student.email, student.name].filter { !$0.isEmpty }
    guard !claims.isEmpty else {
      return refuse(line: record.line, "not read: does not say whose answers these are")
    }
    if isLong {
      readLong(record, claims)
    } else {
      readWide(record, claims)
    }
  }

  private func submission(_ record: CSV.Record, _ claims: [String]) -> Submission {
    var submission = Submission()
    for claim in claims { submission.note(claim, as: .student) }
    for (column, field) in zip(columns, record.fields) {
      switch column {
      case .exercise: submission.note(field, as: .exercise)
      case .submitted: submission.note(field, as: .submitted)
      case .number, .answer, .blank, .attempt, nil: continue
      }
    }
    return submission
  }

  private mutating func readWide(_ record: CSV.Record, _ claims: [String]) {
    var submission = submission(record, claims)
    let answers = zip(columns, record.fields).compactMap { column, field -> (Int, String)? in
      if case .blank(let number)? = column { (number, field) } else { nil }
    }
    if answers.count == 1, let parts = Self.parts(of: answers[0].1) {
      for (number, answer) in parts { submission.note(answer, at: number) }
    } else {
      for (number, answer) in answers { submission.note(answer, at: number) }
    }
    submissions.append((record.line, submission))
  }

  /// All blanks of a cloze question in one field, as Moodle writes them: `part 1: 6; part 2: -8`.
  private static func parts(of field: String) -> [(Int, String)]? {
    guard field.prefixMatch(of: #/\s*part \d+: /#) != nil else { return nil }
    return field.split(separator: /;\s*(?=part \d+:)/).compactMap { part in
      part.wholeMatch(of: /\s*part (\d{1,4}):\s*(.*)/.dotMatchesNewlines()).flatMap { match in
        Int(match.output.1).map { ($0, String(match.output.2)) }
      }
    }
  }

  private mutating func readLong(_ record: CSV.Record, _ claims: [String]) {
    var label = ""
    var answer = ""
    var attempt = ""
    for (column, field) in zip(columns, record.fields) {
      switch column {
      case .number: label = field
      case .answer: answer = field
      case .attempt: attempt = field
      case .blank, .exercise, .submitted, nil: continue
      }
    }
    guard let number = Submission.number(label) ?? Self.number(in: label) else {
      return refuse(
        line: record.line, "not read: “\(Visible.line(label))” is no number of a blank")
    }
    var new = submission(record, claims)
    let key = (claims + ["", new.exercise ?? "", attempt]).joined(separator: "\n")
    if let place = places[key] {
      // The whole is as late as its last row.
      let times = [submissions[place].submission.submitted, new.submitted].compactMap(\.self)
      submissions[place].submission.submitted = times.max { one, other in
        guard let first = Timestamp(one), let second = Timestamp(other) else { return false }
        return first < second
      }
      submissions[place].submission.note(answer, at: number)
    } else {
      new.note(answer, at: number)
      places[key] = submissions.count
      submissions.append((record.line, new))
    }
  }
}

/// Why nothing can be read.
package enum ClassTableError: InputError, Sendable, Equatable {
  /// The file cannot be opened.
  case unreadable
  /// The file is larger than this, in bytes.
  case tooLarge(limit: Int)
  /// There is nothing but space.
  case empty
  /// No column says whose answers they are; the columns that there are.
  case noStudents(found: [String])
  /// No column has answers; the columns that there are.
  case noBlanks(found: [String])

  package var description: String {
    switch self {
    case .unreadable: "cannot be read; check its permissions"
    case .tooLarge(let limit): "larger than \(limit >> 20) MiB, which no class's answers are"
    case .empty: "empty; a class's answers are CSV with a header"
    case .noStudents(let found):
      "line 1: no column says whose answers they are: name, id or email; there are "
        + found.joined(separator: ", ")
    case .noBlanks(let found):
      "line 1: no columns for blanks, such as 1, 2, 3, and no columns blank and answer; there are "
        + found.joined(separator: ", ")
    }
  }
}
