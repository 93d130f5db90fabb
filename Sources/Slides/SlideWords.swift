import Diagram
import Lesson

/// The words of a slide: a heading and the line of the program above the picture, the arithmetic
/// and a sentence below it.
struct SlideWords {
  let heading: TextBlock
  /// Which line of the program it is, and the line; nothing for a step that has none.
  let line: TextBlock
  let code: TextBlock
  let foot: [TextBlock]
  /// Which step it is, of how many.
  let counter: String

  /// The room around everything.
  static let margin = 44.0
  /// The room below everything: lines of text end in white already.
  static let bottom = 28.0
  private static let counterWidth = 130.0
  private static let codeHeight = 40.0
  private static let padding = 14.0

  /// - Parameters:
  ///   - moment: What is shown.
  ///   - count: How many steps there are.
  ///   - source: The lines of the program.
  ///   - width: The room from margin to margin.
  init(_ moment: Tour.StepView, of count: Int, source: [String], width: Double) {
    let frame = moment.frame
    counter = "\(moment.index + 1) / \(count)"
    heading = TextBlock(
      oneLine: moment.heading, .heading, size: 30, width: width - SlideWords.counterWidth)
    let isKnown = frame.line > 0 && frame.line <= source.count
    line = TextBlock(oneLine: isKnown ? "line \(frame.line)" : "", .muted, size: 18, width: width)
    // SVGMarkup makes one space of several; these stay.
    let text = isKnown ? source[frame.line - 1].trimmingPrefix { $0 == " " || $0 == "\t" } : ""
    code = TextBlock(
      oneLine: String(text).replacing("\t", with: "    ").replacing(" ", with: "\u{A0}"), .name,
      size: 20,
      width: width - line.width - 3 * SlideWords.padding)
    foot = [
      TextBlock(frame.arithmetic, .arithmetic, size: 20, width: width, limit: 4),
      TextBlock(frame.sentence, .sentence, size: 19, width: width, limit: 2),
      TextBlock(
        moment.awaitedText ?? "", .muted, size: 16, width: width, limit: 1),
    ]
  }

  /// What is needed above the picture.
  var headHeight: Double { heading.height + 14 + SlideWords.codeHeight + 14 }

  /// What is needed below it.
  var footHeight: Double {
    foot.reduce(16) { $0 + ($1.lines.isEmpty ? 0 : $1.height + 6) }
  }

  /// The words at their places on a slide.
  func group(
    on extent: Size, headHeight: Double, footHeight: Double, beside arrows: [Scene.Mark]
  ) -> Scene.Group {
    let (left, right) = (SlideWords.margin, extent.width - SlideWords.margin)
    var marks = heading.marks(x: left, top: SlideWords.margin)
    marks.append(
      .text(
        .init(counter, at: Point(right, SlideWords.margin + 26), .end, .muted, size: 20)))
    if !code.lines.isEmpty {
      let strip = Rect(
        x: left, y: SlideWords.margin + headHeight - 14 - SlideWords.codeHeight,
        width: right - left, height: SlideWords.codeHeight)
      marks.append(.box(strip, corner: 6, .tab))
      let start = left + SlideWords.padding
      marks += line.marks(x: start, top: strip.midY - line.height / 2)
      marks += code.marks(
        x: start + line.width + SlideWords.padding, top: strip.midY - code.height / 2)
    }
    var y = extent.height - SlideWords.bottom - footHeight + 16
    for block in foot where !block.lines.isEmpty {
      marks += block.marks(x: left, top: y)
      y += block.height + 6
    }
    return Scene.Group([.caption], marks + arrows)
  }
}

extension Tour.StepView {
  /// The title without its number.
  var heading: String {
    frame.title.split(separator: " · ", maxSplits: 1).last.map(String.init) ?? frame.title
  }
}

/// Lines of one size, one below the other.
struct TextBlock {
  let lines: [String]
  let role: Scene.Role
  let size: Double

  /// Text broken into lines; what is left after `limit` of them is replaced by an ellipsis.
  init(_ text: String, _ role: Scene.Role, size: Double, width: Double, limit: Int) {
    let columns = Int(width / (Metrics.glyphWidth * size))
    let lines = text.split(whereSeparator: \.isNewline).flatMap {
      Metrics.wrapped(String($0), columns: columns)
    }
    let isCut = lines.count > limit
    self.lines = lines.prefix(limit).enumerated().map { index, line in
      isCut && index == limit - 1 ? Metrics.cut(line + " …", columns: columns) : line
    }
    self.role = role
    self.size = size
  }

  /// One line, set smaller if it is too long, and cut if that does not help.
  init(oneLine text: String, _ role: Scene.Role, size: Double, width: Double) {
    let columns = Double(max(1, Metrics.columns(of: text)))
    let fitting = min(size, max(13, width / (columns * Metrics.glyphWidth)))
    let room = Int(width / (Metrics.glyphWidth * fitting))
    lines = text.isEmpty ? [] : [Metrics.cut(text, columns: room)]
    self.role = role
    self.size = fitting
  }

  private var step: Double { size * 1.4 }

  var height: Double { Double(lines.count) * step }

  /// The width of the widest line.
  var width: Double { lines.map { Metrics.width(of: $0, size: size) }.max() ?? 0 }

  func marks(x: Double, top: Double) -> [Scene.Mark] {
    lines.enumerated().map { index, line in
      .text(
        .init(
          line, at: Point(x, top + Double(index) * step + size * 1.05), .start, role, size: size))
    }
  }
}
