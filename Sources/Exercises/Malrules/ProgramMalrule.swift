package import Lesson

/// A malrule about what a program does: a student who holds it reads the program as if it were
/// another one, so that running that one gives the typical wrong answer.
package struct ProgramMalrule: Sendable {
  package let misconception: Misconception
  /// The lines as they are read, each in its place; nil where all are read rightly.
  let misread: @Sendable (_ lines: [String], _ tensors: Tensors) -> [String]?

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

  /// A rule that looks at a line at a time; `misread` gives the line as it is read, and nil for one
  /// that is read rightly.
  init(
    _ misconception: Misconception,
    _ misread: @escaping @Sendable (_ line: String, _ tensors: Tensors) -> String?
  ) {
    self.init(
      misconception,
      lines: { lines, tensors in
        lines.map { line in
          line.drop(while: \.isWhitespace).hasPrefix("#") ? line : misread(line, tensors) ?? line
        }
      })
  }

  /// A rule that looks at the whole program.
  init(
    _ misconception: Misconception,
    lines misread: @escaping @Sendable (_ lines: [String], _ tensors: Tensors) -> [String]?
  ) {
    self.misconception = misconception
    self.misread = misread
  }

  package var code: String { misconception.code }

  /// The program as it is read; nil where every line is read rightly.
  func misreading(_ source: String, _ tensors: Tensors) -> String? {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let other = misread(lines, tensors), other != lines else { return nil }
    return other.joined(separator: "\n")
  }
}
