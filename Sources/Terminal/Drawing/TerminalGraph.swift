import Diagram
package import Lesson

/// Paints a frame of a graph with box characters, as much of it as there is room for.
package struct TerminalGraph: Sendable {
  static let titleLimit = 24

  private let plan: TerminalPlan
  private let frame: Frame
  /// The step that is drawn; nil where the graph is a question.
  private let step: Step?
  private let values: [Int: Double]
  private let inscriptions: Inscriptions
  private let isASCII: Bool
  private let active: Set<Int>
  private let focus: Layout.Unit?

  /// What stands in the graph instead of its numbers, where it is a question.
  package struct Inscriptions: Sendable {
    /// By node.
    package var values: [Int: String] = [:]
    /// By node.
    package var gradients: [Int: String] = [:]
    /// By edge.
    package var edges: [Graph.Edge: String] = [:]

    /// Nothing anywhere.
    package init() {}
  }

  /// How far a window is moved, in halves of it: to the right and down.
  package struct Pan: Sendable, Equatable {
    /// To the right.
    package var across = 0
    /// Down.
    package var down = 0

    /// Not at all.
    package init() {}
  }

  /// A step of a program.
  package init(_ plan: TerminalPlan, _ moment: Tour.StepView, ascii: Bool) {
    self.init(
      plan, moment.frame, moment.stop.step,
      values: Dictionary(moment.accounts.map { ($0.leaf, $0.value) }) { first, _ in first },
      Inscriptions(), ascii: ascii)
  }

  /// A graph as a question.
  ///
  /// - Parameters:
  ///   - plan: Where everything stands.
  ///   - frame: The state to draw; its focus is what is asked.
  ///   - inscriptions: What stands there instead of numbers.
  ///   - ascii: Whether to use no characters but ASCII.
  package init(
    _ plan: TerminalPlan, _ frame: Frame, _ inscriptions: Inscriptions, ascii: Bool
  ) {
    self.init(plan, frame, nil, values: [:], inscriptions, ascii: ascii)
  }

  private init(
    _ plan: TerminalPlan, _ frame: Frame, _ step: Step?, values: [Int: Double],
    _ inscriptions: Inscriptions, ascii: Bool
  ) {
    self.plan = plan
    self.frame = frame
    self.step = step
    self.values = values
    self.inscriptions = inscriptions
    isASCII = ascii
    let bundles = plan.layout.folding.bundles
    active = Set(
      bundles.indices.filter { bundles[$0].edges.contains { frame.edges[$0]?.isActive == true } })
    focus = frame.focus.map { plan.layout.unit(of: $0) }
  }

  /// The part of the graph around what the frame is about, or where it was moved to from there.
  package func canvas(width: Int, height: Int, pan: Pan = Pan()) -> TerminalCanvas {
    let center = focusCenter
    return canvas(
      width: width, height: height,
      left: Self.start(plan.width, width, around: center.x, moved: pan.across),
      top: Self.start(plan.height, height, around: center.y, moved: pan.down))
  }

  /// All of the graph in pieces, cut between columns as far as they are no wider than that.
  package func pieces(width: Int, height: Int) -> [TerminalCanvas] {
    let top = Self.start(plan.height, height, around: focusCenter.y, moved: 0)
    var pieces: [TerminalCanvas] = []
    var left = 0
    while left < plan.width {
      let ends = plan.columns.map { $0.x }.filter { $0 > left && $0 <= left + width }
      let end = left + width >= plan.width ? plan.width : ends.last ?? left + width
      pieces.append(
        canvas(width: end - left, height: min(height, plan.height), left: left, top: max(0, top)))
      left = end
    }
    return pieces
  }

  private func canvas(width: Int, height: Int, left: Int, top: Int) -> TerminalCanvas {
    var canvas = TerminalCanvas(width: width, height: height)
    canvas.isASCII = isASCII
    canvas.left = left
    canvas.top = top
    var wires = TerminalWires(isASCII: isASCII)
    for hop in plan.hops { draw(hop, on: &wires) }
    wires.paint(on: &canvas)
    for hop in plan.hops where hop.isLast { label(hop, on: &canvas) }
    for item in plan.items { draw(item, on: &canvas) }
    canvas.left = 0
    canvas.top = 0
    markEdges(of: &canvas, left, top)
    return canvas
  }

  /// Where a window begins: at half windows, so that the picture stands still as long as it can.
  private static func start(
    _ whole: Int, _ window: Int, around center: Int, moved steps: Int
  ) -> Int {
    if whole <= window { return -((window - whole) / 2) }
    let half = max(1, window / 2)
    let wanted = window < 52 && whole < 1 << 20 ? center - half : (center - half / 2) / half * half
    let start = max(0, min(whole - window, wanted))
    return max(0, min(whole - window, start + steps * half))
  }

  private var focusCenter: (x: Int, y: Int) {
    let content = focus.map(TerminalPlan.Content.unit)
    let target =
      plan.items.first { $0.content == content }
      ?? plan.hops.first { $0.bundle.map(active.contains) ?? false }.map { plan.items[$0.from] }
    return target.map { ($0.x + $0.width / 2, $0.y + $0.height / 2) } ?? (0, 0)
  }

  /// Says on which sides the graph goes on.
  private func markEdges(of canvas: inout TerminalCanvas, _ left: Int, _ top: Int) {
    let middle = canvas.height / 2
    if left > 0 { canvas.write(isASCII ? "<" : "◂", x: 0, y: middle, .bar) }
    if left + canvas.width < plan.width {
      canvas.write(isASCII ? ">" : "▸", x: canvas.width - 1, y: middle, .bar)
    }
    if top > 0 { canvas.write(isASCII ? "^" : "▴", x: canvas.width / 2, y: 0, .bar) }
    if top + canvas.height < plan.height {
      canvas.write(isASCII ? "v" : "▾", x: canvas.width / 2, y: canvas.height - 1, .bar)
    }
  }

  private func isActive(_ hop: TerminalPlan.Hop) -> Bool {
    guard let bundle = hop.bundle else { return step == .seeded }
    return active.contains(bundle)
  }

  private var isBackward: Bool {
    switch step {
    case .seeded, .hooked, .visited: true
    case .computed, .accumulated, .returned, .cleared, .updated, nil: false
    }
  }

  private func draw(_ hop: TerminalPlan.Hop, on wires: inout TerminalWires) {
    if case .seed(let node) = plan.items[hop.to].content, frame.seeds[node] == nil { return }
    let (from, to) = (plan.items[hop.from], plan.items[hop.to])
    let column = plan.columns[from.column]
    let start = from.content == .passage ? column.x : from.x + from.width
    let end = plan.columns[to.column].x - 1
    let rows = (plan.row(outOf: hop), plan.row(into: hop))
    let isActive = isActive(hop)
    let look =
      TerminalWires.Look(net: hop.from, isActive: isActive, isHeavy: isActive && isBackward)
    if let lane = hop.lane {
      let x = column.x + column.width + 1 + 2 * lane
      wires.run(from: start, to: x, row: rows.0, look)
      wires.drop(at: x, from: rows.0, to: rows.1, look)
      wires.run(from: x, to: end, row: rows.1, look)
    } else {
      wires.run(from: start, to: end, row: rows.1, look)
    }
    if from.content == .passage, rows.0 != plan.items[hop.from].y + 1 {
      wires.drop(at: start, from: from.y + 1, to: rows.0, look)
    }
    guard hop.isLast else { return }
    if hop.bundle == nil {
      wires.arrow(at: start, row: rows.0, pointsBack: true, look)
    } else if !(isActive && isBackward) {
      wires.arrow(at: end, row: rows.1, pointsBack: false, look)
    } else if let origin = origin(of: hop) {
      wires.arrow(
        at: plan.items[origin.from].x + plan.items[origin.from].width,
        row: plan.row(outOf: origin), pointsBack: true, look)
    }
  }

  /// The first part of an edge.
  private func origin(of hop: TerminalPlan.Hop) -> TerminalPlan.Hop? {
    plan.hops.first { $0.bundle == hop.bundle }
  }

  private func label(_ hop: TerminalPlan.Hop, on canvas: inout TerminalCanvas) {
    guard let bundle = hop.bundle else { return }
    let column = plan.columns[plan.items[hop.to].column]
    let before = plan.columns[plan.items[hop.to].column - 1]
    let (text, isSent) = label(plan.layout.folding.bundles[bundle])
    guard !text.isEmpty, before.label > 0 else { return }
    let shown = isASCII ? TerminalText.ascii(text) : text
    let x = column.x - 2 - before.label + (before.label - TerminalText.columns(of: shown)) / 2
    let style: TerminalStyle =
      active.contains(bundle) ? (isSent ? .active : .computing) : isSent ? .gradient : .muted
    canvas.write(shown, x: x, y: plan.row(into: hop), style)
  }

  private func label(_ bundle: Folding.Bundle) -> (text: String, isSent: Bool) {
    if let edge = bundle.edge, let text = inscriptions.edges[edge] { return (text, true) }
    return Self.label(bundle, frame)
  }

  /// What stands on an edge: the local derivative until a contribution was sent along it.
  static func label(_ bundle: Folding.Bundle, _ frame: Frame) -> (text: String, isSent: Bool) {
    guard let edge = bundle.edge else {
      return (bundle.isCounted ? "\(bundle.count) edges" : "", false)
    }
    let state = frame.edges[edge]
    if let sent = state?.contribution { return (EdgeText.contribution(sent), true) }
    return (state?.local.map(EdgeText.local) ?? "", false)
  }

  private func draw(_ item: TerminalPlan.Item, on canvas: inout TerminalCanvas) {
    switch item.content {
    case .passage: return
    case .seed(let node):
      guard let seed = frame.seeds[node] else { return }
      let style: TerminalStyle = step == .seeded ? .active : .gradient
      canvas.write(" seed \(text(NumberText.card(seed)))", x: item.x, y: item.y + 1, style)
    case .unit(let unit): draw(unit, item, on: &canvas)
    }
  }

  private func draw(
    _ unit: Layout.Unit, _ item: TerminalPlan.Item, on canvas: inout TerminalCanvas
  ) {
    let isFocus = unit == focus
    let border = border(of: unit, isFocus)
    let style: TerminalStyle =
      isFocus ? frame.isForward ? .computing : .active : .muted
    let (right, bottom) = (item.x + item.width - 1, item.y + item.height - 1)
    for row in item.y...bottom {
      let isEdge = row == item.y || row == bottom
      canvas.fill(
        x: item.x, y: row, width: item.width, isEdge ? border.horizontal : " ", style)
      if !isEdge {
        canvas.set(item.x, row, border.vertical, style)
        canvas.set(right, row, border.vertical, style)
      }
    }
    canvas.set(item.x, item.y, border.corners[0], style)
    canvas.set(right, item.y, border.corners[1], style)
    canvas.set(item.x, bottom, border.corners[2], style)
    canvas.set(right, bottom, border.corners[3], style)
    canvas.write(
      " \(TerminalText.cut(text(plan.title(of: unit)), to: Self.titleLimit)) ", x: item.x + 1,
      y: item.y, TerminalStyle(.text, strong: true, reversed: isFocus), limit: item.width - 2)
    let card = card(of: unit)
    write(card.value, "value", .value, item, row: 1, on: &canvas)
    write(card.gradient, "grad", isFocus ? .active : .gradient, item, row: 2, on: &canvas)
    for (index, note) in card.notes.enumerated() where 3 + index < item.height - 1 {
      canvas.write(
        text(note), x: item.x + 1, y: item.y + 3 + index, .muted, limit: item.width - 2)
    }
  }

  private func card(of unit: Layout.Unit) -> Card {
    switch unit {
    case .fold(let index):
      return Card(plan.layout.folding.folds[index], in: plan.layout.graph, frame)
    case .node(let id):
      guard var node = plan.layout.graph[id] else {
        preconditionFailure("node \(id) is not in the graph")
      }
      node.value = values[id] ?? node.value
      var card = Card(node, frame.nodes[id])
      if let value = inscriptions.values[id] { card.value = Card.Entry(0, written: value) }
      if let gradient = inscriptions.gradients[id] {
        card.gradient = Card.Entry(0, written: gradient)
      }
      return card
    }
  }

  private func write(
    _ entry: Card.Entry, _ label: String, _ style: TerminalStyle, _ item: TerminalPlan.Item,
    row: Int, on canvas: inout TerminalCanvas
  ) {
    canvas.write(label, x: item.x + 1, y: item.y + row, .muted)
    let shown = TerminalText.cut(text(entry.text), to: item.width - 8)
    let look: TerminalStyle =
      switch entry.look {
      case .number: style
      case .zero: TerminalStyle(style.role, strong: true)
      case .alarm: TerminalStyle(.alarm, strong: true, reversed: true)
      case .inheritedZero, .absent: .muted
      }
    canvas.write(
      shown, x: item.x + item.width - 1 - TerminalText.columns(of: shown), y: item.y + row, look)
  }

  private func text(_ text: String) -> String { isASCII ? TerminalText.ascii(text) : text }

  private struct Border {
    var corners: [String]
    var horizontal: String
    var vertical: String

    init(_ characters: String) {
      let parts = characters.map(String.init)
      corners = Array(parts.prefix(4))
      horizontal = parts[4]
      vertical = parts[5]
    }
  }

  /// Thick for a leaf, dashed for what has no gradient, double for what the step is about.
  private func border(of unit: Layout.Unit, _ isFocus: Bool) -> Border {
    if isFocus { return Border(isASCII ? "####=#" : "╔╗╚╝═║") }
    let kind: Graph.Kind? =
      switch unit {
      case .node(let id): plan.layout.graph[id]?.kind
      case .fold: nil
      }
    switch kind {
    case .leaf: return Border(isASCII ? "++++=|" : "┏┓┗┛━┃")
    case .constant, .untracked, .detached: return Border(isASCII ? "....-:" : "┌┐└┘╌┆")
    case .computed: return Border(isASCII ? "++++-|" : "╭╮╰╯─│")
    case nil: return Border(isASCII ? "++++~|" : "┌┐└┘─│")
    }
  }
}
