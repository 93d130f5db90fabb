package import Autograd

/// How a number follows from what stands in other blanks: with the true answers it gives the key,
/// with a student's own answers it gives what is right for that student from there on.
///
/// A list of steps and no tree, so that what is shared is written once and depth costs nothing.
package struct Derivation: Sendable, Equatable {
  /// Each refers to earlier ones; the last is the result.
  ///
  /// Never empty.
  package private(set) var steps: [Step]

  /// An entry of the calculation; others refer to it by its index.
  package enum Step: Sendable, Equatable {
    /// A fixed number.
    case number(Double)
    /// What stands in a blank, by its number.
    case blank(Int)
    /// An operation on an earlier entry, by its index.
    case unary(Unary, Int)
    /// An operation on two earlier entries, by their indices.
    case binary(Binary, Int, Int)
  }

  /// A fixed number.
  package init(_ number: Double) { steps = [.number(number)] }

  /// - Returns: Nil where a step refers to itself or to a later one, or where there is none.
  package init?(steps: [Step]) {
    guard !steps.isEmpty else { return nil }
    for (index, step) in steps.enumerated() {
      for operand in step.operands where !(0..<index).contains(operand) { return nil }
    }
    self.steps = steps
  }

  /// The blanks that the result depends on, in their order.
  package var blanks: [Int] {
    let numbers = steps.compactMap { step in
      if case .blank(let number) = step { number } else { nil }
    }
    return Set(numbers).sorted()
  }

  /// The result, in double precision.
  ///
  /// - Parameter answer: What stands in a blank.
  /// - Returns: What the last step gives.
  /// - Complexity: O(steps).
  package func evaluate(_ answer: (Int) -> Double) -> Double {
    let results = values(answer)
    return results[results.count - 1]
  }

  /// What every step gives, the result last.
  package func values(_ answer: (Int) -> Double) -> [Double] {
    var results: [Double] = []
    results.reserveCapacity(steps.count)
    for step in steps {
      switch step {
      case .number(let number): results.append(number)
      case .blank(let number): results.append(answer(number))
      case .unary(let operation, let x):
        results.append(Real(results[x]).applying(operation).number)
      case .binary(let operation, let a, let b):
        results.append(Real(results[a]).applying(operation, Real(results[b])).number)
      }
    }
    return results
  }
}

extension Derivation.Step {
  fileprivate var operands: [Int] {
    switch self {
    case .number, .blank: []
    case .unary(_, let x): [x]
    case .binary(_, let a, let b): [a, b]
    }
  }
}

/// As a list of words: `blank 2`, `3.5`, `multiply 0 1`.
extension Derivation: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let steps = try container.decode([String].self).map { text in
      guard let step = Step(text) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "'\(text)' is no step of a derivation")
      }
      return step
    }
    guard let derivation = Derivation(steps: steps) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a step of a derivation refers to none before it")
    }
    self = derivation
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(steps.map(\.text))
  }
}

extension Derivation.Step {
  fileprivate var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .blank(let number): "blank \(number)"
    case .unary(let operation, let x): "\(operation) \(x)"
    case .binary(let operation, let a, let b): "\(operation) \(a) \(b)"
    }
  }

  fileprivate init?(_ text: String) {
    let words = text.split(separator: " ")
    let numbers = words.dropFirst().compactMap { Int($0) }
    guard let word = words.first, numbers.count == words.count - 1 else { return nil }
    switch numbers.count {
    case 0:
      guard let number = Double(word) else { return nil }
      self = .number(number)
    case 1:
      if word == "blank" {
        self = .blank(numbers[0])
      } else {
        guard let unary = Unary.allCases.first(where: { "\($0)" == word }) else { return nil }
        self = .unary(unary, numbers[0])
      }
    case 2:
      guard let binary = Binary.allCases.first(where: { "\($0)" == word }) else { return nil }
      self = .binary(binary, numbers[0], numbers[1])
    default: return nil
    }
  }
}
