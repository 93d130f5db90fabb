import Foundation

/// The students of a class, from a CSV file with a header.
package struct Roster: Sendable, Equatable {
  package struct Student: Sendable, Equatable {
    /// The line of the roster, counted from 1.
    package var line: Int
    package var name: String
    /// Empty where the roster has none.
    package var id: String
    package var email: String
    /// What the student's files are called, `[a-z0-9-]`; no other student has it.
    package var slug: String
  }

  package private(set) var students: [Student] = []
  /// Lines that were passed over, and why.
  package private(set) var remarks: [Remark] = []

  package struct Remark: Sendable, Equatable {
    package var line: Int
    package var text: String
  }

  /// Why there is no roster at all.
  package enum Refusal: Error, Sendable, Equatable {
    case empty
    case noColumns(found: [String])
    case openQuote(line: Int)
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
  package init(_ text: String) throws(Refusal) {
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

extension Roster.Refusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "empty; a roster is CSV with a header, such as name,id,email"
    case .noColumns(let found):
      "line 1: no column is called name, id or email; there are \(found.joined(separator: ", "))"
    case .openQuote(let line): "line \(line): a quote opens here and never closes"
    }
  }
}

/// Names made fit for files, on every system.
package enum Slug {
  /// The letters and digits of a text in small ASCII, with hyphens between its words; `student` for
  /// a text without any.
  package static func text(_ text: String) -> String { key(text) ?? "student" }

  /// The same, by which texts are compared; nil for one without letters and digits, which is like no
  /// other.
  static func key(_ text: String) -> String? {
    let latin = text.applyingTransform(.toLatin, reverse: false) ?? text
    var slug = ""
    for scalar in latin.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
      case "ß": slug += "ss"
      case "ø": slug += "o"
      case "æ": slug += "ae"
      case "ł": slug += "l"
      case "đ", "ð": slug += "d"
      case "'", "’", "ʹ", "ʻ", "ʼ": continue
      case _ where scalar.properties.generalCategory == .nonspacingMark: continue
      default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
      }
      if slug.utf8.count >= 60 { break }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? nil : slug
  }

  /// What Windows takes for devices, wherever a file of the name lies.
  static let reserved: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })

  /// A slug that nobody has yet: with the id after it, or a number, where two names are alike.
  static func unused(_ slug: String, id: String, _ taken: inout Set<String>) -> String {
    if taken.insert(slug).inserted { return slug }
    if !id.isEmpty {
      let longer = "\(slug)-\(text(id))"
      if taken.insert(longer).inserted { return longer }
    }
    var count = 2
    while !taken.insert("\(slug)-\(count)").inserted { count += 1 }
    return "\(slug)-\(count)"
  }
}

/// What comes from outside, made fit to be shown in one line.
package enum Visible {
  private static let longest = 200

  /// A text without outer spaces, line ends and characters that cannot be seen; cut where long.
  package static func line(_ text: some StringProtocol) -> String {
    var line = ""
    var isCut = false
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard index < longest else {
        isCut = true
        break
      }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
        line += " "
      // Marks that turn the direction of writing could pass one file's name off as another's.
      case .format, .surrogate, .privateUse, .unassigned: continue
      default: line.unicodeScalars.append(scalar)
      }
    }
    let words = line.split(separator: " ").joined(separator: " ")
    return isCut ? words + "…" : words
  }
}

extension StringProtocol {
  /// Without spaces and line ends at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.dropLast(start.reversed().prefix(while: \.isWhitespace).count))
  }
}
