import Autograd
package import Lesson

/// The steps of a program as JSON, an object a line, for other tools to read.
///
/// Each has `step` (from 1), `kind`, `line` (0 where no line is known), `pass` (from 1; null before
/// the first), `iteration` (from 1: which graph of the program), `title`, `arithmetic` (a list of
/// lines), `why`, `focus` (a list of names) and `leaves`: by name the `value`, the `grad`, what it
/// held `before` the pass and what `arrived` in it. A number is a number, a tensor's are nested
/// lists, None is null; what JSON cannot write is `"nan"`, `"inf"` or `"-inf"`. A gradient has a
/// number for every element once it has one for any, as PyTorch's has: 0 where nothing arrived.
package struct StepJSON {
  private let tour: Tour
  private var walk: TourWalk
  /// The leaves of each graph by name, in order.
  private let leaves: [[Tour.Leaf]]
  /// The first node of every leaf that was changed later, by each of its later nodes.
  private let versions: [Int: Int]

  /// Says how the leaves of all graphs are grouped into tensors.
  package init(_ tour: Tour) {
    self.tour = tour
    walk = TourWalk(tour)
    leaves = tour.leaves
    versions = tour.stages.first?.graph.recording.versions ?? [:]
  }

  /// A step, by its number from 0.
  package mutating func line(_ index: Int) -> String {
    let moment = walk.view(index)
    let stage = tour.stages[moment.stop.stage]
    let lines = moment.frame.arithmetic.split(separator: "\n").map { JSONText.string(String($0)) }
    return JSONText.object([
      ("step", "\(index + 1)"), ("kind", JSONText.string(Self.kind(of: moment.stops))),
      ("line", "\(moment.frame.line)"),
      ("pass", moment.stop.pass.map { "\(stage.passes[$0].number)" } ?? "null"),
      ("iteration", "\(moment.stop.stage + 1)"),
      ("title", JSONText.string(moment.heading)),
      ("arithmetic", JSONText.array(lines)), ("why", JSONText.string(moment.frame.sentence)),
      ("focus", JSONText.array(tour.symbols(of: index).map { JSONText.string($0) })),
      ("leaves", leaves(moment)),
    ]) + "\n"
  }

  /// What the program ended with, behind its steps: its class and message are the title.
  package func error(line: Int, title: String) -> String {
    JSONText.object([
      ("step", "\(tour.count + 1)"), ("kind", "\"error\""), ("line", "\(line)"),
      ("pass", "null"), ("iteration", "\(max(1, tour.stages.count))"),
      ("title", JSONText.string(title)), ("arithmetic", "[]"), ("why", "\"\""), ("focus", "[]"),
      ("leaves", tour.indices.last.map { leaves(tour[$0]) } ?? "{}"),
    ]) + "\n"
  }

  /// The kind of a step: of a whole pass `backward`, of a way forward `forward`, of an iteration its
  /// last stop's.
  package static func kind(of stops: ArraySlice<Tour.Stop>) -> String {
    let isPass = stops.count > 1 && stops.contains { $0.step == .seeded }
    return isPass ? "backward" : kind(of: stops[stops.endIndex - 1].step)
  }

  private static func kind(of step: Step) -> String {
    switch step {
    case .computed: "forward"
    case .seeded: "seed"
    case .hooked: "hook"
    case .visited: "backward"
    case .accumulated: "accumulate"
    case .returned: "return"
    case .cleared(let changes): changes.contains { $0.isChange } ? "change" : "clear"
    case .updated: "update"
    }
  }

  private func leaves(_ moment: Tour.StepView) -> String {
    let accounts = Dictionary(uniqueKeysWithValues: moment.accounts.map { ($0.leaf, $0) })
    let nodes = tour.stages[moment.stop.stage].graph.recording.nodes
    return JSONText.object(
      leaves[moment.stop.stage].map { leaf in
        /// `other` is for an element that nothing is sent to, where one of the others has a number.
        func numbers(
          _ number: (Tour.Account) -> Double?, other: (Int) -> Double
        ) -> String {
          let known = leaf.nodes.map { accounts[$0].flatMap(number) }
          let hasAny = known.contains { $0 != nil }
          return nested(
            zip(leaf.nodes, known).map { node, number in
              let isLeftOut = number == nil && accounts[node]?.due ?? 0 == 0
              return JSONText.number(isLeftOut && hasAny ? other(node) : number)
            }[...], leaf.shape[...])
        }
        func held(_ node: Int) -> Double { moment.ledger[versions[node] ?? node] ?? 0 }
        let members = [
          ("value", numbers({ $0.value }, other: { nodes[$0].value })),
          ("grad", numbers({ $0.gradient }, other: held)),
          ("before", numbers({ $0.before }, other: held)),
          ("arrived", numbers({ $0.sum }, other: { _ in 0 })),
        ]
        return (Self.escaped(leaf.name), JSONText.object(members))
      })
  }

  /// A member's name as it stands between quotes.
  private static func escaped(_ name: String) -> String {
    String(JSONText.string(name).dropFirst().dropLast())
  }

  private func nested(_ numbers: ArraySlice<String>, _ shape: ArraySlice<Int>) -> String {
    guard let size = shape.first else { return numbers.first ?? "null" }
    guard shape.count > 1, size > 0 else { return JSONText.array(Array(numbers)) }
    let length = numbers.count / size
    return JSONText.array(
      (0..<size).map { row in
        let start = numbers.startIndex + row * length
        return nested(numbers[start..<(start + length)], shape.dropFirst())
      })
  }
}
