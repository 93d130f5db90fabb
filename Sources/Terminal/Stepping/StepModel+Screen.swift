import Lesson

extension StepModel {
  var stop: Tour.Stop {
    let stops = tour.stops(of: min(position, tour.count - 1))
    return stops[stops.endIndex - 1]
  }

  var isFolded: Bool { folds ?? (tour.stages[stop.stage].outline != nil) }

  /// The screen at some size; places are looked up or made once.
  package mutating func canvas(width: Int, height: Int) -> TerminalCanvas {
    TerminalScreen(
      title: title, source: source, listed: listed, graph: tour.stages[stop.stage].graph,
      plan: plan(), pan: pan,
      moment: tour[min(position, tour.count - 1)],
      leaves: tour.stages[stop.stage].outline == nil ? [] : leaves[stop.stage],
      status: status(width: width),
      verdict: verdict, question: quiz?.lines ?? [], overlay: overlay(width: width),
      isASCII: isASCII
    ).canvas(width: width, height: height)
  }

  private func overlay(width: Int) -> [String] {
    if mode == .help { return StepHelp.lines(width: width) }
    guard isAtEnd else { return [] }
    var lines = verdict.isEmpty ? [""] : ["", verdict, ""]
    if let failure {
      lines += ["The program stopped here:", ""]
      lines += failure.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.append("")
    }
    if let quiz { lines += [quiz.score, ""] }
    return lines + ["← goes back, q quits."]
  }

  private func status(width: Int) -> String {
    if case .search(let text) = mode { return "/\(text)▏ Enter finds it, Esc leaves" }
    if mode == .help { return "any key goes back to the step" }
    if quiz?.isAsking == true { return "type a number, then Enter · s show it · ← back · q quit" }
    if !message.isEmpty { return message }
    return StepHelp.status(width: width)
  }
}
