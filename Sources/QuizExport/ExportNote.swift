/// What a format could not carry of a question: nothing is dropped without one.
package struct ExportNote: Equatable, Sendable {
  /// The question's identifier.
  package var question: String
  /// The number of the blank; nil where the note is on the whole question.
  package var blank: Int?
  /// What is different in the file.
  package var kind: Kind

  /// What a format could not take over, or took over in another way.
  package enum Kind: Equatable, Hashable, Sendable {
    /// The same variant stands in the file already.
    case repeated
    /// None of the question's blanks can be asked.
    case nothingLeft
    /// HTML inside of the question's Markdown.
    case markupLeftOut
    /// Pictures and links to files beside the exercise.
    case filesLeftOut
    /// A wrong answer that is no answer to such a blank: text for a number.
    case mistakeOfAnotherKind(String)
    /// A wrong answer that is an earlier one too, or within its tolerance.
    case mistakeCovered(String)
    /// An answer of several lines, where the format asks for one.
    case severalLines
    /// An answer of no characters, which nobody can type.
    case emptyText
    /// A choice of fewer than two, or with none that is right.
    case choiceWithoutKey
    /// A choice of which several are right, where the format takes one.
    case severalRight
    /// Asked as a choice among the key and the typical wrong orders.
    case orderAsChoice
    /// An order without typical wrong ones to choose from.
    case orderNotAsked
    /// An answer that GIFT would read as a pair or as a weight.
    case readAsSyntax
    /// An answer of letters, whose case the format cannot tell.
    case caseIgnored
    /// Typical wrong numbers, for which Canvas shows no feedback.
    case noFeedbackForNumbers
    /// A number that Canvas rounds to zero.
    case tooSmall
    /// Points, which the format does not carry.
    case noPoints
    /// Hints, which the format does not carry.
    case noHints
    /// Weights are whole numbers.
    case pointsScaled(by: Int)
  }

  init(_ question: String, blank: Int? = nil, _ kind: Kind) {
    self.question = question
    self.blank = blank
    self.kind = kind
  }
}

extension ExportNote {
  /// A line for each kind of note, in order of appearance: what, how often, and where first.
  package static func summary(of notes: [ExportNote]) -> [String] {
    var kinds: [Kind] = []
    var places: [Kind: [String]] = [:]
    for note in notes {
      if places[note.kind] == nil { kinds.append(note.kind) }
      places[note.kind, default: []].append(note.place)
    }
    return kinds.map { kind in
      let found = places[kind] ?? []
      let shown = found.prefix(3).joined(separator: ", ")
      let more = found.count > 3 ? " and \(found.count - 3) more" : ""
      return "\(shown)\(more): \(kind.description)"
    }
  }

  private var place: String { blank.map { "\(question) blank \($0)" } ?? question }
}

extension ExportNote.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .repeated: "left out, since the same variant is in the file already"
    case .nothingLeft: "left out, since none of its blanks can be asked"
    case .markupLeftOut: "the HTML in the question's text is left out; write it as Markdown"
    case .filesLeftOut:
      "pictures and links to files beside the exercise are left out; their words stay"
    case .mistakeOfAnotherKind(let code):
      "the typical mistake '\(code)' is not of the kind of the answer, and left out"
    case .mistakeCovered(let code):
      "the typical mistake '\(code)' cannot be told from another answer, and is left out"
    case .severalLines: "left out, since the answer has several lines and the format asks for one"
    case .emptyText: "left out, since the answer is empty text, which nobody can type"
    case .choiceWithoutKey: "left out, since it needs two choices or more, one of them right"
    case .severalRight:
      "left out, since several choices are right and the format takes one of them alone"
    case .orderAsChoice:
      "asked as a choice among whole orders, since the format cannot judge every valid order"
    case .orderNotAsked:
      "left out, since the format cannot judge orders and there are no wrong ones to choose from"
    case .readAsSyntax:
      "left out, since GIFT reads an answer with '->' as a pair to match, and %50% as a weight"
    case .caseIgnored: "capitals do not count here, since the format cannot tell them apart"
    case .noFeedbackForNumbers:
      "no feedback on typical wrong numbers, since Canvas shows none; each wrong number gets the "
        + "same hint"
    case .tooSmall:
      "left out, since Canvas rounds answers under 0.0001 to zero; ask for larger numbers"
    case .noPoints: "the format carries no points; set them in the quiz"
    case .noHints: "the format carries no hints"
    case .pointsScaled(let factor):
      "the points are multiplied by \(factor), since weights are whole numbers; set the maximum "
        + "in the quiz"
    }
  }
}
