import Questions

/// Which wrong answers can be told from the key and from each other.
enum Clashes {
  /// Two answers of one blank that a grader could not tell apart; nil stands for the key.
  struct Clash: Hashable {
    var blank: Int
    var code: String?
    var other: String
  }

  /// The clashes of a draw: with every blank before it right, and along what a student with one
  /// misconception answers from first to last.
  ///
  /// - Complexity: O(blanks · malrules²).
  static func all(_ drafts: [BlankDraft]) -> Set<Clash> {
    var clashes: Set<Clash> = []
    for (blank, draft) in drafts.enumerated() {
      for (index, mistake) in draft.candidates.enumerated() {
        if mistake.answer.isLike(draft.key) {
          clashes.insert(Clash(blank: blank, code: nil, other: mistake.code))
        }
        for other in draft.candidates[..<index] where mistake.answer.isLike(other.answer) {
          clashes.insert(Clash(blank: blank, code: other.code, other: mistake.code))
        }
      }
    }
    return clashes
  }

  /// How many wrong answers of consistent students would be taken for another mistake's.
  static func carried(_ drafts: [BlankDraft]) -> Int {
    var codes: [String] = []
    var seen: Set<String> = []
    for mistake in drafts.flatMap(\.candidates) where seen.insert(mistake.code).inserted {
      codes.append(mistake.code)
    }
    return codes.reduce(0) { $0 + carried($1, drafts) }
  }

  private static func carried(_ code: String, _ drafts: [BlankDraft]) -> Int {
    var own: [Int: Double] = [:]
    var count = 0
    for (index, draft) in drafts.enumerated() {
      guard case .number(let key, let tolerance) = draft.key else { continue }
      let value = { (number: Int) in own[number] ?? .nan }
      let follows = draft.derivation?.evaluate(value) ?? key
      guard let mistake = draft.candidates.first(where: { $0.code == code }) else {
        own[index + 1] = follows
        continue
      }
      let answer = mistake.number(value)
      own[index + 1] = answer
      let margin = 2 * tolerance
      // What only carries an earlier error on is right from there, and not told apart.
      guard (answer - follows).magnitude > margin else { continue }
      // Two wrongs that make a right would be praised.
      if (answer - key).magnitude <= margin { count += 1 }
      let hasDouble = draft.candidates.contains { other in
        other.code != code && (other.number(value) - answer).magnitude <= margin
          && !other.answer.isLike(mistake.answer)
      }
      if hasDouble { count += 1 }
    }
    return count
  }
}

extension Blank.Mistake {
  /// The wrong number from what stands in the blanks before.
  fileprivate func number(_ value: (Int) -> Double) -> Double {
    if let derivation { return derivation.evaluate(value) }
    if case .number(let number, _) = answer { return number }
    return .nan
  }
}

/// What clashes in every draw of an exercise, and so can never be told apart.
struct DistractorStudy {
  /// By blank and code: malrules that never change the answer there.
  private var silent: Set<Clashes.Clash> = []
  /// Pairs that always give the same.
  private var twins: Set<Clashes.Clash> = []

  init(_ draws: [Draw]) {
    var met: [Clashes.Clash: Int] = [:]
    var same: [Clashes.Clash: Int] = [:]
    for draw in draws {
      for (blank, draft) in draw.drafts.enumerated() {
        for (index, mistake) in draft.candidates.enumerated() {
          met[.init(blank: blank, code: nil, other: mistake.code), default: 0] += 1
          for other in draft.candidates[..<index] {
            met[.init(blank: blank, code: other.code, other: mistake.code), default: 0] += 1
          }
        }
      }
      for clash in Clashes.all(draw.drafts) { same[clash, default: 0] += 1 }
    }
    for (clash, count) in same where count == met[clash] {
      if clash.code == nil { silent.insert(clash) } else { twins.insert(clash) }
    }
  }

  /// The drafts without malrules that have no bite, and with each group of twins as one.
  func settled(_ drafts: [BlankDraft]) -> [BlankDraft] {
    drafts.enumerated().map { blank, draft in
      var draft = draft
      var kept: [Blank.Mistake] = []
      for mistake in draft.candidates {
        if silent.contains(.init(blank: blank, code: nil, other: mistake.code)) { continue }
        let twin = kept.firstIndex { other in
          twins.contains(.init(blank: blank, code: other.code, other: mistake.code))
            && other.answer.isLike(mistake.answer)
        }
        if let twin {
          // A slip of the pen explains nothing that a malrule explains.
          if !Malrule.answers.contains(where: { $0.code == mistake.code }) {
            kept[twin].also.append(mistake.code)
            if let derivation = mistake.derivation, derivation != kept[twin].derivation {
              kept[twin].twins =
                (kept[twin].twins ?? [])
                + [.init(code: mistake.code, derivation: derivation)]
            }
          }
        } else {
          kept.append(mistake)
        }
      }
      draft.candidates = kept
      return draft
    }
  }
}
