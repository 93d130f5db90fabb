import Foundation
import Testing
import Torch

/// Names are PyTorch's: none of our own is seen, and what is missing is refused by its name.
@Suite struct NamesTests {
  /// The names that `Names/collect.py` read off PyTorch, by module.
  private static let names: [String: Set<String>] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Torch/Prelude/names.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return Dictionary(
      text.split(separator: "\n").map { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        return (
          String(parts[0]), Set(parts.dropFirst().joined().split(separator: " ").map(String.init))
        )
      }, uniquingKeysWith: { first, _ in first })
  }()

  private func run(_ program: String) -> (output: String, failure: ProgramFailure?) {
    var output = ""
    let session = Session(keepsEvents: false) { output += $0 }
    let failure = session.run(program, file: "names.py")
    return (output, failure)
  }

  @Test(arguments: [
    "torch", "torch.nn", "torch.nn.modules", "torch.nn.functional", "torch.nn.init",
    "torch.nn.modules.activation", "torch.nn.modules.batchnorm", "torch.nn.modules.conv",
    "torch.nn.modules.linear", "torch.nn.modules.loss", "torch.nn.modules.transformer",
    "torch.nn.parameter", "torch.nn.utils", "torch.nn.utils.parametrize", "torch.nn.utils.prune",
    "torch.optim", "torch.optim.adam", "torch.optim.lr_scheduler", "torch.optim.optimizer",
    "torch.utils", "torch.utils.data", "torch.utils.data.dataset", "torch.utils.hooks",
    "torch.autograd", "torch.autograd.forward_ad", "torch.autograd.functional",
    "torch.autograd.graph", "torch.func", "torch.functional", "torch.linalg", "torch.special",
    "torch.distributions", "torch.distributions.constraints", "torch.distributions.utils",
    "torch.cuda", "functorch",
  ])
  func showsOnlyWhatPyTorchHas(module: String) throws {
    let known = try #require(Self.names[module])
    let (output, failure) = run(
      "import \(module) as module\nprint(*[name for name in dir(module) if name[0] != '_'])")
    #expect(failure?.traceback == nil)
    let shown = Set(output.split(whereSeparator: \.isWhitespace).map(String.init))
    #expect(!shown.isEmpty)
    #expect(shown.subtracting(known).sorted() == [])
  }

  @Test func givesTensorsNoMethodsOfItsOwn() throws {
    let known = try #require(Self.names["Tensor"])
    let (output, _) = run(
      "import torch\nprint(*[name for name in dir(torch.Tensor) if name[0] != '_'])")
    let shown = Set(output.split(whereSeparator: \.isWhitespace).map(String.init))
    #expect(shown.subtracting(known).sorted() == [])
    #expect(known.subtracting(shown).sorted() == [])
  }

  @Test(arguments: [
    ("torch.fft.fft(torch.ones(2))", "torch.fft.fft is not supported (line 2)"),
    ("torch.stft", "torch.stft is not supported (line 2)"),
    ("torch.nn.CTCLoss()", "torch.nn.CTCLoss is not supported (line 2)"),
    (
      "torch.nn.functional.grid_sample", "torch.nn.functional.grid_sample is not supported (line 2)"
    ),
    ("torch.ones(2).to_sparse()", "torch.Tensor.to_sparse is not supported (line 2)"),
    ("torch.jit.script", "torch.jit.script is not supported (line 2)"),
    ("torch.distributions.Beta(1, 1)", "torch.distributions.Beta is not supported (line 2)"),
    ("torch.func.functionalize", "torch.func.functionalize is not supported (line 2)"),
  ])
  func refusesByName(expression: String, message: String) {
    let failure = run("import torch, torch.distributions\n" + expression).failure
    #expect(failure?.kind == .unsupported)
    #expect(failure?.message == message)
  }

  @Test func onlyImportedDoesNoHarm() {
    let (output, failure) = run(
      """
      import torch.fx
      import torch.utils.benchmark as benchmark
      from torch.nn import CTCLoss, Linear
      from torch.jit import script
      from torch.utils.tensorboard import SummaryWriter
      import matplotlib.colors, matplotlib.animation as animation
      from matplotlib import cm, gridspec
      from matplotlib.lines import Line2D
      from mpl_toolkits.mplot3d import Axes3D
      import plotly.express as px, pylab
      SummaryWriter("runs").add_scalar("loss", 0.5, 1)
      print(Linear(1, 1), hasattr(torch, "no_such_name"), hasattr(torch.optim, "linesearch"))
      CTCLoss()
      """)
    #expect(
      output == "Linear(in_features=1, out_features=1, bias=True) False False\n")
    #expect(failure?.message == "torch.nn.CTCLoss is not supported (line 13)")
  }
}
