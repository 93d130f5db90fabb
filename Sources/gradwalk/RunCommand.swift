import ArgumentParser
import Torch

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Print exactly what PyTorch would print.")

  @Argument(help: "The program: .py, .md, or - for standard input.")
  var file: String

  @OptionGroup var time: OptionalTimeLimit

  func run() throws {
    let program = try ProgramFile(file)
    let session = Session(
      keepsEvents: false, limits: time.limits,
      errors: Report.add, output: StandardOutput.write)
    let failure = try session.run(program)
    for warning in session.warnings {
      Report.write("\(program.name):\(warning.line): \(warning.category): \(warning.message)")
      // Where the same line then fails, the failure explains it.
      if let explanation = session.explanation(of: warning),
        failure?.explanation == nil || failure?.line != warning.line
      {
        Report.write("\n\(explanation.text)\n")
      }
    }
    if let failure { throw Report.Stop(message: failure.report) }
  }
}
