package import Autograd
package import Torch

/// What a program printed, line of code by line of code.
package struct Transcript {
  /// What each line printed, in the order of first printing.
  private var texts: [Int: String] = [:]
  private var lines: [Int] = []
  private let failure: Failure?

  package init(_ events: ArraySlice<Recording.Moment>, failure: Failure?) {
    self.failure = failure
    for moment in events {
      guard case .printed(let text) = moment.event else { continue }
      if texts[moment.line] == nil { lines.append(moment.line) }
      texts[moment.line, default: ""] += text
    }
  }

  /// What was printed where each claim says something was.
  ///
  /// A claim is about the last line at or above it that printed, or that raised the error, after
  /// the claim before. Where there is none, the code calls a function that prints: then the
  /// claim is about the next lines of output that no other claim is about.
  package func answers(to claims: [Claim]) -> [(claim: Claim, actual: String)] {
    var claimed: Set<Int> = []
    var sources: [Int?] = []
    var previous = 0
    let printing = lines.sorted()
    for claim in claims {
      let own = printing.last { $0 > previous && $0 <= claim.line }
      if let own { claimed.insert(own) }
      sources.append(own)
      previous = claim.line
    }
    var unclaimed = lines.filter { !claimed.contains($0) }
      .flatMap {
        Self.trimmed(texts[$0, default: ""]).split(
          separator: "\n", omittingEmptySubsequences: false)
      }[...]
    previous = 0
    return zip(claims, sources).map { claim, source in
      defer { previous = claim.line }
      if let source { return (claim, Self.trimmed(texts[source, default: ""])) }
      if let failure, failure.line > previous, failure.line <= claim.line {
        return (claim, answer(of: failure, to: claim))
      }
      let count = claim.text.split(separator: "\n", omittingEmptySubsequences: false).count
      let taken = unclaimed.prefix(count).joined(separator: "\n")
      unclaimed = unclaimed.dropFirst(count)
      return (claim, taken)
    }
  }

  /// A claim may name the type of an error alone, or its message as well.
  private func answer(of failure: Failure, to claim: Claim) -> String {
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
