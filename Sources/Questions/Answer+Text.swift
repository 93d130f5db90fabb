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

/// What the choices and the steps of a blank go by.
package enum ChoiceLabel {
  /// The letter that a choice or a step goes by.
  package static func letter(_ index: Int) -> String {
    index < 26 ? String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index))) : "\(index + 1)"
  }

  /// The letters of so many choices, for a prompt: `A to D`.
  package static func letters(_ count: Int) -> String {
    "\(letter(0)) to \(letter(max(0, count - 1)))"
  }

  /// What a choice goes by: the number that it begins with where all do, `7: y = 2 * x`, else a
  /// letter.
  package static func label(_ index: Int, of options: [String]) -> String {
    let numbers = options.compactMap(lineNumber)
    return numbers.count == options.count ? numbers[index] : letter(index)
  }

  private static func lineNumber(_ option: String) -> String? {
    let digits = option.prefix { $0.isASCII && $0.isNumber }
    return !digits.isEmpty && option.dropFirst(digits.count).hasPrefix(":") ? String(digits) : nil
  }
}
