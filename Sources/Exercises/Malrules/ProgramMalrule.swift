package import Lesson
import Python

/// A malrule about what a program does: a student who holds it reads the program as if it were
/// another one, so that running that one gives the typical wrong answer.
package struct ProgramMalrule: Sendable {
  /// The misunderstanding that it acts out.
  package let misconception: Misconception
  /// What is read differently; nothing where all is read rightly.
  let misread: @Sendable (_ program: Program, _ tensors: Tensors) -> [SourceEdit]

  /// The names that a program gives to its tensors.
  struct Tensors: Sendable {
    /// Those that a pass leaves gradients in.
    var leaves: [String]
    /// Those that are computed, with a gradient.
    var inner: [String]
    /// The newest shape under each name.
    var shapes: [String: [Int]] = [:]
    /// What the program calls its optimiser, if it has one.
    var optimizer: String?
  }

  init(
    _ misconception: Misconception,
    _ misread: @escaping @Sendable (_ program: Program, _ tensors: Tensors) -> [SourceEdit]
  ) {
    self.misconception = misconception
    self.misread = misread
  }

  /// The misconception's stable code, `[a-z-]`.
  package var code: String { misconception.code }

  /// The program as it is read, with each of its lines under the number that it has; nil where all
  /// is read rightly.
  func misreading(_ program: Program, _ tensors: Tensors) -> String? {
    let edits = misread(program, tensors)
    return edits.isEmpty ? nil : program.source(edits)
  }
}
