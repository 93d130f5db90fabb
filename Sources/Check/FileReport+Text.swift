extension FileReport {
  /// One paragraph for each finding, in the form that editors jump to: `file:line: verdict: …`.
  package var text: String {
    var lines = changes.map { "\(file):\($0.line): changed: \($0.text)" }
    lines += findings.flatMap(describe)
    return lines.map { $0 + "\n" }.joined()
  }

  private func describe(_ finding: Finding) -> [String] {
    let head = "\(file):\(finding.line): \(finding.verdict.rawValue): "
    switch finding.verdict {
    case .right:
      let note = finding.note.map { " (\($0))" } ?? ""
      return paragraph(head, (finding.claimed ?? "") + note)
    case .wrong:
      return paragraph(head, "claimed " + block(finding.claimed))
        + paragraph(String(repeating: " ", count: head.count), "got     " + block(finding.actual))
        + indented(finding.note)
    case .fails:
      return paragraph(head, finding.actual ?? finding.note ?? "")
        + (finding.actual == nil ? [] : indented(finding.note))
    case .notChecked:
      let claim = finding.claimed.map { "\($0.firstLine) — " } ?? ""
      return [head + claim + (finding.note ?? "")]
    case .warning: return [head + (finding.note ?? "")]
    }
  }

  private func block(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "nothing" }
    return text.replacing("\n", with: "\n        ")
  }

  private func paragraph(_ head: String, _ text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let indent = String(repeating: " ", count: head.count)
    return lines.enumerated().map { ($0 == 0 ? head : indent) + $1 }
  }

  private func indented(_ note: String?) -> [String] {
    (note ?? "").split(separator: "\n").map { "    \($0)" }
  }

  /// `1 right, 2 wrong, …` over some files.
  package static func summary(of reports: [FileReport]) -> String {
    let counts = Finding.Verdict.allCases.map { verdict in
      let count = reports.reduce(0) { $0 + $1.count(verdict) }
      switch verdict {
      case .right, .wrong, .notChecked: return "\(count) \(verdict.rawValue)"
      case .fails: return count == 1 ? "1 program fails" : "\(count) programs fail"
      case .warning: return count == 1 ? "1 warning" : "\(count) warnings"
      }
    }
    let programs = reports.reduce(0) { $0 + $1.programs }
    return (programs == 1 ? "1 program: " : "\(programs) programs: ")
      + counts.joined(separator: ", ")
  }
}

extension String {
  /// The first line, with a mark where more follow.
  fileprivate var firstLine: String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count > 1 ? lines[0] + " …" : self
  }
}
