import TestSupport
import Testing

import Web

/// What the page asks and what it is told, as texts that a reviewer can read.
@Suite struct WorkbenchTests {
  private static let neuron = """
    import torch
    w = torch.tensor(3.0, requires_grad=True)
    b = torch.tensor([-1.0, 0.5], requires_grad=True)
    x = torch.tensor(2.0)
    loss = (w * x + b).sum()
    loss.backward()
    print(w.grad)

    """

  private func opened(_ source: String, _ options: [String] = []) -> (Workbench, [String]) {
    let bench = Workbench()
    let program = bench.answer(["open", "1", "program", source])
    let figure = bench.answer(["figure", "1"] + options)
    return (bench, [program, figure])
  }

  @Test func answersWithEverythingThatThePageShows() {
    let (bench, opened) = opened(Self.neuron)
    var answers = opened
    answers += (0..<4).map { bench.answer(["frame", "2", "\($0)"]) }
    answers.append(bench.answer(["training", "1"]))
    expectSnapshot(answers.joined(separator: "\n") + "\n", named: "neuron.json")
  }

  @Test(arguments: [
    (["frame", "9", "0"], "figure 9 is not open any more"),
    (["frame", "2", "99"], "there is no step 100"),
    (["frame", "2"], "the question is not complete"),
    (["frame", "2", "x"], "x is not a whole number"),
    (["figure", "1", "of", "nothing"], "there is no tensor named nothing"),
    (["figure", "1", "by", "leaps"], "there is no such by"),
    (["figure", "1", "fold", "nobody"], "there is no scope or tensor named nobody"),
    (["closer", "2", "0", "node 999"], "the picture has no node 999"),
    (["sing"], "there is no such question"),
  ])
  func saysWhyAQuestionHasNoAnswer(question: [String], words: String) {
    let (bench, _) = opened(Self.neuron)
    let answer = bench.answer(question)
    #expect(answer.hasPrefix("{\"problem\": ") && answer.contains(words), "\(answer)")
  }

  @Test func tellsWhichNumberOfTheTextALeafIsMadeOf() {
    let (_, answers) = opened(Self.neuron)
    // 3.0, −1.0, 0.5 and 2.0 in the order of the text.
    #expect(answers[0].contains(#"{"line": 3, "column": 18, "length": 4, "text": "-1.0"}"#))
    for (name, number) in [("w", 0), ("x", 3)] {
      #expect(answers[1].contains(#""name": "\#(name)", "kind": "#), "\(name)")
      #expect(answers[1].contains(#""number": \#(number)"#), "\(name)")
    }
  }

  @Test(arguments: [
    ("1.0", #""right": true"#), ("5", #""right": false"#), ("one", #""unreadable": "#),
    ("", #""right": false, "hint": null, "answer": "1.0""#),
  ])
  func judgesAnswers(typed: String, verdict: String) {
    let (bench, _) = opened(
      """
      import torch
      w = torch.tensor(3.0, requires_grad=True)
      (w * 2.0).backward()
      """)
    let answer = bench.answer(["ask", "2", "1", "0", typed])
    #expect(answer.contains(verdict), "\(answer)")
  }

  @Test func showsWhyAProgramFailed() {
    let (bench, answers) = opened(
      """
      import torch
      w = torch.tensor(3.0, requires_grad=True)
      y = w * w
      y.backward()
      y.backward()
      """)
    #expect(answers[0].contains(#""type": "RuntimeError""#))
    #expect(answers[0].contains(#""line": 5"#))
    #expect(bench.answer(["frame", "2", "0"]).contains("<svg"))
  }

  @Test func saysWhyThereIsNothingToStepThrough() {
    let (_, answers) = opened("print('hello')\n")
    #expect(answers[1].contains("no tensor asks for a gradient with requires_grad=True"))
  }

  @Test func forgetsTheOldestProgram() {
    let bench = Workbench()
    for _ in 0..<9 { _ = bench.answer(["open", "1", "program", Self.neuron]) }
    #expect(bench.answer(["figure", "1"]).contains("program 1 is not open any more"))
    #expect(bench.answer(["figure", "9"]).contains(#""figure": 10"#))
  }
}
