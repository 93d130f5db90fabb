import Autograd

extension StepExplanation {
  /// What one card computes.
  mutating func explain(_ ids: [Int], _ state: FrameState, _ names: PartNames) {
    let (graph, groups) = (state.graph, names.groups(ids))
    title = Self.heading(of: Self.list(groups.map { $0.equation(in: graph) }), ids[0], graph)
    arithmetic = Self.lines(
      groups, numbers: { group in group.outputs.map { graph.recording.nodes[$0].value } })
    let count = groups.reduce(0) { $0 + $1.outputs.count }
    let computed = count == 1 ? "the value" : "\(count) numbers"
    sentence =
      Self.origin(of: ids[0], graph)
      ?? "Forward: compute \(computed), and remember what the backward pass needs."
  }

  /// What hooks did to the gradients of one card.
  mutating func explain(_ hooks: [Pass.Hook], _ state: FrameState, _ names: PartNames) {
    let groups = names.groups(hooks.map { $0.node })
    title = "a hook on \(Self.list(groups.map { $0.name }))"
    let shape = groups.count == 1 ? groups[0].shape : nil
    let (before, after) = (hooks.map { $0.before }, hooks.map { $0.after })
    arithmetic = [
      "\(Self.list(groups.map { Notation.gradient($0.name) })): "
        + "\(NumbersText.text(before, shape: shape)) → \(NumbersText.text(after, shape: shape))"
    ]
    sentence =
      before == after
      ? "The hook was shown this gradient and left it as it is."
      : "What the hook returned goes on in the gradient's place."
  }

  /// What one card sends.
  mutating func explain(_ visits: [Pass.Visit], _ state: FrameState, _ names: PartNames) {
    let graph = state.graph
    let senders = names.groups(visits.map { $0.node })
    title = "backward through \(Self.list(senders.map { $0.equation(in: graph) }))"
    var order: [Int] = []
    var counts: [Int: Int] = [:]
    for sent in visits.lazy.flatMap({ $0.contributions })
    where !names.areTogether(sent.edge.from, sent.edge.to) {
      if counts[sent.edge.from] == nil { order.append(sent.edge.from) }
      counts[sent.edge.from, default: 0] += 1
    }
    let receivers = names.groups(order.sorted())
    arithmetic = receivers.prefix(Self.most).map { receiver in
      let isAll = receiver.nodes.allSatisfy { counts[$0] == state.due[$0] }
      let text = NumbersText.text(
        receiver.nodes.map { state.sum(at: $0) ?? 0 },
        shape: receiver.nodes.count == receiver.outputs.count ? receiver.shape : nil)
      let rule = names.rule(from: visits[0].node, to: receiver.nodes[0])?.text
      let gradient = Notation.gradient(receiver.name)
      guard isAll else { return "\(gradient) gets \(rule ?? "its part"), so far \(text)" }
      return "\(gradient) = \(rule.map { "\($0) = " } ?? "")\(text)"
    }
    if receivers.count > Self.most {
      arithmetic.append("… and \(receivers.count - Self.most) more")
    }
    sentence =
      order.isEmpty
      ? "Nothing before it needs a gradient."
      : VisitSentence.text(
        ofAll: visits, in: graph,
        rule: Self.note(on: senders, visits, graph)
          ?? "Each number sends upstream × local to each of its operands; what meets at one adds up."
      )
  }

  /// What the operation of a card does to a gradient in general.
  private static func note(
    on senders: [PartNames.Group], _ visits: [Pass.Visit], _ graph: Graph
  ) -> String? {
    guard senders.count == 1 else { return nil }
    if let note = senders[0].call.flatMap({ TensorNote.text($0.name) }) { return note }
    let operation = graph.recording.nodes[visits[0].node].operation
    let isOne = visits.allSatisfy { graph.recording.nodes[$0.node].operation == operation }
    return isOne ? GateNote(operation)?.text : nil
  }

  /// What the leaves of a pass hold after it.
  mutating func explain(_ sums: [Pass.Accumulation], _ state: FrameState, _ names: PartNames) {
    let groups = names.groups(sums.map { $0.leaf })
    let after = sums.reduce(into: [:]) { $0[$1.leaf] = $1.after }
    title = "accumulate into \(Self.list(groups.map { Notation.held($0.name) }))"
    arithmetic = Self.lines(
      groups, Notation.held, numbers: { group in group.nodes.map { after[$0] ?? 0 } })
    sentence =
      sums.contains { $0.before != nil }
      ? "What arrived is added to what the leaves held before this pass."
      : "What arrived at the leaves is kept in their .grad."
  }

  /// Several things that happen in one step: a way forward, a pass, or all of an iteration.
  ///
  /// - Parameters:
  ///   - steps: What happens.
  ///   - state: What holds after it.
  ///   - number: Which graph of the program it is, from 1.
  ///   - count: How many there are.
  init(of steps: [Step], _ state: FrameState, number: Int, of count: Int) {
    let graph = state.graph
    let roots = Self.list(graph.roots.map { graph.symbol(of: $0) })
    let parts = Set(steps.map { $0.part })
    line = state.pass?.line ?? graph.roots.last.flatMap { graph[$0]?.line } ?? 0
    arithmetic = []
    if parts.contains(.forward) {
      arithmetic += graph.roots.prefix(Self.most).map {
        "\(graph.symbol(of: $0)) \(NumberText.result(graph.value(of: $0)))"
      }
    }
    let pass = state.pass.map { "pass \($0.number)" } ?? "the pass"
    switch (parts.contains(.forward), parts.contains(.backward), parts.contains(.between)) {
    case (true, false, false):
      title = "forward to \(roots)"
    case (false, true, false):
      title = "\(pass): backward from \(roots)"
    case (_, _, true) where parts.count == 1:
      title = "between passes"
    default:
      title = count > 1 ? "iteration \(number) of \(count): \(roots)" : "forward and back: \(roots)"
    }
    for step in steps {
      switch step {
      case .accumulated(let sums):
        arithmetic += sums.prefix(Self.most).map {
          "\(Notation.held(graph.symbol(of: $0.leaf))) \(NumberText.result($0.after))"
        }
      case .updated(let updates):
        line = updates.first?.line ?? line
        arithmetic += updates.prefix(Self.most).map {
          "\(graph.symbol(of: $0.leaf)): \(NumberText.card($0.from)) → \(NumberText.card($0.to))"
        }
      case .computed, .seeded, .hooked, .visited, .returned, .cleared: continue
      }
    }
    let operations = steps.reduce(0) { $0 + ($1.part == .forward ? $1.operationCount : 0) }
    let sent = steps.reduce(0) { $0 + $1.visitCount }
    var sentences: [String] = []
    if operations > 0 {
      let verb = operations == 1 ? "operation computes" : "operations compute"
      sentences.append("\(operations) \(verb).")
    }
    if sent > 0 {
      let verb = sent == 1 ? "node sends its gradient" : "nodes send their gradients"
      sentences.append("\(sent) \(verb) on.")
    }
    sentence = sentences.joined(separator: " ")
  }
}

extension Step {
  fileprivate var operationCount: Int {
    if case .computed(let ids, _) = self { ids.count } else { 0 }
  }

  fileprivate var visitCount: Int {
    if case .visited(let visits) = self { visits.count } else { 0 }
  }
}
