/// A picture as shapes at their places, painted in order; what each looks like is told by its role.
package struct Scene: Sendable, Equatable {
  /// What the picture is called, for people who do not see it.
  package var title: String
  /// What it shows, in words, made from the same numbers.
  package var description: String
  package var bounds: Rect
  package var groups: [Group]

  /// Shapes that belong together, such as those of one card.
  package struct Group: Sendable, Equatable {
    package var roles: [Role]
    /// What the group stands for: `node 3`, `edge 3 5 0`.
    package var subject: String?
    /// What a pointer that rests on it is told.
    package var hint: String?
    package var marks: [Mark]

    package init(_ roles: [Role], subject: String? = nil, hint: String? = nil, _ marks: [Mark]) {
      self.roles = roles
      self.subject = subject
      self.hint = hint
      self.marks = marks
    }
  }

  /// One shape.
  package enum Mark: Sendable, Equatable {
    case box(Rect, corner: Double, Role)
    case curve(Curve, Role)
    /// A triangle whose tip is at a point, pointing in a direction of length 1.
    case arrowhead(tip: Point, direction: Point, Role)
    case text(Text)
  }

  /// One line of text.
  package struct Text: Sendable, Equatable {
    package var string: String
    /// On the baseline, at the anchored end.
    package var position: Point
    package var anchor: Anchor
    package var role: Role
    package var size: Double

    package init(
      _ string: String, at position: Point, _ anchor: Anchor, _ role: Role, size: Double
    ) {
      self.string = string
      self.position = position
      self.anchor = anchor
      self.role = role
      self.size = size
    }

    /// The room it takes, from ascender to descender.
    package var box: Rect {
      let width = Metrics.width(of: string, size: size)
      let x =
        switch anchor {
        case .start: position.x
        case .middle: position.x - width / 2
        case .end: position.x - width
        }
      return Rect(x: x, y: position.y - size * 0.76, width: width, height: size)
    }
  }

  /// Which part of a text stands at its position.
  package enum Anchor: String, Sendable {
    case start
    case middle
    case end
  }

  /// What something is, from which a theme tells how it looks; a class in SVG.
  package enum Role: String, Sendable, CaseIterable {
    // Groups.
    case leaf, constant, computed, untracked, detached, folded
    case root, focus, pending, error, firstOrder, higherOrder
    case edge, untrackedEdge, flowing, active, sent, seed
    case scope, caption, blank
    // Shapes.
    case card, gate, tab, wire, head, ring, alarm, slot
    // Texts.
    case heading, arithmetic, sentence, name, label, value, gradient, muted, note, alarmText
    case slotText
  }

  /// All texts, in painting order.
  package var texts: [Text] {
    groups.flatMap { $0.marks }.compactMap {
      guard case .text(let text) = $0 else { return nil }
      return text
    }
  }
}
