import Foundation
import Lesson
import Questions

/// An answer as it is understood, for the kind of blank that it stands in.
enum TypedAnswer: Equatable {
  case number(TypedNumber)
  case text(String)
  case choice(Int)
  /// Steps by their index, each once or more.
  case order([Int])

  /// Reads what was typed into a blank.
  init(_ typed: String, for blank: Blank) throws(TypedAnswerError) {
    let text = Self.withoutPrompt(typed, blank.prompt)
    guard !text.allSatisfy(\.isWhitespace) else { throw .empty }
    switch blank.answer {
    case .number:
      do throws(TypedNumber.Refusal) {
        self = .number(try TypedNumber(text))
      } catch {
        throw error == .empty ? .empty : .unreadable(error.advice)
      }
    case .text: self = .text(text)
    case .choice(_, let options):
      guard let index = Self.choice(text, of: options) else {
        let labels = options.indices.map { ChoiceLabel.label($0, of: options) }
        throw .unreadable(
          "That is none of the choices; write one of \(labels.first ?? "") to \(labels.last ?? "")."
        )
      }
      self = .choice(index)
    case .order(let steps, _): self = .order(try Self.steps(text, of: steps))
    }
  }

  /// In a list the question may stand before the answer.
  private static func withoutPrompt(_ typed: String, _ prompt: String) -> String {
    guard !prompt.isEmpty, typed.lowercased().hasPrefix(prompt.lowercased()) else { return typed }
    let rest = typed.dropFirst(prompt.count)
    let isMark = { (character: Character) in ":=→?_ ".contains(character) }
    guard rest.first.map(isMark) ?? true else { return typed }
    return String(rest.trimmingPrefix(while: isMark))
  }

  /// By its own words, its label or its place, in this order.
  private static func choice(_ text: String, of options: [String]) -> Int? {
    let key = PrintedText.key(text)
    if let index = options.firstIndex(where: { PrintedText.key($0) == key }) { return index }
    // A sign makes another number of a line's.
    guard !key.contains(where: { "+-".contains($0) }) else { return nil }
    let word = key.trimmingPrefix("line").filter { $0.isLetter || $0.isNumber }
    return options.indices.first { ChoiceLabel.label($0, of: options).lowercased() == word }
      ?? options.indices.first {
        ChoiceLabel.letter($0) == ChoiceLabel.label($0, of: options) && "\($0 + 1)" == word
      }
  }

  /// Letters, numbers, or the steps' own words, with anything between them.
  private static func steps(_ text: String, of steps: [String]) throws(TypedAnswerError) -> [Int] {
    let advice =
      "Write the letters of all steps, \(ChoiceLabel.letters(steps.count)), in an order, such as "
      + "\(steps.indices.prefix(3).reversed().map(ChoiceLabel.letter).joined(separator: ", "))."
    var order: [Int] = []
    let lines = text.split { $0.isNewline || ",;>→".contains($0) }
    for line in lines {
      let words = line.split(whereSeparator: \.isWhitespace)
      if let index = choice(String(line), of: steps) {
        order.append(index)
      } else if let indices = Self.all(words.map { choice(String($0), of: steps) }) {
        order += indices
      } else if words.count == 1, words[0].count > 1, lines.count == 1,
        let indices = Self.all(words[0].map { choice(String($0), of: steps) })
      {
        order += indices
      } else {
        throw .unreadable("“\(Visible.line(line))” is no step. \(advice)")
      }
    }
    guard !order.isEmpty else { throw .unreadable(advice) }
    return order
  }

  private static func all(_ indices: [Int?]) -> [Int]? {
    indices.contains(nil) || indices.isEmpty ? nil : indices.compactMap(\.self)
  }
}

/// How many digits of a number an answer has to give.
enum Digits {
  /// Whether a typed number is right as far as it goes: rounded there, or cut off.
  static func isRightAsFarAsItGoes(_ typed: TypedNumber, _ exact: Double) -> Bool {
    // An answer without decimals is another number, not a rounded one.
    guard typed.unit > 0, typed.unit < 1, typed.value != 0, exact.isFinite, typed.value.isFinite,
      (typed.value < 0) == (exact < 0)
    else { return false }
    let short = exact.magnitude - typed.value.magnitude
    let slack = 1e-9 * exact.magnitude
    let isCutOff = short >= 0 && short < typed.unit - slack
    return short.magnitude <= typed.unit / 2 + slack || isCutOff
  }

  /// The fewest significant digits that bring a number within a tolerance.
  static func needed(for exact: Double, within tolerance: Double) -> Int {
    guard exact != 0, exact.isFinite else { return 1 }
    for digits in 1..<17 {
      let text = String(format: "%.\(digits - 1)e", locale: nil, exact)
      if let rounded = Double(text), (rounded - exact).magnitude <= tolerance { return digits }
    }
    return 17
  }
}

/// Why an answer is not understood.
enum TypedAnswerError: Error, Equatable {
  case empty
  /// What is accepted, as a sentence.
  case unreadable(String)
}
