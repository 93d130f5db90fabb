import Exercises
import Grading
import Questions
import QuizExport
import TestSupport
import Testing

/// Bugs of all kinds; what the programs print is what PyTorch prints.
@Suite struct BugTests {
  /// 8 arrives at w = 3, so that it becomes 1, and then −8, so that it becomes 3 again.
  private static let program = """
    import torch
    w = torch.tensor(3.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.25)
    for step in range(2):
        optimizer.zero_grad()
        loss = (w * 2.0 - 4.0) ** 2
        loss.backward()
        optimizer.step()
        print(w.item())
    """

  private static func question(_ bug: String) throws -> Question {
    let file = """
      ---
      title: T
      summary: S
      ask: bug
      bugs:
        - {\(bug), because: So it is.}
      ---

      ```python
      \(program)
      ```
      """
    return try Variants(Exercise(file, file: "bug.md")).variant(seed: 0).question
  }

  struct Case: CustomTestStringConvertible {
    var bug: String
    /// What the sheet says.
    var asks: String
    var prints: String
    var right: [String]
    var wrong: [String]
    /// What the last line prints that differs, once mended.
    var mended = "3.0"

    var testDescription: String { bug }
  }

  static let cases = [
    Case(
      bug: "line: optimizer.step(), wrong: \"w.data += 0.25 * w.grad\"", asks: "One line is wrong.",
      prints: "5.0\n11.0", right: ["8"], wrong: ["7", "9"]),
    Case(
      bug: "missing: optimizer.zero_grad()", asks: "One line is missing.", prints: "1.0\n1.0",
      right: ["4", "5", "line 7", "8"], wrong: ["3", "6", "1"]),
    Case(
      bug: "missing: loss.backward()", asks: "One line is missing.", prints: "3.0\n3.0",
      right: ["6"], wrong: ["5", "7", "8"], mended: "1.0"),
    Case(
      bug: "missing: optimizer.step()", asks: "One line is missing.", prints: "3.0\n3.0",
      right: ["7"], wrong: ["6", "8"], mended: "1.0"),
    Case(
      bug: "moved: optimizer.step(), after: loss = (w * 2.0 - 4.0) ** 2",
      asks: "One statement stands in the wrong place.", prints: "3.0\n3.0", right: ["7", "8"],
      wrong: ["6", "9", "5"], mended: "1.0"),
    Case(
      bug: "moved: optimizer.zero_grad(), after: loss.backward()",
      asks: "One statement stands in the wrong place.", prints: "3.0\n3.0", right: ["7", "6", "8"],
      wrong: ["5", "9"], mended: "1.0"),
  ]

  @Test(arguments: cases)
  func asksForTheLineAndForWhatIsPrintedOnceMended(_ example: Case) throws {
    let question = try Self.question(example.bug)
    #expect(question.text.contains("**\(example.asks)**"))
    #expect(question.text.contains("```text\n\(example.prints)\n```"))
    for (answers, points) in [(example.right, 2.0), (example.wrong, 1.0)] {
      for answer in answers {
        let grade = Grader(question).grade(Submission([answer, example.mended]))
        #expect(grade.points == points, "\(answer): \(grade.codes)")
      }
    }
    #expect(Proof.failures(of: question).isEmpty)
  }

  /// What is right in several places travels where a format has room for it, and is said elsewhere.
  @Test func exportsEveryLineThatIsRight() throws {
    let question = try Self.question("missing: optimizer.zero_grad()")
    #expect(question.blanks[0].alsoRight == [4, 6, 7])
    let gift = String(decoding: try Export([question], to: .gift).bytes, as: UTF8.self)
    #expect(gift.matches(of: /\n=<code>4/).count == 1)
    #expect(gift.matches(of: /\n~%100%<code>[578]/).count == 3)
    let moodle = String(decoding: try Export([question], to: .moodle).bytes, as: UTF8.self)
    #expect(moodle.matches(of: /[~:]=&#60;code/).count == 4)
    #expect(try Export([question], to: .qti).notes.isEmpty)
    let notes = ExportNote.summary(of: try Export([question], to: .canvas).notes)
    #expect(notes.contains { $0.contains("several choices are right") })
  }

  @Test func findsBugsOfEveryKindInAPlainProgram() throws {
    let exercise = try Exercise(Self.program, file: "plain.py", asks: [Ask(.bug)])
    let variants = try Variants(exercise)
    var kinds: Set<String> = []
    for seed in 1...6 {
      let variant = try variants.variant(seed: UInt64(seed))
      #expect(Proof.failures(of: variant.question).isEmpty)
      kinds.insert(variant.question.blanks[0].name)
    }
    #expect(kinds == ["line before the gap", "misplaced line"])
  }

  /// An update that is written out is one statement of two lines.
  @Test func movesAndLeavesOutWholeStatements() throws {
    let program = """
      import torch
      w = torch.tensor(3.0, requires_grad=True)
      for step in range(3):
          loss = (w * 2.0 - 4.0) ** 2
          loss.backward()
          with torch.no_grad():
              w -= 0.25 * w.grad
          w.grad = None
          print(w.item())
      """
    let exercise = try Exercise(program, file: "plain.py", asks: [Ask(.bug)])
    let variants = try Variants(exercise)
    var tasks: Set<String> = []
    for seed in 1...6 {
      let question = try variants.variant(seed: UInt64(seed)).question
      #expect(Proof.failures(of: question).isEmpty)
      tasks.formUnion(question.text.matches(of: /\*\*(.*?)\*\*/).map { String($0.output.1) })
    }
    #expect(tasks.contains("2 lines are missing."))
    #expect(tasks.contains("One line is missing."))
  }
}
