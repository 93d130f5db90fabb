import Lesson

/// Judges what a student answered: a pure function of the question and the answers.
///
/// A blank is held against the truth first, then against what follows from the student's own
/// answers to earlier blanks, then against what misconceptions give from either.
package struct Grader: Sendable {
  private let question: Question
  private let followThrough: FollowThrough

  package init(_ question: Question) {
    self.question = question
    followThrough = FollowThrough(question)
  }

  /// Judges every blank of the question.
  package func grade(_ submission: Submission) -> Grade {
    var own: [Int: TypedAnswer] = [:]
    var failures: [Int: TypedAnswer.Failure] = [:]
    for blank in question.blanks {
      do throws(TypedAnswer.Failure) {
        if submission.contradicted.contains(blank.number) {
          throw .unreadable("This blank is answered twice, and not alike; give one answer.")
        }
        own[blank.number] = try TypedAnswer(submission.answers[blank.number] ?? "", for: blank)
      } catch {
        failures[blank.number] = error
      }
    }
    let paths = followThrough.paths(from: own)
    let judgements = question.blanks.map { blank in
      let verdict: Judgement.Verdict
      switch (own[blank.number], failures[blank.number]) {
      case (let answer?, _): verdict = Self.verdict(on: answer, blank, paths)
      case (nil, .unreadable(let advice)): verdict = .unreadable(advice)
      case (nil, .empty), (nil, nil): verdict = .empty
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
    case .mistake, .wrong, .trivial, .unreadable, .empty: Credit.wrong
    }
  }

  private static func verdict(
    on answer: TypedAnswer, _ blank: Blank, _ paths: FollowThrough.Paths
  ) -> Judgement.Verdict {
    switch (answer, blank.answer) {
    case (.number(let typed), .number(let key, let tolerance)):
      return numberVerdict(typed, key, tolerance, blank, paths)
    case (.text(let text), .text(let key)): return textVerdict(text, key, blank)
    case (.choice(let index), .choice(let key, _)):
      if index == key { return .right }
    case (.order(let order), .order(let steps, let pairs)):
      let check = OrderCheck(order, steps: steps, pairs: pairs)
      guard let fault = check.fault else { return .right }
      if let mistake = mistake(answer, blank) { return mistake }
      return .order(right: check.right, of: steps.count, reason: fault)
    case (.number, _), (.text, _), (.choice, _), (.order, _):
      preconditionFailure("blank \(blank.number) was read as another kind of answer")
    }
    return mistake(answer, blank) ?? .wrong
  }

  private static func textVerdict(
    _ text: String, _ key: String, _ blank: Blank
  ) -> Judgement.Verdict {
    let given = PrintedText.key(text)
    let wanted = PrintedText.key(key)
    // The name of an error may have its message after it.
    if given == wanted || wanted.hasSuffix("error") && given.hasPrefix("\(wanted):") {
      return .right
    }
    if let mistake = mistake(.text(text), blank) { return mistake }
    return PrintedText.isSameNumber(text, key) ? .otherForm : .wrong
  }

  /// The misconception that gives just this answer.
  private static func mistake(_ answer: TypedAnswer, _ blank: Blank) -> Judgement.Verdict? {
    let found = blank.mistakes.first { mistake in
      switch (answer, mistake.answer) {
      case (.text(let text), .text(let typical)): PrintedText.key(text) == PrintedText.key(typical)
      case (.choice(let index), .choice(let typical, _)): index == typical
      case (.order(let order), .order(let steps, let pairs)):
        !pairs.isEmpty && OrderCheck(order, steps: steps, pairs: pairs).fault == nil
      case (.number(let typed), .number(let typical, let tolerance)):
        Self.agrees(typed.value, typical, tolerance)
      case (.text, _), (.choice, _), (.order, _), (.number, _): false
      }
    }
    return found.map {
      .mistake(code: $0.code, name: $0.name, feedback: $0.feedback, from: [])
    }
  }

  static func agrees(_ typed: Double, _ exact: Double, _ tolerance: Double) -> Bool {
    if typed == exact || typed.isNaN && exact.isNaN { return true }
    // What one third makes of a tolerance's own last bit must not decide.
    return typed.isFinite && exact.isFinite
      && (typed - exact).magnitude <= tolerance * (1 + 1e-9)
  }
}
