import Rendering

/// Plots as SVG inside a page, whose style sheet colours them; every number is also written out.
enum Chart {
  struct Bar {
    var label: String
    /// From 0 to the largest of all.
    var size: Double
    /// What stands at the end of the bar.
    var text: String
  }

  /// Bars from left to right, one under the other; labels stand before them.
  static func bars(_ bars: [Bar], title: String, largest: Double) -> String {
    let (row, labels, room, margin) = (26.0, 250.0, 330.0, 70.0)
    var svg = start(width: labels + room + margin, height: row * Double(bars.count) + 8, title)
    for (index, bar) in bars.enumerated() {
      let y = row * Double(index) + 4
      let length = largest > 0 ? room * min(1, bar.size / largest) : 0
      svg += text(cut(bar.label), x: labels - 8, y: y + 17, "label")
      svg += rectangle(x: labels, y: y + 4, width: max(length, 1), height: row - 8)
      svg += text(bar.text, x: labels + length + 6, y: y + 17, "count")
    }
    return svg + "</svg>\n"
  }

  /// Columns side by side, as of a histogram; labels stand between them.
  static func columns(_ counts: [Int], edges: [String], title: String, axis: String) -> String {
    let (step, left, height) = (56.0, 30.0, 180.0)
    let width = left * 2 + step * Double(counts.count)
    let most = Double(max(1, counts.max() ?? 0))
    let base = height + 24
    var svg = start(width: width, height: base + 46, title)
    for (index, count) in counts.enumerated() {
      let size = height * Double(count) / most
      let x = left + step * Double(index)
      svg += rectangle(x: x + 2, y: base - size, width: step - 4, height: size)
      if count > 0 { svg += text("\(count)", x: x + step / 2, y: base - size - 6, "middle") }
    }
    svg += "<path class=\"axis\" d=\"M\(number(left)) \(number(base))H\(number(width - left))\"/>"
    for (index, edge) in edges.enumerated() {
      svg += text(edge, x: left + step * Double(index), y: base + 18, "middle")
    }
    svg += text(axis, x: width / 2, y: base + 38, "middle")
    return svg + "</svg>\n"
  }

  private static func start(width: Double, height: Double, _ title: String) -> String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" "
      + "viewBox=\"0 0 \(number(width)) \(number(height))\" width=\"\(number(width))\">"
      + "<title>\(escaped(title))</title>"
  }

  private static func rectangle(x: Double, y: Double, width: Double, height: Double) -> String {
    "<rect class=\"bar\" x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" "
      + "height=\"\(number(height))\"/>"
  }

  private static func text(_ text: String, x: Double, y: Double, _ style: String) -> String {
    "<text class=\"\(style)\" x=\"\(number(x))\" y=\"\(number(y))\">\(escaped(text))</text>"
  }

  private static func cut(_ text: String) -> String {
    text.count > 36 ? text.prefix(35) + "…" : text
  }

  /// A coordinate with at most one decimal.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
