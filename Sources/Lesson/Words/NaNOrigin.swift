package import Autograd

/// Where the first gradient that is no number, or without bound, was born.
package struct NaNOrigin: Sendable, Equatable {
  /// The line of the operation that is responsible, counted from 1; 0 where none is known.
  package var line: Int
  /// What happened there, with its numbers.
  package var text: String
  /// What to do about it.
  package var remedy: String

  /// The origin of the first nan or infinity that a pass brings to a leaf, or returns; nil where all
  /// are numbers.
  ///
  /// - Complexity: O(nodes + what was sent).
  package init?(_ recording: Recording) {
    for pass in recording.passes {
      guard let bad = Self.result(of: pass) else { continue }
      let roots = pass.seeds.filter { recording.nodes[$0.node].value.isNaN }.map { $0.node }
      if let node = Self.firstNaN(before: roots, recording) {
        self.init(forward: node, recording)
      } else if let (node, sent, upstream) = Self.birth(in: pass) {
        self.init(node, sent, upstream, recording)
      } else {
        let name = recording.nodes[bad].name ?? "a value"
        self.init(
          line: recording.sites[recording.nodes[bad].site].line,
          text:
            "the gradients that arrive at \(name) add up to inf − inf, or the seed is no number",
          remedy: "look at the operations behind it for what grows without bound")
      }
      return
    }
    return nil
  }

  private init(line: Int, text: String, remedy: String) {
    (self.line, self.text, self.remedy) = (line, text, remedy)
  }

  /// The first node that a pass leaves a gradient at which is no ordinary number.
  private static func result(of pass: Recording.Pass) -> Int? {
    for step in pass.steps {
      switch step {
      case .accumulated(let sum):
        if !sum.after.isFinite, sum.before?.isFinite ?? true { return sum.leaf }
      case .returned(let node, let value): if !value.isFinite { return node }
      case .visited, .hooked: continue
      }
    }
    return nil
  }

  /// The first value that is nan although no operand is, among what some roots were computed from.
  private static func firstNaN(before roots: [Int], _ recording: Recording) -> Int? {
    guard let last = roots.max() else { return nil }
    var isNeeded = [Bool](repeating: false, count: last + 1)
    for root in roots { isNeeded[root] = true }
    var first: Int?
    for node in isNeeded.indices.reversed() where isNeeded[node] {
      let operands = recording.nodes[node].operands
      for operand in operands { isNeeded[operand] = true }
      let isBorn =
        recording.nodes[node].value.isNaN
        && !operands.contains { recording.nodes[$0].value.isNaN }
      if isBorn { first = node }
    }
    return first
  }

  /// Where a finite gradient was first sent on as another.
  private static func birth(
    in pass: Recording.Pass
  ) -> (node: Int, sent: Recording.Pass.Contribution, upstream: Double)? {
    for case .visited(let visit) in pass.steps where visit.gradient.isFinite {
      if let sent = pass.contributions[visit.sent].first(where: { !$0.amount.isFinite }) {
        return (visit.node, sent, visit.gradient)
      }
    }
    return nil
  }

  private init(forward id: Int, _ recording: Recording) {
    let node = recording.nodes[id]
    let name = node.name.map { "\($0) = " } ?? ""
    let written = Self.written(id, recording)
    self.init(
      line: recording.sites[node.site].line,
      text: written.isEmpty
        ? "\(node.name ?? "a number of the program") is nan from the start"
        : "\(name)\(written) is nan\(Self.infinite(node, recording)), and with it all that is "
          + "computed from it",
      remedy: written.isEmpty
        ? "find out where the program gets it from"
        : "keep its operands to numbers that it is defined for, for example with clamp")
  }

  private init(
    _ id: Int, _ sent: Recording.Pass.Contribution, _ upstream: Double, _ recording: Recording
  ) {
    let node = recording.nodes[id]
    let local = recording.localDerivatives(of: id)
    let (g, result) = (NumberText.card(upstream), NumberText.card(sent.amount))
    let factor = sent.place < local.count ? NumberText.card(local[sent.place]) : "what it returned"
    // Behind a choice, what is sent to the side that was not taken is 0.
    let isUnchosen =
      upstream == 0
      && recording.nodes[id...].contains { $0.operation == .reduction(.choose) }
    self.init(
      line: recording.sites[node.site].line,
      text:
        "on the way back through \(Self.written(id, recording)) the gradient becomes \(result): "
        + "\(g) × \(factor), upstream gradient times local derivative",
      remedy: isUnchosen
        ? "a choice such as torch.where sends 0 to the side that it does not take, and 0 × inf is nan as 0 × nan is: give that side a "
          + "harmless number too, f(torch.where(ok, x, 1.0)) within torch.where(ok, …, other)"
        : "keep the operand away from there, for example with clamp(min=1e-8)")
  }

  /// Where an operand without bound comes from: ` (−inf is log(0.0))`; empty where none does.
  private static func infinite(_ node: Recording.Node, _ recording: Recording) -> String {
    let operand = node.operands.first { operand in
      let operands = recording.nodes[operand].operands
      return recording.nodes[operand].value.isInfinite && !operands.isEmpty
        && operands.allSatisfy { recording.nodes[$0].value.isFinite }
    }
    return operand.map {
      " (\(NumberText.card(recording.nodes[$0].value)) is \(written($0, recording)))"
    } ?? ""
  }

  /// The operation that made a value nan or infinite, though no operand is: `log(−1.0)`.
  static func birth(of id: Int, _ recording: Recording) -> String? {
    let node = recording.nodes[id]
    guard !node.value.isFinite, !node.operands.isEmpty,
      node.operands.allSatisfy({ recording.nodes[$0].value.isFinite })
    else { return nil }
    return written(id, recording)
  }

  /// An operation with its numbers put in: `sqrt(−1.0)`, `0 / 0`.
  private static func written(_ id: Int, _ recording: Recording) -> String {
    let node = recording.nodes[id]
    let operands = node.operands.map { operand -> OperationText.Operand in
      let value = recording.nodes[operand].value
      return if case .binary = node.operation {
        .number(value)
      } else {
        .node(name: nil, symbol: NumberText.card(value))
      }
    }
    return OperationText.full(node.operation, operands)
  }
}
