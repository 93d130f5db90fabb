import Diagram
import Lesson

extension TerminalScreen {
  /// The leaves that are tensors, as small tables: values on the left, gradients on the right.
  func tables(width: Int) -> [[Span]] {
    let accounts = moment.accounts.reduce(into: [:]) { $0[$1.leaf] = $1 }
    return leaves.flatMap { leaf -> [[Span]] in
      let isFocus = leaf.nodes.contains { $0 == moment.frame.focus }
      let title =
        leaf.shape.isEmpty
        ? leaf.name : "\(leaf.name) \(OperationText.dimensions(leaf.shape))"
      let values = rows(of: leaf.nodes.map { accounts[$0]?.value }, leaf.shape)
      let gradients = rows(of: leaf.nodes.map { accounts[$0]?.gradient }, leaf.shape)
      let gap = "  "
      // By the values alone, so that nothing moves from one step to the next.
      let isTable = 2 * values.width + gap.count + 2 <= width && values.lines.count <= 8
      let (value, gradient) =
        isTable
        ? (values, gradients) : (range(of: leaf) { $0.value }, range(of: leaf) { $0.gradient })
      let column = max(value.width, 5)
      let head = [
        Span(
          TerminalText.cut(title, to: max(8, width)), isFocus ? .strong : .text)
      ]
      return [head]
        + (0..<max(value.lines.count, gradient.lines.count)).map { row in
          let left = row < value.lines.count ? value.lines[row] : ""
          let right = row < gradient.lines.count ? gradient.lines[row] : ""
          let space = String(
            repeating: " ", count: max(0, column - TerminalText.columns(of: left)))
          return [
            Span("  " + left + space, .value), Span(gap, .muted),
            Span(right, isFocus ? .active : .gradient),
          ]
        }
    }
  }

  private struct Block {
    var lines: [String]

    var width: Int { lines.map { TerminalText.columns(of: $0) }.max() ?? 0 }
  }

  /// Numbers in rows and columns of equal width; `None` where there is none at all.
  private func rows(of numbers: [Double?], _ shape: [Int]) -> Block {
    guard numbers.contains(where: { $0 != nil }) else { return Block(lines: ["None"]) }
    return Block(
      lines: NumberText.lines(of: numbers, columns: shape.last ?? 1, space: " ", gap: " "))
  }

  /// The least and the greatest of many numbers.
  private func range(of leaf: Tour.Leaf, _ number: (Tour.Account) -> Double?) -> Block {
    let members = Set(leaf.nodes)
    let numbers = moment.accounts.filter { members.contains($0.leaf) }.compactMap(number)
    guard let least = numbers.min(), let most = numbers.max() else { return Block(lines: ["None"]) }
    return Block(lines: ["\(NumberText.cell(least)) … \(NumberText.cell(most))"])
  }
}
