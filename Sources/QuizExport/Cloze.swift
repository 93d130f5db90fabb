import Rendering

/// A blank in the syntax of Moodle's embedded answers, `{1:NUMERICAL:=6:0.001}`.
///
/// Source: question/type/multianswer/questiontype.php of Moodle, whose expressions decide what is
/// read.
struct Cloze {
  let text: String

  /// - Parameters:
  ///   - item: What is asked, for a whole number of points.
  ///   - credit: What a recognised mistake earns.
  init(_ item: ExportItem, credit: MarkFraction) {
    text = "{\(PlainDecimal.text(item.points)):\(Self.body(item.judged, credit))}"
  }

  private static func body(_ judged: ExportItem.Judged, _ credit: MarkFraction) -> String {
    let slipMark = "~%\(credit.text)%"
    switch judged {
    case .number(let key, let slips):
      return "NUMERICAL:=\(number(key))"
        + slips.map { "\(slipMark)\(number($0.answer))#\(feedback($0.feedback))" }.joined()
        + "~*#\(feedback(ExportItem.unknownMistake))"
    case .text(let key, let slips):
      return "SHORTANSWER_C:=\(text(key))"
        + slips.map { "\(slipMark)\(text($0.answer))#\(feedback($0.feedback))" }.joined()
        + "~*#\(feedback(ExportItem.unknownMistake))"
    case .choice(let options):
      return "MULTICHOICE_V:"
        + options.map { option in
          let mark = option.isKey ? "=" : option.feedback == nil ? "%0%" : "%\(credit.text)%"
          let told = option.isKey ? "" : option.feedback ?? ExportItem.unknownMistake
          return mark + quoted(MoodleXML.code(option.text)) + "#" + feedback(told)
        }.joined(separator: "~")
    case .order:
      preconditionFailure("Moodle's core judges no orders")
    }
  }

  private static func number(_ range: NumberRange) -> String {
    "\(PlainDecimal.text(range.value)):\(PlainDecimal.text(range.tolerance))"
  }

  private static func text(_ answer: String) -> String { quoted(MoodleXML.wildcardFree(answer)) }

  private static func feedback(_ sentence: String) -> String { quoted(escaped(sentence)) }

  /// Text inside of a part.
  ///
  /// Moodle decodes entities there, once it has found where the text ends,
  /// so an entity hides every character of the syntax; a backslash would hide only two of them.
  static func quoted(_ text: String) -> String { replacing("&<>\"'~}{#\\", in: text) }

  /// HTML outside of the parts: no brace of it may open one.
  static func plain(_ html: String) -> String { replacing("{}", in: html) }

  private static func replacing(_ special: String, in text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) {
        result += "&#\(scalar.value);"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
