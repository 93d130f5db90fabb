import Questions

/// A blank in a form that a platform can judge.
struct ExportItem {
  var number: Int
  var prompt: String
  var points: Double
  var judged: Judged

  enum Judged {
    /// The slips' intervals overlap neither the key's nor each other's.
    case number(NumberRange, slips: [Slip<NumberRange>])
    case text(String, slips: [Slip<String>])
    /// Two or more, exactly one of them right.
    case choice([Option])
    /// Steps, the pairs (first, later) that have to be kept, and wrong places: the step at `i`
    /// done as number `places[i]`, counted from 1.
    case order([String], pairs: [[Int]], slips: [Slip<[Int]>])
  }

  /// A recognised mistake: what it answers, and what its maker is told.
  struct Slip<Answer> {
    var code: String
    var feedback: String
    var answer: Answer
  }

  struct Option {
    var text: String
    var isKey: Bool
    var feedback: String?
  }

  /// What a student is told whose answer is neither right nor a known mistake.
  static let unknownMistake =
    "Not right, and none of the slips that are common here: check each step against the rules."

  /// Nil, with a note, where the format cannot ask it.
  init?(
    _ blank: Blank, of question: String, _ abilities: ExportFormat.Abilities,
    _ notes: inout [ExportNote]
  ) {
    number = blank.number
    prompt = blank.prompt
    points = blank.points
    var kinds: [ExportNote.Kind] = []
    let judged = Judged(blank, abilities, &kinds)
    notes += kinds.map { ExportNote(question, blank: blank.number, $0) }
    guard let judged else { return nil }
    self.judged = judged
  }
}

extension ExportItem.Judged {
  fileprivate init?(
    _ blank: Blank, _ abilities: ExportFormat.Abilities, _ notes: inout [ExportNote.Kind]
  ) {
    switch blank.answer {
    case .number(let value, let tolerance) where value.isFinite:
      self.init(
        NumberRange(value: value, tolerance: tolerance), blank.mistakes, abilities, &notes)
    case .number(let value, _):
      self.init(Self.word(for: value), blank.mistakes, abilities, &notes)
    case .text(let text):
      self.init(text, blank.mistakes, abilities, &notes)
    case .choice(let key, let texts):
      if let others = blank.alsoRight, !others.isEmpty, !abilities.contains(.severalRight) {
        notes.append(.severalRight)
        return nil
      }
      self.init(key, blank.alsoRight ?? [], of: texts, blank.mistakes, &notes)
    case .order(let steps, let pairs):
      self.init(steps, pairs, blank.mistakes, abilities, &notes)
    }
  }

  private init?(
    _ key: NumberRange, _ mistakes: [Blank.Mistake], _ abilities: ExportFormat.Abilities,
    _ notes: inout [ExportNote.Kind]
  ) {
    // Classic quizzes of Canvas keep four decimals.
    guard key.value == 0 || key.value.magnitude >= 1e-4 || abilities.contains(.tinyNumbers) else {
      notes.append(.tooSmall)
      return nil
    }
    guard abilities.contains(.numberFeedback) else {
      if !mistakes.isEmpty { notes.append(.noFeedbackForNumbers) }
      self = .number(key, slips: [])
      return
    }
    var slips: [ExportItem.Slip<NumberRange>] = []
    for mistake in mistakes {
      guard case .number(let value, let tolerance) = mistake.answer, value.isFinite else {
        notes.append(.mistakeOfAnotherKind(mistake.code))
        continue
      }
      let range = NumberRange(value: value, tolerance: max(0, tolerance))
      if ([key] + slips.map(\.answer)).contains(where: range.overlaps) {
        notes.append(.mistakeCovered(mistake.code))
      } else {
        slips.append(.init(code: mistake.code, feedback: mistake.feedback, answer: range))
      }
    }
    self = .number(key, slips: slips)
  }

  private init?(
    _ text: String, _ mistakes: [Blank.Mistake], _ abilities: ExportFormat.Abilities,
    _ notes: inout [ExportNote.Kind]
  ) {
    let key = text.trimmed
    guard !key.isEmpty else {
      notes.append(.emptyText)
      return nil
    }
    if let reason = Self.reason(against: key, abilities) {
      notes.append(reason)
      return nil
    }
    if !abilities.contains(.capitals) { notes.append(.caseIgnored) }
    func folded(_ answer: String) -> String {
      abilities.contains(.capitals) ? answer : answer.lowercased()
    }
    var slips: [ExportItem.Slip<String>] = []
    for mistake in mistakes {
      let answer: String
      switch mistake.answer {
      case .text(let text): answer = text.trimmed
      case .number(let value, _):
        answer = value.isFinite ? PlainDecimal.text(value) : Self.word(for: value)
      case .choice, .order: answer = ""
      }
      if answer.isEmpty || Self.reason(against: answer, abilities) != nil {
        notes.append(.mistakeOfAnotherKind(mistake.code))
      } else if ([key] + slips.map(\.answer)).contains(where: { folded($0) == folded(answer) }) {
        notes.append(.mistakeCovered(mistake.code))
      } else {
        slips.append(.init(code: mistake.code, feedback: mistake.feedback, answer: answer))
      }
    }
    self = .text(key, slips: slips)
  }

  private static func reason(
    against text: String, _ abilities: ExportFormat.Abilities
  ) -> ExportNote.Kind? {
    if !abilities.contains(.severalLines), text.contains(where: \.isNewline) {
      return .severalLines
    }
    return !abilities.contains(.anyText) && GIFT.misreads(text) ? .readAsSyntax : nil
  }

  private init?(
    _ key: Int, _ alsoRight: [Int], of texts: [String], _ mistakes: [Blank.Mistake],
    _ notes: inout [ExportNote.Kind]
  ) {
    guard texts.count > 1, texts.indices.contains(key), Set(texts).count == texts.count,
      texts.allSatisfy({ !$0.trimmed.isEmpty })
    else {
      notes.append(.choiceWithoutKey)
      return nil
    }
    var options = texts.map { ExportItem.Option(text: $0, isKey: false, feedback: nil) }
    for index in [key] + alsoRight where options.indices.contains(index) {
      options[index].isKey = true
    }
    for mistake in mistakes {
      guard case .choice(let index, _) = mistake.answer, options.indices.contains(index) else {
        notes.append(.mistakeOfAnotherKind(mistake.code))
        continue
      }
      if options[index].isKey || options[index].feedback != nil {
        notes.append(.mistakeCovered(mistake.code))
      } else {
        options[index].feedback = mistake.feedback
      }
    }
    self = .choice(options)
  }

  /// How Python prints a number that is none.
  private static func word(for value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = self.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
