extension Card {
  func marks(in rect: Rect) -> [Scene.Mark] {
    var marks: [Scene.Mark] = [.box(rect, corner: 8, .card)]
    var y = rect.y + 18
    for line in title {
      marks.append(.text(.init(line, at: Point(rect.midX, y), .middle, .name, size: 12)))
      y += 14
    }
    y += 3
    if let table {
      let size = table.size
      marks += table.marks(at: Point(rect.midX - size.width / 2, y - 8), gradient)
      y += size.height + 8
    }
    for row in table == nil ? rows : [] {
      if !row.label.isEmpty {
        marks.append(.text(.init(row.label, at: Point(rect.x + 9, y), .start, .label, size: 10)))
      }
      let role: Scene.Role = row.isGradient ? .gradient : .value
      marks += row.entry.marks(at: Point(rect.maxX - 9, y), role)
      y += 16
    }
    for line in notes {
      marks.append(.text(.init(line, at: Point(rect.midX, y), .middle, .note, size: 10)))
      y += 14
    }
    if let error { marks += ErrorMark.marks(of: error, at: Point(rect.midX, y + 2)) }
    return marks
  }
}

/// The row that names an error.
enum ErrorMark {
  private static func text(of type: String) -> String { "✕ " + type }

  static func width(of type: String) -> Double { Metrics.width(of: text(of: type), size: 10) + 6 }

  static func marks(of type: String, at middle: Point) -> [Scene.Mark] {
    let text = Scene.Text(self.text(of: type), at: middle, .middle, .alarmText, size: 10)
    return [.box(text.box.inset(by: -3), corner: 3, .alarm), .text(text)]
  }
}

extension Card.Entry {
  func marks(at end: Point, _ role: Scene.Role) -> [Scene.Mark] {
    var text = Scene.Text(self.text, at: end, .end, role, size: 12)
    switch look {
    case .number: return [.text(text)]
    case .zero: return [.box(text.box.inset(by: -2), corner: 6, .ring), .text(text)]
    case .inheritedZero:
      text.role = .muted
      return [.text(text)]
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
