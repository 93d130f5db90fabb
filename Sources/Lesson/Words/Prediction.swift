import Autograd

/// A question about a number that a step is about to show, with what wrong answers suggest.
package struct Prediction: Sendable, Equatable {
  /// The question, as a sentence.
  package var prompt: String
  /// The right number.
  package var answer: Double
  /// Typical wrong answers, each with what it suggests; never equal to the right one.
  package var mistakes: [WrongAnswer]

  /// A typical wrong answer and what it suggests.
  package struct WrongAnswer: Sendable, Equatable {
    /// The number that a mistake gives.
    package var value: Double
    /// What it suggests.
    package var misconception: Misconception
  }

  /// All that a mistake may suggest; the page has their words from here.
  package static let misconceptions: [Misconception] = [
    .seedIsLoss, .seedForgotten, .sumForContribution, .upstreamForgotten, .localForgotten,
    .addedInsteadOfMultiplied, .operandAsFactor, .valueAsGradient, .nothingSent, .usesTogether,
    .secondPassOverwrites, .passNotAdded, .overwrite, .firstContributionAlone, .signTurned,
  ]

  private init(_ prompt: String, _ answer: Double, _ mistakes: [(Double?, Misconception)]) {
    self.prompt = prompt
    self.answer = answer
    self.mistakes = mistakes.compactMap { value, misconception in
      guard let value, value.isFinite, !Prediction.agrees(value, answer) else { return nil }
      return WrongAnswer(value: value, misconception: misconception)
    }
  }

  /// What an answer earns: nil if it is right, else a hint.
  package func hint(for value: Double) -> String? {
    if Prediction.agrees(value, answer) { return nil }
    if let mistake = mistakes.first(where: { Prediction.agrees(value, $0.value) }) {
      return mistake.misconception.feedback
    }
    if Prediction.agrees(-value, answer) { return Misconception.signTurned.feedback }
    return "Not this number."
  }

  /// Whether a typed number stands for another: to three digits, as a card shows four.
  static func agrees(_ typed: Double, _ exact: Double) -> Bool {
    if typed.isNaN || exact.isNaN { return typed.isNaN && exact.isNaN }
    if typed == exact { return true }
    return typed.isFinite && exact.isFinite
      && (typed - exact).magnitude <= 1e-3 * max(exact.magnitude, 1e-30)
  }
}

extension Tour {
  /// What can be asked before a step is shown.
  package func predictions(of index: Int) -> [Prediction] {
    let stops = stops(of: index)
    guard stops.count == 1, let stop = stops.first else { return [] }
    let stage = stages[stop.stage]
    guard let pass = stop.pass.map({ stage.passes[$0] }) else { return [] }
    switch stop.step {
    case .computed, .hooked, .returned, .cleared, .updated: return []
    case .seeded: return Prediction.seed(pass, stage.graph).map { [$0] } ?? []
    case .visited(let visits):
      // What several numbers send at once is too much to ask for.
      guard visits.count == 1, let visit = visits.first else { return [] }
      let before = index > 0 ? self[index - 1] : nil
      return visit.contributions.filter {
        stage.graph[$0.edge.from] != nil && stage.graph.custom[$0.edge] == nil
      }.map {
        Prediction.contribution($0, visit, stage.graph, before)
      }
    case .accumulated(let accumulations):
      guard accumulations.count == 1 else { return [] }
      return Prediction.accumulation(accumulations[0], pass, stage.graph).map { [$0] } ?? []
    }
  }
}

extension Prediction {
  fileprivate static func seed(_ pass: Pass, _ graph: Graph) -> Prediction? {
    guard pass.seeds.count == 1, let seed = pass.seeds.first, let root = graph[seed.node],
      seed.value == 1
    else { return nil }
    let name = root.symbol
    return Prediction(
      "Which gradient enters at \(name): what is \(Notation.gradient(name))?", 1,
      [(root.value, .seedIsLoss), (0, .seedForgotten)])
  }

  fileprivate static func contribution(
    _ sent: Pass.Contribution, _ visit: Pass.Visit, _ graph: Graph,
    _ before: Tour.StepView?
  ) -> Prediction {
    let arithmetic = Arithmetic(sent, upstream: visit.gradient, in: graph)
    let (node, operand) = (graph.symbol(of: sent.edge.to), graph.symbol(of: sent.edge.from))
    let local = arithmetic.local.number
    let upstream = visit.gradient
    let shown = NumberText.card(upstream)
    let uses = visit.contributions.count { $0.edge.from == sent.edge.from }
    let place = uses > 1 ? " for its use number \(sent.edge.place + 1)" : ""
    let arrived: Double? =
      if case .value(let sum, _, _, _) = before?.frame.nodes[sent.edge.from]?.gradient {
        sum + sent.amount
      } else { nil }
    let mistakes: [(Double?, Misconception)] = [
      (arrived, .sumForContribution),
      (local, .upstreamForgotten),
      (upstream, .localForgotten),
      (upstream + local, .addedInsteadOfMultiplied),
      (upstream * graph.recording.nodes[sent.edge.from].value, .operandAsFactor),
      (graph.recording.nodes[sent.edge.to].value, .valueAsGradient),
      (0, .nothingSent),
      (uses > 1 ? sent.amount * Double(uses) : nil, .usesTogether),
    ]
    return Prediction(
      "\(graph.equation(of: sent.edge.to)), and \(Notation.gradient(node)) = \(shown). "
        + "What does \(node) send to \(operand)\(place)?", sent.amount, mistakes)
  }

  fileprivate static func accumulation(
    _ accumulation: Pass.Accumulation, _ pass: Pass, _ graph: Graph
  ) -> Prediction? {
    let amounts = pass.visits.flatMap { $0.contributions }
      .filter { $0.edge.from == accumulation.leaf }.map { $0.amount }
    guard amounts.count + (accumulation.before == nil ? 0 : 1) > 1 else { return nil }
    let name = graph.symbol(of: accumulation.leaf)
    let held =
      accumulation.before.map {
        "\(Notation.held(name)) held \(NumberText.card($0)) before this pass; "
      }
      ?? ""
    let sum = amounts.reduce(0, +)
    return Prediction(
      "\(held)\(StepExplanation.sum(Array(amounts.prefix(6))))\(amounts.count > 6 ? " + …" : "") "
        + "arrived. What is \(Notation.held(name)) now?", accumulation.after,
      [
        (sum, .secondPassOverwrites), (accumulation.before, .passNotAdded),
        (amounts.last, .overwrite), (amounts.first, .firstContributionAlone),
      ])
  }
}
