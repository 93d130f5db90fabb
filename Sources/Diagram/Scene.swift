/// A picture as shapes at their places, painted in order; what each looks like is told by its role.
package struct Scene: Sendable, Equatable {
  /// What the picture is called, for people who do not see it.
  package var title: String
  /// What it shows, in words, made from the same numbers.
  package var description: String
  /// What the picture takes, in points; everything is painted inside of it.
  package var bounds: Rect
  /// The shapes that belong together, in painting order.
  package var groups: [Group]

  /// Shapes that belong together, such as those of one card.
  package struct Group: Sendable, Equatable {
    /// What the group is, such as a leaf in focus; a theme styles its marks by these.
    package var roles: [Role]
    /// What the group stands for: `node 3`, `edge 3 5 0`.
    package var subject: String?
    /// What a pointer that rests on it is told.
    package var hint: String?
    /// The width of its wires in points; nil for the theme's own.
    package var lineWidth: Double?
    /// The shapes of the group, in painting order.
    package var marks: [Mark]

    /// A group of shapes with what it stands for.
    package init(
      _ roles: [Role], subject: String? = nil, hint: String? = nil, lineWidth: Double? = nil,
      _ marks: [Mark]
    ) {
      self.roles = roles
      self.subject = subject
      self.hint = hint
      self.lineWidth = lineWidth
      self.marks = marks
    }
  }

  /// One shape.
  package enum Mark: Sendable, Equatable {
    /// A rectangle, with the radius of its corners in points.
    case box(Rect, corner: Double, Role)
    /// An open line.
    case curve(Curve, Role)
    /// A triangle whose tip is at a point, pointing in a direction of length 1.
    case arrowhead(tip: Point, direction: Point, Role)
    /// A line of text.
    case text(Text)
    /// Rectangles of one colour, from 0 for none of it to 1 for all.
    case cells([Rect], strength: Double, Role)
  }

  /// One line of text.
  package struct Text: Sendable, Equatable {
    /// The characters, not escaped.
    package var string: String
    /// On the baseline, at the anchored end.
    package var position: Point
    /// Which part of the text stands at ``position``.
    package var anchor: Anchor
    /// What the text says, from which its colour and weight follow.
    package var role: Role
    /// The size of the font, in points.
    package var size: Double

    /// A line of text at its place.
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
    /// The left end.
    case start
    /// The middle.
    case middle
    /// The right end.
    case end
  }

  /// What something is, from which a theme tells how it looks; a class in SVG.
  package enum Role: String, Sendable, CaseIterable {
    // Groups.
    /// What a node is; `folded` are several drawn as one.
    case leaf, constant, computed, untracked, detached, folded
    /// How a node stands at a step: asked for, looked at, and that on the way forward, not computed
    /// yet, at fault, of a higher order.
    case root, focus, computing, pending, error, firstOrder, higherOrder
    /// What an edge is, whether a value or a gradient runs through it at this step or has before, and
    /// whether its width tells how much.
    case edge, untrackedEdge, flowing, active, sent, weighted, seed
    /// The box of a call, what is said above and below a graph, and a place to fill in.
    case scope, caption, blank
    // Shapes.
    /// The outlines, lines and tips that groups are made of; `back` is the tip where a gradient came
    /// back, `rootLine` the second line around a root, `slot` the box of a blank.
    case card, gate, tab, wire, head, back, rootLine, ring, alarm, slot
    /// A number as a cell: above zero, as a gradient or not, or below; the bars that say so, the
    /// frame around cells and the brackets around digits.
    case valueCell, gradientCell, negativeCell, sign, signOnDark, cellFrame, bracket
    // Texts.
    /// What a text says, and how loudly.
    case heading, arithmetic, sentence, name, label, value, gradient, muted, note, alarmText
    /// The text in the box of a blank.
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
