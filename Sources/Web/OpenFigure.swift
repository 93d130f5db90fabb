import Autograd
import Diagram
import Lesson
import Rendering
import Torch

/// The steps of a program, and where everything stands.
final class OpenFigure {
  let program: OpenProgram
  let tour: Tour
  private var walk: TourWalk
  /// The step that was shown last, of which a closer look may be asked for.
  private var last: (step: Int, view: Tour.StepView)?
  private let options: FigureOptions
  /// The steps that are shown, by their numbers in the tour; never empty.
  private let steps: [Int]
  private let leaves: [[Tour.Leaf]]
  /// The places of each graph's cards, once one of its frames has been asked for.
  private var layouts: [Int: Layout] = [:]

  /// The frames of so many steps are measured, so that there is room for the widest.
  private static let mostMeasured = 160
  /// Larger tensors are told by their least and greatest numbers.
  private static let mostNumbers = 64

  init(_ program: OpenProgram, _ options: FigureOptions) throws(Problem) {
    self.program = program
    self.options = options
    var wish = options.wish
    wish.source = program.source
    var roots = try Self.roots(of: program, options.of)
    if let zoom = options.zoom {
      let node = try Self.node(zoom, program)
      if program.recording.nodes[node].operation.isSource {
        wish.zoom = node
      } else {
        // A result is opened by its history alone.
        (roots, wish.level) = ([node], .scalar)
      }
    }
    do throws(FoldError) {
      tour = try Tour(program.recording, roots: roots, wish)
    } catch {
      throw Problem(LayoutError(error).description)
    }
    guard tour.count > 0 else { throw Problem(Self.nothing(program)) }
    steps = options.pass.map { [tour] in tour.steps(ofPass: $0) } ?? Array(tour.indices)
    guard !steps.isEmpty else { throw Problem("that pass is not shown") }
    leaves = tour.leaves
    walk = TourWalk(tour)
  }

  private static func roots(of program: OpenProgram, _ name: String?) throws(Problem) -> [Int]? {
    guard let name else {
      return program.recording.rootsOfNewestPass == nil ? program.session.newestComputed : nil
    }
    // Of an expression that computes something anew, the recording has nothing.
    guard let nodes = program.session.nodes(of: name), !nodes.isEmpty,
      nodes.allSatisfy({ $0 < program.recording.nodes.count })
    else { throw Problem("there is no tensor named \(name)") }
    return nodes
  }

  private static func node(_ name: String, _ program: OpenProgram) throws(Problem) -> Int {
    if let node = program.recording.node(named: name) { return node }
    let nodes = try roots(of: program, name) ?? []
    guard nodes.count == 1 else { throw Problem("\(name) is \(nodes.count) numbers; name one") }
    return program.recording.origins[nodes[0]]
  }

  private static func nothing(_ program: OpenProgram) -> String {
    program.failure == nil
      ? "There is nothing to step through: \(program.recording.whyNoRoots)."
      : "The program ended before anything was computed from a tensor with requires_grad=True."
  }

  // MARK: What there is

  func summary(number: Int) -> String {
    let steps = steps.map { index -> String in
      let stops = tour.stops(of: index)
      let stop = stops[stops.endIndex - 1]
      return JSONText.object([
        ("kind", JSONText.string(StepJSON.kind(of: stops))),
        ("stage", "\(stop.stage)"), ("pass", "\(pass(of: stop)?.number ?? 0)"),
        ("line", "\(line(of: stop))"),
      ])
    }
    var seen: Set<String> = []
    var cards: [String] = []
    for stage in tour.stages {
      guard let folding = try? Folding(stage) else { continue }
      for card in self.cards(of: stage.graph, folding, stage.outline)
      where seen.insert(card.subject).inserted {
        cards.append(json(card))
      }
    }
    let level = options.wish.level ?? (tour.stages[0].outline == nil ? .scalar : .operation)
    let notes = tour.stages.compactMap { $0.outline }.first.map { JSONText.string($0.summary) }
    return JSONText.object([
      ("figure", "\(number)"), ("by", JSONText.string(level.rawValue)),
      ("view", JSONText.string(options.view.rawValue)), ("note", notes ?? "null"),
      ("graphs", "\(tour.stages.count)"), ("steps", JSONText.array(steps)),
      ("cards", JSONText.array(cards)),
    ])
  }

  private func pass(of stop: Tour.Stop) -> Pass? {
    stop.pass.map { tour.stages[stop.stage].passes[$0] }
  }

  private func line(of stop: Tour.Stop) -> Int {
    switch stop.step {
    case .computed(_, let line): line
    case .seeded, .hooked, .visited, .accumulated, .returned: pass(of: stop)?.line ?? 0
    case .cleared(let clearings): clearings.first?.line ?? 0
    case .updated(let updates): updates.first?.line ?? 0
    }
  }

  /// A card as the page knows it.
  private struct Card {
    var subject: String
    var name: String
    var kind: String
    var line: Int
    /// The nodes whose numbers it shows.
    var nodes: [Int]
    /// What it opens by; nil where it hides nothing.
    var opens: String?
  }

  private func cards(of graph: Graph, _ folding: Folding, _ outline: Outline?) -> [Card] {
    let folded = folding.folds.map { fold in
      Card(
        subject: "fold \(fold.members[0])", name: fold.symbol, kind: "fold",
        line: line(of: fold.outputs.first ?? fold.members[0]),
        nodes: fold.block?.nodes.map { graph.origins[$0] } ?? fold.outputs,
        opens: outline?.part(of: fold.members[0])?.name)
    }
    let single = graph.nodes.filter { folding.fold(of: $0.id) == nil }.map { node in
      Card(
        subject: "node \(node.id)", name: node.symbol, kind: Self.kind(of: node.kind),
        line: node.line, nodes: [node.id])
    }
    return folded + single
  }

  private func line(of node: Int) -> Int {
    program.recording.sites[program.recording.nodes[node].site].line
  }

  private static func kind(of kind: Graph.Kind) -> String {
    switch kind {
    case .leaf: "leaf"
    case .constant: "constant"
    case .computed: "computed"
    case .untracked: "untracked"
    case .detached: "detached"
    }
  }

  private func json(_ card: Card) -> String {
    let numbers = card.nodes.map { program.origins[$0].map { "\($0)" } ?? "null" }
    return JSONText.object([
      ("subject", JSONText.string(card.subject)), ("name", JSONText.string(card.name)),
      ("kind", JSONText.string(card.kind)), ("line", "\(card.line)"),
      ("number", card.nodes.count == 1 ? numbers[0] : "null"),
      (
        "numbers",
        card.nodes.count > 1 && card.nodes.count <= Self.mostNumbers
          && card.nodes.contains { program.origins[$0] != nil } ? JSONText.array(numbers) : "[]"
      ),
      ("opens", card.opens.map { JSONText.string($0) } ?? "null"),
    ])
  }

  // MARK: A step

  private func view(_ step: Int) throws(Problem) -> Tour.StepView {
    guard steps.indices.contains(step) else { throw Problem("there is no step \(step + 1)") }
    if let last, last.step == step { return last.view }
    var view = walk.view(steps[step])
    if let mistake = program.mistake, step == steps.count - 1 {
      let heading = view.heading
      view.frame.mark(
        mistake, in: tour.stages[view.stop.stage].graph,
        sentence: program.failure?.explanation?.plainReason ?? "")
      view.heading = view.frame.focus == nil ? heading : view.frame.title
    }
    last = (step, view)
    return view
  }

  private func layout(of stage: Int) throws(Problem) -> Layout {
    if let layout = layouts[stage] { return layout }
    let all = steps.filter { index in tour.stops(of: index).contains { $0.stage == stage } }
    let stride = max(1, all.count / Self.mostMeasured)
    let measured = all.indices.filter { $0.isMultiple(of: stride) || $0 == all.count - 1 }
    var walk = TourWalk(tour)
    let frames = measured.map { walk.view(all[$0]).frame.withoutWords }
    let layout = try laidOut { () throws(LayoutError) in
      try Layout(
        tour.stages[stage].graph, frames: frames,
        view: options.view == .values ? .values : .circuit,
        direction: options.isWide ? .leftToRight : .topToBottom, Folding(tour.stages[stage]))
    }
    layouts[stage] = layout
    return layout
  }

  /// The layout of a step's graph, with the values that its leaves have by then.
  private func layout(at view: Tour.StepView) throws(Problem) -> Layout {
    var values: [Int: Double] = [:]
    for account in view.accounts { values[account.leaf] = account.value }
    return try layout(of: view.stop.stage).with(values: values)
  }

  /// The picture after a step, and all there is to say about it.
  func frame(_ step: Int) throws(Problem) -> String {
    let view = try view(step)
    let scene = Scene(try layout(at: view), view.frame.withoutWords)
    let frame = view.frame
    let arithmetic = frame.arithmetic.split(separator: "\n").map { String($0) }
    let spoken = ["\(view.heading)."] + arithmetic.map { $0 + "." } + [frame.sentence]
    return JSONText.object([
      ("svg", JSONText.string(scene.svg(theme: nil, identifier: "frame"))),
      ("title", JSONText.string("Step \(step + 1) of \(steps.count)")),
      ("heading", JSONText.string(view.heading)),
      ("arithmetic", JSONText.array(arithmetic.map { JSONText.string($0) })),
      ("why", JSONText.string(frame.sentence)),
      ("awaited", view.awaitedText.map { JSONText.string($0) } ?? "null"),
      ("line", "\(frame.line)"), ("stage", "\(view.stop.stage)"),
      ("pass", "\(pass(of: view.stop)?.number ?? 0)"),
      ("focus", JSONText.array(focus(of: view).map { JSONText.string($0) })),
      ("speech", JSONText.string(Speech.text(spoken.joined(separator: " ")))),
      ("leaves", JSONText.array(leaves(view))),
      (
        "questions",
        JSONText.array(
          tour.predictions(of: steps[step]).map {
            JSONText.object([("prompt", JSONText.string($0.prompt))])
          })
      ),
    ])
  }

  /// The subjects of what a step is about, the card first.
  private func focus(of view: Tour.StepView) -> [String] {
    let ends = tour.stages[view.stop.stage].graph.edges
      .filter { view.frame.edges[$0]?.isActive ?? false }.flatMap { [$0.to, $0.from] }
    var seen: Set<String> = []
    return ((view.frame.focus.map { [$0] } ?? []) + ends)
      .map { subject(of: $0, in: view.stop.stage) }.filter { seen.insert($0).inserted }
  }

  /// The card that a node is on, in a graph that is laid out.
  private func subject(of node: Int, in stage: Int) -> String {
    guard let folding = layouts[stage]?.folding, let fold = folding.fold(of: node) else {
      return "node \(node)"
    }
    return "fold \(folding.folds[fold].members[0])"
  }

  /// The ledger: what each leaf holds, and how it came about.
  private func leaves(_ view: Tour.StepView) -> [String] {
    var accounts: [Int: Tour.Account] = [:]
    for account in view.accounts { accounts[account.leaf] = account }
    return leaves[view.stop.stage].map { leaf in
      let held = leaf.nodes.map { accounts[$0] }
      func texts(_ number: (Tour.Account) -> Double?) -> String {
        let numbers = held.map { $0.flatMap(number) }
        guard numbers.count > Self.mostNumbers else {
          return JSONText.array(numbers.map { Self.text($0) })
        }
        let known = numbers.compactMap { $0 }.sorted()
        guard let least = known.first, let most = known.last else { return "[null]" }
        return JSONText.array([
          JSONText.string("\(NumberText.card(least)) … \(NumberText.card(most))")
        ])
      }
      let subject = subject(of: leaf.nodes.first ?? 0, in: view.stop.stage)
      let arrived = held.count == 1 ? held[0]?.arrived ?? [] : []
      return JSONText.object([
        ("name", JSONText.string(leaf.name)), ("subject", JSONText.string(subject)),
        ("shape", JSONText.list(leaf.shape)), ("value", texts { $0.value }),
        ("before", texts { $0.before }),
        ("arrived", JSONText.array(arrived.map { Self.text($0) })),
        ("sum", texts { $0.sum }), ("grad", texts { $0.gradient }),
      ])
    }
  }

  private static func text(_ number: Double?) -> String {
    number.map { JSONText.string(NumberText.card($0)) } ?? "null"
  }

  // MARK: Questions

  /// Whether an answer to one of a step's questions is right; nothing typed gives up.
  func verdict(step: Int, question: Int, typed: String) throws(Problem) -> String {
    guard steps.indices.contains(step) else { throw Problem("there is no step \(step + 1)") }
    let questions = tour.predictions(of: steps[step])
    guard questions.indices.contains(question) else { throw Problem("there is no such question") }
    let prediction = questions[question]
    let answer = ("answer", JSONText.string(NumberText.card(prediction.answer)))
    guard !typed.isEmpty else {
      return JSONText.object([("right", "false"), ("hint", "null"), answer])
    }
    do throws(TypedNumber.Refusal) {
      let hint = prediction.hint(for: try TypedNumber(typed).value)
      return JSONText.object([
        ("right", "\(hint == nil)"), ("hint", hint.map { JSONText.string($0) } ?? "null"), answer,
      ])
    } catch {
      return JSONText.object([("unreadable", JSONText.string(error.advice))])
    }
  }

  // MARK: A closer look

  /// What a picture knows of a card or a wire in the pass of a step.
  func closer(step: Int, subject: String) throws(Problem) -> String {
    let view = try view(step)
    let stage = tour.stages[view.stop.stage]
    let pass = pass(of: view.stop)
    let parts = subject.split(separator: " ")
    let numbers = parts.dropFirst().compactMap { Int($0) }
    guard let kind = parts.first, numbers.count == parts.count - 1, let first = numbers.first else {
      throw Problem("the picture has no \(subject)")
    }
    let look: CloserLook
    switch (kind, numbers.count) {
    case ("edge", 3):
      let edge = Graph.Edge(from: first, to: numbers[1], place: numbers[2])
      let folding = try layout(of: view.stop.stage).folding
      let bundle = folding.bundles.first { $0.edges.first == edge }
      look =
        bundle.flatMap { bundle in
          bundle.edge == nil || bundle.rule != nil
            ? CloserLook(bundle: bundle, in: stage.graph) : nil
        } ?? CloserLook(edge: edge, in: stage.graph, pass)
    case ("node", 1):
      guard let node = stage.graph[first] else { throw Problem("the picture has no \(subject)") }
      look = CloserLook(node: node, in: stage.graph, pass)
    case ("fold", 1):
      let folding = try layout(of: view.stop.stage).folding
      guard let index = folding.fold(of: first) else {
        throw Problem("the picture has no \(subject)")
      }
      look = CloserLook(title: folding.folds[index].hint)
    default: throw Problem("the picture has no \(subject)")
    }
    let paths = look.paths.map {
      JSONText.object([("way", JSONText.string($0.way)), ("product", JSONText.string($0.product))])
    }
    return JSONText.object([
      ("title", JSONText.string(look.title)),
      ("arithmetic", JSONText.array(look.arithmetic.map { JSONText.string($0) })),
      ("sentences", JSONText.array(look.sentences.map { JSONText.string($0) })),
      ("pathCount", look.pathCount.map { JSONText.string($0) } ?? "null"),
      ("paths", JSONText.array(paths)),
    ])
  }

  // MARK: Pictures that stand alone

  private func end() throws(Problem) -> Picture {
    let view = try view(steps.count - 1)
    return .values(try layout(at: view), view.frame)
  }

  /// The last frame as SVG that follows its reader's light or dark setting.
  func still() throws(Problem) -> String {
    let picture = try end()
    return try laidOut { () throws(LayoutError) in
      JSONText.object([("svg", JSONText.string(try picture.scene().svg(theme: .auto)))])
    }
  }

  /// The last frame as DOT.
  func dot() throws(Problem) -> String {
    JSONText.object([("dot", JSONText.string(try end().dot()))])
  }
}

/// What a layout gives, or why it gives nothing.
private func laidOut<Result>(
  _ make: () throws(LayoutError) -> Result
) throws(Problem) -> Result {
  do throws(LayoutError) {
    return try make()
  } catch {
    throw Problem(error.description)
  }
}

extension CloserLook {
  /// A wire that stands for several, or in tensors.
  fileprivate init(bundle: Folding.Bundle, in graph: Graph) {
    let edge = bundle.edges[0]
    self.init(title: "\(graph.symbol(of: edge.from)) → \(graph.symbol(of: edge.to))")
    if let rule = bundle.rule { arithmetic = [rule.hint] }
    if bundle.count > 1 { sentences = ["It stands for \(bundle.count) edges between numbers."] }
  }
}
