import QuizExport

/// What a reader of GIFT would refuse, or read as something else.
///
/// Source: question/format/gift/format.php of Moodle.
enum GIFTRules {
  static func breaches(in text: String) -> [RuleBreach] {
    var breaches: [RuleBreach] = []
    var block: [Substring] = []
    var start = 1
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in (lines + [""]).enumerated() {
      if line.allSatisfy(\.isWhitespace) {
        let question = block.joined(separator: "\n")
        if !question.isEmpty {
          breaches += Self.breaches(inQuestion: question, at: "line \(start)")
        }
        block = []
      } else if !line.hasPrefix("//"), !line.hasPrefix("$CATEGORY: ") {
        if block.isEmpty { start = index + 1 }
        block.append(line)
      }
    }
    return breaches
  }

  private static func breaches(inQuestion text: String, at place: String) -> [RuleBreach] {
    let hidden = hidingEscapes(in: text)
    guard hidden.hasPrefix("::"), let title = hidden.dropFirst(2).firstRange(of: "::") else {
      return [RuleBreach(place, "it has no title")]
    }
    let body = hidden[title.upperBound...]
    guard let open = body.firstIndex(of: "{"), body.last == "}",
      body.count(where: { $0 == "{" }) == 1, body.count(where: { $0 == "}" }) == 1
    else {
      return [RuleBreach(place, "it is not one pair of braces with the answers, at its end")]
    }
    if body[..<open].contains(where: { "~=#".contains($0) }) {
      return [RuleBreach(place, "a character of the syntax stands in the question's text")]
    }
    let answers = body[body.index(after: open)...].dropLast()
    if answers.hasPrefix("#") { return numbers(answers.dropFirst(), at: place) }
    return texts(answers, at: place)
  }

  /// Escaped characters become a letter that means nothing.
  private static func hidingEscapes(in text: String) -> String {
    text.replacing(#/\\[~=#{}:\\n]/#, with: "·")
  }

  /// An answer: what stands before it, how much it is worth, itself, and whether there is feedback.
  private struct Answer {
    var mark: Character
    var fraction: String?
    var text: Substring
  }

  private static func answers(_ text: Substring) -> [Answer]? {
    var answers: [Answer] = []
    for line in text.split(separator: "\n") {
      guard let mark = line.first, mark == "=" || mark == "~" else { return nil }
      var rest = line.dropFirst()
      var fraction: String?
      if let match = rest.prefixMatch(of: GIFT.weight) {
        fraction = String(match.output.1)
        rest = rest[match.range.upperBound...]
      }
      let parts = rest.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      guard !parts.contains(where: { $0.contains { "~=#".contains($0) } }) else { return nil }
      answers.append(Answer(mark: mark, fraction: fraction, text: parts.first ?? ""))
    }
    return answers.isEmpty ? nil : answers
  }

  private static func numbers(_ text: Substring, at place: String) -> [RuleBreach] {
    guard let answers = answers(text) else {
      return [RuleBreach(place, "its answers cannot be told apart")]
    }
    var breaches = answers.compactMap { answer in
      answer.fraction.flatMap { NumberRules.breach(ofFraction: $0, at: place) }
    }
    var ranges: [NumberRange] = []
    for answer in answers where answer.mark == "=" {
      let numbers = answer.text.split(separator: ":", omittingEmptySubsequences: false)
        .compactMap(NumberRules.plain)
      guard numbers.count == 2, numbers[1] >= 0 else {
        breaches.append(RuleBreach(place, "'\(answer.text)' is no number with a tolerance"))
        continue
      }
      ranges.append(NumberRange(value: numbers[0], tolerance: numbers[1]))
    }
    if !answers.contains(where: { $0.mark == "=" && ($0.fraction ?? "100") == "100" }) {
      breaches.append(RuleBreach(place, "no answer is worth 100%"))
    }
    if answers.dropLast().contains(where: { $0.mark == "~" }) {
      breaches.append(RuleBreach(place, "the answer for all else is not the last"))
    }
    return breaches + NumberRules.breaches(in: ranges, at: place)
  }

  private static func texts(_ text: Substring, at place: String) -> [RuleBreach] {
    guard let answers = answers(text) else {
      return [RuleBreach(place, "its answers cannot be told apart")]
    }
    var breaches = answers.compactMap { answer in
      answer.fraction.flatMap { NumberRules.breach(ofFraction: $0, at: place) }
    }
    let isChoice = answers.contains { $0.mark == "~" }
    let right = answers.count { $0.mark == "=" && ($0.fraction ?? "100") == "100" }
    if right == 0 { breaches.append(RuleBreach(place, "no answer is worth 100%")) }
    if isChoice, right > 1 { breaches.append(RuleBreach(place, "two choices are right")) }
    if !isChoice, text.contains("->") {
      breaches.append(RuleBreach(place, "an answer with '->' is read as a pair to match"))
    }
    if answers.contains(where: { $0.text.isEmpty }) {
      breaches.append(RuleBreach(place, "an answer is empty"))
    }
    return breaches
  }
}
