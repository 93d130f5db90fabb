import Autograd
import Lesson
import Testing

@Suite struct LedgerTests {
  @Test func addsUpOverPassesAndClears() throws {
    let tape = Tape()
    let w = tape.leaf(2, name: "w")
    let loss = w * 3 + w
    try loss.backward(retainGraph: true)
    try loss.backward(seed: 2, retainGraph: true)
    w.clearGradient()
    tape.note(.cleared(leaf: w.node, to: nil))
    try loss.backward(retainGraph: true)
    let ledger = try #require(Ledger.all(in: tape.recording).first)
    #expect(ledger.name == "w")
    #expect(
      ledger.entries.map(Self.text) == [
        "- + [1.0, 3.0] = 4.0", "4.0 + [2.0, 6.0] = 12.0", "cleared", "- + [1.0, 3.0] = 4.0",
      ])
  }

  @Test func followsALeafThroughItsUpdates() throws {
    let tape = Tape()
    let old = tape.leaf(2, name: "w")
    try (old * 3).backward()
    let new = tape.leaf(1.4, name: "w")
    tape.note(.updated(from: old.node, to: new.node))
    try (new * 3).backward()
    let ledgers = Ledger.all(in: tape.recording)
    #expect(ledgers.count == 1)
    #expect(ledgers.first?.leaf == new.node)
    #expect(ledgers.first?.entries.count == 3)
  }

  private static func text(_ entry: Ledger.Entry) -> String {
    switch entry {
    case .pass(_, _, let before, let contributions, _, _, let after):
      "\(before.map { "\($0)" } ?? "-") + \(contributions.map(\.amount)) = \(after)"
    case .cleared: "cleared"
    case .changed(_, let from, let to): "changed from \(from.map { "\($0)" } ?? "-") to \(to)"
    case .updated(_, let from, let to): "\(from) to \(to)"
    }
  }
}

@Suite struct FiniteDifferenceTests {
  @Test(arguments: [
    (Operation.unary(.exp), 0.7), (.unary(.tanh), 0.3), (.unary(.log), 2.5), (.unary(.relu), 2),
    (.unary(.sigmoid), -1), (.unary(.floor), 0.5), (.unary(.detach), 1),
  ])
  func agreesWithTheRule(operation: Operation, x: Double) throws {
    guard case .unary(let unary) = operation else { return }
    let tape = Tape()
    let leaf = tape.leaf(x, name: "x")
    let root = leaf.applying(unary) * 3 + leaf
    try root.backward(seed: 2)
    let recording = tape.recording
    let pass = try #require(Pass.all(in: recording).first)
    let measured = FiniteDifferences(recording, seeds: pass.seeds).slope(by: leaf.node)
    #expect(abs(measured.slope - (leaf.gradient ?? .nan)) < 1e-7)
    #expect(measured.kink == nil)
  }

  @Test func warnsAtAKink() throws {
    let tape = Tape()
    let leaf = tape.leaf(0, name: "x")
    let root = leaf.relu()
    try root.backward()
    let measured = FiniteDifferences(tape.recording, seeds: [.init(node: root.node, value: 1)])
      .slope(by: leaf.node)
    #expect(measured.kink == root.node)
    #expect(abs(measured.slope - 0.5) < 1e-9)
  }
}
