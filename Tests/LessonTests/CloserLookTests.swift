import Lesson
import TestSupport
import Testing
import Torch

/// What a page says of the card or the wire that was clicked on.
@Suite struct CloserLookTests {
  private static func graph(_ program: String, of name: String) throws -> (Graph, Pass?) {
    let session = Session(keepsEvents: true) { _ in }
    #expect(session.run("import torch\n" + program, file: "x.py") == nil)
    let roots = try #require(session.nodes(of: name))
    let graph = Graph(session.recording, roots: roots)
    return (graph, Pass.latest(for: graph))
  }

  private static let diamond = """
    w = torch.tensor(3.0, requires_grad=True)
    a = w * 2
    b = w * w
    c = a + b
    c.backward()
    """

  private static func look(at name: String, _ program: String, of root: String) throws -> CloserLook
  {
    let (graph, pass) = try graph(program, of: root)
    let node = try #require(graph.nodes.first { $0.symbol == name })
    return CloserLook(node: node, in: graph, pass)
  }

  @Test func addsUpWhatArrivesAndFollowsEveryPath() throws {
    let look = try Self.look(at: "w", Self.diamond, of: "c")
    // 1 · 2 + 1 · w + 1 · w, in the order in which the pass brings them.
    #expect(look.arithmetic == ["grad w = 3.0 + 3.0 + 2.0 = 8.0"])
    #expect(look.sentences == ["3.0 from b, 3.0 from b, 2.0 from a."])
    #expect(look.pathCount == "3 paths: the seed × the local derivatives")
    #expect(look.paths.map(\.way) == ["w → a → c", "w → b → c", "w → b → c"])
    #expect(
      look.paths.map(\.product) == [
        "1.0 · 1.0 · 2.0 = 2.0", "1.0 · 1.0 · 3.0 = 3.0", "1.0 · 1.0 · 3.0 = 3.0",
      ])
  }

  @Test func countsPathsWithoutWalkingThem() throws {
    let doublings =
      "x = torch.tensor(1.0, requires_grad=True)\ny = x\n"
      + "for i in range(40):\n    y = y + y\ny.backward()\n"
    let look = try Self.look(at: "x", doublings, of: "y")
    #expect(look.paths.count == 12)
    #expect(look.pathCount?.hasPrefix("too many paths to count, showing 12") == true)
  }

  @Test(arguments: [
    (
      "x = torch.tensor(2.0)\nw = torch.tensor(3.0, requires_grad=True)\ny = w * x", "x",
      "Autograd does not track it: no gradient comes here."
    ),
    (
      "w = torch.tensor(3.0, requires_grad=True)\ny = w * 2", "w",
      "No backward pass has been here."
    ),
  ])
  func saysWhyThereIsNothing(program: String, name: String, sentence: String) throws {
    #expect(try Self.look(at: name, program, of: "y").sentences == [sentence])
  }

  @Test func multipliesUpstreamAndLocalOnAWire() throws {
    let (graph, pass) = try Self.graph(
      "w = torch.tensor(3.0, requires_grad=True)\nm = w * w\n(m * 5).backward()", of: "m")
    let edges = graph.edges.filter { graph.symbol(of: $0.from) == "w" }
    let looks = edges.map { CloserLook(edge: $0, in: graph, pass) }
    #expect(looks.map(\.title) == ["w → m (use 1)", "w → m (use 2)"])
    #expect(looks[0].arithmetic.first == "∂m/∂w (use 1) = w = 3.0")
  }
}

/// Sentences for a voice.
@Suite struct SpeechTests {
  @Test(arguments: [
    ("grad w = −2.0 · 3.0 = −6.0", "the gradient of w is minus 2.0 times 3.0 is minus 6.0"),
    ("∂m/∂w = x", "the derivative of m by w is x"),
    ("forward through v₁ = w × x", "forward through v1 is w times x"),
    ("grad b ≈ 0.3333 + 1.0", "the gradient of b is about 0.3333 plus 1.0"),
    ("W [2×3] gets δ · xᵀ", "W [2 by 3] gets δ times x transposed"),
  ])
  func saysSignsAsWords(written: String, spoken: String) {
    #expect(Speech.text(written) == spoken)
  }
}
