import Autograd
import Testing

/// What a backward pass does to gradients, and what later passes find.
struct PassTests {
  @Test func followsTheChainRule() throws {
    // loss = (w x + b − t)², with w x + b − t = 3·2 + 1 − 5 = 2
    let tape = Tape()
    let (w, b) = (tape.leaf(3), tape.leaf(1))
    let x = tape.constant(2)
    let error = w * x + b - 5
    let loss = error * error
    try loss.backward()
    #expect(loss.number == 4)
    #expect(error.gradient == 4)  // 2·error
    #expect(b.gradient == 4)  // 4·1
    #expect(w.gradient == 8)  // 4·x
    #expect(x.gradient == nil)
  }

  /// The example in README.md.
  @Test func worksInTenLines() throws {
    let tape = Tape()
    let w = tape.leaf(2, name: "w")
    let b = tape.leaf(1, name: "b")
    let error = w * 3 + b - 5
    let loss = error * error
    try loss.backward()
    #expect([loss.number, w.gradient, b.gradient] == [4, 12, 4])
    let slope = try #require(try (w * w * w).gradients(withRespectTo: [w])[0])
    let curvature = try #require(try slope.gradients(withRespectTo: [w])[0])
    #expect([slope.number, curvature.number] == [12, 12])
  }

  @Test func sumsOverTheWaysOfADiamond() throws {
    // d = b·c with b = 2a and c = a + 3: d = 2a² + 6a, d′ = 4a + 6
    let tape = Tape()
    let a = tape.leaf(5)
    let b = a * 2
    let d = b * (a + 3)
    try d.backward()
    #expect(a.gradient == 26)
    #expect(b.gradient == 8)
  }

  @Test func sendsTwiceToAnOperandUsedTwice() throws {
    let tape = Tape()
    let x = tape.leaf(3)
    try (x * x).backward()
    #expect(x.gradient == 6)
    let sent = tape.recording.passes.flatMap(\.contributions)
    #expect(sent.map { [Double($0.place), Double($0.to), $0.amount] } == [[0, 0, 3], [1, 0, 3]])
  }

  @Test(arguments: [0, -1, 3, -0.5])
  func scalesWithTheSeed(_ seed: Double) throws {
    let tape = Tape()
    let x = tape.leaf(2)
    try (x * x * x).backward(seed: seed)
    #expect(x.gradient == seed * 12)  // 3x²
  }

  @Test func accumulatesOnLeavesOnly() throws {
    let tape = Tape()
    let x = tape.leaf(2)
    let square = x * x
    let y = square * 3
    try y.backward(retainGraph: true)
    try y.backward(retainGraph: true)
    #expect(x.gradient == 24)  // twice 6x
    #expect(square.gradient == 3)
    x.clearGradient()
    try y.backward()
    #expect(x.gradient == 12)
  }

  /// micrograd keeps the gradients of computed values and gives 3.0 here
  /// (<https://github.com/karpathy/micrograd/issues/53>).
  @Test func startsComputedGradientsAfresh() throws {
    let tape = Tape()
    let a = tape.leaf(1)
    let b = a + 0
    let c = b + 0
    try c.backward()
    try c.backward()
    #expect(a.gradient == 2)
    #expect(b.gradient == 1)
  }

  @Test func addsAPassToALeafAsOneSum() throws {
    // In single precision 1 + 2⁻²⁴ + 2⁻²⁴ depends on the order: PyTorch sums a pass first.
    let tape = Tape()
    let x = tape.leaf(1, precision: .single)
    try x.backward()
    let tiny = tape.constant(0x1p-24, precision: .single)
    try (x * tiny + x * tiny).backward()
    #expect(x.gradient == 1 + 0x1p-23)
  }

  @Test func startsFromSeveralRoots() throws {
    let tape = Tape()
    let x = tape.leaf(2)
    let (square, double) = (x * x, x * 2)
    try tape.backward(from: [(square, 1), (double, 10)], retainGraph: true)
    #expect(x.gradient == 24)  // 4 + 20
    try tape.backward(from: [(double, 1), (double, 1), (x, 1)])
    #expect(x.gradient == 29)  // 24 + 2 + 2 + 1
  }

  @Test func needsARootThatNeedsAGradient() {
    let tape = Tape()
    let sum = tape.constant(1) + tape.constant(2)
    #expect(throws: GraphError.needsNoGradient(node: 2)) { try sum.backward() }
    let cut = tape.leaf(1).detached()
    #expect(throws: GraphError.needsNoGradient(node: 4)) { try cut.backward() }
  }

  @Test func stopsAtADetachedValue() throws {
    let tape = Tape()
    let x = tape.leaf(3)
    try (x * x.detached()).backward()
    #expect(x.gradient == 3)
  }

  @Test func frees() throws {
    let tape = Tape()
    let x = tape.leaf(2)
    let y = x.exp()
    let z = y * 3
    try z.backward()
    #expect(throws: GraphError.freed(node: z.node)) { try z.backward() }
    #expect(throws: GraphError.freed(node: y.node)) { try y.backward() }
  }

  @Test func walksSumsTwice() throws {
    let tape = Tape()
    let (a, b) = (tape.leaf(1), tape.leaf(2))
    let sum = -(a + b - 3)
    try sum.backward()
    try sum.backward()
    #expect(a.gradient == -2)
  }

  @Test func leavesNothingBehindWhenAPassFails() throws {
    let tape = Tape()
    let x = tape.leaf(2)
    let square = x * x
    try square.backward()
    let sum = square + x
    #expect(throws: GraphError.freed(node: square.node)) { try sum.backward() }
    let fresh = sum * 1
    #expect(throws: GraphError.freed(node: square.node)) { try fresh.backward() }
    #expect(square.gradient == 1)
  }

  @Test func recordsGradientsOfGradients() throws {
    // y = x³: 3x², 6x, 6
    let tape = Tape()
    let x = tape.leaf(2)
    var y = x * x * x
    var numbers: [Double] = []
    for _ in 1...3 {
      y = try #require(try y.gradients(withRespectTo: [x])[0])
      numbers.append(y.number)
    }
    #expect(numbers == [12, 12, 6])
    #expect(x.gradient == nil)
  }

  @Test func recordsOnlyWhatWasAskedFor() throws {
    let tape = Tape()
    let (x, w) = (tape.leaf(2), tape.leaf(5))
    let h = w.exp()
    try h.backward()
    let y = h * x
    let gradients = try y.gradients(withRespectTo: [x, h, w.detached()])
    #expect(gradients.map { $0?.number } == [h.number, 2, nil])
    #expect(throws: GraphError.freed(node: h.node)) { try y.gradients(withRespectTo: [w]) }
  }

  @Test func roundsAtAChangeOfPrecision() throws {
    let tape = Tape()
    let x = tape.leaf(1, precision: .single)
    let wide = x.record(.alias, precision: .double)
    try (wide * 0.1).backward()
    #expect(x.gradient == Double(Float(0.1)))
  }

  @Test func walksAMillionOperations() throws {
    let tape = Tape(keepsEvents: false)
    let x = tape.leaf(1)
    let one = tape.constant(1)
    var y = x
    for _ in 0..<500_000 { y = y * one + one }
    try y.backward()
    #expect(y.number == 500_001)
    #expect(x.gradient == 1)
    #expect(tape.count == 1_000_002)
  }
}
