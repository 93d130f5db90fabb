package import Autograd
package import Questions

/// The reading of a rule that remembers which blanks a number comes from.
///
/// What comes from no blank is folded into one number, and factors of one and summands of zero are
/// left out, so that a derivation says no more than a student has to do.
package struct TracedNumber: Number {
  /// The number, as it is with the true values.
  package let number: Double
  /// Whether a malrule had a hand in it.
  package let isMutated: Bool
  private let term: Term

  /// A class, so that what is shared is written once: a derivation is as long as its graph, not as
  /// its paths.
  private final class Node {
    let operation: Operation
    let operands: [TracedNumber]

    init(_ operation: Operation, _ operands: [TracedNumber]) {
      self.operation = operation
      self.operands = operands
    }
  }

  private enum Term {
    case number
    case blank(Int)
    case node(Node)
  }

  private init(_ number: Double, _ term: Term, isMutated: Bool) {
    self.number = number
    self.term = term
    self.isMutated = isMutated
  }

  /// A number that is printed on the sheet or follows from what is.
  package init(_ number: Double) { self.init(number, .number, isMutated: false) }

  /// What stands in a blank, and what would be right there.
  package static func blank(_ blank: Int, _ key: Double) -> TracedNumber {
    TracedNumber(key, .blank(blank), isMutated: false)
  }

  /// The same, as what a malrule made.
  package var mutated: TracedNumber { TracedNumber(number, term, isMutated: true) }

  /// A number that comes from no blank.
  package func constant(_ value: Double) -> TracedNumber { TracedNumber(value) }

  /// What an operation makes of it; a number that comes from no blank stays one.
  package func applying(_ operation: Unary) -> TracedNumber {
    if operation == .alias || operation == .detach { return self }
    let value = Real(number).applying(operation).number
    guard !isNumber else { return TracedNumber(value, .number, isMutated: isMutated) }
    return TracedNumber(value, .node(Node(.unary(operation), [self])), isMutated: isMutated)
  }

  /// What an operation makes of two; what comes from no blank is folded into one number.
  package func applying(_ operation: Binary, _ other: TracedNumber) -> TracedNumber {
    let value = Real(number).applying(operation, Real(other.number)).number
    let isMutated = isMutated || other.isMutated
    let term: Term
    switch (operation, fixed, other.fixed) {
    case (_, _?, _?): term = .number
    case (.multiply, 0?, _), (.multiply, _, 0?): term = .number
    case (.multiply, 1?, _), (.add, 0?, _): term = other.term
    case (.multiply, _, 1?), (.divide, _, 1?), (.power, _, 1?), (.add, _, 0?), (.subtract, _, 0?):
      term = self.term
    default: term = .node(Node(.binary(operation), [self, other]))
    }
    return TracedNumber(value, term, isMutated: isMutated)
  }

  private var isNumber: Bool { if case .number = term { true } else { false } }
  private var fixed: Double? { isNumber ? number : nil }

  /// The steps from the blanks to the number; nil where it comes from none.
  package var derivation: Derivation? {
    guard !isNumber else { return nil }
    var steps: [Derivation.Step] = []
    var places: [ObjectIdentifier: Int] = [:]
    var blanks: [Int: Int] = [:]
    var numbers: [Double: Int] = [:]
    func place(_ step: Derivation.Step) -> Int {
      steps.append(step)
      return steps.count - 1
    }
    /// The place of an operand that is written already; nil for a node that is still to come.
    func written(_ derived: TracedNumber) -> Int? {
      switch derived.term {
      case .number:
        if let known = numbers[derived.number] { return known }
        let new = place(.number(derived.number))
        numbers[derived.number] = new
        return new
      case .blank(let blank):
        if let known = blanks[blank] { return known }
        let new = place(.blank(blank))
        blanks[blank] = new
        return new
      case .node(let node): return places[ObjectIdentifier(node)]
      }
    }
    var waiting = [self]
    while let derived = waiting.last {
      guard case .node(let node) = derived.term, places[ObjectIdentifier(node)] == nil else {
        _ = written(derived)
        waiting.removeLast()
        continue
      }
      let operands = node.operands.compactMap(written)
      guard operands.count == node.operands.count else {
        waiting += node.operands
        continue
      }
      switch node.operation {
      case .unary(let unary): places[ObjectIdentifier(node)] = place(.unary(unary, operands[0]))
      case .binary(let binary):
        places[ObjectIdentifier(node)] = place(.binary(binary, operands[0], operands[1]))
      case .source, .reduction: preconditionFailure("\(node.operation) is no step")
      }
      waiting.removeLast()
    }
    return Derivation(steps: steps)
  }
}
