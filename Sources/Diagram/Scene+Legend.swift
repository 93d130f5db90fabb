extension Scene {
  /// Says below the picture what the marks that occur in it mean.
  mutating func addLegend() {
    let entries = LegendEntry.allCases.filter { $0.occurs(in: self) }
    guard !entries.isEmpty else { return }
    bounds.width = max(bounds.width, LegendEntry.leastWidth)
    var origin = Point(Layout.margin, bounds.maxY - Layout.margin + LegendEntry.height)
    for entry in entries {
      let width = entry.width
      if origin.x > Layout.margin, origin.x + width > bounds.maxX - Layout.margin {
        origin = Point(Layout.margin, origin.y + LegendEntry.height)
      }
      groups += entry.groups(at: origin)
      origin.x += width + 24
    }
    bounds.height = origin.y + LegendEntry.height / 2 + Layout.margin - bounds.y
  }
}

/// A mark of a picture, and what it means.
private enum LegendEntry: CaseIterable {
  case leaf, constant, computed, detached, root, folded, firstOrder, higherOrder
  case local, sent, weighted, seed
  case shades, zero, inheritedZero, alarm, pending, computing, focus, error

  static let height = 30.0
  static let leastWidth = 560.0
  private static let sample = Size(46, 20)
  private static let textSize = 11.0

  private var words: String {
    switch self {
    case .leaf: "leaf: what you want gradients of"
    case .constant: "constant: needs no gradient"
    case .computed: "computed from what stands left of it"
    case .detached: "detached: its history is cut off"
    case .root: "root: backward() starts here"
    case .folded: "several numbers as one card"
    case .firstOrder: "order 1: a backward pass computed it"
    case .higherOrder: "order 2: a pass through such a pass"
    case .local: "×: local derivative, out of one step in"
    case .sent: "+: upstream × local, sent back"
    case .weighted: "width: size of what was sent, log scale"
    case .seed: "seed: the gradient that enters"
    case .shades: "darker: larger; grey with a bar: below 0"
    case .zero: "exactly 0, and born here"
    case .inheritedZero: "0 because what was sent is 0"
    case .alarm: "no number, or without bound"
    case .pending: "not computed yet"
    case .computing: "this step computes it"
    case .focus: "this step is about it"
    case .error: "responsible for the error"
    }
  }

  var width: Double {
    LegendEntry.sample.width + 8 + Metrics.width(of: words, size: LegendEntry.textSize)
  }

  /// The role of the groups that look so; nil for what only marks tell.
  private var role: Scene.Role? {
    switch self {
    case .leaf: .leaf
    case .constant: .constant
    case .computed: .computed
    case .detached: .detached
    case .root: .root
    case .folded: .folded
    case .firstOrder: .firstOrder
    case .higherOrder: .higherOrder
    case .sent: .sent
    case .weighted: .weighted
    case .seed: .seed
    case .pending: .pending
    case .computing: .computing
    case .focus: .focus
    case .error: .error
    case .local, .shades, .zero, .inheritedZero, .alarm: nil
    }
  }

  func occurs(in scene: Scene) -> Bool {
    switch self {
    case .constant:
      scene.groups.contains { $0.roles.contains(.constant) || $0.roles.contains(.untracked) }
    case .focus:
      scene.groups.contains { $0.roles.contains(.focus) && !$0.roles.contains(.computing) }
    case .sent: scene.groups.contains { $0.roles.contains(.sent) || $0.roles.contains(.active) }
    case .local: scene.texts.contains { $0.role == .label && $0.string.hasPrefix("×") }
    case .shades: scene.hasMark(.negativeCell)
    case .zero: scene.hasMark(.ring)
    case .alarm: scene.hasMark(.alarm)
    case .inheritedZero: scene.texts.contains { $0.role == .muted && $0.string == "0.0" }
    case .leaf, .computed, .detached, .root, .folded, .firstOrder, .higherOrder, .weighted,
      .seed, .pending, .computing, .error:
      role.map { role in scene.groups.contains { $0.roles.contains(role) } } ?? false
    }
  }

  /// The sample and the words behind it; the point is the middle of the sample's left edge.
  func groups(at point: Point) -> [Scene.Group] {
    let words = Scene.Text(
      self.words, at: Point(point.x + LegendEntry.sample.width + 8, point.y + 4), .start, .label,
      size: LegendEntry.textSize)
    return [sample(at: point), Scene.Group([.caption], [.text(words)])]
  }

  private func sample(at point: Point) -> Scene.Group {
    let size = LegendEntry.sample
    let rect = Rect(
      x: point.x, y: point.y - size.height / 2, width: size.width, height: size.height)
    let box = Scene.Mark.box(rect, corner: 6, .card)
    let line = Curve(from: Point(rect.x, rect.midY), to: Point(rect.maxX, rect.midY))
    func number(_ text: String, _ role: Scene.Role) -> Scene.Text {
      Scene.Text(text, at: Point(rect.midX, rect.midY + 4), .middle, role, size: 12)
    }
    switch self {
    case .leaf, .constant, .computed, .detached, .firstOrder, .higherOrder, .pending, .focus,
      .error:
      return Scene.Group([role].compactMap { $0 }, [box])
    case .computing: return Scene.Group([.focus, .computing], [box])
    case .root: return Scene.Group([.root], [box, .box(rect.inset(by: 3), corner: 4, .rootLine)])
    case .folded:
      let shift = Point(3, 3)
      return Scene.Group([.folded], [.box(rect.offset(by: shift), corner: 6, .card), box])
    case .local:
      return Scene.Group([.edge], line.marks() + [.text(above(rect, "×2", .label))])
    case .sent:
      return Scene.Group(
        [.edge, .sent], line.marks() + [.back(along: line), .text(above(rect, "+6.0", .gradient))])
    case .weighted:
      return Scene.Group([.edge, .sent, .weighted], lineWidth: 4, [.curve(line, .wire)])
    case .seed: return Scene.Group([.seed, .active], line.reversed.marks())
    case .shades:
      let cells = (0..<3).map { index in
        Rect(x: rect.x + 4 + 13 * Double(index), y: rect.midY - 6.5, width: 13, height: 13)
      }
      let bar = Rect(center: cells[2].center, size: Size(6.5, 1.2))
      return Scene.Group(
        [.computed],
        [
          .cells([cells[0]], strength: 0.25, .valueCell),
          .cells([cells[1]], strength: 0.9, .valueCell),
          .cells([cells[2]], strength: 0.25, .negativeCell), .cells([bar], strength: 1, .sign),
        ])
    case .zero:
      let text = number("0.0", .gradient)
      return Scene.Group(
        [.computed], [.box(text.box.inset(by: -2), corner: 6, .ring), .text(text)])
    case .inheritedZero: return Scene.Group([.computed], [.text(number("0.0", .muted))])
    case .alarm:
      let text = number("nan", .alarmText)
      return Scene.Group(
        [.computed], [.box(text.box.inset(by: -2), corner: 3, .alarm), .text(text)])
    }
  }

  private func above(_ rect: Rect, _ text: String, _ role: Scene.Role) -> Scene.Text {
    Scene.Text(text, at: Point(rect.midX, rect.midY - 4), .middle, role, size: 10)
  }
}

extension Curve {
  /// The line with an arrow's tip at its end.
  fileprivate func marks() -> [Scene.Mark] {
    [.curve(shortened(by: 6), .wire), .arrowhead(tip: end, direction: arrival, .head)]
  }
}

extension Scene {
  fileprivate func hasMark(_ role: Role) -> Bool {
    groups.contains { group in
      group.marks.contains { mark in
        switch mark {
        case .box(_, _, let own), .cells(_, _, let own): return own == role
        case .curve, .arrowhead, .text: return false
        }
      }
    }
  }
}
