/// A rule that yields a typical wrong answer.
package struct Malrule: Sendable {
  /// Stable over versions, exercises and seeds: `[a-z-]`.
  package let code: String
  package let name: String
  /// One sentence, in the student's terms.
  package let feedback: String
  package let mutation: Mutation

  init(_ code: String, _ name: String, _ feedback: String, _ mutation: Mutation) {
    self.code = code
    self.name = name
    self.feedback = feedback
    self.mutation = mutation
  }
}
