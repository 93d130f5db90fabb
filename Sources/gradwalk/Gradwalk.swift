import ArgumentParser

/// The command line: one subcommand a file, and one place where an error becomes an exit status.
@main
struct Gradwalk: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradwalk",
    abstract: "Walk through the gradients of a small PyTorch program.",
    discussion: """
      FILE is a Python program (.py), an article with python cells (.md), or - for standard input.
      Exit status: 0 done, 1 the program or a check failed, 2 bad usage.
      """,
    version: "0.1.0",
    subcommands: [
      BuildCommand.self, RunCommand.self, GraphCommand.self, StepCommand.self, SlidesCommand.self,
      CheckCommand.self, ServeCommand.self, ExerciseCommand.self,
    ])

  static func main() {
    StandardStreams.settle()
    FatalSignals.take()
    do {
      try Arguments.check()
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Report.end(with: error)
    }
    StandardOutput.finish()
  }
}
