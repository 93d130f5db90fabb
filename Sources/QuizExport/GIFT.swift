import Foundation
import Rendering

/// Single blanks in Moodle's GIFT format.
///
/// Source: question/format/gift/format.php of Moodle.
package struct GIFT {
  /// The file.
  package let text: String

  /// A question of Moodle's for each blank.
  package init(_ drafts: [QuestionDraft], _ options: ExportOptions) {
    var blocks = ["// Made by Gradwalk; each answer is tried in its order, the key first."]
    var exercise: String?
    for draft in drafts {
      if draft.exercise != exercise {
        blocks.append("$CATEGORY: \(MoodleXML.categoryPath(draft.subject).oneLine)")
        exercise = draft.exercise
      }
      // A picture is long, and the same for every blank.
      let head = Self.quoted(draft.html + (draft.asked.map(Self.image) ?? ""))
      for item in draft.items {
        let answers = Self.answers(item, options.creditForMistakes)
        let prompt = Self.quoted("<p>(\(item.number)) \(escaped(item.prompt))</p>")
        let identifier = "\(draft.identifier)-b\(item.number)"
        // Moodle reads the identifier out of the comment.
        blocks.append(
          "// [id:\(identifier)]\n::\(identifier)::[html]\(head)\(prompt)"
            + "{\(answers.joined(separator: "\n"))\n}")
      }
    }
    text = blocks.joined(separator: "\n\n") + "\n"
  }

  /// The lines between the braces.
  private static func answers(_ item: ExportItem, _ credit: MarkFraction) -> [String] {
    let told = quoted(escaped(ExportItem.unknownMistake))
    switch item.judged {
    case .number(let key, let slips):
      return ["#", "=\(number(key))"]
        + slips.map { slip in
          "=%\(credit.text)%\(number(slip.answer))#\(quoted(escaped(slip.feedback)))"
        } + ["~#\(told)"]
    case .text(let key, let slips):
      return ["", "=\(quoted(MoodleXML.wildcardFree(key)))"]
        + slips.map { slip in
          "=%\(credit.text)%\(quoted(MoodleXML.wildcardFree(slip.answer)))"
            + "#\(quoted(escaped(slip.feedback)))"
        } + ["=%0%*#\(told)"]
    case .choice(let options):
      // One equals sign makes it a choice of one; others that are right have their weight.
      let key = options.firstIndex(where: \.isKey)
      return [""]
        + options.enumerated().map { index, option in
          let mark =
            index == key
            ? "="
            : option.isKey
              ? "~%100%" : option.feedback != nil && credit != .none ? "~%\(credit.text)%" : "~"
          let sentence =
            option.isKey ? "" : "#" + quoted(escaped(option.feedback ?? ExportItem.unknownMistake))
          return mark + quoted(MoodleXML.code(option.text)) + sentence
        }
    case .order:
      preconditionFailure("GIFT judges no orders")
    }
  }

  private static func number(_ range: NumberRange) -> String {
    "\(PlainDecimal.text(range.value)):\(PlainDecimal.text(range.tolerance))"
  }

  /// There are no files beside a text; a picture stands in its own address.
  private static func image(_ picture: PictureFile) -> String {
    picture.inline.map { "<p>\($0)</p>" }
      ?? picture.image(
        at: "data:\(picture.mediaType);base64,\(Data(picture.bytes).base64EncodedString())")
  }

  /// Whether an answer looks like a pair to match, or begins with what looks like its weight: there
  /// is no escape for either.
  static func misreads(_ answer: String) -> Bool {
    answer.contains("->") || answer.prefixMatch(of: weight) != nil
  }

  /// Moodle's own expression.
  package static var weight: Regex<(Substring, Substring)> { #/%(-*[0-9]{1,2}\.?[0-9]*)%/# }

  /// On one line, since an empty line would end the question.
  static func quoted(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": continue
      case "~", "=", "#", "{", "}", ":", "\\":
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension String {
  fileprivate var oneLine: String {
    split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
