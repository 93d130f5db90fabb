import Exercises
import Grading
import Lesson
import Questions
import TestSupport
import Testing

/// Two misconceptions on one blank.
@Suite struct PairTests {
  /// a = 2, b = −3, e = ab, d = e + a, f = d²; only a.grad is asked, which is 16.
  private static let reference = """
    import torch
    a = torch.tensor(2.0, requires_grad=True)
    b = torch.tensor(-3.0, requires_grad=True)
    e = a * b
    d = e + a
    f = d * d
    f.backward()
    """

  /// a = 9, loss = a² + w: 5 · (18 · 3 + 1) = 275 arrives at w.
  private static let seeded = """
    import torch
    w = torch.tensor(3.0, requires_grad=True)
    a = w * 3.0
    loss = a * a + w
    loss.backward(gradient=torch.tensor(5.0))
    print(w.grad)
    """

  private static let trained = """
    import torch
    w = torch.tensor(3.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.5)
    for step in range(2):
        loss = (w * 2.0 - 4.0) ** 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(w.item())
    """

  private static func question(_ program: String, _ ask: String) throws -> Question {
    let exercise = try Exercise(program, file: "program.py", asks: [#require(Ask(ask))])
    return try Variants(exercise).variant(seed: 0).question
  }

  @Test(arguments: [
    (reference, "gradients of a", "-12", ["one-use", "product-swapped"], "−4 − 4 · 2"),
    (
      seeded, "prints", "tensor(27.)", ["overwrite", "seed-ignored"],
      "only the last of a's two, 9, times 3"
    ),
    (seeded, "prints", "27", ["overwrite", "seed-ignored"], "the same in another form"),
    (
      trained, "prints", "31.0", ["not-cleared", "step-uphill"],
      "3 + 0.5 · 8 = 7, and 7 + 0.5 · (8 + 40) = 31"
    ),
  ])
  func namesBoth(
    program: String, ask: String, answer: String, codes: [String], why: String
  ) throws {
    let question = try Self.question(program, ask)
    let grade = Grader(question).grade(Submission([answer]))
    let found = grade.judgements[0].verdict.misconceptions.map(\.code)
    #expect(found.sorted() == codes, "\(why)")
    #expect(grade.points == 0)
  }

  @Test func saysBoth() throws {
    let question = try Self.question(Self.seeded, "prints")
    let judgement = Grader(question).grade(Submission(["tensor(27.)"])).judgements[0]
    #expect(judgement.headline([:]).contains(", and "))
    let text = judgement.explanation(question.blanks[0], names: [:])
    #expect(text.hasPrefix("This is what both together lead to. "))
    #expect(text.contains("takes the place of the 1"))
    #expect(text.contains("adds all of them up"))
  }

  /// A pair has a word to say, and no part in the marks.
  @Test(arguments: ["gradients of a", "gradients"])
  func changesNoMarks(ask: String) throws {
    let question = try Self.question(Self.reference, ask)
    var plain = question
    for index in plain.blanks.indices { plain.blanks[index].pairs = nil }
    var named = 0
    for number in -60...60 {
      for place in question.blanks.indices {
        var answers = question.blanks.map(\.answer.text)
        answers[place] = "\(number)"
        let one = Grader(question).grade(Submission(answers))
        let other = Grader(plain).grade(Submission(answers))
        #expect(one.points == other.points, "\(number) in \(place + 1)")
        for (judgement, before) in zip(one.judgements, other.judgements)
        where judgement.verdict != before.verdict {
          #expect(before.verdict == .wrong)
          #expect(judgement.verdict.name == "pair")
          named += 1
        }
      }
    }
    #expect(named > 0)
  }

  @Test func isToldFromTheKeyEverySingleAndEveryOtherPair() throws {
    let question = try Self.question(Self.reference, "gradients of a")
    let blank = question.blanks[0]
    let pairs = Array(try #require(blank.pairs).entries)
    let singles = ([blank.answer] + blank.mistakes.map(\.answer)).compactMap { answer -> Double? in
      if case .number(let number, _) = answer { number } else { nil }
    }
    var seen = singles
    for pair in pairs {
      for answer in try pair.answers.map({ try #require(Double($0)) }) {
        #expect(!seen.contains { abs($0 - answer) < 0.01 }, "\(pair)")
        seen.append(answer)
      }
    }
    #expect(Proof.failures(of: question).isEmpty)
  }
}
