import Autograd

/// What learners get wrong although the output may be right.
enum Advice {
  /// Passes of one line that add to gradients which an earlier round left behind by mistake.
  ///
  /// To add up is right where several parts make one step. It is a mistake where a step has used the
  /// gradient already, or where the same pass runs again and no step follows.
  static func unclearedPasses(
    _ recording: Recording
  ) -> [Finding] {
    var held: [Int: HeldGradient] = [:]
    var successors: [Int: Int] = [:]
    /// The first leaf of a pass that ran again just as before, by line, until a step follows.
    var repeated: [Int: Int] = [:]
    var mistakes: [Int: Int] = [:]
    func current(_ leaf: Int) -> Int {
      var leaf = leaf
      while let next = successors[leaf], next != leaf { leaf = next }
      return leaf
    }
    for moment in recording.events {
      let line = moment.line
      switch moment.event {
      case .pass(let index):
        var amounts: [Int: Double] = [:]
        for sum in recording.passes[index].accumulations {
          let leaf = current(sum.leaf)
          amounts[leaf] = sum.after - (sum.before ?? 0)
          if sum.before != nil, let earlier = held[leaf], earlier.line == line, earlier.isUsed,
            mistakes[line] == nil
          {
            mistakes[line] = leaf
          }
        }
        let again = amounts.min { $0.key < $1.key }?.key
        let isAsBefore = amounts.allSatisfy { leaf, amount in
          held[leaf].map { $0.line == line && $0.isAbout(amount) } ?? false
        }
        if isAsBefore, let again, repeated[line] == nil { repeated[line] = again }
        for (leaf, amount) in amounts { held[leaf] = HeldGradient(line: line, amount: amount) }
      case .cleared(let leaf, _): held[current(leaf)] = nil
      case .updated(let old, let new, _):
        var gradient = held.removeValue(forKey: current(old))
        gradient?.isUsed = true
        successors[old] = new
        held[current(new)] = gradient
        repeated = repeated.filter { current($0.value) != current(new) }
      case .gradientChanged, .printed, .raised: continue
      }
    }
    return mistakes.merging(repeated) { used, _ in used }.sorted { $0.key < $1.key }.map {
      line, leaf in
      let what = recording.nodes[leaf].name.map { "`\($0).grad`" } ?? "a leaf's gradient"
      return Finding(
        line: line, verdict: .warning,
        note:
          "the pass runs again without clearing: \(what) still holds the earlier rounds'; "
          + "call zero_grad() before each pass")
    }
  }

  /// What a pass left in a leaf.
  private struct HeldGradient {
    /// The line of the pass.
    var line: Int
    /// What the pass added.
    var amount: Double
    /// Whether the leaf has been changed since, as a step does.
    var isUsed = false

    /// Whether another pass added the same, as far as sums that are rounded tell.
    func isAbout(_ other: Double) -> Bool {
      abs(amount - other) <= 1e-5 * max(abs(amount), abs(other))
    }
  }
}
