/// Sees what a backward pass does.
protocol PassObserver {
  func visit(_ node: Int, _ gradient: Double)
  func contribute(_ contribution: Contribution<some Number>, from node: Int)
}

/// Writes backward passes down, where the tape keeps them.
package struct PassJournal: PassObserver {
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

  /// A node's gradient is complete and is sent on.
  package func visit(_ node: Int, _ gradient: Double) {
    guard let pass = tape.annotations.openPasses.last, !tape.columns.pointee.isSource(node)
    else { return }
    let next = tape.annotations.passes[pass].contributions.count
    tape.annotations.passes[pass].steps.append(
      .visited(.init(node: node, gradient: gradient, sent: next..<next)))
  }

  /// The node visited last sends something to an operand.
  package func contribute(_ amount: Double, to operand: Int, at place: Int) {
    guard let pass = tape.annotations.openPasses.last else { return }
    tape.annotations.passes[pass].contribute(amount, to: operand, at: place)
  }

  func contribute(_ contribution: Contribution<some Number>, from node: Int) {
    contribute(contribution.amount.number, to: contribution.operand, at: contribution.place)
  }

  /// A hook saw a gradient.
  package func hook(_ node: Int, before: Double, after: Double) {
    add(.hooked(node: node, before: before, after: after))
  }

  /// A leaf's gradient was brought up to date.
  package func accumulate(on leaf: Int, before: Double?, after: Double) {
    add(.accumulated(.init(leaf: leaf, before: before, after: after)))
  }

  private func add(_ step: Recording.Pass.Step) {
    guard let pass = tape.annotations.openPasses.last else { return }
    tape.annotations.passes[pass].steps.append(step)
  }
}

extension Recording.Pass {
  fileprivate mutating func contribute(_ amount: Double, to operand: Int, at place: Int) {
    guard case .visited(var visit)? = steps.last else { return }
    contributions.append(Contribution(place: place, to: operand, amount: amount))
    visit.sent = visit.sent.lowerBound..<contributions.count
    steps[steps.count - 1] = .visited(visit)
  }
}

/// Lets the compiler leave the writing out of a pass that is not recorded.
struct Silence: PassObserver {
  func visit(_ node: Int, _ gradient: Double) {}
  func contribute(_ contribution: Contribution<some Number>, from node: Int) {}
}
