import Exercises
import Questions
import Testing

/// How programs are misread, however they are written.
@Suite struct MisreadingTests {
  struct Case: CustomTestStringConvertible {
    var code: String
    /// What the last line prints, and what it prints as it is misread.
    var prints: (right: String, wrong: String)
    /// What stands between the weight and the line that prints.
    var program: String
    var output = "print(w.item())"

    var testDescription: String { "\(code): \(program)" }
  }

  static let cases = [
    // ∂(2w)²/∂w = 8w = 16, and a step of 0.25.
    Case(
      code: "step-uphill", prints: ("-2.0", "6.0"),
      program: """
        loss = (w * 2.0) ** 2; loss.backward()
        w = w - 0.25 * w.grad
        """),
    Case(
      code: "learning-rate-forgotten", prints: ("-2.0", "-14.0"),
      program: """
        rate = 0.25
        loss = (w * 2.0) ** 2
        loss.backward()
        with torch.no_grad(): w -= w.grad * rate
        """),
    Case(
      code: "learning-rate-forgotten", prints: ("-2.0", "-14.0"),
      program: """
        g, = torch.autograd.grad((w * 2.0) ** 2, w)
        lr = 0.25
        w = w - lr * g
        """),
    Case(
      code: "step-not-taken", prints: ("-2.0", "2.0"),
      program: """
        optimizer = torch.optim.SGD([w], 0.25); loss = (w * 2.0) ** 2; loss.backward()
        optimizer.step()
        """),
    Case(
      code: "not-cleared", prints: ("tensor(4.)", "tensor(8.)"),
      program: """
        (w * 4.0).backward()
        w.grad, x.grad = None, None; (w * 4.0).backward()
        """, output: "print(w.grad)"),
    // Means of two become sums of two.
    Case(
      code: "mean-as-sum", prints: ("9.0", "18.0"),
      program: """
        x = torch.tensor([3.0, 6.0])
        loss = torch.mean(w * x)
        """, output: "print(f'{loss.item()}')"),
    Case(
      code: "mean-as-sum", prints: ("20.0", "40.0"),
      program: """
        x = torch.tensor([1.0, 3.0])
        loss = torch.nn.functional.mse_loss(
            w * x,
            torch.tensor([0.0, 0.0]),  # of both
        )
        """, output: "print(loss.item())"),
    Case(
      code: "sum-as-mean", prints: ("18.0", "9.0"),
      program: """
        loss = (w * torch.tensor([3.0, 6.0])).sum(dim=0)
        """, output: "print(loss.item())"),
    Case(
      code: "detach-ignored", prints: ("tensor(6.)", "tensor(12.)"),
      program: """
        m = w * 3.0
        loss = m * (m
          .detach()) / 3.0
        loss.backward()
        """, output: "print(w.grad)"),
    Case(
      code: "seed-ignored", prints: ("tensor(20.)", "tensor(4.)"),
      program: """
        (w * 4.0).backward(
            gradient=torch.tensor(
                5.0),
        )
        """, output: "print(w.grad)"),
    Case(
      code: "graph-kept", prints: ("RuntimeError", "tensor(32.)"),
      program: """
        loss = (w * 2.0) ** 2
        loss.backward()
        torch.autograd.backward(loss); print(w.grad)
        """, output: "pass"),
    Case(
      code: "none-is-zero", prints: ("x has None", "x has 0.0"), program: "",
      output: "print(f'x has {x.grad}')"),
    Case(
      code: "momentum-ignored", prints: ("-2.0", "0.0"),
      program: """
        optimizer = torch.optim.SGD([w], lr=0.25, momentum=1.0 - 0.5,)
        w.grad = torch.tensor(16.0); optimizer.step(); w.grad = torch.tensor(-8.0)
        optimizer.step()
        """),
    Case(
      code: "weight-on-prediction", prints: ("3.0", "25.0"),
      program: """
        loss = (w - 1.0).square() * 3.0
        """, output: "print(loss.item())"),
    Case(
      code: "all-pairs", prints: ("4.0", "4.5"),
      program: """
        p = torch.tensor([1.0, 2.0]); t = torch.tensor([3.0, 4.0])
        loss = torch.nn.MSELoss()(p, t)
        """, output: "print(loss.item())"),
  ]

  @Test(arguments: cases)
  func readsAProgramAsAStudentDoes(_ example: Case) throws {
    let program = """
      import torch
      w = torch.tensor(2.0, requires_grad=True)
      x = torch.tensor(3.0)
      \(example.program)
      \(example.output)
      """
    let exercise = try Exercise(program, file: "program.py", asks: [#require(Ask("prints"))])
    let question = try Variants(exercise).variant(seed: 0).question
    let blank = try #require(question.blanks.last)
    #expect(blank.answer == .text(example.prints.right))
    let mistake = blank.mistakes.first { ([$0.code] + $0.also).contains(example.code) }
    #expect(
      mistake?.answer == .text(example.prints.wrong),
      "\(blank.mistakes.map { ($0.code, $0.answer) })")
  }
}
