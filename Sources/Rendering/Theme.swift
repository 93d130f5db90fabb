internal import Diagram

/// How a picture is coloured.
package enum Theme: String, Sendable, CaseIterable {
  /// Dark on light ground, on every system.
  case light
  /// Light on dark ground, on every system.
  case dark
  /// Light or dark, as the reader's system is set.
  case auto
  /// Black on white, told apart by line styles alone.
  case print
}

/// The colours of a theme, named by what they are for.
///
/// Texts have a contrast of at least 4.5 to every ground they stand on, and lines that carry
/// meaning one of 3 (WCAG 2.2, 1.4.3 and 1.4.11); value and gradient are the blue and vermilion
/// that Okabe & Ito's palette keeps apart for colour-blind readers.
package struct Palette: Sendable {
  var paper: String
  var scope: String
  var scopeLine: String
  var card: String
  var cardLine: String
  var strongLine: String
  var focus: String
  /// The same on the way forward.
  var computing: String
  /// Computed by a backward pass, and by one through such a pass.
  var firstOrder: String
  var higherOrder: String
  var text: String
  var muted: String
  var value: String
  var gradient: String
  var wire: String
  var alarm: String
  var alarmText: String

  static let light = Palette(
    paper: "#ffffff", scope: "#f6f8fb", scopeLine: "#d5dbe3", card: "#ffffff",
    cardLine: "#5b6573", strongLine: "#1f2937", focus: "#fff7ed", computing: "#eef6ff",
    firstOrder: "#f6f3ff", higherOrder: "#effaf1", text: "#1f2937", muted: "#5b6573",
    value: "#0067b1", gradient: "#c2410c", wire: "#7b8594", alarm: "#8f1020",
    alarmText: "#ffffff")

  static let dark = Palette(
    paper: "#0f1620", scope: "#151e2a", scopeLine: "#334155", card: "#1b2635",
    cardLine: "#94a3b8", strongLine: "#f1f5f9", focus: "#3a2417", computing: "#10304d",
    firstOrder: "#2a2542", higherOrder: "#17332b", text: "#f1f5f9", muted: "#a9b6c6",
    value: "#74b9ff", gradient: "#ff9d66", wire: "#8391a5", alarm: "#ff8f9c",
    alarmText: "#0f1620")

  static let print = Palette(
    paper: "#ffffff", scope: "#ffffff", scopeLine: "#000000", card: "#ffffff",
    cardLine: "#000000", strongLine: "#000000", focus: "#ffffff",
    computing: "#ffffff",
    firstOrder: "#ffffff", higherOrder: "#ffffff", text: "#000000", muted: "#000000",
    value: "#000000", gradient: "#000000", wire: "#000000", alarm: "#000000",
    alarmText: "#ffffff")

  /// Every pair of a text and a ground that it may stand on.
  package var textPairs: [(text: String, ground: String)] {
    [text, muted, value, gradient].flatMap { text in
      [paper, scope, card, focus, computing, firstOrder, higherOrder].map { (text, $0) }
    } + [(alarmText, alarm)]
      + [value, gradient].map { ($0, Palette.mixed($0, NumberGrid.shade, into: card)) }
  }

  /// A ground with so much of a colour over it.
  private static func mixed(_ color: String, _ share: Double, into ground: String) -> String {
    func channels(_ color: String) -> [Int] {
      let number = Int(color.dropFirst(), radix: 16) ?? 0
      return [number >> 16, number >> 8 & 255, number & 255]
    }
    let hex = zip(channels(color), channels(ground)).map { color, ground in
      let mixed = Double(ground) + (Double(color) - Double(ground)) * share
      let text = String(Int(mixed.rounded()), radix: 16)
      return text.count < 2 ? "0" + text : text
    }
    return "#" + hex.joined()
  }

  /// Every pair of a line that carries meaning and a ground.
  package var linePairs: [(line: String, ground: String)] {
    [wire, cardLine, strongLine, value, gradient].flatMap { line in
      [paper, scope].map { (line, $0) }
    }
  }
}

extension Palette {
  /// Visits each colour with the name of its custom property.
  private mutating func visit(_ body: (_ name: String, _ color: inout String) -> Void) {
    body("paper", &paper)
    body("scope", &scope)
    body("scope-line", &scopeLine)
    body("card", &card)
    body("card-line", &cardLine)
    body("strong-line", &strongLine)
    body("focus", &focus)
    body("computing", &computing)
    body("first-order", &firstOrder)
    body("higher-order", &higherOrder)
    body("text", &text)
    body("muted", &muted)
    body("value", &value)
    body("gradient", &gradient)
    body("wire", &wire)
    body("alarm", &alarm)
    body("alarm-text", &alarmText)
  }

  /// The colours as custom properties: `--paper:#fff;…`.
  fileprivate var declarations: String {
    var (palette, declarations) = (self, [String]())
    palette.visit { declarations.append("--\($0):\($1)") }
    return declarations.joined(separator: ";")
  }

  /// Whatever the custom properties say.
  fileprivate static let properties = {
    var palette = Palette.light
    palette.visit { $1 = "var(--\($0))" }
    return palette
  }()
}

extension Theme {
  /// The theme where no reader's preference is known: `auto` is light.
  package var fixed: Theme { self == .auto ? .light : self }

  /// The colours where only one set can be used; a page's `auto` is light on paper.
  package var palette: Palette {
    switch self {
    case .light, .auto: .light
    case .dark: .dark
    case .print: .print
    }
  }

  /// The style sheet of a picture.
  package var styleSheet: String {
    switch self {
    case .light: Theme.lightSheet
    case .dark: Theme.darkSheet
    case .auto: Theme.autoSheet
    case .print: Theme.printSheet
    }
  }

  private static let lightSheet = shapes + colors(.light)
  private static let darkSheet = shapes + colors(.dark)
  private static let autoSheet =
    lightSheet + "@media (prefers-color-scheme:dark){\n\(colors(.dark))}\n"
  private static let printSheet = shapes + colors(.print) + printShapes

  /// The style sheet of all pictures of a page, in the page's own custom properties: light or dark
  /// as the reader's system is set, or as the root's `data-theme` says.
  package static let pageSheet =
    ":root{color-scheme:light;\(Palette.light.declarations)}\n"
    + "@media (prefers-color-scheme:dark){:root{color-scheme:dark;\(Palette.dark.declarations)}}\n"
    + ":root[data-theme=light]{color-scheme:light;\(Palette.light.declarations)}\n"
    + ":root[data-theme=dark]{color-scheme:dark;\(Palette.dark.declarations)}\n"
    + "@media print{:root:root{color-scheme:light;\(Palette.light.declarations)}}\n"
    + shapes + colors(.properties)

  /// What no colour is needed for: line widths, dashes and weights.
  private static let shapes = """
    .gradwalk .card,.gradwalk .gate{stroke-width:1.2}
    .gradwalk .leaf .card{stroke-width:2.2}
    .gradwalk .rootLine{fill:none;stroke-width:1.2}
    .gradwalk .constant .card{stroke-dasharray:4 3}
    .gradwalk .untracked .card,.gradwalk .untracked .gate{stroke-dasharray:4 3}
    .gradwalk .detached .card,.gradwalk .detached .gate{stroke-dasharray:9 3 2 3}
    .gradwalk .pending .card,.gradwalk .pending .gate{stroke-dasharray:1 3;stroke-linecap:round}
    .gradwalk .focus .card,.gradwalk .focus .gate{stroke-width:3}
    .gradwalk .scope .card{stroke-width:1}
    .gradwalk .wire{fill:none;stroke-width:1.4}
    .gradwalk .untrackedEdge .wire{stroke-dasharray:4 3}
    .gradwalk .pending .wire{stroke-dasharray:1 3;stroke-linecap:round}
    .gradwalk .flowing .wire{stroke-width:2}
    .gradwalk .active .wire{stroke-width:2.6}
    .gradwalk .ring{fill:none;stroke-width:1.1}
    .gradwalk .bracket{fill:none;stroke-width:1.2}
    .gradwalk .cellFrame{fill:none;stroke-width:0.8}
    .gradwalk .heading,.gradwalk .name{font-weight:600}
    .gradwalk .active .gradient,.gradwalk .focus .gradient,.gradwalk .alarmText{font-weight:600}
    .gradwalk .folded .card{stroke-width:2.2}
    .gradwalk .error .card,.gradwalk .error .gate{stroke-width:3.4;stroke-dasharray:8 4}
    .gradwalk .slot{stroke-width:1.2}
    .gradwalk .slotText{font-weight:600}
    .gradwalk .open .slot{stroke-dasharray:3 2}
    .gradwalk .open .slotText{font-weight:400}
    .gradwalk .carried .slot{stroke-dasharray:8 3}
    .gradwalk .wrong .slot{stroke-width:2.4}

    """

  private static func colors(_ palette: Palette) -> String {
    """
    .gradwalk .paper{fill:\(palette.paper)}
    .gradwalk .card,.gradwalk .gate{fill:\(palette.card);stroke:\(palette.cardLine)}
    .gradwalk .firstOrder .card,.gradwalk .firstOrder .gate{fill:\(palette.firstOrder)}
    .gradwalk .higherOrder .card,.gradwalk .higherOrder .gate{fill:\(palette.higherOrder)}
    .gradwalk .leaf .card,.gradwalk .root .card,.gradwalk .root .gate{stroke:\(palette.strongLine)}
    .gradwalk .rootLine{stroke:\(palette.strongLine)}
    .gradwalk .focus .card,.gradwalk .focus .gate{fill:\(palette.focus);stroke:\(palette.gradient)}
    .gradwalk .computing .card,.gradwalk .computing .gate{fill:\(palette.computing)}
    .gradwalk .computing .card,.gradwalk .computing .gate{stroke:\(palette.value)}
    .gradwalk .error .card,.gradwalk .error .gate{stroke:\(palette.gradient)}
    .gradwalk .scope .card{fill:\(palette.scope);stroke:\(palette.scopeLine)}
    .gradwalk .tab{fill:\(palette.scope)}
    .gradwalk .wire{stroke:\(palette.wire)}
    .gradwalk .head{fill:\(palette.wire)}
    .gradwalk .back{fill:none}
    .gradwalk .sent .back{fill:\(palette.gradient)}
    .gradwalk .weighted .wire{stroke:\(palette.gradient)}
    .gradwalk .flowing .wire{stroke:\(palette.value)}
    .gradwalk .flowing .head{fill:\(palette.value)}
    .gradwalk .active .wire{stroke:\(palette.gradient)}
    .gradwalk .active .head{fill:\(palette.gradient)}
    .gradwalk .ring{stroke:\(palette.gradient)}
    .gradwalk .alarm{fill:\(palette.alarm)}
    .gradwalk .valueCell{fill:\(palette.value)}
    .gradwalk .gradientCell{fill:\(palette.gradient)}
    .gradwalk .negativeCell,.gradwalk .sign{fill:\(palette.text)}
    .gradwalk .signOnDark{fill:\(palette.card)}
    .gradwalk .cellFrame,.gradwalk .bracket{stroke:\(palette.muted)}
    .gradwalk .heading,.gradwalk .arithmetic,.gradwalk .name{fill:\(palette.text)}
    .gradwalk .sentence,.gradwalk .label,.gradwalk .muted,.gradwalk .note{fill:\(palette.muted)}
    .gradwalk .value{fill:\(palette.value)}
    .gradwalk .gradient{fill:\(palette.gradient)}
    .gradwalk .alarmText{fill:\(palette.alarmText)}
    .gradwalk .slot{fill:\(palette.card);stroke:\(palette.strongLine)}
    .gradwalk .slotText{fill:\(palette.text)}
    .gradwalk .open .slotText{fill:\(palette.muted)}
    .gradwalk .right .slot,.gradwalk .carried .slot{stroke:\(palette.value)}
    .gradwalk .right .slotText,.gradwalk .carried .slotText{fill:\(palette.value)}
    .gradwalk .wrong .slot{stroke:\(palette.gradient)}
    .gradwalk .wrong .slotText{fill:\(palette.gradient)}

    """
  }

  /// Where there is no colour, gradients are italic and the active line is thicker still.
  private static let printShapes = """
    .gradwalk .gradient{font-style:italic}
    .gradwalk .active .wire{stroke-width:3.4}
    .gradwalk .scope .card{stroke-width:0.6}

    """
}
