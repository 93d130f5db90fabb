/// Sees what a backward pass does.
protocol PassObserver {
  mutating func visit(_ node: Int, _ gradient: Double)
  mutating func contribute(_ contribution: Contribution<some Number>)
}

/// Lets the compiler leave the writing out of a pass that is not recorded.
struct Silence: PassObserver {
  func visit(_ node: Int, _ gradient: Double) {}
  func contribute(_ contribution: Contribution<some Number>) {}
}

/// Writes backward passes down, where the tape keeps them.
package struct PassJournal {
  private let tape: Tape

  /// A journal of the passes over a tape; it writes nothing where the tape keeps no events.
  package init(tape: Tape) { self.tape = tape }

  /// A pass begins.
  package func begin(_ seeds: [Recording.Seed]) {
    guard tape.keepsEvents else { return }
    let index = tape.annotations.passes.count
    tape.note(.pass(index))
    tape.annotations.passes.append(
      .init(seeds: seeds, steps: [], contributions: [], nodes: tape.count..<tape.count))
    tape.annotations.openPasses.append(index)
  }

  /// The pass that began last ends.
  package func end() {
    guard let pass = tape.annotations.openPasses.popLast() else { return }
    let start = tape.annotations.passes[pass].nodes.lowerBound
    tape.annotations.passes[pass].nodes = start..<tape.count
  }

  /// A hook saw a gradient.
  package func hook(_ node: Int, before: Double, after: Double) {
    add(.hooked(node: node, before: before, after: after))
  }

  /// A leaf's gradient was brought up to date.
  package func accumulate(on leaf: Int, before: Double?, after: Double) {
    add(.accumulated(.init(leaf: leaf, before: before, after: after)))
  }

  /// A gradient goes back to the program, as `torch.autograd.grad` returns it.
  package func giveBack(_ gradient: Double, of node: Int) {
    add(.returned(node: node, value: gradient))
  }

  private func add(_ step: Recording.Pass.Step) {
    guard let pass = tape.annotations.openPasses.last else { return }
    tape.annotations.passes[pass].steps.append(step)
  }
}

/// Writes down what nodes send, into the pass that began last, while it runs through many of them.
///
/// It holds the pass's lists meanwhile, since reaching them through the tape takes longer than
/// the rule of a node does: ``finish()`` gives them back.
package struct PassWriter: PassObserver {
  private let tape: Tape
  private let pass: Int
  private var steps: [Recording.Pass.Step]
  private var contributions: [Recording.Pass.Contribution]
  private var visit: Recording.Pass.Visit?

  /// nil where no pass is written down.
  package init?(tape: Tape) {
    guard let pass = tape.annotations.openPasses.last else { return nil }
    self.tape = tape
    self.pass = pass
    (steps, contributions) = ([], [])
    swap(&steps, &tape.annotations.passes[pass].steps)
    swap(&contributions, &tape.annotations.passes[pass].contributions)
  }

  /// A node's gradient is complete and is sent on.
  package mutating func visit(_ node: Int, _ gradient: Double) {
    close()
    guard !tape.columns.pointee.isSource(node) else { return }
    let next = contributions.count
    visit = .init(node: node, gradient: gradient, sent: next..<next)
  }

  /// The node visited last sends something to an operand.
  package mutating func contribute(_ amount: Double, to operand: Int, at place: Int) {
    guard visit != nil else { return }
    contributions.append(.init(place: place, to: operand, amount: amount))
  }

  mutating func contribute(_ contribution: Contribution<some Number>) {
    contribute(contribution.amount.number, to: contribution.operand, at: contribution.place)
  }

  /// Gives the pass back what was written.
  package mutating func finish() {
    close()
    swap(&steps, &tape.annotations.passes[pass].steps)
    swap(&contributions, &tape.annotations.passes[pass].contributions)
  }

  private mutating func close() {
    guard var visit else { return }
    visit.sent = visit.sent.lowerBound..<contributions.count
    steps.append(.visited(visit))
    self.visit = nil
  }
}
