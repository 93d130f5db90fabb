/// What one student is asked: a text, a picture with numbered blanks, and for each blank its key
/// and what typical mistakes would answer.
///
/// A plain value, and all that sheets, grading and exports read: nobody runs the program again.
package struct Question: Codable, Sendable, Equatable {
  /// The exercise that it is a variant of: a file's name without its ending, `[a-z0-9-]`.
  package var exercise: String
  package var title: String
  /// What is asked, as Markdown, with the program in it.
  package var text: String
  /// What the numbers were drawn with.
  package var seed: UInt64
  /// The student it was made for, as the roster writes the name; nil for nobody.
  package var student: String?
  package var hints: [String]
  /// In the order in which they are numbered, from 1.
  package var blanks: [Blank]
  package var picture: Picture?

  /// The graph, drawn twice on one layout.
  package struct Picture: Codable, Sendable, Equatable {
    /// With its blanks open, as SVG.
    package var asked: String
    /// With its blanks filled in, as SVG.
    package var solved: String
    /// The open picture in words.
    package var description: String
  }

  package init(
    exercise: String, title: String, text: String, seed: UInt64, student: String? = nil,
    hints: [String] = [], blanks: [Blank], picture: Picture? = nil
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

/// One thing that a student fills in.
package struct Blank: Codable, Sendable, Equatable {
  /// Counted from 1; what the picture and the answer file call it.
  package var number: Int
  /// What is asked, in a line of plain text: `the gradient of w`.
  package var prompt: String
  package var answer: Answer
  package var points: Double
  /// Typical wrong answers, each different from the key and from the others.
  package var mistakes: [Mistake]

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

  /// What somebody with a misconception answers.
  package struct Mistake: Codable, Sendable, Equatable {
    /// The misconception's stable code, `[a-z-]`; a class report counts by it.
    package var code: String
    package var name: String
    /// One sentence, in the student's terms.
    package var feedback: String
    package var answer: Answer

    package init(code: String, name: String, feedback: String, answer: Answer) {
      self.code = code
      self.name = name
      self.feedback = feedback
      self.answer = answer
    }
  }

  package init(
    number: Int, prompt: String, answer: Answer, points: Double, mistakes: [Mistake] = []
  ) {
    self.number = number
    self.prompt = prompt
    self.answer = answer
    self.points = points
    self.mistakes = mistakes
  }
}
