internal import Lesson

/// The heading above a drawing and the caption below it, with room for those of every frame.
struct TextRoom: Sendable {
  /// The widest line of any frame.
  let width: Double
  let headHeight: Double
  let footHeight: Double
  private let limit: Double

  private static let headingSize = 15.0
  private static let arithmeticSize = 14.0
  private static let sentenceSize = 12.0

  init(frames: [Frame], width: Double) {
    limit = min(max(width, 440), 1_000)
    var (widest, head, foot) = (0.0, 0.0, 0.0)
    for frame in frames {
      let lines = TextRoom.lines(of: frame, limit: limit)
      head = max(head, lines.head.isEmpty ? 0 : Double(lines.head.count) * 20 + 12)
      foot = max(
        foot,
        (lines.arithmetic.isEmpty && lines.sentence.isEmpty ? 0 : 16)
          + Double(lines.arithmetic.count) * 21 + Double(lines.sentence.count) * 18)
      for line in lines.all { widest = max(widest, Metrics.width(of: line.text, size: line.size)) }
    }
    self.width = widest
    headHeight = head
    footHeight = foot
  }

  private struct Lines {
    var head: [String]
    var arithmetic: [String]
    var sentence: [String]

    var all: [(text: String, size: Double)] {
      head.map { ($0, headingSize) } + arithmetic.map { ($0, arithmeticSize) }
        + sentence.map { ($0, sentenceSize) }
    }
  }

  private static func lines(of frame: Frame, limit: Double) -> Lines {
    func wrapped(_ text: String, _ size: Double) -> [String] {
      text.split(whereSeparator: { $0.isNewline }).flatMap {
        Metrics.wrapped(String($0), columns: Int(limit / (Metrics.glyphWidth * size)))
      }
    }
    return Lines(
      head: wrapped(frame.title, headingSize),
      arithmetic: wrapped(frame.arithmetic, arithmeticSize),
      sentence: wrapped(frame.sentence, sentenceSize))
  }

  /// The lines of one frame, around a drawing that ends at `bottom`.
  func marks(of frame: Frame, x: Double, top: Double, bottom: Double) -> [Scene.Mark] {
    let lines = TextRoom.lines(of: frame, limit: limit)
    var marks: [Scene.Mark] = []
    func add(
      _ strings: [String], from y: Double, by step: Double, _ role: Scene.Role, _ size: Double
    ) {
      for (index, string) in strings.enumerated() {
        let position = Point(x, y + Double(index) * step)
        marks.append(.text(.init(string, at: position, .start, role, size: size)))
      }
    }
    add(lines.head, from: top + 13, by: 20, .heading, TextRoom.headingSize)
    let y = bottom + 16 + 14
    add(lines.arithmetic, from: y, by: 21, .arithmetic, TextRoom.arithmeticSize)
    add(
      lines.sentence, from: y + Double(lines.arithmetic.count) * 21, by: 18, .sentence,
      TextRoom.sentenceSize)
    return marks
  }
}
