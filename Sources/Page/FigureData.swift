import Autograd
import Diagram
package import Lesson
import Rendering

/// A figure's steps as JSON for the player: the tape below the graph, and for every step only what
/// it does, which is all that the page needs to find the state at any of them.
package struct FigureData {
  private let excerpt: Excerpt
  private let tour: Tour

  /// - Precondition: The tour is of one graph, and a step is an operation on numbers.
  package init(_ tour: Tour) {
    self.tour = tour
    excerpt = Excerpt(tour.stages[0])
  }

  /// - Parameters:
  ///   - label: What the figure is called in the address.
  ///   - stages: The pictures that the steps are shown on.
  ///   - errors: The classes of the errors that nodes are responsible for.
  /// - Returns: One object.
  package func json(label: String, stages: [PlayerPicture], errors: [Int: String]) -> String {
    JSONText.object([
      ("label", JSONText.string(label)),
      ("tape", tape),
      ("nodes", lines(excerpt.graph.nodes.map(node))),
      ("edges", JSONText.array(excerpt.graph.edges.map(edge))),
      ("roots", JSONText.list(excerpt.graph.roots.map(excerpt.place))),
      ("passes", lines(excerpt.passes.map(pass))),
      ("earlier", JSONText.array(excerpt.earlier.map(pass))),
      ("history", JSONText.array(excerpt.history.map(change))),
      (
        "readGradients",
        JSONText.array(
          excerpt.readGradients.map { JSONText.list([excerpt.place(of: $0.node), $0.change]) })
      ),
      ("steps", lines(tour.stops.map(step))),
      ("pictures", JSONText.array(stages.map(picture))),
      (
        "errors",
        JSONText.array(
          errors.sorted { $0.key < $1.key }.map {
            "[\(excerpt.place(of: $0.key)), \(JSONText.string($0.value))]"
          })
      ),
    ])
  }

  private func lines(_ items: [String]) -> String { "[\n\(items.joined(separator: ",\n"))\n]" }

  private var tape: String {
    let nodes = excerpt.ids.map { excerpt.recording.nodes[$0] }
    let replayed = excerpt.recording.replayed
    return JSONText.object([
      ("op", JSONText.array(nodes.map { JSONText.string($0.operation.name) })),
      ("operands", JSONText.array(nodes.map { JSONText.list($0.operands.map(excerpt.place)) })),
      ("value", JSONText.array(nodes.map { JSONText.number($0.value) })),
      ("precision", JSONText.array(nodes.map { JSONText.string("\($0.precision)") })),
      ("replayed", JSONText.list(excerpt.ids.map { replayed[$0] ? 1 : 0 })),
      ("origin", JSONText.list(excerpt.ids.map { excerpt.place(of: excerpt.graph.origins[$0]) })),
    ])
  }

  private func node(_ node: Graph.Node) -> String {
    var members = [
      ("id", "\(excerpt.place(of: node.id))"), ("subject", "\(node.id)"),
      ("kind", JSONText.string("\(node.kind)")), ("symbol", JSONText.string(node.symbol)),
      ("definition", JSONText.string(node.definition)), ("line", "\(node.line)"),
    ]
    if let template = excerpt.graph.definition(of: node.id, text: { "{\($0)}" }) {
      members.append(("template", JSONText.string(template)))
    }
    if let name = node.name { members.append(("name", JSONText.string(name))) }
    if let birth = node.birth { members.append(("birth", JSONText.string(birth))) }
    if node.order > 0 { members.append(("order", "\(node.order)")) }
    if let pass = excerpt.graph.writer(of: node.id) { members.append(("writer", "\(pass)")) }
    if let note = GateNote(excerpt.recording.nodes[node.id].operation)?.text {
      members.append(("note", JSONText.string(note)))
    }
    if let remark = excerpt.graph.remark(on: node.id) {
      members.append(("remark", JSONText.string(remark)))
    }
    if let module = excerpt.graph.hookedModule(of: node.id) {
      members.append(("module", JSONText.string(module)))
    }
    return JSONText.object(members)
  }

  private func edge(_ edge: Graph.Edge) -> String {
    let ends = [excerpt.place(of: edge.from), excerpt.place(of: edge.to), edge.place]
    let custom = excerpt.graph.custom[edge].map { [JSONText.string($0)] } ?? []
    return JSONText.array(ends.map(String.init) + custom)
  }

  private func pass(_ pass: Excerpt.RawPass) -> String {
    let seeds = pass.seeds.map {
      "[\(excerpt.place(of: $0.node)), \(JSONText.number($0.value))]"
    }
    let hooks = pass.hooks.map { hook in
      "[\(excerpt.place(of: hook.node)), \(JSONText.number(hook.before)), "
        + "\(JSONText.number(hook.after))]"
    }
    let visits = pass.visits.map { visit in
      let sent = visit.sent.map { sent in
        "[\(sent.place), \(JSONText.number(sent.amount)), \(excerpt.place(of: sent.to))]"
      }
      return "[\(excerpt.place(of: visit.node)), \(JSONText.number(visit.gradient)), "
        + "\(JSONText.array(sent))]"
    }
    return JSONText.object([
      ("number", "\(pass.pass.number)"), ("line", "\(pass.pass.line)"),
      ("seeds", JSONText.array(seeds)), ("visits", JSONText.array(visits)),
      ("hooks", JSONText.array(hooks)),
    ])
  }

  private func change(_ change: Excerpt.Change) -> String {
    switch change {
    case .accumulated(let leaf, let before, let after, let pass):
      JSONText.object([
        ("leaf", "\(excerpt.place(of: leaf))"), ("pass", "\(pass)"),
        ("before", JSONText.number(before)), ("after", JSONText.number(after)),
      ])
    case .cleared(let leaf, let value):
      JSONText.object([
        ("leaf", "\(excerpt.place(of: leaf))"), ("pass", "null"), ("to", JSONText.number(value)),
      ])
    }
  }

  private func step(_ stop: Tour.Stop) -> String {
    let passLine = stop.pass.map { excerpt.passes[$0].pass.line } ?? 0
    var members = [("pass", stop.pass.map(String.init) ?? "null")]
    func add(_ kind: String, line: Int, _ rest: [(String, String)] = []) {
      members = [("kind", JSONText.string(kind)), ("line", "\(line)")] + members + rest
    }
    switch stop.step {
    case .computed(let ids, let line):
      add("computed", line: line, [("nodes", JSONText.list(ids.map(excerpt.place)))])
    case .seeded: add("seeded", line: passLine)
    case .hooked(let hooks):
      add("hooked", line: passLine, [("node", "\(excerpt.place(of: hooks[0].node))")])
    case .visited(let visits):
      let index = stop.pass.flatMap { pass in
        excerpt.passes[pass].visits.firstIndex { $0.node == visits[0].node }
      }
      add("visited", line: passLine, [("visit", "\(index ?? 0)")])
    case .accumulated(let sums):
      add("accumulated", line: passLine, [("leaf", "\(excerpt.place(of: sums[0].leaf))")])
    case .returned(let returns):
      let items = returns.map {
        JSONText.object([
          ("node", "\(excerpt.place(of: $0.node))"), ("value", JSONText.number($0.value)),
        ])
      }
      add("returned", line: passLine, [("returns", JSONText.array(items))])
    case .cleared(let clearings):
      let items = clearings.map { clearing in
        let from = clearing.from.map { [("from", JSONText.number($0))] } ?? []
        return JSONText.object(
          [("leaf", "\(excerpt.place(of: clearing.leaf))")] + from
            + [("to", JSONText.number(clearing.to))])
      }
      add("cleared", line: clearings.first?.line ?? 0, [("clearings", JSONText.array(items))])
    case .updated(let updates):
      let items = updates.map { update in
        let node = excerpt.updates[update.leaf].flatMap { node in
          excerpt.recording.nodes[node].value == update.to ? excerpt.index[node] : nil
        }
        return JSONText.object([
          ("leaf", "\(excerpt.place(of: update.leaf))"), ("from", JSONText.number(update.from)),
          ("to", JSONText.number(update.to)), ("node", node.map(String.init) ?? "null"),
        ])
      }
      add("updated", line: updates.first?.line ?? 0, [("updates", JSONText.array(items))])
    }
    return JSONText.object(members)
  }

  /// The folds of a picture, and the edges that it draws as one.
  private func picture(_ stage: PlayerPicture) -> String {
    let folding = stage.layout.folding
    let places = Dictionary(
      uniqueKeysWithValues: excerpt.graph.edges.enumerated().map { ($1, $0) })
    let folds = folding.folds.map { fold in
      JSONText.object([
        ("subject", "\(fold.members[0])"), ("title", JSONText.string(fold.hint)),
        ("members", JSONText.list(fold.members.map(excerpt.place))),
        ("outputs", JSONText.list(fold.outputs.map(excerpt.place))),
      ])
    }
    let bundles = folding.bundles.map { JSONText.list($0.edges.compactMap { places[$0] }) }
    return JSONText.object([
      ("name", JSONText.string(stage.name)), ("folds", JSONText.array(folds)),
      ("bundles", JSONText.array(bundles)),
    ])
  }
}
