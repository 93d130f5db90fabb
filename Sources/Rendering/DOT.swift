package import Diagram
package import Lesson

/// Pictures as DOT files that stand alone: `dot -Tsvg` makes a picture of one.
package enum DOT {
  /// A frame, with the same values, gradients, local derivatives and contributions as a picture of
  /// ours, laid out by Graphviz.
  ///
  /// - Parameters:
  ///   - graph: What to draw.
  ///   - frame: The state that is shown.
  ///   - view: Cards, or gates and wires.
  ///   - direction: Which way values flow.
  ///   - folding: What is drawn as one card.
  ///   - theme: The colours; `auto` is light, since DOT knows no system setting.
  /// - Returns: The text of the file.
  package static func text(
    _ graph: Graph, _ frame: Frame, view: Layout.View = .values,
    direction: Direction = .leftToRight, folding: Folding? = nil, theme: Theme = .light
  ) -> String {
    var writer = DOTWriter(
      graph: graph, frame: frame, view: view, folding: folding, palette: theme.palette)
    writer.write(direction)
    return writer.lines.joined(separator: "\n") + "\n"
  }
}

extension PictureFormat {
  /// Graphviz lays it out, so that no layout of ours can fail.
  package static let dot = PictureFormat("dot") { (picture, theme) throws(PictureError) in
    Array(picture.dot(theme: theme).utf8)
  }
}

extension Picture {
  /// The text of a DOT file.
  package func dot(theme: Theme = .light) -> String {
    switch self {
    case .values(let layout, let frame):
      DOT.text(
        layout.graph, frame, view: layout.view, direction: layout.direction,
        folding: layout.folding, theme: theme)
    case .functions(let recording, let roots, let direction):
      DOT.text(functionsOf: recording, roots: roots, direction: direction, theme: theme)
    }
  }
}

private struct DOTWriter {
  let graph: Graph
  let frame: Frame
  let view: Layout.View
  let folding: Folding?
  let palette: Palette
  var lines: [String] = []

  mutating func write(_ direction: Direction) {
    let font = "fontname=\"DejaVu Sans Mono,Menlo,Consolas,monospace\""
    lines.append("digraph gradwalk {")
    lines.append(
      "  graph [rankdir=\(direction.rawValue), newrank=true, nodesep=0.25, ranksep=0.45,")
    lines.append("    bgcolor=\"\(palette.paper)\", pad=0.3, \(font), fontsize=12,")
    lines.append("    labelloc=t, labeljust=l, label=<\(heading)>,")
    lines.append("    tooltip=\(quoted(frame.title))]")
    lines.append("  node [shape=box, style=\"rounded,filled\", margin=\"0.06,0.04\", \(font),")
    lines.append("    fontsize=12, fontcolor=\"\(palette.text)\", fillcolor=\"\(palette.card)\",")
    lines.append("    color=\"\(palette.cardLine)\"]")
    lines.append("  edge [\(font), fontsize=11, color=\"\(palette.wire)\",")
    lines.append("    fontcolor=\"\(palette.muted)\", arrowsize=0.7]")
    writeScope(nil, indent: "  ")
    if let folding {
      for bundle in folding.bundles { lines.append("  " + statement(for: bundle)) }
    } else {
      for edge in graph.edges { lines.append("  " + statement(for: edge)) }
    }
    for (root, seed) in frame.seeds.sorted(by: { $0.key < $1.key }) { writeSeed(seed, into: root) }
    lines.append("}")
  }

  private var heading: String {
    var rows = [cell("<B>\(escaped(frame.title))</B>", color: palette.text, size: 15)]
    rows += frame.arithmetic.split(whereSeparator: { $0.isNewline }).map {
      cell(escaped($0), color: palette.text, size: 13)
    }
    rows += Metrics.wrapped(frame.sentence, columns: 90).map {
      cell(escaped($0), color: palette.muted, size: 12)
    }
    return table(rows.map { "<TR>\($0)</TR>" })
  }

  private func table(_ rows: [String]) -> String {
    "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"1\" CELLPADDING=\"1\">"
      + rows.joined() + "</TABLE>"
  }

  /// A cell of markup that is escaped already.
  private func cell(
    _ markup: String, color: String, size: Double = 12, align: String = "LEFT",
    attributes: String = ""
  ) -> String {
    // Graphviz refuses a font of nothing.
    let content =
      markup.isEmpty
      ? "" : "<FONT COLOR=\"\(color)\" POINT-SIZE=\"\(Int(size))\">\(markup)</FONT>"
    return "<TD ALIGN=\"\(align)\"\(attributes)>\(content)</TD>"
  }

  /// A scope with the nodes and scopes in it; nil is what stands in none.
  private mutating func writeScope(_ scope: Int?, indent: String) {
    for node in graph.nodes where node.scope == scope && folding?.fold(of: node.id) == nil {
      lines.append(indent + statement(for: node))
    }
    for fold in folding?.folds ?? [] where fold.scope == scope {
      lines.append(indent + statement(for: fold))
    }
    for (index, inner) in graph.scopes.enumerated() where inner.parent == scope {
      lines.append("\(indent)subgraph cluster_\(index) {")
      lines.append("\(indent)  label=\(quoted(inner.title)); style=\"rounded,filled\"; margin=12")
      lines.append("\(indent)  fillcolor=\"\(palette.scope)\"; color=\"\(palette.scopeLine)\"")
      lines.append("\(indent)  fontcolor=\"\(palette.muted)\"")
      writeScope(index, indent: indent + "  ")
      lines.append("\(indent)}")
    }
  }

  private func statement(for node: Graph.Node) -> String {
    let state = frame.nodes[node.id]
    var attributes = ["label=<\(label(of: node, state))>"]
    switch node.kind {
    case .leaf: attributes.append("penwidth=2")
    case .computed: break
    case .constant, .untracked: attributes.append("style=\"rounded,filled,dashed\"")
    case .detached: attributes.append("style=\"rounded,filled,dotted\"")
    }
    if node.order > 0 {
      let fill = node.order == 1 ? palette.firstOrder : palette.higherOrder
      attributes.append("fillcolor=\"\(fill)\"")
    }
    if graph.roots.contains(node.id) { attributes.append("peripheries=2") }
    if state?.isComputed == false { attributes.append("style=\"rounded,filled,dotted\"") }
    if frame.focus == node.id {
      let (fill, line) =
        frame.isForward ? (palette.computing, palette.value) : (palette.focus, palette.gradient)
      attributes.append("penwidth=3, fillcolor=\"\(fill)\", color=\"\(line)\"")
    }
    if state?.error != nil {
      attributes.append(
        "style=\"rounded,filled,dashed\", penwidth=3.4, color=\"\(palette.gradient)\"")
    }
    attributes.append("tooltip=\(quoted(PictureText.node(node, state)))")
    return "n\(node.id) [\(attributes.joined(separator: ", "))]"
  }

  /// The node that stands for the card that a node is on.
  private func card(of node: Int) -> Int {
    guard let folding, let fold = folding.fold(of: node) else { return node }
    return folding.folds[fold].members[0]
  }

  private func statement(for fold: Folding.Fold) -> String {
    let card = Card(fold, in: graph, frame)
    let tooltip = quoted(fold.hint)
    let style =
      card.error == nil
      ? "" : ", style=\"rounded,filled,dashed\", penwidth=3.4, color=\"\(palette.gradient)\""
    return "n\(fold.members[0]) "
      + "[label=<\(label(of: card))>, peripheries=\(fold.isTensor ? 1 : 2)\(style), "
      + "tooltip=\(tooltip)]"
  }

  private func statement(for bundle: Folding.Bundle) -> String {
    if let edge = bundle.edge { return statement(for: edge) }
    let (from, to) = (card(of: bundle.edges[0].from), card(of: bundle.edges[0].to))
    let text = bundle.rule?.equation ?? "\(bundle.count) edges"
    let isLabel = bundle.isCounted || bundle.rule != nil
    return "n\(from) -> n\(to) [\(isLabel ? "label" : "tooltip")=\(quoted(text))]"
  }

  private func label(of node: Graph.Node, _ state: Frame.NodeState?) -> String {
    switch view {
    case .values: return label(of: Card(node, state))
    case .circuit:
      let uses = graph.edges.count { $0.from == node.id }
      let gate = Gate(node, state, uses: uses)
      var rows = [
        cell("<B>\(escaped(gate.symbol))</B>", color: palette.text, size: 14, align: "CENTER")
      ]
      if let name = gate.name {
        rows.append(cell(escaped(name), color: palette.muted, size: 10, align: "CENTER"))
      }
      if let sum = gate.sum {
        rows.append(
          cell("Σ " + escaped(sum.text), color: palette.gradient, size: 10, align: "CENTER"))
      }
      if let error = gate.error { rows.append(errorCell(error)) }
      return table(rows.map { "<TR>\($0)</TR>" })
    }
  }

  private func label(of card: Card) -> String {
    var rows = card.title.map {
      "<TR>\(cell("<B>\(escaped($0))</B>", color: palette.text, align: "CENTER", attributes: " COLSPAN=\"2\""))</TR>"
    }
    rows += card.rows.map { entry in
      row(entry.label, entry.entry, color: entry.isGradient ? palette.gradient : palette.value)
    }
    rows += card.notes.map {
      "<TR>\(cell(escaped($0), color: palette.muted, size: 10, align: "CENTER", attributes: " COLSPAN=\"2\""))</TR>"
    }
    if let error = card.error {
      rows.append("<TR>\(errorCell(error, attributes: " COLSPAN=\"2\""))</TR>")
    }
    return table(rows)
  }

  /// The row that names the error that a node is responsible for.
  private func errorCell(_ type: String, attributes: String = "") -> String {
    cell(
      "<B>✕ \(escaped(type))</B>", color: palette.alarmText, size: 10, align: "CENTER",
      attributes: "\(attributes) BGCOLOR=\"\(palette.alarm)\"")
  }

  private func row(_ label: String, _ entry: Card.Entry, color: String) -> String {
    "<TR>\(cell(label, color: palette.muted, size: 10))\(number(entry, color: color))</TR>"
  }

  /// The looks of an entry are those of the SVG picture.
  private func number(_ entry: Card.Entry, color: String, align: String = "RIGHT") -> String {
    switch entry.look {
    case .number: cell(escaped(entry.text), color: color, align: align)
    case .zero:
      cell(
        escaped(entry.text), color: color, align: align,
        attributes: " BORDER=\"1\" STYLE=\"ROUNDED\" COLOR=\"\(palette.gradient)\"")
    case .alarm:
      cell(
        "<B>\(escaped(entry.text))</B>", color: palette.alarmText, align: align,
        attributes: " BGCOLOR=\"\(palette.alarm)\"")
    case .inheritedZero: cell(escaped(entry.text), color: palette.muted, align: align)
    case .absent: cell(escaped(entry.text), color: palette.muted, size: 10, align: align)
    }
  }

  private func statement(for edge: Graph.Edge) -> String {
    let state = frame.edges[edge]
    let isComputed = frame.nodes[edge.to]?.isComputed ?? true
    var attributes: [String] = []
    let rows = isComputed ? labelRows(of: edge, state) : []
    if !rows.isEmpty { attributes.append("label=<\(table(rows.map { "<TR>\($0)</TR>" }))>") }
    if !isComputed {
      attributes.append("style=dotted")
    } else if !graph.carriesGradient(edge) {
      attributes.append("style=dashed")
    }
    if let state, state.isActive, state.contribution != nil {
      attributes.append("dir=back, penwidth=2.6, color=\"\(palette.gradient)\"")
    } else if state?.isActive == true {
      attributes.append("penwidth=2, color=\"\(palette.value)\"")
    } else if state?.contribution != nil {
      attributes.append("dir=both")
    }
    attributes.append("tooltip=\(quoted(PictureText.edge(edge, of: graph, frame)))")
    return
      "n\(card(of: edge.from)) -> n\(card(of: edge.to)) [\(attributes.joined(separator: ", "))]"
  }

  private func labelRows(of edge: Graph.Edge, _ state: Frame.EdgeState?) -> [String] {
    var rows: [String] = []
    switch view {
    case .values:
      if let local = state?.local {
        rows.append(text(EdgeText.local(local), local, color: palette.muted))
      } else if graph.custom[edge] != nil {
        rows.append(cell(EdgeText.custom, color: palette.muted, align: "CENTER"))
      }
      if let sent = state?.contribution {
        rows.append(text(EdgeText.contribution(sent), sent, color: palette.gradient))
      }
    case .circuit:
      if let node = graph[edge.from], frame.nodes[edge.from]?.isComputed ?? true {
        rows.append(text(NumberText.card(node.value), node.value, color: palette.value))
      }
      if let sent = state?.contribution {
        rows.append(text(NumberText.card(sent), sent, color: palette.gradient))
      }
    }
    return rows
  }

  private func text(_ text: String, _ value: Double, color: String) -> String {
    number(.init(value, written: text), color: color, align: "CENTER")
  }

  private mutating func writeSeed(_ seed: Double, into root: Int) {
    let color = palette.gradient
    let rows = [
      cell("seed", color: palette.muted, size: 11, align: "CENTER"),
      cell("<B>\(escaped(NumberText.card(seed)))</B>", color: color, align: "CENTER"),
    ]
    lines.append(
      "  seed\(root) [shape=plain, style=\"\", label=<\(table(rows.map { "<TR>\($0)</TR>" }))>]")
    lines.append("  n\(card(of: root)) -> seed\(root) [dir=back, penwidth=2.6, color=\"\(color)\"]")
  }

  /// A text in DOT's double quotes, in which a backslash would begin an escape.
  private func quoted(_ text: String) -> String {
    let safe = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "\"": "\\\""
      case "\n", "\r", "\u{2028}", "\u{2029}": " "
      case "\u{0}"..."\u{1F}": "\u{FFFD}"
      default: String(scalar)
      }
    }
    return "\"\(safe.joined())\""
  }
}
