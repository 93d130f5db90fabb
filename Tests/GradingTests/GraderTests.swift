import Autograd
import Grading
import Lesson
import Questions
import TestSupport
import Testing

/// a = 2, b = −3: d.grad −8, e.grad −8, b.grad −16, a.grad 16.
@Suite struct GraderTests {
  struct Case: CustomTestStringConvertible {
    var why: String
    var answers: [String]
    var codes: [String]
    var points: Double

    init(_ why: String, _ answers: [String], _ codes: [String], _ points: Double) {
      self.why = why
      self.answers = answers
      self.codes = codes
      self.points = points
    }

    var testDescription: String { why }
  }

  static let cases = [
    Case(
      "all right", ["-8", "−8.0", "-16", "32/2"], ["right", "right", "right", "right"], 4),
    Case("nothing", ["", " ", "", ""], ["empty", "empty", "empty", "empty"], 0),
    Case(
      "not numbers", ["minus eight", "-8", "1,600", "16"],
      ["unreadable", "right", "unreadable", "right"], 2),
    Case("plainly wrong", ["5", "-8", "-16", "17"], ["wrong", "right", "right", "wrong"], 2),
    Case(
      "half of d.grad, and everything right from there: -4, -4 * 2, -4 + -4 * -3",
      ["-4", "-4", "-8", "8"], ["one-use", "carried", "carried", "carried"], 3),
    Case(
      "wrong for no known reason, and right from there: 5, 5 * 2, 5 - 15",
      ["5", "5", "10", "-10"], ["wrong", "carried", "carried", "carried"], 3),
    Case(
      "copied from the right neighbour after a wrong start",
      ["5", "-8", "-16", "16"], ["wrong", "right", "right", "right"], 3),
    Case(
      "a second misconception on top of the first: -4 * -3 for b, -4 + -4 * 2 for a",
      ["-4", "-4", "12", "-12"],
      ["one-use", "carried", "swapped-operands*", "swapped-operands*"], 1),
    Case(
      "a misconception from the right values", ["-8", "-8", "24", "-8"],
      ["right", "right", "swapped-operands", "drops-indirect-path"], 2),
    Case(
      "a blank left out is worked out in the head", ["-4", "", "-8", "8"],
      ["one-use", "empty", "carried", "carried"], 2),
    Case(
      "zeros give nothing: 0 * 2 and 0 + 0 * -3",
      ["0", "0", "0", "0"], ["wrong", "trivial", "trivial", "trivial"], 0),
    Case(
      "ones leave only copying: 1 * 2 is the local derivative",
      ["1", "1", "2", "-2"], ["wrong", "trivial", "trivial", "trivial"], 0),
    Case(
      "a zero for e leaves a copy of d.grad for a, as a misconception would",
      ["-8", "0", "0", "-8"], ["right", "wrong", "trivial", "trivial"], 1),
  ]

  @Test(arguments: cases)
  func judges(_ example: Case) {
    let grade = Grader(ReferenceGraph().question).grade(Submission(example.answers))
    #expect(grade.codes == example.codes)
    #expect(grade.points == example.points)
    #expect(grade.outOf == 4)
  }

  @Test func saysWhoseAnswerItGoesOnFrom() {
    let question = ReferenceGraph().question
    let grade = Grader(question).grade(Submission(["-4", "-4", "-8", "8"]))
    let judgement = grade.judgements[3]
    #expect(judgement.verdict == .carried(from: [1, 2]))
    #expect(
      judgement.headline(question.names)
        == "right, given your d.grad (blank 1) and e.grad (blank 2)")
    #expect(
      judgement.explanation(question.blanks[3], names: question.names).contains("would be 16."))
  }

  /// With a = 2 and own e.grad 2, adding gives what multiplying gives: 2 + 2 = 2 * 2.
  @Test(arguments: [
    (["2", "2", "4", "-4"], ["wrong", "carried", "carried", "carried"]),
    (["2", "2", "4", "1"], ["wrong", "carried", "adds-upstream*", "adds-upstream*"]),
  ])
  func letsOtherBlanksDecideBetweenRightAndMistaken(answers: [String], codes: [String]) {
    #expect(Grader(ReferenceGraph().question).grade(Submission(answers)).codes == codes)
  }

  @Test func namesTheMisconceptionThatFitsTheOtherBlanks() {
    var question = ReferenceGraph().question
    // Here two misconceptions give 24; what else was answered tells which it is.
    question.blanks[2].mistakes[0].also = ["other-addend"]
    let one = Grader(question).grade(Submission(["-8", "-16", "24", "16"]))
    #expect(one.codes == ["right", "other-addend", "other-addend", "right"])
    let other = Grader(question).grade(Submission(["-8", "-8", "24", "-24"]))
    #expect(other.codes == ["right", "right", "swapped-operands", "swapped-operands"])
  }

  @Test(arguments: [
    ("0.3333", "right"), ("1/3", "right"), ("0.333", "too-few-digits"), ("0.33", "too-few-digits"),
    ("0.34", "wrong"), ("0", "wrong"), ("0.3", "too-few-digits"), ("-0.33", "wrong"),
    ("0.3000000000000000444", "wrong"), ("0,3333", "right"),
    ("3.333e-1", "right"), ("0.33333333", "right"), ("1", "wrong"),
  ])
  func tellsTooFewDigitsFromWrong(answer: String, verdict: String) {
    let blank = Blank(
      number: 1, kind: .value, name: "y", prompt: "y",
      answer: .number(1.0 / 3, tolerance: 0.00005), points: 2)
    let question = Question(exercise: "third", title: "", text: "", seed: 0, blanks: [blank])
    let judgement = Grader(question).grade(Submission([answer])).judgements[0]
    #expect(judgement.verdict.name == verdict)
    if verdict == "too-few-digits" {
      #expect(judgement.points == 1)
      #expect(judgement.verdict == .tooFewDigits(needed: 4))
    }
  }

  @Test func followsThroughARoundedAnswer() {
    let third = Blank(
      number: 1, kind: .value, name: "y", prompt: "y",
      answer: .number(1.0 / 3, tolerance: 0.00005), points: 1)
    let thousand = Blank(
      number: 2, kind: .value, name: "z", prompt: "z", answer: .number(1000.0 / 3, tolerance: 0.05),
      points: 1,
      derivation: Derivation(steps: [.blank(1), .number(1000), .binary(.multiply, 0, 1)]))
    let question = Question(
      exercise: "third", title: "", text: "", seed: 0, blanks: [third, thousand])
    let codes = { Grader(question).grade(Submission($0)).codes }
    #expect(codes(["0.3333", "333.3"]) == ["right", "right"])
    #expect(codes(["0.33", "330"]) == ["too-few-digits", "carried"])
  }

  @Test(arguments: [
    ("None", "none", "right"), ("None", " None ", "right"), ("None", "0", "wrong"),
    ("tensor(6.)", "tensor( 6. )", "right"), ("tensor(6.)", "6", "other-form"),
    ("tensor(6.)", "6.0", "other-form"), ("tensor(-6.)", "tensor(−6.)", "right"),
    ("RuntimeError", "RuntimeError: Trying to backward a second time", "right"),
    ("RuntimeError", "runtimeerror", "right"), ("RuntimeError", "error", "wrong"),
    ("nan", "NaN", "right"), ("inf", "-inf", "wrong"), ("[1, 2]", "[1,2]", "right"),
    ("'a'", "\"a\"", "right"), ("tensor(32.)", "tensor(16.)", "overwrites"),
  ])
  func comparesWhatIsPrinted(key: String, answer: String, verdict: String) {
    let blank = Blank(
      number: 1, kind: .output, name: "line 3", prompt: "what line 3 prints", answer: .text(key),
      points: 1,
      mistakes: [
        Blank.Mistake(
          Misconception("overwrites", "overwrites", ""), answer: .text("tensor(16.)"))
      ])
    let question = Question(exercise: "prints", title: "", text: "", seed: 0, blanks: [blank])
    #expect(Grader(question).grade(Submission([answer])).codes == [verdict])
  }

  @Test(arguments: [
    ("B", "right"), ("b)", "right"), ("2", "right"), ("y = x", "right"), ("A", "wrong"),
    ("D", "unreadable"), ("", "empty"),
  ])
  func readsChoices(answer: String, verdict: String) {
    #expect(verdictOnChoice(answer, ["x = 2", "y = x", "y.backward()"]) == verdict)
  }

  @Test(arguments: [
    ("5", "right"), ("line 5", "right"), ("Line 5.", "right"), ("5: y = x", "right"),
    ("4", "wrong"), ("2", "unreadable"), ("B", "unreadable"),
  ])
  func readsLineNumbers(answer: String, verdict: String) {
    #expect(verdictOnChoice(answer, ["4: x = 2", "5: y = x", "6: y.backward()"]) == verdict)
  }

  /// The verdict where the second choice is right.
  private func verdictOnChoice(_ answer: String, _ options: [String]) -> String {
    let blank = Blank(
      number: 1, kind: .line, name: "line", prompt: "which line is wrong",
      answer: .choice(1, of: options), points: 1)
    let question = Question(exercise: "bug", title: "", text: "", seed: 0, blanks: [blank])
    return Grader(question).grade(Submission([answer])).codes[0]
  }

  /// d before e and a's direct part, e before b: f, then d, then the rest in any order that keeps e
  /// before b.
  @Test(arguments: [
    ("A B C D E", 5, "right"), ("A, B, D, C, E", 5, "right"), ("a>b>c>e>d", 5, "right"),
    ("ABDCE", 5, "right"), ("1 2 3 4 5", 5, "right"), ("A C B D E", 1, "order"),
    ("A B E C D", 2, "order"), ("A B C D", 4, "order"), ("A A B C D", 1, "order"),
    ("B A C D E", 0, "order"), ("A B X", 0, "unreadable"),
    ("seed f, visit d, visit e, to b, to a", 5, "right"),
  ])
  func countsEveryTopologicalOrder(answer: String, right: Double, verdict: String) {
    let steps = ["seed f", "visit d", "visit e", "to a", "to b"]
    let blank = Blank(
      number: 1, kind: .order, name: "order", prompt: "the order",
      answer: .order(steps, pairs: [[0, 1], [1, 2], [1, 3], [2, 4]]), points: 5)
    let question = Question(exercise: "order", title: "", text: "", seed: 0, blanks: [blank])
    let judgement = Grader(question).grade(Submission([answer])).judgements[0]
    #expect(judgement.verdict.name == verdict)
    #expect(judgement.points == right)
  }

  @Test func saysWhichStepCannotBe() {
    let blank = Blank(
      number: 1, kind: .order, name: "order", prompt: "the order",
      answer: .order(["f", "d", "e"], pairs: [[0, 1], [1, 2]]), points: 1)
    let question = Question(exercise: "order", title: "", text: "", seed: 0, blanks: [blank])
    let judgement = Grader(question).grade(Submission(["A C B"])).judgements[0]
    #expect(
      judgement.explanation(blank, names: [:])
        == "Step 2 is the first that cannot be: “e” needs “d” before it.")
  }
}
