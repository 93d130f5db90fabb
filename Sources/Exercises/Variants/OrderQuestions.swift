import Autograd
import Lesson
import Questions

/// The steps of a pass, to be put in an order.
struct OrderQuestions {
  /// The most steps that are put in order.
  static let stepLimit = 9

  /// One blank: the steps of the last pass, shuffled so that they stand in no right order.
  func add(
    _ run: ProgramRun, _ exercise: Exercise, _ generator: inout SplitMix64,
    to draw: inout Draw
  ) throws(ExerciseError.Problem) {
    try run.checkItEnded()
    guard let pass = Pass.complete(in: run.recording).last else { throw .noPass }
    let roots = exercise.graph == nil ? pass.seeds.map(\.node) : run.drawn ?? []
    guard !roots.isEmpty else { throw .noGraph(exercise.graph ?? "") }
    let graph = Graph(run.recording, roots: roots)
    let nodes = graph.nodes.map(\.id).filter { id in
      pass.visits.contains { $0.node == id && !$0.contributions.isEmpty }
    }
    guard nodes.count >= 3 else { throw .nothingToAsk("order") }
    guard nodes.count <= Self.stepLimit else {
      throw .tooLarge(count: nodes.count, limit: Self.stepLimit, of: "backward steps")
    }
    // The generator is drawn from until no right order is left on the sheet, or the patience ends.
    var shown = generator.shuffled(nodes)
    for _ in 0..<20 where Self.isValid(shown, graph) { shown = generator.shuffled(nodes) }
    let steps = shown.map { Self.text(of: $0, graph) }
    let place = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) })
    func pairs(_ edges: [(Int, Int)]) -> [[Int]] {
      edges.compactMap { first, later in
        guard let first = place[first], let later = place[later] else { return nil }
        return [first, later]
      }
    }
    let needed = Set(graph.edges.filter(graph.carriesGradient).map { [$0.to, $0.from] })
      .sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
    let forward = zip(nodes, nodes.dropFirst()).map { ($0, $1) }
    draw.drafts.append(
      BlankDraft(
        kind: .order, name: "order",
        prompt: "the letters of the backward steps, in an order in which they can be taken",
        key: .order(steps, pairs: pairs(needed)),
        candidates: [
          Blank.Mistake(
            .forwardOrder, answer: .order(steps, pairs: pairs(forward)))
        ]))
    if draw.plot == nil { draw.plot = Plot(graph: graph, pass: pass) }
  }

  private static func isValid(_ order: [Int], _ graph: Graph) -> Bool {
    let place = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    return graph.edges.allSatisfy { edge in
      guard let from = place[edge.from], let to = place[edge.to] else { return true }
      return to < from
    }
  }

  private static func text(of node: Int, _ graph: Graph) -> String {
    var seen: Set<Int> = []
    let receivers = graph.edges.filter { $0.to == node && graph.carriesGradient($0) }
      .map(\.from).filter { seen.insert($0).inserted }.map { graph.symbol(of: $0) }
    return "\(graph.symbol(of: node)) sends to \(receivers.joined(separator: " and "))"
  }
}
