import Terminal
import TestSupport
import Testing

@Suite struct StepPlainTests {
  private func text(
    _ program: SampleProgram, isASCII: Bool = false, answers: [String]? = nil
  ) -> String {
    var text = ""
    var answers = answers
    StepPlain(
      tour: program.tour, source: program.lines, isASCII: isASCII, write: { text += $0 },
      readLine: { answers?.isEmpty == false ? answers?.removeFirst() : nil }
    ).run(predicts: answers != nil)
    return text
  }

  @Test func writesEveryStepAsSentences() {
    let text = text(.seeded)
    #expect(text.contains("Step 5 of 8: backward through loss = v₂².\nLine 6: loss.backward("))
    #expect(text.contains("\nSent: +6.0 from loss to v₂.\nAwaited: 2 contributions, to w, v₁.\n"))
    #expect(text.hasSuffix("Leaf w: value 2.0, grad 18.0, arrived 18.0.\n"))
  }

  @Test(arguments: SampleProgram.allCases)
  func writesASCIIWhereOnlyThatIsRead(program: SampleProgram) {
    #expect(text(program, isASCII: true).isOnlyASCII)
  }

  @Test func asksAndEndsWithAScore() {
    let text = text(.seeded, answers: ["5", "6", "s", "18"])
    #expect(text.contains("Question: loss = v₂², and grad loss = 3.0. What does loss send to v₂?"))
    #expect(text.contains("Score: of 3 numbers you predicted 1 at the first try, 1 at the second"))
  }
}
