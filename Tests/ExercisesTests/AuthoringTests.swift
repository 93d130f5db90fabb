import Exercises
import Grading
import Questions
import Testing

@Suite struct AuthoringTests {
  private static func file(_ matter: String, _ program: String = Self.program) -> String {
    "---\ntitle: T\nsummary: S\n\(matter)\n---\n\n```python\n#| tags: [parameters]\n\(program)\n```\n"
  }

  private static let program = """
    a = 2.0
    b = [1.0, 2.0]
    import torch
    w = torch.tensor(a, requires_grad=True)
    loss = w * w * b[0]
    loss.backward()
    print(w.grad)
    """

  @Test(arguments: [
    (
      "ask: gradients\nvary: {c: [1, 2]}",
      "two.md:5: 'vary' names 'c', which the parameters do not "
        + "assign a number to; they assign a, b"
    ),
    (
      "ask: colours",
      "two.md:4: 'colours' cannot be asked; there are values, gradients, "
        + "local derivatives, contributions, prints, order, bug"
    ),
    (
      "ask: gradients\nvary: {a: 5..1}",
      "two.md:5: 'a' cannot be '5..1'; it is a list of numbers, "
        + "or a range such as -3..3 or 0..1 by 0.25"
    ),
    (
      "points: 1",
      "two.md:1: nothing says what to ask; write 'ask: gradients' into the front "
        + "matter, or give --ask; there are values, gradients, local derivatives, contributions, "
        + "prints, order, bug"
    ),
    ("ask: {gradients: [v]}", "two.md:1: 'v' is not in the graph; there are loss, v₁, w"),
    (
      "ask: bug\nbugs: [{line: x, wrong: y, because: z}]",
      "two.md:1: no line of the program is 'x'"
    ),
    (
      "ask: gradients\ntolerance: wide",
      "two.md:5: 'tolerance' cannot be 'wide'; it is a number "
        + "above 0"
    ),
  ])
  func saysWhatIsWrongAndWhere(matter: String, message: String) {
    #expect {
      _ = try Variants(Exercise(Self.file(matter), file: "two.md"))
    } throws: { error in
      "\(error)" == message
    }
  }

  @Test func variesOnlyWhatItIsAskedTo() throws {
    let exercise = try Exercise(
      Self.file("ask: gradients\nvary:\n  a: 0.5..1.5 by 0.5"), file: "two.md")
    let varied = exercise.template.slots.filter { $0.pool.count > 1 }
    #expect(varied.map(\.name) == ["a"])
    #expect(varied.map(\.pool) == [[0.5, 1, 1.5]])
  }

  @Test func findsTheNumbersOfAPlainProgram() throws {
    let program = """
      import torch
      w = torch.tensor(2.0, requires_grad=True)
      x = torch.tensor([1.0, -3.0])
      lr = 0.1
      n = 7
      loss = (w * x).sum() * 4.0
      optimizer = torch.optim.SGD([w], lr=1.0)
      """
    let exercise = try Exercise(program, file: "plain.py", asks: [Ask(.values)])
    #expect(exercise.template.slots.map(\.written) == [2, 1, -3])
  }

  @Test func leavesClaimedOutputOffTheSheet() throws {
    let exercise = try Exercise(
      Self.file("ask: prints", Self.program + "  #> tensor(4.)"), file: "two.md")
    #expect(!(try Variants(exercise).variant(seed: 0).question.text.contains("tensor(4.)")))
  }

  @Test(arguments: [
    ("gradients of w, b", Ask(.gradients, names: ["w", "b"])),
    ("Local-derivatives", Ask(.locals)), ("what will this print", Ask(.prints)),
    ("find the bug", Ask(.bug)),
  ])
  func readsWhatToAsk(text: String, ask: Ask) {
    #expect(Ask(text) == ask)
  }
}
