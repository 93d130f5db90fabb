package import Lesson

/// What a circuit shows of a node: the sign of a gate, or the name at the end of a wire.
package struct Gate: Sendable, Equatable {
  /// The operator with the number that it is applied with, or the name of a leaf.
  package var symbol: String
  var isOperation: Bool
  /// Below the sign: what captions call it, and the sum where several wires bring a gradient.
  package var name: String?
  /// The gradient so far, where several wires bring one; nil elsewhere.
  package var sum: Card.Entry?
  /// The class of the error that the node is responsible for.
  package var error: String?

  /// What a node's gate shows; `uses` says as how many operands the node is used.
  package init(_ node: Graph.Node, _ state: Frame.NodeState?, uses: Int) {
    isOperation = node.kind.isComputed
    symbol =
      isOperation ? Gate.symbol(of: node.expression) : node.symbol
    name = isOperation ? Gate.name(of: node, symbol) : nil
    if uses > 1, node.kind.isTracked {
      sum = Card(node, state).gradient
    }
    error = state?.error
  }

  /// What captions call a gate; where the order of its operands matters and wires bring them all,
  /// with the formula that says it: `v₃ = a / b`.
  private static func name(of node: Graph.Node, _ sign: String) -> String {
    ["−", "/", "^", "%", "//"].contains(sign) && node.definition.firstPlace(of: " \(sign) ") != nil
      ? "\(node.symbol) = \(node.definition)" : node.symbol
  }

  /// The operator of an expression, with the number that it is applied with: `×`, `+ 1.0`, `relu`.
  static func symbol(of expression: String) -> String {
    let tokens = expression.split(separator: " ").map(String.init)
    let operators = ["+", "−", "-", "×", "*", "·", "/", "÷", "^", "**", "@"]
    func isNumber(_ text: String) -> Bool {
      let bare =
        text.hasPrefix("(") && text.hasSuffix(")") ? text.dropFirst().dropLast() : text[...]
      return Double(bare.hasPrefix("−") ? "-" + bare.dropFirst() : bare[...]) != nil
    }
    let signs = Set(stride(from: 1, to: tokens.count, by: 2).map { tokens[$0] })
    if tokens.count > 3, !tokens.count.isMultiple(of: 2), signs.count == 1,
      let sign = signs.first, operators.contains(sign)
    {
      return sign
    }
    if tokens.count == 3, operators.contains(tokens[1]) {
      let left = isNumber(tokens[0]) ? tokens[0] + " " : ""
      let right = isNumber(tokens[2]) ? " " + tokens[2] : ""
      return left + tokens[1] + right
    }
    if tokens.count == 2, operators.contains(tokens[0]) {
      return isNumber(tokens[1]) ? expression : tokens[0]
    }
    if let function = expression.split(separator: "(").first, !function.isEmpty {
      return function.count > 16 ? function.prefix(15) + "…" : String(function)
    }
    return expression
  }

  /// The height of a gate, and the width of one with a short sign.
  static let extent = 36.0

  private var symbolSize: Double { isOperation && symbol.count == 1 ? 18 : 12 }

  private var rows: [Scene.Text] {
    var rows: [Scene.Text] = []
    if let name { rows.append(.init(name, at: Point(0, 0), .middle, .label, size: 10)) }
    if let sum {
      let role: Scene.Role = sum.look == .absent ? .muted : .gradient
      rows.append(.init("Σ " + sum.text, at: Point(0, 0), .middle, role, size: 10))
    }
    return rows
  }

  /// The size that holds every one of these, which one node has in turn.
  static func size(of gates: [Gate]) -> Size {
    var (width, height) = (0.0, 0.0)
    for gate in gates {
      width = max(width, gate.isOperation ? extent : 0)
      width = max(width, Metrics.width(of: gate.symbol, size: gate.symbolSize) + 18)
      for row in gate.rows { width = max(width, row.box.width + 18) }
      if let error = gate.error { width = max(width, ErrorMark.width(of: error) + 18) }
      let rows = 13 * Double(gate.rows.count) + (gate.error == nil ? 0 : 34)
      height = max(height, (gate.isOperation ? extent : 26) + rows)
    }
    return Size(width.rounded(.up), height)
  }

  func marks(in rect: Rect) -> [Scene.Mark] {
    let corner = isOperation ? Gate.extent / 2 : 6
    let baseline = rect.midY + symbolSize * 0.36 - 6.5 * Double(rows.count)
    var marks: [Scene.Mark] = [
      .box(rect, corner: corner, isOperation ? .gate : .card),
      .text(
        .init(symbol, at: Point(rect.midX, baseline), .middle, .name, size: symbolSize)),
    ]
    for (index, row) in rows.enumerated() {
      var text = row
      let middle = Double(index) - Double(rows.count - 1) / 2
      text.position = Point(rect.midX, rect.midY + 15.5 + 13 * middle)
      marks.append(.text(text))
    }
    if let error {
      marks += ErrorMark.marks(of: error, at: Point(rect.midX, rect.maxY - 12))
    }
    return marks
  }
}
