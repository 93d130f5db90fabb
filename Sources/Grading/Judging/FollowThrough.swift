import Autograd
import Lesson
import Questions

/// What follows from a student's own answers, along the derivations of a question's blanks.
struct FollowThrough: Sendable {
  /// What stands in the blanks of one student.
  private let own: [Int: Double]
  private let key: [Int: Double]
  /// The blanks whose own number is not the right one.
  let changed: Set<Int>

  /// - Parameters:
  ///   - question: Its blanks are numbered in an order in which they can be worked out.
  ///   - answers: Those that could be read. A blank without one is taken for worked out in the
  ///     head, from what stands before it.
  init(_ question: Question, _ answers: [Int: TypedAnswer]) {
    var own: [Int: Double] = [:]
    var key: [Int: Double] = [:]
    var changed: Set<Int> = []
    for blank in question.blanks {
      let right: Double
      let tolerance: Double
      switch blank.answer {
      case .number(let number, let margin): (right, tolerance) = (number, margin)
      case .text(let text):
        guard let number = try? TypedNumber(text).value else { continue }
        (right, tolerance) = (number, 0)
      case .choice, .order: continue
      }
      key[blank.number] = right
      let typed = answers[blank.number]?.number
      let number = typed ?? blank.derivation?.evaluate { own[$0] ?? .nan } ?? right
      own[blank.number] = number
      if !Grader.agrees(number, right, tolerance) { changed.insert(blank.number) }
    }
    self.own = own
    self.key = key
    self.changed = changed
  }

  /// What a derivation gives from a student's own answers.
  struct Outcome {
    /// Two numbers where right answers were rounded: from the numbers as typed, and from the exact
    /// ones in their place.
    var numbers: [Double]
    /// The blanks that it was worked out from and that are not right.
    var from: [Int]
    /// Whether the student's answers leave nothing to work out.
    var isTrivial: Bool
  }

  /// Follows a derivation; nil where all that it starts from is right.
  func outcome(_ derivation: Derivation) -> Outcome? {
    let blanks = derivation.blanks
    let from = blanks.filter(changed.contains)
    let isTyped = blanks.contains { own[$0] != key[$0] }
    guard isTyped else { return nil }
    let typed = derivation.evaluate { own[$0] ?? key[$0] ?? .nan }
    let exact = derivation.evaluate { (changed.contains($0) ? own[$0] : key[$0]) ?? .nan }
    return Outcome(
      numbers: typed == exact ? [typed] : [typed, exact], from: from,
      isTrivial: !from.isEmpty && isTrivial(derivation))
  }

  /// Whether an own answer has become a factor of 0 or 1, or a summand of 0, that the right one is
  /// not, so that a blank's step is gone or is copying; else who enters a zero early would have
  /// everything after it for nothing.
  private func isTrivial(_ derivation: Derivation) -> Bool {
    let given = derivation.values { (changed.contains($0) ? own[$0] : key[$0]) ?? .nan }
    let right = derivation.values { key[$0] ?? .nan }
    let has = { (step: Int, numbers: [Double]) in
      given[step] != right[step] && numbers.contains(given[step])
    }
    for step in derivation.steps {
      switch step {
      case .number, .blank, .unary: continue
      case .binary(.add, let a, let b), .binary(.subtract, let a, let b):
        // A sum that comes to 0 on the way was worked out.
        for operand in [a, b] where derivation.steps[operand].isBlank {
          if has(operand, [0]) { return true }
        }
      case .binary(.multiply, let a, let b):
        if has(a, [0, 1]) || has(b, [0, 1]) { return true }
      case .binary(.divide, let a, let b), .binary(.quotientOfNumber, let a, let b):
        if has(a, [0]) || has(b, [0, 1]) { return true }
      case .binary(.power, let a, let b):
        if has(a, [0, 1]) || has(b, [0, 1]) { return true }
      case .binary: continue
      }
    }
    let last = derivation.steps.count - 1
    return derivation.steps[last].isBlank && has(last, [0, 1])
  }
}

extension Derivation.Step {
  fileprivate var isBlank: Bool { if case .blank = self { true } else { false } }
}

extension TypedAnswer {
  /// The number that stands in a blank, if it is one.
  fileprivate var number: Double? {
    switch self {
    case .number(let typed): typed.value
    case .text(let text): try? TypedNumber(text).value
    case .choice, .order: nil
    }
  }
}
