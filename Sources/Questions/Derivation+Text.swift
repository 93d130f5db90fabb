import Autograd
import Lesson

extension Derivation {
  /// The derivation as a formula, in which a blank is its number in parentheses:
  /// `(2) · −3 + (1)`; empty where it would be long.
  package var text: String {
    var texts: [(text: String, binding: Int)] = []
    for step in steps {
      let text = Self.text(of: step, texts)
      guard text.text.count <= 120 else { return "" }
      texts.append(text)
    }
    return texts.last?.text ?? ""
  }

  /// A step as text, and how tightly it binds: 1 sums, 2 products, 3 everything else.
  private static func text(
    of step: Step, _ texts: [(text: String, binding: Int)]
  ) -> (text: String, binding: Int) {
    func operand(_ index: Int, _ least: Int) -> String {
      let (text, binding) = texts[index]
      return binding < least ? "[\(text)]" : text
    }
    /// After a sign, a negative number stands in brackets as well.
    func right(_ index: Int, _ least: Int) -> String {
      let text = operand(index, least)
      return text.hasPrefix("−") ? "[\(text)]" : text
    }
    switch step {
    case .number(let number):
      return (NumberText.plain(number), number < 0 ? 2 : 3)
    case .blank(let number): return ("(\(number))", 3)
    case .unary(.negate, let x): return ("−" + operand(x, 3), 2)
    case .unary(let operation, let x): return ("\(operation) \(operand(x, 3))", 3)
    case .binary(.add, let a, let b): return ("\(operand(a, 1)) + \(right(b, 1))", 1)
    case .binary(.subtract, let a, let b): return ("\(operand(a, 1)) − \(right(b, 2))", 1)
    case .binary(.multiply, let a, let b): return ("\(operand(a, 2)) · \(right(b, 2))", 2)
    case .binary(.divide, let a, let b), .binary(.quotientOfNumber, let a, let b):
      return ("\(operand(a, 2)) / \(right(b, 3))", 2)
    case .binary(.power, let a, let b): return ("\(operand(a, 3))^\(operand(b, 3))", 3)
    case .binary(let operation, let a, let b):
      return ("\(operation)(\(texts[a].text), \(texts[b].text))", 3)
    }
  }
}
