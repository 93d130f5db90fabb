package import Lesson

extension Card {
  /// What a fold shows: how much it hides, and the numbers that others take from it: its only
  /// output, a small tensor's as they stand in it, the extremes of a large one.
  package init(_ fold: Folding.Fold, in graph: Graph, _ frame: Frame?) {
    error = fold.members.lazy.compactMap { frame?.nodes[$0]?.error }.first
    title = Card.wrapped(fold.title)
    let hidden = "\(fold.members.count) values folded"
    let outputs = fold.outputs.isEmpty ? fold.members : fold.outputs
    if outputs.count == 1, let output = graph[outputs[0]] {
      let card = Card(output, frame?.nodes[output.id])
      value = card.value
      gradient = card.gradient
      notes = ["of \(output.symbol)", hidden]
      return
    }
    let numbers = FoldNumbers(outputs, in: graph, frame)
    value = numbers.value
    gradient = numbers.gradient
    table = fold.shape.flatMap { Table(numbers, shape: $0) }
    notes = numbers.notes + [hidden]
    if outputs.count == 1 { notes.insert("of \(graph.symbol(of: outputs[0]))", at: 0) }
  }

  /// Numbers as they stand in a small tensor, a line each row.
  package struct Table: Sendable, Equatable {
    /// The values, a text each row.
    package var values: [String]
    /// The gradients, a text each row.
    package var gradients: [String]

    /// Up to so many rows and columns the numbers are shown one by one.
    private static let most = 5

    /// Nil for what is not small, and where a number is missing.
    fileprivate init?(_ numbers: FoldNumbers, shape: [Int]) {
      let columns = shape.last ?? 0
      let rows = shape.dropLast().reduce(1, *)
      guard shape.count <= 2, columns <= Table.most, rows <= Table.most,
        rows * columns == numbers.values.count
      else { return nil }
      values = Table.lines(numbers.values, columns)
      let isWhole = numbers.gradients.count == numbers.values.count
      gradients = isWhole ? Table.lines(numbers.gradients, columns) : []
    }

    /// Columns of equal width, set to the right.
    private static func lines(_ numbers: [Double], _ columns: Int) -> [String] {
      let texts = numbers.map { NumberText.card($0) }
      let width = texts.map { Metrics.columns(of: $0) }.max() ?? 0
      return stride(from: 0, to: texts.count, by: columns).map { start in
        texts[start..<start + columns].map { text in
          String(repeating: "\u{A0}", count: width - Metrics.columns(of: text)) + text
        }.joined(separator: "\u{A0}\u{A0}")
      }
    }
  }
}

/// What is known of some nodes at a step.
private struct FoldNumbers {
  /// The values that are computed.
  private(set) var values: [Double] = []
  /// The gradients that have arrived.
  private(set) var gradients: [Double] = []
  private let count: Int
  /// How many of the nodes a gradient arrives at.
  private var tracked = 0

  init(_ nodes: [Int], in graph: Graph, _ frame: Frame?) {
    count = nodes.count
    for id in nodes {
      if frame?.isComputed(id) ?? true { values.append(graph[id]?.value ?? graph.value(of: id)) }
      if graph.kind(of: id)?.isTracked ?? false { tracked += 1 }
      if let gradient = frame?.gradient(of: id) { gradients.append(gradient) }
    }
  }

  var value: Card.Entry {
    if values.isEmpty { return Card.Entry(text: "not yet", look: .absent) }
    var range = FoldNumbers.range(values)
    if range.look == .zero { range.look = .number }
    return range
  }

  var gradient: Card.Entry {
    if tracked == 0 { return Card.Entry(text: "—", look: .absent) }
    if gradients.isEmpty { return Card.Entry(text: "not yet", look: .absent) }
    return FoldNumbers.range(gradients)
  }

  /// How much is still to come.
  var notes: [String] {
    var notes: [String] = []
    if values.count < count { notes.append("\(values.count) of \(count) computed") }
    if !gradients.isEmpty, gradients.count < tracked {
      notes.append("\(gradients.count) of \(tracked) arrived")
    }
    return notes
  }

  /// `−1.5 … 2.25`; what is no number is counted.
  private static func range(_ numbers: [Double]) -> Card.Entry {
    let bad = numbers.count { !$0.isFinite }
    if bad > 0 {
      let first = numbers.first { !$0.isFinite } ?? .nan
      let text = NumberText.card(first)
      return Card.Entry(
        text: bad == numbers.count ? text : "\(text), \(bad) of \(numbers.count)", look: .alarm)
    }
    let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 0)
    if least == most {
      return Card.Entry(text: NumberText.card(least), look: least == 0 ? .zero : .number)
    }
    return Card.Entry(
      text: "\(NumberText.card(least)) … \(NumberText.card(most))", look: .number)
  }
}
