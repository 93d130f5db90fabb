import Autograd
import Notebook
import Torch

extension Checker {
  mutating func skip(
    _ snippet: Snippet, _ line: Int, _ reason: String, _ claims: [ArticleClaim]
  ) {
    findings.append(Finding(line: snippet.firstLine, verdict: .notChecked, note: reason))
    for claim in claims {
      findings.append(
        Finding(
          line: claim.claim.line, verdict: .notChecked, claimed: claim.claim.text,
          note: "its program was not run"))
    }
    for name in snippet.madeNames { missing[name] = missing[name] ?? line }
  }

  mutating func judge(_ snippet: Snippet, _ claims: [ArticleClaim], _ outcome: ClaimOutcome) {
    let answers = Transcript(outcome.events, failure: nil).answers(to: claims.map(\.claim))
    let reason = outcome.failure.flatMap { excuse($0) }
    var isReported = outcome.failure == nil
    for (claim, answer) in zip(claims, answers) {
      guard let failure = outcome.failure, failure.statement <= claim.claim.line else {
        compare(claim.claim.text, answer.actual, claim.isExact, line: claim.claim.line)
        continue
      }
      if let reason {
        isReported = true
        notChecked(claim, reason)
      } else if snippet.isAbout(claim, statement: failure.statement) {
        isReported = true
        compareFailure(claim, failure)
      } else {
        notChecked(claim, "the program stopped in line \(failure.statement)")
      }
    }
    if let output = snippet.output {
      isReported = compareOutput(output, outcome, reason) || isReported
    }
    guard let failure = outcome.failure, !isReported else { return }
    if let reason {
      findings.append(Finding(line: failure.line, verdict: .notChecked, note: reason))
    } else {
      want(failure)
      findings.append(
        Finding(
          line: failure.line, verdict: .fails, actual: failure.summary,
          note: failure.explanation?.text))
    }
  }

  private mutating func notChecked(_ claim: ArticleClaim, _ reason: String) {
    findings.append(
      Finding(
        line: claim.claim.line, verdict: .notChecked, claimed: claim.claim.text, note: reason))
  }

  private mutating func compare(_ claimed: String, _ actual: String, _ isExact: Bool, line: Int) {
    var finding = Finding(line: line, verdict: .right, claimed: claimed, actual: actual)
    switch ValueText.compare(claimed: claimed, actual: actual, isExact: isExact) {
    case .same: break
    case .sameValue(let note): finding.note = note
    case .shortened:
      finding.verdict = .notChecked
      finding.note = "the claim leaves something out (`...`)"
    case .different:
      finding.verdict = .wrong
      if isExact, ValueText.compare(claimed: claimed, actual: actual, isExact: false) != .different
      {
        finding.note = "The value is right; behind `#>` the text must be the same, too."
      }
    }
    findings.append(finding)
  }

  private mutating func compareFailure(_ claim: ArticleClaim, _ failure: ProgramFailure) {
    let text = claim.claim.text
    let isRight = text == failure.type || text.contains(failure.type)
    if !isRight { want(failure) }
    findings.append(
      Finding(
        line: claim.claim.line, verdict: isRight ? .right : .wrong, claimed: text,
        actual: failure.summary, note: isRight ? nil : failure.explanation?.text))
  }

  /// Compares what a whole snippet prints; true if its failure was part of it.
  private mutating func compareOutput(
    _ output: Snippet.Output, _ outcome: ClaimOutcome, _ reason: String?
  ) -> Bool {
    var printed = outcome.printed
    let claimed = output.text.lines
    if let failure = outcome.failure {
      if let reason {
        findings.append(
          Finding(line: output.line, verdict: .notChecked, claimed: claimed, note: reason))
        return true
      }
      // An article shows the traceback, or its last line.
      if claimed.contains(failure.type) {
        findings.append(
          Finding(
            line: output.line, verdict: .right, claimed: claimed, actual: failure.summary))
        return true
      }
      printed += failure.summary
    }
    compare(claimed, printed.lines, false, line: output.line)
    return false
  }

  private mutating func want(_ failure: ProgramFailure) {
    guard wantedLift == nil,
      case .nameIsLocal(let name, let function, let line, false)? = failure.diagnosis?.kind
    else { return }
    wantedLift = Lift(name: name, function: function, line: line)
  }

  /// Why a failure says nothing about the article.
  private func excuse(_ failure: ProgramFailure) -> String? {
    switch failure.kind {
    case .unsupported, .limit: return failure.message
    case .syntax: return nil
    case .program: break
    }
    let message = failure.message.split(separator: " (").first.map(String.init) ?? ""
    if failure.type == "ModuleNotFoundError" || failure.type == "ImportError" {
      return "\(message); Gradwalk runs programs of PyTorch alone"
    }
    if failure.type == "AttributeError", message.hasPrefix("module 'torch") {
      return "\(message) in Gradwalk"
    }
    if failure.type == "FileNotFoundError" || failure.type == "EOFError" { return failure.message }
    switch failure.diagnosis?.kind {
    case .nameIsUnknown(let name, let similar):
      if let line = missing[name] {
        return "`\(name)` comes from the code at line \(line), which was not run"
      }
      return format == .python || similar != nil ? nil : "`\(name)` is not made in the article"
    case .nameNeedsImport(let name, _):
      return format == .python ? nil : "`\(name)` is not imported in the article"
    default: return nil
    }
  }
}

/// What came of running a snippet.
struct ClaimOutcome {
  var failure: ProgramFailure?
  var events: ArraySlice<Recording.Moment>

  var printed: String { Array(events).printed }
}

extension [Recording.Moment] {
  /// What the program printed in these moments.
  var printed: String {
    map { if case .printed(let text, _) = $0.event { text } else { "" } }.joined()
  }
}

extension ProgramFailure {
  fileprivate var summary: String { message.isEmpty ? type : "\(type): \(message)" }
}

extension String {
  /// Without blanks at the end of lines and empty lines at the end.
  fileprivate var lines: String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last?.isWhitespace == true { line = line.dropLast() }
      return line
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
