import Autograd
import Diagram
import Lesson
import Rendering
import Testing

/// A tensor's card: digits where they are few, cells where they are many.
@Suite struct TensorCardTests {
  /// The card of `w`, whose numbers are squared and added up, and the rectangle around it.
  private func card(
    _ shape: [Int], _ number: (Int) -> Double
  ) throws -> (group: Scene.Group, rect: Rect) {
    let tape = Tape()
    let leaves = (0..<shape.reduce(1, *)).map { tape.leaf(number($0), name: "w[\($0)]") }
    tape.annotations.tensors.append(.init(name: "w", shape: shape, nodes: leaves.map(\.node)))
    let root = Value.reduce(.sum, leaves.map { $0.pow(2) }, precision: .double)
    try root.backward()
    let graph = Graph(tape.recording, roots: [root.node])
    let pass = try #require(Pass.latest(for: graph))
    let frame = Frame.final(graph, pass)
    let layout = try Layout(graph, frames: [.forward(graph), frame], fold: ["w"])
    let scene = Scene(layout, frame)
    let group = try #require(scene.groups.first { $0.subject?.hasPrefix("fold") ?? false })
    return (group, try #require(layout.rect(of: leaves[0].node)))
  }

  private func texts(_ group: Scene.Group, _ role: Scene.Role) -> [String] {
    group.marks.compactMap {
      if case .text(let text) = $0, text.role == role { text.string } else { nil }
    }
  }

  private func cells(_ group: Scene.Group, _ role: Scene.Role) -> Int {
    group.marks.reduce(0) {
      if case .cells(let rects, _, role) = $1 { $0 + rects.count } else { $0 }
    }
  }

  @Test(arguments: [[2, 2], [4], [1, 4], [1, 2, 2], [2, 1, 2]])
  func writesWhatIsSmall(shape: [Int]) throws {
    let (group, _) = try card(shape) { Double($0) - 1 }
    #expect(texts(group, .value) == ["−1.0", "0.0", "1.0", "2.0"])
    // The derivative of w² is 2w.
    #expect(texts(group, .gradient) == ["−2.0", "0.0", "2.0", "4.0"])
    #expect(texts(group, .name) == ["w [\(shape.map(String.init).joined(separator: "×"))]"])
  }

  @Test func coloursWhatIsLarge() throws {
    // −50 … 49, so 50 below zero, one zero and 49 above.
    let (group, _) = try card([10, 10]) { Double($0) - 50 }
    #expect(texts(group, .value) == ["−50.0 … 49.0"])
    #expect(texts(group, .gradient) == ["−100.0 … 98.0"])
    #expect(cells(group, .negativeCell) == 2 * 50)
    #expect(cells(group, .valueCell) == 49 && cells(group, .gradientCell) == 49)
    // A minus in each that is below zero, so that no colour is needed.
    #expect(cells(group, .sign) + cells(group, .signOnDark) == 2 * 50)
  }

  @Test func tellsOfSeveralTheFurthestFromZero() throws {
    let (group, _) = try card([64, 3]) { $0 == 5 ? -9 : 1 }
    #expect(texts(group, .value) == ["−9.0 … 1.0"])
    #expect(texts(group, .muted).contains("a cell: the largest of 2×1"))
    #expect(cells(group, .valueCell) + cells(group, .negativeCell) >= 32 * 3)
  }

  @Test(arguments: [
    [3, 3], [8], [20], [5, 1], [1, 30], [12, 12], [40, 2], [3, 5, 5], [2, 2, 4, 4],
  ])
  func staysOnItsCard(shape: [Int]) throws {
    let (group, rect) = try card(shape) { -1234.5678 * Double($0 % 7) }
    for mark in group.marks {
      let boxes: [Rect]
      switch mark {
      case .box(let box, _, _): boxes = [box]
      case .cells(let rects, _, _): boxes = rects
      case .text(let text): boxes = [text.box]
      case .curve, .arrowhead: boxes = []
      }
      for box in boxes {
        #expect(box.x >= rect.x - 0.01 && box.maxX <= rect.maxX + 0.01, "\(mark) in \(rect)")
        #expect(box.y >= rect.y - 0.01 && box.maxY <= rect.maxY + 0.01, "\(mark) in \(rect)")
      }
    }
  }

  @Test func saysWhatIsNotFinite() throws {
    let (group, _) = try card([2, 2]) { [1, .nan, -.infinity, 0][$0] }
    #expect(texts(group, .alarmText).contains("nan") && texts(group, .alarmText).contains("−inf"))
    let (large, _) = try card([6, 6]) { $0 == 7 ? .nan : 1 }
    #expect(texts(large, .alarmText).contains("nan, 1 of 36"))
  }

  @Test(arguments: [
    (0.12345, "0.123"), (-0.000123456, "−0.000123"), (2, "2.0"), (-1.5, "−1.5"), (1.2903, "1.29"),
    (12.3456, "12.3"), (1234.567, "1235"), (0.00001234, "1.23e−5"), (123_456.7, "1.23e5"),
    (-100, "−100.0"), (0, "0.0"),
  ])
  func writesThreeDigits(number: Double, text: String) {
    #expect(NumberText.cell(number) == text)
  }
}
