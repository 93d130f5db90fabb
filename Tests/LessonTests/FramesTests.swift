import Autograd
import Lesson
import TestSupport
import Testing

@Suite struct FramesTests {
  /// Every step of a program as lines of text.
  private func script(_ graph: Graph, _ pass: Pass?, pace: Frames.Pace = .operation) -> String {
    var text = ""
    for frame in Frames(graph, pass, pace: pace) {
      text += "\(frame.title)  [line \(frame.line)"
      text += frame.focus.map { ", focus \(graph.symbol(of: $0))]\n" } ?? "]\n"
      for line in frame.arithmetic.split(separator: "\n") { text += "    \(line)\n" }
      text += "    \(frame.sentence)\n"
      for node in graph.nodes {
        guard case .value(let sum, let arrived, let due, let why) = frame.nodes[node.id]?.gradient
        else { continue }
        text += "      \(node.symbol) \(NumberText.card(sum)) (\(arrived)/\(due))"
        text += why.map { " because \($0)\n" } ?? "\n"
      }
    }
    return text
  }

  @Test func tellsTheProgramOfThePicture() throws {
    let (recording, root) = try Programs.line()
    let graph = Graph(recording, roots: [root])
    expectSnapshot(script(graph, Pass.latest(for: graph)), named: "line.txt")
  }

  @Test func tellsASecondPassAfterAClear() throws {
    let (recording, root) = try Programs.line(passes: 2, seed: 3)
    let graph = Graph(recording, roots: [root])
    expectSnapshot(script(graph, Pass.latest(for: graph)), named: "second-pass.txt")
  }

  @Test func tellsEveryKindOfGate() throws {
    let tape = Tape()
    let a = tape.leaf(-2, name: "a")
    let b = tape.leaf(3, name: "b")
    let product = a * b
    let gated = product.relu() + a.applying(.maximum, b) - (b / a) * a.detached()
    let shares = Value.reduce(.mean, [gated, a.pow(2), b.sigmoid()], precision: .double)
    let loss = shares + 0 * b.tanh()
    tape.name(loss.node, "loss")
    try loss.backward()
    let graph = Graph(tape.recording, roots: [loss.node])
    var text = script(graph, Pass.latest(for: graph), pace: .line)
    for note in graph.gateNotes { text += "\(note.title): \(note.text)\n" }
    expectSnapshot(text, named: "gates.txt")
  }

  @Test func endsWhereTheStepsEnd() throws {
    let (recording, root) = try Programs.line(passes: 2)
    let graph = Graph(recording, roots: [root])
    let pass = try #require(Pass.latest(for: graph))
    let last = try #require(Frames(graph, pass, part: .backward).reversed().first)
    let final = Frame.final(graph, pass)
    #expect(final.nodes == last.nodes)
    #expect(final.nodes[1]?.gradient == .value(12, arrived: 1, due: 1, why: nil))
    #expect(final.edges.values.allSatisfy { !$0.isActive })
  }
}
