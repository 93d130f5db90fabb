import Lesson
import TestSupport
import Testing
import Torch

/// Where a gradient that is no number was born, in programs that PyTorch prints nan or inf for.
@Suite struct NaNOriginTests {
  private func origin(of program: String) -> NaNOrigin? {
    let session = Session(keepsEvents: true) { _ in }
    _ = session.run("import torch\n" + program, file: "program.py")
    return NaNOrigin(session.recording)
  }

  @Test(arguments: [
    (
      "x = torch.tensor([-1.], requires_grad=True)\n"
        + "y = torch.where(x > 0, torch.sqrt(x), torch.zeros_like(x))\ny.sum().backward()",
      3, "sqrt(−1.0)", "torch.where"
    ),
    (
      "x = torch.tensor([0.], requires_grad=True)\n"
        + "y = torch.where(x > 0, torch.sqrt(x), torch.zeros_like(x))\ny.sum().backward()",
      3, "0.0 × inf", "torch.where"
    ),
    (
      "p = torch.tensor(0., requires_grad=True)\nloss = p * torch.log(p)\nloss.backward()",
      3, "0 × (−inf) is nan (−inf is log(0.0))", "clamp"
    ),
    (
      "v = torch.zeros(2, requires_grad=True)\n(v ** 2).sum().sqrt().backward()",
      3, "sqrt(0.0) the gradient becomes inf", "clamp(min=1e-8)"
    ),
    (
      "x = torch.tensor(0., requires_grad=True)\ng, = torch.autograd.grad(x / x, x)",
      3, "0 / 0 is nan", "clamp"
    ),
  ])
  func isFound(program: String, line: Int, text: String, remedy: String) throws {
    let found = try #require(origin(of: program))
    #expect(found.line == line)
    #expect(found.text.contains(text), "\(found.text)")
    #expect(found.remedy.contains(remedy), "\(found.remedy)")
  }

  @Test(arguments: [
    "x = torch.tensor([[1., 2.]], requires_grad=True)\n"
      + "m = torch.tensor([[True, False]])\n"
      + "x.masked_fill(~m, float('-inf')).softmax(-1)[0, 0].backward()",
    "x = torch.tensor(3., requires_grad=True)\nprint(torch.log(torch.tensor(-1.)))\n(x * x).backward()",
  ])
  func isNoneInARightProgram(program: String) { #expect(origin(of: program) == nil) }
}
