import Autograd
import Lesson

/// The malrules of the way back. Where several give one answer, the first is named first.
///
/// Collected from what students write in forums, in issue trackers and in the literature on the
/// chain rule; the numbers that they give for one graph are in the tests.
extension Malrule {
  /// All of them; one that stands earlier is named before one that stands later.
  package static let all: [Malrule] = forward + accumulating + chaining + locals + passes + answers

  static let accumulating: [Malrule] = [
    Malrule(.overwrite, .accumulation { $0.count > 1 ? $0.last?.amount : nil }),
    Malrule(
      .oneUse,
      .accumulation { arrivals in
        var seen: Set<Int?> = []
        let kept = arrivals.filter { seen.insert($0.sender).inserted }
        return kept.count < arrivals.count ? kept.sum : nil
      }),
    Malrule(
      .indirectPathDropped,
      .accumulation { arrivals in
        let kept = arrivals.prefix { $0.sender == arrivals[0].sender }
        return kept.count < arrivals.count ? Array(kept).sum : nil
      }),
    Malrule(
      .directPathDropped,
      .accumulation { arrivals in
        let kept = arrivals.drop { $0.sender == arrivals[0].sender }
        return kept.isEmpty ? nil : Array(kept).sum
      }),
    Malrule(
      .pathsAveraged,
      .accumulation { arrivals in
        arrivals.count > 1 ? arrivals.sum / TracedNumber(Double(arrivals.count)) : nil
      }),
    Malrule(
      .pathsMultiplied,
      .accumulation { arrivals in
        arrivals.count > 1
          ? arrivals.dropFirst().reduce(arrivals[0].amount) { $0 * $1.amount } : nil
      }),
  ]

  static let chaining: [Malrule] = [
    Malrule(.upstreamForgotten, .combination { _, local, _ in local }),
    Malrule(.localForgotten, .combination { upstream, _, _ in upstream }),
    Malrule(
      .addedInsteadOfMultiplied,
      .combination { upstream, local, use in
        // At a sum there is no local derivative to speak of.
        switch use.operation {
        case .binary(.add), .binary(.subtract): nil
        case .reduction(let reduction) where reduction.isSum: nil
        case .source, .unary, .binary, .reduction: upstream + local
        }
      }),
    Malrule(
      .reluGatesGradient,
      .combination { upstream, _, use in
        use.operation == .unary(.relu) ? upstream.applying(.relu) : nil
      }),
    Malrule(.weightSkipped, .combination { upstream, _, use in use.layer == nil ? nil : upstream }),
    Malrule(
      .innerDerivativeInside,
      .inner { way in
        // A factor of 1 is nowhere in the way.
        guard way.inner.number != 1 else { return nil }
        return way.outer.slope(at: way.outer.operand * way.inner).map { way.upstream * $0 }
      }),
    Malrule(.seedForgotten, .seed { _, _ in TracedNumber(0) }),
    Malrule(.seedIgnored, .seed { _, _ in TracedNumber(1) }),
    Malrule(.seedIsLoss, .seed { _, root in root }),
  ]

  static let passes: [Malrule] = [
    Malrule(.secondPassOverwrites, .total { _, pass in pass }),
    Malrule(.notCleared, .clearing),
    Malrule(.innerTotals, .innerTotals),
    Malrule(.sentAgain, .revisiting),
    Malrule(.jacobianDiagonal, .diagonal),
    Malrule(.detachIgnored, .tracking),
  ]

  /// Slips of the pen, named only where nothing above explains the answer.
  static let answers: [Malrule] = [
    Malrule(.valueAsGradient, .answer { $1 }),
    Malrule(.signTurned, .answer { right, _ in -right }),
  ]
}

extension [Mutation.Arrival] {
  /// What arrives, added up.
  fileprivate var sum: TracedNumber { dropFirst().reduce(self[0].amount) { $0 + $1.amount } }
}
