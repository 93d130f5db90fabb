/// A long picture in rows, one below the other, as a text is set in lines.
struct LayoutRows {
  /// The row of each box, counted from 0.
  private(set) var rows: [Int]

  /// Between two rows.
  private static let gap = 36.0
  /// A cut may be so far from where rows would be of one length, as a part of that length.
  private static let play = 0.45
  /// Moving a cut so far is as bad as naming one more value again.
  private static let worth = 160.0
  /// More values than this are not named again at one cut.
  private static let most = 4

  /// Cuts a placement from left to right into rows of no more than a width, where few values lead
  /// from one to the next; nil where it is short enough, or too tangled.
  init?(_ request: LayoutRequest, _ placement: LayoutResult, width: Double) {
    guard request.direction == .leftToRight, placement.size.width > width else { return nil }
    let count = Int((placement.size.width / width).rounded(.up))
    let length = placement.size.width / Double(count)
    let targets = Set(request.wires.map { $0.to })
    let starts = Set(
      targets.filter { !request.boxes[$0].isOpen }.map { placement.boxes[$0].x }
    ).sorted()
    var cuts: [Double] = []
    for row in 1..<count {
      let ideal = Double(row) * length
      let choices = starts.filter { start in
        (start - ideal).magnitude <= LayoutRows.play * length && start > (cuts.last ?? 0)
      }.map { start in
        (start: start, crossings: LayoutRows.crossings(request, placement, start))
      }.filter { $0.crossings > 0 && $0.crossings <= LayoutRows.most }
      func cost(_ choice: (start: Double, crossings: Int)) -> Double {
        Double(choice.crossings) * LayoutRows.worth + (choice.start - ideal).magnitude
      }
      guard let best = choices.min(by: { cost($0) < cost($1) }) else { return nil }
      cuts.append(best.start)
    }
    rows = LayoutRows.rows(request, placement, cuts)
  }

  /// How many values would have to be named again behind a cut.
  private static func crossings(
    _ request: LayoutRequest, _ placement: LayoutResult, _ cut: Double
  ) -> Int {
    let rows = rows(request, placement, [cut])
    return Set(request.wires.filter { rows[$0.from] != rows[$0.to] }.map { $0.from }).count
  }

  /// What is computed is in the row that it stands in, a source in that of its first user, and a
  /// seed in that of its root.
  private static func rows(
    _ request: LayoutRequest, _ placement: LayoutResult, _ cuts: [Double]
  ) -> [Int] {
    var rows = placement.boxes.map { box in cuts.count { $0 <= box.x } }
    var users: [Int: Int] = [:]
    let targets = Set(request.wires.map { $0.to })
    for wire in request.wires {
      if request.boxes[wire.to].isOpen {
        rows[wire.to] = rows[wire.from]
      } else if !targets.contains(wire.from) {
        users[wire.from] = min(users[wire.from] ?? .max, rows[wire.to])
      }
    }
    for (source, row) in users { rows[source] = row }
    return rows
  }

  /// Takes up a box that was added for a row.
  mutating func add(in row: Int) { rows.append(row) }

  /// Places each row by itself, and all of them below each other.
  func place(_ request: LayoutRequest) throws(LayoutError) -> LayoutResult {
    var whole = LayoutResult(
      size: Size(0, 0), boxes: request.boxes.map { Rect(center: Point(0, 0), size: $0.size) },
      wires: request.wires.map { _ in .init(curve: Curve(from: Point(0, 0), to: Point(0, 0))) },
      enclosures: request.enclosures.map { _ in [] })
    for row in 0...(rows.max() ?? 0) {
      let boxes = rows.indices.filter { rows[$0] == row }
      let wires = request.wires.indices.filter { rows[request.wires[$0].to] == row }
      let placed = try Graphviz.place(part(of: request, boxes, wires))
      let y = row == 0 ? 0 : whole.size.height + LayoutRows.gap
      let origin = Point(0, y)
      for (box, rect) in zip(boxes, placed.boxes) { whole.boxes[box] = rect.offset(by: origin) }
      for (wire, place) in zip(wires, placed.wires) {
        whole.wires[wire] = .init(
          curve: place.curve.offset(by: origin), label: place.label?.offset(by: origin))
      }
      for (index, rects) in placed.enclosures.enumerated() {
        whole.enclosures[index] += rects.map { $0.offset(by: origin) }
      }
      whole.size = Size(
        max(whole.size.width, placed.size.width), y + placed.size.height)
    }
    return whole
  }

  private func part(
    of request: LayoutRequest, _ boxes: [Int], _ wires: [Int]
  ) -> LayoutRequest {
    var places = [Int](repeating: -1, count: request.boxes.count)
    for (place, box) in boxes.enumerated() { places[box] = place }
    var part = LayoutRequest(direction: request.direction)
    part.boxes = boxes.map { request.boxes[$0] }
    part.wires = wires.map { index in
      var wire = request.wires[index]
      (wire.from, wire.to) = (places[wire.from], places[wire.to])
      return wire
    }
    part.enclosures = request.enclosures
    part.rows = request.rows.map { row in row.map { places[$0] }.filter { $0 >= 0 } }
      .filter { $0.count > 1 }
    return part
  }
}
