import Lesson
import Testing
import Torch

/// What a loop's curves show.
@Suite struct TrainingTests {
  private static func training(_ program: String) -> Training {
    let session = Session(keepsEvents: true) { _ in }
    #expect(session.run("import torch\n" + program, file: "x.py") == nil)
    return Training(session.recording)
  }

  private static func loop(_ loss: String, times: Int = 3) -> String {
    """
    w = torch.tensor(1.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    opt = torch.optim.SGD([w, b], lr=0.25)
    for i in range(\(times)):
        opt.zero_grad()
        loss = \(loss)
        loss.backward()
        opt.step()
    """
  }

  @Test func followsLossAndParametersFromPassToPass() {
    // The error 2w + b − 4 is −2; a step adds 0.25 · 2 · 2 · 2 to w and 0.25 · 2 · 2 to b.
    let training = Self.training(Self.loop("(2 * w + b - 4) ** 2"))
    #expect(training.losses.map(\.pass) == [1, 2, 3])
    #expect(training.losses.map(\.value) == [4, 9, 20.25])
    #expect(training.parameters.map(\.name) == ["w", "b"])
    #expect(training.parameters[0].values == [1, 3, 0])
    #expect(training.parameters[1].values == [0, 1, -0.5])
  }

  @Test func drawsTheLossOverTwoParameters() throws {
    let surface = try #require(Self.training(Self.loop("(w - 2) ** 2 + 3 * b ** 2")).surface)
    #expect(surface.losses.count == surface.ys.count)
    for (row, y) in zip(surface.losses, surface.ys) {
      for (loss, x) in zip(row, surface.xs) {
        #expect(abs(loss - ((x - 2) * (x - 2) + 3 * y * y)) < 1e-9)
      }
    }
  }

  @Test(arguments: [
    ("another function in every pass", "(w - i) ** 2 + b ** 2", 3),
    ("passes too few for a way", "(w - 2) ** 2 + b ** 2", 2),
  ])
  func drawsNoSurfaceOf(what: String, loss: String, times: Int) {
    #expect(Self.training(Self.loop(loss, times: times)).surface == nil, "\(what)")
  }
}
