import Autograd

/// The malrules of the way back. Where several give one answer, the first is named first.
///
/// Collected from what students write in forums, in issue trackers and in the literature on the
/// chain rule; the numbers that they give for one graph are in the tests.
extension Malrule {
  package static let all: [Malrule] = forward + accumulating + chaining + locals + passes + answers

  static let accumulating: [Malrule] = [
    Malrule(
      "overwrite", "overwrites instead of adding up",
      "You kept only the contribution that came last; a value that is used several times adds all "
        + "of them up.",
      .accumulation { $0.count > 1 ? $0.last?.amount : nil }),
    Malrule(
      "one-use", "x·x taken for one use",
      "The same value stands at both operands, so it gets two contributions, not one.",
      .accumulation { arrivals in
        var seen: Set<Int?> = []
        let kept = arrivals.filter { seen.insert($0.sender).inserted }
        return kept.count < arrivals.count ? kept.sum : nil
      }),
    Malrule(
      "indirect-path-dropped", "drops the indirect path",
      "You followed only the shortest way back; the value also acts through what was computed from "
        + "it.",
      .accumulation { arrivals in
        let kept = arrivals.prefix { $0.sender == arrivals[0].sender }
        return kept.count < arrivals.count ? Array(kept).sum : nil
      }),
    Malrule(
      "direct-path-dropped", "drops the direct path",
      "You followed only the longest way back; the value is also used directly, and that use sends "
        + "a contribution of its own.",
      .accumulation { arrivals in
        let kept = arrivals.drop { $0.sender == arrivals[0].sender }
        return kept.isEmpty ? nil : Array(kept).sum
      }),
    Malrule(
      "paths-averaged", "averages contributions",
      "Contributions are added up; there is nothing to divide by.",
      .accumulation { arrivals in
        arrivals.count > 1 ? arrivals.sum / Derived(Double(arrivals.count)) : nil
      }),
    Malrule(
      "paths-multiplied", "multiplies contributions",
      "Along one way factors are multiplied; where ways meet, contributions are added.",
      .accumulation { arrivals in
        arrivals.count > 1
          ? arrivals.dropFirst().reduce(arrivals[0].amount) { $0 * $1.amount } : nil
      }),
  ]

  static let chaining: [Malrule] = [
    Malrule(
      "upstream-forgotten", "forgets the upstream gradient",
      "That is the local derivative alone; multiply it by the gradient that arrives from above.",
      .combination { _, local, _ in local }),
    Malrule(
      "local-forgotten", "forgets the local derivative",
      "You passed the upstream gradient on unchanged; multiply it by the local derivative.",
      .combination { upstream, _, _ in upstream }),
    Malrule(
      "added-instead-of-multiplied", "adds upstream and local derivative",
      "Upstream gradient and local derivative are multiplied, not added.",
      .combination { upstream, local, use in
        // At a sum there is no local derivative to speak of.
        switch use.operation {
        case .binary(.add), .binary(.subtract): nil
        case .reduction(let reduction) where reduction.isSum: nil
        case .source, .unary, .binary, .reduction: upstream + local
        }
      }),
    Malrule(
      "relu-gates-gradient", "lets a ReLU look at the gradient",
      "The gate of a ReLU is set on the way forward, by its input; the sign of the gradient does not "
        + "matter.",
      .combination { upstream, _, use in
        use.operation == .unary(.relu) ? upstream.applying(.relu) : nil
      }),
    Malrule(
      "weight-skipped", "takes the output's error for the layer below",
      "Before the error reaches the layer below it goes through the weight between them: multiply by "
        + "that weight.",
      .combination { upstream, _, use in use.layer == nil ? nil : upstream }),
    Malrule(
      "inner-derivative-inside", "puts the inner derivative inside the function",
      "The inner derivative is a factor outside; the outer derivative is taken at the inner function "
        + "alone.",
      .inner { way in
        // A factor of 1 is nowhere in the way.
        guard way.inner.number != 1 else { return nil }
        return way.outer.slope(at: way.outer.operand * way.inner).map { way.upstream * $0 }
      }),
    Malrule(
      "seed-forgotten", "starts with 0 instead of the seed",
      "A pass starts with a seed at the root, 1 unless the program says otherwise; with 0 "
        + "everything would be 0.",
      .seed { _, _ in Derived(0) }),
    Malrule(
      "seed-ignored", "starts with 1 instead of the given seed",
      "The program hands in a seed of its own, with gradient=; it takes the place of the 1.",
      .seed { _, _ in Derived(1) }),
    Malrule(
      "seed-is-loss", "starts with the value of the loss",
      "A pass starts with the derivative of the root by itself, which is 1, not with its value.",
      .seed { _, root in root }),
  ]

  static let passes: [Malrule] = [
    Malrule(
      "second-pass-overwrites", "takes a second pass to replace the first",
      "backward() adds to what a leaf holds already; it replaces nothing.",
      .total { _, pass in pass }),
    Malrule(
      "not-cleared", "overlooks that gradients were cleared",
      "The program cleared this gradient before the pass, so the earlier passes are gone.",
      .clearing),
    Malrule(
      "inner-totals", "lets inner nodes keep the gradient of the pass before",
      "Only leaves add up over passes, inner nodes start each pass afresh (micrograd is different).",
      .innerTotals),
    Malrule(
      "sent-again", "sends a gradient again when more arrives",
      "A node sends once, after everything that uses it has sent; otherwise a part is counted twice.",
      .revisiting),
    Malrule(
      "jacobian-diagonal", "lets each output reach the input in its own place only",
      "An input gets something from every output that it has a part in, not only from the one in "
        + "the same place.",
      .diagonal),
    Malrule(
      "detach-ignored", "sends gradients through detach and no_grad",
      "What is detached, or computed under no_grad, counts as a constant; nothing is sent back "
        + "through it.",
      .tracking),
  ]

  /// Slips of the pen, named only where nothing above explains the answer.
  static let answers: [Malrule] = [
    Malrule(
      "value-as-gradient", "writes the value for the gradient",
      "That is the value from the way forward; the gradient is asked.",
      .answer { $1 }),
    Malrule(
      "sign-turned", "turns the sign",
      "The size is right, the sign is not: go through the signs of the factors once more.",
      .answer { right, _ in -right }),
  ]
}

extension [Mutation.Arrival] {
  /// What arrives, added up.
  fileprivate var sum: Derived { dropFirst().reduce(self[0].amount) { $0 + $1.amount } }
}
