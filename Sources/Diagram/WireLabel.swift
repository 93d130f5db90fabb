internal import Lesson

/// The two texts of a wire: one above it (right of it when it runs down), one below.
struct WireLabel: Sendable, Equatable {
  var above: Line?
  var below: Line?

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
    // What receives it is told by the wire where the whole would be too long.
    let short = rule.isAdded ? "+ \(rule.text)" : rule.text
    let text = Metrics.columns(of: rule.equation) <= 24 ? rule.equation : short
    let line = Line(
      text: Metrics.cut(text, columns: 44), role: isSent ? .gradient : .label, size: 11)
    if isSent { below = line } else { above = line }
  }

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
    let lines = labels.flatMap { [$0.above, $0.below] }.compactMap { $0 }
    guard let width = lines.map({ Metrics.width(of: $0.text, size: $0.size) + 8 }).max() else {
      return nil
    }
    return switch direction {
    case .leftToRight: Size(width.rounded(.up), 36)
    case .topToBottom: Size((2 * width).rounded(.up), 22)
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
    return (above?.marks(at: high, anchors.0) ?? []) + (below?.marks(at: low, anchors.1) ?? [])
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
