import Lesson

extension Blank.Answer {
  /// The answer as a key shows it.
  package var text: String {
    switch self {
    case .number(let number, _): NumberText.fraction(number) ?? NumberText.plain(number)
    case .text(let text): text
    case .choice(let index, let choices): choices.indices.contains(index) ? choices[index] : ""
    case .order(let steps, _): steps.joined(separator: " → ")
    }
  }
}
