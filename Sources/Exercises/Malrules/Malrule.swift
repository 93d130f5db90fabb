package import Lesson

/// A rule that yields the answer of a misconception.
package struct Malrule: Sendable {
  package let misconception: Misconception
  package let mutation: Mutation

  init(_ misconception: Misconception, _ mutation: Mutation) {
    self.misconception = misconception
    self.mutation = mutation
  }

  package var code: String { misconception.code }
}
