extension Session {
  /// Something that a program is told beside what it prints.
  package struct Remark {
    /// The line that it is about.
    package let line: Int
    /// What there is to say, in PyTorch's words or ours.
    package let text: String
    /// The cause of a warning, in the program's own lines.
    package let explanation: ErrorExplanation?
  }

  /// What the program was warned of, and why gradients are missing that it looked for; where the
  /// same line then failed, the failure explains it.
  package func remarks(_ failure: ProgramFailure?) -> [Remark] {
    let warned = warnings.map { warning in
      let isExplained = failure?.explanation != nil && failure?.line == warning.line
      return Remark(
        line: warning.line, text: "\(warning.category): \(warning.message)",
        explanation: isExplained ? nil : explanation(of: warning))
    }
    let lost = lostGradients.filter { failure?.line != $0.line }.map { line, explanation in
      Remark(line: line, text: "\(explanation.what); \(explanation.fix)", explanation: nil)
    }
    return warned + lost
  }
}
