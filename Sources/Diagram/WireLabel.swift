internal import Lesson

/// The two texts of a wire: one above it (right of it when it runs down), one below.
struct WireLabel: Sendable, Equatable {
  var above: Line?
  var below: Line?
  /// What goes on under the text below.
  var more: [Line] = []

  struct Line: Sendable, Equatable {
    var text: String
    var role: Scene.Role
    var size: Double
    var isAlarming = false
  }

  /// The local derivative, or that the program has its own, and what was sent.
  init(_ state: Frame.EdgeState?, isCustom: Bool) {
    above =
      isCustom
      ? Line(text: EdgeText.custom, role: .label, size: 10.5)
      : state?.local.map {
        Line(text: EdgeText.local($0), role: .label, size: 10.5, isAlarming: !$0.isFinite)
      }
    below = state?.contribution.map {
      Line(
        text: EdgeText.contribution($0), role: .gradient, size: 12, isAlarming: !$0.isFinite)
    }
  }

  /// A rule in tensors, in the gradients' colour once it has been used.
  init(_ rule: Outline.Rule, isSent: Bool) {
    let isShort = Metrics.columns(of: rule.equation) <= WireLabel.columns
    let texts =
      isShort
      ? [rule.equation] : [rule.head] + Metrics.wrapped(rule.glued, columns: WireLabel.columns)
    let lines = texts.map { text in
      Line(
        text: text.substituting("\u{A0}", by: " "), role: isSent ? .gradient : .label, size: 11)
    }
    below = lines.first
    more = Array(lines.dropFirst())
  }

  /// A rule takes no more room than this along its wire.
  private static let columns = 24
  private static let lineHeight = 13.0

  /// For how many edges one stands; where both ends say how much they hide, only the value that a
  /// gate's card lacks.
  init?(_ bundle: Folding.Bundle, of graph: Graph, _ view: Layout.View) {
    guard bundle.isCounted else {
      guard view == .circuit, let node = graph[bundle.edges[0].from], !node.kind.isComputed else {
        return nil
      }
      above = WireLabel.value(of: node, nil)
      return
    }
    above = Line(text: "\(bundle.count) edges", role: .label, size: 10.5)
  }

  /// The value that runs along a wire of a circuit, and the gradient that came back.
  init(_ node: Graph.Node, _ state: Frame.NodeState?, _ edge: Frame.EdgeState?) {
    above = WireLabel.value(of: node, state)
    below = edge?.contribution.map {
      Line(text: NumberText.card($0), role: .gradient, size: 12, isAlarming: !$0.isFinite)
    }
  }

  /// The value that leaves a circuit, and the gradient that enters it.
  init(root node: Graph.Node, _ state: Frame.NodeState?, seed: Double?) {
    above = WireLabel.value(of: node, state)
    below = seed.map(WireLabel.seed)
  }

  /// What a view shows at a root; nil for nothing.
  init?(root: Int, of graph: Graph, _ frame: Frame, _ view: Layout.View) {
    if view == .circuit, let node = graph[root] {
      self.init(root: node, frame.nodes[root], seed: frame.seeds[root])
    } else if let seed = frame.seeds[root] {
      self.init(seed: seed)
    } else {
      return nil
    }
  }

  /// What enters a root.
  init(seed: Double) {
    above = Line(text: "seed", role: .label, size: 10.5)
    below = WireLabel.seed(seed)
  }

  private static func seed(_ number: Double) -> Line {
    Line(text: NumberText.card(number), role: .gradient, size: 12, isAlarming: !number.isFinite)
  }

  private static func value(of node: Graph.Node, _ state: Frame.NodeState?) -> Line? {
    guard state?.isComputed ?? true else { return nil }
    return Line(
      text: NumberText.card(node.value), role: .value, size: 12, isAlarming: !node.value.isFinite)
  }

  /// The room that holds every one of these; nil if there is never any text.
  static func size(of labels: [WireLabel], _ direction: Direction) -> Size? {
    let lines = labels.flatMap { [$0.above, $0.below].compactMap { $0 } + $0.more }
    guard let width = lines.map({ Metrics.width(of: $0.text, size: $0.size) + 8 }).max() else {
      return nil
    }
    // The line runs through the middle.
    let more = 2 * lineHeight * Double(labels.map { $0.more.count }.max() ?? 0)
    return switch direction {
    case .leftToRight: Size(width.rounded(.up), 36 + more)
    case .topToBottom: Size((2 * width).rounded(.up), 22 + more)
    }
  }

  /// The texts beside the line that runs through the middle of a rectangle.
  func marks(in rect: Rect, _ direction: Direction) -> [Scene.Mark] {
    let (high, low, anchors): (Point, Point, (Scene.Anchor, Scene.Anchor)) =
      switch direction {
      case .leftToRight:
        (Point(rect.midX, rect.midY - 5), Point(rect.midX, rect.midY + 14), (.middle, .middle))
      case .topToBottom:
        (Point(rect.midX + 6, rect.midY + 4), Point(rect.midX - 6, rect.midY + 4), (.start, .end))
      }
    let rest = more.enumerated().flatMap { index, line in
      line.marks(at: low + Point(0, WireLabel.lineHeight * Double(index + 1)), anchors.1)
    }
    return (above?.marks(at: high, anchors.0) ?? []) + (below?.marks(at: low, anchors.1) ?? [])
      + rest
  }
}

extension Outline.Rule {
  /// The right side, in which a gradient and its name, a comparison and a divisor stay together.
  fileprivate var glued: String {
    ["grad ", " > ", " = ", " / ", " to each"].reduce(text) { text, part in
      text.substituting(part, by: part.substituting(" ", by: "\u{A0}"))
    }
  }
}

extension WireLabel.Line {
  func marks(at position: Point, _ anchor: Scene.Anchor) -> [Scene.Mark] {
    let text = Scene.Text(
      self.text, at: position, anchor, isAlarming ? .alarmText : role, size: size)
    guard isAlarming else { return [.text(text)] }
    return [.box(text.box.inset(by: -2), corner: 3, .alarm), .text(text)]
  }
}
