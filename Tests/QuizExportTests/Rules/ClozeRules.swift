import QuizExport

/// What Moodle would refuse in a text with embedded answers, or read as something else.
///
/// Source: the expressions of question/type/multianswer/questiontype.php, followed one character
/// after the other.
enum ClozeRules {
  static func breaches(in text: String, at place: String) -> [RuleBreach] {
    var breaches: [RuleBreach] = []
    var rest = text[...]
    var count = 0
    while let start = rest.firstMatch(of: #/\{(\d*):([A-Z_]+):/#) {
      let type = String(start.output.2)
      rest = rest[start.range.upperBound...]
      guard let kind = Kind(type) else {
        breaches.append(RuleBreach(place, "there is no type of blank '\(type)'"))
        continue
      }
      count += 1
      let part = "\(place), part \(count)"
      guard let alternatives = alternatives(&rest) else {
        breaches.append(RuleBreach(part, "its '}' is missing, or something empty stands in it"))
        break
      }
      breaches += Self.breaches(in: alternatives, kind, at: part)
    }
    if count == 0 { breaches.append(RuleBreach(place, "there are no blanks in it")) }
    if text.contains(#/\{#\d+\}/#) {
      breaches.append(RuleBreach(place, "{#1} and its like stand for the blanks themselves"))
    }
    return breaches
  }

  private enum Kind {
    case number
    case text
    case choice

    init?(_ type: String) {
      switch type {
      case "NUMERICAL", "NM": self = .number
      case "SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC": self = .text
      case "MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH", "MULTICHOICE_S",
        "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS":
        self = .choice
      default: return nil
      }
    }
  }

  private struct Alternative {
    /// In percent, as it is written; nil where there is none.
    var fraction: String?
    var answer: String
  }

  /// The alternatives up to the closing brace, which is taken from the text too.
  private static func alternatives(_ text: inout Substring) -> [Alternative]? {
    var alternatives: [Alternative] = []
    var answer = ""
    var isFeedback = false
    var before = ""
    while let character = text.popFirst() {
      // What an ampersand or a backslash stands before, ends nothing.
      let isHidden =
        before.hasSuffix("\\")
        || !isFeedback && (before.hasSuffix("&") || before.hasSuffix("&amp;"))
      before = String((before + String(character)).suffix(5))
      switch character {
      case "#" where !isFeedback && !isHidden:
        isFeedback = true
      case "~" where !isHidden, "}" where !isHidden:
        guard let alternative = alternative(answer) else { return nil }
        alternatives.append(alternative)
        if character == "}" { return alternatives }
        answer = ""
        isFeedback = false
      default:
        if !isFeedback { answer.append(character) }
      }
    }
    return nil
  }

  private static func alternative(_ text: String) -> Alternative? {
    if text.hasPrefix("="), text.count > 1 {
      return Alternative(fraction: "100", answer: String(text.dropFirst()))
    }
    if let match = text.wholeMatch(of: #/%(-?\d+(?:[.,]\d*)?)%(.+)/#) {
      return Alternative(
        fraction: String(match.output.1).replacing(",", with: "."), answer: String(match.output.2))
    }
    return text.isEmpty ? nil : Alternative(answer: text)
  }

  private static func breaches(
    in alternatives: [Alternative], _ kind: Kind, at place: String
  ) -> [RuleBreach] {
    var breaches = alternatives.compactMap { alternative in
      alternative.fraction.flatMap { NumberRules.breach(ofFraction: $0, at: place) }
    }
    if !alternatives.contains(where: { $0.fraction == "100" }) {
      breaches.append(RuleBreach(place, "no alternative is worth 100%"))
    }
    if kind == .choice, alternatives.count < 2 {
      breaches.append(RuleBreach(place, "it has fewer than two choices"))
    }
    if kind != .choice, alternatives.dropLast().contains(where: { $0.answer == "*" }) {
      breaches.append(RuleBreach(place, "alternatives after * can never be reached"))
    }
    guard kind == .number else { return breaches }
    var ranges: [NumberRange] = []
    for alternative in alternatives where alternative.answer != "*" {
      let parts = alternative.answer.split(separator: ":", omittingEmptySubsequences: false)
      let numbers = parts.compactMap(NumberRules.plain)
      guard numbers.count == parts.count, (1...2).contains(numbers.count),
        (numbers.count == 1 ? 0 : numbers[1]) >= 0
      else {
        breaches.append(
          RuleBreach(place, "'\(alternative.answer)' is no number with a tolerance"))
        continue
      }
      ranges.append(
        NumberRange(value: numbers[0], tolerance: numbers.count == 1 ? 0 : numbers[1]))
    }
    return breaches + NumberRules.breaches(in: ranges, at: place)
  }
}
