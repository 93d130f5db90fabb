import Foundation
import Notebook
import Rendering

/// Sets a sheet on pages of A4, as SVG; librsvg makes a PDF document of them.
struct SheetPages {
  /// One SVG document a page.
  private(set) var pages: [String] = []
  private var page = ""
  private var y = SheetPages.margin
  private let footer: String

  // In points.
  private static let size = (width: 595.0, height: 842.0)
  private static let margin = 48.0
  private static let width = 499.0
  private static let bottom = 790.0

  init(footer: String) { self.footer = footer }

  mutating func heading(_ text: String) {
    flow([Markup.Run(text, .strong)], size: 17, leading: 22, indent: 0)
    y += 2
  }

  /// Two texts at the ends of one line, above a rule.
  mutating func rule(_ left: String, _ right: String) {
    y += 12
    page += Self.text(left, x: Self.margin, y: y, size: 10.5, .plain)
    page += Self.text(right, x: Self.margin + Self.width, y: y, size: 9, .plain, anchor: "end")
    y += 6
    page += Self.line(Self.margin, y, Self.margin + Self.width, y, 1.2)
    y += 8
  }

  mutating func block(_ block: Markup.Block) {
    switch block {
    case .heading(let runs):
      flow(runs.map { .init($0.text, .strong) }, size: 12.5, leading: 17, indent: 0)
    case .paragraph(let runs): flow(runs, size: 10.5, leading: 15, indent: 0)
    case .item(let runs):
      let top = y
      let before = pages.count
      flow(runs, size: 10.5, leading: 15, indent: 14)
      if before == pages.count {
        page += Self.text("•", x: Self.margin + 4, y: top + 15, size: 10.5, .plain)
      }
      y -= 4
    case .code(let text): code(text)
    }
    y += 5
  }

  /// Lines of code in a frame, smaller where they are long, cut where a page ends.
  private mutating func code(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    let columns = Double(lines.map(\.count).max() ?? 1)
    let size = min(9.5, (Self.width - 16) / (0.6022 * max(columns, 1)))
    let leading = size * 1.36
    var rest = lines[...]
    while !rest.isEmpty {
      if y + 3 * leading + 14 > Self.bottom { breakPage() }
      let room = max(1, Int((Self.bottom - y - 14) / leading))
      let part = rest.prefix(room)
      rest = rest.dropFirst(room)
      let height = Double(part.count) * leading + 12
      page +=
        "<rect x=\"\(Self.margin)\" y=\"\(Self.number(y + 2))\" width=\"\(Self.width)\" "
        + "height=\"\(Self.number(height))\" fill=\"#fff\" stroke=\"#888\" stroke-width=\"0.7\"/>\n"
      for (index, line) in part.enumerated() {
        page += Self.text(
          String(line), x: Self.margin + 8, y: y + 6 + leading * (Double(index) + 0.85), size: size,
          .code)
      }
      y += height + 4
    }
  }

  /// A picture, made smaller to fit, in the middle.
  mutating func picture(_ svg: String) {
    guard
      let match = svg.firstMatch(
        of: /viewBox="0 0 ([\d.]+) ([\d.]+)" width="[\d.]+" height="[\d.]+"/),
      let width = Double(match.output.1), let height = Double(match.output.2)
    else { return }
    var scale = min(1, Self.width / width, 440 / height)
    // A little smaller is better than on the next page.
    let room = (Self.bottom - y) / height
    if room < scale, room > 0.75 * scale { scale = room }
    if y + height * scale > Self.bottom + 0.01 { breakPage() }
    let x = Self.margin + (Self.width - width * scale) / 2
    // What follows a page's width is for browsers.
    var nested = svg.replacing(" style=\"max-width:100%;height:auto\"", with: "")
    nested.replaceSubrange(
      match.range,
      with: "viewBox=\"0 0 \(match.output.1) \(match.output.2)\" x=\"\(Self.number(x))\" "
        + "y=\"\(Self.number(y))\" width=\"\(Self.number(width * scale))\" "
        + "height=\"\(Self.number(height * scale))\"")
    page += nested
    y += height * scale + 6
  }

  /// A blank's number, what is asked, and a line to write on.
  mutating func blank(_ number: Int, _ prompt: String) {
    let lines = Self.lines(of: [.init(prompt, .plain)], size: 10, width: 300)
    let height = max(22, Double(lines.count) * 13 + 8)
    if y + height > Self.bottom { breakPage() }
    page += Self.text("(\(number))", x: Self.margin, y: y + 15, size: 10, .strong)
    for (index, line) in lines.enumerated() {
      page += Self.line(line, x: Self.margin + 30, y: y + 15 + Double(index) * 13, size: 10)
    }
    page += Self.line(
      Self.margin + 340, y + 17, Self.margin + Self.width, y + 17, 0.8)
    y += height
  }

  /// Ends the last page.
  mutating func finish() {
    if !page.isEmpty || pages.isEmpty { breakPage() }
  }

  private mutating func breakPage() {
    let foot = Self.text(
      "\(footer) · page \(pages.count + 1)", x: Self.margin, y: 818, size: 8, .plain)
    pages.append(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 595 842\" width=\"595\" "
        + "height=\"842\">\n<rect width=\"595\" height=\"842\" fill=\"#fff\"/>\n\(page)\(foot)</svg>\n"
    )
    page = ""
    y = Self.margin
  }

  private mutating func flow(
    _ runs: [Markup.Run], size: Double, leading: Double, indent: Double
  ) {
    for line in Self.lines(of: runs, size: size, width: Self.width - indent) {
      if y + leading > Self.bottom { breakPage() }
      y += leading
      page += Self.line(line, x: Self.margin + indent, y: y, size: size)
    }
  }
}

/// Lines and the widths of letters.
extension SheetPages {
  private static func lines(
    of runs: [Markup.Run], size: Double, width: Double
  ) -> [[Markup.Run]] {
    var lines: [[Markup.Run]] = [[]]
    var used = 0.0
    for run in runs {
      var words = run.text.split(separator: " ", omittingEmptySubsequences: false)[...]
      while let word = words.popFirst() {
        let piece = String(word) + (words.isEmpty ? "" : " ")
        let wide = Self.width(of: piece.trimmingCharacters(in: .whitespaces), run.style, size)
        if used + wide > width, used > 0 {
          lines.append([])
          used = 0
        }
        if let last = lines[lines.count - 1].last, last.style == run.style {
          lines[lines.count - 1][lines[lines.count - 1].count - 1].text += piece
        } else {
          lines[lines.count - 1].append(.init(piece, run.style))
        }
        used += Self.width(of: piece, run.style, size)
      }
    }
    return lines.filter { !$0.isEmpty }
  }

  /// An upper bound, from the advances of DejaVu Sans.
  private static func width(of text: String, _ style: Markup.Style, _ size: Double) -> Double {
    let ems = text.reduce(0.0) { sum, letter in
      sum + (style == .code ? 0.61 : Self.advance(of: letter))
    }
    return ems * size * (style == .strong ? 1.12 : 1)
  }

  private static func advance(of letter: Character) -> Double {
    switch letter {
    case " ", ".", ",", ":", ";", "'", "i", "j", "l", "|", "!", "I": 0.33
    case "f", "t", "r", "(", ")", "[", "]", "/", "-": 0.41
    case "m", "w", "M", "W", "%", "@": 0.98
    case "=", "+", "<", ">", "−", "→", "×", "∂", "…": 0.84
    case "c", "k", "s", "v", "x", "y", "z": 0.59
    case _ where letter.isUppercase: 0.78
    case _ where !letter.isASCII: 1
    default: 0.64
    }
  }

  private static func line(_ runs: [Markup.Run], x: Double, y: Double, size: Double) -> String {
    var spans = ""
    for run in runs { spans += "<tspan\(attributes(run.style))>\(escaped(run.text))</tspan>" }
    return "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" "
      + "font-family=\"DejaVu Sans,sans-serif\" xml:space=\"preserve\">\(spans)</text>\n"
  }

  private static func text(
    _ text: String, x: Double, y: Double, size: Double, _ style: Markup.Style,
    anchor: String = "start"
  ) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" "
      + "text-anchor=\"\(anchor)\" font-family=\"DejaVu Sans,sans-serif\" xml:space=\"preserve\">"
      + "<tspan\(attributes(style))>\(escaped(text))</tspan></text>\n"
  }

  private static func attributes(_ style: Markup.Style) -> String {
    switch style {
    case .plain: ""
    case .strong: " font-weight=\"bold\""
    case .emphasis: " font-style=\"italic\""
    case .code: " font-family=\"DejaVu Sans Mono,monospace\""
    }
  }

  private static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ width: Double
  ) -> String {
    "<path d=\"M\(number(x1)) \(number(y1))L\(number(x2)) \(number(y2))\" stroke=\"#000\" "
      + "stroke-width=\"\(width)\"/>\n"
  }

  private static func number(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
