import Autograd
import Testing

/// What a tape records.
struct TapeTests {
  @Test func recordsOperandsValuesNamesAndPlaces() throws {
    let tape = Tape()
    let w = tape.leaf(2, name: "w")
    tape.site = .init(line: 3, scope: 0)
    let y = tape.scope("model(x)") { w * 4 }
    tape.name(y.node, "y")
    tape.site.line = 4
    let z = (-y).relu()

    let recording = tape.recording
    let nodes = recording.nodes
    #expect(
      nodes.map(\.operation) == [
        .source(.leaf), .source(.literal), .binary(.multiply), .unary(.negate), .unary(.relu),
      ])
    #expect(nodes.map(\.operands) == [[], [], [0, 1], [2], [3]])
    #expect(nodes.map(\.value) == [2, 4, 8, -8, 0])
    #expect(nodes.map(\.name) == ["w", nil, "y", nil, nil])
    #expect(nodes.map(\.needsGradient) == [true, false, true, true, true])
    #expect(nodes.map { recording.sites[$0.site].line } == [0, 3, 3, 4, 4])
    #expect(nodes.map { recording.sites[$0.site].scope } == [0, 1, 1, 0, 0])
    #expect(recording.scopes.map(\.name) == ["program", "model(x)"])
    #expect(recording.scopes[1].parent == 0)
    #expect(z.number == 0)
  }

  @Test func keepsTheOperandsOfReductions() {
    let tape = Tape()
    let leaves = [3.0, 1, 2].map { tape.leaf($0) }
    let largest = Value.reduce(.max, leaves, precision: .double)
    let sum = Value.reduce(.sum, leaves + [largest], precision: .double)
    #expect(tape.operands(of: largest.node) == [0, 1, 2])
    #expect(tape.operands(of: sum.node) == [0, 1, 2, 3])
    #expect(sum.number == 9)
  }

  @Test func tellsAPassInOrder() throws {
    let tape = Tape()
    let (a, b) = (tape.leaf(2), tape.leaf(3))
    let product = a * b
    try (product + a).backward()
    #expect(tape.recording.events.map(\.event) == [.pass(0)])
    let pass = try #require(tape.recording.passes.first)
    #expect(pass.seeds == [.init(node: 3, value: 1)])
    let steps = pass.steps.map { step in
      switch step {
      case .visited(let visit):
        let sent = pass.contributions[visit.sent].map { "\($0.amount) to \($0.to) at \($0.place)" }
        return "\(visit.node) with \(visit.gradient) sends " + sent.joined(separator: ", ")
      case .hooked(let node, _, _): return "\(node) is hooked"
      case .accumulated(let sum): return "\(sum.leaf) holds \(sum.after)"
      case .returned(let node, let value): return "\(node) gives \(value) back"
      }
    }
    #expect(
      steps == [
        "3 with 1.0 sends 1.0 to 2 at 0, 1.0 to 0 at 1",
        "2 with 1.0 sends 3.0 to 0 at 0, 2.0 to 1 at 1", "0 holds 4.0", "1 holds 2.0",
      ])
    #expect(pass.nodes == 4..<4)
  }

  @Test func tellsWhatALeafHadBefore() throws {
    let tape = Tape()
    let x = tape.leaf(1)
    try x.backward(seed: 5)
    try (x + 0).backward()
    let sums = tape.recording.passes.flatMap(\.accumulations)
    #expect(sums.map { [$0.before, $0.after] } == [[nil, 5], [5, 6]])
  }

  @Test func recordsTheSameTwice() throws {
    func run() throws -> Recording {
      let tape = Tape()
      let leaves = (1...20).map { tape.leaf(Double($0) / 7) }
      var sum = tape.literal(0)
      for (a, b) in zip(leaves, leaves.reversed()) { sum = sum + (a * b).tanh() / (a + b) }
      try sum.backward(retainGraph: true)
      try sum.backward()
      return tape.recording
    }
    #expect(try run() == run())
  }

  @Test func rewinds() throws {
    let tape = Tape()
    let x = tape.leaf(2, name: "x")
    let start = tape.count
    var gradients: [Double?] = []
    for step in 1...3 {
      let parts = [x * x, x * Double(step)]
      try Value.reduce(.sum, parts, precision: .double).backward()
      gradients.append(x.gradient)
      x.clearGradient()
      tape.rewind(to: start)
    }
    #expect(gradients == [5, 6, 7])
    #expect(tape.count == 1)
    #expect(tape.recording.nodes.map(\.name) == ["x"])
  }

  @Test func forgetsNothingOfALeafWhenItRewinds() throws {
    let tape = Tape(keepsEvents: false)
    let x = tape.leaf(2)
    for _ in 1...2 {
      try (x * x).backward()
      tape.rewind(to: 1)
    }
    #expect(x.gradient == 8)
  }

  @Test func updatesALeafInPlace() {
    let tape = Tape()
    let x = tape.leaf(1, precision: .single)
    x.update(to: 0.1)
    #expect(x.number == Double(Float(0.1)))
  }

  @Test func growsWithoutLosingAnything() throws {
    let tape = Tape(keepsEvents: false)
    let leaves = (0..<200_000).map { tape.leaf(Double($0)) }
    let sum = Value.reduce(.sum, leaves, precision: .double)
    let more = Value.reduce(.mean, leaves + [sum], precision: .double)
    #expect(sum.number == 19_999_900_000)
    #expect(leaves[123_456].number == 123_456)
    try more.backward()
    #expect(leaves[7].gradient == 2.0 / 200_001)
  }
}
