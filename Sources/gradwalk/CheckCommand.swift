import ArgumentParser
import Check
import Foundation

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run the programs in an article and compare them with the output it claims.",
    discussion: """
      FILE is Markdown, plain text with code in it, a Python program (.py), or - for standard \
      input. A claim is a comment `#> …`, `# Output: …` or `# tensor(…)` behind a print, or a block \
      of output below the code. Exit status: 0 nothing is wrong, 1 something is, 2 bad usage.
      """)

  @Argument(help: "The articles.")
  var files: [String]

  @Flag(help: "Make a function's local that is used outside a name of the program, and say so.")
  var liftLocals = false

  @Flag(help: "Report as JSON.")
  var json = false

  @OptionGroup var time: TimeLimit

  func validate() throws {
    if files.isEmpty { throw ValidationError("name a file to check") }
  }

  func run() throws {
    let reports = try files.map { path in
      let file = try ProgramFile(path)
      return FileReport(
        checking: file.text, file: file.name, format: ArticleFormat(file: file.name),
        liftsLocals: liftLocals, limits: time.limits)
    }
    StandardOutput.write((json ? try encoded(reports) : text(reports)) + "\n")
    if reports.contains(where: \.isWrong) { throw ExitCode(1) }
  }

  private func text(_ reports: [FileReport]) -> String {
    reports.map(\.text).joined(separator: "\n") + FileReport.summary(of: reports)
  }

  private func encoded(_ reports: [FileReport]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = CheckReport(files: reports, summary: FileReport.summary(of: reports))
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }

  private struct CheckReport: Encodable {
    var files: [FileReport]
    var summary: String
  }
}
