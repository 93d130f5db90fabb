import Autograd
package import Lesson
import Torch

/// Programs that together take every kind of step.
package enum SampleProgram: String, CaseIterable, Sendable {
  /// Four cards, and a seed that is not 1.
  case seeded = """
    import torch

    w = torch.tensor(2.0, requires_grad=True)
    x = torch.tensor(3.0)
    loss = (w * x - 5) ** 2
    loss.backward(gradient=torch.tensor(3.0))
    """
  /// Several roots with a seed each, and leaves that are used twice.
  case vector = """
    import torch
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x ** 2 + x
    y.backward(torch.tensor([1.0, 0.5, -1.0]))
    """
  /// Passes, clearing and updates, a graph for each turn.
  case training = """
    import torch
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    opt = torch.optim.SGD([w], lr=0.1)
    for i in range(3):
        opt.zero_grad()
        loss = (w * torch.tensor([0.5, 1.5])).sum() ** 2
        loss.backward()
        opt.step()
    """
  /// A gradient of a gradient.
  case secondOrder = """
    import torch
    x = torch.tensor(2.0, requires_grad=True)
    y = x ** 3
    g, = torch.autograd.grad(y, x, create_graph=True)
    h, = torch.autograd.grad(g, x)
    """
  /// Ends in an error, behind its first pass.
  case failing = """
    import torch
    w = torch.tensor(2.0, requires_grad=True)
    loss = w * w
    loss.backward()
    loss.backward()
    """
  /// More cards than any screen or slide can show.
  case wide = """
    import torch
    import torch.nn as nn
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.Linear(6, 1))
    loss = model(torch.ones(1, 4)).pow(2).mean()
    loss.backward()
    """

  package var lines: [String] {
    rawValue.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Its steps, the text of the error that it ends in, and the node that is responsible for it.
  package func run() -> (tour: Tour, failure: String?, mistake: ErrorNode?) {
    let session = Session(keepsEvents: true) { _ in }
    let failure = session.run(rawValue, file: "program.py")
    let recording = session.recording
    let tour = (try? Tour(recording, roots: nil)) ?? Tour(scalarsOf: recording, roots: nil)
    return (tour, failure?.traceback, Recording.error(in: recording.events[...]))
  }

  package var tour: Tour { run().tour }
}
