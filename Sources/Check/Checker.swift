import Advice
import Autograd
import Notebook
package import Python
import Torch

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
  ///   - limits: What the programs may use.
  package init(
    checking text: String, file: String, format: ArticleFormat, liftsLocals: Bool = false,
    limits: Limits = Limits()
  ) {
    let snippets = Snippet.all(in: text, format)
    let numbers =
      format == .markdown && !snippets.isEmpty
      ? ProseNumbers(text.withLineFeeds, besides: snippets) : nil
    var lifts: [Lift] = []
    while true {
      var checker = Checker(
        file: file, format: format, snippets: snippets, numbers: numbers, lifts: lifts,
        limits: limits)
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
struct Checker {
  let file: String
  let format: ArticleFormat
  let snippets: [Snippet]
  /// What the article's own text states.
  let numbers: ProseNumbers?
  let lifts: [Lift]
  private let session: Session
  var findings: [Finding] = []
  private(set) var changes: [Change] = []
  /// A repair that would make a name known.
  var wantedLift: Lift?
  private var eventCount = 0
  private var warningCount = 0
  /// The names that snippets would have made that were not run.
  var missing: [String: Int] = [:]

  init(
    file: String, format: ArticleFormat, snippets: [Snippet], numbers: ProseNumbers?,
    lifts: [Lift], limits: Limits
  ) {
    self.file = file
    self.format = format
    self.snippets = snippets
    self.numbers = numbers
    self.lifts = lifts
    var limits = limits
    // An article's programs are short; one that does not end should not be waited for.
    limits.statements = 5_000_000
    session = Session(keepsEvents: true, limits: limits) { _ in }
  }

  mutating func run() {
    for index in snippets.indices { check(index) }
    if let numbers, let finding = numbers.finding(besides: session.events.printed) {
      findings.append(finding)
    }
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
    let parts = ProgramPart.parts(of: snippet, shownAs: original, inserting: inserted)
    judge(original, claims, runAll(parts))
    advise(original)
  }

  // MARK: Running

  private mutating func runAll(_ parts: [ProgramPart]) -> ClaimOutcome {
    var failure: ProgramFailure?
    for part in parts where failure == nil {
      failure = session.run(
        part.source, file: file, firstLine: part.line, shownAs: part.shown)
    }
    let events = session.events
    defer { eventCount = events.count }
    return ClaimOutcome(failure: failure, events: events[eventCount...])
  }

  /// What another example makes, up to its backward pass, which this one has itself.
  private mutating func earlierCode(_ reference: Gaps.Reference, before index: Int)
    -> [ProgramPart]?
  {
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
    return ProgramPart.parts(
      of: setup, shownAs: setup,
      inserting: repaired.moved.map { (parts: [$0.part], above: $0.above) })
  }

  // MARK: Advice

  private mutating func advise(_ snippet: Snippet) {
    for warning in session.warnings.dropFirst(warningCount) {
      // Where the same line then fails, the failure explains it.
      if findings.contains(where: { $0.verdict == .fails && $0.line == warning.line }) { continue }
      let explanation = session.explanation(of: warning)
      findings.append(
        Finding(
          line: warning.line, verdict: .warning,
          note: explanation.map { "\($0.what); \($0.fix)" } ?? warning.message))
    }
    warningCount = session.warnings.count
    let program = try? Program.parse(snippet.source, file: file, firstLine: snippet.firstLine)
    let advice = Advice.all(
      session, session.recording, program, in: snippet.firstLine...snippet.lastLine,
      told: Set(findings.map(\.line)))
    findings += advice.map { Finding(line: $0.line, verdict: .warning, note: $0.note) }
  }
}
