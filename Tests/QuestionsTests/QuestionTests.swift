import Autograd
import Foundation
import Questions
import Testing

@Suite struct QuestionTests {
  @Test func survivesItsFile() throws {
    let question = Question(
      exercise: "square", title: "A square", text: "Fill in.", seed: 7,
      blanks: [
        Blank(
          number: 1, kind: .gradient, name: "w.grad", prompt: "the gradient of w",
          answer: .number(6, tolerance: 0.05), points: 1,
          derivation: Derivation(steps: [.blank(2), .number(2), .binary(.multiply, 0, 1)]))
      ])
    let data = try JSONEncoder().encode(question)
    #expect(try JSONDecoder().decode(Question.self, from: data) == question)
  }
}
