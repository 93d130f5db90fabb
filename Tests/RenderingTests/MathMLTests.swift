import Rendering
import Testing

@Suite struct MathMLTests {
  static let formulas: [(latex: String, row: String)] = [
    ("x", "<mi>x</mi>"),
    ("2.5", "<mn>2.5</mn>"),
    ("w x + b", "<mi>w</mi><mi>x</mi><mo>+</mo><mi>b</mi>"),
    ("-1", "<mo>−</mo><mn>1</mn>"),
    ("a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
    ("e^4", "<msup><mi>e</mi><mn>4</mn></msup>"),
    ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
    ("v^{n-1}", "<msup><mi>v</mi><mrow><mi>n</mi><mo>−</mo><mn>1</mn></mrow></msup>"),
    (
      "\\frac{\\partial L}{\\partial w}",
      "<mfrac><mrow><mi>∂</mi><mi>L</mi></mrow><mrow><mi>∂</mi><mi>w</mi></mrow></mfrac>"
    ),
    ("\\sqrt{x}", "<msqrt><mrow><mi>x</mi></mrow></msqrt>"),
    ("\\mathrm{loss}", "<mi mathvariant=\"normal\">loss</mi>"),
    ("\\left( a \\right)", "<mo>(</mo><mi>a</mi><mo>)</mo>"),
    ("\\tanh x \\cdot \\pi", "<mi>tanh</mi><mi>x</mi><mo>⋅</mo><mi>π</mi>"),
  ]

  @Test(arguments: formulas.indices)
  func setsWhatTutorialsUse(index: Int) {
    let (latex, row) = Self.formulas[index]
    #expect(MathML.element(latex) == "<math><mrow>\(row)</mrow></math>")
  }

  @Test(
    arguments: [
      "\\unknown{x}", "{x", "x}", "x^", "\\", "\\frac{1}", "a & b", "<b>\\x</b>",
      String(repeating: "{", count: 100_000),
    ])
  func showsWhatItDoesNotKnowAsItStands(latex: String) {
    #expect(MathML.element(latex) == "<code class=\"latex\">\(escaped(latex))</code>")
  }
}
