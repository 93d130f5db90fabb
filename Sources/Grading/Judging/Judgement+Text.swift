import Lesson
package import Questions

/// What a student is told about an answer.
extension Judgement {
  /// The verdict in a few words.
  ///
  /// - Parameter names: What stands in each blank, `d.grad`, by its number.
  /// - Returns: Words without a period.
  package func headline(_ names: [Int: String]) -> String {
    switch verdict {
    case .right: "right"
    case .carried(let numbers): "right, given your \(Self.list(numbers, names))"
    case .tooFewDigits: "right, but too few digits"
    case .otherForm: "right, but printed in another way"
    case .mistake(let misconception, let numbers):
      numbers.isEmpty
        ? misconception.name : "\(misconception.name), given your \(Self.list(numbers, names))"
    case .pair(let first, let second): "\(first.name), and \(second.name)"
    case .order(let right, let count, _): "\(right) of \(count) steps in order"
    case .wrong: "wrong"
    case .trivial: "wrong"
    case .unreadable: "cannot be read"
    case .empty: "no answer"
    }
  }

  /// What there is to say beyond the headline, in sentences; empty where there is nothing.
  package func explanation(_ blank: Blank, names: [Int: String]) -> String {
    switch verdict {
    case .right, .empty: return ""
    case .carried(let numbers):
      return "With the right \(Self.list(numbers, names)) this would be "
        + "\(blank.answer.text). The error counts once, where it was made."
    case .tooFewDigits(let needed):
      return "Right, but give at least \(needed) \(needed == 1 ? "digit" : "digits")."
    case .otherForm: return "The program prints \(blank.answer.text)."
    case .mistake(let misconception, _): return misconception.feedback
    case .pair(let first, let second):
      return "This is what both together lead to. \(first.feedback) \(second.feedback)"
    case .order(let right, _, let fault):
      return fault.sentence(after: right)
    case .wrong: return ""
    case .trivial(let numbers):
      return "It does follow from your \(Self.list(numbers, names)), but with that nothing is "
        + "left to work out here, so that it cannot count."
    case .unreadable(let advice): return advice
    }
  }

  /// `d.grad (blank 3)`.
  private static func list(_ numbers: [Int], _ names: [Int: String]) -> String {
    Words.list(
      numbers.map { number in names[number].map { "\($0) (blank \(number))" } ?? "blank \(number)" }
    )
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
