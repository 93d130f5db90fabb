import Exercises
import Grading
import Questions
import Testing

/// How blanks follow from each other, right or wrong.
@Suite struct DerivedTests {
  private static let program = """
    import torch
    a = torch.tensor(2.0, requires_grad=True)
    b = torch.tensor(-3.0, requires_grad=True)
    e = a * b
    d = e + a
    f = d * d
    f.backward()
    """

  private static func question(_ asks: [Ask]) throws -> Question {
    try Variants(Exercise(program, file: "program.py", asks: asks)).variant(seed: 0).question
  }

  @Test func followsFromAStudentsOwnBlanks() throws {
    let question = try Self.question([Ask(.gradients)])
    let own: [String: Double] = ["f.grad": 1, "d.grad": -4, "e.grad": -7]
    let numbers = Dictionary(
      uniqueKeysWithValues: question.blanks.map { ($0.number, own[$0.name] ?? 0) })
    let blank = try #require(question.blanks.first { $0.name == "a.grad" })
    // −4 from d, and −7 · −3 from e.
    #expect(blank.derivation?.evaluate { numbers[$0] ?? 0 } == 17)
    let swapped = try #require(blank.mistakes.first { $0.code == "product-swapped" })
    // −4 from d, and −7 · 2 from e.
    #expect(swapped.derivation?.evaluate { numbers[$0] ?? 0 } == -18)
  }

  @Test func givesTheKeyFromTheKey() throws {
    for asks in [
      [Ask(.values), Ask(.gradients)], [Ask(.locals), Ask(.contributions)],
      [Ask(.values), Ask(.locals), Ask(.gradients), Ask(.contributions)],
    ] {
      let question = try Self.question(asks)
      let key = question.blanks.map { blank in
        if case .number(let number, _) = blank.answer { number } else { Double.nan }
      }
      for blank in question.blanks {
        guard let derivation = blank.derivation else { continue }
        #expect(derivation.blanks.allSatisfy { $0 < blank.number }, "\(blank.name)")
        #expect(derivation.evaluate { key[$0 - 1] } == key[blank.number - 1], "\(blank.name)")
      }
    }
  }

  @Test func closesAReLUThatAStudentsOwnValueCloses() throws {
    let program = """
      import torch
      a = torch.tensor(2.0, requires_grad=True)
      h = torch.relu(a * 3.0)
      h.backward()
      """
    let exercise = try Exercise(
      program, file: "program.py", asks: [Ask(.values), Ask(.gradients)])
    let question = try Variants(exercise).variant(seed: 0).question
    let leaf = try #require(question.blanks.first { $0.name == "a.grad" })
    let relu = try #require(question.blanks.first { $0.name == "v₁.grad" })
    #expect(leaf.derivation?.blanks == [relu.number])
    #expect(relu.derivation?.evaluate { $0 == 2 ? 0 : 1 } == 0)
    #expect(relu.derivation?.evaluate { _ in 1 } == 1)
  }

  @Test func staysShortHoweverOftenAGraphForks() throws {
    let doublings = (1...40).map { _ in "v = v + v\n" }.joined()
    let program =
      "import torch\na = torch.tensor(1.0, requires_grad=True)\nv = a * 3.0\n"
      + "\(doublings)loss = v * 0.0\nloss.backward()\n"
    let exercise = try Exercise(program, file: "program.py", asks: [Ask(.values, names: ["loss"])])
    #expect(throws: Never.self) { try Variants(exercise).variant(seed: 0) }
  }
}
