import Autograd
import Lesson
import Questions

/// The quantities of a graph as blanks.
struct NumberQuestions {
  let exercise: Exercise
  let run: ProgramRun

  private typealias Problem = ExerciseError.Problem

  /// The most blanks that a sheet has room for.
  static let blankLimit = 60

  /// The graph, its pass, and the blanks for everything that is asked, numbered in the order in
  /// which they can be worked out.
  func add(_ asks: [Ask], to draw: inout Draw) throws(ExerciseError.Problem) {
    let plan = try plan(asks)
    let (graph, pass, wanted) = (plan.graph, plan.pass, plan.quantities)
    let script = PassScript(graph, pass)
    let truth = WorkedPass(script)
    let first = draw.drafts.count + 1
    var blanks: [Quantity: TracedNumber] = [:]
    var plot = Plot(graph: graph, pass: pass)
    for (index, quantity) in wanted.enumerated() {
      let key = try key(of: quantity, truth, graph, pass)
      blanks[quantity] = .blank(first + index, key)
      plot.blanks[quantity] = first + index
    }
    let asked = WorkedPass(script, blanks: blanks)
    let wrong = Malrule.all.map {
      ($0, WorkedPass(script, blanks: blanks, mutations: [$0.mutation]))
    }
    let misread = misreadings(of: draw.source)
    for quantity in wanted {
      var draft = draft(quantity, blanks[quantity]?.number ?? 0, asked, wrong, plot)
      draft.candidates += misread.compactMap { mistake($0.rule, quantity, graph, $0.run) }
      draw.drafts.append(draft)
    }
    draw.isFit = draw.isFit && truth.results.values.allSatisfy { HandNumber.isFit($0.number) }
    if draw.plot == nil { draw.plot = plot }
  }

  /// The graph, its pass, and what is asked of them, in the order of the blanks.
  func plan(
    _ asks: [Ask]
  ) throws(ExerciseError.Problem) -> (graph: Graph, pass: Pass?, quantities: [Quantity]) {
    let (graph, pass) = try graph(asks)
    let wanted = try quantities(asks, graph, pass)
    guard wanted.count <= Self.blankLimit else {
      throw .tooLarge(count: wanted.count, limit: Self.blankLimit, of: "blanks")
    }
    guard graph.recording.nodes.count <= PassScript.nodeLimit else {
      throw .tooLarge(
        count: graph.recording.nodes.count, limit: PassScript.nodeLimit, of: "values")
    }
    return (graph, pass, wanted)
  }

  /// What is drawn and asked about: what the author names, or the root of the last pass; without a
  /// pass the last thing that was computed.
  private func graph(_ asks: [Ask]) throws(ExerciseError.Problem) -> (Graph, Pass?) {
    try run.checkItEnded()
    let recording = run.recording
    let passes = Pass.complete(in: recording)
    var roots = passes.last.map { $0.seeds.map(\.node) }
    if let name = exercise.graph {
      guard let drawn = run.drawn, !drawn.isEmpty else { throw .noGraph(name) }
      roots = drawn
    }
    guard
      let roots = roots
        ?? recording.nodes.lastIndex(where: { !$0.operands.isEmpty }).map({ [$0] })
    else { throw .nothingToAsk(asks[0].kind.rawValue) }
    let graph = Graph(recording, roots: roots)
    let pass =
      passes.last { pass in pass.seeds.contains { graph.roots.contains($0.node) } }
      ?? passes.last { pass in pass.visits.contains { graph.roots.contains($0.node) } }
    if pass == nil, asks.contains(where: { $0.kind != .values && $0.kind != .locals }) {
      throw .noPass
    }
    return (graph, pass)
  }

  private func quantities(
    _ asks: [Ask], _ graph: Graph, _ pass: Pass?
  ) throws(ExerciseError.Problem) -> [Quantity] {
    var wanted: [Quantity] = []
    let reached = Set(pass.map { Self.reached(by: $0) } ?? [])
    let computed = graph.nodes.filter { $0.kind.isComputed }.map(\.id)
    if let ask = asks.first(where: { $0.kind == .values }) {
      wanted += try chosen(ask, computed, graph).map { .value($0) }
    }
    let byNode = Dictionary(grouping: graph.edges.filter(graph.carriesGradient), by: \.to)
    let backward = graph.nodes.reversed().map(\.id)
    if let ask = asks.first(where: { $0.kind == .locals }) {
      let nodes = try chosen(ask, backward.filter { byNode[$0] != nil }, graph)
      wanted += nodes.flatMap { byNode[$0, default: []] }.map { .local($0) }
    }
    let gradients = try asks.first { $0.kind == .gradients }.map { (ask) throws(Problem) in
      Set(try chosen(ask, backward.filter(reached.contains), graph))
    }
    let sent = Set(pass?.visits.flatMap { $0.contributions.map(\.edge) } ?? [])
    let contributions = try asks.first { $0.kind == .contributions }.map { (ask) throws(Problem) in
      Set(try chosen(ask, backward.filter { byNode[$0] != nil && reached.contains($0) }, graph))
    }
    for node in backward {
      if gradients?.contains(node) == true { wanted.append(.gradient(node)) }
      if contributions?.contains(node) == true {
        wanted += byNode[node, default: []].filter(sent.contains).map { .contribution($0) }
      }
    }
    guard !wanted.isEmpty else { throw .nothingToAsk(asks[0].kind.rawValue) }
    return wanted
  }

  /// The nodes that a pass comes to.
  private static func reached(by pass: Pass) -> [Int] {
    pass.seeds.map(\.node) + pass.visits.flatMap { $0.contributions.map(\.edge.from) }
  }

  /// Those of some nodes that an author names: by the name in the graph, or by a tensor's name for
  /// all of its elements.
  private func chosen(
    _ ask: Ask, _ nodes: [Int], _ graph: Graph
  ) throws(ExerciseError.Problem) -> [Int] {
    guard !ask.names.isEmpty else { return nodes }
    func isNamed(_ id: Int, _ name: String) -> Bool {
      let symbol = graph.symbol(of: id)
      return symbol == name || symbol.hasPrefix("\(name)[") || graph[id]?.name == name
    }
    for name in ask.names where !nodes.contains(where: { isNamed($0, name) }) {
      throw .unknownName(name, known: nodes.map { graph.symbol(of: $0) })
    }
    return nodes.filter { id in ask.names.contains { isNamed(id, $0) } }
  }

  /// What is right, which is what the engine says; where a working does not come to it, the
  /// exercise is of a kind that cannot be followed by hand.
  private func key(
    of quantity: Quantity, _ truth: WorkedPass, _ graph: Graph, _ pass: Pass?
  ) throws(ExerciseError.Problem) -> Double {
    let recorded: Double? =
      switch quantity {
      case .value(let id): graph[id]?.value
      case .local(let edge): graph.localDerivative(of: edge)
      case .gradient(let id):
        pass?.accumulations.first { $0.leaf == id }?.after
          ?? pass?.visits.first { $0.node == id }?.gradient
          ?? truth.results[quantity]?.number
      case .contribution(let edge):
        pass?.visits.first { $0.node == edge.to }?.contributions.first { $0.edge == edge }?.amount
      }
    guard let recorded, recorded.isFinite else {
      throw .nothingToAsk("a number for \(Self.name(of: quantity, graph))")
    }
    return HandNumber.cleaned(recorded)
  }

  private func draft(
    _ quantity: Quantity, _ key: Double, _ asked: WorkedPass, _ wrong: [(Malrule, WorkedPass)],
    _ plot: Plot
  ) -> BlankDraft {
    let tolerance = exercise.tolerance ?? HandNumber.tolerance(of: key)
    let right = asked.results[quantity]
    // A number that a working does not come to (custom gradients, hooks) follows from nothing.
    let isFollowed = right.map { ($0.number - key).magnitude <= max(tolerance, 1e-4) } ?? false
    var candidates: [Blank.Mistake] = []
    for (rule, working) in wrong where isFollowed {
      guard let result = working.results[quantity], result.isMutated, result.number.isFinite else {
        continue
      }
      candidates.append(
        Blank.Mistake(
          rule.misconception,
          answer: .number(
            HandNumber.cleaned(result.number),
            tolerance: exercise.tolerance ?? HandNumber.tolerance(of: result.number)),
          derivation: result.derivation))
    }
    return BlankDraft(
      kind: quantity.kind, name: Self.name(of: quantity, plot.graph),
      prompt: Self.prompt(for: quantity, plot), key: .number(key, tolerance: tolerance),
      derivation: isFollowed ? right?.derivation : nil, candidates: candidates)
  }
}

/// Answers of those who take the program for another one.
extension NumberQuestions {
  private func misreadings(of source: String) -> [(rule: ProgramMalrule, run: ProgramRun)] {
    guard let program = Rearranged(source: source).program else { return [] }
    let tensors = run.tensors(in: program)
    return (ProgramMalrule.graphs + exercise.misreadings).compactMap { rule in
      guard let other = rule.misreading(program, tensors) else { return nil }
      let misread = ProgramRun(other, limits: run.limits(exercise.limitsOfRun))
      return misread.failure == nil ? (rule, misread) : nil
    }
  }

  /// What such a run says of a quantity that has the same name in it.
  private func mistake(
    _ rule: ProgramMalrule, _ quantity: Quantity, _ graph: Graph, _ other: ProgramRun
  ) -> Blank.Mistake? {
    let number: Double?
    switch quantity {
    case .value(let id):
      number = graph[id]?.name.flatMap { name in
        other.recording.nodes.last { $0.name == name }?.value
      }
    case .gradient(let id):
      guard let name = graph[id]?.name else { return nil }
      let passes = Pass.all(in: other.recording)
      let total = passes.last?.accumulations.first { other.recording.nodes[$0.leaf].name == name }
      let visit = passes.last?.visits.first { other.recording.nodes[$0.node].name == name }
      number = total?.after ?? visit?.gradient
    case .local, .contribution: number = nil
    }
    guard let number, number.isFinite else { return nil }
    return Blank.Mistake(
      rule.misconception,
      answer: .number(
        HandNumber.cleaned(number),
        tolerance: exercise.tolerance ?? HandNumber.tolerance(of: number)))
  }
}

extension Quantity {
  var kind: Blank.Kind {
    switch self {
    case .value: .value
    case .gradient: .gradient
    case .local: .local
    case .contribution: .contribution
    }
  }
}

extension Pass {
  /// The passes that sent something: one that raised an error at once is none.
  static func complete(in recording: Recording) -> [Pass] {
    all(in: recording).filter { pass in pass.visits.contains { !$0.contributions.isEmpty } }
  }
}

/// What blanks are called.
extension NumberQuestions {
  static func name(of quantity: Quantity, _ graph: Graph) -> String {
    switch quantity {
    case .value(let id): graph.symbol(of: id)
    case .gradient(let id): "\(graph.symbol(of: id)).grad"
    case .local(let edge):
      Notation.partial(graph.symbol(of: edge.to), by: graph.symbol(of: edge.from))
        + Notation.use(of: edge, in: graph)
    case .contribution(let edge):
      "\(graph.symbol(of: edge.to)) → \(graph.symbol(of: edge.from))"
        + Notation.use(of: edge, in: graph)
    }
  }

  private static func prompt(for quantity: Quantity, _ plot: Plot) -> String {
    let graph = plot.graph
    switch quantity {
    case .value(let id): return "the value of \(graph.equation(of: id))"
    case .local(let edge):
      return "the local derivative \(name(of: quantity, graph)), for \(graph.equation(of: edge.to))"
    case .contribution(let edge):
      return "what \(graph.symbol(of: edge.to)) sends to \(graph.symbol(of: edge.from))"
        + Notation.use(of: edge, in: graph)
    case .gradient(let id):
      let symbol = graph.symbol(of: id)
      let isTotal = plot.pass?.accumulations.first { $0.leaf == id }?.before != nil
      return isTotal
        ? "what \(symbol).grad holds after the last pass"
        : "the gradient of \(symbol), \(Notation.gradient(symbol))"
    }
  }
}
