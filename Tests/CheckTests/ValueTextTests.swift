import Check
import Testing

@Suite struct ValueTextTests {
  static let cases: [(claimed: String, actual: String, same: Bool)] = [
    ("tensor(2.0)", "tensor(2.)", true),
    ("tensor(2.)", "tensor(3.)", false),
    ("tensor(2.)", "w: tensor(2.)", true),
    ("tensor(2.)", "tensor(12.)", false),
    ("2.", "-2.", false),
    ("tensor([1., 2.])", "tensor([1., 2.], grad_fn=<AddBackward0>)", true),
    ("tensor([1,2])", "tensor([1, 2])", true),
    ("0.33", "0.3333333432674408", true),
    ("0.3", "0.3333333432674408", false),
    ("0.34", "0.3333333432674408", false),
    ("1e-3", "0.001", true),
    ("tensor(nan)", "tensor(nan)", true),
    ("None", "tensor(2.)", false),
    ("a - 1", "a -1", true),
    ("", "1", false),
  ]

  @Test(arguments: cases.indices)
  func comparesValues(index: Int) {
    let (claimed, actual, same) = Self.cases[index]
    let result = ValueText.compare(claimed: claimed, actual: actual, isExact: false)
    #expect((result != .different) == same)
    let exact = ValueText.compare(claimed: claimed, actual: actual, isExact: true)
    #expect((exact == .same) == (claimed == actual))
  }

  @Test(arguments: [
    ("tensor(2.)", true), ("3.5", true), ("[1, 2]", true), ("-0.5", true), ("None", true),
    ("tensor(", true), ("a weight", false), ("2 layers", false), ("tensor(2.) is large", false),
    ("", false), ("[see below]", false),
  ])
  func knowsValues(text: String, isValue: Bool) {
    #expect(ValueText.isValue(text) == isValue)
  }
}
