import Lesson
package import Questions

/// Judges what a student answered: a pure function of the question and the answers.
///
/// A blank is held against the truth first, then against what follows from the student's own
/// answers to earlier blanks, then against what misconceptions give from either. Where several of
/// these give the same answer, the student's other blanks decide.
package struct Grader: Sendable {
  private let question: Question
  /// What there is to say of a misconception, by its code.
  private let misconceptions: [String: Misconception]

  /// A judge of the answers to one question.
  package init(_ question: Question) {
    self.question = question
    misconceptions = Dictionary(
      question.blanks.flatMap(\.mistakes).map { ($0.code, $0.misconception) }
    ) { first, _ in first }
  }

  /// Judges every blank of the question.
  package func grade(_ submission: Submission) -> Grade {
    var answers: [Int: TypedAnswer] = [:]
    var failures: [Int: TypedAnswerError] = [:]
    for blank in question.blanks {
      do throws(TypedAnswerError) {
        if submission.contradicted.contains(blank.number) {
          throw .unreadable("This blank is answered twice, and not alike; give one answer.")
        }
        answers[blank.number] = try TypedAnswer(
          submission.answers[blank.number] ?? "", for: blank)
      } catch {
        failures[blank.number] = error
      }
    }
    let followThrough = FollowThrough(question, answers)
    let findings = question.blanks.map { blank -> AnswerFinding in
      switch (answers[blank.number], failures[blank.number]) {
      case (let answer?, _): AnswerFinding(answer, blank, followThrough)
      case (nil, .unreadable(let advice)): .settled(.unreadable(advice))
      case (nil, .empty), (nil, nil): .settled(.empty)
      }
    }
    let evidence = Evidence(findings)
    let judgements = zip(question.blanks, findings).map { blank, finding in
      var verdict = verdict(on: finding, evidence)
      if verdict == .wrong, let answer = answers[blank.number] {
        verdict = pair(answer, blank) ?? .wrong
      }
      return Judgement(
        number: blank.number, given: Visible.line(submission.answers[blank.number] ?? ""),
        verdict: verdict, points: Self.credit(verdict) * blank.points, outOf: blank.points)
    }
    return Grade(exercise: question.exercise, seed: question.seed, judgements: judgements)
  }

  private static func credit(_ verdict: Judgement.Verdict) -> Double {
    switch verdict {
    case .right: Credit.right
    case .carried: Credit.carried
    case .tooFewDigits, .otherForm: Credit.formOnly
    case .order(let right, let count, _): Credit.order(right: right, of: count)
    case .mistake, .pair, .wrong, .trivial, .unreadable, .empty: Credit.wrong
    }
  }

  /// Decides between what an answer may be.
  private func verdict(on finding: AnswerFinding, _ evidence: Evidence) -> Judgement.Verdict {
    switch finding {
    case .settled(let verdict): return verdict
    case .open(nil, let suspects): return mistake(among: suspects, evidence) ?? .wrong
    case .open(let other?, let suspects):
      // What follows from own answers is believed, unless the misconception that gives the same
      // shows in another blank.
      let proven = suspects.filter { suspect in
        if case .carried = other, suspect.from.isEmpty { return false }
        return suspect.codes.contains(where: evidence.isProven)
      }
      return mistake(among: proven, evidence) ?? other
    }
  }

  /// The two misconceptions that together explain what nothing else does.
  private func pair(_ answer: TypedAnswer, _ blank: Blank) -> Judgement.Verdict? {
    guard
      let pair = blank.pairs?.entries.first(where: { $0.answers.contains(where: answer.isLike) }),
      let one = misconceptions[pair.first], let other = misconceptions[pair.second]
    else { return nil }
    return .pair(one, other)
  }

  /// The misconception that fits most of the student's blanks.
  private func mistake(
    among suspects: [AnswerFinding.Suspect], _ evidence: Evidence
  ) -> Judgement.Verdict? {
    let choices = suspects.flatMap { suspect in
      suspect.codes.compactMap { code in misconceptions[code].map { (suspect.from, $0) } }
    }
    let most = choices.map { evidence.count($0.1.code) }.max()
    guard let (from, mistake) = choices.first(where: { evidence.count($0.1.code) == most }) else {
      return nil
    }
    return .mistake(mistake, from: from)
  }

  /// Whether a number is another, give or take a tolerance.
  static func agrees(_ typed: Double, _ exact: Double, _ tolerance: Double) -> Bool {
    if typed == exact || typed.isNaN && exact.isNaN { return true }
    // What a binary fraction makes of a tolerance's own last bit must not decide.
    return typed.isFinite && exact.isFinite
      && (typed - exact).magnitude <= tolerance * (1 + 1e-9)
  }
}

extension TypedAnswer {
  /// Whether it is what a pair of misconceptions answers.
  fileprivate func isLike(_ answer: String) -> Bool {
    switch self {
    case .number(let typed):
      // A tolerance takes its time, and few answers are anywhere near.
      Double(answer).map { number in
        (typed.value - number).magnitude <= 0.01 * max(1, number.magnitude)
          && Grader.agrees(typed.value, number, HandNumber.tolerance(of: number))
      } ?? false
    case .text(let text): PrintedText.isLike(text, answer)
    case .choice, .order: false
    }
  }
}

/// In how many blanks nothing but a misconception explains a student's answer, by its code.
private struct Evidence {
  private var possible: [String: Int] = [:]

  init(_ findings: [AnswerFinding]) {
    for case .open(nil, let suspects) in findings {
      // From wrong answers, those that give the same from right ones need not do so.
      let codes = Set(suspects.flatMap { $0.from.isEmpty ? $0.codes : Array($0.codes.prefix(1)) })
      for code in codes { possible[code, default: 0] += 1 }
    }
  }

  func count(_ code: String) -> Int { possible[code, default: 0] }

  func isProven(_ code: String) -> Bool { count(code) > 0 }
}

/// What a judgement is worth, as a share of a blank's points: the whole policy.
///
/// Whatever is right, and whatever is rightly worked out from an own earlier answer, counts in
/// full: an error costs once. An answer that is right but for its form counts half. A recognised
/// misconception is explained, and counts nothing.
package enum Credit {
  /// For the right answer: all of the points.
  package static let right = 1.0
  /// For what is rightly worked out from an own earlier answer: all of the points.
  package static let carried = 1.0
  /// Too few digits, or the right number printed in another way.
  package static let formOnly = 0.5
  /// For anything else: none of the points.
  package static let wrong = 0.0

  /// An order that starts well: its longest right beginning, as a share, and never all.
  package static func order(right: Int, of count: Int) -> Double {
    Double(min(right, count - 1)) / Double(max(1, count))
  }
}
