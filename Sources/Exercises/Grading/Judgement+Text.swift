import Lesson

/// What a student is told about an answer.
extension Judgement {
  /// The verdict in a few words.
  ///
  /// - Parameter prompts: What each blank asks, by its number.
  package func headline(_ prompts: [Int: String]) -> String {
    switch verdict {
    case .right: "right"
    case .carried(let numbers): "right, given your \(Self.names(numbers, prompts))"
    case .tooFewDigits: "right, but too few digits"
    case .otherForm: "right, but printed in another way"
    case .mistake(_, let name, _, let numbers):
      numbers.isEmpty ? name : "\(name), given your \(Self.names(numbers, prompts))"
    case .order(let right, let count, _): "\(right) of \(count) steps in order"
    case .wrong: "wrong"
    case .trivial: "wrong"
    case .unreadable: "cannot be read"
    case .empty: "no answer"
    }
  }

  /// What there is to say beyond the headline, in sentences; empty where there is nothing.
  package func explanation(_ blank: Blank, prompts: [Int: String]) -> String {
    switch verdict {
    case .right, .empty: return ""
    case .carried(let numbers):
      return "With the right \(Self.names(numbers, prompts)) this would be "
        + "\(Self.text(of: blank.answer)). The error counts once, where it was made."
    case .tooFewDigits(let needed):
      return "Right, but give at least \(needed) \(needed == 1 ? "digit" : "digits")."
    case .otherForm: return "The program prints \(Self.text(of: blank.answer))."
    case .mistake(_, _, let feedback, let numbers):
      return numbers.isEmpty
        ? feedback : "\(feedback) (Worked out from your \(Self.names(numbers, prompts)).)"
    case .order(let right, _, let fault):
      return fault.sentence(after: right)
    case .wrong: return ""
    case .trivial(let numbers):
      return "It does follow from your \(Self.names(numbers, prompts)), but with that nothing is "
        + "left to work out here, so that it cannot count."
    case .unreadable(let advice): return advice
    }
  }

  /// `d.grad (blank 3)`.
  private static func names(_ numbers: [Int], _ prompts: [Int: String]) -> String {
    Words.list(
      numbers.map { number in
        guard let prompt = prompts[number] else { return "blank \(number)" }
        return "\(prompt.trimmingPrefix("the ")) (blank \(number))"
      })
  }

  /// A right answer as it is written.
  package static func text(of answer: Blank.Answer) -> String {
    switch answer {
    case .number(let value, _):
      NumberText.fraction(value).map { "\($0) = \(NumberText.plain(value))" }
        ?? NumberText.plain(value)
    case .text(let text): text
    case .choice(let index, let options):
      options.indices.contains(index)
        ? "\(TypedAnswer.letter(index)): \(options[index])" : TypedAnswer.letter(index)
    case .order(let steps, let pairs):
      OrderCheck.anyOrder(steps: steps, pairs: pairs).map(TypedAnswer.letter)
        .joined(separator: ", ")
    }
  }
}

extension Judgement.OrderFault {
  /// What goes wrong after so many right steps.
  fileprivate func sentence(after right: Int) -> String {
    switch self {
    case .tooEarly(let step, let needs):
      "Step \(right + 1) is the first that cannot be: “\(step)” needs “\(needs)” before it."
    case .repeated(let step): "Step \(right + 1), “\(step)”, has been done already."
    case .missing(let step): "It ends after step \(right); “\(step)” never comes."
    }
  }
}

/// Words in a list.
private enum Words {
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) and \(last)"
  }
}
