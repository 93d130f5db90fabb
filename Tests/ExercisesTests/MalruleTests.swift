import Exercises
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

  private static let cases: [Case] = [
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
