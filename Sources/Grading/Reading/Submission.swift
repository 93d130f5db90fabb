import Questions

/// What one student handed in, as it was written: nothing is judged yet.
package struct Submission: Sendable, Equatable {
  /// By the number of the blank.
  package var answers: [Int: String] = [:]
  /// Blanks that are answered twice, and not alike.
  package var contradicted: Set<Int> = []
  /// The exercise that the file says it is for.
  package var exercise: String?
  /// Who the file says it is from: names, ids and addresses.
  package var claims: [String] = []
  /// When it was handed in, if the file says so, as it is written.
  package var submitted: String?

  /// Answers by the number of the blank, of a student and an exercise that are not named.
  package init(answers: [Int: String] = [:]) { self.answers = answers }

  /// Whether nothing has been filled in.
  package var isBlank: Bool { answers.values.allSatisfy { $0.allSatisfy(\.isWhitespace) } }

  private static let endings: Set = ["csv", "tsv", "json", "md", "markdown", "txt", ""]

  /// The most bytes that are read of a file: a sheet's answers take a hundredth of it.
  package static let limit = 1 << 20

  /// Reads a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: CSV, JSON or Markdown.
  ///   - ending: The ending of the file's name, in small letters and without the point.
  /// - Throws: Why nothing can be read from it.
  package init(_ bytes: [UInt8], ending: String) throws(SubmissionError) {
    guard Self.endings.contains(ending) else { throw .unknownFormat(ending) }
    guard bytes.count <= Self.limit else { throw .tooLarge(limit: Self.limit) }
    let text = try Self.text(bytes)
    guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
    switch ending {
    case "csv", "tsv": readTable(text)
    case "json": try readJSON(text)
    case "md", "markdown": readMarkdown(text)
    default: try readUnnamed(text)
    }
    guard !answers.isEmpty || !contradicted.isEmpty else { throw .noAnswers }
  }

  private static func text(_ bytes: [UInt8]) throws(SubmissionError) -> String {
    if let text = sixteenBitText(bytes) { return text }
    guard !bytes.contains(0) else { throw .binary }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }

  /// What spreadsheets call Unicode text; nil for everything else.
  static func sixteenBitText(_ bytes: [UInt8]) -> String? {
    guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]),
      bytes.count % 2 == 0
    else { return nil }
    let low = bytes[0] == 0xFF ? 0 : 1
    let units = stride(from: 2, to: bytes.count, by: 2).map {
      UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
    }
    let text = String(decoding: units, as: UTF16.self)
    return text.unicodeScalars.contains("\0") ? nil : text
  }

  private mutating func readUnnamed(_ text: String) throws(SubmissionError) {
    switch text.first(where: { !$0.isWhitespace }) {
    case "{", "[": try readJSON(text)
    case "|", "#", "-", "*": readMarkdown(text)
    default:
      readTable(text)
      if answers.isEmpty { readMarkdown(text) }
    }
  }

  /// Takes an answer down; an empty one only if nothing else is said about the blank.
  mutating func note(_ answer: String, at number: Int) {
    let answer = String(answer.prefix(2000))
    let isEmpty = answer.allSatisfy(\.isWhitespace)
    guard let earlier = answers[number], !earlier.allSatisfy(\.isWhitespace) else {
      answers[number] = answer
      return
    }
    if !isEmpty, answer != earlier { contradicted.insert(number) }
  }

  /// Takes down what a field beside the answers says.
  mutating func note(_ text: String, as field: Field) {
    let text = Visible.line(text)
    guard !text.isEmpty else { return }
    switch field {
    case .exercise: exercise = exercise ?? text
    case .student: if !claims.contains(text) { claims.append(text) }
    case .submitted: submitted = submitted ?? text
    }
  }

  /// What a file may say beside its answers.
  enum Field {
    case exercise
    case student
    case submitted

    /// The names that the fields go by.
    init?(_ name: some StringProtocol) {
      switch name.lowercased().filter({ $0.isLetter }) {
      case "exercise": self = .exercise
      case "sheet", "student", "name", "id", "email", "studentid", "idnumber", "emailaddress",
        "fullname":
        self = .student
      case "submitted", "submittedat", "submissiontime", "timestamp", "date": self = .submitted
      default: return nil
      }
    }
  }

  /// The number of a blank, however it is written: `3`, `3.`, `(3)`, `blank 3`, `③`.
  static func number(_ label: some StringProtocol) -> Int? {
    var word = ""
    var digits = ""
    for scalar in label.unicodeScalars.prefix(24) {
      if ("0"..."9").contains(scalar) {
        digits.unicodeScalars.append(scalar)
      } else if scalar.properties.numericType != nil, let value = scalar.properties.numericValue {
        digits += "\(Int(value))"
      } else if scalar.properties.isAlphabetic {
        guard digits.isEmpty else { return nil }
        word.unicodeScalars.append(scalar)
      } else if "+-−/,".unicodeScalars.contains(scalar) {
        return nil
      }
    }
    guard ["", "blank", "no", "nr", "q"].contains(word.lowercased()) else { return nil }
    return Int(digits).flatMap { (1...9999).contains($0) ? $0 : nil }
  }
}

/// Why a file holds no submission.
package enum SubmissionError: InputError, Sendable, Equatable {
  /// There is nothing in the file.
  case empty
  /// The file is larger than this, in bytes.
  case tooLarge(limit: Int)
  /// The file is no text.
  case binary
  /// The file is text in another encoding.
  case notUTF8
  /// The ending of the file's name is none that is read.
  case unknownFormat(String)
  /// The file is no JSON; the line counts from 1, and the text says why.
  case json(line: Int, String)
  /// Nothing in the file is the number of a blank and its answer.
  case noAnswers

  package var description: String {
    switch self {
    case .empty: "empty"
    case .tooLarge(let limit): "larger than \(limit >> 10) KiB, which no answers are"
    case .binary: "not a text file; answers are CSV, JSON or Markdown"
    case .notUTF8: "not UTF-8; save it again with that encoding"
    case .unknownFormat(let ending):
      ".\(Visible.line(ending)) is not read; answers are .csv, .json or .md"
    case .json(let line, let text): "line \(line): not JSON: \(text)"
    case .noAnswers: "no answers found; each needs the number of its blank"
    }
  }
}
