/// What was found in one file.
package struct FileReport: Encodable, Sendable, Equatable {
  /// The file as the command line names it.
  package var file: String
  /// How many programs, or parts of one, were found.
  package var programs: Int
  /// The repairs that were made before running.
  package var changes: [Change]
  /// In the order of the lines.
  package var findings: [Finding]

  /// How many findings have a verdict.
  package func count(_ verdict: Finding.Verdict) -> Int {
    findings.count { $0.verdict == verdict }
  }

  /// Whether something is wrong with the article.
  package var isWrong: Bool { count(.wrong) + count(.fails) > 0 }
}

/// A repair of a program, shown openly.
package struct Change: Encodable, Sendable, Equatable {
  /// The line of the file, counted from 1.
  package var line: Int
  /// What was repaired, in words.
  package var text: String
}

/// One thing that was checked, or could not be.
package struct Finding: Encodable, Sendable, Equatable {
  /// What running the article says of a claim.
  package enum Verdict: String, Encodable, Sendable, CaseIterable {
    /// What runs prints what is claimed.
    case right
    /// What runs prints something else.
    case wrong
    /// The program stops with an error that the article does not mention.
    case fails
    case notChecked = "not checked"
    /// Output apart, something that learners get wrong.
    case warning
  }

  /// The line of the file, counted from 1.
  package var line: Int
  /// What became of the check.
  package var verdict: Verdict
  /// What the article says; nil where nothing is claimed.
  package var claimed: String?
  /// What the program prints, or the error it stops with; nil where it was not run.
  package var actual: String?
  /// A remark, a reason, or the explanation of an error.
  package var note: String?
}
