extension Card {
  func marks(in rect: Rect) -> [Scene.Mark] {
    var marks: [Scene.Mark] = [.box(rect, corner: 8, .card)]
    var y = rect.y + 18
    for line in title {
      marks.append(.text(.init(line, at: Point(rect.midX, y), .middle, .name, size: 12)))
      y += 14
    }
    y += 3
    for (label, entry, role) in [
      ("value", value, Scene.Role.value), ("grad", gradient, Scene.Role.gradient),
    ] {
      marks.append(.text(.init(label, at: Point(rect.x + 9, y), .start, .label, size: 10)))
      marks += entry.marks(at: Point(rect.maxX - 9, y), role)
      y += 16
    }
    for line in notes {
      marks.append(.text(.init(line, at: Point(rect.midX, y), .middle, .note, size: 10)))
      y += 14
    }
    return marks
  }
}

extension Card.Entry {
  func marks(at end: Point, _ role: Scene.Role) -> [Scene.Mark] {
    var text = Scene.Text(self.text, at: end, .end, role, size: 12)
    switch look {
    case .number: return [.text(text)]
    case .zero: return [.box(text.box.inset(by: -2), corner: 6, .ring), .text(text)]
    case .absent:
      text.role = .muted
      text.size = 10
      return [.text(text)]
    case .alarm:
      text.role = .alarmText
      return [.box(text.box.inset(by: -2), corner: 3, .alarm), .text(text)]
    }
  }
}
