import Autograd
import Lesson
import Testing
import Torch

/// What is said on the edges between tensors, held against what PyTorch computes by the same rule.
@Suite struct TensorRuleTests {
  /// A program, an edge of its picture, what is said there, and the same in PyTorch's words.
  ///
  /// These are two tensors that have to be equal; every check prints True in torch 2.14 too.
  struct Case: CustomTestStringConvertible, Sendable {
    var program: String
    var from: String
    var to: String
    var rule: String
    var check: String
    var testDescription: String { "\(from) → \(to): \(rule)" }

    init(_ program: String, _ from: String, _ to: String, _ rule: String, _ check: String) {
      (self.program, self.from, self.to) = (program, from, to)
      (self.rule, self.check) = (rule, check)
    }
  }

  private static let matrixAndVector = """
    W = torch.randn(4, 3, requires_grad=True)
    x = torch.randn(3, requires_grad=True)
    v = W @ x
    v.retain_grad()
    (v * v).sum().backward()
    """
  private static let vectorAndMatrix = """
    x = torch.randn(4, requires_grad=True)
    W = torch.randn(4, 3, requires_grad=True)
    v = x @ W
    v.retain_grad()
    (v * v).sum().backward()
    """
  private static let linear = """
    x = torch.randn(5, 3, requires_grad=True)
    W = torch.randn(2, 3, requires_grad=True)
    b = torch.randn(2, requires_grad=True)
    y = F.linear(x, W, b)
    y.retain_grad()
    (y * y).sum().backward()
    """
  private static let attention = """
    q = torch.randn(4, 2, requires_grad=True)
    k = torch.randn(4, 2, requires_grad=True)
    s = q @ k.T
    s.retain_grad()
    (s * s).sum().backward()
    """
  private static let heads = """
    q = torch.randn(2, 3, 4, requires_grad=True)
    k = torch.randn(2, 3, 4, requires_grad=True)
    s = q @ k.transpose(1, 2)
    s.retain_grad()
    (s * s).sum().backward()
    """
  private static let broadcast = """
    a = torch.randn(3, 4, requires_grad=True)
    b = torch.randn(4, requires_grad=True)
    c = torch.randn(3, 1, requires_grad=True)
    d = torch.tensor(2.5, requires_grad=True)
    y = a * b
    z = y - c
    u = z / d
    y.retain_grad()
    z.retain_grad()
    u.retain_grad()
    (u * u).sum().backward()
    """
  private static let activations = """
    x = torch.randn(6, requires_grad=True)
    r = torch.relu(x)
    t = torch.tanh(r)
    e = torch.exp(t)
    p = e ** 2
    for v in (r, t, e, p): v.retain_grad()
    m = p.mean()
    m.retain_grad()
    (m * 3).backward()
    """
  private static let softmax = """
    x = torch.randn(3, 4, requires_grad=True)
    a = torch.softmax(x, dim=1)
    a.retain_grad()
    (a * torch.arange(12.0).reshape(3, 4)).sum().backward()
    """
  private static let crossEntropy = """
    z = torch.randn(3, 4, requires_grad=True)
    y = torch.tensor([1, 0, 3])
    loss = F.cross_entropy(z, y)
    loss.retain_grad()
    (2 * loss).backward()
    """
  private static let losses = """
    p = torch.randn(2, 3, requires_grad=True)
    y = torch.rand(2, 3)
    mse = F.mse_loss(p, y)
    bce = F.binary_cross_entropy_with_logits(p, y)
    mse.retain_grad()
    bce.retain_grad()
    """
  private static let recurrent = """
    xs = torch.randn(2, 3)
    W = torch.randn(4, 3, requires_grad=True)
    a = W @ xs[0]
    b = W @ xs[1]
    a.retain_grad()
    b.retain_grad()
    (a * b).sum().backward()
    """
  private static let selections = """
    x = torch.tensor([[1.0, 5.0, 2.0], [4.0, 0.0, 3.0]], requires_grad=True)
    m = x.amax(dim=1)
    m.retain_grad()
    (m * m).sum().backward()
    """
  private static let convolution = """
    x = torch.randn(1, 1, 4, 4, requires_grad=True)
    k = torch.randn(2, 1, 3, 3, requires_grad=True)
    b = torch.randn(2, requires_grad=True)
    y = F.conv2d(x, k, b)
    y.retain_grad()
    (y * y).sum().backward()
    """

  private static let batchNorm = """
    x = torch.randn(4, 3)
    w = torch.randn(3, requires_grad=True)
    b = torch.randn(3, requires_grad=True)
    y = F.batch_norm(x, None, None, w, b, training=True)
    y.retain_grad()
    (y * y).sum().backward()
    """
  private static let layerNorm = """
    x = torch.randn(4, 3)
    w = torch.randn(3, requires_grad=True)
    b = torch.randn(3, requires_grad=True)
    y = F.layer_norm(x, (3,), w, b)
    y.retain_grad()
    (y * y).sum().backward()
    """
  private static let row = """
    x = torch.randn(2, 3)
    W = torch.randn(1, 3, requires_grad=True)
    y = x @ W.T
    y.retain_grad()
    (y * y).sum().backward()
    """

  private static let picking = """
    x = torch.randn(5, 4, requires_grad=True)
    r = x[torch.tensor([2, 0, 2])]
    c = torch.cat([r, x])
    s = torch.stack([c, c * 2])
    for tensor in [r, c, s]: tensor.retain_grad()
    (s * s).sum().backward()
    """
  private static let embedding = """
    W = torch.randn(6, 4, requires_grad=True)
    e = F.embedding(torch.tensor([1, 4, 1]), W)
    e.retain_grad()
    (e * e).sum().backward()
    """
  private static let slopes = """
    x = torch.randn(5, 6, requires_grad=True)
    l = F.leaky_relu(x, 0.1)
    e = F.elu(l)
    p = F.softplus(e)
    u = F.silu(p)
    c = u.clamp(0.4, 0.8)
    for tensor in [l, e, p, u, c]: tensor.retain_grad()
    (c * c * u).sum().backward()
    """
  private static let conditions = """
    x = torch.randn(5, 6, requires_grad=True)
    y = x * 2
    w = torch.where(x > 0, x, y)
    m = w.masked_fill(y > 1, 0.5)
    for tensor in [y, w, m]: tensor.retain_grad()
    (m * m * w).sum().backward()
    """
  private static let statistics = """
    x = torch.randn(5, 6, requires_grad=True)
    v = x.var(dim=1)
    d = v.std()
    p = v.prod()
    for tensor in [v, d, p]: tensor.retain_grad()
    (d * p).backward()
    """
  private static let averages = """
    x = torch.randn(1, 1, 4, 6, requires_grad=True)
    y = F.avg_pool2d(x, 2)
    y.retain_grad()
    (y * y).sum().backward()
    """

  static let cases = [
    Case(
      picking, "x", "r", "grad x += grad r to where each was read",
      "x.grad[2], r.grad[0] + r.grad[2] + c.grad[5]"),
    Case(picking, "r", "c", "grad r = grad c[0:3]", "r.grad, c.grad[0:3]"),
    Case(picking, "x", "c", "grad x += grad c[3:8]", "x.grad[1], c.grad[4]"),
    Case(picking, "c", "s", "grad c += grad s[0]", "c.grad, s.grad[0] + 2 * s.grad[1]"),
    Case(
      embedding, "W", "e", "grad W = grad e added to the rows that were read",
      "W.grad[1], e.grad[0] + e.grad[2]"),
    Case(
      slopes, "x", "l", "grad x = grad l ⊙ (1 where x > 0, else 0.1)",
      "x.grad, l.grad * torch.where(x > 0, 1.0, 0.1)"),
    Case(
      slopes, "l", "e", "grad l = grad e ⊙ (1 where l > 0, else e + 1)",
      "l.grad, e.grad * torch.where(l > 0, 1.0, e + 1)"),
    Case(
      slopes, "e", "p", "grad e = grad p ⊙ sigmoid(e)", "e.grad, p.grad * torch.sigmoid(e)"),
    Case(
      slopes, "p", "u",
      "grad p = grad u ⊙ sigmoid(p) ⊙ (1 + p ⊙ (1 − sigmoid(p)))",
      "p.grad, u.grad * torch.sigmoid(p) * (1 + p * (1 - torch.sigmoid(p)))"),
    Case(
      slopes, "u", "c", "grad u += grad c ⊙ (u = c)", "u.grad, c.grad * (u == c) + c * c"),
    Case(
      conditions, "x", "w", "grad x += grad w ⊙ (x > 0)",
      "x.grad, w.grad * (x > 0) + 2 * y.grad"),
    Case(
      conditions, "y", "w", "grad y = grad w ⊙ (not x > 0)", "y.grad, w.grad * ~(x > 0)"),
    Case(
      conditions, "w", "m", "grad w += grad m ⊙ (not y > 1)",
      "w.grad, m.grad * ~(y > 1) + m * m"),
    Case(
      statistics, "x", "v",
      "grad x = grad v ⊙ 2 · (x − sum(x, dim=1) / 6) / 5 to each",
      "x.grad, v.grad[:, None] * 2 * (x - x.mean(1, keepdim=True)) / 5"),
    Case(
      statistics, "v", "p", "grad v += grad p · p / v to each",
      "v.grad, p.grad * p / v + d.grad * (v - v.mean()) / (4 * d)"),
    Case(
      averages, "x", "y", "grad x = grad y in equal shares to each window",
      "x.grad[0, 0, 2, 3], y.grad[0, 0, 1, 1] / 4"),
    Case(
      batchNorm, "w", "y", "grad w = sum(grad y ⊙ normalized(x), dim=0)",
      "w.grad, (y.grad * (x - x.mean(0)) / (x.var(0, correction=0) + 1e-5).sqrt()).sum(dim=0)"),
    Case(batchNorm, "b", "y", "grad b = sum(grad y, dim=0)", "b.grad, y.grad.sum(dim=0)"),
    Case(
      layerNorm, "w", "y", "grad w = sum(grad y ⊙ normalized(x), dim=0)",
      "w.grad, (y.grad * F.layer_norm(x, (3,))).sum(dim=0)"),
    Case(row, "W", "y", "grad W = (grad y)ᵀ · x", "W.grad, y.grad.T @ x"),
    Case(
      matrixAndVector, "W", "v", "grad W = grad v · xᵀ", "W.grad, v.grad[:, None] @ x[None, :]"),
    Case(matrixAndVector, "x", "v", "grad x = Wᵀ · grad v", "x.grad, W.T @ v.grad"),
    Case(
      vectorAndMatrix, "W", "v", "grad W = xᵀ · grad v", "W.grad, x[:, None] @ v.grad[None, :]"),
    Case(vectorAndMatrix, "x", "v", "grad x = grad v · Wᵀ", "x.grad, v.grad @ W.T"),
    Case(linear, "x", "y", "grad x = grad y · W", "x.grad, y.grad @ W"),
    Case(linear, "W", "y", "grad W = (grad y)ᵀ · x", "W.grad, y.grad.T @ x"),
    Case(linear, "b", "y", "grad b = sum(grad y, dim=0)", "b.grad, y.grad.sum(dim=0)"),
    Case(attention, "q", "s", "grad q = grad s · k", "q.grad, s.grad @ k"),
    Case(attention, "k", "s", "grad k = (grad s)ᵀ · q", "k.grad, s.grad.T @ q"),
    Case(heads, "k", "s", "grad k = (grad s)ᵀ · q", "k.grad, s.grad.transpose(1, 2) @ q"),
    Case(broadcast, "a", "y", "grad a = grad y ⊙ b", "a.grad, y.grad * b"),
    Case(
      broadcast, "b", "y", "grad b = sum(grad y ⊙ a, dim=0)", "b.grad, (y.grad * a).sum(dim=0)"),
    Case(
      broadcast, "c", "z", "grad c = sum(−grad z, dim=1)",
      "c.grad, (-z.grad).sum(dim=1, keepdim=True)"),
    Case(broadcast, "z", "u", "grad z = grad u / d", "z.grad, u.grad / d"),
    Case(
      broadcast, "d", "u", "grad d = sum(−grad u ⊙ (z / d²))",
      "d.grad, (-u.grad * (z / d ** 2)).sum()"),
    Case(activations, "x", "r", "grad x = grad r ⊙ (x > 0)", "x.grad, r.grad * (x > 0)"),
    Case(activations, "r", "t", "grad r = grad t ⊙ (1 − t²)", "r.grad, t.grad * (1 - t ** 2)"),
    Case(activations, "t", "e", "grad t = grad e ⊙ e", "t.grad, e.grad * e"),
    Case(activations, "e", "p", "grad e = grad p ⊙ 2 · e", "e.grad, p.grad * 2 * e"),
    Case(activations, "p", "m", "grad p = grad m / 6 to each", "p.grad, (m.grad / 6).expand(6)"),
    Case(
      softmax, "x", "a", "grad x = a ⊙ (grad a − sum(grad a ⊙ a, dim=1))",
      "x.grad, a * (a.grad - (a.grad * a).sum(dim=1, keepdim=True))"),
    Case(
      crossEntropy, "z", "loss", "grad z = grad loss · (softmax(z) − onehot) / 3",
      "z.grad, loss.grad * (torch.softmax(z, 1) - F.one_hot(y, 4)) / 3"),
    Case(
      losses + "\nmse.backward()", "p", "mse", "grad p = grad mse · 2 · (p − y) / 6",
      "p.grad, mse.grad * 2 * (p - y) / 6"),
    Case(
      losses + "\nbce.backward()", "p", "bce", "grad p = grad bce · (sigmoid(p) − y) / 6",
      "p.grad, bce.grad * (torch.sigmoid(p) - y) / 6"),
    Case(
      recurrent, "W", "a", "grad W += grad a · xs[0]ᵀ",
      "W.grad, a.grad[:, None] @ xs[0][None] + b.grad[:, None] @ xs[1][None]"),
    Case(
      selections, "x", "m", "grad x = grad m ⊙ (x = m) to each",
      "x.grad, m.grad[:, None] * (x == m[:, None])"),
    Case(
      convolution, "k", "y", "grad k = correlate(x, grad y)",
      "k.grad, F.conv2d(x, y.grad.transpose(0, 1)).transpose(0, 1)"),
    Case(
      convolution, "x", "y", "grad x = conv_transpose(grad y, k)",
      "x.grad, F.conv_transpose2d(y.grad, k)"),
    Case(
      convolution, "b", "y", "grad b = sum(grad y, dim=(0, 2, 3))",
      "b.grad, y.grad.sum(dim=(0, 2, 3))"),
  ]

  private static let head = "import torch\nimport torch.nn.functional as F\ntorch.manual_seed(0)\n"

  private func run(_ program: String) throws -> (recording: Recording, output: String) {
    var output = ""
    let session = Session(keepsEvents: true) { output += $0 }
    let failure = session.run(Self.head + program, file: "program.py")
    #expect(failure == nil)
    return (session.recording, output)
  }

  private func outline(_ recording: Recording, of program: String) throws -> Outline {
    let roots = try #require(recording.passes.last).seeds.map(\.node)
    let source = (Self.head + program).split(separator: "\n", omittingEmptySubsequences: false)
    let wish = Outline.Wish(source: source.map(String.init), level: .operation)
    return try #require(try Outline(recording, roots: roots, wish))
  }

  @Test(arguments: cases)
  func isWhatPyTorchComputes(_ test: Case) throws {
    let check = "\nprint(torch.allclose(\(test.check), rtol=1e-4, atol=1e-6))"
    let (recording, output) = try run(test.program + check)
    #expect(output == "True\n")
    let outline = try outline(recording, of: test.program)
    let link = try #require(
      outline.links.first {
        outline.parts[$0.from].symbol == test.from && outline.parts[$0.to].symbol == test.to
      })
    #expect(link.rule?.equation == test.rule)
  }

  /// Where no rule fits the numbers nothing is said: two of the largest share what is sent, and a
  /// class is weighted.
  @Test(arguments: [
    "x = torch.tensor([2.0, 2.0, 1.0], requires_grad=True)\nx.amax().backward()",
    "x = torch.randn(2, 3, requires_grad=True)\n"
      + "F.cross_entropy(x, torch.tensor([0, 1]), weight=torch.tensor([1.0, 2.0, 3.0])).backward()",
  ])
  func saysNothingFalse(program: String) throws {
    let outline = try outline(run(program).recording, of: program)
    #expect(outline.links.first { outline.parts[$0.from].symbol == "x" }?.rule == nil)
  }

  static let titles = [
    (linear, ["x [5×3]", "W [2×3]", "b [2]", "y = x @ Wᵀ + b [5×2]"]),
    (attention, ["q [4×2]", "k [4×2]", "s = q @ kᵀ [4×4]"]),
    (crossEntropy, ["z [3×4]", "loss = cross_entropy(z)"]),
    (recurrent, ["W [4×3]", "xs [2×3]", "a = W @ xs[0] [4]", "b = W @ xs[1] [4]"]),
    (selections, ["x [2×3]", "m = amax(x) [2]"]),
    (
      picking, ["r = x[[2, 0, 2]] [3×4]", "c = cat([r, x]) [8×4]", "s = stack([c, V₁]) [2×8×4]"]
    ),
    (embedding, ["W [6×4]", "e = embedding([1, 4, 1], W) [3×4]"]),
    (
      conditions,
      ["w = where(x > 0, x, y) [5×6]", "m = masked_fill(w, y > 1) [5×6]"]
    ),
    (averages, ["y = avg_pool(x) [1×1×2×3]"]),
    (
      "x = torch.randn(2, 2)\ny = x @ x + 1\nw = torch.ones(2, requires_grad=True)\n"
        + "(y @ w).sum().backward()",
      ["w [2]", "x [2×2]", "V₁ = x @ x [2×2]", "y = V₁ + 1 [2×2]", "V₂ = y @ w [2]"]
    ),
  ]

  /// A norm is one card, whether a function or a module asks for it: x, its weight and bias, the
  /// norm, and the sum.
  @Test(arguments: [
    "norm = torch.nn.LayerNorm(3)", "norm = torch.nn.BatchNorm1d(3)",
    "w = torch.ones(3, requires_grad=True)\nb = torch.zeros(3, requires_grad=True)\n"
      + "norm = lambda x: F.layer_norm(x, (3,), w, b)",
  ])
  func keepsANormWhole(norm: String) throws {
    let program = "\(norm)\nnorm(torch.randn(4, 3)).sum().backward()"
    let outline = try outline(run(program).recording, of: program)
    #expect(outline.parts.count == 5, "\(outline.parts.map(\.title))")
  }

  @Test(arguments: titles)
  func callsTensorsAsTheProgramDoes(program: String, titles: [String]) throws {
    let outline = try outline(run(program).recording, of: program)
    #expect(Set(titles).subtracting(outline.parts.map(\.title)) == [])
  }

  @Test func opensANumberOfALeaf() throws {
    let recording = try run(Self.matrixAndVector).recording
    let roots = try #require(recording.passes.last).seeds.map(\.node)
    let entry = try #require(recording.node(named: "W[1,2]"))
    let outline = try #require(
      try Outline(recording, roots: roots, Outline.Wish(zoom: entry)))
    let graph = Graph(outline)
    let titles = graph.nodes.map { graph.equation(of: $0.id) }
    #expect(
      titles.prefix(4) == [
        "W[1, 2]", "n₁ = W[1, 2] × x[2]", "v[1] = sum(…, n₁)", "V₁[1] = v[1] × v[1]",
      ])
    #expect(outline.nodeCount == 4 * 3 + 3 + 4 * 3 + 4 + 4 + 1)
    for link in outline.links { #expect(link.from != link.to) }
  }
}
