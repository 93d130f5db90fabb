package import Lesson

/// The steps as sentences, one after the other, for where there is no terminal.
package struct StepPlain {
  let tour: Tour
  let steps: [Int]
  let source: [String]
  let isASCII: Bool
  let write: (String) -> Void
  /// The next answer; nil when no more come.
  let readLine: () -> String?

  /// Some steps of a tour, all of them if nil, a way to write them, and a way to get answers.
  package init(
    tour: Tour, steps: [Int]? = nil, source: [String], isASCII: Bool,
    write: @escaping (String) -> Void,
    readLine: @escaping () -> String?
  ) {
    self.tour = tour
    self.steps = steps ?? Array(tour.indices)
    self.source = source
    self.isASCII = isASCII
    self.write = write
    self.readLine = readLine
  }

  /// Writes every step; with `predicts` asks for its numbers first, and stops where no answer comes.
  package func run(predicts: Bool) {
    var quiz = predicts ? StepQuiz() : nil
    var walk = TourWalk(tour)
    for index in steps {
      if index > 0, quiz?.ask(index, tour) == true, var asking = quiz {
        guard ask(&asking) else {
          write(say(asking.score) + "\n")
          return
        }
        quiz = asking
      }
      let moment = walk.view(index)
      write(
        TerminalPlain.text(
          moment, tour.stages[moment.stop.stage].graph, source: source, isASCII: isASCII) + "\n")
    }
    guard let last = steps.last else { return }
    let moment = tour[last]
    for line in TerminalPlain.leaves(moment, tour.stages[moment.stop.stage].graph) {
      write(say(line) + "\n")
    }
    if let quiz { write("\n" + say(quiz.score) + "\n") }
  }

  /// Asks until all is answered; false if no more answers come.
  private func ask(_ quiz: inout StepQuiz) -> Bool {
    var asked: String?
    while let prompt = quiz.prompt {
      if prompt != asked { write(say("Question: \(prompt)") + "\n") }
      asked = prompt
      guard let answer = readLine() else { return false }
      let outcome = answer == "s" ? quiz.reveal() : quiz.submit(answer)
      switch outcome {
      case .closed(let text): write(say(text) + "\n\n")
      case .stillOpen, .notForTheQuestion: write(say(quiz.comment) + "\n")
      }
    }
    return true
  }

  private func say(_ text: String) -> String { isASCII ? TerminalText.ascii(text) : text }
}
