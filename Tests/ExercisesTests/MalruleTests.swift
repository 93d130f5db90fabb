import Exercises
import Grading
import Questions
import Testing

/// What every malrule answers, worked out by hand.
@Suite struct MalruleTests {
  /// a = 2, b = −3, e = ab = −6, d = e + a = −4, f = d² = 16: ∂f/∂d = −8 = ∂f/∂e, ∂f/∂b = −16,
  /// ∂f/∂a = −8 + 24 = 16.
  private static let reference = """
    import torch
    a = torch.tensor(2.0, requires_grad=True)
    b = torch.tensor(-3.0, requires_grad=True)
    e = a * b
    d = e + a
    f = d * d
    f.backward()
    """

  @Test(arguments: [
    ("overwrite", 12.0, "d keeps −4 of −4 − 4, and a keeps −4 · −3"),
    ("indirect-path-dropped", -8, "only the use by d"),
    ("direct-path-dropped", 24, "only the way through e"),
    ("one-use", 8, "d keeps −4, then −4 − 4 · −3"),
    ("product-swapped", -24, "−8 − 8 · 2"),
    ("upstream-forgotten", -2, "1 + b"),
    ("sum-as-product", 96, "d sends −8 · −6 to a and −8 · 2 to e, which sends −16 · −3"),
    ("seed-forgotten", 0, "0 all the way"),
    ("seed-is-loss", 256, "16 times too much"),
    ("sign-turned", -16, ""),
    ("value-as-gradient", 2, "a itself"),
  ])
  func answersForAllOfTheReferenceGraph(code: String, expected: Double, why: String) throws {
    let blank = try Self.blank("a.grad", Self.reference, "gradients of a")
    #expect(blank.answer == .number(16, tolerance: 0.05))
    #expect(Self.number(code, in: blank) == expected, "\(why)")
  }

  @Test func addsInsteadOfMultiplyingWhereThereIsSomethingToAdd() throws {
    // −8 from the sum, and −8 + −3 from the product.
    let blank = try Self.blank("a.grad", Self.reference, "gradients of d, a")
    #expect(Self.number("added-instead-of-multiplied", in: blank) == -19)
  }

  private struct Case: CustomTestStringConvertible {
    var code: String
    var wrong: Double
    var right: Double
    var blank: String
    var program: String
    var ask = "gradients"

    var testDescription: String { "\(code): \(wrong) for \(right)" }
  }

  private static let quotient = """
    a = torch.tensor(6.0, requires_grad=True)
    b = torch.tensor(2.0, requires_grad=True)
    q = a / b
    q.backward()
    """

  private static let twoPasses = """
    w = torch.tensor(1.0, requires_grad=True)
    m = w * 5.0
    loss = m * m
    loss.backward(retain_graph=True)
    loss.backward()
    """

  private static func single(_ expression: String, at a: Double) -> String {
    """
    a = torch.tensor(\(a), requires_grad=True)
    y = \(expression)
    loss = y * 3.0
    loss.backward()
    """
  }

  /// h = 2 · 4, y = 3 · h = 24, so 8 arrives at y; the step makes 3 − 0.125 · 64 = −5 of w2.
  private static let layers = """
    w1 = torch.tensor(2.0, requires_grad=True)
    w2 = torch.tensor(3.0, requires_grad=True)
    x = torch.tensor(4.0)
    h = w1 * x
    y = w2 * h
    loss = (y - 20.0) ** 2
    loss.backward()
    with torch.no_grad():
        w1 -= 0.125 * w1.grad
        w2 -= 0.125 * w2.grad
    print(w1)
    """

  /// Predictions 2 and 4 for 3 and 8: differences −1 and −4, and with all pairs −1, −6, 1 and −4.
  private static let samples = """
    w = torch.tensor(2.0, requires_grad=True)
    x = torch.tensor([1.0, 2.0])
    y = torch.tensor([3.0, 8.0])
    loss = torch.nn.functional.mse_loss(w * x, y)
    loss.backward()
    """

  private static let cases: [Case] = [
    Case(
      code: "inner-derivative-inside", wrong: 2916, right: 972, blank: "a.grad",
      program: single("(a * 3.0) ** 3", at: 2), ask: "gradients of a"),
    Case(
      code: "weight-skipped", wrong: 32, right: 96, blank: "w1.grad", program: layers,
      ask: "gradients of w1"),
    Case(
      code: "weight-of-own-layer", wrong: 64, right: 96, blank: "w1.grad", program: layers,
      ask: "gradients of w1"),
    Case(
      code: "weight-updated-first", wrong: -160, right: 96, blank: "w1.grad", program: layers,
      ask: "gradients of w1"),
    Case(
      code: "jacobian-diagonal", wrong: 15, right: 16, blank: "x[1].grad",
      program: """
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        y = x * x.sum()
        y.backward(torch.tensor([1.0, 3.0]))
        """, ask: "gradients of x"),
    Case(
      code: "all-pairs", wrong: -6.5, right: -9, blank: "w.grad",
      program: samples.replacing("mse_loss(w * x", with: "mse_loss(p").replacing(
        "loss =", with: "p = w * x\nloss ="), ask: "gradients of w"),
    Case(
      code: "all-pairs", wrong: 13.5, right: 8.5, blank: "loss",
      program: samples.replacing(
        "torch.nn.functional.mse_loss(w * x, y)", with: "((w * x - y) ** 2).mean()"),
      ask: "values"),
    Case(
      code: "broadcast-overlooked", wrong: 8.5, right: 13.5, blank: "loss",
      program: samples.replacing("8.0])", with: "8.0]).unsqueeze(1)"), ask: "values"),
    Case(code: "quotient-sign", wrong: 1.5, right: -1.5, blank: "b.grad", program: quotient),
    Case(code: "quotient-square", wrong: -3, right: -1.5, blank: "b.grad", program: quotient),
    Case(code: "quotient-as-product", wrong: 2, right: 0.5, blank: "a.grad", program: quotient),
    Case(
      code: "power-exponent-dropped", wrong: 12, right: 36, blank: "a.grad",
      program: single("a ** 3", at: 2)),
    Case(
      code: "power-not-lowered", wrong: 72, right: 36, blank: "a.grad",
      program: single("a ** 3", at: 2)),
    Case(
      code: "square-factor-doubled", wrong: 36, right: 18, blank: "a.grad",
      program: single("a ** 2", at: 3)),
    Case(
      code: "relu-always-open", wrong: 3, right: 0, blank: "a.grad",
      program: single("torch.relu(a)", at: -2)),
    Case(
      code: "relu-value-as-slope", wrong: 6, right: 3, blank: "a.grad",
      program: single("torch.relu(a)", at: 2)),
    Case(
      code: "relu-closed", wrong: 0, right: 3, blank: "a.grad",
      program: single("torch.relu(a)", at: 2)),
    Case(
      code: "tanh-of-input", wrong: -9, right: 0.211952, blank: "a.grad",
      program: single("torch.tanh(a)", at: 2)),
    Case(
      code: "sigmoid-of-input", wrong: -6, right: 0.314981, blank: "a.grad",
      program: single("torch.sigmoid(a)", at: 2)),
    Case(
      code: "log-not-inverted", wrong: 6, right: 1.5, blank: "a.grad",
      program: single("torch.log(a)", at: 2)),
    Case(
      code: "negation-sign", wrong: 3, right: -3, blank: "a.grad",
      program: single("-a", at: 2)),
    Case(
      code: "subtraction-sign", wrong: 3, right: -3, blank: "a.grad",
      program: single("1.0 - a", at: 2)),
    Case(
      code: "abs-at-kink", wrong: 3, right: 0, blank: "a.grad",
      program: single("torch.abs(a)", at: 0)),
    Case(
      code: "clamp-open-at-bound", wrong: 3, right: 0, blank: "a.grad",
      program: single("torch.clamp(a, 0.0, 2.0)", at: 2)),
    Case(
      code: "outer-at-wrong-place", wrong: 36, right: 108, blank: "a.grad",
      program: single("(a * 3.0) ** 2", at: 2), ask: "gradients of a"),
    Case(
      code: "mean-as-sum", wrong: 1, right: 0.25, blank: "x[0].grad",
      program: """
        x = torch.tensor([1.0, 2.0, 3.0, 6.0], requires_grad=True)
        loss = x.mean()
        loss.backward()
        """),
    Case(
      code: "sum-as-mean", wrong: 0.25, right: 1, blank: "x[0].grad",
      program: """
        x = torch.tensor([1.0, 2.0, 3.0, 6.0], requires_grad=True)
        loss = x.sum()
        loss.backward()
        """),
    Case(
      code: "second-pass-overwrites", wrong: 50, right: 100, blank: "w.grad", program: twoPasses,
      ask: "gradients of w"),
    Case(
      code: "inner-totals", wrong: 150, right: 100, blank: "w.grad", program: twoPasses,
      ask: "gradients of w"),
    Case(
      code: "not-cleared", wrong: 100, right: 50, blank: "w.grad",
      program: twoPasses.replacing("loss.backward()", with: "w.grad = None\nloss.backward()"),
      ask: "gradients of w"),
    Case(
      code: "detach-ignored", wrong: 36, right: 18, blank: "w.grad",
      program: """
        w = torch.tensor(2.0, requires_grad=True)
        m = w * 3.0
        half = m * m.detach()
        half.backward()
        """, ask: "gradients of w"),
    Case(
      code: "sent-again", wrong: 60, right: 39, blank: "a.grad",
      program: """
        a = torch.tensor(2.0, requires_grad=True)
        h = a * 3.0
        g = h + 1.0
        loss = h * g
        loss.backward()
        """, ask: "gradients of a"),
    Case(
      code: "seed-ignored", wrong: 5, right: 15, blank: "a.grad",
      program: """
        a = torch.tensor(2.0, requires_grad=True)
        loss = a * 5.0
        loss.backward(gradient=torch.tensor(3.0))
        """, ask: "gradients of a"),
    Case(
      code: "weight-on-prediction", wrong: 306, right: 90, blank: "w.grad",
      program: """
        w = torch.tensor(2.0, requires_grad=True)
        v = torch.tensor(3.0)
        t = torch.tensor(1.0)
        p = w * 3.0
        loss = v * (p - t) ** 2
        loss.backward()
        """),
    Case(
      code: "difference-reversed", wrong: -4, right: 4, blank: "q",
      program: quotient.replacing("/", with: "-"), ask: "values"),
    Case(
      code: "quotient-reversed", wrong: 1.0 / 3, right: 3, blank: "q", program: quotient,
      ask: "values"),
    Case(
      code: "power-as-product", wrong: 6, right: 8, blank: "y", program: single("a ** 3", at: 2),
      ask: "values"),
    Case(
      code: "relu-not-applied", wrong: -2, right: 0, blank: "y",
      program: single("torch.relu(a)", at: -2), ask: "values"),
  ]

  @Test(arguments: cases)
  private func answersElsewhere(_ example: Case) throws {
    let blank = try Self.blank(
      example.blank, "import torch\n" + example.program, example.ask)
    guard case .number(let key, _) = blank.answer else {
      Issue.record("\(blank.answer) is no number")
      return
    }
    #expect(abs(key - example.right) < 1e-5)
    let wrong = try #require(
      Self.number(example.code, in: blank), "\(blank.mistakes.map(\.code))")
    #expect(abs(wrong - example.wrong) < 1e-5)
  }

  @Test func expectsAnUpdateToLeaveALeafBehind() throws {
    let program = """
      import torch
      w = torch.tensor(2.0, requires_grad=True)
      (w * 3.0).backward()
      w = w - 0.5 * w.grad
      (w * 3.0).backward()
      print(w.grad)
      """
    let exercise = try Exercise(program, file: "program.py", asks: [#require(Ask("prints"))])
    let blank = try #require(Variants(exercise).variant(seed: 0).question.blanks.last)
    #expect(blank.answer == .text("None"))
    // Whoever expects a gradient in an inner node answers the same here.
    let mistake = blank.mistakes.first { ([$0.code] + $0.also).contains("update-keeps-leaf") }
    #expect(mistake?.answer == .text("tensor(3.)"))
  }

  /// The same network as above, in plain numbers: after the step w1 is 2 − 0.125 · 96.
  @Test(arguments: [
    ("weight-skipped", "-2.0", "2 − 0.125 · 32"), ("weight-of-own-layer", "-6.0", "2 − 0.125 · 64"),
    ("weight-updated-first", "22.0", "2 + 0.125 · 160"), ("step-uphill", "14.0", "2 + 0.125 · 96"),
  ])
  func readsTheLayersOfProgramsWithoutAutograd(code: String, text: String, why: String) throws {
    let program = """
      w1 = 2.0
      w2 = 3.0
      x = 4.0
      h = w1 * x
      y = w2 * h
      delta = 2 * (y - 20.0)
      slope2 = delta * h
      slope1 = delta * w2 * x
      w2 -= 0.125 * slope2
      w1 -= 0.125 * slope1
      print(w1)
      """
    let blank = try Self.blank("line 11", program, "prints")
    #expect(blank.answer == .text("-10.0"))
    #expect(blank.mistakes.first { $0.code == code }?.answer == .text(text), "\(why)")
  }

  /// What a mistake in the pass makes of a weight that is printed after the step.
  @Test(arguments: [
    ("weight-updated-first", "tensor(22., requires_grad=True)"),
    ("weight-skipped", "tensor(-2., requires_grad=True)"),
    ("power-exponent-dropped", "tensor(-4., requires_grad=True)"),
  ])
  func followsAMistakeThroughTheStep(code: String, text: String) throws {
    let blank = try Self.blank("line 12", "import torch\n" + Self.layers, "prints")
    #expect(blank.answer == .text("tensor(-10., requires_grad=True)"))
    #expect(blank.mistakes.first { $0.code == code }?.answer == .text(text))
  }

  /// y = (1 · 3, 2 · 3) with the seed (1, 3): 1 · 3 + 1 · 1 + 3 · 2 for x[0].
  @Test(arguments: [
    ("jacobian-diagonal", "tensor([4., 15.])"), ("seed-ignored", "tensor([6., 6.])"),
    ("paths-averaged", "tensor([3.2500, 6.2500])"),
  ])
  func answersForVectorsAsTheyArePrinted(code: String, text: String) throws {
    let program = """
      import torch
      x = torch.tensor([1.0, 2.0], requires_grad=True)
      y = x * x.sum()
      y.backward(torch.tensor([1.0, 3.0]))
      print(x.grad)
      """
    let blank = try Self.blank("line 5", program, "prints")
    #expect(blank.answer == .text("tensor([10., 16.])"))
    #expect(blank.mistakes.first { $0.code == code }?.answer == .text(text))
  }

  @Test func codesAreStableNamesOfTheirOwn() {
    let codes = Malrule.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    for code in codes + ProgramMalrule.all.map(\.code) {
      #expect(code.allSatisfy { ("a"..."z").contains($0) || $0 == "-" }, "\(code)")
    }
  }

  private static func blank(_ name: String, _ program: String, _ ask: String) throws -> Blank {
    let exercise = try Exercise(program, file: "program.py", asks: [#require(Ask(ask))])
    let question = try Variants(exercise).variant(seed: 0).question
    return try #require(
      question.blanks.first { $0.name == name }, "\(question.blanks.map(\.name))")
  }

  /// What a malrule answers, under its own name or as another's twin.
  private static func number(_ code: String, in blank: Blank) -> Double? {
    let mistake = blank.mistakes.first { $0.code == code || $0.also.contains(code) }
    guard case .number(let number, _)? = mistake?.answer else { return nil }
    return number
  }
}
