import Autograd
import Lesson
import Testing

/// How a graph is told that is too large to be read number by number.
@Suite struct OutlineTests {
  /// A loop of one line, `x = x * w + b`, with the weight of each turn.
  private func loop(_ turns: Int, weight: (Int, Tape) -> Value) -> (Recording, root: Int) {
    let tape = Tape()
    let bias = Programs.at(1, tape) { tape.leaf(0.5, name: "b") }
    var x = bias
    for turn in 0..<turns {
      x = Programs.at(3, tape) { x * weight(turn, tape) }
      x = Programs.at(4, tape) { x + bias }
      tape.name(x.node, "x")
    }
    return (tape.recording, x.node)
  }

  private func outline(
    _ program: (Recording, root: Int), _ wish: Outline.Wish = Outline.Wish()
  ) throws -> Outline {
    try #require(try Outline(program.0, roots: [program.root], wish))
  }

  @Test(arguments: [10, 49])
  func leavesAloneWhatCanBeRead(turns: Int) throws {
    let (recording, root) = loop(turns) { _, tape in tape.constant(2) }
    #expect(recording.nodes.count < 150)
    let outline = try Outline(recording, roots: [root], Outline.Wish(), readable: 150)
    #expect(outline == nil)
  }

  @Test func tellsTheFirstAndTheLastOfManyTurns() throws {
    let tape = Tape()
    let w = Programs.at(2, tape) { tape.leaf(0.9, name: "w") }
    var x = w
    for _ in 0..<1_000 {
      x = Programs.at(3, tape) { x * w }
      x = Programs.at(4, tape) { x + w }
      tape.name(x.node, "x")
    }
    let wish = Outline.Wish(source: ["", "", "x = x * w  # decay", "x = x + w"])
    let outline = try outline((tape.recording, x.node), wish)
    #expect(outline.parts.map { $0.members.count } == [1, 1, 1, 1_996, 1, 1])
    #expect(outline.parts.map(\.symbol) == ["w", "v₁", "x₁", "x₉₉₉", "v₂", "x₁₀₀₀"])
    #expect(outline.parts[3].title == "× 998 of the same\nlines 3–4")
    #expect(outline.note.hasPrefix("2001 nodes are told on 6 cards; --unfold NAME opens one of x;"))
  }

  static let weights: [(isShared: Bool, title: String)] = [
    (true, "× 198 of the same\nlines 3–4"), (false, "+ 198 more\nlines 3–4"),
  ]

  @Test(arguments: weights)
  func callsTheSameOnlyWhatSharesItsWeights(isShared: Bool, title: String) throws {
    var shared: Value?
    let program = loop(200) { turn, tape in
      if isShared, let shared { return shared }
      let weight = tape.leaf(Double(turn), name: isShared ? "w" : "w[\(turn)]")
      shared = weight
      return weight
    }
    let titles = try outline(program).parts.map(\.title)
    #expect(titles.filter { $0.contains("198") } == [title])
  }

  @Test func tellsEveryNodeOnce() throws {
    let program = loop(300) { turn, tape in tape.leaf(Double(turn), name: "w") }
    for unfold in [[], ["x"], ["3"], ["w", "b"]] {
      let outline = try outline(program, Outline.Wish(unfold: unfold))
      let members = outline.parts.flatMap(\.members)
      #expect(members.count == outline.nodeCount && Set(members).count == members.count)
      #expect(outline.links.map(\.count).reduce(0, +) <= outline.edgeCount)
      for (index, part) in outline.parts.enumerated() {
        #expect(part.members.allSatisfy { outline.partOf[$0] == index })
      }
    }
  }

  @Test func noPartWaitsForItself() throws {
    let outline = try outline(loop(300) { turn, tape in tape.leaf(Double(turn), name: "w") })
    for link in outline.links {
      let (from, to) = (outline.parts[link.from], outline.parts[link.to])
      #expect(link.from < link.to, "\(from.title) before \(to.title)")
    }
  }

  @Test func isNeverTooMuch() throws {
    let tape = Tape()
    var x = tape.leaf(1, name: "x")
    // A line each, no two alike: nothing that could be found.
    for line in 1...5_000 {
      x = Programs.at(line, tape) { line % 7 < line % 11 ? x.sin() : x * x + x.pow(Double(line)) }
    }
    let outline = try outline((tape.recording, x.node))
    #expect(outline.parts.count <= 30)
    #expect(outline.parts.last?.title.hasPrefix("lines ") == true)
  }

  @Test func foldsAndOpensByName() throws {
    let tape = Tape()
    let w = tape.leaf(2, name: "w")
    var x = w
    for _ in 0..<30 {
      x = tape.scope("block(x)") {
        (0..<6).reduce(x) { x, _ in x * w }
      }
    }
    let recording = tape.recording
    func count(_ wish: Outline.Wish) throws -> Int {
      try outline((recording, x.node), wish).parts.count
    }
    let plain = try count(Outline.Wish())
    #expect(plain <= 28)
    #expect(try count(Outline.Wish(fold: ["block"])) <= plain)
    #expect(try count(Outline.Wish(unfold: ["block"])) >= 30 * 6)
    #expect(try Outline(recording, roots: [x.node], Outline.Wish(unfold: ["all"])) == nil)
    #expect(throws: FoldError.unknown(name: "blocks", known: ["block(x)"])) {
      try count(Outline.Wish(unfold: ["blocks"]))
    }
  }
}
