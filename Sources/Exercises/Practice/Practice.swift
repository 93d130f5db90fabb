package import Grading
package import Questions

/// WorkedPass through one question's blanks: what is typed goes in, what there is to say comes out.
package struct Practice: Sendable {
  /// The question that is worked at.
  package let question: Question
  /// How far the student has come.
  package private(set) var entry: PracticeRecord.Entry
  /// The index of the blank that is being asked; nil once none is open.
  package private(set) var current: Int?
  private var asksForReset = false

  /// A practice from its start, or from where it was left.
  package init(_ question: Question, resuming entry: PracticeRecord.Entry? = nil) {
    self.question = question
    self.entry = entry ?? PracticeRecord.Entry(question)
    current = self.entry.blanks.firstIndex { $0.state == .open }
  }

  /// What comes of a line that was typed.
  package enum Reply: Sendable, Equatable {
    /// A right answer; the next blank is asked.
    case right(String)
    /// A wrong answer, or one in another form; the blank stays open.
    case wrong(Judgement)
    /// Nothing was judged, and nothing counts.
    case unreadable(String)
    /// The next hint, or the last one again.
    case hint(String, number: Int, of: Int)
    /// A hint was asked for and the question has none.
    case noHint
    /// Another blank is asked.
    case moved
    /// The blank was left out, and the next is asked.
    case skipped
    /// All blanks are to be listed.
    case list
    /// The theme is to be changed.
    case theme
    /// The commands are to be shown.
    case help
    /// The next line says whether everything is to be forgotten.
    case askReset
    /// Everything was forgotten, and the first blank is asked.
    case reset
    /// Nothing was forgotten.
    case kept
    /// The student stops for now.
    case quit
  }

  /// The letters that are no answers.
  package enum Command: String, Sendable, CaseIterable {
    case hint = "h"
    case next = "n"
    case skip = "s"
    case list = "l"
    case theme = "t"
    case reset = "x"
    case help = "?"
    case quit = "q"
  }

  /// Takes one line.
  package mutating func receive(_ line: String) -> Reply {
    let text = Visible.line(line)
    if asksForReset {
      asksForReset = false
      guard ["y", "yes"].contains(text.lowercased()) else { return .kept }
      entry = PracticeRecord.Entry(question)
      current = entry.blanks.isEmpty ? nil : 0
      return .reset
    }
    if let command = command(text) { return perform(command) }
    if let number = jump(text) {
      guard let index = question.blanks.firstIndex(where: { $0.number == number }) else {
        return .unreadable("There is no blank \(number).")
      }
      current = index
      return .moved
    }
    return answer(line)
  }

  /// A command by its letter or word, with or without a colon; without one the letters of choices
  /// and steps come first.
  private func command(_ text: String) -> Command? {
    let word = text.lowercased()
    let bare = word.hasPrefix(":") ? String(word.dropFirst()) : word
    let found = Command.allCases.first { $0.rawValue == bare || "\($0)" == bare }
    guard found != nil, !word.hasPrefix(":"), let current else { return found }
    let options: [String]
    switch question.blanks[current].answer {
    case .number, .text: options = []
    case .choice(_, let choices): options = choices
    case .order(let steps, _): options = steps
    }
    let isAnswer = options.indices.contains {
      ChoiceLabel.label($0, of: options).lowercased() == bare
    }
    return isAnswer ? nil : found
  }

  /// `:3` goes to blank 3.
  private func jump(_ text: String) -> Int? {
    text.hasPrefix(":") ? Int(text.dropFirst()) : nil
  }

  private mutating func perform(_ command: Command) -> Reply {
    switch command {
    case .hint:
      guard entry.hintsShown < question.hints.count else {
        guard let last = question.hints.last else { return .noHint }
        return .hint(last, number: question.hints.count, of: question.hints.count)
      }
      entry.hintsShown += 1
      return .hint(
        question.hints[entry.hintsShown - 1], number: entry.hintsShown, of: question.hints.count)
    case .next:
      advance()
      return .moved
    case .skip:
      if let current, entry.blanks[current].state != .right {
        entry.blanks[current].state = .skipped
      }
      advance()
      return .skipped
    case .list: return .list
    case .theme: return .theme
    case .help: return .help
    case .reset:
      asksForReset = true
      return .askReset
    case .quit: return .quit
    }
  }

  private mutating func answer(_ line: String) -> Reply {
    guard let current else {
      return .unreadable("All blanks are done; x starts again, :3 goes to blank 3, q quits.")
    }
    let number = question.blanks[current].number
    var answers: [Int: String] = [:]
    for blank in entry.blanks { answers[blank.number] = blank.answer }
    answers[number] = line
    let grade = Grader(question).grade(Submission(answers: answers))
    let judgement = grade.judgements[current]
    switch judgement.verdict {
    case .right, .carried:
      entry.blanks[current].state = .right
      entry.blanks[current].answer = Visible.line(line)
      advance()
      return .right(judgement.given)
    case .unreadable(let advice): return .unreadable(advice)
    case .empty: return .unreadable("Type an answer, or ? for the keys.")
    case .tooFewDigits, .otherForm: return .wrong(judgement)
    case .mistake, .pair, .order, .wrong, .trivial:
      if entry.blanks[current].state != .right { entry.blanks[current].misses += 1 }
      return .wrong(judgement)
    }
  }

  /// Goes to the next open blank, from the start again after the last.
  private mutating func advance() {
    let count = question.blanks.count
    let start = current ?? count - 1
    current = (1...max(1, count)).lazy.map { (start + $0) % max(1, count) }
      .first { entry.blanks.indices.contains($0) && entry.blanks[$0].state == .open }
  }

  /// Whether every blank is answered or was left out.
  package var isFinished: Bool { !entry.blanks.contains { $0.state == .open } }
}
