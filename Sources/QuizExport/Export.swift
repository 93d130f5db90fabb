package import Questions

/// Questions as one file for a learning platform.
package struct Export: Sendable {
  /// The bytes of the file.
  package var bytes: [UInt8]
  /// What the format could not carry, in the order of the questions.
  package var notes: [ExportNote]

  /// Writes the questions down.
  ///
  /// - Parameters:
  ///   - questions: Variants of one or more exercises; those of one exercise become a group.
  ///   - format: Which file.
  ///   - options: What the teacher has decided.
  /// - Throws: ``ExportError``; then there is no file.
  package init(
    _ questions: [Question], to format: ExportFormat, options: ExportOptions = ExportOptions()
  ) throws(ExportError) {
    var notes: [ExportNote] = []
    let drafts = try Self.drafts(of: questions, format, options, &notes)
    bytes =
      switch format {
      case .moodle, .moodleSingle:
        Array(MoodleXML(drafts, whole: format == .moodle, options).text.utf8)
      case .gift: Array(GIFT(drafts, options).text.utf8)
      case .qti: try QTIPackage(drafts, options).package.zip()
      case .canvas: try CanvasPackage(drafts).package.zip()
      }
    self.notes = notes
  }

  private static func drafts(
    of questions: [Question], _ format: ExportFormat, _ options: ExportOptions,
    _ notes: inout [ExportNote]
  ) throws(ExportError) -> [QuestionDraft] {
    var drafts: [QuestionDraft] = []
    var seen: Set<String> = []
    for question in questions {
      if let reason = question.reasonAgainstExport {
        throw .badQuestion(question.identifier, reason)
      }
      guard seen.insert(question.identifier).inserted else {
        notes.append(ExportNote(question.identifier, .repeated))
        continue
      }
      let draft = try QuestionDraft(question, format, options, &notes)
      if draft.items.isEmpty {
        notes.append(ExportNote(question.identifier, .nothingLeft))
      } else {
        drafts.append(draft)
      }
    }
    guard !drafts.isEmpty else { throw .nothingToExport(notes) }
    // A stable sort by exercise: a platform keeps the variants of one exercise together.
    var exercises: [String] = []
    for draft in drafts where !exercises.contains(draft.exercise) {
      exercises.append(draft.exercise)
    }
    return exercises.flatMap { exercise in drafts.filter { $0.exercise == exercise } }
  }
}

extension Question {
  /// What the variant is called in every platform: it stays the same when it is exported again.
  package var identifier: String { "gw-\(exercise)-s\(variantName)" }

  /// The seed; and where a student's name is a part of it, digits that do not give the name away.
  var variantName: String {
    guard let student else { return "\(seed)" }
    var generator = SplitMix64(seed: seed, name: student)
    return "\(seed)-" + String(generator.next() >> 32, radix: 16)
  }

  /// Why no platform could take the question; nil if one can.
  fileprivate var reasonAgainstExport: String? {
    let letters = exercise.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
    if exercise.isEmpty || !letters {
      return "the exercise's name '\(exercise)' has other characters than a-z, 0-9 and '-'"
    }
    if title.allSatisfy(\.isWhitespace) { return "it has no title" }
    if blanks.isEmpty { return "it has no blanks" }
    for blank in blanks {
      guard blank.points.isFinite, blank.points >= 0 else {
        return "blank \(blank.number) is worth \(blank.points) points"
      }
      if case .number(_, let tolerance) = blank.answer, !(tolerance >= 0 && tolerance.isFinite) {
        return "blank \(blank.number) has the tolerance \(tolerance)"
      }
      if case .order(let steps, let pairs) = blank.answer,
        !pairs.allSatisfy({ $0.count == 2 && $0.allSatisfy(steps.indices.contains) })
      {
        return "blank \(blank.number) has a pair that names no two of its steps"
      }
    }
    if Set(blanks.map(\.number)).count < blanks.count { return "two blanks have the same number" }
    return nil
  }
}
