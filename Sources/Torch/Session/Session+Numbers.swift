package import Autograd
package import Python

extension Program {
  /// The numbers that tensors are made of where they stand, by the lines of the statements: of
  /// `torch.tensor([1.0, 2.0])` both, as indices into ``Python/Program/numbers``; −1 for an element
  /// that no number says.
  private func elements(_ numbers: [WrittenNumber]) -> [(lines: ClosedRange<Int>, numbers: [Int])] {
    var found: [(lines: ClosedRange<Int>, numbers: [Int])] = []
    for statement in allStatements {
      var written: [Int] = []
      for expression in statement.expressions {
        for part in expression.allParts {
          guard case .call(let call) = part.kind, let name = call.name?.split(separator: ".").last,
            let place = Self.places[String(name)], let elements = call.positional(place)
          else { continue }
          written += Self.elements(of: elements, numbers)
        }
      }
      if !written.isEmpty { found.append((statement.lines, written)) }
    }
    return found
  }

  /// Which argument of a function has a tensor's elements.
  private static let places = [
    "tensor": 0, "Tensor": 0, "FloatTensor": 0, "DoubleTensor": 0, "as_tensor": 0,
    "scalar_tensor": 0, "full": 1, "array": 0, "asarray": 0,
  ]

  private static func elements(of expression: Expression, _ numbers: [WrittenNumber]) -> [Int] {
    switch expression.kind {
    case .list(let parts), .tuple(let parts): parts.flatMap { elements(of: $0, numbers) }
    default: [numbers.firstIndex { $0.extent == expression.extent } ?? -1]
    }
  }

  /// The number of the program's text that each source of a recording has its value from, by node,
  /// as indices into ``Python/Program/numbers``.
  package func origins(
    of recording: Recording, _ numbers: [WrittenNumber]
  ) -> [Int: Int] {
    let statements = elements(numbers)
    // How far the elements of each statement have been used; a loop begins with them again.
    var next = [Int](repeating: 0, count: statements.count)
    var origins: [Int: Int] = [:]
    for (id, node) in recording.nodes.enumerated() {
      // A number within an expression is no element of a tensor.
      guard case .source(let source) = node.operation, source != .literal else { continue }
      let line = recording.sites[node.site].line
      guard let index = statements.lastIndex(where: { $0.lines.contains(line) }) else { continue }
      let elements = statements[index].numbers
      for step in elements.indices {
        let place = (next[index] + step) % elements.count
        guard elements[place] >= 0 else { continue }
        let value = numbers[elements[place]].value
        guard node.precision.rounded(value) == node.value else { continue }
        origins[id] = elements[place]
        next[index] = place + 1
        break
      }
    }
    return origins
  }
}
