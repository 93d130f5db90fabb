import Autograd
package import Lesson

extension Markdown {
  /// How many rows of a table are written before the rest is only counted.
  private static let mostRows = 200

  /// The steps of a pass in visiting order: one row for each contribution.
  package static func steps(_ graph: Graph, _ pass: Pass) -> String {
    var rows: [[String]] = []
    var sums: [Int: Double] = [:]
    for seed in pass.seeds where graph[seed.node] != nil {
      sums[seed.node, default: 0] += seed.value
      let symbol = graph.symbol(of: seed.node)
      rows.append([
        "\(rows.count + 1)", "seed", "", "", number(seed.value),
        gradient(symbol, seed.value),
      ])
    }
    var count = 0
    for visit in pass.visits where graph[visit.node] != nil {
      for contribution in visit.contributions {
        count += 1
        guard rows.count < mostRows else { continue }
        let sent = Arithmetic(contribution, upstream: visit.gradient, in: graph)
        let operand = contribution.edge.from
        let precision = graph.recording.nodes[operand].precision
        let sum = sums[operand].map { $0 + sent.amount } ?? sent.amount
        sums[operand] = precision.rounded(sum)
        rows.append(row("\(rows.count + 1)", sent, sum: precision.rounded(sum), graph))
      }
    }
    if count > mostRows { rows.append(["…", "\(count) contributions in all", "", "", "", ""]) }
    return table(
      [
        "step", "operation", "local derivative", "upstream × local", "contribution",
        "gradient so far",
      ], rows)
  }

  private static func row(
    _ step: String, _ sent: Arithmetic, sum: Double, _ graph: Graph
  ) -> [String] {
    let (operand, node) = (graph.symbol(of: sent.edge.from), graph.symbol(of: sent.edge.to))
    let use = Notation.use(of: sent.edge, in: graph)
    let reason = use + (sent.reason.map { ", since \(escaped($0))" } ?? "")
    let local = "\(Notation.partialLatex(node, by: operand)) = \(sent.local.latex)"
    return [
      step, code(graph.equation(of: sent.edge.to)),
      sent.custom == nil ? math(local) + reason : "the program's own `backward`",
      math(sent.latex),
      signed(sent.amount), gradient(operand, sum),
    ]
  }

  private static func gradient(_ symbol: String, _ value: Double) -> String {
    math("\(Notation.gradientLatex(symbol)) = \(LaTeX.number(NumberText.card(value)))")
  }

  /// What every leaf of a graph got in a pass, beside its measured slope.
  package static func leaves(_ graph: Graph, _ pass: Pass) -> String {
    let leaves = graph.nodes.filter { $0.kind == .leaf }
    let measured = FiniteDifferences(graph.recording, seeds: pass.seeds)
    let contributions = Dictionary(
      grouping: pass.visits.flatMap { $0.contributions }, by: { $0.edge.from })
    var rows: [[String]] = []
    for leaf in leaves.prefix(mostRows) {
      let sent = contributions[leaf.id, default: []]
      guard !sent.isEmpty else {
        rows.append([code(leaf.symbol), number(leaf.value), "—", "", ""])
        continue
      }
      let sum = sent.dropFirst().reduce(sent[0].amount) { $0 + $1.amount }
      let slope = measured.slope(by: leaf.id)
      let warning =
        slope.kink.map { "; at a kink of \(code(graph.equation(of: $0)))" } ?? ""
      rows.append([
        code(leaf.symbol), number(leaf.value), number(sum), number(slope.slope),
        "h = \(number(slope.step))\(warning)",
      ])
    }
    if leaves.count > mostRows {
      rows.append(["… \(leaves.count - mostRows) more", "", "", "", ""])
    }
    return table(["leaf", "value", "gradient of this pass", "measured slope", "step"], rows)
  }

  /// The account of every leaf of a graph over the whole program: before, contributions, after.
  ///
  /// - Parameters:
  ///   - graph: Whose leaves are told of, whatever they have become since.
  ///   - source: The lines of the program, which say where something happened.
  /// - Returns: A table; empty where nothing happened to any leaf.
  package static func ledgers(_ graph: Graph, source: [String] = []) -> String {
    let versions = graph.recording.versions
    let leaves = Set(
      graph.nodes.filter { $0.kind == .leaf }.map { versions[$0.id] ?? $0.id })
    let shown = Ledger.all(in: graph.recording).filter {
      leaves.contains(versions[$0.leaf] ?? $0.leaf)
    }
    let rows = shown.flatMap { ledger in ledger.entries.map { row($0, ledger, graph, source) } }
    guard !rows.isEmpty else { return "" }
    let cut =
      rows.count > mostRows ? [["…", "\(rows.count) entries in all", "", "", ""]] : []
    return table(
      ["leaf", "what happened", "grad before", "contributions", "grad after"],
      rows.prefix(mostRows) + cut)
  }

  private static func row(
    _ entry: Ledger.Entry, _ ledger: Ledger, _ graph: Graph, _ source: [String]
  ) -> [String] {
    let leaf = code(ledger.name)
    /// The line as the reader sees it, or its number.
    func place(_ line: Int) -> String {
      guard source.indices.contains(line - 1) else { return "line \(line)" }
      return code(String(source[line - 1].drop { $0 == " " || $0 == "\t" }))
    }
    switch entry {
    case .pass(let number, let line, let before, let contributions, let seed, let hook, let after):
      let parts =
        (seed.map { [signed($0)] } ?? [])
        + contributions.prefix(8).map { sent in
          let sender = graph[sent.edge.to].map { " from \(code($0.symbol))" } ?? ""
          return signed(sent.amount) + sender
        }
      let more = contributions.count > 8 ? ["… \(contributions.count - 8) more"] : []
      let hooked = hook.map { ["a hook made \(Self.number($0.after)) of it"] } ?? []
      return [
        leaf, "pass \(number), \(place(line))", before.map { Self.number($0) } ?? "`None`",
        (parts + more + hooked).joined(separator: ", "), Self.number(after),
      ]
    case .cleared(let line, let value):
      return [leaf, "cleared, \(place(line))", "", "", value.map { number($0) } ?? "`None`"]
    case .changed(let line, let old, let new):
      return [
        leaf, "changed by the program, \(place(line))", old.map { number($0) } ?? "`None`", "",
        number(new),
      ]
    case .updated(let line, let old, let new):
      return [leaf, "updated from \(number(old)) to \(number(new)), \(place(line))", "", "", ""]
    }
  }

  /// The notes on the gates of a graph.
  package static func gateNotes(_ graph: Graph) -> String {
    graph.gateNotes.map { "- **\(escaped($0.title))**: \(escaped($0.text))\n" }.joined()
  }

  /// A number, with the fraction that it exactly is.
  private static func number(_ value: Double) -> String {
    let text = NumberText.card(value)
    return NumberText.fraction(value).map { "\(text) (\($0))" } ?? text
  }

  private static func signed(_ value: Double) -> String { NumberText.addend(value) }
}

extension Markdown {
  /// What every operation of a graph computed.
  package static func forward(_ graph: Graph) -> String {
    let computed = graph.nodes.filter { $0.kind.isComputed }
    var rows = computed.prefix(mostRows).enumerated().map { index, node in
      ["\(index + 1)", code(graph.equation(of: node.id)), "\(node.line)", number(node.value)]
    }
    if computed.count > mostRows {
      rows.append(["…", "\(computed.count) operations in all", "", ""])
    }
    return table(["step", "operation", "line", "value"], rows)
  }
}
