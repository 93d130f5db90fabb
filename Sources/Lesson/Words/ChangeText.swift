import Autograd

/// How the program computed a number that it put in place of another, read off the recording:
/// `w ← w − 0.1 · w.grad = 3.0 − 0.1 · 6.0 = 2.4`.
///
/// What an optimiser keeps between its steps has its own line: `exp_avg ← …`.
struct ChangeText {
  /// A line for each quantity with a name that was computed on the way, then the number itself;
  /// empty where it was written, or where the way is too long for a line.
  private(set) var lines: [String] = []
  private let recording: Recording
  /// The newest node of the last backward pass before the change, and what it was called with.
  private let since: Int
  /// The named quantities that were met, in order.
  private var met: [Int] = []
  private var terms = 0

  /// Longer ones fit on no line.
  private static let mostTerms = 16
  /// More named quantities than this are not followed.
  private static let mostLines = 5

  /// - Parameters:
  ///   - name: What was changed: `w`, `w.grad`.
  ///   - node: The node that computed what it is now.
  ///   - graph: Any graph of the recording.
  init(_ name: String, by node: Int, in graph: Graph) {
    recording = graph.recording
    since = recording.passes.last { $0.nodes.upperBound <= node }?.nodes.upperBound ?? 0
    guard let line = line(name, node) else { return }
    lines = [line]
    var next = 0
    while next < met.count, lines.count < Self.mostLines {
      terms = 0
      if let name = recording.nodes[met[next]].name, let line = self.line(name, met[next]) {
        lines.insert(line, at: 0)
      }
      next += 1
    }
  }

  private mutating func line(_ name: String, _ node: Int) -> String? {
    guard let formula = computed(node), formula.hasSymbols else { return nil }
    let value = NumberText.card(recording.nodes[node].value)
    let numbers = formula.numericText
    return "\(name) ← \(formula.text) = \(numbers)" + (numbers == value ? "" : " = \(value)")
  }

  /// A node as an operand; as deep as the terms that a line has room for.
  private mutating func operand(_ id: Int) -> Formula? {
    var id = id
    while recording.nodes[id].name == nil, recording.nodes[id].operation == .unary(.alias) {
      id = recording.nodes[id].operands[0]
    }
    let node = recording.nodes[id]
    terms += 1
    guard terms <= Self.mostTerms else { return nil }
    if let name = node.name {
      // What became of a gradient has been told as a step of its own.
      let isNew = id >= since && !node.operation.isSource && name.firstPlace(of: ".grad") == nil
      if isNew, !met.contains(id) { met.append(id) }
      return .symbol(name, node.value)
    }
    if node.operation.isSource { return .number(node.value) }
    return computed(id)
  }

  private mutating func computed(_ id: Int) -> Formula? {
    let node = recording.nodes[id]
    var operands: [Formula] = []
    for id in node.operands {
      guard let operand = operand(id) else { return nil }
      operands.append(operand)
    }
    switch node.operation {
    case .source: return nil
    case .unary(let unary): return operands[0].applying(unary)
    case .binary(let binary): return operands[0].joined(binary, operands[1])
    case .reduction(.multiplyAdd):
      return operands[0].joined(.add, operands[1].joined(.multiply, operands[2]))
    case .reduction(.lerp):
      let way = operands[1].joined(.subtract, operands[0])
      return operands[0].joined(.add, operands[2].joined(.multiply, way))
    case .reduction(.clamp): return operands[0].clamped(operands[1], operands[2])
    case .reduction(let reduction):
      let shown = Array(operands.dropFirst(reduction.parameters))
      if reduction.isSum, let first = shown.first {
        return shown.dropFirst().reduce(first) { $0.joined(.add, $1) }
      }
      let texts = operands.prefix(reduction.parameters).map {
        OperationText.Operand.number($0.number)
      }
      return .call(reduction.title(Array(texts)), shown, node.value)
    }
  }
}

extension Formula {
  /// A primitive of two operands; what is added with a negative factor is taken away.
  fileprivate func joined(_ operation: Binary, _ other: Formula) -> Formula {
    guard operation == .add, let opposite = other.opposite else {
      return applying(operation, other)
    }
    return applying(.subtract, opposite)
  }

  /// What it is the negative of; nil for what has no negative factor in front.
  private var opposite: Formula? {
    switch term {
    case .number(let number): number < 0 ? .number(-number) : nil
    case .unary(.negate, let inner): inner
    case .binary(.multiply, let factor, let rest):
      factor.opposite.map { $0.applying(.multiply, rest) }
    case .binary(.divide, let top, let bottom):
      top.opposite.map { $0.applying(.divide, bottom) }
    case .amount, .symbol, .unary, .binary, .call: nil
    }
  }

  /// The value within its bounds; a bound that is infinite is none.
  fileprivate func clamped(_ lower: Formula, _ upper: Formula) -> Formula {
    let above = lower.number == -.infinity ? self : applying(.maximum, lower)
    return upper.number == .infinity ? above : above.applying(.minimum, upper)
  }
}
