/// A typical misunderstanding and what there is to say of it, the same for graphs, for what a program
/// prints, for quizzes and for reports.
///
/// The table is in the extensions, by what a misconception is about; what it answers is said by the
/// malrule that refers to it.
package struct Misconception: Hashable, Sendable {
  /// Stable over versions, exercises and seeds: `[a-z-]`.
  package var code: String
  /// What a student with it does, in the present tense.
  package var name: String
  /// One sentence, in the student's terms.
  package var feedback: String

  /// A misconception by its stable code, `[a-z-]`, what the student does, and what to say to it.
  package init(_ code: String, _ name: String, _ feedback: String) {
    self.code = code
    self.name = name
    self.feedback = feedback
  }
}
