/// Sees what a backward pass does.
protocol PassObserver {
  func visit(_ node: Int, _ gradient: Double)
  func contribute(_ contribution: Contribution<some Number>, from node: Int)
}

/// Writes one backward pass down as events, where the tape keeps them.
package struct PassJournal: PassObserver {
  private let tape: Tape

  package init(tape: Tape) { self.tape = tape }

  package func begin(_ seeds: [Recording.Seed]) { tape.note(.passBegan(seeds)) }

  package func visit(_ node: Int, _ gradient: Double) {
    guard !tape.columns.pointee.isSource(node) else { return }
    tape.note(.visited(node: node, gradient: gradient))
  }

  func contribute(_ contribution: Contribution<some Number>, from node: Int) {
    tape.note(
      .contributed(
        from: node, place: contribution.place, to: contribution.operand,
        amount: contribution.amount.number))
  }
}

/// Lets the compiler leave the writing out of a pass that is not recorded.
struct Silence: PassObserver {
  func visit(_ node: Int, _ gradient: Double) {}
  func contribute(_ contribution: Contribution<some Number>, from node: Int) {}
}
