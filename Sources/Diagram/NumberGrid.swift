import Lesson

/// The numbers of a tensor as they stand in it: digits where they are few, cells whose colour tells
/// sign and size where they are many.
package struct NumberGrid: Sendable, Equatable {
  /// What a slice of the tensor has; slices stand side by side.
  let rows: Int
  /// The numbers side by side in a slice.
  let columns: Int
  /// How many matrices there are.
  let slices: Int
  /// Slice by slice and row by row; nil for a number that is not there yet.
  let numbers: [Double?]
  /// Whether these are gradients.
  let isGradient: Bool

  /// Up to so many numbers are written in digits.
  private static let mostDigits = 25
  /// In one column there may be more of them than in a row.
  private static let longestColumn = 8
  private static let widestRow = 5
  /// Matrices beside each other; more are rows of one.
  private static let mostSlices = 8
  /// A map of cells has no more of them in a row or column; beyond, one stands for several.
  private static let mostCells = 32
  private static let rowHeight = 17.0
  private static let fontSize = 12.0
  /// How strong the strongest colour behind digits is, so that they stay readable.
  package static let shade = 0.08
  /// Between slices, and between columns.
  private static let gap = 10.0

  /// - Precondition: The shape holds as many numbers as there are.
  init(shape: [Int], numbers: [Double?], isGradient: Bool) {
    precondition(shape.reduce(1, *) == numbers.count, "the shape holds no \(numbers.count) numbers")
    self.numbers = numbers
    self.isGradient = isGradient
    switch shape.count {
    case 0: (rows, columns, slices) = (1, 1, 1)
    case 1:
      let isColumn = shape[0] <= NumberGrid.longestColumn
      (rows, columns) = isColumn ? (shape[0], 1) : (1, shape[0])
      slices = 1
    default:
      let lead = shape.dropLast(2).reduce(1, *)
      let isOne = lead > NumberGrid.mostSlices
      (rows, columns) = (shape[shape.count - 2] * (isOne ? lead : 1), shape[shape.count - 1])
      slices = isOne ? 1 : lead
    }
  }

  /// Whether the numbers are written out.
  var isWritten: Bool {
    numbers.count <= NumberGrid.mostDigits
      && (columns == 1 ? rows <= NumberGrid.longestColumn : columns <= NumberGrid.widestRow)
  }

  // MARK: Digits

  /// The rows as lines of equal width, set to the right.
  var lines: [String] {
    NumberText.lines(of: numbers, columns: columns, space: "\u{A0}", gap: "\u{A0}\u{A0}")
  }

  /// The width of each column of each slice.
  private var widths: [[Double]] {
    (0..<slices).map { slice in
      (0..<columns).map { column in
        (0..<rows).map { row in
          Metrics.width(
            of: NumberText.cell(numbers[(slice * rows + row) * columns + column]), size: 12) + 8
        }.max() ?? 0
      }
    }
  }

  // MARK: Cells

  /// How many numbers a cell stands for, down and across.
  private var steps: (down: Int, across: Int) {
    func step(_ count: Int) -> Int { (count + NumberGrid.mostCells - 1) / NumberGrid.mostCells }
    return (max(step(rows), 1), max(step(columns), 1))
  }

  /// The cells of a slice, down and across.
  private var cells: (down: Int, across: Int) {
    let steps = steps
    return ((rows + steps.down - 1) / steps.down, (columns + steps.across - 1) / steps.across)
  }

  private var side: Double {
    let longest = max(cells.down, cells.across * min(slices, 4))
    return longest <= 12 ? 14 : longest <= 20 ? 11 : 8
  }

  /// The number of a cell: of several the one that is furthest from zero.
  private func number(_ slice: Int, _ down: Int, _ across: Int) -> Double? {
    let steps = steps
    var furthest: Double?
    for row in down * steps.down..<min(rows, (down + 1) * steps.down) {
      for column in across * steps.across..<min(columns, (across + 1) * steps.across) {
        guard let number = numbers[(slice * rows + row) * columns + column] else { continue }
        if furthest.map({ !($0.magnitude >= number.magnitude) }) ?? true { furthest = number }
      }
    }
    return furthest
  }

  /// What the darkest cell is worth.
  private var scale: Double {
    numbers.reduce(0) { scale, number in
      guard let number, number.isFinite else { return scale }
      return max(scale, number.magnitude)
    }
  }

  /// The extremes, and what a cell is where it is not one number.
  var caption: [Card.Entry] {
    let known = numbers.compactMap { $0 }
    guard !known.isEmpty else { return [] }
    let steps = steps
    let range = FoldNumbers.range(known)
    guard steps.down * steps.across > 1 else { return [range] }
    return [
      range,
      Card.Entry(text: "a cell: the largest of \(steps.down)×\(steps.across)", look: .absent),
    ]
  }

  // MARK: Room

  var size: Size {
    if isWritten {
      let width = widths.reduce(0) { $0 + $1.reduce(0, +) } + Double(slices) * 8
      return Size(
        width + Double(slices - 1) * NumberGrid.gap, Double(rows) * NumberGrid.rowHeight + 4)
    }
    let cells = cells
    let perRow = min(slices, 4)
    let down = (slices + perRow - 1) / perRow
    let width = Double(perRow * cells.across) * side + Double(perRow - 1) * NumberGrid.gap
    let height = Double(down * cells.down) * side + Double(down - 1) * NumberGrid.gap
    let texts = caption.map { Metrics.width(of: $0.text, size: 12) }
    return Size(max(width, texts.max() ?? 0), height + 4 + 16 * Double(texts.count))
  }

  // MARK: Shapes

  func marks(at origin: Point) -> [Scene.Mark] {
    isWritten ? digits(at: origin) : map(at: origin)
  }

  private func digits(at origin: Point) -> [Scene.Mark] {
    var marks: [Scene.Mark] = []
    var texts: [Scene.Mark] = []
    var shades = Shades(isGradient: isGradient, scale: scale, most: NumberGrid.shade)
    var x = origin.x
    let height = Double(rows) * NumberGrid.rowHeight
    for (slice, widths) in widths.enumerated() {
      for row in 0..<rows {
        let y = origin.y + 2 + Double(row) * NumberGrid.rowHeight
        var left = x + 4
        for (column, width) in widths.enumerated() {
          let number = numbers[(slice * rows + row) * columns + column]
          let cell = Rect(x: left, y: y, width: width, height: NumberGrid.rowHeight)
          shades.add(number, cell, isSigned: false)
          texts += mark(number, at: Point(left + width - 4, y + 13))
          left += width
        }
      }
      let end = x + widths.reduce(0, +) + 8
      marks += bracket(from: x, to: end, top: origin.y, height: height + 4)
      x = end + NumberGrid.gap
    }
    return shades.marks + marks + texts
  }

  private func mark(_ number: Double?, at end: Point) -> [Scene.Mark] {
    guard let number else {
      return [.text(.init(NumberText.cell(nil), at: end, .end, .muted, size: NumberGrid.fontSize))]
    }
    return Card.Entry(number, written: NumberText.cell(number))
      .marks(at: end, isGradient ? .gradient : .value)
  }

  private func bracket(
    from left: Double, to right: Double, top: Double, height: Double
  ) -> [Scene.Mark] {
    [(left, 4.0), (right, -4.0)].map { x, tip in
      var curve = Curve(from: Point(x + tip, top), to: Point(x, top))
      curve.append(Curve(from: Point(x, top), to: Point(x, top + height)))
      curve.append(Curve(from: Point(x, top + height), to: Point(x + tip, top + height)))
      return .curve(curve, .bracket)
    }
  }

  private func map(at origin: Point) -> [Scene.Mark] {
    var shades = Shades(isGradient: isGradient, scale: scale, most: 0.9)
    var frames: [Scene.Mark] = []
    let (cells, side) = (cells, side)
    let extent = Size(Double(cells.across) * side, Double(cells.down) * side)
    for slice in 0..<slices {
      let corner = Point(
        origin.x + Double(slice % 4) * (extent.width + NumberGrid.gap),
        origin.y + Double(slice / 4) * (extent.height + NumberGrid.gap))
      for down in 0..<cells.down {
        for across in 0..<cells.across {
          let cell = Rect(
            x: corner.x + Double(across) * side, y: corner.y + Double(down) * side, width: side,
            height: side)
          shades.add(number(slice, down, across), cell, isSigned: true)
        }
      }
      frames.append(
        .box(
          Rect(x: corner.x, y: corner.y, width: extent.width, height: extent.height), corner: 0,
          .cellFrame))
    }
    var y = origin.y + size.height - 16 * Double(caption.count) + 10
    var marks = shades.marks + frames
    for entry in caption {
      marks += entry.marks(
        at: Point(
          origin.x + Metrics.width(of: entry.text, size: entry.look == .absent ? 10 : 12), y),
        isGradient ? .gradient : .value)
      y += 16
    }
    return marks
  }
}

/// Cells of one colour and strength, each of them one shape of a picture.
private struct Shades {
  let isGradient: Bool
  let scale: Double
  /// How strong the strongest is.
  let most: Double
  private var cells: [Shade: [Rect]] = [:]
  private var signs: [Bool: [Rect]] = [:]
  private var bad: [Rect] = []

  private struct Shade: Hashable {
    var isNegative: Bool
    var level: Int
  }

  private static let levels = 8

  init(isGradient: Bool, scale: Double, most: Double) {
    self.isGradient = isGradient
    self.scale = scale
    self.most = most
  }

  /// Adds a cell; a bar across says a minus, where no digits do.
  mutating func add(_ number: Double?, _ cell: Rect, isSigned: Bool) {
    guard let number else { return }
    guard number.isFinite else {
      if isSigned { bad.append(cell) }
      return
    }
    let level = scale > 0 ? Int((number.magnitude / scale * Double(Shades.levels)).rounded(.up)) : 0
    guard level > 0 else { return }
    let isNegative = number < 0 && isSigned
    cells[Shade(isNegative: isNegative, level: level), default: []].append(cell)
    guard isNegative else { return }
    let bar = Rect(
      x: cell.x + cell.width * 0.25, y: cell.midY - 0.6, width: cell.width * 0.5, height: 1.2)
    signs[level * 2 > Shades.levels, default: []].append(bar)
  }

  var marks: [Scene.Mark] {
    var marks: [Scene.Mark] = []
    for isNegative in [false, true] {
      for level in 1...Shades.levels {
        guard let cells = cells[Shade(isNegative: isNegative, level: level)] else { continue }
        let role: Scene.Role =
          isNegative ? .negativeCell : isGradient ? .gradientCell : .valueCell
        marks.append(.cells(cells, strength: most * Double(level) / Double(Shades.levels), role))
      }
    }
    if let light = signs[false] { marks.append(.cells(light, strength: 1, .sign)) }
    if let dark = signs[true] { marks.append(.cells(dark, strength: 1, .signOnDark)) }
    if !bad.isEmpty { marks.append(.cells(bad, strength: 1, .alarm)) }
    return marks
  }
}
