import Autograd
package import Grading
import Lesson
package import Questions

/// e = a * b, d = e + a, f = d * d, from which the gradients are asked; with a = 2 and b = −3 these
/// are d.grad −8, e.grad −8, b.grad −16 and a.grad 16.
package struct ReferenceGraph {
  package var a: Double
  package var b: Double

  package init(a: Double = 2, b: Double = -3) {
    self.a = a
    self.b = b
  }

  var d: Double { a * b + a }
  static let tolerance = 0.001

  /// Blanks 1 d.grad, 2 e.grad, 3 b.grad, 4 a.grad, a point each.
  package var question: Question {
    Question(
      exercise: "reuse", title: "A value used twice", text: "Fill in the gradients.", seed: 7,
      blanks: [
        blank(
          1, "d.grad", 2 * d, nil,
          [
            mistake("one-use", "counts d once", d),
            mistake("adds-upstream", "adds upstream and local", 1 + 2 * d),
          ]),
        blank(
          2, "e.grad", 2 * d, Derivation(steps: [.blank(1)]),
          [
            mistake(
              "other-addend", "multiplies by the other addend", 2 * d * a,
              Derivation(steps: [.blank(1), .number(a), .binary(.multiply, 0, 1)]))
          ]),
        blank(
          3, "b.grad", 2 * d * a,
          Derivation(steps: [.blank(2), .number(a), .binary(.multiply, 0, 1)]),
          [
            mistake(
              "swapped-operands", "multiplies by the value itself", 2 * d * b,
              Derivation(steps: [.blank(2), .number(b), .binary(.multiply, 0, 1)])),
            mistake(
              "adds-upstream", "adds upstream and local", 2 * d + a,
              Derivation(steps: [.blank(2), .number(a), .binary(.add, 0, 1)])),
            mistake("no-upstream", "forgets the upstream gradient", a),
          ]),
        blank(
          4, "a.grad", 2 * d + 2 * d * b,
          Derivation(steps: [
            .blank(1), .blank(2), .number(b), .binary(.multiply, 1, 2), .binary(.add, 0, 3),
          ]),
          [
            mistake(
              "drops-indirect-path", "leaves the way through e out", 2 * d,
              Derivation(steps: [.blank(1)])),
            mistake(
              "drops-direct-path", "leaves the direct way out", 2 * d * b,
              Derivation(steps: [.blank(2), .number(b), .binary(.multiply, 0, 1)])),
            mistake(
              "swapped-operands", "multiplies by the value itself", 2 * d + 2 * d * a,
              Derivation(steps: [
                .blank(1), .blank(2), .number(a), .binary(.multiply, 1, 2), .binary(.add, 0, 3),
              ])),
            mistake(
              "adds-upstream", "adds upstream and local", 2 * d + (2 * d + b),
              Derivation(steps: [
                .blank(1), .blank(2), .number(b), .binary(.add, 1, 2), .binary(.add, 0, 3),
              ])),
          ]),
      ])
  }

  private func blank(
    _ number: Int, _ name: String, _ key: Double, _ derivation: Derivation?,
    _ mistakes: [Blank.Mistake]
  ) -> Blank {
    Blank(
      number: number, kind: .gradient, name: name, prompt: "the gradient of \(name.prefix(1))",
      answer: .number(key, tolerance: Self.tolerance), points: 1, derivation: derivation,
      mistakes: mistakes)
  }

  private func mistake(
    _ code: String, _ name: String, _ answer: Double, _ derivation: Derivation? = nil
  ) -> Blank.Mistake {
    Blank.Mistake(
      Misconception(code, name, "It \(name)."),
      answer: .number(answer, tolerance: Self.tolerance), derivation: derivation)
  }
}

extension Grade {
  /// Each verdict's name, or the misconception's code, with `*` where it is from own answers.
  package var codes: [String] {
    judgements.map { judgement in
      guard case .mistake(let misconception, let from) = judgement.verdict else {
        return judgement.verdict.name
      }
      return from.isEmpty ? misconception.code : "\(misconception.code)*"
    }
  }
}

extension Submission {
  /// Answers to the blanks 1, 2, 3 and so on.
  package init(_ answers: [String]) {
    self.init(
      answers: Dictionary(uniqueKeysWithValues: zip(1..., answers)))
  }
}
