import Lesson
import Questions

/// What one answer may be, before the student's other blanks are looked at.
enum AnswerFinding {
  case settled(Judgement.Verdict)
  /// A misconception's, unless something else explains it: that it follows from earlier blanks.
  case open(Judgement.Verdict?, suspects: [Suspect])

  /// A misconception that gives this answer, with those that always give the same here, and the
  /// wrong answers that it was worked out from.
  struct Suspect {
    var codes: [String]
    var from: [Int]
  }

  init(_ answer: TypedAnswer, _ blank: Blank, _ followThrough: FollowThrough) {
    switch (answer, blank.answer) {
    case (.number(let typed), .number(let key, let tolerance)):
      self = NumberFinding(typed, key, tolerance, blank, followThrough).finding
    case (.text(let text), .text(let key)): self.init(text, key, blank, followThrough)
    case (.choice(let index), .choice(let key, _)):
      let isRight = index == key || blank.alsoRight?.contains(index) == true
      self = isRight ? .settled(.right) : AnswerFinding(suspects: answer, blank, else: .wrong)
    case (.order(let order), .order(let steps, let pairs)):
      let check = OrderCheck(order, steps: steps, pairs: pairs)
      guard let fault = check.fault else {
        self = .settled(.right)
        return
      }
      self = AnswerFinding(
        suspects: answer, blank, else: .order(right: check.right, of: steps.count, reason: fault))
    case (.number, _), (.text, _), (.choice, _), (.order, _):
      preconditionFailure("blank \(blank.number) was read as another kind of answer")
    }
  }

  /// What a line prints: compared as text, and as a number where it is one.
  private init(_ text: String, _ key: String, _ blank: Blank, _ followThrough: FollowThrough) {
    let given = PrintedText.key(text)
    let wanted = PrintedText.key(key)
    // The name of an error may have its message after it.
    if given == wanted || wanted.hasSuffix("error") && given.hasPrefix("\(wanted):") {
      self = .settled(.right)
      return
    }
    self = AnswerFinding(suspects: .text(text), blank, else: .wrong)
    guard case .settled = self, let typed = try? TypedNumber(text),
      let number = try? TypedNumber(key).value
    else { return }
    if Grader.agrees(typed.value, number, 0) {
      self = .settled(.otherForm)
    } else if let outcome = blank.derivation.flatMap(followThrough.outcome) {
      let tolerance = 1e-4 * number.magnitude
      let finding = NumberFinding(typed, number, tolerance, blank, followThrough)
      if let carried = finding.carried(outcome) { self = .settled(carried) }
    }
    // A wrong number is the same in another form.
    guard case .settled(.wrong) = self else { return }
    self = AnswerFinding(suspects: .text(text), blank, else: .wrong) { _, typical in
      if case .text(let typical) = typical {
        PrintedText.isSameNumber(text, typical)
      } else {
        false
      }
    }
  }

  private init(
    suspects answer: TypedAnswer, _ blank: Blank, else verdict: Judgement.Verdict,
    where matches: (TypedAnswer, Blank.Answer) -> Bool = AnswerFinding.matches
  ) {
    let suspects = blank.mistakes.filter { matches(answer, $0.answer) }
      .map { Suspect(codes: [$0.code] + $0.also, from: []) }
    self =
      suspects.isEmpty ? .settled(verdict) : .open(nil, suspects: suspects)
  }

  private static func matches(_ answer: TypedAnswer, _ typical: Blank.Answer) -> Bool {
    switch (answer, typical) {
    case (.text(let text), .text(let typical)): PrintedText.key(text) == PrintedText.key(typical)
    case (.choice(let index), .choice(let typical, _)): index == typical
    case (.order(let order), .order(let steps, let pairs)):
      OrderCheck(order, steps: steps, pairs: pairs).fault == nil
    case (.number(let typed), .number(let typical, let tolerance)):
      Grader.agrees(typed.value, typical, tolerance)
    case (.text, _), (.choice, _), (.order, _), (.number, _): false
    }
  }
}

/// Where a number may come from.
private struct NumberFinding {
  let typed: TypedNumber
  let key: Double
  let tolerance: Double
  let blank: Blank
  let followThrough: FollowThrough

  init(
    _ typed: TypedNumber, _ key: Double, _ tolerance: Double, _ blank: Blank,
    _ followThrough: FollowThrough
  ) {
    self.typed = typed
    self.key = key
    self.tolerance = tolerance
    self.blank = blank
    self.followThrough = followThrough
  }

  var finding: AnswerFinding {
    if Grader.agrees(typed.value, key, tolerance) { return .settled(.right) }
    let outcome = blank.derivation.flatMap(followThrough.outcome)
    let carried = outcome.flatMap(carried)
    if carried == .right { return .settled(.right) }
    let suspects = suspects
    if let carried { return .open(carried, suspects: suspects) }
    if !suspects.isEmpty { return .open(nil, suspects: suspects) }
    return .settled(digits(outcome) ?? .wrong)
  }

  /// Whether the number follows from the student's own answers, and what that makes it.
  func carried(_ outcome: FollowThrough.Outcome) -> Judgement.Verdict? {
    guard outcome.numbers.contains(where: agrees) else { return nil }
    if outcome.from.isEmpty { return .right }
    return outcome.isTrivial ? .trivial(from: outcome.from) : .carried(from: outcome.from)
  }

  private var suspects: [AnswerFinding.Suspect] {
    var suspects: [AnswerFinding.Suspect] = []
    for mistake in blank.mistakes {
      let codes = [mistake.code] + mistake.also
      if let outcome = mistake.derivation.flatMap(followThrough.outcome),
        outcome.numbers.contains(where: agrees)
      {
        suspects.append(AnswerFinding.Suspect(codes: codes, from: outcome.from))
      } else if case .number(let typical, let tolerance) = mistake.answer,
        Grader.agrees(typed.value, typical, tolerance)
      {
        suspects.append(AnswerFinding.Suspect(codes: codes, from: []))
      }
      for twin in mistake.twins ?? [] {
        guard let outcome = followThrough.outcome(twin.derivation), !outcome.from.isEmpty,
          outcome.numbers.contains(where: agrees)
        else { continue }
        suspects.append(AnswerFinding.Suspect(codes: [twin.code], from: outcome.from))
      }
    }
    return suspects
  }

  /// Right as far as it goes, from the truth or from the student's own answers.
  private func digits(_ outcome: FollowThrough.Outcome?) -> Judgement.Verdict? {
    let own = outcome.map { $0.isTrivial ? [] : $0.numbers } ?? []
    return ([key] + own).first { Digits.isRightAsFarAsItGoes(typed, $0) }
      .map { .tooFewDigits(needed: Digits.needed(for: $0, within: tolerance(at: $0))) }
  }

  private func agrees(_ number: Double) -> Bool {
    number.isFinite && Grader.agrees(typed.value, number, tolerance(at: number))
  }

  /// The tolerance at another number than the key: as many digits, where that is larger.
  private func tolerance(at number: Double) -> Double {
    guard key != 0, key.isFinite, number.isFinite else { return tolerance }
    return max(tolerance, min(tolerance / key.magnitude, 5e-4) * number.magnitude)
  }
}
