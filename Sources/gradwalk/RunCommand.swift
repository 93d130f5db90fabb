import ArgumentParser
import Lesson
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
    for remark in session.remarks(failure) {
      Report.write("\(program.name):\(remark.line): \(remark.text)")
      if let explanation = remark.explanation { Report.write("\n\(explanation.text)\n") }
    }
    if session.hasLostGradients { explainLostGradients(program) }
    if let failure { throw Report.Stop(message: failure.report) }
  }

  /// Says where gradients became nan or inf, for which the program has to run once more, recorded.
  private func explainLostGradients(_ program: ProgramFile) {
    let session = Session(keepsEvents: true, limits: time.limits) { _ in }
    // It has run before: what it ends with has been said.
    _ = try? session.run(program)
    guard let origin = NaNOrigin(session.recording) else { return }
    Report.write("\(program.name):\(origin.line): \(origin.text); \(origin.remedy)")
  }
}
