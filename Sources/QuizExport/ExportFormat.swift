/// A file that a learning platform imports.
package enum ExportFormat: String, CaseIterable, Sendable {
  /// Moodle XML; a whole graph as one question with embedded answers ("cloze").
  case moodle
  /// Moodle XML; a question of its own for each blank.
  case moodleSingle = "moodle-single"
  /// Moodle's text format; a question for each blank.
  case gift
  /// A QTI 2.1 content package; an item for each graph.
  case qti
  /// The QTI 1.2 package that Canvas reads; a quiz for each graph, an item for each blank.
  case canvas

  /// What the name of such a file ends in, without the dot.
  package var fileExtension: String {
    switch self {
    case .moodle, .moodleSingle: "xml"
    case .gift: "gift"
    case .qti, .canvas: "zip"
    }
  }

  /// What the format can do; for all else it gets a substitute, or nothing, and a note says so.
  var abilities: Abilities {
    switch self {
    case .moodle:
      [.capitals, .hints, .points, .anyText, .tinyNumbers, .numberFeedback, .severalRight]
    case .moodleSingle:
      [
        .capitals, .hints, .points, .fractionalPoints, .anyText, .tinyNumbers, .numberFeedback,
        .severalRight,
      ]
    case .gift: [.tinyNumbers, .numberFeedback, .severalRight]
    case .qti:
      [
        .severalLines, .order, .capitals, .hints, .points, .fractionalPoints, .anyText,
        .tinyNumbers, .numberFeedback, .severalRight,
      ]
    case .canvas: [.hints, .points, .fractionalPoints, .anyText]
    }
  }

  struct Abilities: OptionSet {
    static let severalLines = Abilities(rawValue: 1 << 0)
    /// Judging an order by what has to come before what.
    static let order = Abilities(rawValue: 1 << 1)
    /// Telling `none` from `None`.
    static let capitals = Abilities(rawValue: 1 << 2)
    static let hints = Abilities(rawValue: 1 << 3)
    static let points = Abilities(rawValue: 1 << 4)
    static let fractionalPoints = Abilities(rawValue: 1 << 5)
    /// `->` in an answer, and `%50%` before it.
    static let anyText = Abilities(rawValue: 1 << 6)
    /// Telling numbers under 0.0001 from zero.
    static let tinyNumbers = Abilities(rawValue: 1 << 7)
    /// Feedback on one wrong number.
    static let numberFeedback = Abilities(rawValue: 1 << 8)
    /// Choices of which each of several is right alone.
    static let severalRight = Abilities(rawValue: 1 << 9)

    let rawValue: Int
  }
}

/// What a teacher decides about an export.
package struct ExportOptions: Sendable {
  /// How the graph travels.
  package enum PictureKind: String, CaseIterable, Sendable {
    /// As a bitmap: shown everywhere.
    case png
    /// As it is: sharp at every size, where the platform lets it through.
    case svg
  }

  /// How pictures travel.
  package var picture: PictureKind
  /// The part of a blank's points that a recognised mistake still earns.
  package var creditForMistakes: MarkFraction

  /// Pictures as PNG and nothing for mistakes, unless something else is said.
  package init(picture: PictureKind = .png, creditForMistakes: MarkFraction = .none) {
    self.picture = picture
    self.creditForMistakes = creditForMistakes
  }
}
