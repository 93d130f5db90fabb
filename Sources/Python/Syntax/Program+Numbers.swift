/// A number that a program's text has.
package struct WrittenNumber: Equatable {
  /// Where it is written, its sign included.
  package let extent: Extent
  /// What it is.
  package let value: Double
}

extension Program {
  /// The numbers that are written in the program, in order; those of format specifications are none.
  package var numbers: [WrittenNumber] {
    var numbers: [WrittenNumber] = []
    for statement in allStatements {
      for expression in statement.expressions {
        for part in expression.allParts {
          guard let number = part.writtenNumber else { continue }
          // The digits of a signed number have been taken with their sign.
          if let last = numbers.last, part.extent.end == last.extent.end { continue }
          numbers.append(number)
        }
      }
    }
    return numbers.sorted { $0.extent.start < $1.extent.start }
  }
}

extension Expression {
  /// The number that it is, with a sign before it or without.
  package var writtenNumber: WrittenNumber? {
    switch kind {
    case .constant(.int(let number)): WrittenNumber(extent: extent, value: Double(number))
    case .constant(.float(let number)): WrittenNumber(extent: extent, value: number)
    case .unary(let sign, let operand):
      switch (sign, operand.kind) {
      case (.negative, .constant(.int(let number))):
        WrittenNumber(extent: extent, value: -Double(number))
      case (.negative, .constant(.float(let number))):
        WrittenNumber(extent: extent, value: -number)
      default: nil
      }
    default: nil
    }
  }
}
