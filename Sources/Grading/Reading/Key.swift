import Foundation
package import Questions

/// The questions of a class, as `gradwalk exercise make` keeps them for the teacher.
package struct Key: Sendable {
  /// By exercise, and by the student's slug or name.
  private var own: [String: [String: Question]] = [:]
  /// By exercise, for everybody.
  private var common: [String: Question] = [:]
  /// By exercise and the number of the sheet, for sheets without names.
  private var sheets: [String: [Int: Question]] = [:]

  /// A key of questions; one without a student is everybody's.
  package init(_ questions: [Question]) {
    for question in questions { add(question, slug: nil) }
  }

  /// Reads a key.
  ///
  /// - Parameter path: A JSON file with a question or a list of them, or a folder of such files,
  ///   in which a folder's name is a student's slug.
  /// - Throws: What is wrong, and with which file.
  package init(_ path: String) throws(KeyFileError) {
    for (slug, questions) in try Self.files(of: path) {
      for question in questions {
        let isKnown =
          question.student == nil
          && question.sheet.map { sheets[question.exercise]?[$0] != nil }
            ?? (common[question.exercise] != nil)
        guard !isKnown else {
          throw KeyFileError(
            description:
              "\(path): several variants of \(question.exercise) are for nobody, and their sheets "
              + "have no numbers, or the same; make the sheets with --students or --count")
        }
        add(question, slug: slug)
      }
    }
    guard !exercises.isEmpty else {
      throw KeyFileError(
        description: "\(path): holds no questions; the key is JSON that exercise make wrote")
    }
  }

  private mutating func add(_ question: Question, slug: String?) {
    guard let student = question.student else {
      if let sheet = question.sheet {
        sheets[question.exercise, default: [:]][sheet] = question
      } else {
        common[question.exercise] = question
      }
      return
    }
    own[question.exercise, default: [:]][slug ?? Visible.line(student)] = question
  }

  /// In the order of their names.
  package var exercises: [String] {
    Set(own.keys).union(common.keys).union(sheets.keys).sorted()
  }

  /// Those who answer numbered sheets, known by the numbers; nil where the key has none.
  package var sheetRoster: Roster? {
    let numbers = Set(sheets.values.flatMap(\.keys)).sorted()
    return numbers.isEmpty ? nil : Roster(sheets: numbers)
  }

  /// What a student was asked; nil if the key has nothing for them.
  package func question(_ exercise: String, for student: Roster.Student) -> Question? {
    let own = own[exercise] ?? [:]
    return own[student.slug] ?? own[student.name] ?? sheet(exercise, student)
      ?? common[exercise]
  }

  private func sheet(_ exercise: String, _ student: Roster.Student) -> Question? {
    guard let number = Int(student.id), student.slug == "sheet-\(number)" else { return nil }
    return sheets[exercise]?[number]
  }

  /// Every question of a key, by its path.
  ///
  /// - Parameter path: As for a key; here several variants may be without a name.
  /// - Returns: At least one question.
  /// - Throws: What is wrong, and with which file.
  package static func questions(of path: String) throws(KeyFileError) -> [Question] {
    let questions = try files(of: path).flatMap(\.questions)
    guard !questions.isEmpty else {
      throw KeyFileError(
        description: "\(path): holds no questions; the key is JSON that exercise make wrote")
    }
    return questions
  }

  /// What each file holds, and the name of its folder.
  private static func files(
    of path: String
  ) throws(KeyFileError) -> [(slug: String?, questions: [Question])] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw KeyFileError(
        description: "\(path): no such file or folder; gradwalk exercise make writes the key")
    }
    let files = isFolder.boolValue ? Self.files(in: path) : [""]
    let results = files.concurrentMap { file in
      Result { () throws(KeyFileError) in
        try Self.questions(file.isEmpty ? path : "\(path)/\(file)")
      }
    }
    var read: [(slug: String?, questions: [Question])] = []
    for (file, result) in zip(files, results) {
      let parts = file.split(separator: "/")
      let slug = parts.count > 1 ? String(parts[parts.count - 2]) : nil
      read.append((slug, try result.get()))
    }
    return read
  }

  private static func files(in folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted()
  }

  /// What is wrong with JSON, in one line.
  private static func reason(_ error: any Error) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? "it" : "“\(Visible.line(path))”"
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): return "\(place(context)) has no “\(key.stringValue)”"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(place(context)) is of another kind"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      return "\(place(context)) has another value"
    case .dataCorrupted, .none: return "it is not JSON"
    @unknown default: return "it cannot be read"
    }
  }

  private static func questions(_ file: String) throws(KeyFileError) -> [Question] {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw KeyFileError(description: "\(file): cannot be read; check its permissions")
    }
    let isList = data.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "[")
    do {
      return isList
        ? try JSONDecoder().decode([Question].self, from: data)
        : [try JSONDecoder().decode(Question.self, from: data)]
    } catch {
      throw KeyFileError(
        description: "\(file): no key that gradwalk exercise make wrote: \(reason(error))")
    }
  }
}

/// What is wrong with a key, and with which of its files.
package struct KeyFileError: InputError, Equatable {
  package var description: String
}
