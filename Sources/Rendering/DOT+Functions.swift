package import Autograd
package import Diagram

extension DOT {
  /// PyTorch's own graph as a DOT file that stands alone; gradients flow along its arrows.
  ///
  /// - Parameters:
  ///   - recording: What was recorded.
  ///   - roots: The nodes whose history is drawn.
  ///   - direction: Which way values flow.
  ///   - theme: The colours; `auto` is light.
  /// - Returns: The text of the file.
  package static func text(
    functionsOf recording: Recording, roots: [Int], direction: Direction = .leftToRight,
    theme: Theme = .light
  ) -> String {
    let chart = FunctionChart(recording, roots: roots)
    let palette = theme.palette
    let font = "fontname=\"DejaVu Sans Mono,Menlo,Consolas,monospace\", fontsize=12"
    var lines = [
      "digraph gradwalk {",
      "  graph [rankdir=\(direction.rawValue), bgcolor=\"\(palette.paper)\", pad=0.3]",
      "  node [shape=box, style=filled, fillcolor=\"\(palette.card)\", \(font),",
      "    fontcolor=\"\(palette.text)\", color=\"\(palette.cardLine)\"]",
      "  edge [color=\"\(palette.wire)\", dir=back, arrowsize=0.7]",
    ]
    for id in chart.functions {
      let rows = chart.lines(of: id).enumerated().map { index, line in
        index == 0 ? "<B>\(escaped(line.text))</B>" : escaped(line.text)
      }
      let width = recording.functions[id].next.isEmpty ? 2 : 1
      lines.append("  f\(id) [label=<\(rows.joined(separator: "<BR/>"))>, penwidth=\(width)]")
    }
    for wire in chart.wires { lines.append("  f\(wire.to) -> f\(wire.from)") }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }
}
