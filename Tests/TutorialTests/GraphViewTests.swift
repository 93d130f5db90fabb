import Diagram
import Lesson
import Testing
import Torch

/// What a picture shows of the ways in which a program interferes with autograd.
@Suite struct GraphViewTests {
  /// The graph of `loss` at the end of its newest pass, and the cards of its nodes by symbol.
  private func cards(_ program: String) throws -> (Graph, Frame, [String: Card]) {
    let session = Session(keepsEvents: true) { _ in }
    #expect(session.run("import torch\n" + program, file: "program.py") == nil)
    let graph = Graph(session.recording, roots: try #require(session.nodes(of: "loss")))
    let frame = Frame.final(graph, try #require(Pass.latest(for: graph)))
    let cards = graph.nodes.map { ($0.symbol, Card($0, frame.nodes[$0.id])) }
    return (graph, frame, Dictionary(cards) { first, _ in first })
  }

  static let hooks: [(hook: String, gradient: String, note: String)] = [
    ("m.register_hook(lambda g: g * 10)", "20.0", "hook 2.0 → 20.0"),
    ("m.register_hook(lambda g: None)", "2.0", "a hook saw 2.0"),
    ("w.register_hook(lambda g: g + 1)", "2.0", ""),
  ]

  @Test(arguments: hooks)
  func saysWhatAHookMadeOfAGradient(hook: String, gradient: String, note: String) throws {
    let (_, _, cards) = try cards(
      """
      w = torch.tensor(3.0, requires_grad=True)
      m = w * 5
      \(hook)
      loss = m * 2
      loss.backward()
      """)
    #expect(cards["m"]?.gradient.text == gradient)
    #expect(cards["m"]?.notes == (note.isEmpty ? [] : [note]))
    if note.isEmpty { #expect(cards["w"]?.notes == ["hook 10.0 → 11.0"]) }
  }

  @Test func carriesGradientsThroughAFunctionOfTheProgram() throws {
    let (graph, frame, cards) = try cards(
      """
      class Square(torch.autograd.Function):
          @staticmethod
          def forward(ctx, x):
              ctx.save_for_backward(x)
              return x * x
          @staticmethod
          def backward(ctx, g):
              x, = ctx.saved_tensors
              return g * 2 * x
      w = torch.tensor(3.0, requires_grad=True)
      m = w * 2
      y = Square.apply(m)
      loss = y * 5
      loss.backward()
      """)
    #expect(cards["m"]?.gradient.text == "60.0")
    #expect(cards["w"]?.gradient.text == "120.0")
    let way = try #require(graph.custom.keys.first)
    #expect(graph.custom == [way: "SquareBackward"])
    #expect(frame.edges[way]?.contribution == 60)
    #expect(frame.edges[way]?.local == nil)
    let pass = try #require(Pass.latest(for: graph))
    let leaf = try #require(graph.nodes.first { $0.symbol == "w" }).id
    let slope = FiniteDifferences(graph.recording, seeds: pass.seeds).slope(by: leaf).slope
    #expect((slope - 120).magnitude < 1e-6)
  }

  @Test func measuresWhatAWrongBackwardHides() throws {
    let (graph, _, cards) = try cards(
      """
      class Forgets(torch.autograd.Function):
          @staticmethod
          def forward(ctx, x):
              return x * x
          @staticmethod
          def backward(ctx, g):
              return g
      w = torch.tensor(3.0, requires_grad=True)
      loss = Forgets.apply(w)
      loss.backward()
      """)
    #expect(cards["w"]?.gradient.text == "1.0")
    let leaf = try #require(graph.nodes.first { $0.symbol == "w" }).id
    let pass = try #require(Pass.latest(for: graph))
    let slope = FiniteDifferences(graph.recording, seeds: pass.seeds).slope(by: leaf).slope
    #expect((slope - 6).magnitude < 1e-6)
  }

  static let regions = [
    "with torch.no_grad():\n    c = w * 2", "with torch.inference_mode():\n    c = w * 2",
    "with torch.set_grad_enabled(False):\n    c = w * 2",
    "@torch.no_grad()\ndef f(x):\n    return x * 2\nc = f(w)",
  ]

  @Test(arguments: zip(regions, ["no_grad", "inference_mode", "set_grad_enabled", "no_grad"]))
  func boxesWhatIsNotTracked(region: String, title: String) throws {
    let (graph, _, _) = try cards(
      """
      w = torch.tensor(3.0, requires_grad=True)
      \(region)
      d = w * 4
      loss = c + d
      loss.backward()
      """)
    func titles(_ symbol: String) throws -> [String] {
      var scope = try #require(graph.nodes.first { $0.symbol == symbol }).scope
      var titles: [String] = []
      while let index = scope {
        titles.append(graph.scopes[index].title)
        scope = graph.scopes[index].parent
      }
      return titles
    }
    #expect(try titles("c").contains(title))
    #expect(try titles("d") == [])
  }

  @Test func countsThePassesBehindANode() throws {
    let (graph, _, cards) = try cards(
      """
      x = torch.tensor(2.0, requires_grad=True)
      y = x ** 4
      g, = torch.autograd.grad(y, x, create_graph=True)
      h, = torch.autograd.grad(g, x, create_graph=True)
      loss = y + g + h
      loss.backward()
      """)
    let orders = Dictionary(graph.nodes.map { ($0.symbol, $0.order) }) { first, _ in first }
    #expect([orders["y"], orders["g"], orders["h"], orders["loss"]] == [0, 1, 2, 0])
    #expect(cards["g"]?.notes.last == "order 1")
  }

  @Test func namesParametersAsTheirModuleDoes() throws {
    let (graph, _, _) = try cards(
      """
      model = torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.Linear(1, 1))
      loss = model(torch.tensor([2.0])).sum()
      loss.backward()
      """)
    let leaves = graph.nodes.filter { $0.kind == .leaf }
    #expect(leaves.map(\.symbol) == ["0.weight[0, 0]", "0.bias[0]", "1.weight[0, 0]", "1.bias[0]"])
  }

  /// Programs, and what the cards of their pictures are titled.
  static let large: [(program: String, titles: [String])] = [
    (
      """
      model = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.ReLU(), torch.nn.Linear(16, 1))
      X = torch.ones(100, 2)
      Y = torch.ones(100, 1)
      loss = torch.nn.functional.mse_loss(model(X), Y)
      """,
      [
        "X [100×2]", "Y [100×1]", "0.weight [16×2]", "0.bias [16]", "2.weight [1×16]",
        "V₁ = X @ 0.weightᵀ + 0.bias [100×16]", "V₂ = relu(V₁) [100×16]",
        "V₃ = V₂ @ 2.weightᵀ + 2.bias[0] [100×1]",
        "loss = mse_loss(V₃, Y)",
      ]
    ),
    (
      """
      x = torch.linspace(-1, 1, 200)
      a = torch.tensor(0.1, requires_grad=True)
      b = torch.tensor(0.2, requires_grad=True)
      y = a + b * x ** 2
      loss = (y - x.sin()).pow(2).mean()
      """,
      [
        "x [200]", "V₁ = x² [200]", "V₂ = b × V₁ [200]", "y = a + V₂ [200]", "V₃ = sin(x) [200]",
        "V₄ = y − V₃ [200]", "V₅ = V₄² [200]",
      ]
    ),
    (
      """
      W = torch.eye(3, requires_grad=True)
      h = torch.ones(3)
      for t in range(50):
          h = torch.tanh(W @ h)
      loss = h.sum()
      """,
      [
        "W [3×3]", "h [3]", "V₁ = W @ h [3]", "h₁ = tanh(V₁) [3]",
        "× 48 of the same\nh = torch.tanh(W @ h) [3]", "V₂ = W @ h₄₉ [3]", "h₅₀ = tanh(V₂) [3]",
      ]
    ),
  ]

  @Test(arguments: large)
  func tellsALargeGraphInTheWordsOfTheProgram(program: String, titles: [String]) throws {
    let (graph, frame, _) = try cards(program + "\nloss.backward()")
    let lines = ("import torch\n" + program).split(separator: "\n").map(String.init)
    let folding = try Folding(graph, Outline.Wish(source: lines))
    #expect(folding.folds.map(\.title) == titles)
    _ = try Layout(graph, frames: [frame], folding)
    // The same without a node, an edge or a state for what is folded.
    let outline = try #require(
      try Outline(graph.recording, roots: graph.roots, Outline.Wish(source: lines)))
    let small = Graph(outline)
    let end = try #require(Frame.final(small))
    #expect(small.nodes.count + folding.folds.count == outline.parts.count)
    for (fold, other) in zip(folding.folds, Folding(small, outline).folds) {
      #expect(Card(fold, in: graph, frame) == Card(other, in: small, end))
    }
    for node in small.nodes where node.kind.isTracked {
      #expect(end.gradient(of: node.id) == frame.gradient(of: node.id))
    }
  }

  @Test func keepsTheNumbersOfWhatIsFolded() throws {
    let (graph, frame, _) = try cards(Self.large[2].program + "\nloss.backward()")
    let folding = try Folding(graph, Outline.Wish())
    let rows = folding.folds.map { Card($0, in: graph, frame) }[0].rows
    #expect(rows.map(\.isGradient) == [false, false, false, true, true, true])
    #expect(rows[0].entry.text == "1.0\u{A0}\u{A0}0.0\u{A0}\u{A0}0.0")
    let (large, end, _) = try self.cards(Self.large[0].program + "\nloss.backward()")
    let x = Card(try Folding(large, Outline.Wish()).folds[0], in: large, end)
    #expect(x.rows.map(\.entry.text) == ["1.0", "—"])
    #expect(x.notes.isEmpty)
  }
}
