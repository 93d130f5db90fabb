package import Lesson

/// What one student is asked: a text, a picture with numbered blanks, and for each blank its key
/// and what typical mistakes would answer.
///
/// A plain value, and all that sheets, grading and exports read: the program is not run again.
package struct Question: Codable, Sendable, Equatable {
  /// The exercise that it is a variant of: a file's name without its ending, `[a-z0-9-]`.
  package var exercise: String
  /// The exercise's title.
  package var title: String
  /// What is asked, as Markdown, with the program in it.
  package var text: String
  /// What the numbers were drawn with; 0 for those that the exercise was written with.
  package var seed: UInt64
  /// The student it was made for, as the roster writes the name; nil where it is for no one by name.
  package var student: String?
  /// The number of the sheet, of several without names; nil where there is one, or a
  /// student.
  package var sheet: Int?
  /// What a student can ask for, one after the other; a sentence each.
  package var hints: [String]
  /// In the order in which they are numbered, from 1, and in which they can be worked out.
  package var blanks: [Blank]
  /// The graph with its blanks; nil where nothing is drawn.
  package var picture: BlankPicture?

  /// A question from its parts.
  package init(
    exercise: String, title: String, text: String, seed: UInt64, student: String? = nil,
    hints: [String] = [], blanks: [Blank], picture: BlankPicture? = nil
  ) {
    self.exercise = exercise
    self.title = title
    self.text = text
    self.seed = seed
    self.student = student
    self.hints = hints
    self.blanks = blanks
    self.picture = picture
  }
}

extension Question {
  /// What stands in each blank, `d.grad`, by its number.
  package var names: [Int: String] {
    Dictionary(blanks.map { ($0.number, $0.name) }) { first, _ in first }
  }
}

/// One thing that a student fills in.
package struct Blank: Codable, Sendable, Equatable {
  /// Counted from 1; what the picture and the answer file call it.
  package var number: Int
  /// What kind of quantity is asked for.
  package var kind: Kind
  /// The quantity as a formula names it, for short messages: `d`, `d.grad`, `∂d/∂a`, `line 5`.
  package var name: String
  /// What is asked, in a line of plain text: `the gradient of w`.
  package var prompt: String
  /// The key.
  package var answer: Answer
  /// What the right answer earns.
  package var points: Double
  /// How the key follows from what stands in other blanks, all with smaller numbers; nil where it
  /// follows from the sheet alone.
  package var derivation: Derivation?
  /// Typical wrong answers, each different from the key and from the others.
  package var mistakes: [Mistake]
  /// Choices that are as right as the key's.
  package var alsoRight: [Int]?
  /// What two misconceptions together answer, where that can be told from all of these.
  package var pairs: PairTable?

  /// What a blank asks for.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    /// What a node computes.
    case value
    /// What arrives at a node, or what a leaf holds in the end.
    case gradient
    /// ∂node/∂operand, on an edge.
    case local
    /// Upstream × local, on an edge.
    case contribution
    /// What a line prints.
    case output
    /// Which line is wrong.
    case line
    /// Steps in an order.
    case order
  }

  /// What counts as right.
  package enum Answer: Codable, Sendable, Equatable {
    /// A number, give or take an absolute tolerance.
    case number(Double, tolerance: Double)
    /// What a line prints, or the name of an error; outer space does not count.
    case text(String)
    /// One of several, by its index.
    case choice(Int, of: [String])
    /// Backward steps in an order; any that keeps every pair (first, later) of `pairs` is right.
    case order([String], pairs: [[Int]])
  }

  /// What a student with a misconception answers.
  package struct Mistake: Codable, Sendable, Equatable {
    /// The misconception's stable code, `[a-z-]`; a class report counts by it.
    package var code: String
    /// What a student with it does, in the present tense.
    package var name: String
    /// One sentence, in the student's terms.
    package var feedback: String
    /// The wrong answer where everything before is right.
    package var answer: Answer
    /// How the wrong answer follows from what stands in other blanks, right or wrong; nil where it
    /// does not depend on them.
    package var derivation: Derivation?
    /// Other misconceptions that always give the same answer here, by their codes.
    package var also: [String]
    /// How the answers of some of these follow from what stands in other blanks, where wrong ones
    /// there tell them apart.
    package var twins: [Twin]?

    /// The misconception, with its words.
    package var misconception: Misconception { Misconception(code, name, feedback) }

    /// Another misconception that gives the same answer.
    package struct Twin: Codable, Sendable, Equatable {
      /// The other misconception's stable code, `[a-z-]`.
      package var code: String
      /// How its answer follows from what stands in other blanks.
      package var derivation: Derivation

      /// A misconception's code, and how its answer follows.
      package init(code: String, derivation: Derivation) {
        self.code = code
        self.derivation = derivation
      }
    }

    /// A wrong answer of a misconception, and what else gives the same.
    package init(
      _ misconception: Misconception, answer: Answer, derivation: Derivation? = nil,
      also: [String] = []
    ) {
      code = misconception.code
      name = misconception.name
      feedback = misconception.feedback
      self.answer = answer
      self.derivation = derivation
      self.also = also
    }
  }

  /// A blank from its parts.
  package init(
    number: Int, kind: Kind, name: String, prompt: String, answer: Answer, points: Double,
    derivation: Derivation? = nil, mistakes: [Mistake] = [], alsoRight: [Int]? = nil
  ) {
    self.number = number
    self.kind = kind
    self.name = name
    self.prompt = prompt
    self.answer = answer
    self.points = points
    self.derivation = derivation
    self.mistakes = mistakes
    self.alsoRight = alsoRight
  }
}
