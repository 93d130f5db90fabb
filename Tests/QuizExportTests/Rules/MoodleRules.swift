import Foundation
import QuizExport

/// What Moodle's importer would refuse, or silently read as something else.
///
/// There is no schema; the rules are those of question/format/xml/format.php and of the question
/// types that it hands over to.
enum MoodleRules {
  static func breaches(in text: String) -> [RuleBreach] {
    guard text.hasPrefix("<?xml ") else {
      return [RuleBreach("the file", "it does not begin with its XML declaration")]
    }
    let root: ReadElement
    do throws(RuleBreach) {
      root = try ReadElement(Array(text.utf8))
    } catch {
      return [error]
    }
    guard root.name == "quiz" else { return [RuleBreach("the file", "its root is not <quiz>")] }
    var breaches: [RuleBreach] = []
    var identifiers: Set<String> = []
    for (index, question) in root.all(of: "question").enumerated() {
      let place = question.text("name", "text") ?? "question \(index + 1)"
      breaches += Self.breaches(in: question, at: place)
      if let identifier = question.text("idnumber"), !identifiers.insert(identifier).inserted {
        breaches.append(RuleBreach(place, "the idnumber \(identifier) is used twice"))
      }
    }
    return breaches
  }

  private static func breaches(in question: ReadElement, at place: String) -> [RuleBreach] {
    let type = question[attribute: "type"] ?? ""
    var breaches: [RuleBreach] = []
    if type == "category" {
      let path = question.text("category", "text") ?? ""
      return path.hasPrefix("$course$/")
        ? [] : [RuleBreach(place, "the category '\(path)' does not begin with $course$/")]
    }
    for name in ["name", "questiontext"] where (question.text(name, "text") ?? "").isEmpty {
      breaches.append(RuleBreach(place, "it has no \(name)"))
    }
    if let penalty = question.text("penalty"), !(0...1).contains(Double(penalty) ?? -1) {
      breaches.append(RuleBreach(place, "the penalty \(penalty) is not between 0 and 1"))
    }
    if let grade = question.text("defaultgrade"), NumberRules.plain(grade).map({ $0 < 0 }) ?? true {
      breaches.append(RuleBreach(place, "the grade '\(grade)' is not a number"))
    }
    for part in question.elements { breaches += files(of: part, at: place) }
    let answers = question.all(of: "answer")
    switch type {
    case "cloze", "multianswer":
      breaches += ClozeRules.breaches(in: question.text("questiontext", "text") ?? "", at: place)
    case "numerical":
      breaches += fractions(of: answers, at: place) + numbers(answers, at: place)
    case "shortanswer":
      breaches += fractions(of: answers, at: place) + stars(answers, at: place)
    case "multichoice":
      breaches += fractions(of: answers, at: place)
      if answers.count < 2 { breaches.append(RuleBreach(place, "it has fewer than two choices")) }
    default:
      breaches.append(RuleBreach(place, "there is no question type '\(type)'"))
    }
    return breaches
  }

  private static func fractions(of answers: [ReadElement], at place: String) -> [RuleBreach] {
    var breaches = answers.compactMap {
      NumberRules.breach(ofFraction: $0[attribute: "fraction"], at: place)
    }
    if !answers.contains(where: { $0[attribute: "fraction"] == "100" }) {
      breaches.append(RuleBreach(place, "no answer is worth 100%"))
    }
    for answer in answers where (answer.text("text") ?? "").isEmpty {
      breaches.append(RuleBreach(place, "an answer is empty, and would be dropped"))
    }
    return breaches
  }

  private static func numbers(_ answers: [ReadElement], at place: String) -> [RuleBreach] {
    var breaches = stars(answers, at: place)
    var ranges: [NumberRange] = []
    for answer in answers {
      let text = answer.text("text") ?? ""
      if text == "*" { continue }
      let tolerance = NumberRules.plain(answer.text("tolerance") ?? "0") ?? -1
      guard let value = NumberRules.plain(text), tolerance >= 0 else {
        breaches.append(RuleBreach(place, "'\(text)' is no number with a tolerance"))
        continue
      }
      ranges.append(NumberRange(value: value, tolerance: tolerance))
    }
    return breaches + NumberRules.breaches(in: ranges, at: place)
  }

  /// An answer that matches all must be the last, and worth nothing.
  private static func stars(_ answers: [ReadElement], at place: String) -> [RuleBreach] {
    guard let star = answers.firstIndex(where: { $0.text("text") == "*" }) else { return [] }
    var breaches: [RuleBreach] = []
    if star != answers.count - 1 {
      breaches.append(RuleBreach(place, "answers after * can never be reached"))
    }
    if answers[star][attribute: "fraction"] != "0" {
      breaches.append(RuleBreach(place, "* gives points for anything"))
    }
    return breaches
  }

  /// Every file that a text shows is there, every file is shown, and it is what it says.
  private static func files(of part: ReadElement, at place: String) -> [RuleBreach] {
    let text = part.text("text") ?? ""
    let shown = Set(text.matches(of: #/@@PLUGINFILE@@\/([^"]+)"/#).map { String($0.output.1) })
    var breaches: [RuleBreach] = []
    var there: Set<String> = []
    for file in part.all(of: "file") {
      let name = file[attribute: "name"] ?? ""
      there.insert(name)
      let isWhole =
        file[attribute: "encoding"] == "base64"
        && Data(base64Encoded: file.text).map { !$0.isEmpty } ?? false
      if !isWhole { breaches.append(RuleBreach(place, "the file \(name) is not in base64")) }
    }
    for name in shown.subtracting(there).sorted() {
      breaches.append(RuleBreach(place, "the file \(name) is shown and not there"))
    }
    for name in there.subtracting(shown).sorted() {
      breaches.append(RuleBreach(place, "the file \(name) is there and not shown"))
    }
    return breaches
  }
}
