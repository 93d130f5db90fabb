import Lesson

extension Blank {
  /// The key's answer, and with it what is as right.
  package var keyText: String {
    guard case .choice(_, let choices) = answer, let alsoRight else { return answer.text }
    let others = alsoRight.filter(choices.indices.contains)
    return ([answer.text] + others.map { ChoiceLabel.label($0, of: choices) })
      .joined(separator: " or ")
  }
}

extension Blank.Answer {
  /// The answer as a key shows it.
  package var text: String {
    switch self {
    case .number(let number, _): NumberText.fraction(number) ?? NumberText.plain(number)
    case .text(let text): text
    case .choice(let index, let choices): choices.indices.contains(index) ? choices[index] : ""
    case .order(let steps, let pairs):
      Self.possibleOrder(of: steps.count, pairs).map(ChoiceLabel.letter).joined(separator: " ")
    }
  }

  /// The order that takes, of the steps that are possible, always the first.
  package static func possibleOrder(of count: Int, _ pairs: [[Int]]) -> [Int] {
    var order: [Int] = []
    var done: Set<Int> = []
    while let next = (0..<count).first(where: { step in
      !done.contains(step) && pairs.allSatisfy { $0.last != step || done.contains($0[0]) }
    }) {
      order.append(next)
      done.insert(next)
    }
    return order
  }
}
