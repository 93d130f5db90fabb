import Autograd

/// What there is to say about a step.
struct StepExplanation {
  var title: String
  /// One line for each contribution.
  var arithmetic: [String] = []
  var sentence = ""
  var line: Int

  /// How many contributions are written out before the rest is only counted.
  static let most = 4

  /// What there is to say about a step; with an outline, in the names of its cards.
  init(_ step: Step, _ state: FrameState, _ outline: Outline?) {
    line = state.pass?.line ?? 0
    title = ""
    let names = PartNames(state.graph, outline)
    switch step {
    case .computed(let ids, let line):
      self.line = line
      let operands = ids.flatMap { id in
        state.graph.recording.nodes[id].operands.map { state.graph.origins[$0] }
      }
      if ids.count == 1, names.areSingle(operands) {
        explain(computed: ids[0], state.graph)
      } else {
        explain(ids, state, names)
      }
    case .seeded: explain(seedsOf: state, names)
    case .hooked(let hooks):
      if hooks.count == 1 { explain(hooks[0], state) } else { explain(hooks, state, names) }
    case .visited(let visits):
      let ends = visits.flatMap { visit in [visit.node] + visit.contributions.map { $0.edge.from } }
      if visits.count == 1, names.areSingle(ends) {
        explain(visits[0], state)
      } else {
        explain(visits, state, names)
      }
    case .accumulated(let sums):
      if sums.count == 1 { explain(sums[0], state) } else { explain(sums, state, names) }
    case .returned(let returns): explain(returns, state, names)
    case .cleared(let clearings) where clearings.contains { $0.isChange }:
      explain(changes: clearings, state, names)
    case .cleared(let clearings): explain(clearings, names)
    case .updated(let updates): explain(updates, state, names)
    }
  }

  private mutating func explain(computed id: Int, _ graph: Graph) {
    title = Self.heading(of: graph.equation(of: id), id, graph)
    let numbers = graph.numericDefinition(of: id).map { " = \($0)" } ?? ""
    let value = NumberText.result(graph.recording.nodes[id].value)
    arithmetic = ["\(graph.equation(of: id))\(numbers) \(value)"]
    sentence =
      Self.origin(of: id, graph)
      ?? "Forward: compute the value, and remember what the backward pass needs."
  }

  /// What a step forward is called; with `create_graph=True` it is a pass that records it.
  static func heading(of equation: String, _ id: Int, _ graph: Graph) -> String {
    graph.writer(of: id).map { "pass \($0) writes \(equation)" } ?? "forward through \(equation)"
  }

  /// Why there is a node that the program does not mention; nil for one that it computes itself.
  static func origin(of id: Int, _ graph: Graph) -> String? {
    graph.writer(of: id).map {
      "With create_graph=True pass \($0) records its own arithmetic as new nodes, so that it can be "
        + "differentiated in turn."
    }
  }

  private mutating func explain(seedsOf state: FrameState, _ names: PartNames) {
    let graph = state.graph
    let entered = state.frame.seeds.sorted { $0.key < $1.key }
    let symbols = names.names(entered.map { $0.key })
    title =
      "\(entered.count == 1 ? "a gradient enters" : "gradients enter") at \(Self.list(symbols))"
    arithmetic = entered.prefix(Self.most).map {
      "\(Notation.gradient(graph.symbol(of: $0.key))) = \(NumberText.card($0.value))"
    }
    let seeds = state.pass?.seeds ?? []
    if seeds.count == 1, let seed = seeds.first, let root = graph[seed.node]?.symbol {
      sentence =
        seed.value == 1
        ? "The seed is 1, since nudging \(root) by ε moves \(root) by ε."
        : "The seed \(NumberText.card(seed.value)) is one more factor of every gradient below."
    } else if seeds.contains(where: { graph[$0.node] != nil }) {
      sentence = "Each output gets its own seed: how much it counts."
    } else {
      sentence = "The pass began further on; this is what it brings to \(Self.list(symbols))."
    }
  }

  private mutating func explain(_ visit: Pass.Visit, _ state: FrameState) {
    let graph = state.graph
    let sent = visit.contributions.prefix(Self.most).map {
      Arithmetic($0, upstream: visit.gradient, in: graph)
    }
    arithmetic = sent.enumerated().map { index, sent in
      let later = visit.contributions.dropFirst(index + 1).filter { $0.edge.from == sent.edge.from }
      return Self.line(sent, before: later.map { $0.amount }, state)
    }
    if visit.contributions.count > sent.count {
      arithmetic.append("… and \(visit.contributions.count - sent.count) more")
    }
    title =
      sent.first?.custom == VisitSentence.hookOfModule
      ? "the \(graph.hooks(at: visit.node))" : "backward through \(graph.equation(of: visit.node))"
    sentence = VisitSentence(sent: sent, visit: visit, graph: graph).text
  }

  private mutating func explain(_ hook: Pass.Hook, _ state: FrameState) {
    let gradient = Notation.gradient(state.graph.symbol(of: hook.node))
    let (before, after) = (NumberText.card(hook.before), NumberText.card(hook.after))
    title = "a hook on \(state.graph.symbol(of: hook.node))"
    arithmetic = ["\(gradient): \(before) → \(after)"]
    sentence =
      hook.before == hook.after
      ? "The hook was shown \(before) and left it as it is."
      : "The hook was shown \(before) and returned \(after), which goes on in its place."
  }

  /// `grad w = grad m · ∂m/∂w = 2.0 · x = 2.0 · 3.0 = 6.0`, or what one use of several adds.
  private static func line(
    _ sent: Arithmetic, before later: [Double], _ state: FrameState
  ) -> String {
    let graph = state.graph
    let (operand, node) = (graph.symbol(of: sent.edge.from), graph.symbol(of: sent.edge.to))
    let chain =
      sent.custom.map { "\($0)(\(Notation.gradient(node)))" }
      ?? "\(Notation.gradient(node)) · \(Notation.partial(node, by: operand))"
      + Notation.use(of: sent.edge, in: graph)
    let gradient = Notation.gradient(operand)
    guard
      case .value(let sum, let arrived, let due, _) = state.frame.nodes[sent.edge.from]?.gradient,
      due > 1 || state.frame.seeds[sent.edge.from] != nil
    else { return "\(gradient) = \(chain) = \(sent.text)" }
    let before = state.frame.nodes[sent.edge.from]?.before ?? 0
    // The state is that after the whole step, with what the operand's other uses send in it.
    let soFar = later.reduce(sum - before) { $0 - $1 }
    return
      "\(gradient) gets \(chain) = \(sent.text), so far \(NumberText.card(soFar)) "
      + "(\(arrived - later.count) of \(due) arrived)"
  }

  private mutating func explain(_ accumulation: Pass.Accumulation, _ state: FrameState) {
    let leaf = state.graph.symbol(of: accumulation.leaf)
    let sent =
      accumulation.hook.map { [$0.after] }
      ?? state.arrived[accumulation.leaf, default: []].map { $0.amount }
    let parts = sent.prefix(Self.most * 2)
    let held = Notation.held(leaf)
    title = "accumulate into \(held)"
    let before = accumulation.before.map { [$0] } ?? []
    let sum = Self.sum(before + parts) + (sent.count > parts.count ? " + …" : "")
    arithmetic = ["\(held) = \(sum) \(NumberText.result(accumulation.after))"]
    sentence =
      accumulation.before.map {
        "\(held) held \(NumberText.card($0)) before this pass, and backward adds to it."
      } ?? "\(leaf) is a leaf: what arrived is kept in \(held)."
    if sum == NumberText.card(accumulation.after) {
      arithmetic = ["\(held) = \(sum)"]
    }
  }

  private mutating func explain(
    _ returns: [Pass.Return], _ state: FrameState, _ names: PartNames
  ) {
    let groups = names.groups(returns.map { $0.node })
    let returned = returns.reduce(into: [:]) { $0[$1.node] = $1.value }
    title = "the pass returns \(Self.list(groups.map { Notation.gradient($0.name) }))"
    arithmetic = Self.lines(
      groups, Notation.gradient, numbers: { group in group.nodes.map { returned[$0] ?? 0 } })
    sentence = "The program gets the gradient back; no .grad changes."
  }

  private mutating func explain(
    changes: [Pass.Clearing], _ state: FrameState, _ names: PartNames
  ) {
    line = changes.first?.line ?? line
    let groups = names.groups(changes.map { $0.leaf })
    let changed = changes.reduce(into: [:]) { $0[$1.leaf] = $1 }
    title = "\(Self.list(groups.map { Notation.held($0.name) })) changed by the program"
    for group in groups.prefix(Self.most) {
      let old = Self.held(group.nodes.map { changed[$0]?.from }, group)
      let new = Self.held(group.nodes.map { changed[$0]?.to }, group)
      arithmetic.append("\(Notation.held(group.name)): \(old) → \(new)")
      let most = group.nodes.compactMap { changed[$0] }
        .max {
          (($0.to ?? 0) - ($0.from ?? 0)).magnitude < (($1.to ?? 0) - ($1.from ?? 0)).magnitude
        }
      guard let most else { continue }
      say(Notation.held(state.graph.symbol(of: most.leaf)), by: most.by, state.graph)
    }
    sentence =
      Self.factor(of: changes).map { "Multiplied by \(NumberText.card($0))." }
      ?? "The program put other numbers in place; the next pass adds to them."
  }

  /// What all of some gradients were multiplied by; nil where they were changed in another way.
  private static func factor(of changes: [Pass.Clearing]) -> Double? {
    var factors: [Double] = []
    for change in changes {
      guard let old = change.from, let new = change.to, old != 0 || new != 0 else { continue }
      factors.append(new / old)
    }
    guard let first = factors.first, first.isFinite, changes.count > 1 || first != 0,
      factors.allSatisfy({ ($0 - first).magnitude <= 1e-5 * first.magnitude })
    else { return nil }
    return first
  }

  /// The gradients of a group; `None` where there is none.
  private static func held(_ gradients: [Double?], _ group: PartNames.Group) -> String {
    let numbers = gradients.compactMap { $0 }
    return numbers.isEmpty ? "None" : NumbersText.text(numbers, shape: group.shape)
  }

  private mutating func explain(_ clearings: [Pass.Clearing], _ names: PartNames) {
    line = clearings.first?.line ?? line
    let groups = names.groups(clearings.map { $0.leaf })
    let cleared = clearings.reduce(into: [:]) { $0[$1.leaf] = $1.to }
    title = "\(Self.list(groups.map { Notation.held($0.name) })) cleared"
    arithmetic = groups.prefix(Self.most).map { group in
      "\(Notation.held(group.name)) = \(Self.held(group.nodes.map { cleared[$0] ?? nil }, group))"
    }
    sentence =
      clearings.allSatisfy { $0.to == nil }
      ? "None is not zero: there is no gradient until the next pass."
      : "The next pass starts from zero."
  }

  private mutating func explain(
    _ updates: [Step.Update], _ state: FrameState, _ names: PartNames
  ) {
    line = updates.first?.line ?? line
    let groups = names.groups(updates.map { $0.leaf })
    let changes = updates.reduce(into: [:]) { $0[$1.leaf] = $1 }
    title = "\(Self.list(groups.map { $0.name })) updated"
    for group in groups.prefix(Self.most) {
      let changes = group.nodes.compactMap { changes[$0] }
      let by =
        changes.count == 1
        ? ", a change of \(NumberText.addend(changes[0].to - changes[0].from))" : ""
      arithmetic.append(
        "\(group.name): \(NumbersText.text(changes.map { $0.from }, shape: group.shape)) → "
          + NumbersText.text(changes.map { $0.to }, shape: group.shape) + by)
      // The element that changed most stands for the others.
      let most = changes.max { ($0.to - $0.from).magnitude < ($1.to - $1.from).magnitude }
      if let most { say(state.graph.symbol(of: most.leaf), by: most.by, state.graph) }
    }
    sentence =
      updates.count == 1
      ? "The leaf has a new value; what was computed with the old one stays as it was."
      : "The leaves have new values; what was computed with the old ones stays as it was."
  }

  /// How a number was computed that the program put in place, without what was said before.
  private mutating func say(_ name: String, by node: Int?, _ graph: Graph) {
    guard let node else { return }
    arithmetic += ChangeText(name, by: node, in: graph).lines.filter { !arithmetic.contains($0) }
  }

  /// A line for each of the first groups: a name, and the numbers that are told of it.
  static func lines(
    _ groups: [PartNames.Group], _ name: (String) -> String = { $0 },
    numbers: (PartNames.Group) -> [Double]
  ) -> [String] {
    groups.prefix(most).map { group in
      "\(name(group.name)) = \(NumbersText.text(numbers(group), shape: group.shape))"
    }
  }

  /// `6.0 + 2.0 − 1.0`.
  static func sum(_ parts: [Double]) -> String {
    guard let first = parts.first else { return "0.0" }
    return parts.dropFirst().reduce(NumberText.card(first)) { text, part in
      let isNegative = part < 0
      return "\(text) \(isNegative ? "−" : "+") \(NumberText.card(isNegative ? -part : part))"
    }
  }

  /// The first few of some texts, and how many more there are.
  static func list(_ texts: [String]) -> String {
    let shown = texts.prefix(most).joined(separator: ", ")
    return texts.count > most ? "\(shown) and \(texts.count - most) more" : shown
  }
}
