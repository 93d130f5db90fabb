package import Foundation
package import Questions

/// How far a student has come with the exercises: what `gradwalk exercise try` keeps in a file.
package struct PracticeRecord: Codable, Sendable, Equatable {
  /// Said at the top of the file.
  package var note = PracticeRecord.remark
  /// The one tried last comes last.
  package var exercises: [Entry] = []

  private static let remark =
    "Written by gradwalk exercise try after each answer; it may be copied to another computer."

  /// One variant that is being worked at.
  package struct Entry: Codable, Sendable, Equatable {
    /// The exercise's name.
    package var exercise: String
    /// The seed of the variant.
    package var seed: UInt64
    /// Tells whether the exercise is still the one that was tried.
    package var fingerprint: String
    /// How many hints the student has seen.
    package var hintsShown = 0
    /// What became of the blanks, in their order.
    package var blanks: [PracticeRecord.Answer]

    /// A question that nothing was done about.
    package init(_ question: Question) {
      exercise = question.exercise
      seed = question.seed
      fingerprint = PracticeRecord.fingerprint(question)
      blanks = question.blanks.map { PracticeRecord.Answer(number: $0.number) }
    }
  }

  /// How far one blank has come.
  package struct Answer: Codable, Sendable, Equatable {
    /// The number of the blank, counted from 1.
    package var number: Int
    /// What became of it.
    package var state = State.open
    /// Wrong answers so far; what cannot be read is none.
    package var misses = 0
    /// The right answer, as it was typed.
    package var answer: String?
  }

  /// Whether a blank is still to be answered.
  package enum State: String, Codable, Sendable {
    /// To be answered.
    case open
    /// Answered rightly.
    case right
    /// Left out by the student.
    case skipped
  }

  /// A record of nothing.
  package init() {}

  /// Reads what ``text`` wrote.
  package init(_ data: Data) throws {
    self = try JSONDecoder().decode(PracticeRecord.self, from: data)
  }

  /// As JSON, with a line for everything.
  package func text() throws -> String {
    try StableJSON.text(self)
  }

  /// What is kept of an exercise as it was tried last, with whatever numbers.
  package func last(_ exercise: String) -> Entry? {
    exercises.last { $0.exercise == exercise }
  }

  /// What is kept of a question; nil if nothing is, or if the exercise has changed since.
  package func entry(for question: Question) -> Entry? {
    exercises.first {
      $0.exercise == question.exercise && $0.seed == question.seed
        && $0.fingerprint == PracticeRecord.fingerprint(question)
        && $0.blanks.map(\.number) == question.blanks.map(\.number)
    }
  }

  /// Puts an entry in the place of an earlier one, at the end.
  package mutating func keep(_ entry: Entry) {
    exercises.removeAll { $0.exercise == entry.exercise && $0.seed == entry.seed }
    exercises.append(entry)
  }

  /// Sixteen hexadecimal digits that change with what is asked and answered (FNV-1a, 64 bits).
  private static func fingerprint(_ question: Question) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let parts = [question.text] + question.blanks.map { "\($0.prompt)\n\($0.answer)" }
    for byte in parts.joined(separator: "\n").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
