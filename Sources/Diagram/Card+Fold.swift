internal import Autograd
package import Lesson

extension Card {
  /// What a fold shows: a tensor's numbers as they stand in it; of other folds what others take
  /// from them, and how much is hidden.
  package init(_ fold: Folding.Fold, in graph: Graph, _ frame: Frame?) {
    error = fold.members.lazy.compactMap { frame?.nodes[$0]?.error }.first
    title = Card.wrapped(fold.title)
    let hidden = fold.isTensor ? [] : ["\(fold.members.count) values folded"]
    let outputs = fold.outputs.isEmpty ? fold.members : fold.outputs
    if outputs.count == 1, fold.block?.nodes.count ?? 1 == 1, let output = graph[outputs[0]] {
      let card = Card(output, frame?.nodes[output.id])
      value = card.value
      gradient = card.gradient
      notes = fold.isTensor ? card.notes : ["of \(output.symbol)"] + hidden
      return
    }
    let numbers = FoldNumbers(outputs, in: graph, frame)
    value = numbers.value
    gradient = numbers.gradient
    table = fold.block.flatMap { Table($0.shape, $0.nodes, in: graph, frame, numbers) }
    notes = numbers.notes + hidden
    if outputs.count == 1, !fold.isTensor {
      notes.insert("of \(graph.symbol(of: outputs[0]))", at: 0)
    }
  }

  /// A tensor's numbers, and its gradients beside or below them.
  package struct Table: Sendable, Equatable {
    /// The values.
    let values: NumberGrid
    /// The gradients; nil where none has arrived.
    let gradients: NumberGrid?
    /// Whether gradients may arrive at all.
    let isTracked: Bool

    /// Nil for a single number or none, and before any is computed.
    fileprivate init?(
      _ shape: [Int], _ nodes: [Int], in graph: Graph, _ frame: Frame?, _ numbers: FoldNumbers
    ) {
      guard nodes.count > 1, shape.reduce(1, *) == nodes.count, numbers.hasValues else {
        return nil
      }
      values = NumberGrid(
        shape: shape,
        numbers: nodes.map { id in
          frame?.isComputed(id) ?? true ? graph[id]?.value ?? graph.value(of: id) : nil
        }, isGradient: false)
      // What a pass left out of a tensor that it reached is zero.
      let missing = frame?.tellsWholePass ?? false ? Optional(0.0) : nil
      let arrived = nodes.map { frame?.gradient(of: $0) ?? (numbers.hasGradients ? missing : nil) }
      gradients =
        arrived.contains { $0 != nil }
        ? NumberGrid(shape: shape, numbers: arrived, isGradient: true) : nil
      isTracked = numbers.isTracked
    }

    /// The words over or before each of the two.
    private static let label = 38.0
    private static let gap = 12.0
    private static let head = 15.0

    /// Beside each other where that makes the card more like a page than a strip.
    private var isBeside: Bool {
      let size = values.size
      let beside = 2 * size.width / (size.height + Table.head)
      let below = (size.width + Table.label) / (2 * size.height)
      let wanted = 1.3
      return max(beside / wanted, wanted / beside) <= max(below / wanted, wanted / below)
    }

    private var gradientSize: Size {
      guard let gradients else { return Size(Metrics.width(of: "not yet", size: 11), 16) }
      return gradients.size
    }

    var size: Size {
      let (first, second) = (values.size, gradientSize)
      guard isTracked else { return Size(Table.label + first.width, first.height) }
      return isBeside
        ? Size(
          max(first.width, Table.label) + Table.gap + max(second.width, Table.label),
          max(first.height, second.height) + Table.head)
        : Size(
          Table.label + max(first.width, second.width), first.height + 6 + second.height)
    }

    func marks(at origin: Point, _ gradient: Entry) -> [Scene.Mark] {
      func label(_ text: String, _ x: Double, _ y: Double) -> Scene.Mark {
        .text(.init(text, at: Point(x, y), .start, .label, size: 11))
      }
      func gradientMarks(at corner: Point) -> [Scene.Mark] {
        gradients?.marks(at: corner)
          ?? gradient.marks(at: Point(corner.x + gradientSize.width, corner.y + 12), .gradient)
      }
      guard isTracked else {
        return [label("value", origin.x, origin.y + values.size.height / 2 + 4)]
          + values.marks(at: Point(origin.x + Table.label, origin.y))
      }
      if isBeside {
        let x = origin.x + max(values.size.width, Table.label) + Table.gap
        return [label("value", origin.x, origin.y + 10), label("grad", x, origin.y + 10)]
          + values.marks(at: Point(origin.x, origin.y + Table.head))
          + gradientMarks(at: Point(x, origin.y + Table.head))
      }
      let y = origin.y + values.size.height + 6
      return [
        label("value", origin.x, origin.y + values.size.height / 2 + 4),
        label("grad", origin.x, y + gradientSize.height / 2 + 4),
      ] + values.marks(at: Point(origin.x + Table.label, origin.y))
        + gradientMarks(at: Point(origin.x + Table.label, y))
    }
  }
}

/// What is known of some nodes at a step.
struct FoldNumbers {
  /// The values that are computed.
  private var values: [Double] = []
  /// The gradients that have arrived.
  private var gradients: [Double] = []
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

  var hasValues: Bool { !values.isEmpty }
  var hasGradients: Bool { !gradients.isEmpty }
  var isTracked: Bool { tracked > 0 }

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
  static func range(_ numbers: [Double]) -> Card.Entry {
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
