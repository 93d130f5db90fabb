import Rendering

/// The graph with its blanks, drawn once and filled in as often as needed, so that question, key
/// and feedback share one layout.
package struct BlankPicture: Codable, Sendable, Equatable {
  /// SVG in which a blank's text is written `⟦3⟧`, and the class that marks it `⟦3 mark⟧`.
  package var template: String
  /// The open picture in words.
  package var description: String

  /// A picture as SVG with a mark for every blank, and what it shows, in words.
  package init(template: String, description: String) {
    self.template = template
    self.description = description
  }

  /// What stands in a blank of the picture.
  package struct Entry: Sendable, Equatable {
    /// Plain text; more than 14 characters are cut.
    package var text: String
    /// How the blank is painted.
    package var mark: Mark

    /// A text in a blank, painted so.
    package init(_ text: String, _ mark: Mark) {
      self.text = text
      self.mark = mark
    }
  }

  /// How a blank is painted.
  package enum Mark: String, Sendable, CaseIterable {
    /// Not answered yet.
    case open
    /// The key's.
    case solved
    /// The key's answer.
    case right
    /// Right, given what stands before it.
    case carried
    /// Another answer.
    case wrong
  }

  /// The picture with every blank open, showing its number.
  package var asked: String { filled { Entry("(\($0))", .open) } }

  /// The picture as SVG, with something in every blank; the text is escaped here.
  package func filled(_ entry: (Int) -> Entry) -> String {
    var result = ""
    var rest = template[...]
    while let start = rest.unicodeScalars.firstIndex(of: "⟦"),
      let end = rest[start...].unicodeScalars.firstIndex(of: "⟧")
    {
      result += rest[..<start]
      let words = rest[rest.index(after: start)..<end].split(separator: " ")
      if let number = words.first.flatMap({ Int($0) }) {
        let entry = entry(number)
        result += words.count > 1 ? entry.mark.rawValue : escaped(entry.shownText)
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}

extension Question {
  /// The picture with the key in every blank, as SVG.
  package var solvedPicture: String? {
    picture?.filled { number in
      BlankPicture.Entry(blanks.first { $0.number == number }?.answer.text ?? "", .solved)
    }
  }
}

extension BlankPicture.Entry {
  /// What fits in a blank, whatever was written.
  fileprivate var shownText: String {
    let line = text.replacing("\n", with: " ")
    return line.count > 14 ? line.prefix(13) + "…" : line
  }
}
