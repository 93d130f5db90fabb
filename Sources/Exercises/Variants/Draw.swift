import Grading
import Questions

/// A blank before it is known which wrong answers can be told apart.
struct BlankDraft: Sendable {
  var kind: Blank.Kind
  var name: String
  var prompt: String
  var key: Blank.Answer
  var derivation: Derivation?
  /// Choices that are as right as the key's.
  var alsoRight: [Int] = []
  /// What each malrule that has a hand in it answers, in the order of the tables.
  var candidates: [Blank.Mistake] = []
}

/// What one draw of an exercise gives.
struct Draw: Sendable {
  var source: String
  /// What stands before the program.
  var prose = ""
  var drafts: [BlankDraft] = []
  var plot: Plot?
  /// Whether all numbers are such that they can be worked out by hand.
  var isFit = true
  /// What is printed beside the program: for a bug, what it shows and what it should.
  var remark = ""
  /// Where the sheet shows a program with a bug.
  var bug: ShownBug?

  struct ShownBug: Sendable {
    /// The program that is right.
    var mended: String
    /// What the sheet asks for.
    var task: String
    /// Why it is a bug, and what mends it.
    var reason: String
  }
}

extension Blank.Answer {
  /// Whether a grader could take one answer for the other.
  func isLike(_ other: Blank.Answer) -> Bool {
    switch (self, other) {
    case (.number(let a, let tolerance), .number(let b, let margin)):
      a == b || (a - b).magnitude <= 2 * max(tolerance, margin) || a.isNaN && b.isNaN
    case (.text(let a), .text(let b)): PrintedText.key(a) == PrintedText.key(b)
    case (.choice(let a, _), .choice(let b, _)): a == b
    case (.order(let steps, let pairs), .order(_, let others)):
      // What keeps all pairs of one order is an answer to both if the other's pairs hold in it.
      OrderCheck(Self.possibleOrder(of: steps.count, pairs), steps: steps, pairs: others)
        .fault == nil
        || OrderCheck(Self.possibleOrder(of: steps.count, others), steps: steps, pairs: pairs)
          .fault == nil
    case (.number, _), (.text, _), (.choice, _), (.order, _): false
    }
  }
}
