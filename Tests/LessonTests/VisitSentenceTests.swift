import Lesson
import Testing
import Torch

/// What the steps of small programs say, and what they must not say.
@Suite struct VisitSentenceTests {
  private func sentences(_ program: String) throws -> [String] {
    let session = Session(keepsEvents: true) { _ in }
    #expect(session.run("import torch\n" + program, file: "program.py") == nil)
    let tour = try Tour(session.recording, roots: nil, Outline.Wish(level: .scalar))
    return tour.indices.map { tour[$0].frame.sentence }
  }

  @Test(arguments: [
    (
      "x = torch.tensor([-1.0], requires_grad=True)\n"
        + "y = torch.where(x > 0, torch.sqrt(x), torch.zeros_like(x))\ny.sum().backward()",
      "0.0 × nan is nan, even though nothing was to go this way."
    ),
    (
      "x = torch.zeros(2, requires_grad=True)\n(x ** 2).sum().sqrt().backward()",
      "inf × 0.0 is nan: the infinite gradient of v₁ meets a derivative of 0."
    ),
    (
      "x = torch.zeros(2, requires_grad=True)\n(x ** 2).sum().sqrt().backward()",
      "so the gradient becomes inf."
    ),
    (
      "a = torch.tensor(1.0, requires_grad=True)\nb = torch.tensor(1.0, requires_grad=True)\n"
        + "torch.maximum(a, b).backward()",
      "a = b, a tie: each gets half of the gradient."
    ),
    (
      "x = torch.tensor([2.0, 5.0, 5.0], requires_grad=True)\nx.amax().backward()",
      "A tie: 2 operands are equally large, and each gets 1/2 of the gradient"
    ),
    (
      "a = torch.tensor(1.0, requires_grad=True)\nout = a.sigmoid()\nout.data.zero_()\n"
        + "out.backward()",
      "A value that the rule reads was changed in place since the forward pass"
    ),
    (
      "lin = torch.nn.Linear(1, 1)\n"
        + "lin.register_full_backward_hook(lambda m, i, o: None)\n"
        + "lin(torch.ones(1, 1)).sum().backward()",
      "The backward hooks of lin (Linear) are shown 1.0, and leave it as it is."
    ),
    (
      "logits = torch.zeros(2, 2, requires_grad=True)\n"
        + "torch.nn.functional.cross_entropy(\n"
        + "    logits, torch.tensor([0, 1]), weight=torch.tensor([6.0, 4.0])).backward()",
      "10 is 6 + 4, the sum of the weights."
    ),
    (
      "logits = torch.zeros(1, 2, requires_grad=True)\n"
        + "torch.nn.functional.cross_entropy(logits, torch.tensor([0])).backward()",
      "each logit gets softmax − onehot"
    ),
  ])
  func aStepSays(program: String, part: String) throws {
    let sentences = try sentences(program)
    #expect(
      sentences.contains { $0.contains(part) }, Comment(rawValue: sentences.joined(separator: "\n"))
    )
    for wrong in ["by nan", "nan·ε", "the winner"] {
      #expect(!sentences.contains { $0.contains(wrong) })
    }
  }

  @Test(
    arguments: [
      ("encoder.first (Linear)", "encoder.first", "Linear"), ("model(x)", "model", nil),
      ("mse_loss", "mse_loss", nil), ("0 (Linear)", "0", "Linear"),
    ] as [(String, String, String?)])
  func aTitleIsTakenApart(title: String, name: String, type: String?) {
    #expect(ScopeTitle(title).name == name)
    #expect(ScopeTitle(title).type == type)
    #expect(ScopeTitle.isNamed(name, title))
    #expect(!ScopeTitle.isNamed("other", title))
  }
}
