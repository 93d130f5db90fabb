import Autograd

/// Why a node sends what it sends, in a sentence or two.
struct VisitSentence {
  let sent: [Arithmetic]
  let visit: Pass.Visit
  let graph: Graph

  var text: String {
    guard let first = sent.first else { return "Nothing before it needs a gradient." }
    if let custom = first.custom { return text(ofCustom: custom, first) }
    if let bad = sent.first(where: { !$0.amount.isFinite }) { return text(ofUnbounded: bad) }
    if let stale = sent.first(where: { $0.isOfOtherNumbers }) { return text(ofStale: stale) }
    return [ordinary(first), graph.remark(on: visit.node)].compactMap { $0 }.joined(separator: " ")
  }

  /// What is to be said of all the nodes of one card; `rule` where nothing is out of the ordinary.
  static func text(ofAll visits: [Pass.Visit], in graph: Graph, rule: String) -> String {
    var remark: String?
    for visit in visits {
      let sent = visit.contributions.map {
        Arithmetic($0, upstream: visit.gradient, in: graph)
      }
      if sent.contains(where: { !$0.amount.isFinite || $0.isOfOtherNumbers }) {
        return VisitSentence(sent: sent, visit: visit, graph: graph).text
      }
      if sent.first?.custom == hookOfModule {
        return "The \(graph.hooks(at: visit.node)) are shown this gradient."
      }
      remark = remark ?? graph.sumOfWeights(at: visit.node)
    }
    return [rule, remark].compactMap { $0 }.joined(separator: " ")
  }

  private func ordinary(_ first: Arithmetic) -> String {
    let equation = graph.equation(of: visit.node)
    let node = graph.symbol(of: visit.node)
    let note = GateNote(graph.recording.nodes[visit.node].operation)?.text
    if sent.count == 1 {
      let operand = graph.symbol(of: first.edge.from)
      let reason = first.reason.map { ", since \($0)" } ?? ""
      let effect =
        first.local.number == 0
        ? "does not move \(node)\(reason)" : "moves \(node) by \(step(first.local))\(reason)"
      return "\(equation), so nudging \(operand) by ε \(effect)\(note.map { ". \($0)" } ?? ".")"
    }
    if Set(sent.map({ $0.edge.from })).count == 1 {
      let operand = graph.symbol(of: first.edge.from)
      return
        "\(equation) uses \(operand) \(visit.contributions.count) times; each use sends its part."
    }
    if let tie = graph.tie(at: visit.node) { return "\(tie)." }
    let rule = note ?? "Each operand gets the upstream gradient times its own local derivative."
    guard let reason = sent.lazy.compactMap({ $0.reason }).first else { return rule }
    return "\(rule) Here \(reason)."
  }

  private func text(ofCustom custom: String, _ first: Arithmetic) -> String {
    let (given, returned) = (NumberText.card(visit.gradient), NumberText.card(first.amount))
    guard custom == Self.hookOfModule else {
      return "\(custom) is the program's own: its backward was given \(given), and this is what it "
        + "returned."
    }
    return "The \(graph.hooks(at: visit.node)) are shown \(given), and "
      + (visit.gradient == first.amount
        ? "leave it as it is." : "put \(returned) in its place.")
  }

  /// What hands the gradients of a module with backward hooks to them.
  static let hookOfModule = "BackwardHookFunctionBackward"

  /// Where nan and infinity come from, or that they only pass.
  private func text(ofUnbounded bad: Arithmetic) -> String {
    let (upstream, local) = (bad.upstream, bad.local.number)
    let (result, node) = (NumberText.card(bad.amount), graph.symbol(of: visit.node))
    let operand = graph.symbol(of: bad.edge.from)
    if upstream.isNaN {
      return "The gradient that came to \(node) is nan, and nan times anything is nan."
    }
    if local.isNaN {
      let cause =
        graph.recording.nodes[visit.node].value.isNaN
        ? "\(node) itself is nan" : "it is not defined there"
      return
        "The local derivative is nan, since \(cause); \(NumberText.card(upstream)) × nan is nan"
        + (upstream == 0 ? ", even though nothing was to go this way." : ".")
    }
    if bad.amount.isNaN {
      return "\(NumberText.card(upstream)) × \(NumberText.card(local)) is nan"
        + (upstream == 0
          ? ": nothing was to go this way, but 0 × ∞ is no number."
          : ": the infinite gradient of \(node) meets a derivative of 0.")
    }
    return local.isInfinite
      ? "The local derivative is infinite at \(operand) = "
        + "\(NumberText.card(graph.recording.nodes[bad.edge.from].value)), so the gradient becomes "
        + "\(result)."
      : "The gradient that came to \(node) is \(NumberText.card(upstream)), and goes on as \(result)."
  }

  private func text(ofStale stale: Arithmetic) -> String {
    "A value that the rule reads was changed in place since the forward pass: with the numbers of "
      + "now, \(graph.symbol(of: stale.edge.from)) is sent \(NumberText.card(stale.amount))."
  }

  /// How far a node moves for a nudge ε: `x·ε`, `−ε`, `(1 − y²)·ε`.
  private func step(_ local: Formula) -> String {
    if local == .number(1) { return "ε" }
    if local == .number(-1) { return "−ε" }
    return local.isCompound ? "(\(local.text))·ε" : "\(local.text)·ε"
  }
}

extension Arithmetic {
  /// Whether what was sent is not what the numbers of the forward pass give.
  var isOfOtherNumbers: Bool {
    let expected = upstream * local.number
    guard custom == nil, expected.isFinite, amount.isFinite else { return false }
    return (expected - amount).magnitude > 1e-2 * max(expected.magnitude, amount.magnitude)
      && (expected - amount).magnitude > 1e-30
  }
}

extension Graph {
  /// How a maximum is shared whose operands are equal; nil where one alone is the largest.
  func tie(at id: Int) -> String? {
    let node = recording.nodes[id]
    let values = node.operands.map { recording.nodes[$0].value }
    switch node.operation {
    case .binary(.maximum), .binary(.minimum):
      guard values[0] == values[1] else { return nil }
      return
        "\(symbol(ofOperand: node.operands[0])) = \(symbol(ofOperand: node.operands[1])), a tie: "
        + "each gets half of the gradient"
    case .reduction(.max), .reduction(.min):
      let count = values.count { $0 == node.value }
      guard count > 1 else { return nil }
      return
        "A tie: \(count) operands are equally \(node.operation == .reduction(.max) ? "large" : "small")"
        + ", and each gets 1/\(count) of the gradient; the others get zero"
    case .source, .unary, .binary, .reduction: return nil
    }
  }

  /// What a loss does as a whole at one of its nodes; nil at most nodes.
  package func remark(on id: Int) -> String? {
    let title = ScopeTitle(recording.scopes[recording.sites[recording.nodes[id].site].scope].name)
    let isCrossEntropy = ["cross_entropy", "CrossEntropyLoss"].contains(title.type ?? title.name)
    return isCrossEntropy && recording.nodes[id].operation == .reduction(.logSumExp)
      ? "Together with what goes straight to the right class, each logit gets softmax − onehot, "
        + "times the weight of its row."
      : sumOfWeights(at: id)
  }

  /// That a weighted mean divides by the weights, `10 is 6 + 4, the sum of the weights`.
  func sumOfWeights(at id: Int) -> String? {
    let node = recording.nodes[id]
    guard node.operation == .binary(.divide) || node.operation == .binary(.quotientOfNumber) else {
      return nil
    }
    let total = recording.nodes[node.operands[1]].value
    let top = recording.nodes[node.operands[0]]
    guard case .reduction = top.operation else { return nil }
    let weights = top.operands.compactMap { term -> Double? in
      let product = recording.nodes[term]
      guard product.operation == .binary(.multiply) else { return nil }
      return recording.nodes[product.operands[1]].value
    }
    guard weights.count > 1, weights.count == top.operands.count, weights.reduce(0, +) == total
    else { return nil }
    let shown = weights.prefix(6).map { NumberText.plain($0) }.joined(separator: " + ")
    return
      "\(NumberText.plain(total)) is \(shown)\(weights.count > 6 ? " + …" : ""), the sum of the "
      + "weights."
  }

  /// Whose backward hooks a node stands for; nil for another node, or where that has no name.
  package func hookedModule(of id: Int) -> String? {
    let title = recording.scopes[recording.sites[recording.nodes[id].site].scope].name
    let isHook = edges.contains { $0.to == id && custom[$0] == VisitSentence.hookOfModule }
    return isHook && ScopeTitle(title).type != nil ? title : nil
  }

  /// `backward hooks of lin (Linear)`.
  func hooks(at id: Int) -> String {
    "backward hooks" + (hookedModule(of: id).map { " of \($0)" } ?? "")
  }
}
