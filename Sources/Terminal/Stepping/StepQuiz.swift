import Lesson

/// The questions of `--predict`: which are open, what was typed, and the score.
package struct StepQuiz: Equatable {
  private var open: [Prediction] = []
  private var typed = ""
  private var feedback = ""
  private var tries = 0
  /// The furthest step that has been asked for.
  private var furthest = 0
  private var atFirst = 0
  private var atSecond = 0
  private var asked = 0

  enum Outcome: Equatable {
    case notForTheQuestion
    case stillOpen
    /// All answered; what there is to say about the last answer.
    case closed(String)
  }

  /// Whether a question waits for its answer.
  package var isAsking: Bool { !open.isEmpty }

  /// Opens the questions before a step that has not been shown yet; whether there are any.
  mutating func ask(_ index: Int, _ tour: Tour) -> Bool {
    guard index > furthest || index == 0 && asked == 0 else { return false }
    open = tour.predictions(of: index).filter(\.answer.isFinite)
    (typed, feedback, tries) = ("", "", 0)
    pendingStep = index
    if open.isEmpty { furthest = index }
    return isAsking
  }

  private var pendingStep = 0

  /// Closes a question without an answer; it will be asked again.
  mutating func stop() {
    open = []
    (typed, feedback, tries) = ("", "", 0)
  }

  mutating func press(_ key: StepKey) -> Outcome {
    switch key {
    case .character(let character) where "0123456789.,+-−/eE".contains(character):
      typed.append(character)
    case .backspace where !typed.isEmpty: typed.removeLast()
    case .enter, .right, .character(" "), .character("n"), .character("l"), .character("j"):
      return submit(typed)
    case .character("s"): return reveal()
    case .character, .backspace, .left, .pan, .home, .end, .escape, .interrupt, .suspend, .redraw,
      .other:
      return .notForTheQuestion
    }
    return .stillOpen
  }

  /// Judges an answer.
  mutating func submit(_ text: String) -> Outcome {
    guard let question = open.first else { return .notForTheQuestion }
    typed = ""
    let number: Double
    do throws(TypedNumber.Refusal) {
      number = try TypedNumber(text).value
    } catch {
      feedback = text.isEmpty ? "\(error.advice) s shows it." : "\(text): \(error.advice)"
      return .stillOpen
    }
    guard let hint = question.hint(for: number) else {
      if tries == 0 { atFirst += 1 } else { atSecond += 1 }
      return close("Right: \(NumberText.card(question.answer)).")
    }
    tries += 1
    guard tries < 2 else {
      return close("\(hint) It is \(NumberText.card(question.answer)).")
    }
    feedback = "\(text): \(hint) Try once more."
    return .stillOpen
  }

  /// Shows the answer instead of asking on.
  mutating func reveal() -> Outcome {
    guard let question = open.first else { return .notForTheQuestion }
    return close("It is \(NumberText.card(question.answer)).")
  }

  private mutating func close(_ text: String) -> Outcome {
    asked += 1
    open.removeFirst()
    (typed, tries) = ("", 0)
    feedback = text
    guard open.isEmpty else { return .stillOpen }
    furthest = pendingStep
    feedback = ""
    return .closed(text)
  }

  /// The question as it is shown.
  var lines: [String] {
    guard let question = open.first else { return [] }
    return [question.prompt, "> \(typed)▏"] + (feedback.isEmpty ? [] : [feedback])
  }

  var prompt: String? { open.first?.prompt }

  var comment: String { feedback }

  /// The score so far, as a sentence.
  package var score: String {
    let shown = asked - atFirst - atSecond
    let numbers = asked == 1 ? "1 number" : "\(asked) numbers"
    return "Score: of \(numbers) you predicted \(atFirst) at the first try, \(atSecond) at the "
      + "second; \(shown) had to be shown."
  }
}
