import Foundation
import TestSupport
import Testing

/// Pictures of graphs of any size.
@Suite struct GraphCommandTests {
  private static let large = """
    import torch
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1))
    x = torch.randn(40, 2)
    loss = model(x).pow(2).mean()
    loss.backward()
    """

  private func folder() throws -> Tool.Folder {
    try Tool.Folder(["large.py": Self.large, "small.py": SampleProgram.seeded.rawValue])
  }

  private func graph(_ folder: Tool.Folder, _ arguments: String...) throws -> Tool.Result {
    try Tool.run(Tool.gradwalk, ["graph"] + arguments, in: folder)
  }

  @Test func saysWhatItFoldedAndHowThatIsOpened() throws {
    let result = try graph(try folder(), "large.py")
    #expect(result.status == 0)
    #expect(
      result.errors
        == "large.py: 2154 nodes are told on 10 cards; --unfold NAME opens one of x, 0.weight, 0.bias, "
        + "2.weight, 0, 1, 2, V₄; --of NAME draws a part\n")
    #expect(result.output.contains("0.weight [8×2]"))
  }

  @Test func isSilentWhereNothingIsFolded() throws {
    let folder = try folder()
    let plain = try graph(folder, "small.py")
    #expect(plain.errors.isEmpty)
    for options in [["--unfold", "all"], ["--unfold", "loss"]] {
      let other = try Tool.run(Tool.gradwalk, ["graph", "small.py"] + options, in: folder)
      #expect(other.output == plain.output && other.errors.isEmpty)
    }
  }

  static let openings: [(options: [String], shows: String, hides: String)] = [
    (["--unfold", "0.bias"], "0.bias[7]", "0.bias [8]"),
    (["--unfold", "0.weight", "0.bias"], "0.weight[7, 1]", "0.weight [8×2]"),
    (["--fold", "model"], "model (Sequential)", "relu("),
    (["--fold", "Sequential"], "model (Sequential)", "relu("),
    (["--fold", "model", "--unfold", "2.weight"], "2.weight[0, 7]", "relu("),
  ]

  @Test(arguments: openings)
  func foldsAndOpensByName(options: [String], shows: String, hides: String) throws {
    let folder = try folder()
    let result = try Tool.run(Tool.gradwalk, ["graph", "large.py"] + options, in: folder)
    #expect(result.status == 0)
    #expect(result.output.contains(shows) && !result.output.contains(hides))
  }

  @Test(arguments: ["graph", "step --plain", "slides -o talk"])
  func knowsTheNamesInEveryCommand(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    for option in ["--fold", "--unfold"] {
      let result = try Tool.run(
        Tool.gradwalk, words + ["large.py", option, "modell"], in: try folder())
      #expect(result.status == 1)
      #expect(
        result.errors
          == "large.py: there is no scope or tensor named modell to fold or unfold; there are "
          + "model (Sequential), 0 (Linear), 1 (ReLU), 2 (Linear), x, 0.weight, 0.bias, 2.weight, "
          + "2.bias, loss\n")
    }
  }

  @Test(arguments: [[], ["--at", "5"], ["--pass", "1"]])
  func explainsMarksInEveryPicture(options: [String]) throws {
    let folder = try folder()
    let result = try Tool.run(
      Tool.gradwalk, ["graph", "small.py", "--legend", "-o", "a.svg"] + options, in: folder)
    #expect(result.status == 0, "\(result.errors)")
    let picture = try String(contentsOfFile: folder.path("a.svg"), encoding: .utf8)
    #expect(picture.contains("leaf: what you want gradients of"))
  }

  @Test func showsAStepOfALargeGraph() throws {
    let folder = try Tool.Folder([
      "large.py": Self.large.replacingOccurrences(of: "randn(40", with: "randn(600")
    ])
    let result = try graph(folder, "large.py", "--at", "8", "-o", "a.svg")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func walksNoLargeGraphStepByStep() throws {
    let folder = try Tool.Folder([
      "huge.py": Self.large.replacingOccurrences(of: "randn(40", with: "randn(6000")
    ])
    let result = try graph(folder, "huge.py", "--at", "3")
    #expect(result.status == 2)
    #expect(result.errors.contains("nodes are too many to go through step by step"))
  }
}
