package import Autograd
package import Torch

/// What a program printed, line of code by line of code.
package struct Transcript {
  /// What each line printed.
  private var byLine: [Int: String] = [:]
  /// What each line outside of all functions printed, with the functions that it called.
  private var byStatement: [Int: String] = [:]
  private let failure: ProgramFailure?

  /// What the events of a run say was printed, and the error that it stopped with.
  package init(_ events: ArraySlice<Recording.Moment>, failure: ProgramFailure?) {
    self.failure = failure
    for moment in events {
      guard case .printed(let text, let statement) = moment.event else { continue }
      byLine[moment.line, default: ""] += text
      byStatement[statement, default: ""] += text
    }
  }

  /// What was printed where each claim says something was.
  ///
  /// A claim is about the last line at or above it, after the claim before, that printed, that
  /// called a function that printed, or that raised the error.
  package func answers(to claims: [Claim]) -> [(claim: Claim, actual: String)] {
    var previous = 0
    return claims.map { claim in
      let range = (previous + 1)...max(previous + 1, claim.line)
      previous = claim.line
      if let failure, range.contains(failure.line) {
        return (claim, answer(of: failure, to: claim))
      }
      let text = newest(byLine, in: range) ?? newest(byStatement, in: range) ?? ""
      return (claim, Self.trimmed(text))
    }
  }

  private func newest(_ texts: [Int: String], in range: ClosedRange<Int>) -> String? {
    texts.keys.filter(range.contains).max().flatMap { texts[$0] }
  }

  /// A claim may name the type of an error alone, or its message as well.
  private func answer(of failure: ProgramFailure, to claim: Claim) -> String {
    claim.text == failure.type
      ? failure.type : Self.trimmed("\(failure.type): \(failure.message)")
  }

  /// Without blanks at the ends of lines, which no comment can show.
  private static func trimmed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last?.isWhitespace == true { line = line.dropLast() }
      return line
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}

extension ProgramFailure {
  /// Whether PyTorch would have failed too; what only Gradwalk lacks is never an expected error.
  package var isOfTheProgram: Bool {
    switch kind {
    case .program, .syntax: true
    case .unsupported, .limit: false
    }
  }
}
