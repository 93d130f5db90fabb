import Autograd
import Testing
import Torch

@Suite struct SessionTests {
  static let programs = [
    "x = 1", "def f(): return f", "class A:\n  def g(self): return A\na = A()\na.self = a",
    "x = []\nx.append(x)",
    "import torch\nw = torch.tensor(1.0, requires_grad=True)\n(w * w).backward()",
    "import torch\nw = torch.ones(2, requires_grad=True)\nw.register_hook(lambda g: w + g)",
    "import torch\nm = torch.nn.Linear(1, 1)\no = torch.optim.SGD(m.parameters(), lr=0.1)",
    "import math, random\nprint(math.pi, random.random())",
    "import torch\nclass F(torch.autograd.Function):\n  @staticmethod\n  def forward(ctx, x): return x\n"
      + "y = F.apply(torch.ones(1, requires_grad=True))",
    "import numpy as np\na = np.ones(3)\nnp.random.seed(0)\nprint(np.mean(a), np.random.rand(2))",
    "import torch\na = torch.ones(2).numpy()\na += 1",
  ]

  /// A class has thousands of variants, each a program that refers to itself all over.
  @Test(arguments: programs)
  func leavesNothingBehind(program: String) {
    weak var library: Library?
    weak var runtime: Runtime?
    do {
      let session = Session(keepsEvents: true) { _ in }
      #expect(session.run(program, file: "program.py") == nil)
      (library, runtime) = (session.library, session.runtime)
    }
    #expect(library == nil)
    #expect(runtime == nil)
  }

  /// A hook that runs a pass of its own takes nothing from the pass that called it.
  @Test func recordsAPassWithinAPass() {
    let session = Session(keepsEvents: true) { _ in }
    let failure = session.run(
      """
      import torch
      w = torch.tensor(2.0, requires_grad=True)
      y = w * 3
      def scaled(g):
        with torch.enable_grad():
          return torch.autograd.grad(w * w, w)[0] * g
      y.register_hook(scaled)
      (y * 5).backward()
      """, file: "program.py")
    #expect(failure == nil)
    let passes = session.recording.passes
    #expect(passes.map { $0.seeds.map(\.value) } == [[1], [1]])
    #expect(passes.map { $0.accumulations.map(\.after) } == [[60], []])  // 5 · 2w · 3
  }
}
