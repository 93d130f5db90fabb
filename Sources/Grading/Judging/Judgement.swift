package import Lesson

/// What one answer is found to be.
package struct Judgement: Sendable, Equatable {
  /// The number of the blank.
  package var number: Int
  /// What was answered, fit to be shown in a line.
  package var given: String
  /// What the answer is.
  package var verdict: Verdict
  /// What it earns.
  package var points: Double
  /// What the right answer earns.
  package var outOf: Double

  /// How an answer is judged, and why.
  package enum Verdict: Sendable, Equatable {
    /// The key's answer, or one that is as right.
    case right
    /// Wrong, and exactly what follows from the student's own answers to earlier blanks.
    case carried(from: [Int])
    /// The right number, with fewer digits than are needed.
    case tooFewDigits(needed: Int)
    /// The right number or word, printed in another way.
    case otherForm
    /// A misconception's answer, from the true values or from the student's own earlier ones.
    case mistake(Misconception, from: [Int])
    /// An answer that two misconceptions together lead to, and nothing else that is known.
    case pair(Misconception, Misconception)
    /// Steps in an order whose first `right` are possible.
    case order(right: Int, of: Int, reason: OrderFault)
    /// Wrong, and nothing known explains it.
    case wrong
    /// It follows from an own earlier answer that leaves nothing to work out.
    case trivial(from: [Int])
    /// No answer of the kind that is asked for; what is accepted, as a sentence.
    case unreadable(String)
    /// Nothing was filled in.
    case empty
  }

  /// What is wrong with an order of steps.
  package enum OrderFault: Sendable, Equatable {
    /// A step that needs another one first.
    case tooEarly(step: String, needs: String)
    /// A step that stands there twice.
    case repeated(step: String)
    /// The order ends, and this step has not come.
    case missing(step: String)
  }
}

extension Judgement.Verdict {
  /// The misconceptions that it names: one, or the two of a pair.
  package var misconceptions: [Misconception] {
    switch self {
    case .mistake(let misconception, _): [misconception]
    case .pair(let first, let second): [first, second]
    case .right, .carried, .tooFewDigits, .otherForm, .order, .wrong, .trivial, .unreadable, .empty:
      []
    }
  }

  /// The verdict's stable name in files.
  package var name: String {
    switch self {
    case .right: "right"
    case .carried: "carried"
    case .tooFewDigits: "too-few-digits"
    case .otherForm: "other-form"
    case .mistake: "mistake"
    case .pair: "pair"
    case .order: "order"
    case .wrong: "wrong"
    case .trivial: "trivial"
    case .unreadable: "unreadable"
    case .empty: "empty"
    }
  }
}

/// A student's result in one exercise.
package struct Grade: Sendable, Equatable {
  /// The exercise's name.
  package var exercise: String
  /// The seed of the student's variant.
  package var seed: UInt64
  /// What each answer is, in the order of the blanks.
  package var judgements: [Judgement]

  /// What all answers earn together.
  package var points: Double { judgements.reduce(0) { $0 + $1.points } }
  /// What all right answers earn together.
  package var outOf: Double { judgements.reduce(0) { $0 + $1.outOf } }

  /// Whether nothing was answered.
  package var isBlank: Bool { judgements.allSatisfy { $0.verdict == .empty } }

  /// The misconceptions that were recognised, each once, in the order of the blanks.
  package var mistakes: [(code: String, name: String)] {
    var seen: Set<String> = []
    return judgements.flatMap(\.verdict.misconceptions)
      .filter { seen.insert($0.code).inserted }.map { ($0.code, $0.name) }
  }
}
