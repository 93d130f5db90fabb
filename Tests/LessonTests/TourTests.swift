import Autograd
import Lesson
import TestSupport
import Testing
import Torch

@Suite struct TourTests {
  /// Every step of a program as lines of text.
  private func script(_ recording: Recording, _ root: Int, by level: Level? = nil) throws -> String
  {
    let tour = try Tour(recording, roots: [root], Outline.Wish(level: level))
    var text = ""
    for index in tour.indices {
      let frame = tour[index].frame
      let graph = tour.stages[0].graph
      text += "\(frame.title)  [line \(frame.line)"
      text += frame.focus.map { ", focus \(graph.symbol(of: $0))]\n" } ?? "]\n"
      for line in frame.arithmetic.split(separator: "\n") { text += "    \(line)\n" }
      text += "    \(frame.sentence)\n"
      for node in graph.nodes {
        guard case .value(let sum, let arrived, let due, let why) = frame.nodes[node.id]?.gradient
        else { continue }
        text += "      \(node.symbol) \(NumberText.card(sum)) (\(arrived)/\(due))"
        text += why.map { " because \($0)\n" } ?? "\n"
      }
    }
    return text
  }

  @Test func tellsTheProgramOfThePicture() throws {
    let (recording, root) = try Programs.line()
    expectSnapshot(try script(recording, root), named: "line.txt")
  }

  @Test func tellsASecondPassAfterAClear() throws {
    let (recording, root) = try Programs.line(passes: 2, seed: 3)
    expectSnapshot(try script(recording, root), named: "second-pass.txt")
  }

  @Test func tellsEveryKindOfGate() throws {
    let tape = Tape()
    let a = tape.leaf(-2, name: "a")
    let b = tape.leaf(3, name: "b")
    let product = a * b
    let gated = product.relu() + a.applying(.maximum, b) - (b / a) * a.detached()
    let shares = Value.reduce(.mean, [gated, a.pow(2), b.sigmoid()], precision: .double)
    let loss = shares + 0 * b.tanh()
    tape.name(loss.node, "loss")
    try loss.backward()
    var text = try script(tape.recording, loss.node)
    for note in Graph(tape.recording, roots: [loss.node]).gateNotes {
      text += "\(note.title): \(note.text)\n"
    }
    expectSnapshot(text, named: "gates.txt")
  }

  @Test func endsWhereTheStepsEnd() throws {
    let (recording, root) = try Programs.line(passes: 2)
    let graph = Graph(recording, roots: [root])
    let pass = try #require(Pass.latest(for: graph))
    let tour = Tour(scalarsOf: recording, roots: [root])
    let last = try #require(tour.indices.last.map { tour[$0].frame })
    let final = Frame.final(graph, pass)
    #expect(final.nodes == last.nodes)
    #expect(final.nodes[1]?.gradient == .value(12, arrived: 1, due: 1, why: nil))
    #expect(final.edges.values.allSatisfy { !$0.isActive })
  }

  /// A layer of two numbers on two samples, its loss, and what an optimiser makes of it.
  private static let layer = """
    import torch
    W = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
    b = torch.tensor([0.5, -0.5], requires_grad=True)
    opt = torch.optim.SGD([W, b], lr=0.5, momentum=0.5)
    for x in [torch.tensor([1., -1.]), torch.tensor([0., 2.])]:
        opt.zero_grad()
        loss = torch.relu(W @ x + b).sum()
        loss.backward()
        opt.step()
    """

  private func tour(_ program: String, by level: Level) throws -> Tour {
    let session = Session(keepsEvents: true) { _ in }
    #expect(session.run(program, file: "program.py") == nil)
    return try Tour(session.recording, roots: nil, Outline.Wish(level: level))
  }

  @Test(arguments: [
    (Level.iteration, 2), (.pass, 6), (.line, 11), (.operation, 23), (.scalar, 61),
  ])
  func aStepIsAsLongAsItsLevel(level: Level, count: Int) throws {
    #expect(try tour(Self.layer, by: level).count == count)
  }

  /// At every level the leaves hold the same in the end, which is what PyTorch 2.15 prints.
  @Test(arguments: Level.allCases)
  func everyLevelEndsAlike(level: Level) throws {
    let tour = try tour(Self.layer, by: level)
    let last = try #require(tour.indices.last.map { tour[$0] })
    #expect(last.accounts.map { $0.value } == [1, 1, 3, 3, 0, -1])
    #expect(last.accounts.map { $0.gradient } == [0, 2, 0, 2, 1, 1])
  }

  @Test func tensorsAreToldAsTensors() throws {
    let tour = try tour(Self.layer, by: .operation)
    var text = ""
    for index in tour.indices {
      let view = tour[index]
      text += "\(view.frame.title)\n"
      for line in view.frame.arithmetic.split(separator: "\n") { text += "    \(line)\n" }
      text += "    \(view.frame.sentence)\n"
    }
    expectSnapshot(text, named: "tensors.txt")
  }

  /// What optimisers do, worked out by hand for w = 3 and its gradient 6.
  @Test(arguments: [
    ("SGD([w], lr=0.5)", ["w ← w − 0.5 · w.grad = 3.0 − 0.5 · 6.0 = 0.0"]),
    (
      "SGD([w], lr=0.5, weight_decay=2)",
      ["w ← w − 0.5 · (w.grad + 2 · w) = 3.0 − 0.5 · (6.0 + 2 · 3.0) = −3.0"]
    ),
    (
      "SGD([w], lr=0.5, momentum=0.5, nesterov=True)",
      [
        "momentum_buffer ← w.grad = 6.0",
        "w ← w − 0.5 · (w.grad + 0.5 · momentum_buffer) = 3.0 − 0.5 · (6.0 + 0.5 · 6.0) = −1.5",
      ]
    ),
    (
      "Adam([w], lr=0.5, betas=(0.5, 0.75))",
      [
        "exp_avg_sq ← 0.25 · w.grad · w.grad = 0.25 · 6.0 · 6.0 = 9.0",
        "exp_avg ← 0.5 · w.grad = 0.5 · 6.0 = 3.0",
        "w ← w − exp_avg / (√exp_avg_sq / 0.5 + 1e−8) = 3.0 − 3.0 / (√9.0 / 0.5 + 1e−8) = 2.5",
      ]
    ),
    (
      "Adagrad([w], lr=0.5)",
      [
        "sum ← w.grad² = 6.0² = 36.0",
        "w ← w − 0.5 · w.grad / (√sum + 1e−10) = 3.0 − 0.5 · 6.0 / (√36.0 + 1e−10) = 2.5",
      ]
    ),
  ])
  func anOptimiserShowsItsArithmetic(optimiser: String, lines: [String]) throws {
    let tour = try tour(
      """
      import torch
      w = torch.tensor(3.0, requires_grad=True)
      opt = torch.optim.\(optimiser)
      (w * w).backward()
      opt.step()
      """, by: .operation)
    let last = try #require(tour.indices.last.map { tour[$0].frame })
    #expect(last.arithmetic.split(separator: "\n").dropFirst().map(String.init) == lines)
  }

  /// A gradient of two numbers, (3, 4), of the norm 5.
  @Test func aClipShowsNormLimitAndFactor() throws {
    let tour = try tour(
      """
      import torch
      w = torch.tensor([1.0, 1.0], requires_grad=True)
      (w * torch.tensor([3.0, 4.0])).sum().backward()
      torch.nn.utils.clip_grad_norm_([w], 2.5)
      """, by: .scalar)
    let lines = try #require(tour.indices.last.map { tour[$0].frame.arithmetic })
    for part in [
      "total_norm ← norm(norm(w.grad[0], w.grad[1])) = norm(norm(3.0, 4.0)) = 5.0",
      "clip_coef ← min(2.5 / (total_norm + 1e−6), 1) = min(2.5 / (5.0 + 1e−6), 1) = 0.5",
      "w.grad[1] ← w.grad[1] · clip_coef = 4.0 · 0.5 = 2.0",
    ] { #expect(lines.contains(part)) }
  }

  @Test func aPassThatIsRecordedIsToldToWriteNodes() throws {
    let tour = try tour(
      """
      import torch
      x = torch.tensor(2.0, requires_grad=True)
      g, = torch.autograd.grad(x ** 3, x, create_graph=True)
      g.backward()
      """, by: .scalar)
    let headings = tour.indices.map { tour[$0].heading }
    #expect(headings.contains { $0.hasPrefix("pass 1 writes ") })
    #expect(headings.contains("the pass returns grad x"))
  }
}
