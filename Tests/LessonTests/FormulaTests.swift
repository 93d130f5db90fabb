import Autograd
import Lesson
import Testing

@Suite struct FormulaTests {
  static let cases: [(Operation, [Double], [String])] = [
    (.unary(.negate), [2], ["−1"]),
    (.unary(.exp), [2], ["y"]),
    (.unary(.log), [2], ["1 / a"]),
    (.unary(.sqrt), [2], ["1 / (2 · y)"]),
    (.unary(.reciprocal), [2], ["−y²"]),
    (.unary(.sin), [2], ["cos(a)"]),
    (.unary(.cos), [2], ["−sin(a)"]),
    (.unary(.asin), [0.5], ["1 / √(1 − a²)"]),
    (.unary(.tanh), [2], ["1 − y²"]),
    (.unary(.sigmoid), [2], ["(1 − y) · y"]),
    (.unary(.relu), [2], ["1"]),
    (.unary(.relu), [-2], ["0"]),
    (.binary(.add), [2, 3], ["1", "1"]),
    (.binary(.subtract), [2, 3], ["1", "−1"]),
    (.binary(.multiply), [2, 3], ["b", "a"]),
    (.binary(.divide), [2, 3], ["1 / b", "−a / b²"]),
    (.binary(.quotientOfNumber), [2, 3], ["1 / b", "−a / b²"]),
    (.binary(.maximum), [2, 3], ["0", "1"]),
    (.binary(.maximum), [3, 3], ["1/2", "1/2"]),
    (.binary(.atan2), [2, 3], ["b / (a² + b²)", "−a / (a² + b²)"]),
    (.reduction(.sum), [2, 3], ["1", "1"]),
    (.reduction(.mean), [2, 3], ["1/2", "1/2"]),
    (.reduction(.product), [2, 3], ["y / a", "y / b"]),
  ]

  /// The recorded operation with the operands a and b, and the value y.
  private func record(_ operation: Operation, _ operands: [Double]) -> (Tape, Value) {
    let tape = Tape()
    let leaves = zip(["a", "b"], operands).map { tape.leaf($1, name: $0) }
    let value: Value =
      switch operation {
      case .source: leaves[0]
      case .unary(let unary): leaves[0].applying(unary)
      case .binary(let binary): leaves[0].applying(binary, leaves[1])
      case .reduction(let reduction): .reduce(reduction, leaves, precision: .double)
      }
    tape.name(value.node, "y")
    return (tape, value)
  }

  @Test(arguments: cases.indices)
  func writesLocalDerivatives(index: Int) throws {
    let (operation, operands, texts) = Self.cases[index]
    let (tape, value) = record(operation, operands)
    let graph = Graph(tape.recording, roots: [value.node])
    #expect(graph.edges.map { graph.localFormula(of: $0).text } == texts)
    for edge in graph.edges {
      let number = try #require(graph.localDerivative(of: edge))
      #expect(abs(graph.localFormula(of: edge).number - number) < 1e-12)
    }
  }

  @Test func putsNumbersInAndTypesets() {
    let x = Formula.symbol("x", -3)
    let y = Formula.symbol("y_true", 0.5)
    let local = (y - x) / (x * x)
    #expect(local.text == "(y_true − x) / x²")
    #expect(local.numericText == "(0.5 − (−3.0)) / (−3.0)²")
    #expect(local.latex == #"\frac{\mathrm{y\_true} - x}{{x}^{2}}"#)
    #expect(local.scaled(by: .amount(2)).text == "2.0 · ((y_true − x) / x²)")
    #expect(Formula.symbol("v₁₂", 1).latex == "v_{12}")
  }
}
