/// A malrule about what a program does: somebody who holds it reads the program as if it were
/// another one, so that running that one gives the typical wrong answer.
package struct ProgramMalrule: Sendable {
  package let code: String
  package let name: String
  package let feedback: String
  /// The line as it is read, without moving any other; nil for one that is read rightly.
  let misread: @Sendable (_ line: String, _ tensors: Tensors) -> String?

  /// The names that a program gives to its tensors.
  struct Tensors: Sendable {
    /// Those that a pass leaves gradients in.
    var leaves: [String]
    /// Those that are computed, with a gradient.
    var inner: [String]
  }

  init(
    _ code: String, _ name: String, _ feedback: String,
    _ misread: @escaping @Sendable (_ line: String, _ tensors: Tensors) -> String?
  ) {
    self.code = code
    self.name = name
    self.feedback = feedback
    self.misread = misread
  }

  /// The program as it is read; nil where every line is read rightly.
  func misreading(_ source: String, _ tensors: Tensors) -> String? {
    var isMisread = false
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard !line.drop(while: \.isWhitespace).hasPrefix("#"),
        let other = misread(String(line), tensors), other != line
      else { return String(line) }
      isMisread = true
      return other
    }
    return isMisread ? lines.joined(separator: "\n") : nil
  }
}
