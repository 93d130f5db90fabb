package import Lesson

/// Steps as sentences, for a screen reader, a log, and grep.
package enum TerminalPlain {
  /// More changes than these are left to the arithmetic.
  private static let most = 8

  /// One step: a title, then a line for each thing that there is to say.
  package static func text(
    _ moment: Tour.StepView, _ graph: Graph, source: [String], isASCII: Bool = false
  ) -> String {
    let frame = moment.frame
    var lines = [frame.title.replacing(" · ", with: ": ") + "."]
    if frame.line > 0, frame.line <= source.count {
      lines.append("Line \(frame.line): \(source[frame.line - 1].trimmingPrefix { $0 == " " })")
    }
    lines += frame.arithmetic.split(separator: "\n").map { "Arithmetic: \($0)" }
    if !frame.sentence.isEmpty { lines.append("Why: \(frame.sentence)") }
    lines += changes(moment, graph)
    if let awaited = moment.awaitedText(in: graph) { lines.append(awaited) }
    let text = lines.joined(separator: "\n") + "\n"
    return isASCII
      ? text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { TerminalText.ascii(String($0)) }.joined(separator: "\n") : text
  }

  /// What each leaf holds in the end.
  package static func leaves(_ moment: Tour.StepView, _ graph: Graph) -> [String] {
    moment.accounts.map { account in
      let gradient = account.gradient.map { NumberText.card($0) } ?? "None"
      let sum = sum(of: account)
      return "Leaf \(graph.symbol(of: account.leaf)): value \(NumberText.card(account.value)), "
        + "grad \(gradient)" + (sum.isEmpty ? "." : ", \(sum).")
    }
  }

  private static func changes(_ moment: Tour.StepView, _ graph: Graph) -> [String] {
    // What several numbers do at once is told by the arithmetic.
    switch moment.stops.count == 1 ? moment.stop.step : .seeded {
    case .computed, .seeded: return []
    case .hooked(let hooks):
      return hooks.prefix(most).map {
        "Changed: the gradient of \(graph.symbol(of: $0.node)) is \(NumberText.card($0.after))."
      }
    case .visited(let visits):
      guard visits.count == 1 else { return [] }
      return visits.flatMap { $0.contributions }.map { sent in
        "Sent: \(NumberText.addend(sent.amount)) from \(graph.symbol(of: sent.edge.to)) to "
          + "\(graph.symbol(of: sent.edge.from))."
      }
    case .accumulated(let accumulations):
      let leaves = Set(accumulations.prefix(most).map { $0.leaf })
      return moment.accounts.filter { leaves.contains($0.leaf) }.map { account in
        "Ledger of \(graph.symbol(of: account.leaf)): \(sum(of: account))."
      }
    case .returned(let returns):
      return returns.prefix(most).map {
        "Returned: \(NumberText.card($0.value)) for \(graph.symbol(of: $0.node)), kept nowhere."
      }
    case .cleared(let clearings):
      return clearings.prefix(most).map {
        let value = $0.to.map { NumberText.card($0) } ?? "None"
        return "Changed: \(Notation.held(graph.symbol(of: $0.leaf))) is \(value)."
      }
    case .updated(let updates):
      return updates.prefix(most).map {
        "Changed: \(graph.symbol(of: $0.leaf)) is \(NumberText.card($0.to))."
      }
    }
  }

  /// `before 6.0, arrived 2.0 + 1.0, 1 of 2 still to come`.
  static func sum(of account: Tour.Account) -> String {
    var parts: [String] = []
    if let before = account.before { parts.append("before \(NumberText.card(before))") }
    if !account.arrived.isEmpty {
      let shown = account.arrived.prefix(6).map { NumberText.card($0) }.joined(separator: " + ")
      let more = account.arrived.count > 6 ? " + …" : ""
      parts.append("arrived \(shown.replacing("+ −", with: "− "))\(more)")
    }
    if let hook = account.hook { parts.append("a hook made \(NumberText.card(hook.after)) of it") }
    let missing = account.due - account.arrived.count
    if missing > 0, !account.arrived.isEmpty {
      parts.append("\(missing) of \(account.due) still to come")
    }
    return parts.joined(separator: ", ")
  }
}
