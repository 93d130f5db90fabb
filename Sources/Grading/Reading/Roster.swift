import Foundation
import Questions

/// The students of a class, from a CSV file with a header.
package struct Roster: Sendable, Equatable {
  /// A line of the roster.
  package struct Student: Sendable, Equatable {
    /// The line of the roster, counted from 1.
    package var line: Int
    /// The student's name as the roster writes it.
    package var name: String
    /// Empty where the roster has none.
    package var id: String
    /// Empty where the roster has none.
    package var email: String
    /// What the student's files are called, `[a-z0-9-]`; no other student has it.
    package var slug: String
  }

  /// The students, in the order of the lines.
  package private(set) var students: [Student] = []
  /// Lines that were passed over, and why.
  package private(set) var remarks: [Remark] = []

  /// Something in the roster that a teacher should look at.
  package struct Remark: Sendable, Equatable {
    /// The line of the roster, counted from 1.
    package var line: Int
    /// What is odd about it, as a sentence.
    package var text: String
  }

  enum Column {
    case name
    case firstName
    case lastName
    case id
    case email
  }

  /// The names that registers and learning systems give to a column, in small letters without
  /// spaces and signs.
  static func column(_ header: String) -> Column? {
    let key = header.lowercased().filter { $0.isLetter || $0.isNumber }
    return switch key {
    case "name", "student", "fullname", "studentname", "learner": .name
    case "firstname", "givenname", "first", "forename": .firstName
    case "lastname", "surname", "familyname", "last": .lastName
    case "id", "studentid", "idnumber", "number", "studentnumber", "matriculation", "matrnr",
      "matriculationnumber", "sisuserid", "sid":
      .id
    case "email", "emailaddress", "mail", "sisloginid": .email
    default: nil
    }
  }

  /// A class that is known by the numbers of its sheets alone.
  init(sheets: [Int]) {
    students = sheets.enumerated().map { index, sheet in
      Student(
        line: index + 1, name: "Sheet \(sheet)", id: "\(sheet)", email: "",
        slug: "sheet-\(sheet)")
    }
  }

  /// Reads a roster.
  ///
  /// - Parameter text: CSV with a header; name, id and email in any order, one of them at least.
  /// - Throws: What is missing.
  package init(_ text: String) throws(RosterError) {
    let contents = CSV.read(text)
    if let line = contents.openQuote { throw .openQuote(line: line) }
    guard let header = contents.records.first else { throw .empty }
    let columns = header.fields.map(Self.column)
    guard columns.contains(where: { $0 != nil }) else {
      throw .noColumns(found: header.fields.map { String($0.prefix(40)) })
    }
    var seen: [String: Int] = [:]
    var slugs = Slug.reserved
    for record in contents.records.dropFirst() {
      var student = Self.student(record, columns)
      guard let key = student.key else {
        remarks.append(Remark(line: record.line, text: "has no name, no id and no email"))
        continue
      }
      if let first = seen[key] {
        remarks.append(
          Remark(line: record.line, text: "is the student of line \(first) again; the first counts")
        )
        continue
      }
      seen[key] = record.line
      student.slug = Slug.unused(student.slug, id: student.id, &slugs)
      students.append(student)
    }
  }

  static func student(_ record: CSV.Record, _ columns: [Column?]) -> Student {
    var parts: [Column: String] = [:]
    for (column, field) in zip(columns, record.fields) {
      guard let column, parts[column, default: ""].isEmpty else { continue }
      parts[column] = Visible.line(field)
    }
    let names = [parts[.firstName, default: ""], parts[.lastName, default: ""]]
    let id = parts[.id, default: ""]
    let email = parts[.email, default: ""]
    var name = parts[.name, default: ""]
    if name.isEmpty { name = names.filter { !$0.isEmpty }.joined(separator: " ") }
    if name.isEmpty { name = id.isEmpty ? email : id }
    return Student(line: record.line, name: name, id: id, email: email, slug: Slug.text(name))
  }
}

extension Roster.Student {
  /// What tells one student from another: the id, else the email, else the name.
  fileprivate var key: String? {
    [id, email, name].map { $0.lowercased() }.first { !$0.isEmpty }
  }
}

extension StringProtocol {
  /// Without spaces and line ends at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.dropLast(start.reversed().prefix(while: \.isWhitespace).count))
  }
}

/// Why there is no roster at all.
package enum RosterError: InputError, Sendable, Equatable {
  /// There is nothing but space.
  case empty
  /// No column names students; the columns that there are.
  case noColumns(found: [String])
  /// A quote opens in this line and never closes.
  case openQuote(line: Int)

  package var description: String {
    switch self {
    case .empty: "empty; a roster is CSV with a header, such as name,id,email"
    case .noColumns(let found):
      "line 1: no column is called name, id or email; there are \(found.joined(separator: ", "))"
    case .openQuote(let line): "line \(line): a quote opens here and never closes"
    }
  }
}
