import Autograd
import Lesson

extension Operation {
  /// What an operation computes, where a student computes it in steps.
  func value(_ x: [TracedNumber]) -> TracedNumber? {
    switch self {
    case .source: nil
    case .unary(let unary): x[0].applying(unary)
    case .binary(let binary): x[0].applying(binary, x[1])
    case .reduction(let reduction) where reduction.isSum: x.dropFirst().reduce(x[0], +)
    case .reduction(.mean): x.dropFirst().reduce(x[0], +) / TracedNumber(Double(x.count))
    case .reduction(.product): x.dropFirst().reduce(x[0], *)
    case .reduction(.max): x.dropFirst().reduce(x[0]) { $0.applying(.maximum, $1) }
    case .reduction(.min): x.dropFirst().reduce(x[0]) { $0.applying(.minimum, $1) }
    case .reduction: nil
    }
  }

  /// What an operation sends to each of its operands.
  ///
  /// The gate of a ReLU is written as a sign, not as a branch, so that it follows a student's own
  /// output. `isCut` says that something detached is passed through nevertheless.
  func sent(
    _ upstream: TracedNumber, _ operands: [TracedNumber], _ output: TracedNumber, isCut: Bool
  ) -> [TracedNumber] {
    switch self {
    case .unary(.relu): [upstream * output.applying(.sign)]
    case .unary(.detach) where isCut: [upstream]
    case .source, .unary, .binary, .reduction:
      partials(one: upstream, operands: operands, output: output)
    }
  }
}
