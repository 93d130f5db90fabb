/// Writes one backward pass down as events, where the tape keeps them.
package struct PassJournal {
  private let tape: Tape
  private let keepsEvents: Bool
  /// The leaves that the pass reached, in the order of their first contribution, with the gradient
  /// each had before.
  private var leaves: [(node: Int, before: Double?)] = []
  private var seen: Set<Int> = []

  package init(tape: Tape) {
    self.tape = tape
    keepsEvents = tape.keepsEvents
  }

  package mutating func begin(_ seeds: [Recording.Seed]) {
    guard keepsEvents else { return }
    tape.note(.passBegan(seeds))
  }

  @inline(__always)
  package mutating func visit(_ node: Int, _ gradient: Double) {
    guard keepsEvents else { return }
    tape.note(.visited(node: node, gradient: gradient))
  }

  @inline(__always)
  package mutating func contribute(
    _ contribution: Contribution<some Number>, from node: Int
  ) {
    guard keepsEvents else { return }
    noteContribution(contribution, from: node)
  }

  private mutating func noteContribution(
    _ contribution: Contribution<some Number>, from node: Int
  ) {
    let operand = contribution.operand
    let value = tape.value(at: operand)
    if value.isLeaf, seen.insert(operand).inserted {
      leaves.append((operand, value.gradient))
    }
    tape.note(
      .contributed(
        from: node, place: contribution.place, to: operand, amount: contribution.amount.number))
  }

  /// Ends a pass that added to its leaves as their contributions came.
  package func end() {
    guard keepsEvents else { return }
    for leaf in leaves.sorted(by: { $0.node < $1.node }) {
      if let after = tape.value(at: leaf.node).gradient {
        tape.note(.accumulated(leaf: leaf.node, before: leaf.before, after: after))
      }
    }
    tape.note(.passEnded)
  }
}
