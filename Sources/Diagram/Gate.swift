internal import Lesson

/// What a circuit shows of a node: the sign of a gate, or the name at the end of a wire.
struct Gate: Sendable, Equatable {
  var symbol: String
  var isOperation: Bool
  /// Below the sign: the program's name, and the sum where several wires bring a gradient.
  var name: String?
  var sum: Card.Entry?

  init(_ node: Graph.Node, _ state: Frame.NodeState?, uses: Int) {
    isOperation = node.isOperation
    symbol =
      isOperation ? Gate.symbol(of: node.expression) : Card.oneLineTitle(of: node)
    name = isOperation ? node.name : nil
    if uses > 1, node.needsGradient {
      sum = Card(node, state).gradient
    }
  }

  /// The operator of an expression, with the number that it is applied with: `×`, `+ 1.0`, `relu`.
  static func symbol(of expression: String) -> String {
    let tokens = expression.split(separator: " ").map(String.init)
    let operators = ["+", "−", "-", "×", "*", "·", "/", "÷", "^", "**", "@"]
    func isNumber(_ text: String) -> Bool {
      Double(text.hasPrefix("−") ? "-" + text.dropFirst() : text) != nil
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
      return Metrics.wrapped(String(function), columns: 16).first ?? expression
    }
    return expression
  }

  /// The height of a gate, and the width of one with a short sign.
  static let extent = 36.0

  var symbolSize: Double { isOperation && symbol.count == 1 ? 18 : 12 }

  var symbolWidth: Double {
    max(Gate.extent, (Metrics.width(of: symbol, size: symbolSize) + 18).rounded(.up))
  }

  var symbolHeight: Double { isOperation ? Gate.extent : 26 }

  var rows: [Scene.Text] {
    var rows: [Scene.Text] = []
    if let name { rows.append(.init(name, at: Point(0, 0), .middle, .name, size: 10)) }
    if let sum {
      let role: Scene.Role = sum.look == .absent ? .muted : .gradient
      rows.append(.init("Σ " + sum.text, at: Point(0, 0), .middle, role, size: 10))
    }
    return rows
  }

  /// The size that holds every one of these, with the sign in the middle.
  static func size(of gates: [Gate]) -> Size {
    let widths = gates.flatMap { [$0.symbolWidth] + $0.rows.map { $0.box.width + 4 } }
    let heights = gates.map { $0.symbolHeight + 2 * 13 * Double($0.rows.count) }
    return Size((widths.max() ?? extent).rounded(.up), heights.max() ?? extent)
  }

  func marks(at center: Point) -> [Scene.Mark] {
    let body = Rect(center: center, size: Size(symbolWidth, symbolHeight))
    var marks: [Scene.Mark] = [
      .box(body, corner: isOperation ? Gate.extent / 2 : 6, isOperation ? .gate : .card),
      .text(
        .init(
          symbol, at: Point(center.x, center.y + symbolSize * 0.36), .middle, .name,
          size: symbolSize)),
    ]
    for (index, row) in rows.enumerated() {
      var text = row
      text.position = Point(center.x, body.maxY + 11 + 13 * Double(index))
      marks.append(.text(text))
    }
    return marks
  }
}
