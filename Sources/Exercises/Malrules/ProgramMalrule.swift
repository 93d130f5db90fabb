/// A malrule about what a program does: somebody who holds it reads the program as if it were
/// another one, so that running that one gives the typical wrong answer.
package struct ProgramMalrule: Sendable {
  package let code: String
  package let name: String
  package let feedback: String
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
    _ code: String, _ name: String, _ feedback: String,
    _ misread: @escaping @Sendable (_ line: String, _ tensors: Tensors) -> String?
  ) {
    self.init(
      code, name, feedback,
      lines: { lines, tensors in
        lines.map { line in
          line.drop(while: \.isWhitespace).hasPrefix("#") ? line : misread(line, tensors) ?? line
        }
      })
  }

  /// A rule that looks at the whole program.
  init(
    _ code: String, _ name: String, _ feedback: String,
    lines misread: @escaping @Sendable (_ lines: [String], _ tensors: Tensors) -> [String]?
  ) {
    self.code = code
    self.name = name
    self.feedback = feedback
    self.misread = misread
  }

  /// The program as it is read; nil where every line is read rightly.
  func misreading(_ source: String, _ tensors: Tensors) -> String? {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let other = misread(lines, tensors), other != lines else { return nil }
    return other.joined(separator: "\n")
  }
}
