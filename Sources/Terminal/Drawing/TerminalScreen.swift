package import Lesson

/// What a terminal shows of one step: the program, the graph, what there is to say, the leaves.
package struct TerminalScreen: Sendable {
  /// What the program is called.
  package var title: String
  /// The lines of the program's file.
  package var source: [String]
  /// The numbers of those that are program: of an article, the lines of its cells.
  package var listed: [Int]
  /// The graph of the step.
  package var graph: Graph
  /// The places of the graph; nil where it cannot be laid out.
  package var plan: TerminalPlan?
  /// How far the graph is moved from where the step is in its middle.
  package var pan: TerminalGraph.Pan
  /// The step.
  package var moment: Tour.StepView
  /// The leaves as tensors; empty where each number is told by itself.
  package var leaves: [Tour.Leaf]
  /// What stands in the last line, beside the keys.
  package var status: String
  /// What the last answer was worth; above the explanation.
  package var verdict: String
  /// A question with what was typed so far and what there is to say about it; instead of the
  /// explanation.
  package var question: [String]
  /// What to show instead of everything, such as the keys.
  package var overlay: [String]
  /// Whether it is shown in ASCII alone.
  package var isASCII: Bool

  /// A screen from its parts.
  package init(
    title: String, source: [String], listed: [Int], graph: Graph, plan: TerminalPlan?,
    pan: TerminalGraph.Pan, moment: Tour.StepView,
    leaves: [Tour.Leaf] = [], status: String, verdict: String = "", question: [String] = [],
    overlay: [String] = [],
    isASCII: Bool = false
  ) {
    self.title = title
    self.source = source
    self.listed = listed
    self.pan = pan
    self.graph = graph
    self.plan = plan
    self.moment = moment
    self.leaves = leaves
    self.status = status
    self.verdict = verdict
    self.question = question
    self.overlay = overlay
    self.isASCII = isASCII
  }

  /// The cells of a screen of some size; what does not fit is left out, the explanation last.
  package func canvas(width: Int, height: Int) -> TerminalCanvas {
    var canvas = TerminalCanvas(width: width, height: height)
    canvas.isASCII = isASCII
    guard width > 0, height > 2 else {
      canvas.write(moment.frame.title, x: 0, y: 0, .text, limit: width)
      return canvas
    }
    bar(title, moment.frame.title, y: 0, on: &canvas)
    let body = Area(x: 0, y: 1, width: width, height: height - 2)
    if !overlay.isEmpty {
      let lines = overlay.flatMap { $0.isEmpty ? [[]] : wrapped($0, .text, width: width) }
      write(lines, in: body, on: &canvas)
    } else if width >= 110, height >= 30 {
      drawWide(body, on: &canvas)
    } else if width >= 60, height >= 18 {
      drawTall(body, on: &canvas)
    } else if width >= 90 {
      drawFlat(body, on: &canvas)
    } else if height >= 24 {
      drawNarrow(body, on: &canvas)
    } else {
      drawSmall(body, on: &canvas)
    }
    canvas.write(status, x: 0, y: height - 1, .muted, limit: width)
    return canvas
  }

  struct Area {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
  }

  struct Span {
    var text: String
    var style: TerminalStyle

    init(_ text: String, _ style: TerminalStyle) {
      self.text = text
      self.style = style
    }
  }

  // How much room a pane has depends on the size and on the graph, never on the step, so that
  // nothing moves from one step to the next.

  /// The graph over its whole width, and program, explanation and leaves beside each other below.
  private func drawWide(_ area: Area, on canvas: inout TerminalCanvas) {
    let side = min(48, area.width / 3 - 2)
    let table = accounts(width: side, rows: .max)
    let bottom = min(max(12, listed.count + 1, table.count + 1), area.height * 2 / 5)
    let y = area.y + area.height - bottom
    draw(
      graphIn: Area(x: 0, y: area.y, width: area.width, height: area.height - bottom),
      on: &canvas)
    let left = Area(x: 0, y: y, width: side, height: bottom)
    pane("program", code(in: left), left, on: &canvas)
    let middle = Area(x: side + 2, y: y, width: area.width - 2 * side - 4, height: bottom)
    drawStep(middle, on: &canvas)
    let right = Area(x: area.width - side, y: y, width: side, height: bottom)
    pane("leaves", accounts(width: side, rows: bottom - 1), right, on: &canvas)
  }

  /// The graph over the program and the explanation, and the leaves below.
  private func drawTall(_ area: Area, on canvas: inout TerminalCanvas) {
    let side = area.width * 2 / 5
    let leaves = min(
      accounts(width: area.width, rows: .max).count + 1, max(3, area.height / 5))
    let bottom = min(14, (area.height - leaves) / 2)
    let graph = Area(
      x: 0, y: area.y, width: area.width, height: area.height - leaves - bottom)
    draw(graphIn: graph, on: &canvas)
    let left = Area(x: 0, y: area.y + graph.height, width: side, height: bottom)
    pane("program", code(in: left), left, on: &canvas)
    let right = Area(
      x: side + 2, y: left.y, width: area.width - side - 2, height: bottom)
    drawStep(right, on: &canvas)
    let table = Area(x: 0, y: left.y + bottom, width: area.width, height: leaves)
    pane("leaves", accounts(width: area.width, rows: leaves - 1), table, on: &canvas)
  }

  /// The graph on the left, the words on the right: for a wide screen with few lines.
  private func drawFlat(_ area: Area, on canvas: inout TerminalCanvas) {
    let side = area.width / 2
    draw(
      graphIn: Area(x: area.x, y: area.y, width: side, height: area.height), on: &canvas)
    let right = Area(
      x: area.x + side + 1, y: area.y, width: area.width - side - 1, height: area.height)
    drawSmall(right, on: &canvas)
  }

  /// The graph over the words: for a narrow screen with many lines.
  private func drawNarrow(_ area: Area, on canvas: inout TerminalCanvas) {
    let top = max(area.height / 3, area.height - 22)
    draw(graphIn: Area(x: area.x, y: area.y, width: area.width, height: top), on: &canvas)
    let rest = Area(
      x: area.x, y: area.y + top, width: area.width, height: area.height - top)
    drawSmall(rest, on: &canvas)
  }

  /// No room for the graph: the line, the words, the leaves as far as they go.
  private func drawSmall(_ area: Area, on canvas: inout TerminalCanvas) {
    let line = moment.frame.line
    let source = line > 0 && line <= self.source.count ? self.source[line - 1] : ""
    let code = Span("\(line): \(source.trimmingPrefix { $0 == " " })", .strong)
    let lines = [[code]] + explanation(width: area.width)
    let room = area.height - lines.count - 1
    var all = lines
    if room > 1 {
      all.append([])
      all += accounts(width: area.width, rows: room)
    }
    write(all, in: area, on: &canvas)
  }

  private func drawStep(_ area: Area, on canvas: inout TerminalCanvas) {
    let lines = explanation(width: area.width - 1)
    pane(question.isEmpty ? "step" : "your turn", lines, area, on: &canvas)
  }

  private func draw(graphIn area: Area, on canvas: inout TerminalCanvas) {
    heading("graph", area, on: &canvas)
    guard let plan else {
      let text = "The graph has \(graph.nodes.count) nodes, too many to draw; the words go on."
      let inner = Area(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1)
      return write([[Span(text, .muted)]], in: inner, on: &canvas)
    }
    let picture = TerminalGraph(plan, moment, ascii: isASCII)
      .canvas(width: area.width, height: area.height - 1, pan: pan)
    canvas.paste(picture, x: area.x, y: area.y + 1)
  }

  private func bar(
    _ left: String, _ right: String, y: Int, on canvas: inout TerminalCanvas
  ) {
    canvas.fill(x: 0, y: y, width: canvas.width, " ", .bar)
    let style = TerminalStyle(.text, strong: true, reversed: true)
    let end = canvas.width < 60 ? 0 : canvas.write(" \(left)   ", x: 0, y: y, .bar, limit: 30)
    canvas.write(right, x: end, y: y, style, limit: canvas.width - end)
  }

  private func heading(_ name: String, _ area: Area, on canvas: inout TerminalCanvas) {
    canvas.fill(x: area.x, y: area.y, width: area.width, isASCII ? "-" : "─", .muted)
    canvas.write(" \(name) ", x: area.x + 1, y: area.y, .muted, limit: area.width - 1)
  }

  private func pane(
    _ name: String, _ lines: [[Span]], _ area: Area, on canvas: inout TerminalCanvas
  ) {
    heading(name, area, on: &canvas)
    let inner = Area(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1)
    write(lines, in: inner, on: &canvas)
  }

  private func write(_ lines: [[Span]], in area: Area, on canvas: inout TerminalCanvas) {
    for (row, line) in lines.prefix(max(0, area.height)).enumerated() {
      var x = area.x
      for span in line where x < area.x + area.width {
        let isCut = row == area.height - 1 && lines.count > area.height
        x = canvas.write(
          isCut ? span.text + " …" : span.text, x: x, y: area.y + row, span.style,
          limit: area.x + area.width - x)
      }
    }
  }
}
