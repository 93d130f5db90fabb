import Autograd
import Python
import Torch
import Tutorial

extension FileReport {
  /// Runs the programs of an article from top to bottom, in one namespace, and compares what they
  /// print with what the article claims.
  ///
  /// - Parameters:
  ///   - text: The article.
  ///   - file: Its name in the report.
  ///   - format: What it is written as.
  ///   - liftsLocals: Whether a function's local that the article uses outside is made a name of
  ///     the program.
  package init(
    checking text: String, file: String, format: ArticleFormat, liftsLocals: Bool = false
  ) {
    let snippets = Snippet.all(in: text, format)
    var lifts: [Lift] = []
    while true {
      var checker = Checker(file: file, format: format, snippets: snippets, lifts: lifts)
      checker.run()
      guard liftsLocals, lifts.count < 20, let wanted = checker.wantedLift, !lifts.contains(wanted)
      else {
        self.init(
          file: file, programs: snippets.count, changes: checker.changes,
          findings: checker.findings.enumerated()
            .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
            .map(\.element))
        return
      }
      lifts.append(wanted)
    }
  }
}

/// Checks one file, once.
private struct Checker {
  let file: String
  let format: ArticleFormat
  let snippets: [Snippet]
  let lifts: [Lift]
  private let session: Session
  private(set) var findings: [Finding] = []
  private(set) var changes: [Change] = []
  /// A repair that would make a name known.
  private(set) var wantedLift: Lift?
  private var eventCount = 0
  private var warningCount = 0
  /// The names that snippets would have made that were not run.
  private var missing: [String: Int] = [:]

  init(file: String, format: ArticleFormat, snippets: [Snippet], lifts: [Lift]) {
    self.file = file
    self.format = format
    self.snippets = snippets
    self.lifts = lifts
    var limits = Limits()
    // An article's programs are short; one that does not end should not be waited for.
    limits.statements = 5_000_000
    session = Session(keepsEvents: true, limits: limits) { _ in }
  }

  mutating func run() {
    for index in snippets.indices { check(index) }
    if snippets.isEmpty {
      findings.append(Finding(line: 1, verdict: .notChecked, note: "no program was found"))
    }
  }

  private mutating func check(_ index: Int) {
    let original = snippets[index]
    let claims = original.claims
    let gaps = Gaps(original)
    if let line = gaps.elision {
      return skip(original, line, "line \(line) leaves code out (`...`)", claims)
    }
    let repaired = Repaired(original, lifts)
    changes += repaired.changes
    let snippet = repaired.snippet.echoing(claims)
    do throws(SyntaxFailure) {
      _ = try Program.parse(snippet.source, file: file, firstLine: snippet.firstLine)
    } catch {
      let reason = "line \(error.line) is not Python: \(error.message)"
      guard format == .python else { return skip(original, error.line, reason, claims) }
      findings.append(Finding(line: error.line, verdict: .fails, note: reason))
      return
    }
    var inserted = repaired.moved.map { (parts: [$0.part], above: $0.above) }
    if let reference = gaps.reference {
      guard let repeated = earlierCode(reference, before: index) else {
        return skip(
          original, reference.line, "line \(reference.line) refers to code that is not there",
          claims)
      }
      inserted.append((repeated, reference.line))
    }
    let parts = Part.parts(of: snippet, inserting: inserted)
    judge(original, claims, runAll(parts))
    advise(original)
  }

  // MARK: Running

  private mutating func runAll(_ parts: [Part]) -> Outcome {
    var failure: Failure?
    for part in parts where failure == nil {
      failure = session.run(part.source, file: file, firstLine: part.line)
    }
    let events = session.recording.events
    defer { eventCount = events.count }
    return Outcome(failure: failure, events: events[eventCount...])
  }

  /// What another example makes, up to its backward pass, which this one has itself.
  private mutating func earlierCode(_ reference: Gaps.Reference, before index: Int) -> [Part]? {
    var place = index - 1
    if let number = reference.number {
      let heading = "example \(number)"
      place =
        snippets[..<index].firstIndex {
          ($0.heading ?? "").lowercased().split { ":.–-".contains($0) }.first
            .map { trimmed(String($0)) == heading } ?? false
        } ?? number - 1
    }
    guard snippets[..<index].indices.contains(place), Gaps(snippets[place]).elision == nil else {
      return nil
    }
    let repaired = Repaired(snippets[place], lifts)
    let setup = repaired.snippet.setup
    changes.append(
      Change(
        line: reference.line,
        text: "runs lines \(setup.firstLine)–\(setup.lastLine) again, up to their backward pass"))
    return Part.parts(
      of: setup, inserting: repaired.moved.map { (parts: [$0.part], above: $0.above) })
  }

  // MARK: Judging

  private mutating func skip(
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

  private mutating func judge(_ snippet: Snippet, _ claims: [ArticleClaim], _ outcome: Outcome) {
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

  private mutating func compareFailure(_ claim: ArticleClaim, _ failure: Failure) {
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
    _ output: Snippet.Output, _ outcome: Outcome, _ reason: String?
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

  private mutating func want(_ failure: Failure) {
    guard wantedLift == nil,
      case .nameIsLocal(let name, let function, let line, false)? = failure.diagnosis?.kind
    else { return }
    wantedLift = Lift(name: name, function: function, line: line)
  }

  /// Why a failure says nothing about the article.
  private func excuse(_ failure: Failure) -> String? {
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

  // MARK: Advice

  private mutating func advise(_ snippet: Snippet) {
    let recording = session.recording
    for warning in session.warnings.dropFirst(warningCount) {
      let explanation = session.explanation(of: warning)
      findings.append(
        Finding(
          line: warning.line, verdict: .warning,
          note: "\(explanation.what); \(explanation.fix)"))
    }
    warningCount = session.warnings.count
    // Passes are counted from the beginning, and told where they happen.
    let lines = snippet.firstLine...snippet.lastLine
    findings += Advice.unclearedPasses(recording.events[...]) { recording.nodes[$0].name }
      .filter { finding in
        lines.contains(finding.line) && !findings.contains(finding)
      }
    let session = session
    findings += Advice.weightedPredictions(snippet) { name in
      (try? session.evaluate("\(name).requires_grad")) == "True"
    }
  }
}

/// What came of running a snippet.
private struct Outcome {
  var failure: Failure?
  var events: ArraySlice<Recording.Moment>

  var printed: String {
    events.map { if case .printed(let text, _) = $0.event { text } else { "" } }.joined()
  }
}

extension Failure {
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
