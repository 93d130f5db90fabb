import Foundation
import Questions

/// A program with the places of the numbers that are varied.
package struct VariedProgram: Sendable, Equatable {
  /// The text between the slots; one more than there are slots.
  private var pieces: [String] = []
  package private(set) var slots: [Slot] = []

  /// One number of the program.
  package struct Slot: Sendable, Equatable {
    /// What the program assigns it to.
    package var name: String
    package var written: Double
    package var isInteger: Bool
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
    var text = ""
    for (index, line) in lines.enumerated() {
      var rest = line[...]
      if let (name, values) = Self.assignment(line), Self.isParameter(line, index, marked) {
        for match in values.matches(of: Self.number) {
          let literal = String(match.output)
          guard let value = Double(literal.replacing("_", with: "")),
            Self.isOperand(line, match.range)
          else { continue }
          let isInteger = !literal.contains { ".eE".contains($0) }
          if marked == nil, isInteger || value != value.rounded() { continue }
          pieces.append(text + line[rest.startIndex..<match.range.lowerBound])
          text = ""
          slots.append(
            Slot(name: name, written: value, isInteger: isInteger, pool: Self.pool(for: value)))
          rest = line[match.range.upperBound...]
        }
      }
      text += rest + "\n"
    }
    pieces.append(text)
  }

  private static var number: Regex<Substring> {
    /-?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])/
  }

  /// `name` and what comes after `=`, on a line of its own without indentation.
  private static func assignment(_ line: String) -> (name: String, values: Substring)? {
    guard let match = line.prefixMatch(of: /([A-Za-z_]\w*)\s*(?::\s*\w+\s*)?=(?!=)/) else {
      return nil
    }
    let code = line.firstIndex(of: "#") ?? line.endIndex
    guard match.range.upperBound < code else { return nil }
    return (String(match.output.1), line[line.index(before: match.range.upperBound)..<code])
  }

  /// A program without marks varies the numbers in its tensors, and those it gives a name.
  private static func isParameter(_ line: String, _ index: Int, _ marked: Set<Int>?) -> Bool {
    if let marked { return marked.contains(index) }
    return line.contains("torch.tensor(") || line.contains(/^\w+ = -?\d+\.\d*\s*(#.*)?$/)
  }

  /// Whether a number is assigned, or stands in a list or call by itself; one of an expression
  /// belongs to it, and a keyword's, such as `lr=0.1`, to the call.
  private static func isOperand(_ line: String, _ range: Range<String.Index>) -> Bool {
    let before = line[..<range.lowerBound]
    guard let place = before.lastIndex(where: { $0 != " " }) else { return false }
    let sign = before[place]
    // `b[0]` is an index, `[0]` a list.
    if sign == "[", let owner = before[..<place].last,
      owner.isLetter || owner.isNumber || "_])".contains(owner)
    {
      return false
    }
    return "([,".contains(sign) || sign == "=" && !before.contains("(")
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
