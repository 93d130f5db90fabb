import Foundation
import Grading
import Lesson
package import Questions

/// The proof that an exercise grades what it should, for a range of seeds.
package struct Proof: Sendable {
  /// What does not grade as it should, a sentence each; empty where all is proved.
  package private(set) var failures: [String] = []
  private let name: String
  private let count: Int
  private var codes: Set<String> = []
  private var blanks = 0
  private var remarks = 0

  /// - Throws: Why a variant cannot be made.
  package init(_ variants: Variants, seeds: ClosedRange<UInt64>) throws(ExerciseError) {
    name = variants.exercise.name
    count = seeds.count
    let results = Array(seeds).concurrentMap { seed in
      Result { () throws(ExerciseError) in try variants.variant(seed: seed) }
    }
    for (seed, result) in zip(seeds, results) {
      let variant = try result.get()
      blanks = max(blanks, variant.question.blanks.count)
      remarks += variant.remarks.count
      for failure in Self.failures(of: variant.question) {
        failures.append("seed \(seed): \(failure)")
      }
      codes.formUnion(variant.question.blanks.flatMap(\.mistakes).map(\.code))
    }
  }

  /// One line on what was proven.
  package var summary: String {
    let outcome = failures.isEmpty ? "ok" : "\(failures.count) FAILED"
    let rest =
      remarks == 0
      ? "all told apart" : "\(remarks) that could not be told apart were left out"
    return "\(name): \(outcome), \(count) seeds, "
      + "blanks: \(blanks), kinds of mistakes: \(codes.count), \(rest)"
  }

  /// What a question gets wrong: nothing, where it is sound.
  package static func failures(of question: Question) -> [String] {
    let grader = Grader(question)
    let right = key(of: question)
    var failures: [String] = []
    let full = grader.grade(Submission(answers: right))
    if full.points != full.outOf {
      failures.append("the key gets \(full.points) of \(full.outOf) points")
    }
    for blank in question.blanks {
      for mistake in blank.mistakes {
        var answers = right
        answers[blank.number] = mistake.answer.typed
        let judged = grader.grade(Submission(answers: answers)).judgements
        let verdict = judged.first { $0.number == blank.number }?.verdict
        if verdict?.code != mistake.code {
          failures.append(
            "blank \(blank.number): “\(mistake.name)” (\(mistake.answer.typed)) is judged "
              + "\(verdict.map { "\($0)" } ?? "not at all")")
        }
      }
      for pair in blank.pairs.map({ Array($0.entries) }) ?? [] {
        for answer in pair.answers {
          var answers = right
          answers[blank.number] = answer
          let judged = grader.grade(Submission(answers: answers)).judgements
          guard let judgement = judged.first(where: { $0.number == blank.number }) else { continue }
          let codes = judgement.verdict.misconceptions.map(\.code)
          // An answer may also be right but for its digits.
          if codes != [pair.first, pair.second], judgement.points == 0 {
            failures.append(
              "blank \(blank.number): \(pair.first) with \(pair.second) (\(answer)) is judged "
                + "\(judgement.verdict)")
          }
        }
      }
      // In an order, a number is the place of a step.
      let garbage =
        blank.kind == .order ? ["x + ", "=HYPERLINK(1)"] : ["x + ", "1e", "--3", "=HYPERLINK(1)"]
      for garbage in garbage {
        var answers = right
        answers[blank.number] = garbage
        let judged = grader.grade(Submission(answers: answers)).judgements
        if let judgement = judged.first(where: { $0.number == blank.number }), judgement.points > 0
        {
          failures.append("blank \(blank.number): “\(garbage)” gets \(judgement.points) points")
        }
      }
    }
    return failures
  }

  /// What a student types who gets everything right.
  static func key(of question: Question) -> [Int: String] {
    Dictionary(uniqueKeysWithValues: question.blanks.map { ($0.number, $0.answer.typed) })
  }
}

extension Blank.Answer {
  /// The answer as it is typed, with all its digits.
  var typed: String {
    switch self {
    case .number(let number, _): "\(number)"
    case .text(let text): text
    case .choice(let index, _): "\(index + 1)"
    case .order: text
    }
  }
}

extension Judgement.Verdict {
  /// The misconception that it names.
  fileprivate var code: String? {
    misconceptions.count == 1 ? misconceptions[0].code : nil
  }
}
