import Autograd
import Diagram
import Lesson
import Testing
import Torch

/// Whether anything in a picture of a program of a lecture covers something else.
@Suite struct CleanPictureTests {
  /// A program that ends with a pass, and its name.
  struct Program: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String

    var testDescription: String { name }
  }

  @Test(arguments: programs, Direction.allCases)
  func coversNothing(program: Program, direction: Direction) throws {
    for view in Layout.View.allCases {
      let scene = try scene(program.text, view, direction)
      #expect(Faults(scene).all == [])
    }
  }

  @Test(arguments: tensors, Direction.allCases)
  func coversNothingAmongTensors(program: Program, direction: Direction) throws {
    let recording = try recording(program.text)
    let roots = try #require(recording.rootsOfNewestPass)
    let outline = try #require(
      try Outline(recording, roots: roots, Outline.Wish(level: .operation)))
    let graph = Graph(outline)
    let frame = try #require(Frame.final(graph))
    let layout = try Layout(
      graph, frames: [frame], direction: direction, Folding(graph, outline))
    #expect(Faults(Scene(layout, frame)).all == [])
  }

  @Test func keepsElementsInTheOrderOfTheirIndices() throws {
    let product = try #require(Self.programs.first { $0.name == "matrix product" })
    let scene = try scene(product.text, .values, .leftToRight)
    let names = scene.texts.filter { $0.string.hasPrefix("W[") && $0.role == .name }
      .sorted { $0.position.y < $1.position.y }.map { $0.string }
    #expect(names == (0..<3).flatMap { row in (0..<3).map { "W[\(row), \($0)]" } })
  }

  @Test func namesAgainWhatWouldTangle() throws {
    let product = try #require(Self.programs.first { $0.name == "matrix product" })
    let scene = try scene(product.text, .values, .leftToRight)
    #expect(scene.texts.count { $0.string == "x[0] = 1.0" } == 2)
  }

  @Test func drawsTheLosersOfAPool() throws {
    let pool = try #require(Self.programs.first { $0.name == "pool" })
    let scene = try scene(pool.text, .values, .leftToRight)
    let texts = scene.texts.map { $0.string }
    #expect(texts.count { $0 == "not the largest" } == 6)
    #expect(texts.count { $0 == "×0" } == 6)
  }

  @Test func givesBackArrowsToWhatCarriedAGradient() throws {
    let scene = try scene(
      "w = torch.tensor(2.0, requires_grad=True)\n(w * torch.tensor(3.0)).backward()", .values,
      .leftToRight)
    let tips = scene.groups.flatMap { $0.marks }.filter { mark in
      if case .arrowhead(_, _, .back) = mark { return true }
      return false
    }
    #expect(tips.count == 1)
  }

  private func scene(
    _ program: String, _ view: Layout.View, _ direction: Direction
  ) throws -> Scene {
    let recording = try recording(program)
    let graph = Graph(recording, roots: try #require(recording.rootsOfNewestPass))
    let frame = Frame.final(graph, try #require(Pass.latest(for: graph)))
    return Scene(
      try Layout(graph, frames: [frame], view: view, direction: direction), frame)
  }

  private func recording(_ program: String) throws -> Recording {
    let session = Session(keepsEvents: true) { _ in }
    let text = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n" + program
    #expect(session.run(text, file: "program.py") == nil)
    return session.recording
  }

  /// Programs whose operations are cards.
  static let tensors = [
    Program(
      name: "layer",
      text: """
        W = torch.arange(16.0).reshape(4, 4).requires_grad_()
        b = torch.zeros(4, requires_grad=True)
        torch.relu(W @ torch.ones(4) + b).sum().backward()
        """),
    Program(
      name: "classifier",
      text: """
        model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
        F.cross_entropy(model(torch.randn(6, 4)), torch.tensor([0, 2, 1, 1, 0, 2])).backward()
        """),
    Program(
      name: "attention of four",
      text: """
        x = torch.randn(4, 3)
        q, k, v = (x @ torch.randn(3, 2, requires_grad=True) for _ in range(3))
        (torch.softmax(q @ k.T / 2 ** 0.5, dim=-1) @ v).pow(2).mean().backward()
        """),
    Program(
      name: "filter",
      text: """
        k = torch.randn(2, 1, 3, 3, requires_grad=True)
        b = torch.zeros(2, requires_grad=True)
        F.conv2d(torch.randn(1, 1, 6, 6), k, b).relu().sum().backward()
        """),
    Program(
      name: "normalized",
      text: """
        x = torch.randn(4, 3, requires_grad=True)
        (nn.BatchNorm1d(3)(x) ** 3).sum().backward()
        """),
  ]

  static let programs = [
    Program(
      name: "samples",
      text: """
        x = torch.tensor([1.0, 2.0, 3.0])
        y = torch.tensor([3.0, 5.0, 7.5])
        w = torch.tensor(1.0, requires_grad=True)
        b = torch.tensor(0.0, requires_grad=True)
        F.mse_loss(w * x + b, y).backward()
        """),
    Program(
      name: "matrix product",
      text: """
        W = torch.arange(9.0).reshape(3, 3).requires_grad_()
        x = torch.tensor([1.0, 2.0, 3.0])
        torch.relu(W @ x).sum().backward()
        """),
    Program(
      name: "softmax",
      text: """
        logits = torch.tensor([2.0, 1.0, -1.0], requires_grad=True)
        F.cross_entropy(logits, torch.tensor(0)).backward()
        """),
    Program(
      name: "attention",
      text: """
        q = torch.tensor([1.0, 0.0], requires_grad=True)
        K = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], requires_grad=True)
        V = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
        (torch.softmax(K @ q / 2 ** 0.5, dim=0) * V).sum().backward()
        """),
    Program(
      name: "recurrence",
      text: """
        wx = torch.tensor(0.8, requires_grad=True)
        wh = torch.tensor(0.5, requires_grad=True)
        h = torch.tensor(0.0)
        for x in (1.0, -1.0, 0.5):
            h = torch.tanh(wx * x + wh * h)
        ((h - 1) ** 2).backward()
        """),
    Program(
      name: "pool",
      text: """
        img = torch.tensor([[[1.0, 3.0, 2.0, 0.0], [4.0, 2.0, 1.0, 5.0]]], requires_grad=True)
        F.max_pool2d(img, 2).sum().backward()
        """),
    Program(
      name: "ranks",
      text: """
        x = torch.tensor([3.0, 1.0, 2.0], requires_grad=True)
        (x.topk(2).values.sum() + x.median() + x.sort().values[0]).backward()
        """),
    Program(
      name: "modules",
      text: """
        x = torch.tensor([[1.0, -2.0, 4.0]], requires_grad=True)
        nn.Sequential(nn.LayerNorm(3), nn.MaxPool1d(3))(x.unsqueeze(0)).sum().backward()
        """),
    Program(
      name: "own backward",
      text: """
        class Through(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                return torch.round(x)
            @staticmethod
            def backward(ctx, g):
                return g
        w = torch.tensor(1.3, requires_grad=True)
        ((Through.apply(w * 2) - 5) ** 2).backward()
        """),
    Program(
      name: "second order",
      text: """
        x = torch.tensor(2.0, requires_grad=True)
        g, = torch.autograd.grad(x ** 3 + torch.sin(x), x, create_graph=True)
        (g ** 2).backward()
        """),
    Program(
      name: "several seeds",
      text: """
        a = torch.tensor(2.0, requires_grad=True)
        b = torch.tensor(3.0, requires_grad=True)
        torch.stack([a * b, a * a + b]).backward(torch.tensor([2.0, -1.0]))
        """),
    Program(
      name: "quotients",
      text: """
        a = torch.tensor(4.0, requires_grad=True)
        b = torch.tensor(2.0, requires_grad=True)
        (a / b - b / a).backward()
        """),
  ]
}

/// What covers something else in a picture, or is cut off by its edge.
private struct Faults {
  var all: [String] = []

  init(_ scene: Scene) {
    var cards: [(subject: String, rect: Rect)] = []
    var wires: [(subject: String, points: [Point])] = []
    var scopes: [Rect] = []
    for group in scene.groups {
      let subject = group.subject ?? group.hint ?? "picture"
      for mark in group.marks {
        switch mark {
        case .box(let rect, _, .card):
          if group.roles.contains(.scope) {
            scopes.append(rect)
          } else {
            cards.append((subject, rect))
          }
        case .box(let rect, _, .gate): cards.append((subject, rect))
        case .curve(let curve, .wire): wires.append((subject, curve.samples))
        case .box, .curve, .arrowhead, .text, .cells: continue
        }
      }
    }
    for text in scene.texts {
      // Fonts are narrower than the room that is kept for the widest.
      let box = text.box.inset(by: 0.5)
      if !scene.bounds.contains(box) { all.append("\(text.string) is outside") }
      for wire in wires where wire.points.contains(where: { box.contains($0) }) {
        all.append("\(wire.subject) runs through \(text.string)")
      }
    }
    for (index, card) in cards.enumerated() {
      for other in cards[(index + 1)...]
      where card.subject != other.subject && card.rect.inset(by: 0.5).overlaps(other.rect) {
        all.append("\(card.subject) covers \(other.subject)")
      }
      for scope in scopes where scope.overlaps(card.rect.inset(by: 0.5)) {
        if !scope.contains(card.rect) { all.append("\(card.subject) is half outside of a scope") }
      }
      let node = card.subject.split(separator: " ").last ?? ""
      for wire in wires where !wire.subject.split(separator: " ").contains(node) {
        if wire.points.contains(where: { card.rect.inset(by: 1).contains($0) }) {
          all.append("\(wire.subject) runs through \(card.subject)")
        }
      }
    }
  }
}

extension Curve {
  /// Points along the curve, close enough that none of it is missed.
  fileprivate var samples: [Point] {
    var points: [Point] = []
    var begin = start
    for segment in segments {
      for step in 0...24 {
        let t = Double(step) / 24
        let s = 1 - t
        let ends = begin * (s * s * s) + segment.end * (t * t * t)
        points.append(
          ends + segment.control1 * (3 * s * s * t) + segment.control2 * (3 * s * t * t))
      }
      begin = segment.end
    }
    return points
  }
}

extension Rect {
  fileprivate func contains(_ point: Point) -> Bool {
    minX < point.x && point.x < maxX && minY < point.y && point.y < maxY
  }
}
