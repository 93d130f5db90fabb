import Python
import Questions

/// A program with the places of the numbers that are varied.
package struct VariedProgram: Sendable, Equatable {
  /// The text between the slots; one more than there are slots.
  private var pieces: [String] = []
  /// The numbers that are varied, in the order of the text.
  package private(set) var slots: [Slot] = []

  /// One number of the program.
  package struct Slot: Sendable, Equatable {
    /// What the program assigns it to.
    package var name: String
    /// The number in the author's program.
    package var written: Double
    var isInteger: Bool
    /// What it may become.
    package var pool: [Double]
  }

  /// Finds the numbers that a program's own parameters are, or those that its cells marked as
  /// parameters assign.
  ///
  /// - Parameters:
  ///   - lines: The program.
  ///   - marked: The indices of the lines that assign parameters; nil where nothing is marked, so
  ///     that the numbers of top-level tensors are taken.
  package init(_ lines: [String], marked: Set<Int>?) {
    let source = lines.map { $0 + "\n" }.joined()
    guard let program = try? Program.parse(source, file: "program.py") else {
      pieces = [source]
      return
    }
    var next = Position(line: 1, column: 1)
    for statement in program.statements {
      guard let (name, value) = statement.assignment,
        marked?.contains(statement.lines.lowerBound - 1) ?? value.isParameter
      else { continue }
      for operand in value.operands {
        guard case .constant(let constant) = operand.kind, let number = constant.number else {
          continue
        }
        let isInteger = if case .int = constant { true } else { false }
        if marked == nil, isInteger || number != number.rounded() { continue }
        pieces.append(
          program.file.text(of: Extent(start: next, end: operand.extent.start)))
        slots.append(
          Slot(name: name, written: number, isInteger: isInteger, pool: Self.pool(for: number)))
        next = operand.extent.end
      }
    }
    let end = Position(line: Int32(lines.count) + 1, column: 1)
    pieces.append(program.file.text(of: Extent(start: next, end: end)))
  }

  /// Small whole numbers where the program has one; else the number as it is.
  private static func pool(for value: Double) -> [Double] {
    guard value == value.rounded(), value.magnitude >= 1 else { return [value] }
    return [-5, -4, -3, -2, 2, 3, 4, 5]
  }

  /// The numbers as they are written.
  package var written: [Double] { slots.map(\.written) }

  /// Whether there is anything to draw.
  package var isVariable: Bool { slots.contains { $0.pool.count > 1 } }

  /// Sets what a parameter may become; false where there is no such parameter.
  mutating func vary(_ name: String, _ pool: [Double]) -> Bool {
    let found = slots.indices.filter { slots[$0].name == name }
    for index in found { slots[index].pool = pool }
    return !found.isEmpty
  }

  /// Leaves every parameter alone that is not named.
  mutating func fix(except names: Set<String>) {
    for index in slots.indices where !names.contains(slots[index].name) {
      slots[index].pool = [slots[index].written]
    }
  }

  /// A number for every slot.
  func draw(_ generator: inout SplitMix64) -> [Double] {
    slots.map { $0.pool[generator.index(below: $0.pool.count)] }
  }

  /// The program with numbers in its slots.
  package func source(_ values: [Double]) -> String {
    var text = pieces[0]
    for (index, slot) in slots.enumerated() {
      let value = values[index]
      let isWhole = slot.isInteger && value == value.rounded() && value.magnitude < 1e15
      text += isWhole ? "\(Int(value))" : "\(value)"
      text += pieces[index + 1]
    }
    return text
  }
}

extension Statement {
  /// What gets a name of its own.
  fileprivate var assignment: (name: String, value: Expression)? {
    switch kind {
    case .assign(let targets, let value):
      guard targets.count == 1, case .name(let node) = targets[0].kind else { return nil }
      return (node.name, value)
    case .annotated(let target, let value?):
      guard case .name(let node) = target.kind else { return nil }
      return (node.name, value)
    default: return nil
    }
  }
}

extension Expression {
  /// A program without marks varies the numbers in its tensors, and those it gives a name.
  fileprivate var isParameter: Bool {
    if case .constant(.float) = kind { return true }
    return allParts.contains { part in
      if case .call(let node) = part.kind { node.name == "torch.tensor" } else { false }
    }
  }

  /// What stands in a list, a tuple or a call by itself, in the order in which it is written; one
  /// that is computed with belongs to its expression, and a keyword's, such as `lr=0.1`, to the
  /// call.
  fileprivate var operands: [Expression] {
    var operands: [Expression] = []
    var waiting = [self]
    while let next = waiting.popLast() {
      switch next.kind {
      case .list(let parts), .tuple(let parts), .set(let parts): waiting += parts.reversed()
      case .call(let node):
        waiting += node.arguments.indices.compactMap { node.positional($0) }.reversed()
        if case .attribute(let owner, _) = node.callee.kind { waiting.append(owner) }
      case .subscripted(let owner, _): waiting.append(owner)
      default: operands.append(next)
      }
    }
    return operands
  }
}

extension Object {
  /// A finite number that is written out.
  fileprivate var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value.isFinite ? value : nil
    default: nil
    }
  }
}
